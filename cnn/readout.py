"""The last fully connected layer on one image: each class's number as a weighted sum, term by term."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from torch import nn

from cnn.errors import SpecError
from cnn.model.build import Network
from cnn.model.layers import Activation, BatchNorm, Dropout, describe
from cnn.passage import Numbers, Passage


@dataclass(frozen=True, eq=False)
class Readout:
    """The last layer at work.

    vector: float32 (n,), what it gets. weights: float32 (K, n). bias: float32 (K,), zeros where it has none.
    map_shape: (D, H, W) of the maps whose numbers the vector holds in their order (one number a map: (D, 1, 1)); None
        where hidden units lie between.
    """

    vector: Numbers
    weights: Numbers
    bias: Numbers
    map_shape: tuple[int, int, int] | None

    def terms(self, label: int) -> Numbers:
        """float32 (n,): each number times its weight to this class; with the bias they add up to its logit."""
        return self.weights[label] * self.vector

    def logit(self, label: int) -> float:
        """The sum."""
        return float(self.terms(label).sum(dtype=np.float64) + self.bias[label])

    def largest(self, label: int, most: int) -> npt.NDArray[np.int64]:
        """Places in the vector of the terms that move this class most, up or down, the largest first."""
        return np.argsort(-np.abs(self.terms(label)), kind="stable")[:most].astype(np.int64)

    def cell(self, place: int) -> tuple[int, int, int] | None:
        """The map, row and column that a place of the vector was read from; None where hidden units lie between."""
        if self.map_shape is None:
            return None
        depth, row, column = np.unravel_index(place, self.map_shape)
        return int(depth), int(row), int(column)


def readout_of(network: Network, passage: Passage) -> Readout:
    """The last layer of the network the image passed; raises SpecError where that is no fully connected one."""
    last, step = network.layers[-1], passage.steps[-1]
    if not isinstance(last, nn.Linear):
        raise SpecError(
            f"The network {network.architecture.name} ends in {describe(step.layer)}, not in a fully connected layer, "
            "so there are no weights to read its classes out with: choose another run."
        )
    vector = passage.before(len(passage.steps) - 1)
    weights = last.weight.detach().cpu().numpy()
    bias = np.zeros(len(weights), np.float32) if last.bias is None else last.bias.detach().cpu().numpy()
    return Readout(vector, weights, bias, _map_shape(passage))


def _map_shape(passage: Passage) -> tuple[int, int, int] | None:
    between = passage.steps[passage.bridge + 1 : -1]
    if not all(isinstance(step.layer, Activation | BatchNorm | Dropout) for step in between):
        return None
    depth, height, width = passage.maps.shape
    return (depth, height, width) if len(passage.vector) == passage.maps.size else (depth, 1, 1)
