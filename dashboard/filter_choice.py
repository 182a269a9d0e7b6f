"""The filter a visitor chose: made by hand or learned by a network, and how it walks over a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from cnn.data.imageset import Images
from cnn.data.normalisation import Normalisation
from cnn.inside.convolution import Numbers, Walk
from cnn.inside.filters import HAND_MADE
from cnn.inside.learned_filters import LearnedFilters
from dashboard.charts.convolution import Range

MOST_BESIDE = 12


class FilterChoice(Protocol):
    """A filter that can walk."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def pixels(self) -> Range:
        """What it gets for an empty pixel and for full ink."""

    def walk(self, image: Images, channel: int, stride_px: int, padding_px: int) -> Walk:
        """Its walk over one channel of an image uint8 (C, H, W); raises SpecError where it does not fit."""

    def beside(self) -> Sequence[FilterChoice]:
        """The filters it belongs to, as one layer, itself among them."""

    @property
    def addition(self) -> str:
        """What comes to its sums from elsewhere; empty for nothing."""


@dataclass(frozen=True, eq=False)
class ByHand:
    """Weights (F, F) made by hand; it looks at one channel, at bytes as they are stored."""

    title: str
    weights: Numbers

    @property
    def pixels(self) -> Range:
        return Range()

    def walk(self, image: Images, channel: int, stride_px: int, padding_px: int) -> Walk:
        """Its walk over one channel."""
        return Walk(image[channel].astype(np.float64), self.weights, stride_px, padding_px)

    def beside(self) -> Sequence[FilterChoice]:
        """Those made by hand of the same size, and itself where it is not one of them: a layer's filters are alike."""
        made = [ByHand(made.title, made.weights) for made in HAND_MADE if len(made.rows) == len(self.weights)]
        return made if any(other.title == self.title for other in made) else [self, *made]

    @property
    def addition(self) -> str:
        return ""


@dataclass(frozen=True, eq=False)
class Learned:
    """One of a network's first filters, from 0; it looks at numbers as the network gets them."""

    filters: LearnedFilters
    place: int
    normalisation: Normalisation

    @property
    def title(self) -> str:
        return f"Filter {self.place + 1}"

    @property
    def pixels(self) -> Range:
        return Range(*map(float, self.normalisation.seen(np.array([0, 255], np.uint8))))

    def walk(self, image: Images, channel: int, stride_px: int, padding_px: int) -> Walk:
        """Its walk over one channel, the bias and the other channels added; a grey picture stands for every channel."""
        depth = self.filters.weights.shape[1]
        grey_for_all = np.repeat(image, depth, axis=0) if len(image) == 1 else image
        x = self.normalisation.seen(grey_for_all).astype(np.float64)
        return self.filters.walk(x, self.place, channel, stride_px, padding_px)

    def beside(self) -> Sequence[FilterChoice]:
        """The first of the layer's filters, itself always among them."""
        count = len(self.filters)
        first = max(0, min(self.place - MOST_BESIDE // 2, count - MOST_BESIDE))
        return [replace(self, place=place) for place in range(first, min(count, first + MOST_BESIDE))]

    @property
    def addition(self) -> str:
        others = self.filters.weights.shape[1] - 1
        if not others:
            return "the filter's bias"
        return f"the filter's bias, and what it finds in the other {others} channels"


def maps_beside(
    choice: FilterChoice, image: Images, channel: int, stride_px: int, padding_px: int
) -> dict[str, Numbers]:
    """The feature maps (H2, W2) of all filters beside the chosen one, by title: all of one size."""
    return {other.title: other.walk(image, channel, stride_px, padding_px).feature_map for other in choice.beside()}
