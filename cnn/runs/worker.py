"""Does the work of a run: sees to it that it is done, logs what happens, keeps its state."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, nullcontext, suppress
from types import FrameType

from cnn.data.imageset import ImageSet
from cnn.data.source import open_source
from cnn.errors import CnnError
from cnn.runs.data import as_it_was, source_of
from cnn.runs.embedding import embed
from cnn.runs.experimenting import experiment
from cnn.runs.folds import read_by_others
from cnn.runs.process import identity
from cnn.runs.rates import try_rates
from cnn.runs.record import Kind, State, Stored
from cnn.runs.run import Run
from cnn.runs.training import train_members
from cnn.runs.tuning import tune_members
from cnn.training.company import ALONE, Company
from cnn.training.events import (
    EpochFinished,
    Event,
    Failed,
    Finished,
    LaidOut,
    LayoutProgress,
    Paused,
    Progress,
    RangePoint,
    RangeTested,
    Resumed,
    Started,
)

HEARTBEAT_EVERY_S = 1.0
PASSING = (Progress, RangePoint, LayoutProgress)
"""Events that come often: the state is not written for each of them."""

WORK: dict[Kind, Callable[[Run, ImageSet], Iterator[Event]]] = {
    "train": train_members,
    "range_test": try_rates,
    "folds": read_by_others,
    "embedding": embed,
    "experiment": experiment,
}


def perform(run: Run, company: Company = ALONE) -> Generator[Event, None, None]:
    """Do a claimed run to its end, yielding each event after it was logged.

    Whatever goes wrong becomes a Failed event with its reason; the run's folder stays readable throughout.
    company: with which other processes a training is done; signals then ask all of them to end.
    """
    state = run.state
    heartbeat_s = 0.0
    with _stopped_by_signals(run) if company.is_alone else nullcontext():
        try:
            for event in _work(run, _open_data(run), company):
                run.log.append(event)
                state = _after(state, event)
                if not isinstance(event, PASSING) or time.monotonic() - heartbeat_s >= HEARTBEAT_EVERY_S:
                    run.write_state(state)
                    heartbeat_s = time.monotonic()
                yield event
        except CnnError as error:
            yield _fail(run, state, str(error))
        except OSError as error:
            yield _fail(run, state, f"A file could not be read or written: {error.strerror or error}.")
        except Exception as error:  # the one outermost frame, where a failed run says why
            logging.getLogger(__name__).exception("run %s failed", run.id)
            yield _fail(run, state, f"The program failed: {type(error).__name__}: {error}".splitlines()[0])


def _work(run: Run, images: ImageSet, company: Company) -> Iterator[Event]:
    """The events of its work; any but a training that was broken off begins anew, and what it told then is void."""
    work = tune_members if run.record.tuning else WORK[run.record.kind]
    if work is train_members:
        yield from train_members(run, images, company)
        return
    if run.log.size_bytes:
        yield Resumed()
    yield from work(run, images)


def _open_data(run: Run) -> ImageSet:
    return as_it_was(run, open_source(source_of(run), run.record.data.classes))


def _after(state: State, event: Event) -> State:
    """The state once ``event`` has happened."""
    news: dict[str, object] = {**identity()}
    match event:
        case Resumed():
            news |= _place(event)
        case Started():
            news |= {"device": event.device}
        case Progress():
            news |= {**_place(event), "left_s": event.left_s}
        case Paused():
            news |= {**_place(event), "status": "paused", "left_s": None}
        case EpochFinished():
            news |= _place(event)
            if event.best:
                news |= {"best_epoch": event.epoch, "validation_accuracy": event.validation_accuracy}
        case RangePoint() | LayoutProgress():
            left_s = event.time_s / event.step * (event.steps - event.step) if event.step else None
            news |= {"step": event.step, "time_s": event.time_s, "left_s": left_s}
        case LaidOut():
            news |= {"status": _ended(event), "step": event.steps, "time_s": event.duration_s, "left_s": None}
        case RangeTested():
            news |= {"status": _ended(event), "time_s": event.duration_s, "left_s": None}
            news |= {"suggested_learning_rate": event.suggested_learning_rate}
        case Finished():
            news |= {"status": _ended(event), "time_s": event.duration_s, "left_s": None}
            news |= {"best_epoch": event.best_epoch, "validation_accuracy": event.validation_accuracy}
    return state.model_copy(update=news)


def _ended(event: Finished | RangeTested | LaidOut) -> Stored:
    return "stopped" if event.stopped else "finished"


def _place(event: Progress | EpochFinished | Paused | Resumed) -> dict[str, object]:
    return {"member": event.member, "epoch": event.epoch, "step": event.step, "time_s": event.time_s}


def _fail(run: Run, state: State, reason: str) -> Failed:
    event = Failed(run=run.id, reason=reason)
    ended = state.model_copy(update={"status": "failed", "reason": reason, "left_s": None, **identity()})
    for write in (lambda: run.log.append(event), lambda: run.write_state(ended)):
        with suppress(OSError):  # a full disk must not keep the reason from who listens, nor one file from the other
            write()
    return event


@contextmanager
def _stopped_by_signals(run: Run) -> Iterator[None]:
    """Let the first Ctrl-C or termination ask the run to stop, keeping its best weights; a second ends at once.

    The first one is only put off: when the run is in order, it does to the program what it would have done.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    put_off: list[int] = []

    def ask(number: int, frame: FrameType | None) -> None:
        put_off.append(number)
        restore()
        run.request_stop()

    def restore() -> None:
        for name, handler in before.items():
            signal.signal(name, handler)

    before = {name: signal.signal(name, ask) for name in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        restore()
    if put_off:
        signal.raise_signal(put_off[0])
