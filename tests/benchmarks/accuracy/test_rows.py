"""Rows that judge never teach, and are the same every time."""

import numpy as np

from benchmarks.accuracy.rows import for_choices, for_figures


def hashes(images):
    return {image.tobytes() for image in images.images}


def test_no_judging_row_is_learned_from_or_chosen_by(digits):
    figures = for_figures(digits.train, judging=250)
    choices = for_choices(digits.train, judging=250, choosing=200)
    learned, judged, chosen = figures.learned, figures.judged, choices.judged
    assert (len(learned), len(judged), len(chosen), len(choices.learned)) == (1250, 250, 200, 1050)
    assert not hashes(judged) & (hashes(learned) | hashes(chosen) | hashes(choices.learned))
    assert not hashes(chosen) & hashes(choices.learned)
    assert hashes(chosen) | hashes(choices.learned) == hashes(learned)


def test_the_parts_are_the_same_every_time_and_have_the_classes_of_the_whole(digits):
    first, again = (for_figures(digits.train, judging=250) for _ in range(2))
    assert first.judged.fingerprint == again.judged.fingerprint
    expected = digits.train.counts * 250 / len(digits.train)
    assert np.abs(first.judged.counts - expected).max() <= 1
