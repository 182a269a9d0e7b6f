"""How many classes there may be, and what they are called where only numbers are known."""

from __future__ import annotations

import string

from cnn.data.imageset import DIGITS
from cnn.errors import DataError

MAX_CLASSES = 1_000


def class_names(classes: int | None) -> tuple[str, ...]:
    """Ten digits by default; letters for 26 classes, else the numbers. Raises DataError outside 2 to 1,000 classes."""
    if classes is None or classes == len(DIGITS):
        return DIGITS
    if not 2 <= classes <= MAX_CLASSES:
        raise DataError(f"The number of classes is {classes:,}, expected 2 to {MAX_CLASSES:,}; give another number.")
    return tuple(string.ascii_uppercase) if classes == 26 else tuple(str(label) for label in range(classes))
