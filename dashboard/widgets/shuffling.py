"""One example of each class, to be looked at with pixels in place or shuffled."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn.data.imageset import Images, ImageSet
from cnn.data.permutation import shuffle_pixels
from dashboard.widgets.digits import show_digits

MOST = 10
EXAMPLE_PX = 52


def choose_shuffled() -> bool:
    """Whether the pixels are shuffled; it stands in the address."""
    shuffled: bool = st.toggle(
        "Shuffle",
        key="shuffled",
        bind="query-params",
        help="Every picture gets its pixels moved by one and the same permutation. No number is lost or changed.",
    )
    return shuffled


def in_order(images: Images, shuffled: bool) -> Images:
    """The images as they are, or shuffled."""
    return shuffle_pixels(images) if shuffled else images


def show_one_of_each(images: ImageSet, shuffled: bool) -> None:
    """The first image of each class, of the first ten where there are more; nothing without labels."""
    if images.labels is None:
        return
    present = np.flatnonzero(images.counts)[:MOST]
    rows = np.array([np.argmax(images.labels == label) for label in present], np.int64)
    names = [images.class_names[label] for label in present]
    framed = np.pad(in_order(images.images[rows], shuffled), ((0, 0), (0, 0), (2, 2), (2, 2)))  # noise needs a gap
    show_digits(framed, names, EXAMPLE_PX)
