"""The course of a run as its log tells it: read on from an offset, thinned for charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from threading import Lock

import numpy as np

from cnn.runs.columns import COLUMNS, Column, Part, read_part
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
    """How one of a run's networks fared; ``member`` counts them from 1.

    progress: its signs of progress, a column of numbers for each of ``COLUMNS``.
    """

    member: int
    progress: dict[str, Growing] = field(default_factory=lambda: {name: Growing() for name in COLUMNS})
    epochs: list[EpochFinished] = field(default_factory=list)

    @property
    def best(self) -> EpochFinished | None:
        """The epoch whose weights are kept, where a validation part judged it."""
        judged = [event for event in self.epochs if event.best and event.validation_accuracy is not None]
        return judged[-1] if judged else None

    def curve(self, name: str, over: str = "step") -> tuple[Column, Column]:
        """Two of the ``COLUMNS`` of its signs of progress, where they stand and what they say: float64 (N,) each."""
        places, values = self.progress[over].values, self.progress[name].values
        count = min(len(places), len(values))  # another thread may be adding
        return places[:count], values[:count]

    @property
    def last_step(self) -> int:
        """How many steps it took so far."""
        steps = self.progress["step"].values
        told = [int(steps[-1])] if len(steps) else []
        return max([*told, *(event.step for event in self.epochs[-1:])], default=0)


class History:
    """The events of one log, kept by kind; ``read_on`` adds what was written since."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._lock = Lock()
        self._void: dict[int, int] = {}
        """Bytes of the log that a later Resumed took back: where they begin, and where it stands."""
        self._begin()

    def _begin(self) -> None:
        """Know nothing yet."""
        self._offset = 0
        self.latest: Progress | None = None
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
        """Add what the log has grown by, a part at a time."""
        with self._lock:
            while self._read_part():
                pass

    @property
    def offset(self) -> int:
        """How many bytes of the log are known."""
        return self._offset

    def _read_part(self) -> bool:
        """Whether there was any more.

        What was told between a checkpoint and the Resumed that goes on from it is void: where such a Resumed is met,
        all is read anew without that.
        """
        part = read_part(self._log, self._offset, min((at for at in self._void if at >= self._offset), default=None))
        for at, event in part.events:
            if isinstance(event, Resumed) and event.log_bytes < at and self._void.get(event.log_bytes, 0) < at:
                self._void[event.log_bytes] = at
                self._begin()
                return True
        if part.end == self._offset:
            if (end := self._void.get(self._offset)) is None:
                return False
            self._offset = end
            return True
        self._offset = part.end
        self._add_progress(part)
        for _, event in part.events:
            self._add(event)
        self.courses.sort(key=lambda course: course.member)
        return True

    def _add_progress(self, part: Part) -> None:
        members = part.columns["member"]
        for member in np.unique(members):
            course = self._course(int(member))
            for name, column in part.columns.items():
                course.progress[name].add(column[members == member])
        self.latest = part.last or self.latest

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
        known = next((course for course in reversed(self.courses) if course.member == member), None)
        if known is None:
            known = Course(member)
            self.courses.append(known)
        return known


class Growing:
    """Numbers that more are added to at the end, with room kept for them."""

    def __init__(self) -> None:
        self._room = np.empty(64)
        self._count = 0

    @property
    def values(self) -> Column:
        """Those there are, float64 (N,); they do not change, whatever is added."""
        return self._room[: self._count]

    def add(self, more: Column) -> None:
        """Put ``more`` behind them."""
        count = self._count + len(more)
        if count > len(self._room):
            room = np.empty(max(count, 2 * len(self._room)))
            room[: self._count] = self.values
            self._room = room
        self._room[self._count : count] = more
        self._count = count


def thinned(values: Sequence[float] | Column, most: int = MOST_POINTS) -> list[int]:
    """Places of at most ``most`` values that keep the first, the last and, in each stretch, the lowest and highest."""
    count = len(values)
    if count <= most:
        return list(range(count))
    stretches = (most - 2) // 2
    numbers = np.asarray(values, dtype=np.float64)
    bounds = [stretch * count // stretches for stretch in range(stretches + 1)]
    kept = {0, count - 1}
    for start, end in pairwise(bounds):
        stretch = numbers[start:end]
        kept |= {start + int(stretch.argmin()), start + int(stretch.argmax())}
    return sorted(kept)
