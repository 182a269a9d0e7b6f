"""Pausing a run, and going on with one that was paused, stopped or broken off."""

from __future__ import annotations

from cnn.errors import RunError
from cnn.places import STARTER
from cnn.runs import queue
from cnn.runs.record import State, Status
from cnn.runs.run import Run
from cnn.runs.store import RunStore

BROKEN_OFF: tuple[Status, ...] = ("paused", "stopped", "lost", "failed")


def can_pause(run: Run, status: Status) -> bool:
    """Whether it can be left as it stands: a training that waits or goes on; other work would begin anew."""
    return status in ("queued", "running") and keeps_checkpoints(run)


def can_resume(run: Run, status: Status) -> bool:
    """Whether it can be gone on with; what failed would fail again, unless it has a checkpoint to go on from."""
    if status not in BROKEN_OFF or run.folder == STARTER:
        return False
    return status != "failed" or bool(run.checkpoints.places())


def keeps_checkpoints(run: Run) -> bool:
    """Whether it goes on where it was left; a run of any other kind begins anew."""
    return run.record.kind == "train" and run.record.tuning is None


def pause(store: RunStore, run: Run) -> None:
    """Leave a run as it stands, to be gone on with; one that still waits is taken out of the queue at once.

    Raises RunError for one that cannot be paused, VisitorError for another's.
    """
    run.check_owner()
    with queue.unchanged(store):
        if not can_pause(run, run.status):
            raise RunError(
                f"Run {run.id} cannot be paused: it is {run.status}."
                if keeps_checkpoints(run)
                else f"Run {run.id} is no training, which alone can be paused: stop it, or let it end."
            )
        if run.status == "queued":
            run.write_state(run.state.model_copy(update={"status": "paused"}))
        else:
            run.request_pause()


def resume(store: RunStore, run: Run) -> None:
    """Put a run that was paused, stopped or broken off (its worker died) back into the queue.

    Whoever takes it goes on from its last checkpoint, or begins anew where it has none. Raises RunError for one that
    waits, goes on or has finished.
    """
    _go_on(store, run, run.state.model_copy(update={"status": "queued", "reason": "", "left_s": None}))


def resume_here(store: RunStore, run: Run) -> None:
    """As ``resume``, but this process holds it and is to perform it."""
    _go_on(store, run, run.state.model_copy(update={**queue.held().model_dump(include=HOLDER), "reason": ""}))


HOLDER = {"status", "host", "pid", "process_start_s", "heartbeat_s", "since_s", "from_queue"}
"""The fields of a state that say who holds the run."""


def _go_on(store: RunStore, run: Run, state: State) -> None:
    with queue.unchanged(store):
        if not can_resume(run, run.status):
            raise RunError(
                f"Run {run.id} is {run.status}: only one that was paused, stopped or broken off can be resumed."
            )
        run.withdraw_request()
        run.write_state(state.model_copy(update={"deaths": 0}))  # whoever asks for it has another try
