"""Ink told from ground: how much of each pixel is stroke, whatever the colours and whichever is lighter."""

import numpy as np
import numpy.typing as npt
from PIL import Image

from cnn.drawing.marks import connected_marks
from cnn.drawing.picture import Pixels

Floats = npt.NDArray[np.float32]

LONGEST_SIDE_PX = 560  # larger pictures are reduced to about this first: 28 pixels are wanted in the end
FLAT_TONES = 8  # a ground whose tones differ by no more is taken as one tone; JPEG strays by a few
FAINTEST_TONES = 20  # the least contrast that counts as ink, of 255
SPECK_SHARE = 0.05  # a mark apart from the rest that has less than this share of the largest is a speck


def find_ink(pixels: Pixels) -> Floats:
    """How much of each pixel is ink: float32 (h, w), 0 for ground to 1 for a full stroke; all 0 when blank.

    pixels: uint8 (h, w), (h, w, 3) or (h, w, 4). The ground is what most of the border shows; it may be
    transparent, or paper lit unevenly. A picture longer than 560 pixels comes back reduced.
    """
    tones = tones_of(reduced(pixels, LONGEST_SIDE_PX))
    return _without_specks(ink_over(tones, _ground(tones)))


def ink_over(tones: Floats, ground: Floats | float) -> Floats:
    """How much of each pixel is ink, given its tone and the ground's, 0 to 255: float32 (h, w), 0 to 1."""
    away = tones - ground
    noise = 1.4826 * min(float(np.median(np.abs(part))) for part in (away[::2, ::2], border_of(away)))
    lighter, darker = np.square(away.clip(min=0)).sum(), np.square(away.clip(max=0)).sum()
    away = (away if lighter >= darker else -away).clip(min=0)
    faintest = max(4 * noise, FAINTEST_TONES / 2)
    candidates = away[away > faintest]
    if not candidates.size or candidates.max() < max(2 * faintest, FAINTEST_TONES):
        return np.zeros(tones.shape, np.float32)
    full = float(candidates[np.floor(candidates) > _otsu(candidates)].mean())
    return np.where(away > min(faintest, full / 4), away / full, 0).clip(0, 1).astype(np.float32)


def border_of(picture: Floats) -> Floats:
    """The values of the outermost pixels."""
    return np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])


def reduced(pixels: Pixels, longest_px: int) -> Pixels:
    """The picture reduced by a whole factor, so that its longer side has at most ``longest_px`` pixels."""
    factor = -(-max(pixels.shape[:2]) // longest_px)
    return pixels if factor == 1 else np.asarray(Image.fromarray(pixels).reduce(factor))


def tones_of(pixels: Pixels) -> Floats:
    """One tone a pixel, 0 to 255, in which ink and ground differ most: a yellow pen shows in blue alone."""
    if pixels.ndim == 2:
        return pixels.astype(np.float32)
    colours: Floats = pixels[..., :3].astype(np.float32)
    if pixels.shape[2] == 4 and pixels[..., 3].min() < 255:
        alpha = pixels[..., 3:].astype(np.float32) / 255
        solid = pixels[..., 3] > 127
        is_card = solid.mean() > 0.5 and float(np.ptp(colours[solid], axis=0).max()) > FAINTEST_TONES
        if not is_card:  # strokes on nothing: what is opaque is the ink
            return pixels[..., 3].astype(np.float32)
        card = np.median(colours[solid], axis=0)
        colours = (alpha * colours + (1 - alpha) * card).astype(np.float32)
    contrast = colours[::2, ::2].reshape(-1, 3).std(axis=0)
    return colours[..., int(contrast.argmax())]


def _ground(tones: Floats) -> Floats | float:
    """The tone of the ground: one number where most of the border has one tone, else a smooth surface.

    The surface is a quadratic fitted by least absolute deviations (iteratively reweighted), which strokes
    covering less than half of the picture do not bend: paper under a lamp, a photograph with dark corners.
    """
    border = border_of(tones)
    level = float(np.median(border))
    if np.mean(np.abs(border - level) <= FLAT_TONES) >= 0.6:
        return level
    height, width = tones.shape
    terms = _quadratic(np.linspace(-1, 1, height)[:, None], np.linspace(-1, 1, width)[None])
    every = slice(None, None, max(1, max(height, width) // 64))
    sample = terms[every, every].reshape(-1, terms.shape[-1])
    target = tones[every, every].ravel()
    weights = np.ones(len(target))
    for _ in range(10):
        root = np.sqrt(weights)
        fit = np.linalg.lstsq(sample * root[:, None], target * root, rcond=None)[0]
        weights = 1 / np.maximum(np.abs(target - sample @ fit), 1.0)
    return (terms @ fit).astype(np.float32)


def _quadratic(y: npt.NDArray[np.float64], x: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.stack(np.broadcast_arrays(np.ones(1), y, x, y * y, y * x, x * x), axis=-1)


def _otsu(values: Floats) -> float:
    """The threshold that parts ``values`` (0 to 255) into two groups of least spread (Otsu, 1979).

    Values of more than it, rounded down, are the upper group; −1 when they cannot be parted.
    """
    counts = np.bincount(values.astype(np.int64), minlength=256)
    below = counts.cumsum()
    sums = (counts * np.arange(len(counts))).cumsum()
    splits = np.nonzero((below > 0) & (below < below[-1]))[0]
    if not splits.size:  # all of one tone
        return -1.0
    low, high = below[splits], below[-1] - below[splits]
    between = low * high * (sums[splits] / low - (sums[-1] - sums[splits]) / high) ** 2
    return float(splits[between.argmax()])


def _without_specks(ink: Floats) -> Floats:
    """The ink without small marks that lie apart: dust, a slip of the pen; small ones amid the digit stay."""
    marks = connected_marks(ink >= 0.5)
    largest = max((mark.area for mark in marks), default=0)
    large = [mark for mark in marks if mark.area >= SPECK_SHARE * largest]
    if len(large) == len(marks):
        return ink
    top, left = min(mark.top for mark in large), min(mark.left for mark in large)
    bottom, right = max(mark.bottom for mark in large), max(mark.right for mark in large)
    margin = 2  # the soft edge of a stroke
    kept = np.zeros_like(ink)
    box = (slice(max(top - margin, 0), bottom + margin), slice(max(left - margin, 0), right + margin))
    kept[box] = ink[box]
    return kept
