"""The filters that a network learned in its first layer: those that look at the picture itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from cnn.errors import SpecError
from cnn.inside.convolution import Numbers, Walk
from cnn.model.layers import Conv, describe

if TYPE_CHECKING:
    from torch import nn

    from cnn.model.build import Network


@dataclass(frozen=True, eq=False)
class LearnedFilters:
    """K filters, each as deep as the picture.

    weights: float64 (K, D, F, F). biases: float64 (K,). stride_px, padding_px: how the network walks with them.
    """

    weights: Numbers
    biases: Numbers
    stride_px: int
    padding_px: int

    def __len__(self) -> int:
        return len(self.weights)

    def walk(self, x: Numbers, place: int, channel: int, stride_px: int, padding_px: int) -> Walk:
        """One filter's walk over one channel of a picture; its other channels and its bias are added at each position.

        x: float64 (D, H, W), as the network gets it. place, channel: which filter and which channel, from 0.

        Raises SpecError for a picture of another depth and where the filter does not fit.
        """
        depth = self.weights.shape[1]
        if len(x) != depth:
            raise SpecError(
                f"These filters look at pictures of depth {depth}, and this one has depth {len(x)}: choose a network "
                "trained on such pictures, or another picture."
            )
        walks = [Walk(*pair, stride_px, padding_px) for pair in zip(x, self.weights[place], strict=True)]
        others = [walk.feature_map for walk in walks if walk is not walks[channel]]
        return replace(walks[channel], added=self.biases[place] + sum(others))


def first_filters(network: Network) -> LearnedFilters:
    """The filters of a network's first layer; raises SpecError where that is no convolution."""
    architecture = network.architecture
    first = architecture.layers[0]
    if not isinstance(first, Conv):
        raise SpecError(
            f"The network {architecture.name} begins with another layer ({describe(first)}), so it has no filters that "
            "look at the picture: choose one that begins with a convolution."
        )
    module = _convolution(network)
    weights = _spread_out(module)
    biases = np.zeros(len(weights)) if module.bias is None else module.bias.detach().cpu().double().numpy()
    return LearnedFilters(weights, biases, int(module.stride[0]), int(module.padding[0]))


def _convolution(network: Network) -> nn.Conv2d:
    module: nn.Conv2d = network.layers[0]  # type: ignore[assignment]
    return module


def _spread_out(module: nn.Conv2d) -> Numbers:
    """The weights as one full filter each: zeros where it looks past pixels (dilation) or past channels (groups)."""
    kept = module.weight.detach().cpu().double().numpy()
    filters, depth, size, _ = kept.shape
    apart, side = module.dilation[0], (size - 1) * module.dilation[0] + 1
    weights = np.zeros((filters, module.in_channels, side, side))
    for place, weight in enumerate(kept):
        first = depth * (place * module.groups // filters)
        weights[place, first : first + depth, ::apart, ::apart] = weight
    return weights
