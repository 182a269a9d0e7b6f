"""A filter at work on a picture: the window that walks, what it sees and what comes out, the sum written out."""

from __future__ import annotations

import streamlit as st

from cnn.inside.convolution import Numbers, Walk
from cnn.model.volume import Volume
from dashboard.charts.cells import largest, number
from dashboard.charts.convolution import coming_out, going_in, in_words, sum_in_words
from dashboard.charts.mosaic import signed_picture
from dashboard.filter_choice import FilterChoice
from dashboard.widgets.output_size import show_output_size
from dashboard.widgets.player import play
from dashboard.widgets.sheet import show_sheet
from dashboard.words import count

MAP_PX = 84


def show_walk(walk: Walk, choice: FilterChoice) -> None:
    """The walk with its player and the size of what comes out."""

    def show(step: int) -> None:
        with st.container(horizontal=True):
            show_sheet(going_in(walk, step, choice.pixels), in_words(walk, step), "going_in")
            show_sheet(coming_out(walk, step), sum_in_words(walk, step), "coming_out")
        st.markdown(sum_in_words(walk, step))
        if choice.addition:
            st.caption(f"b = {number(walk.at(step).added)} is {choice.addition}.")

    play(walk.feature_map, show)
    show_output_size(walk.across, walk.down)


def show_depth(maps: dict[str, Numbers], chosen: str) -> None:
    """The feature maps of several filters, which together are a volume."""
    height, width = maps[chosen].shape
    enlarged = -(-2 * MAP_PX // width)
    pictures = [signed_picture(numbers, largest(numbers)) for numbers in maps.values()]
    st.image(
        [picture.repeat(enlarged, 0).repeat(enlarged, 1) for picture in pictures],
        caption=list(maps),
        width=MAP_PX,
        alt=[f"Feature map of {title}" for title in maps],
        output_format="PNG",
    )
    filters = count(len(maps), "filter")
    volume = Volume(width, height, len(maps))
    st.markdown(f"{filters} of one size on one picture: their feature maps together are a volume of **{volume}**.")
