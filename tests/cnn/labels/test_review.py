"""A review goes through the doubts one by one, knows what was decided, and comes round to what is open."""

import numpy as np
import pytest

from cnn.data.corrections import Correction, Corrections
from cnn.judging.evaluation import Evaluation
from cnn.labels.confident import find_doubts
from cnn.labels.review import Review


@pytest.fixture
def review():
    """Three labels in doubt, of rows 30, 10 and 20 in this order; makes the review after some decisions."""
    labels = np.array([0, 0, 0, 1])
    probs = np.array([[0.2, 0.8], [0.3, 0.7], [0.1, 0.9], [0.1, 0.9]])
    evaluation = Evaluation(labels, probs, np.array([10, 20, 30, 40]), ("a", "b"))

    def make(*entries):
        return Review(evaluation, find_doubts(labels, probs), Corrections(fingerprint="f", entries=entries))

    return make


def kept(row):
    return Correction(row=row, old=0, new=0)


def test_the_most_doubtful_comes_first(review):
    assert [review().candidate(place).row for place in range(3)] == [30, 10, 20]
    first = review().candidate(0)
    assert (first.label, first.suggested, first.decision) == (0, 1, None)
    assert review().probs(0).tolist() == [0.1, 0.9]


def test_what_was_decided_is_known_and_counted_where_it_was_in_doubt(review):
    decided = review(kept(10), kept(77))
    assert decided.reviewed == 1
    assert decided.candidate(1).decision == kept(10)


def test_the_next_open_one_lies_behind_and_else_before(review):
    assert review().next_open() == 0
    assert review(kept(30)).next_open() == 1
    assert review(kept(10)).next_open(0) == 2
    assert review(kept(20)).next_open(1) == 0
    assert review(kept(10), kept(20), kept(30)).next_open() is None


def test_a_row_is_found_where_it_is_in_doubt(review):
    assert review().place_of(20) == 2
    assert review().place_of(40) is None
