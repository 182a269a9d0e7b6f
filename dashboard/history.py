"""The course of a run as its log tells it: read on from an offset, thinned for charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock

from cnn.runs.log import EventLog
from cnn.training.events import (
    EpochFinished,
    Event,
    Failed,
    Finished,
    FoldRead,
    LaidOut,
    LayoutProgress,
    MemoryShort,
    Progress,
    RangePoint,
    RangeTested,
    Resumed,
    Started,
    TrialFinished,
    Tuned,
    WarmedUp,
)

MOST_POINTS = 600


@dataclass
class Course:
    """How one of a run's networks fared; ``member`` counts them from 1."""

    member: int
    progress: list[Progress] = field(default_factory=list)
    epochs: list[EpochFinished] = field(default_factory=list)

    @property
    def best(self) -> EpochFinished | None:
        """The epoch whose weights are kept, where a validation part judged it."""
        judged = [event for event in self.epochs if event.best and event.validation_accuracy is not None]
        return judged[-1] if judged else None

    @property
    def last_step(self) -> int:
        """How many steps it took so far."""
        return max((events[-1].step for events in (self.progress, self.epochs) if events), default=0)


class History:
    """The events of one log, kept by kind; ``read_on`` adds what was written since."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._lock = Lock()
        self._begin()

    def _begin(self) -> None:
        """Know nothing yet."""
        self._offset = 0
        self.resumed: Resumed | None = None
        self.started: Started | None = None
        self.courses: list[Course] = []
        self.warmed_up: WarmedUp | None = None
        self.memory_short: MemoryShort | None = None
        self.range_points: list[RangePoint] = []
        self.folds: list[FoldRead] = []
        self.trials: list[TrialFinished] = []
        self.layout: LayoutProgress | None = None
        self.tuned: Tuned | None = None
        self.ending: Finished | RangeTested | LaidOut | Failed | None = None

    def read_on(self) -> None:
        """Add what the log has grown by."""
        with self._lock:
            before, (events, self._offset) = self._offset, self._log.read(self._offset)
            if before and any(isinstance(event, Resumed) for event in events):
                self._begin()  # some of what was read is void by now
                events, self._offset = self._log.read()
            for event in events:
                self._add(event)

    @property
    def latest(self) -> Progress | None:
        """The last sign of progress."""
        return next((course.progress[-1] for course in reversed(self.courses) if course.progress), None)

    @property
    def steps_per_epoch(self) -> int:
        return self.started.steps_per_epoch if self.started else 1

    @property
    def total_steps(self) -> int:
        """How many steps each network is to take."""
        return self.started.epochs * self.started.steps_per_epoch if self.started else 0

    def _add(self, event: Event) -> None:
        match event:
            case Resumed():
                self.resumed = event
            case Started():
                self.started = event
            case Progress():
                self._course(event.member).progress.append(event)
            case EpochFinished():
                self._course(event.member).epochs.append(event)
            case WarmedUp():
                self.warmed_up = event
            case MemoryShort():
                self.memory_short = event
            case RangePoint():
                self.range_points.append(event)
            case FoldRead():
                self.folds.append(event)
            case TrialFinished():
                self.trials.append(event)
            case LayoutProgress():
                self.layout = event
            case Tuned():
                self.tuned = event
            case Finished() | RangeTested() | LaidOut() | Failed():
                self.ending = event

    def _course(self, member: int) -> Course:
        if not self.courses or self.courses[-1].member != member:
            self.courses.append(Course(member))
        return self.courses[-1]


def thinned(values: Sequence[float], most: int = MOST_POINTS) -> list[int]:
    """Places of at most ``most`` values that keep the first, the last and, in each stretch, the lowest and highest."""
    if len(values) <= most:
        return list(range(len(values)))
    stretches = (most - 2) // 2
    kept = {0, len(values) - 1}
    for stretch in range(stretches):
        start, end = stretch * len(values) // stretches, (stretch + 1) * len(values) // stretches
        places = range(start, end)
        kept |= {min(places, key=values.__getitem__), max(places, key=values.__getitem__)}
    return sorted(kept)
