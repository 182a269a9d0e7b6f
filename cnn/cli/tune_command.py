"""``cnn tune RUN``: a trained run taught the drawings that are kept, in the foreground, kept as a run of its own."""

from __future__ import annotations

from argparse import Namespace

from cnn.cli.foreground import do_here
from cnn.cli.listing import store_of
from cnn.cli.opening import opened
from cnn.cli.output import Output, TrainingPrinter
from cnn.runs import queue
from cnn.tuning.creation import create_tuning, source_for
from cnn.tuning.settings import TuningSettings


def tune(arguments: Namespace) -> int:
    """Tune it; what that changed is said before the run ends, and where it forgot too much the run fails."""
    output = Output(arguments.json)
    settings = TuningSettings.of({name: getattr(arguments, name) for name in TuningSettings.model_fields})
    store = store_of(arguments)
    parent = store.find_network(arguments.run)
    dataset = opened(source_for(parent), parent.record.data.classes, arguments, output)
    run = create_tuning(store, parent, dataset, settings, state=queue.held())
    return do_here(run, TrainingPrinter(output, run.record.config.members).show, output)
