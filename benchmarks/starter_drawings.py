"""The drawn digits that the starter learns from, beside the competition's rows."""

from __future__ import annotations

import numpy as np
from tqdm import tqdm

from cnn.data.imageset import ImageSet
from cnn.drawing import normalise
from cnn.pens import SKELETONS, Hand, Place, draw, write

PENS_SEED = 1_618_033  # of the drawings trained on; the stress set has its own
CORNERS = 0.3  # the share drawn small, in a corner


def drawn_digits(count: int) -> ImageSet:
    """``count`` drawings of the shapes that are not held out, in the form in which the Draw page hands them over.

    Shapes come as often as their weights say, hands from ``Hand.of``, never an unusual one. The canvas has 112 pixels
    and the pen 3 to 11.5: the 280 and 8 to 28 of the Draw page, drawn in a third of the time.
    """
    images = np.empty((count, 1, 28, 28), np.uint8)
    labels = np.arange(count) % 10
    for number in tqdm(range(count), desc="Drawing digits", leave=False):
        rng = np.random.default_rng((PENS_SEED, number))
        shapes = [shape for shape in SKELETONS if shape.digit == labels[number] and not shape.held_out]
        weights = np.array([shape.weight for shape in shapes])
        hand = Hand.of(rng)
        paths = write(shapes[rng.choice(len(shapes), p=weights / weights.sum())], hand, rng)
        place: Place = "corner" if rng.random() < CORNERS else "filling"
        picture = draw(paths, rng, 112, rng.uniform(3, 11.5), place=place, pressure=hand.pressure)
        image = normalise(picture).image
        assert image is not None  # a pen always leaves ink
        images[number, 0] = image
    return ImageSet(images, labels)
