"""The built-in digits with drawings at their end."""

from dataclasses import replace

import numpy as np
import pytest

from cnn.data.drawings import joined
from cnn.data.imageset import ImageSet


@pytest.fixture
def drawn(digits):
    """Makes the built-in digits with so many drawings: test images lying on their side.

    A network that was trained on upright digits reads few of them until it is taught. lying: whether they lie; upright
    ones are labelled as the next digit, which only a network that forgets can learn.
    """

    def make(count, lying=True):
        test = digits.test.take(np.arange(count))
        images = np.rot90(test.images, axes=(2, 3)).copy() if lying else test.images
        drawings = ImageSet(images, test.known_labels if lying else (test.known_labels + 1) % 10)
        return replace(
            digits, source="digits+drawings", title="Digits and drawings", train=joined(digits.train, drawings)
        )

    return make
