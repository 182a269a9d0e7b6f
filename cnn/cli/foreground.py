"""A run done in the foreground: the worker's own work, told as it happens."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from cnn.cli.output import Output
from cnn.cli.status import DONE, FAILED, INTERRUPTED
from cnn.runs.run import Run
from cnn.training.events import Event, Failed

if TYPE_CHECKING:
    from cnn.training.company import Company


def do_here(run: Run, show: Callable[[Event], object], output: Output, company: Company | None = None) -> int:
    """Do a run that is held, showing each event, and say how it ended; gives the exit status."""
    from cnn.runs.worker import perform
    from cnn.training.company import ALONE

    output.say(f"Run {run.id}")
    failure = ""
    with suppress(KeyboardInterrupt):  # the run's state says that it was interrupted
        for event in perform(run, company or ALONE):
            show(event)
            failure = event.reason if isinstance(event, Failed) else ""
    return _ending(run, failure, output)


def _ending(run: Run, failure: str, output: Output) -> int:
    if failure:
        print(f"cnn: run {run.id} failed: {failure}", file=sys.stderr)
        return FAILED
    state = run.state
    judged = "out of fold" if run.record.kind == "folds" else "validation"
    accuracy = f", {judged} {state.validation_accuracy:.2%}" if state.validation_accuracy is not None else ""
    ending = "interrupted" if state.status == "running" else state.status
    output.say(f"Run {run.id} {ending} after {state.time_s:.1f} s{accuracy}")
    return DONE if state.status == "finished" else INTERRUPTED
