"""A vote is a count, then a mean; who disagrees is named by place."""

import numpy as np
import pytest

from cnn.drawing import Drawing
from cnn.reading.predict import Reading
from cnn.reading.vote import vote


def reading(*probs):
    """What one reader says, by its probabilities."""
    return Reading(int(np.argmax(probs)), np.array(probs, np.float32), Drawing(None))


def test_most_votes_win_though_another_class_has_the_higher_mean():
    found = vote([reading(0.5, 0.4, 0.1), reading(0.5, 0.4, 0.1), reading(0.01, 0.98, 0.01)])
    assert (found.label, found.votes, found.dissenters) == (0, 2, (2,))
    assert found.mean_label == 1
    assert found.probs == pytest.approx([1.01 / 3, 1.78 / 3, 0.07])


def test_of_equally_many_votes_the_surer_ones_win():
    found = vote([reading(0.6, 0.4), reading(0.1, 0.9)])
    assert (found.label, found.votes, found.dissenters) == (1, 1, (0,))


def test_one_reader_votes_for_itself():
    found = vote([reading(0.2, 0.7, 0.1)])
    assert (found.label, found.votes, found.dissenters) == (1, 1, ())
    assert found.probs == pytest.approx([0.2, 0.7, 0.1])


def test_all_of_one_mind_have_no_dissenters():
    assert vote([reading(0.9, 0.1)] * 4).dissenters == ()
