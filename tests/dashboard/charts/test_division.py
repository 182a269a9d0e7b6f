"""How classes are shared out is drawn as shares of each part, which can be compared."""

import numpy as np
import pytest

from dashboard.charts.division import division_chart, division_in_words

LEARNED, JUDGED = np.array([60, 30, 10]), np.array([5, 5, 0])
NAMES = ("a", "b", "c")


def test_each_part_adds_up_to_all_of_it():
    learned, judged = division_chart(LEARNED, JUDGED, NAMES).data
    assert learned.y.tolist() == pytest.approx([60, 30, 10])
    assert judged.y.tolist() == pytest.approx([50, 50, 0])
    assert judged.customdata.tolist() == [5, 5, 0]


def test_the_parts_differ_by_more_than_colour():
    learned, judged = division_chart(LEARNED, JUDGED, NAMES).data
    assert learned.marker.pattern.shape != judged.marker.pattern.shape


def test_the_most_uneven_class_is_named():
    assert "at most 20.00 points (class b)" in division_in_words(LEARNED, JUDGED, NAMES)


def test_a_part_without_images_has_no_shares():
    assert division_chart(LEARNED, np.zeros(3, int), NAMES).data[1].y.tolist() == [0, 0, 0]
