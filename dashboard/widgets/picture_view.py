"""A picture and the numbers it is made of."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn.data.imageset import Images
from cnn.data.normalisation import Normalisation
from cnn.model.volume import Volume
from dashboard.charts.picture import (
    CHANNEL_HUES,
    MOST_WRITTEN,
    Pixel,
    channels_figure,
    matrix_figure,
    pixel_in_words,
)
from dashboard.lessons.sailing_boat import sailing_boat
from dashboard.widgets.pick_cell import pick_cell, show_to_click
from dashboard.widgets.sheet import show_sheet


def choose_numbers() -> tuple[bool, bool]:
    """Whether the numbers are shown as the network gets them, and whether they are written out."""
    is_seen = st.toggle(
        "As the network gets it",
        key="normalised",
        bind="query-params",
        help="Divided by 255, by the function that treats every image a network is trained on or asked about.",
    )
    is_written = st.toggle(
        "Write the numbers",
        value=True,
        key="written",
        bind="query-params",
        help=f"In pictures of at most {MOST_WRITTEN} pixels a side; the pointer tells them in any.",
    )
    return is_seen, is_written


def choose_pixel(image: Images) -> Pixel:
    """Row and column of a pixel, the strongest one at first."""
    total = image.sum(axis=0, dtype=np.int64)
    row, column = np.unravel_index(total.argmax(), total.shape)
    return pick_cell(total.shape, (int(row), int(column)))


def show_matrix(image: Images, channel: int, pixel: Pixel, *, is_seen: bool, is_written: bool) -> None:
    """One channel of an image (C, H, W) as a matrix, and one of its pixels in words."""
    with st.spinner("Loading PyTorch", show_time=True):  # it is what computes a network's input
        seen = Normalisation().seen(image).astype(np.float64)
    st.markdown(pixel_in_words(image, pixel, seen))
    figure = matrix_figure(image[channel], seen[channel], pixel, is_seen=is_seen, is_written=is_written)
    alt = f"The picture as a matrix of {image.shape[1]} rows and {image.shape[2]} columns of numbers"
    show_to_click(figure, alt, "matrix")


def volume_in_words(image: Images) -> str:
    """The picture's volume and how many numbers that is."""
    depth, height, width = image.shape
    volume = Volume(width, height, depth)
    return f"This picture: width {width} × height {height} × depth {depth} = **{volume.size:,} numbers**."


def show_channels(image: Images, pixel: Pixel) -> None:
    """The three channels of a picture (C, H, W); where it is grey, those of another one."""
    if len(image) == len(CHANNEL_HUES):
        show_sheet(channels_figure(image, pixel), _CHANNELS, "channels")
    else:
        show_sheet(channels_figure(sailing_boat(), None), _CHANNELS, "channels")
        st.caption("The data at hand is grey, so this is a picture that the program draws: 32×32×3.")


_CHANNELS = f"A colour picture, and beside it its channels {', '.join(CHANNEL_HUES)} apart"
