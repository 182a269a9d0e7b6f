"""The queue of runs: which comes next and who works on what. A run is claimed under a lock, never by a guess."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from filelock import FileLock

from cnn.errors import RunError, VisitorError
from cnn.runs.crew import Crew
from cnn.runs.gpus import visible_gpus
from cnn.runs.index import index_of
from cnn.runs.order import MOST_AT_ONCE, Move, moved, read_order, write_order
from cnn.runs.process import identity
from cnn.runs.record import State
from cnn.runs.rescue import rescue
from cnn.runs.run import Run
from cnn.runs.store import RunStore
from cnn.visitor import present


def queued(store: RunStore) -> list[Run]:
    """The runs that wait, in the order in which they are taken."""
    waiting = [summary.id for summary in index_of(store).read().summaries if summary.state.status == "queued"]
    return [run for name in read_order(store.folder).sort(waiting) if (run := _waiting(store, name))]


def claim_next(store: RunStore) -> Run | None:
    """Take the first queued run: it is running, and this process holds it. None when nothing waits.

    Runs whose worker died are back in the queue before.
    """
    with unchanged(store):
        rescue(store)
        for run in queued(store):
            if not _stopped_before_start(run):
                news = {"status": "running", "since_s": time.time(), "from_queue": True, **identity()}
                run.write_state(run.state.model_copy(update=news))
                return run
    return None


def held() -> State:
    """The state of a run that this process works on."""
    return State(status="running", since_s=time.time(), **identity())


def stop(store: RunStore, run: Run) -> None:
    """Ask for the end of a run; one that still waits is stopped at once."""
    run.request_stop()
    with unchanged(store):
        if run.state.status == "queued":
            _stopped_before_start(run)


def look_after(store: RunStore) -> None:
    """Put back what dead workers left, and end workers whose run was to stop long ago."""
    with unchanged(store):
        rescue(store)


def move(store: RunStore, run: Run, where: Move) -> None:
    """Change when a waiting run is taken; raises RunError where it does not, VisitorError as ``set_at_once``."""
    _check_charge()
    with unchanged(store):
        waiting = [other.id for other in queued(store)]
        if run.id not in waiting:
            raise RunError(f"Run {run.id} is {run.status}: only a run that waits can be moved.")
        order = read_order(store.folder).model_copy(update={"moved": moved(waiting, run.id, where)})
        write_order(store.folder, order)


def at_once(store: RunStore) -> int:
    """How many runs are worked on at once: as people decided, else one for each GPU and at least one."""
    return read_order(store.folder).at_once or max(1, len(visible_gpus()))


def set_at_once(store: RunStore, count: int) -> None:
    """Decide how many runs are worked on at once.

    Raises RunError for a number out of bounds, VisitorError for who has no charge of the machine, as others wait too.
    """
    _check_charge()
    if not 1 <= count <= MOST_AT_ONCE:
        raise RunError(f"{count} runs at once are not possible: choose 1 to {MOST_AT_ONCE}.")
    with unchanged(store):
        write_order(store.folder, read_order(store.folder).model_copy(update={"at_once": count}))


def drain(store: RunStore, most: int | None = None) -> int:
    """Do the queued runs until none waits; gives how many were done, 0 where enough workers are at it.

    most: how many workers are enough; as was decided for the queue (``at_once``) when not given.
    """
    done = 0
    with _writable(store), Crew(store.folder).joined(most or at_once(store)) as member:
        while member and member.place <= (most or at_once(store)) and (run := claim_next(store)) is not None:
            with member.working_on(run.id):
                from cnn.runs.worker import perform  # loads PyTorch: a worker that is not needed ends before that

                for _ in perform(run):
                    pass
            done += 1
    return done


@contextmanager
def unchanged(store: RunStore) -> Iterator[None]:
    """While inside, no other process takes a run, gives one back or changes what is queued."""
    with _writable(store), FileLock(store.folder / ".queue.lock"):
        yield


def _check_charge() -> None:
    if not present().has_charge:
        raise VisitorError("Others wait too: only a teacher changes the order of the queue and how many runs go on.")


def _waiting(store: RunStore, run_id: str) -> Run | None:
    """The run of this id if it waits; None where it was taken, deleted or spoilt meanwhile."""
    with suppress(RunError):
        run = store.get(run_id)
        return run if run.state.status == "queued" else None
    return None


def _stopped_before_start(run: Run) -> bool:
    if run.wants_stop:
        reason = "Stopped while it waited to go on." if run.log.size_bytes else "Stopped before it began."
        run.write_state(run.state.model_copy(update={"status": "stopped", "reason": reason}))
        return True
    return False


@contextmanager
def _writable(store: RunStore) -> Iterator[None]:
    """Raises RunError where the runs folder cannot be made, or nothing be written into it."""
    try:
        store.folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        why = error.strerror or error
        raise RunError(
            f"The runs folder {store.folder} cannot be written: {why}; see to it that there is room, or use --runs."
        ) from error
