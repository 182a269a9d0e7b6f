"""How a number came about is said in a sentence that ends with it."""

import numpy as np
import pytest

from cnn.inside.origin import Activated, Joined, Normalised, Pooled, Unchanged, WeightedSum
from cnn.model.architecture import Architecture
from cnn.model.layers import Conv, Flatten
from cnn.model.shapes import walk
from cnn.model.volume import Volume
from dashboard.widgets.origin import in_words, patch_of

ONE = np.array([[[1.0, 2.0], [3.0, 0.0]]])
TWO = np.concatenate([ONE, -ONE])


@pytest.mark.parametrize(
    ("origin", "words"),
    [
        (WeightedSum(ONE, ONE, 0.0), "4 products add up to **14**."),
        (WeightedSum(ONE, ONE, -0.5), "4 products add up to 14. With the bias −0.50 it is **13.50**."),
        (
            WeightedSum(TWO, ONE.repeat(2, 0), 1.0, first_map=4),
            "8 products add up to 0; map 5 gives most of it, 14, map 6 least, −14. With the bias 1 it is **1**.",
        ),
        (
            WeightedSum(TWO, ONE.repeat(2, 0), 0.0),
            "8 products add up to **0**; map 1 gives most of it, 14, map 2 least, −14.",
        ),
        (Pooled(np.array([[-np.inf, 1.0], [2.0, 0.0]]), takes_largest=True), "the largest of 3 numbers is **2**."),
        (Pooled(np.array([[1.0, 2.0]]), takes_largest=False), "the mean of 2 numbers is **1.50**."),
        (Activated("leaky_relu", -2.0, -0.02), "leaky ReLU of −2 is **−0.02**."),
        (Unchanged((2, 0, 5), 0.25), "it is the number in row 0, column 5 of map 3, unchanged: **0.25**."),
        (Joined(1.5, -0.5), "the layers inside give 1.50, the shortcut adds −0.50: **1**."),
    ],
    ids=lambda value: type(value).__name__,
)
def test_words_carry_the_numbers(origin, words):
    assert in_words(origin) == words


def test_normalisation_is_written_as_its_formula():
    words = in_words(Normalised(before=3.0, mean=1.0, variance=4.0, epsilon=0.0, scale=2.0, shift=0.5))
    assert words.startswith("(3 − 1) / √(4 + 0) · 2 + 0.50 = **2.50**, ")


def test_a_number_of_a_flat_layer_sees_all_of_the_picture():
    volume, picture = Volume(9, 8, 1), np.zeros((8, 9, 3), np.uint8)
    convolved, flat = walk(Architecture(name="two", input=volume, layers=(Conv(filters=1, size=3), Flatten())))
    assert patch_of(convolved, (0, 2, 4), picture) == ((2, 5), (4, 7))
    assert patch_of(flat, (7, 0, 0), picture) == ((0, 8), (0, 9))
