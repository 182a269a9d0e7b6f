"""When a training says how far it is and hears what is asked of it."""

from __future__ import annotations

import time

from cnn.training.clock import Clock
from cnn.training.company import Company
from cnn.training.events import Command

COMMANDS: tuple[Command, ...] = ("stop", "pause")
MOST_GROWTH = 2


class Pace:
    """Alone a training speaks by the clock, and hears after every step.

    Several processes must do both after the same step, but their clocks differ: whenever they speak, the first one
    says in how many steps they do so again, so that it comes about as often as by its clock.
    """

    def __init__(self, company: Company, clock: Clock) -> None:
        self._company = company
        self._clock = clock
        self._wait = self._steps = 1
        self._spoke_s = time.perf_counter()

    def is_due(self, asked: Command | None) -> bool:
        """Whether to speak after this step; asked: what this process has heard already."""
        if self._company.is_alone:
            return self._clock.is_due() or asked is not None
        self._wait -= 1
        return self._wait <= 0

    def agreed(self, asked: Command | None) -> Command | None:
        """What all processes do, each of which has heard ``asked`` or nothing; a stop counts more than a pause."""
        company = self._company
        if company.is_alone:
            return asked
        heard: Command | None = "stop" if company.asked.is_set() else asked
        steps = self._next() if company.is_first else 0
        *wishes, wait = company.added_up([*(command == heard for command in COMMANDS), steps])
        self._wait = self._steps = int(wait)
        agreed = next((command for command, wish in zip(COMMANDS, wishes, strict=True) if wish), None)
        if agreed == "stop":
            company.asked.set()  # for what comes after this training
        return agreed

    def _next(self) -> int:
        """In how many steps to speak again, as fast as the last ones were."""
        now = time.perf_counter()
        taken_s, self._spoke_s = now - self._spoke_s, now
        return max(1, min(MOST_GROWTH * self._steps, int(self._steps * self._clock.say_every_s / max(taken_s, 1e-9))))
