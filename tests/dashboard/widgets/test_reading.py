"""A vote in words: who read what, who disagrees, and where the mean says something else."""

import numpy as np

from cnn.drawing import Drawing
from cnn.reading.predict import Reading
from cnn.reading.vote import vote
from dashboard.widgets.reading import in_words, on_square

NAMES = ("0", "1", "2")


def said(*all_probs):
    """The vote of readers a, b, c, … with these probabilities."""
    readings = [Reading(int(np.argmax(probs)), np.array(probs, np.float32), Drawing(None)) for probs in all_probs]
    return in_words(vote(readings), "abc"[: len(readings)], readings, NAMES)


def test_all_of_one_mind():
    assert said((0.1, 0.8, 0.1), (0.2, 0.7, 0.1)) == "All 2 read 1."


def test_a_dissenter_is_named_with_what_it_reads():
    assert said((0.1, 0.8, 0.1), (0.1, 0.1, 0.8), (0.2, 0.7, 0.1)) == "2 of 3 read 1; b reads 2."


def test_where_each_reads_something_else_the_surest_mean_counts():
    assert said((0.6, 0.4, 0.0), (0.1, 0.9, 0.0)) == "1 of 2 reads 1; a reads 0."


def test_a_mean_that_says_something_else_is_told():
    words = said((0.5, 0.45, 0.05), (0.5, 0.45, 0.05), (0.0, 1.0, 0.0))
    assert words == "2 of 3 read 0; c reads 1. The mean probability is highest for 1 (63 %)."


def test_a_narrow_picture_stands_in_the_middle_of_a_square():
    square = on_square(np.full((9, 3), 7, np.uint8))
    assert square.shape == (9, 9)
    assert (square[:, 3:6] == 7).all()
    assert square.sum() == 7 * 27
