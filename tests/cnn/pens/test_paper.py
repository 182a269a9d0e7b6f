"""Digits on paper: every shape, every pen, the same again from the same seed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.drawing.marks import connected_marks
from cnn.pens import SKELETONS, Hand, draw, write


def written(skeleton, seed=0, hand=None, **how):
    rng = np.random.default_rng(seed)
    hand = hand or Hand.of(rng)
    return draw(write(skeleton, hand, rng), rng, pressure=hand.pressure, **how)


def find(digit, name):
    return next(skeleton for skeleton in SKELETONS if (skeleton.digit, skeleton.name) == (digit, name))


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


def test_pressure_thins_the_stroke_here_and_there_and_never_thickens_it():
    def widths(pressure):
        inked = written(find(1, "plain"), hand=Hand(pressure=pressure), pen_px=20) > 127
        return inked.sum(1)[inked.any(1)][20:-20]

    assert np.ptp(widths(0.0)) <= 1
    assert np.ptp(widths(0.3)) >= 4
    assert widths(0.5).min() >= 0.35 * 20 and widths(0.5).max() <= 21
