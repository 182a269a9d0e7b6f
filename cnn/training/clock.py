"""The time of a training."""

import time


class Clock:
    """Seconds of training, and whether it is time to say something."""

    def __init__(self, say_every_s: float) -> None:
        self.say_every_s = say_every_s
        self._start = time.perf_counter()
        self._said = self._start

    def go_on_from(self, time_s: float) -> None:
        """Count what was trained before too."""
        self._start = time.perf_counter() - time_s

    @property
    def time_s(self) -> float:
        return time.perf_counter() - self._start

    def is_due(self) -> bool:
        """True at most once every ``say_every_s``."""
        now = time.perf_counter()
        if now - self._said < self.say_every_s:
            return False
        self._said = now
        return True

    def images_per_s(self, images: int) -> float:
        """The mean speed when ``images`` have been seen."""
        return images / self.time_s
