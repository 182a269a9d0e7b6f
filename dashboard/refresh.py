"""How often a page that watches something looks again: what a look takes, training on the same processor lacks."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

from cnn.runs.record import State

PACES_S = (1.0, 2.0, 5.0, 10.0)
SHARE = 0.2
"""So much of what a run has taken may pass between two looks, so that each shows something new."""
BUDGET = 0.15
"""So much of the time may all looks together take: each is sent, drawn and tidied up after besides."""
GIVEN_UP_S = 60.0
"""Who has not looked for so long after they were to has gone; where all is slow they only come late."""
EASE = 2.0
"""A new pace has to do for a crowd so many times as large, so that it lasts: a change costs the whole page."""


def patience_s(state: State) -> float:
    """The seconds after which a run shows something new, one of ``PACES_S``.

    Longer the longer the run has taken, but not past its end. A training on a GPU leaves the processor alone: it is
    looked at every second.
    """
    if state.device.startswith("cuda"):
        return PACES_S[0]
    passed_s = state.time_s * SHARE
    if state.left_s is not None:
        passed_s = min(passed_s, state.left_s)
    return max((pace_s for pace_s in PACES_S if pace_s <= passed_s), default=PACES_S[0])


def refresh_s(patience_s: float, crowd_s: float = 0.0) -> float:
    """Seconds until the next look, one of ``PACES_S``.

    patience_s: after which there is something new. crowd_s: that have to lie between two looks because many watch
    (``Audience.crowd_s``).
    """
    return next((pace_s for pace_s in PACES_S if pace_s >= max(patience_s, crowd_s)), PACES_S[-1])


def changed_pace_s(pace_s: float, patience_s: float, crowd_s: float) -> float:
    """The pace that follows ``pace_s``: another one only where that is too quick, or far too slow."""
    with_ease_s = refresh_s(patience_s, EASE * crowd_s)
    return with_ease_s if with_ease_s < pace_s or refresh_s(patience_s, crowd_s) > pace_s else pace_s


class Audience:
    """All sessions that watch one kind of thing just now, and what their looks take.

    clock: seconds from any beginning.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._gone_s: dict[str, float] = {}
        self._look_s = 0.0

    def looked(self, session: str, took_s: float, pace_s: float) -> None:
        """A session looked, which took so many seconds, and will again after ``pace_s``."""
        now_s = self._clock()
        with self._lock:
            self._look_s += (took_s - self._look_s) / 10 if self._look_s else took_s
            self._gone_s[session] = now_s + pace_s + GIVEN_UP_S
            self._gone_s = {known: gone_s for known, gone_s in self._gone_s.items() if gone_s > now_s}

    def crowd_s(self) -> float:
        """Seconds that have to lie between two looks of each session, so that the others keep to ``BUDGET``."""
        now_s = self._clock()
        with self._lock:
            watching = sum(gone_s > now_s for gone_s in self._gone_s.values())
            return self._look_s / BUDGET * max(0, watching - 1)
