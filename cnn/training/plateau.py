"""Lower the learning rate where the network no longer improves."""

from __future__ import annotations

from cnn.training.config import TrainingConfig
from cnn.training.state import State


class Plateau:
    """Keras' ``ReduceLROnPlateau``, epoch for epoch; with any other schedule ``factor`` stays 1.

    After ``plateau_patience`` epochs without a gain of more than ``plateau_min_delta`` the rate is multiplied by
    ``plateau_factor``, but not below ``min_learning_rate``; then ``plateau_cooldown`` epochs are not counted.
    """

    def __init__(self, config: TrainingConfig) -> None:
        self._config = config
        self._rate = config.learning_rate
        self._best: float | None = None
        self._waited = 0
        self._cooling = 0

    @property
    def factor(self) -> float:
        """What the planned rate is multiplied by, in (0, 1]."""
        return self._rate / self._config.learning_rate

    def after_epoch(self, score: float) -> None:
        """Take the epoch's validation accuracy (more is better) or loss (less is), whichever ``judged_by`` names."""
        if self._config.schedule != "plateau":
            return
        if self._cooling:
            self._cooling -= 1
            self._waited = 0
        if self._improves(score):
            self._best = score
            self._waited = 0
        elif not self._cooling:
            self._waited += 1
            if self._waited >= self._config.plateau_patience and self._rate > self._config.min_learning_rate:
                self._rate = max(self._rate * self._config.plateau_factor, self._config.min_learning_rate)
                self._cooling = self._config.plateau_cooldown
                self._waited = 0

    def state(self) -> State:
        """The rate, and what is known of the epochs."""
        return {"rate": self._rate, "best": self._best, "waited": self._waited, "cooling": self._cooling}

    def take(self, state: State) -> None:
        """Go on from there."""
        self._rate, self._best = state["rate"], state["best"]
        self._waited, self._cooling = state["waited"], state["cooling"]

    def _improves(self, score: float) -> bool:
        if self._best is None:
            return True
        if self._config.judged_by == "accuracy":
            return score - self._config.plateau_min_delta > self._best
        return score + self._config.plateau_min_delta < self._best
