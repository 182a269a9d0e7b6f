"""Why a drawing may be read wrong: what is amiss with it, said in a sentence each."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from cnn.drawing.ink import border_of

Floats = npt.NDArray[np.float32]
Kind = Literal["blank", "filled", "dot", "small", "thin", "border", "wide", "several", "unsure", "strange"]

SMALL_PX, PAD_PX = 20, 60  # a digit so small on a pad so large; a picture of 28 pixels is no pad
THIN_PX = 0.6  # of a body of 20; a pen of 8 px on the pad leaves 0.8, one of 4 px 0.5


@dataclass(frozen=True)
class Doubt:
    """One reason why a reading may be wrong: its kind, and a sentence on what was found and how to mend it."""

    kind: Kind
    text: str


NOTHING = Doubt(
    "blank",
    "Nothing to read: the picture has one tone all over, so nothing is drawn or all is filled: "
    "draw one digit, in a tone that differs from the ground.",
)


def doubts_about(ink: Floats, box: tuple[int, int, int, int], width: float) -> tuple[Doubt, ...]:
    """What is amiss with ink (h, w), 0 to 1, whose box is (top, left, bottom, right), the last two exclusive.

    width: how wide its strokes are where its longer side is 20.
    """
    top, left, bottom, right = box
    tall, broad = bottom - top, right - left
    filled = float((ink[top:bottom, left:right] >= 0.5).mean())
    is_on_pad = max(ink.shape) > PAD_PX
    found = []
    if float((ink >= 0.5).mean()) > 0.6:
        found.append(Doubt("filled", "Almost everything is filled: clear it and draw one digit with a thinner pen."))
    elif filled > 0.65 and 0.67 < broad / tall < 1.5:
        text = "This is a dot rather than a digit: draw the strokes of one digit, as large as the field allows."
        found.append(Doubt("dot", text))
    elif max(tall, broad) < SMALL_PX and is_on_pad:
        found.append(Doubt("small", "The digit is very small: drawn larger, it is read more surely."))
    if width < THIN_PX:
        found.append(Doubt("thin", "The strokes are very thin for their length: a broader pen is read more surely."))
    if broad > 1.8 * tall:
        found.append(Doubt("wide", "The drawing is much wider than tall: draw one digit at a time, upright."))
    if is_on_pad and bool((border_of(ink) >= 0.5).any()):
        found.append(Doubt("border", "The ink touches the border: part of the digit may be cut off."))
    return tuple(found)
