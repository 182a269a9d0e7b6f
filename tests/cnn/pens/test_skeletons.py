"""The shapes: every digit in several ways, some of them never trained on, each as tall as it says."""

from collections import Counter

import numpy as np
import pytest

from cnn.pens import SKELETONS, Hand, write


def names(digit):
    return " | ".join(skeleton.name for skeleton in SKELETONS if skeleton.digit == digit)


def test_every_digit_has_several_shapes_and_one_that_training_never_sees():
    known = Counter(skeleton.digit for skeleton in SKELETONS if not skeleton.held_out)
    held_out = Counter(skeleton.digit for skeleton in SKELETONS if skeleton.held_out)
    assert all(known[digit] >= 5 and held_out[digit] >= 1 for digit in range(10))


def test_names_tell_shapes_apart():
    assert len({(skeleton.digit, skeleton.name) for skeleton in SKELETONS}) == len(SKELETONS)


@pytest.mark.parametrize(
    ("digit", "ways"),
    [
        (1, ["plain", "short flag", "long flag", "long flag and foot"]),
        (4, ["closed", "open", "short stem", "long stem"]),
        (5, ["one stroke", "two strokes", "bar apart", "overshoots"]),
        (7, ["plain", "curved", "serif", "crossbar"]),
        (9, ["straight tail", "curved tail", "hooked tail"]),
    ],
)
def test_the_ways_that_differ_most_between_countries_are_there(digit, ways):
    assert [way for way in ways if way not in names(digit)] == []


def test_what_is_usual_is_drawn_more_often():
    assert all(0 < skeleton.weight <= 1 for skeleton in SKELETONS)
    assert all(max(s.weight for s in SKELETONS if s.digit == digit) == 1 for digit in range(10))


@pytest.mark.parametrize("skeleton", SKELETONS, ids=lambda skeleton: f"{skeleton.digit} {skeleton.name}")
def test_a_shape_is_one_tall_and_made_of_its_strokes(skeleton):
    paths = write(skeleton, Hand(), np.random.default_rng(0))
    assert len(paths) == len(skeleton.strokes)
    heights = np.concatenate(paths)[:, 1]
    assert abs(np.ptp(heights) - 1) < 0.1
    assert 0.04 < np.ptp(np.concatenate(paths)[:, 0]) + 0.05 < 1
