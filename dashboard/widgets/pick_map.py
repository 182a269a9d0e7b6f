"""A feature map: a picture, and the filter that walks over it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from cnn.data.imageset import Images, ImageSet
from cnn.inside.convolution import Walk
from dashboard.filter_choice import ByHand, FilterChoice, Learned
from dashboard.widgets.pick_filter import pick_any_filter
from dashboard.widgets.pick_input import pick_input
from dashboard.widgets.walk_controls import choose_channel


@dataclass(frozen=True, eq=False)
class MapChoice:
    """What a feature map is made of: an image uint8 (C, H, W), the channel that is looked at, and a filter."""

    image: Images
    channel: int
    filter: FilterChoice

    def walk(self) -> Walk:
        """The filter over the image; raises SpecError where it does not fit."""
        return self.walk_over(self.image)

    def walk_over(self, image: Images) -> Walk:
        """The filter over another image, by steps of one and without padding.

        Over numbers as a network gets them: those made by hand look at bytes, which are brought to 0 to 1.
        """
        walk = self.filter.walk(image, self.channel, 1, 0)
        return replace(walk, picture=walk.picture / 255) if isinstance(self.filter, ByHand) else walk


def pick_map(images: ImageSet) -> MapChoice | None:
    """Let a visitor choose a picture, or draw one, and a filter; None while the pad is empty.

    Raises CnnError where a network has no filters to offer.
    """
    image = pick_input(images)
    if image is None:
        pick_any_filter()
        return None
    channel = choose_channel(len(image))
    choice = MapChoice(image, channel, pick_any_filter())
    if isinstance(choice.filter, Learned):
        st.caption("Here it walks with stride 1 and without padding.")
    return choice
