"""What a hand does to a shape: each of its habits shows in the paths, and only that one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.pens import SKELETONS, Hand, write
from cnn.pens.writing import lengths, waves

SHAPES = {(skeleton.digit, skeleton.name): skeleton for skeleton in SKELETONS}


def path_of(digit, name, seed=0, **habits):
    return write(SHAPES[digit, name], Hand(**habits), np.random.default_rng(seed))[0]


def roughness(path):
    """Mean turn from one point to the next, in radians."""
    headings = np.unwrap(np.arctan2(*np.diff(path, axis=0).T[::-1]))
    return np.abs(np.diff(headings)).mean()


def test_slant_leans_to_the_right():
    path = path_of(1, "plain", slant=0.3)
    top, bottom = path[path[:, 1].argmin()], path[path[:, 1].argmax()]
    assert top[0] - bottom[0] == pytest.approx(0.3, abs=0.02)


def test_breadth_widens():
    assert np.ptp(path_of(0, "oval", breadth=1.5)[:, 0]) == pytest.approx(1.5 * np.ptp(path_of(0, "oval")[:, 0]))


def test_a_wobbling_stroke_stays_smooth_and_a_trembling_one_does_not():
    still, wobbling, trembling = (path_of(0, "circle", **habit) for habit in ({}, {"wobble": 0.01}, {"tremble": 0.01}))
    assert np.abs(wobbling - still).max() > 0.005
    assert roughness(wobbling) < 2 * roughness(still)
    assert roughness(trembling) > 2 * roughness(wobbling)


def test_a_hook_bends_back_and_is_as_long_as_asked():
    plain = path_of(1, "plain")
    hooked = [path_of(1, "plain", seed, hook=0.08) for seed in range(20)]
    assert {len(path) - len(plain) for path in hooked} == {5, 10}  # at one end, at both
    assert all(lengths(path)[-1] - lengths(plain)[-1] <= 2 * 0.08 + 1e-9 for path in hooked)


def test_haste_leaves_few_points_and_keeps_the_ends():
    slow, fast = path_of(3, "round"), path_of(3, "round", haste=0.08)
    assert len(fast) < len(slow) / 2
    assert np.allclose(fast[[0, -1]], slow[[0, -1]])


def test_rounding_spares_a_pen_that_turns_back():
    assert np.allclose(path_of(1, "long flag", rounding=True), path_of(1, "long flag"))
    assert path_of(7, "plain", rounding=True).shape != path_of(7, "plain").shape


def test_places_far_from_others_scatter_more():
    def spread(digit, name):
        return np.std([path_of(digit, name, seed, scatter=0.03)[-1] for seed in range(200)], axis=0).mean()

    assert spread(1, "plain") > 1.5 * spread(8, "small head")


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_an_unusual_hand_goes_beyond_what_training_draws(seed):
    usual, unusual = Hand.of(np.random.default_rng(seed)), Hand.unusual(np.random.default_rng(seed))

    def goes_beyond(hand):
        return (
            not -0.26 <= hand.slant <= 0.49
            or not 0.71 <= hand.breadth <= 1.51
            or hand.tremble > 0.008
            or hand.pressure > 0.3
        )

    assert goes_beyond(unusual)
    assert not goes_beyond(usual)


def test_waves_are_about_as_large_as_they_say():
    along = np.linspace(0, 1, 50)
    samples = np.concatenate([waves(along, (0.5, 1.6), np.random.default_rng(seed)) for seed in range(300)])
    assert samples.std() == pytest.approx(1, abs=0.1)
