"""The stress set holds what it says: every pen, place, ground and way of writing, the same again each time."""

from collections import Counter

import numpy as np
import pytest

from benchmarks.stress_cases import (
    CANVAS_PX,
    CHANGES,
    PENS_PX,
    UNUSUAL,
    drawn_cases,
    enlarged,
    foreign_cases,
    row_cases,
)
from cnn.data.builtin import read_digits
from cnn.drawing.distance import distance_inside, stroke_width
from cnn.pens import SKELETONS


@pytest.fixture(scope="module")
def drawn():
    return list(drawn_cases(each=1))


def test_every_condition_has_every_digit(drawn):
    conditions = Counter((c.condition.stroke, c.condition.place, c.condition.ground) for c in drawn)
    assert len(conditions) == len(PENS_PX) * 2 * 2
    assert set(conditions.values()) == {10}
    assert all(case.pixels.shape == (CANVAS_PX, CANVAS_PX) for case in drawn)


def test_the_ground_is_as_said(drawn):
    for case in drawn:
        assert case.pixels[0].mean() == (255 if case.condition.ground == "light" else 0)


def test_every_way_of_writing_is_among_them_and_held_out_ones_are_marked(drawn):
    found = {(c.condition.digit, c.condition.shape, c.condition.held_out) for c in drawn}
    assert found == {(skeleton.digit, skeleton.name, skeleton.held_out) for skeleton in SKELETONS}


def test_some_hands_are_unusual_whatever_they_write(drawn):
    unusual = [case.condition for case in drawn if case.condition.unusual]
    assert abs(len(unusual) / len(drawn) - UNUSUAL) < 0.1
    assert {condition.digit for condition in unusual} == set(range(10))


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


def test_foreign_digits_come_once_each_in_every_place_and_on_every_ground():
    conditions = [case.condition for case in foreign_cases()]
    digits = read_digits()
    labels = np.concatenate([digits.train.known_labels, digits.test.known_labels])
    assert [condition.digit for condition in conditions] == labels.tolist()
    assert min(Counter((condition.place, condition.ground) for condition in conditions).values()) > 400
