"""Against guessing: after a few wrong passwords from an address the next try has to wait, longer each time."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from cnn.errors import VisitorError

FREE_TRIES = 5
LONGEST_S = 60.0
FORGOTTEN_S = 900.0
MOST_KEPT = 1_000


class Turnstile:
    """Counts the wrong tries of each address. clock: seconds from any beginning."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._tries: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def passes(self, address: str, is_right: Callable[[], bool]) -> bool:
        """Whether a try from an address is right; raises VisitorError, not looking at it, while that has to wait.

        One try at a time, so that many at once do not slip through. Those of long ago are forgotten, and so are the
        addresses heard of first; a right one does not make up for wrong ones of others at the same address.
        """
        with self._lock:
            now_s = self._clock()
            wrong, last_s = self._tries.get(address, (0, now_s))
            if now_s - last_s > FORGOTTEN_S:
                wrong = 0
            wait_s = last_s + _pause_s(wrong) - now_s
            if wait_s > 0:
                seconds = math.ceil(wait_s)
                unit = "second" if seconds == 1 else "seconds"
                raise VisitorError(f"Too many wrong passwords came from here: wait {seconds} {unit}, then try again.")
            if is_right():
                return True
            self._tries[address] = (wrong + 1, now_s)
            self._tries.move_to_end(address)
            while len(self._tries) > MOST_KEPT:
                self._tries.popitem(last=False)
            return False


def _pause_s(wrong: int) -> float:
    """Seconds to wait after so many wrong tries."""
    return 0.0 if wrong < FREE_TRIES else min(LONGEST_S, 2.0 ** (wrong - FREE_TRIES + 1))
