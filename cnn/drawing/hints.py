"""What may be amiss with a drawing, said in a sentence each."""

import numpy as np
import numpy.typing as npt

from cnn.drawing.ink import border_of

Floats = npt.NDArray[np.float32]


def hints_for(ink: Floats, box: tuple[int, int, int, int] | None) -> tuple[str, ...]:
    """The hints for ink (h, w), 0 to 1, and the box around it (top, left, bottom, right), if any."""
    if box is None:
        return (
            "Nothing to read: the picture has one tone all over, so nothing is drawn or all is filled: "
            "draw one digit, in a tone that differs from the ground.",
        )
    top, left, bottom, right = box
    height, width = bottom - top, right - left
    inked = ink[top:bottom, left:right] >= 0.5
    filled = float(inked.mean())
    hints = []
    if float((ink >= 0.5).mean()) > 0.6:
        hints.append("Almost everything is filled: clear it and draw one digit with a thinner pen.")
    elif filled > 0.65 and 0.67 < width / height < 1.5:
        hints.append("This is a dot rather than a digit: draw the strokes of one digit, as large as the field allows.")
    elif max(height, width) < 20 and max(ink.shape) > 60:
        hints.append("The digit is very small: drawn larger, it is read more surely.")
    if width > 1.8 * height:
        hints.append("The drawing is much wider than tall: draw one digit at a time, upright.")
    if max(ink.shape) > 60 and bool((border_of(ink) >= 0.5).any()):
        hints.append("The ink touches the border: part of the digit may be cut off.")
    return tuple(hints)
