"""Ink on a page: a photograph or a large drawing that holds several digits, under whatever light."""

import numpy as np
import numpy.typing as npt
from PIL import Image
from scipy import ndimage

from cnn.drawing.ink import FLAT_TONES, border_of, ink_over, reduced, tones_of
from cnn.drawing.picture import Pixels

Floats = npt.NDArray[np.float32]

LONGEST_SIDE_PX = 1400  # fifty digits in a line keep 28 pixels each
GROUND_PX = 96  # the page while its ground is looked for
WINDOW = 4  # the ground is the median of a window of one fourth of the page: strokes fill less than half of that


def page_ink(pixels: Pixels) -> tuple[Floats, int]:
    """How much of each pixel is ink, 0 to 1, float32 (h, w), and by which whole factor the page was reduced.

    pixels: uint8 (h, w), (h, w, 3) or (h, w, 4), ink darker or lighter than the ground, evenly lit or not.
    """
    small = reduced(pixels, LONGEST_SIDE_PX)
    factor = -(-max(pixels.shape[:2]) // LONGEST_SIDE_PX)
    tones = tones_of(small)
    level = float(np.median(border_of(tones)))
    if np.mean(np.abs(border_of(tones) - level) <= FLAT_TONES) >= 0.9:
        return ink_over(tones, level), factor
    return ink_over(_evenly_lit(tones), _middle(_ground(tones))), factor


def _ground(tones: Floats) -> Floats:
    """The tone of the paper everywhere: the median of a window around, which thin strokes do not move."""
    height, width = tones.shape
    scale = min(1.0, GROUND_PX / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    coarse = np.asarray(Image.fromarray(tones).resize(size, Image.Resampling.BOX))
    window = max(3, max(coarse.shape) // WINDOW)
    coarse = ndimage.gaussian_filter(ndimage.median_filter(coarse, window, mode="nearest"), window / 8)
    return np.asarray(Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC))


def _middle(ground: Floats) -> float:
    return float(np.median(ground))


def _evenly_lit(tones: Floats) -> Floats:
    """The tones as they would be if the ground had its middle tone everywhere.

    Light multiplies: half of it halves paper and ink alike. A dark ground sends too little back to be divided by, and
    what it lacks is added.
    """
    ground = _ground(tones)
    middle = _middle(ground)
    if middle < 64:
        return tones - ground + middle
    return (tones * (middle / np.maximum(ground, 1))).clip(0, 255)
