"""Keeps a training's state as it goes: the thread that trains copies it, another one writes it."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from cnn.training.snapshot import taken_apart
from cnn.training.state import Arrays, State

MOST_SHARE = 0.03
"""Of the time of a training, what keeping its state may take. Where an epoch is over sooner than that allows, its end
is not kept."""

Write = Callable[[State, Arrays], None]


class Keeper:
    """Decides when a state is worth keeping, and has it written; a context, which ends when all is on disk.

    write: puts a state to disk, in a thread of its own; what it raises is raised where the training asks next, so that
    a training whose state cannot be kept ends with the reason. every_s: so many seconds may be lost.
    beside: what is kept beside the state of the network being trained, asked for at the same moment.
    start: the state to go on from; None begins anew.
    """

    def __init__(
        self,
        write: Write,
        every_s: float,
        beside: Callable[[], State] = dict,
        start: State | None = None,
    ) -> None:
        self.start = start
        self._write = write
        self._beside = beside
        self._every_s = every_s
        self._writer = ThreadPoolExecutor(1)
        self._under_way: Future[float] | None = None
        self._kept = time.monotonic()
        self._cost_s = 0.0
        self.spent_s = 0.0
        """Seconds of the processor that all keeping has taken."""

    def __enter__(self) -> Keeper:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._writer.shutdown()
        if error is None:
            self._settle()

    def is_due(self) -> bool:
        """Whether the time has come; raises what the last writing raised."""
        return self._is_free() and time.monotonic() - self._kept >= max(self._every_s, self._cost_s / MOST_SHARE)

    def is_worth_it(self) -> bool:
        """Whether an occasion as good as an epoch's end is to be used; raises what the last writing raised."""
        return self._is_free() and time.monotonic() - self._kept >= self._cost_s / MOST_SHARE

    def keep(self, state: Callable[[], State], *, waits: bool = False) -> None:
        """Copy the state now and have it written. waits: until it is on disk."""
        self._settle()
        start = time.monotonic()
        plain, arrays = taken_apart({**self._beside(), "training": state()})
        self._kept = time.monotonic()
        copying_s = self._kept - start
        self._under_way = self._writer.submit(self._written, plain, arrays, copying_s)
        if waits:
            self._settle()

    def _written(self, plain: State, arrays: Arrays, copying_s: float) -> float:
        """Write; gives what keeping this state cost the processor, in seconds."""
        start = time.thread_time()
        self._write(plain, arrays)
        return copying_s + time.thread_time() - start

    def _is_free(self) -> bool:
        if self._under_way is not None and self._under_way.done():
            self._settle()
        return self._under_way is None

    def _settle(self) -> None:
        """Wait for what is being written."""
        under_way, self._under_way = self._under_way, None
        if under_way is not None:
            self._cost_s = under_way.result()
            self.spent_s += self._cost_s
