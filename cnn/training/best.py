"""Which epoch's weights count, and how long to wait for better ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cnn.model.build import Network
from cnn.training.checkpoint import Weights, are_finite, copy_weights, save_weights
from cnn.training.config import TrainingConfig
from cnn.training.score import Score, read_score
from cnn.training.settings.ending import Metric
from cnn.training.state import State


@dataclass
class Best:
    """The weights that count so far, in memory and, where a path is given, on disk."""

    save_to: Path | None
    metric: Metric = "accuracy"
    epoch: int = 0
    score: Score | None = None
    weights: Weights = field(default_factory=dict)

    def offer(self, network: Network, epoch: int, score: Score | None) -> bool:
        """Keep the network's weights if they are better than those kept (without validation: always)."""
        if score and not score.beats(self.score, self.metric):
            return False
        self.epoch, self.score = epoch, score
        self.weights = copy_weights(network)
        self.save()
        return True

    def remember(self, network: Network) -> None:
        """Until the first epoch is over, keep the last weights that were all numbers, in case the loss breaks."""
        if self.epoch == 0 and are_finite(weights := copy_weights(network)):
            self.weights = weights

    def save(self) -> None:
        """Write what is kept."""
        if self.save_to and self.weights:
            save_weights(self.save_to, self.weights)

    def state(self) -> State:
        """What is kept."""
        return {"epoch": self.epoch, "score": self.score, "weights": self.weights}

    def take(self, state: State) -> None:
        """Keep what was kept, on disk too: a training that was stopped may have left later weights there."""
        self.epoch, self.score, self.weights = state["epoch"], read_score(state["score"]), state["weights"]
        if self.epoch:
            self.save()

    def restore(self, network: Network) -> None:
        """Put the kept weights back into the network."""
        network.load_state_dict(self.weights)


@dataclass
class EarlyStopping:
    """Counts the epochs without improvement, as Keras' callback of this name."""

    config: TrainingConfig
    reference: Score | None = None
    waited: int = 0

    def is_over_after(self, score: Score | None) -> bool:
        """Whether patience has run out with this epoch's validation score; never without one."""
        config = self.config
        if not config.patience or score is None:
            return False
        if self.reference is None or score.gain_over(self.reference, config.judged_by) > config.minimal_gain:
            self.reference, self.waited = score, 0
        else:
            self.waited += 1
        return self.waited >= config.patience

    def state(self) -> State:
        """The epoch that is to be surpassed, and how long was waited for that."""
        return {"reference": self.reference, "waited": self.waited}

    def take(self, state: State) -> None:
        """Go on waiting from there."""
        self.reference, self.waited = read_score(state["reference"]), state["waited"]
