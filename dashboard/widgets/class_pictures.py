"""The mean picture of each class, and where its images differ from it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from cnn.data.survey.profile import Pictures, Profile
from dashboard.widgets.digits import show_digits

MOST_CLASSES = 50
PICTURE_PX = 68


def show_class_pictures(profile: Profile, names: Sequence[str]) -> None:
    """Two rows: means, and spreads on a scale of their own."""
    present = np.flatnonzero(profile.counts)[:MOST_CLASSES]
    labels = [names[label] for label in present]
    st.subheader("Mean", anchor=False, help="Every pixel is the mean of that pixel over all images of the class.")
    show_digits(_bytes(profile.means[present], 255), labels, PICTURE_PX)
    st.subheader(
        "Spread",
        anchor=False,
        help="The standard deviation of each pixel over the images of the class: where people write it differently.",
    )
    spreads = profile.spreads[present]
    highest = max(float(spreads.max(initial=0)), 1e-9)
    captions = [f"{name}: {float(own.mean()):.0f}" for name, own in zip(labels, spreads, strict=True)]
    show_digits(_bytes(spreads, highest), captions, PICTURE_PX)
    st.caption(
        f"Full ink is the largest spread of all, {highest:.0f} of 255. Below each is the mean over its pixels: the "
        "larger, the more differently the class is written."
    )
    if len(profile.counts) > MOST_CLASSES:
        st.caption(f"The first {MOST_CLASSES} of {len(profile.counts)} classes.")


def _bytes(pictures: Pictures, highest: float) -> np.typing.NDArray[np.uint8]:
    return np.rint(pictures * (255 / highest)).clip(0, 255).astype(np.uint8)
