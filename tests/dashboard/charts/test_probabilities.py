"""The bars of a reading, and those of a data set."""

import numpy as np
import pytest

from dashboard.charts.counts import count_chart, in_words
from dashboard.charts.probabilities import MOST_SHOWN, probability_chart
from dashboard.theme import border, class_colour

NAMES = tuple(str(digit) for digit in range(10))


def test_a_bar_for_each_class_the_first_on_top():
    (bars,) = probability_chart([0.05] * 9 + [0.55], NAMES).data
    assert bars.y == NAMES
    assert bars.x == pytest.approx([5.0] * 9 + [55.0])
    assert bars.text[-1] == "55.0 %"


def test_only_the_most_probable_has_its_colour():
    (bars,) = probability_chart([0.1, 0.7, *[0.025] * 8], NAMES).data
    assert bars.marker.color[1] == class_colour(1)
    assert set(bars.marker.color[:1] + bars.marker.color[2:]) == {border()}


def test_of_many_classes_the_most_probable_are_shown():
    probs = np.linspace(1, 2, 26) / np.linspace(1, 2, 26).sum()
    letters = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    (bars,) = probability_chart(probs.tolist(), letters).data
    assert len(bars.y) == MOST_SHOWN
    assert bars.y[0] == "Z"
    assert list(bars.x) == sorted(bars.x, reverse=True)


def test_counts_have_the_colour_of_their_class_and_their_number():
    counts = np.arange(1000, 1010)
    (bars,) = count_chart(counts, NAMES).data
    assert bars.marker.color == tuple(class_colour(label) for label in range(10))
    assert bars.text[0] == "1,000"
    assert in_words(counts, NAMES) == "Images by class: from 1,000 of class 0 to 1,009 of class 9"


def test_many_classes_share_one_colour():
    names = tuple(map(str, range(26)))
    (bars,) = count_chart(np.ones(26, np.int64), names).data
    assert len(set(bars.marker.color)) == 1
