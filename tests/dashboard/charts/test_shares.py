"""How often each class is answered, beside the training part."""

import numpy as np

from dashboard.charts.shares import share_chart, shares_in_words

ANSWERED, LEARNED, NAMES = np.array([30, 50, 20]), np.array([400, 400, 200]), ("a", "b", "c")


def test_each_part_is_in_percent_of_itself():
    answered, learned = share_chart(ANSWERED, LEARNED, NAMES).data
    assert list(answered.y) == [30.0, 50.0, 20.0]
    assert list(learned.y) == [40.0, 40.0, 20.0]
    assert list(learned.customdata) == [400, 400, 200]


def test_the_largest_difference_is_said():
    said = shares_in_words(np.array([30, 52, 18]), LEARNED, NAMES)
    assert said == "The shares differ most for class b: 52.00 % of the answers, 40.00 % of the training part."


def test_nothing_at_all_is_no_fault():
    assert "0.00 %" in shares_in_words(np.zeros(3, np.int64), np.zeros(3, np.int64), NAMES)
