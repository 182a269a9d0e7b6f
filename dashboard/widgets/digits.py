"""Images of a data set on a page: crisp, in the ink of the scheme, with words beside them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import streamlit as st
from PIL import ImageColor

from cnn.data.imageset import Images
from dashboard import theme
from dashboard.charts.atlas import address
from dashboard.widgets.fault import plain

Pixels = npt.NDArray[np.uint8]


def shown(image: Pixels, width_px: int) -> Pixels:
    """One image (C, H, W) as it is shown, uint8 (h, w, 3): enlarged without blur, in the colours of the scheme."""
    coloured = np.moveaxis(image, 0, -1)
    if coloured.shape[2] != 3:
        ground, ink = (np.array(ImageColor.getrgb(colour)) for colour in (theme.ground(), theme.text()))
        coloured = (ground + (ink - ground) * (coloured / 255)).round().astype(np.uint8)
    return _enlarged(coloured, width_px)


def shown_at(image: Pixels, width_px: int) -> str:
    """The same as an address that holds it.

    Streamlit would encode an array twice, and the browser ask for it: of sixteen that took 50 ms.
    """
    return address(_enlarged(np.moveaxis(image, 0, -1), width_px))


def show_digits(images: Images, captions: Sequence[str], width_px: int = 56) -> None:
    """Images (N, C, H, W) in rows that wrap, each with its caption below."""
    if len(images):
        pictures = [shown_at(image, 2 * width_px) for image in images]
        st.image(pictures, caption=[plain(caption) for caption in captions], width=width_px, alt=list(captions))


def show_strip(images: Images, alt: str, width_px: int = 44) -> None:
    """Images (N, C, H, W) side by side as one picture, each ``width_px`` wide."""
    if len(images):
        width_px *= len(images)
        st.image(shown_at(np.concatenate(list(images), axis=2), 2 * width_px), alt=alt, width=width_px)


def _enlarged(pixels: Pixels, width_px: int) -> Pixels:
    """A picture (H, W, C) as large as it can be by a whole factor."""
    factor = max(1, width_px // pixels.shape[1])
    enlarged: Pixels = pixels.repeat(factor, axis=0).repeat(factor, axis=1)
    return enlarged
