"""The difference of two matrices: more and fewer, by colour, by sign and in words."""

import numpy as np

from cnn.judging.evaluation import Evaluation
from dashboard.charts.confusion_difference import difference_chart, difference_in_words, signed

NAMES = ("a", "b", "c")


def evaluated(predicted):
    labels = np.array([0, 0, 0, 1, 1, 2])
    return Evaluation(labels, np.eye(3)[predicted], np.arange(6), NAMES)


FIRST, SECOND = evaluated([0, 1, 1, 1, 2, 2]), evaluated([0, 0, 0, 1, 0, 2])


def test_cells_are_what_the_second_has_more():
    (heat,) = difference_chart(FIRST, SECOND).data
    assert np.array_equal(heat.z, SECOND.confusion - FIRST.confusion)
    assert list(heat.text[0][:2]) == ["+2", "−2"]
    assert heat.zmax == -heat.zmin >= 2


def test_the_largest_differences_off_the_diagonal_in_words():
    assert difference_in_words(FIRST, SECOND) == [
        "a read as b: 2 images fewer",
        "b read as a: 1 image more",
        "b read as c: 1 image fewer",
    ]
    assert difference_in_words(FIRST, FIRST) == []
    assert difference_chart(FIRST, FIRST).data[0].zmax > 0


def test_signs():
    assert [signed(number) for number in (3, -1200, 0)] == ["+3", "−1,200", ""]
