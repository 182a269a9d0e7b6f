"""Digits written by program: every shape, every pen, the same again from the same seed."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.drawing.marks import connected_marks
from cnn.pens import SKELETONS, Hand, draw, write


def written(skeleton, seed=0, hand=None, **how):
    rng = np.random.default_rng(seed)
    return draw(write(skeleton, hand or Hand.of(rng), rng), rng, **how)


def find(digit, name):
    return next(skeleton for skeleton in SKELETONS if (skeleton.digit, skeleton.name) == (digit, name))


def test_every_digit_has_several_shapes_and_one_that_training_never_sees():
    known = Counter(skeleton.digit for skeleton in SKELETONS if not skeleton.held_out)
    held_out = Counter(skeleton.digit for skeleton in SKELETONS if skeleton.held_out)
    assert all(known[digit] >= 3 and held_out[digit] >= 1 for digit in range(10))


def test_names_tell_shapes_apart():
    assert len({(skeleton.digit, skeleton.name) for skeleton in SKELETONS}) == len(SKELETONS)


@pytest.mark.parametrize("skeleton", SKELETONS, ids=lambda skeleton: f"{skeleton.digit} {skeleton.name}")
def test_a_shape_is_one_tall_and_made_of_its_strokes(skeleton):
    paths = write(skeleton, Hand(), np.random.default_rng(0))
    assert len(paths) == len(skeleton.strokes)
    heights = np.concatenate(paths)[:, 1]
    assert abs(np.ptp(heights) - 1) < 0.1
    assert 0.04 < np.ptp(np.concatenate(paths)[:, 0]) + 0.05 < 1


def test_the_same_seed_writes_the_same_digit_and_another_another():
    one = written(SKELETONS[0], seed=5)
    assert np.array_equal(one, written(SKELETONS[0], seed=5))
    assert not np.array_equal(one, written(SKELETONS[0], seed=6))


@settings(max_examples=60, deadline=None)
@given(
    skeleton=st.sampled_from(SKELETONS),
    seed=st.integers(0, 10_000),
    pen_px=st.floats(1, 28),
    canvas_px=st.sampled_from([112, 280]),
    place=st.sampled_from(["filling", "corner"]),
)
def test_a_digit_lies_on_its_canvas_with_a_margin(skeleton, seed, pen_px, canvas_px, place):
    picture = written(skeleton, seed, canvas_px=canvas_px, pen_px=pen_px * canvas_px / 280, place=place)
    assert picture.shape == (canvas_px, canvas_px)
    assert picture.max() > 100
    assert not any(edge.any() for edge in (picture[:2], picture[-2:], picture[:, :2], picture[:, -2:]))


@pytest.mark.parametrize("pen_px", [8, 16, 28])
def test_the_pen_is_as_wide_as_asked(pen_px):
    picture = written(find(1, "plain"), hand=Hand(), pen_px=pen_px)
    assert abs(np.median((picture > 127).sum(1)[(picture > 127).any(1)]) - pen_px) <= 1


def test_filling_is_large_and_a_corner_is_small_and_aside():
    large = np.argwhere(written(find(0, "circle"), hand=Hand(), place="filling") > 127)
    small = np.argwhere(written(find(0, "circle"), hand=Hand(), place="corner") > 127)
    assert np.ptp(large, axis=0).max() > 0.6 * 280
    assert np.ptp(small, axis=0).max() < 0.5 * 280
    assert np.all(np.abs(small.mean(0) - 140) > 30)


def test_dark_on_light_is_the_negative():
    light = written(SKELETONS[3], seed=1)
    assert np.array_equal(written(SKELETONS[3], seed=1, dark_on_light=True), 255 - light)


def test_a_steady_hand_joins_what_belongs_together_and_a_slipping_one_may_not():
    five = find(5, "two strokes")
    joined = [len(connected_marks(written(five, seed, Hand(), pen_px=8) > 127)) for seed in range(5)]
    slipped = [len(connected_marks(written(five, seed, Hand(slip=0.08), pen_px=8) > 127)) for seed in range(20)]
    assert set(joined) == {1}
    assert 2 in slipped


def test_slant_leans_to_the_right():
    paths = write(find(1, "plain"), Hand(slant=0.3), np.random.default_rng(0))[0]
    top, bottom = paths[paths[:, 1].argmin()], paths[paths[:, 1].argmax()]
    assert top[0] - bottom[0] == pytest.approx(0.3, abs=0.02)
