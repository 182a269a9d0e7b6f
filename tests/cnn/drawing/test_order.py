"""Digits are read line by line and from left to right, however the page lies."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.drawing.order import in_lines

TALL = 50


def boxes_of(lengths, turned_deg, rng, pitch=1.1, leading=1.6):
    """Boxes of digits in lines of these lengths, in reading order, on a page that lies askew."""
    angle = np.radians(turned_deg)
    boxes = []
    for row, length in enumerate(lengths):
        for column in range(length):
            x, y = TALL * np.array([column * pitch, row * leading]) + rng.uniform(-4, 4, 2)
            across, down = x * np.cos(angle) - y * np.sin(angle), x * np.sin(angle) + y * np.cos(angle)
            boxes.append((round(down), round(across), round(down) + TALL, round(across) + 30))
    return boxes


@given(
    lengths=st.lists(st.integers(2, 9), min_size=1, max_size=5),
    turned_deg=st.sampled_from([-10, -5, 0, 5, 10]),
    seed=st.integers(0, 1000),
)
def test_reading_order_is_found_again(lengths, turned_deg, seed):
    rng = np.random.default_rng(seed)
    boxes = boxes_of(lengths, turned_deg, rng)
    shuffled = rng.permutation(len(boxes))
    lines = in_lines([boxes[place] for place in shuffled], TALL)
    assert [shuffled[place] for line in lines for place in line] == list(range(len(boxes)))
    assert [len(line) for line in lines] == lengths


def test_nothing_has_no_lines():
    assert in_lines([], 10.0) == ()


@pytest.mark.parametrize(
    ("boxes", "lines"),
    [
        ([(0, 50, 40, 70), (0, 0, 40, 20)], ((1, 0),)),
        ([(100, 0, 140, 20), (0, 0, 40, 20)], ((1,), (0,))),
        ([(0, 0, 40, 20), (10, 30, 50, 50), (2, 60, 42, 80)], ((0, 1, 2),)),
    ],
)
def test_few_digits(boxes, lines):
    assert in_lines(boxes, 40.0) == lines
