"""``cnn pause``, ``cnn resume`` and ``cnn extend``: leaving a training as it stands, and going on with one."""

from __future__ import annotations

from argparse import Namespace

from cnn.cli.foreground import do_here
from cnn.cli.launched import is_launched
from cnn.cli.listing import store_of
from cnn.cli.output import Output, TrainingPrinter
from cnn.cli.range_printer import RangePrinter
from cnn.errors import RunError
from cnn.runs import queue, resuming
from cnn.runs.extension import extend as make_extension
from cnn.runs.extension import warning
from cnn.runs.run import Run


def pause(arguments: Namespace) -> int:
    """``cnn pause RUN``: ask whoever trains it to leave it as it stands."""
    output = Output(arguments.json)
    store = store_of(arguments)
    run = store.find(arguments.run)
    resuming.pause(store, run)
    output.give({"run": run.id, "asked": "pause"})
    output.say(f"Run {run.id} was asked to pause; `python -m cnn resume {run.id}` goes on exactly there")
    return 0


def resume(arguments: Namespace) -> int:
    """``cnn resume RUN``: go on with it in the foreground, by several processes if torchrun started them."""
    output = Output(arguments.json)
    store = store_of(arguments)

    def take_up() -> Run:
        run = store.find(arguments.run)
        if is_launched() and not resuming.keeps_checkpoints(run):
            raise RunError(f"Run {run.id} is no training, which alone can be shared: resume it without torchrun.")
        resuming.resume_here(store, run)
        return run

    if not is_launched():
        return _go_on(take_up(), output)
    from cnn.cli.together import train_together  # loads PyTorch

    return train_together(store, take_up, output)


def extend(arguments: Namespace) -> int:
    """``cnn extend RUN --epochs N``: go on from its end, in the foreground, as a run of its own."""
    output = Output(arguments.json)
    store = store_of(arguments)
    parent = store.find_network(arguments.run)
    run = make_extension(store, parent, arguments.epochs, state=queue.held())
    if caution := warning(parent, arguments.epochs):
        output.note(caution)
    return _go_on(run, output)


def _go_on(run: Run, output: Output) -> int:
    is_range_test = run.record.kind == "range_test"
    printer = RangePrinter(output) if is_range_test else TrainingPrinter(output, run.record.config.members)
    return do_here(run, printer.show, output)
