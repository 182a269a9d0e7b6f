"""The stress set holds what it says: every pen, place and ground, digits in equal numbers, the same again each time."""

from collections import Counter

import numpy as np
import pytest

from benchmarks.stress import (
    CANVAS_PX,
    CHANGES,
    PENS_PX,
    accuracy,
    drawn_cases,
    enlarged,
    hardest,
    read_cases,
    row_cases,
    summary,
    table,
)
from cnn.data.builtin import read_digits
from cnn.drawing.distance import distance_inside, stroke_width


@pytest.fixture(scope="module")
def drawn():
    return list(drawn_cases(each=1))


def test_every_condition_has_every_digit(drawn):
    conditions = Counter((case.stroke, case.place, case.ground) for case in drawn)
    assert len(conditions) == len(PENS_PX) * 2 * 2
    assert set(conditions.values()) == {10}
    assert all(case.pixels.shape == (CANVAS_PX, CANVAS_PX) for case in drawn)


def test_the_ground_is_as_said(drawn):
    for case in drawn:
        assert case.pixels[0].mean() == (255 if case.ground == "light" else 0)


def test_held_out_shapes_are_among_them(drawn):
    assert 0.1 < sum(case.held_out for case in drawn) / len(drawn) < 0.5


def test_it_is_the_same_again(drawn):
    assert all(np.array_equal(a.pixels, b.pixels) for a, b in zip(drawn, drawn_cases(each=1), strict=True))


def test_rows_are_thinned_thickened_and_placed():
    images = read_digits().train
    cases = list(row_cases(images, each=1))
    assert len(cases) == len(CHANGES) * 2 * 2 * 10
    rng = np.random.default_rng
    widths = [
        stroke_width(distance_inside(enlarged(images.images[0, 0], change, "filling", rng(0)) > 127))
        for change in CHANGES.values()
    ]
    assert widths[0] < widths[1] < widths[2]


def test_reading_counts_what_is_right_and_reports_it(drawn):
    truth = np.eye(10, dtype=np.float32)[[case.digit for case in drawn]]
    outcomes = read_cases(drawn, lambda images: truth[: len(images)])
    assert accuracy(outcomes) == 1
    assert "100.00%" in summary(outcomes)
    always_seven = read_cases(drawn, lambda images: np.eye(10, dtype=np.float32)[np.full(len(images), 7)])
    assert accuracy(always_seven) == pytest.approx(0.1)
    assert len(table(always_seven).splitlines()) == 1 + len(PENS_PX)
    assert "read as 7" in hardest(always_seven)
