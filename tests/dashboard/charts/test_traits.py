"""Charts of pixels and traits hold the numbers of the data, and say them in words."""

import numpy as np
import pytest

from cnn.data.survey.drift import Drift
from cnn.data.survey.traits import TRAITS
from dashboard.charts.traits import (
    drift_chart,
    drift_in_words,
    intensities_in_words,
    intensity_chart,
    trait_chart,
    trait_in_words,
    value,
)

INK, ACROSS, WIDTH = TRAITS[0], TRAITS[1], TRAITS[3]
VALUES = np.array([1, 2, 3, 4, 5, 20, 30], np.float32)
LABELS = np.array([0, 0, 0, 0, 0, 1, 1])


def test_the_shares_of_all_intensities_add_up():
    intensities = np.zeros(256, np.int64)
    intensities[[0, 7, 8, 255]] = 60, 20, 10, 10
    (bars,) = intensity_chart(intensities).data
    assert np.nansum(bars.y) == pytest.approx(100)
    assert (bars.y[0], bars.y[1], bars.y[-1]) == (80, 10, 10)
    assert intensities_in_words(intensities) == (
        "60.0 % of all pixels are empty (0), 10.0 % are full ink (255), 30.0 % lie between."
    )


def test_a_box_a_class_with_its_median():
    (boxes,) = trait_chart(VALUES, LABELS, ("a", "b"), ACROSS).data
    assert boxes.x == ("a", "b")
    assert boxes.median == (3, 25)
    assert (boxes.q1[0], boxes.q3[0]) == (2, 4)
    assert trait_in_words(VALUES, LABELS, ("a", "b"), ACROSS) == (
        "Centre, across by class: the median goes from 3.0 px (class a) to 25.0 px (class b)"
    )


def test_a_class_without_images_has_an_empty_box():
    (boxes,) = trait_chart(VALUES, LABELS, ("a", "b", "c"), ACROSS).data
    assert np.isnan(boxes.median[2])
    assert "class c" not in trait_in_words(VALUES, LABELS, ("a", "b", "c"), ACROSS)


def test_where_no_image_has_a_trait_that_is_said():
    nothing = np.full(2, np.nan, np.float32)
    assert trait_in_words(nothing, np.zeros(2, int), ("a",), WIDTH) == "Width: none of these images has it"
    assert all(len(line.y) for line in drift_chart(nothing, nothing, WIDTH).data)


def test_both_parts_are_drawn_over_the_same_bins():
    train, test = drift_chart(VALUES, np.array([1, 1, np.nan, 30], np.float32), WIDTH).data
    assert train.x.tolist() == test.x.tolist() == list(range(1, 31))  # whole numbers have a bin each
    assert train.y.sum() == pytest.approx(100)
    assert test.y[0] == pytest.approx(200 / 3)
    assert (train.line.dash, test.line.dash) == (None, "dash")


def test_ink_is_told_in_percent_and_places_in_pixels():
    assert value(0.131, INK) == "13.1 %"
    assert value(14.04, ACROSS) == "14.0 px"
    assert value(np.nan, WIDTH) == "–"


@pytest.mark.parametrize(
    ("distance", "words"),
    [(0.01, "no more than chance"), (0.03, "more than chance, but small"), (0.1, "clear"), (0.4, "strong")],
)
def test_a_distance_in_words(distance, words):
    assert drift_in_words(Drift(distance, 0.02, (0, 0))) == words
