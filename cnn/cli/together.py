"""``cnn train`` where torchrun started it: several processes train one run."""

from __future__ import annotations

from collections.abc import Callable

from cnn.cli.foreground import do_here
from cnn.cli.output import Output, TrainingPrinter
from cnn.errors import CnnError
from cnn.runs.resuming import resume_here
from cnn.runs.run import Run
from cnn.runs.store import RunStore
from cnn.training.calling import dismiss
from cnn.training.company import FAILED, RUN, Company
from cnn.training.launch import join_company


def train_together(store: RunStore, create: Callable[[], Run], output: Output) -> int:
    """Join the other processes as the first of them and train the run that ``create`` makes; gives the exit status.

    Where torchrun has started all processes anew because one was lost, the run goes on from its last checkpoint.
    """
    company = join_company()
    try:
        run = _run_of(company, store, create)
    except CnnError:
        dismiss(company)
        raise
    if run is None:
        return FAILED
    status = do_here(run, TrainingPrinter(output, run.record.config.members).show, output, company)
    if status == FAILED:  # the others may be busy, and end as this process does
        return FAILED
    dismiss(company)
    return 0  # also where somebody asked for the end: torchrun would take anything else for a fault, and start anew


def _run_of(company: Company, store: RunStore, create: Callable[[], Run]) -> Run | None:
    """The run to train; None where it has ended by itself, and said how."""
    run_id = company.noted(RUN)
    if not run_id:
        run = create()
        company.note(RUN, run.id)
        return run
    run = store.get(run_id)
    if run.state.status != "running":
        return None
    wanted = run.wanted
    resume_here(store, run)
    if wanted == "stop":  # what was asked of it before still holds
        run.request_stop()
    elif wanted == "pause":
        run.request_pause()
    return run
