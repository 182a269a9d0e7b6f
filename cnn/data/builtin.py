"""The data set that needs no network: scikit-learn's 1,797 handwritten digits, laid out like MNIST.

E. Alpaydin and C. Kaynak, "Optical recognition of handwritten digits", UCI machine learning repository (1998).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cnn.data.contents import Contents
from cnn.data.imageset import Images, ImageSet

SIDE_PX = 28
BODY_PX = 20
TEST_ROWS = 297
INK_MAX = 16


def read_digits() -> Contents:
    """1,500 images to learn from and 297 to be tested on, both labelled, every digit equally shared out.

    uint8 (N, 1, 28, 28), 0–255, ink light on dark, the same at every call.
    """
    from sklearn.datasets import load_digits  # a second and a half: only where it is needed
    from sklearn.model_selection import train_test_split

    digits = load_digits()
    images = lay_out_like_mnist(digits.images)
    labels = digits.target.astype(np.int64)
    train, test = train_test_split(np.arange(len(labels)), test_size=TEST_ROWS, stratify=labels, random_state=0)
    return Contents(ImageSet(images[train], labels[train]), ImageSet(images[test], labels[test]))


def lay_out_like_mnist(small: npt.NDArray[np.float64]) -> Images:
    """Digits (N, 8, 8) of ink 0–16 as uint8 (N, 1, 28, 28): a smooth 20-pixel body, centred by its mass."""
    from PIL import Image

    images = np.zeros((len(small), 1, SIDE_PX, SIDE_PX), np.uint8)
    for image, digit in zip(images, small, strict=True):
        ink = Image.fromarray((digit * (255 / INK_MAX)).astype(np.float32))
        body = np.asarray(ink.resize((BODY_PX, BODY_PX), Image.Resampling.BICUBIC))
        top, left = _corner(body)
        image[0, top : top + BODY_PX, left : left + BODY_PX] = np.clip(np.rint(body), 0, 255)
    return images


def _corner(body: npt.NDArray[np.float32]) -> tuple[int, int]:
    """Where the body goes so that its centre of mass lies as near to the middle as whole pixels and the edge allow."""
    weights = np.clip(body, 0, None)
    positions = np.arange(BODY_PX)
    corners = []
    for axis in (1, 0):
        centre = float(weights.sum(axis=axis) @ positions / weights.sum())
        corners.append(int(np.clip(round((SIDE_PX - 1) / 2 - centre), 0, SIDE_PX - BODY_PX)))
    return corners[0], corners[1]
