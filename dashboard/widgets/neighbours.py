"""A picture and its vector: a pixel and its neighbours in both."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn.data.imageset import Images
from cnn.data.neighbourhood import Neighbourhood
from dashboard.charts.seeing import picture_figure, vector_figure
from dashboard.widgets.pick_cell import pick_cell, show_to_click
from dashboard.widgets.sheet import show_sheet
from dashboard.widgets.shuffling import in_order

STILL = {"displayModeBar": False}


def choose_neighbourhood(image: Images, is_shuffled: bool) -> Neighbourhood:
    """A pixel of an image (C, H, W) with its neighbours; one with much ink at first."""
    height, width = image.shape[1:]
    strongest = np.unravel_index(image.sum(axis=0, dtype=np.int64).argmax(), (height, width))
    row, column = pick_cell((height, width), (int(strongest[0]), int(strongest[1])))
    return Neighbourhood(height, width, row, column, is_shuffled)


def show_picture(image: Images, around: Neighbourhood) -> None:
    """The first channel as a picture whose pixels are chosen by a click, as long as they are in their places."""
    title = "The same pixels, shuffled" if around.is_shuffled else "The picture"
    figure = picture_figure(_shown(image, around), title, around)
    if around.is_shuffled:
        show_sheet(figure, title, "shuffled_picture")
    else:
        show_to_click(figure, title, "picture")


def show_vector(image: Images, around: Neighbourhood) -> None:
    """The same numbers as a vector, and how far apart the neighbours are in it."""
    figure = vector_figure(_shown(image, around), around)
    alt = f"The vector of the picture's {image[0].size} numbers; {in_words(around)}"
    st.plotly_chart(figure, config=STILL, alt=alt, key="vector")
    st.markdown(in_words(around))


def in_words(around: Neighbourhood) -> str:
    """Where the pixel and its neighbours are in the vector."""
    far = ", ".join(f"{name} {abs(place - around.place):,}" for name, place in around.neighbours.items())
    return (
        f"The pixel in row {around.row}, column {around.column} is number **{around.place:,}** of the vector. Its "
        f"neighbours (blue) are so many places away: {far}."
    )


def _shown(image: Images, around: Neighbourhood) -> Images:
    return in_order(image[None], around.is_shuffled)[0, 0]
