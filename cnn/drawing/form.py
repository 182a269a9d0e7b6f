"""The form of an MNIST digit: a body of 20 pixels, its centre of mass in the middle of 28×28."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from PIL import Image

from cnn.drawing.distance import distance_inside, signed_distance, stroke_width, thinnest_width
from cnn.drawing.doubts import NOTHING, Doubt, doubts_about
from cnn.drawing.ink import find_ink
from cnn.drawing.picture import Pixels

Floats = npt.NDArray[np.float32]
Box = tuple[int, int, int, int]  # top, left, bottom, right; the last two exclusive

SIDE_PX = 28
BODY_PX = 20
WORK_PX = 80  # the body's longer side while strokes are measured: four pixels for one of the result
THINNEST_PX, THICKEST_PX = 2.0, 3.6  # at a body of 20; MNIST's own are 1.6 to 4.0 (5 to 95 % of the rows)


@dataclass(frozen=True, eq=False)
class Step:
    """One picture on the way: uint8 (h, w), ink light on dark, what it shows, and why that is done."""

    name: str
    picture: Pixels
    why: str


@dataclass(frozen=True, eq=False)
class Drawing:
    """A drawing as the network sees it.

    image: uint8 (28, 28), ink light on dark; None when nothing is drawn.
    steps: the pictures on the way there, in order.
    doubts: what is amiss with it, whoever reads it.
    """

    image: Pixels | None
    steps: tuple[Step, ...] = field(default=())
    doubts: tuple[Doubt, ...] = field(default=())


def normalise(pixels: Pixels) -> Drawing:
    """Bring a drawing or picture of one digit to the form of MNIST (LeCun, Bottou, Bengio and Haffner, 1998).

    pixels: uint8 (h, w), (h, w, 3) or (h, w, 4), of any size, ink of any colour on a ground of any other.

    The recipe is MNIST's: ink told from ground, cut out, fitted into 20×20 pixels keeping its aspect, its
    centre of mass moved by whole pixels to the middle of 28×28. Strokes thinner or thicker than MNIST's are
    brought to its range first, as if the same digit had been written with an ordinary pen.
    """
    return formed(find_ink(pixels))


def formed(ink: Floats) -> Drawing:
    """The same from ink (h, w), 0 for ground to 1 for a full stroke."""
    steps = [Step("Ink found", _picture(ink), "Only strokes count: colours, paper and light do not.")]
    box = _box(ink)
    if box is None:
        return Drawing(None, (), (NOTHING,))
    cut = _cut(ink, box)
    steps.append(Step("Cut out", _picture(cut), "Where it was drawn does not matter."))
    evened, width = _even_strokes(cut)
    if evened is not None:
        cut = evened
        why = "Training saw pens of an ordinary width: the same digit, as if written with one."
        steps.append(Step("Stroke evened", _picture(cut), why))
    body = _fitted(cut, BODY_PX)
    why = f"Its longer side becomes {BODY_PX} pixels, as in MNIST: how large it was drawn does not matter."
    steps.append(Step(f"Scaled to {BODY_PX} pixels", _picture(body), why))
    image = _picture(_centred(body))
    why = f"The mean place of its ink goes to the middle of {SIDE_PX}×{SIDE_PX}, where training had it."
    steps.append(Step("Centred by its mass", image, why))
    return Drawing(image, tuple(steps), doubts_about(ink, box, width))


def _picture(ink: Floats) -> Pixels:
    return np.rint(ink * 255).astype(np.uint8)


def _box(ink: Floats, least: float = 0.3) -> Box | None:
    rows, columns = np.nonzero((ink >= least).any(axis=1))[0], np.nonzero((ink >= least).any(axis=0))[0]
    if not rows.size:
        return None
    return int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1


def _cut(ink: Floats, box: Box) -> Floats:
    top, left, bottom, right = box
    return ink[top:bottom, left:right]


def _fitted(ink: Floats, longest_px: int) -> Floats:
    """The ink scaled so that its longer side has ``longest_px`` pixels, each the mean of what it covers."""
    height, width = ink.shape
    scale = longest_px / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    method = Image.Resampling.BOX if scale < 1 else Image.Resampling.BICUBIC
    return np.asarray(Image.fromarray(ink).resize(size, method)).clip(0, 1)


def _even_strokes(ink: Floats) -> tuple[Floats | None, float]:
    """The ink with strokes as wide as MNIST's, cut out again, or None where they are already; how wide they were.

    Moving every edge outwards by e pixels turns width w and body b into w + 2e and b + 2e; e solves
    (w + 2e) / (b + 2e) = wanted / 20. Thinning stops short of what the thinnest part of the strokes can lose.
    """
    margin = round(WORK_PX * THICKEST_PX / BODY_PX)
    work = np.pad(_fitted(ink, WORK_PX), margin)
    mask = work >= 0.5 * np.quantile(work[work > 0.1], 0.9)
    inside = distance_inside(mask)
    width = stroke_width(inside)
    width_of_20 = width / WORK_PX * BODY_PX
    wanted = float(np.clip(width_of_20, THINNEST_PX, THICKEST_PX))
    outwards = (wanted / BODY_PX * WORK_PX - width) / (1 - wanted / BODY_PX) / 2
    outwards = max(outwards, -0.8 * thinnest_width(inside) / 2)
    if abs(outwards) < 0.5:
        return None, width_of_20
    evened = (signed_distance(mask) + outwards + 0.5).clip(0, 1)
    box = _box(evened)
    return None if box is None else _cut(evened, box), width_of_20


def _centred(body: Floats) -> Floats:
    """The body on 28×28, its centre of mass within half a pixel of row and column 14, as in MNIST; uncut."""
    image = np.zeros((SIDE_PX, SIDE_PX), np.float32)
    mass = float(body.sum())
    height, width = body.shape
    top = SIDE_PX // 2 - round(float(body.sum(axis=1) @ np.arange(height)) / mass)
    left = SIDE_PX // 2 - round(float(body.sum(axis=0) @ np.arange(width)) / mass)
    top, left = min(max(top, 0), SIDE_PX - height), min(max(left, 0), SIDE_PX - width)
    image[top : top + height, left : left + width] = body
    return image
