"""Images of a data set on a page: crisp, in the ink of the scheme, with words beside them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import streamlit as st

from cnn.data.imageset import Images
from dashboard.theme import is_dark

Pixels = npt.NDArray[np.uint8]


def shown(image: Pixels, width_px: int) -> Pixels:
    """One image (C, H, W) as it is shown, (h, w) or (h, w, 3): enlarged without blur, grey ink dark on light by day."""
    enlarged = np.kron(image, np.ones((1, factor := max(1, width_px // image.shape[2]), factor), np.uint8))
    if image.shape[0] == 3:
        return np.moveaxis(enlarged, 0, -1)
    return enlarged[0] if is_dark() else 255 - enlarged[0]


def show_digits(images: Images, captions: Sequence[str], width_px: int = 56) -> None:
    """Images (N, C, H, W) in rows that wrap, each with its caption below."""
    if len(images):
        pictures = [shown(image, 2 * width_px) for image in images]
        st.image(pictures, caption=list(captions), width=width_px, alt=list(captions))


def show_strip(images: Images, alt: str, width_px: int = 44) -> None:
    """Images (N, C, H, W) side by side as one picture, each ``width_px`` wide."""
    if len(images):
        strip = np.concatenate([shown(image, 2 * width_px) for image in images], axis=1)
        st.image(strip, alt=alt, width=width_px * len(images))
