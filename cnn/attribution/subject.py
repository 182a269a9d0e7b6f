"""What every explanation is of: a picture before a network, and the score it gets there."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from cnn.attribution.score import Score
from cnn.data.imageset import Images
from cnn.model.build import Network
from cnn.reading.portions import images_at_once
from cnn.reading.predict import Predictor

MOST_AT_ONCE = 64


@dataclass(frozen=True, eq=False)
class Subject:
    """A picture, the network that reads it, and what is explained of that.

    network: the plain network, for this subject alone. x: float32 (1, C, H, W), the picture as the network gets it.
    ground: the same of the picture it is compared with, the empty one as a rule.
    """

    network: Network
    x: Tensor
    ground: Tensor
    score: Score

    @classmethod
    def of(cls, predictor: Predictor, image: Images, score: Score, ground: Images | None = None) -> Subject:
        """``image`` uint8 (C, H, W) before the first network; ``ground``, of that shape too, is empty by default.

        Raises DataError for pictures of another size. The network is copied: explaining it hangs hooks on its layers,
        and another thread may be predicting with it.
        """
        pictures = np.stack([image, np.zeros_like(image) if ground is None else ground])
        predictor.check(pictures)
        first = predictor.members[0]
        x = first.normalisation.apply(torch.from_numpy(pictures).to(first.device))
        return cls(deepcopy(first.network), x[:1], x[1:], score)

    @property
    def at_once(self) -> int:
        """How many pictures it is best shown at a time."""
        return min(MOST_AT_ONCE, images_at_once([self.network.architecture], self.x.device))

    def scored(self, x: Tensor) -> Tensor:
        """Pictures (B, C, H, W), as the network gets them → the score of each (B,)."""
        return self.score.of(self.network(x))

    @torch.no_grad()
    def difference(self) -> float:
        """By how much the picture's score is above that of the one it is compared with."""
        own, other = self.scored(torch.cat([self.x, self.ground])).tolist()
        return float(own - other)
