"""The last fully connected layer on one image: a class's logit as a weighted sum, term by term."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cnn.errors import SpecError
from cnn.inside.origin import Cell, Numbers, WeightedSum
from cnn.inside.passage import Passage
from cnn.inside.tracing import origin_of
from cnn.model.build import Network
from cnn.model.layers import Activation, BatchNorm, Dropout, GlobalPool, describe


@dataclass(frozen=True, eq=False)
class Readout:
    """What one class adds up.

    sum: the inputs with their weights to the class, and its bias. of_means: whether each input is the mean of a map.
    """

    sum: WeightedSum
    of_means: bool = False

    @property
    def terms(self) -> Numbers:
        """float64 (n,): each input times its weight."""
        return self.sum.products.ravel()

    def largest(self, most: int) -> npt.NDArray[np.int64]:
        """Places of the terms that move the class most, up or down, the largest first."""
        return np.argsort(-np.abs(self.terms), kind="stable")[:most].astype(np.int64)

    def cell(self, place: int) -> Cell | None:
        """The map, row and column that an input was read from; None for a hidden unit or a mean."""
        shape = self.sum.inputs.shape
        if shape[:2] == (1, 1):
            return None
        depth, row, column = np.unravel_index(place, shape)
        return int(depth), int(row), int(column)


def readout_of(network: Network, passage: Passage, label: int) -> Readout:
    """How a class adds up in the network that the image passed.

    Raises SpecError where its last layer is no fully connected one.
    """
    origin = origin_of(network, passage, len(passage.steps) - 1, (label, 0, 0))
    if not isinstance(origin, WeightedSum):
        last = describe(passage.steps[-1].layer)
        raise SpecError(
            f"The network {network.architecture.name} ends in {last}, not in a fully connected layer, so there are no "
            "weights to read its classes out with: choose another run."
        )
    between = passage.steps[passage.bridge + 1 : -1]
    in_place = all(isinstance(step.layer, Activation | BatchNorm | Dropout) for step in between)
    return Readout(origin, in_place and isinstance(passage.steps[passage.bridge].layer, GlobalPool))
