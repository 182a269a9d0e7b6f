"""Ink is found on a page under any light, and nothing is found on an empty one."""

import numpy as np
import pytest

from benchmarks.pages import Condition, compose
from cnn.drawing.page import LONGEST_SIDE_PX, page_ink

PLAIN = Condition("plain", uneven=0.0)


def page(**changes):
    """The same two lines under another light."""
    return compose(["314", "159"], Condition("", uneven=0.0, **changes), np.random.default_rng(3))


def agreement(one, other):
    """The share of pixels inked in either that are inked in both."""
    both, either = (one > 0.5) & (other > 0.5), (one > 0.5) | (other > 0.5)
    return both.sum() / either.sum()


@pytest.mark.parametrize(
    "light",
    [
        {"shade": 0.6},
        {"grain": 6.0},
        {"shade": 0.5, "grain": 5.0},
        {"light_on_dark": True},
        {"light_on_dark": True, "grain": 6.0, "shade": 0.4},
    ],
)
def test_the_light_hardly_matters(light):
    assert agreement(page_ink(page(**light))[0], page_ink(page())[0]) > 0.85


@pytest.mark.parametrize("tone", [0, 90, 255])
def test_empty_paper_has_no_ink(tone):
    paper = np.full((300, 500), tone, np.float64)
    assert not page_ink(paper.astype(np.uint8))[0].any()
    shaded = paper * np.linspace(0.4, 1, 500) + np.random.default_rng(1).normal(0, 3, paper.shape)
    assert not page_ink(shaded.clip(0, 255).astype(np.uint8))[0].any()


def test_a_large_picture_is_reduced_by_a_whole_factor():
    ink, factor = page_ink(np.full((3000, 4000, 3), 200, np.uint8))
    assert factor == 3
    assert max(ink.shape) <= LONGEST_SIDE_PX
    assert ink.shape == (1000, 1334)
