"""The events of one network's training after the other, told as those of one training."""

from __future__ import annotations

from statistics import fmean
from typing import Any

from cnn.training.events import EpochFinished, Event, Finished, Paused, Progress, Started


class Story:
    """Makes times count all ``members`` networks; what says nothing new is left out."""

    def __init__(self, members: int) -> None:
        self._members = members
        self._durations_s: list[float] = []
        self._warm_up_s = 0.0
        self._steps_per_epoch = 1
        self.member = 1
        """Which network is being trained."""
        self.is_paused = False
        self.has_whole_epoch = False
        """Whether the network being trained has seen every image once."""
        self._ended: Finished | None = None

    @property
    def duration_s(self) -> float:
        """Seconds of training of the networks that have ended."""
        return sum(self._durations_s)

    def ending(self, run: str, validation_accuracy: float | None) -> Finished:
        """How it all ended, once no further network is trained; which epoch was best is said of the last one."""
        assert self._ended is not None  # there is a first network
        news = {"run": run, "validation_accuracy": validation_accuracy}
        times = {"duration_s": self.duration_s, "warm_up_s": self._warm_up_s}
        stopped = self._ended.stopped or len(self._durations_s) < self._members
        return self._ended.model_copy(update={**news, **times, "stopped": stopped})

    def state(self) -> dict[str, Any]:
        """What was told of the networks that have ended, and of the one being trained."""
        return {
            "durations_s": self._durations_s,
            "warm_up_s": self._warm_up_s,
            "member": self.member,
            "has_whole_epoch": self.has_whole_epoch,
            "ended": self._ended and self._ended.model_dump(),
        }

    def take(self, state: dict[str, Any]) -> None:
        """Go on telling from there."""
        self._durations_s, self._warm_up_s = list(state["durations_s"]), state["warm_up_s"]
        self.member, self.has_whole_epoch = state["member"], state["has_whole_epoch"]
        self._ended = state["ended"] and Finished.model_validate(state["ended"])

    def told(self, event: Event) -> Event | None:
        """``event`` as it is to be told, or None: the story has one beginning and one ``ending``."""
        match event:
            case Started():
                self._steps_per_epoch = event.steps_per_epoch
                if event.member != self.member:  # else it goes on
                    self.member, self.has_whole_epoch = event.member, False
                return event if event.member == 1 else None
            case Progress():
                time_s, left_s = self.duration_s + event.time_s, event.left_s + self._left_after(event)
                return event.model_copy(update={"time_s": time_s, "left_s": left_s})
            case EpochFinished():
                self.has_whole_epoch |= event.step >= event.epoch * self._steps_per_epoch
                return event.model_copy(update={"time_s": self.duration_s + event.time_s})
            case Paused():
                self.is_paused = True
                return event.model_copy(update={"time_s": self.duration_s + event.time_s})
            case Finished():
                self._durations_s.append(event.duration_s)
                self._warm_up_s += event.warm_up_s
                self._ended = event
                return None
        return event

    def _left_after(self, now: Progress) -> float:
        """Seconds the networks after this one will take, each as long as those before it or, before any, this one."""
        each_s = fmean(self._durations_s) if self._durations_s else now.time_s + now.left_s
        return each_s * (self._members - now.member)
