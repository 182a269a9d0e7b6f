"""What becomes of runs whose worker died, and of workers that do not end when asked.

Only runs that were taken from the queue are looked after; one in the foreground is its terminal's own affair.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress

from cnn.errors import RunError
from cnn.runs.crew import Crew
from cnn.runs.index import index_of
from cnn.runs.process import end, is_alive
from cnn.runs.record import State
from cnn.runs.run import Run
from cnn.runs.store import RunStore

STOP_GRACE_S = 10.0
"""So long a run may take to end when asked; then its process is ended, with all that it started."""
MOST_DEATHS = 2
"""A run at which so many processes died is set aside: it would kill every worker there is."""
SILENCE_S = 60.0
"""A worker on another host is given up after so many seconds without a sign of life."""


def rescue(store: RunStore) -> None:
    """End processes that were asked to stop their run and did not; put runs whose process died back into the queue.

    Only for whoever holds the queue's lock. The second time such a run is set aside; one that was to end anyway is
    said to have ended.
    """
    for run in _held(store):
        is_overdue = run.wants_stop and time.time() - run.asked_s > STOP_GRACE_S
        if not _is_worked_on(store, run):
            run.write_state(_after_death(run))
        elif is_overdue and end(run.state):
            run.write_state(_ended(run, "It did not end when asked, so its process was ended"))


def _held(store: RunStore) -> Iterator[Run]:
    """The runs that some process took from the queue and has not given back."""
    for summary in index_of(store).read().summaries:
        if summary.state.status == "running":
            with suppress(RunError):  # it was deleted or spoilt meanwhile
                run = store.get(summary.id)
                state = run.state
                if state.status == "running" and state.from_queue:
                    yield run


def _is_worked_on(store: RunStore, run: Run) -> bool:
    """Whether its process lives. The run itself may tell nothing for long (data are loaded): then its worker does."""
    if is_alive(run.state, SILENCE_S):
        return True
    return any(worker.run == run.id for worker in Crew(store.folder).alive())


def _after_death(run: Run) -> State:
    state = run.state
    deaths = state.deaths + 1
    if run.wanted == "stop":
        return _ended(run, "Its process died before it had ended in order")
    if run.wanted == "pause":
        return state.model_copy(update={"status": "paused", "left_s": None})
    if deaths < MOST_DEATHS:
        return state.model_copy(update={"status": "queued", "left_s": None, "deaths": deaths})
    reason = (
        f"Its worker died {deaths} times, the last time in epoch {max(1, state.epoch)}: set aside, so that it kills no "
        "other. Too little memory is the usual cause; smaller batches need less."
    )
    return state.model_copy(update={"status": "failed", "left_s": None, "deaths": deaths, "reason": reason})


def _ended(run: Run, how: str) -> State:
    kept = "; the best weights are kept." if run.is_usable else "."
    return run.state.model_copy(update={"status": "stopped", "left_s": None, "reason": f"{how}{kept}"})
