"""A tuning shows drawings among old images, and judges on what it does not show."""

import numpy as np
import pytest

from cnn.data.split import split_rows
from cnn.tuning.mixture import FEWEST_TO_JUDGE, MOST_REPEATS, mix


@pytest.mark.parametrize("count", [1, 5, 19, 20, 50])
def test_what_is_judged_on_is_not_shown(drawn, quick, count):
    images = drawn(count).train
    mixture = mix(images, quick, 400)
    _, validation = split_rows(1500, 0.1, 2)
    assert np.array_equal(mixture.validation, validation)
    shown = set(mixture.shown.tolist())
    assert not shown & set(mixture.validation.tolist())
    assert not shown & set(mixture.held_out.tolist())
    assert {row for row in shown if row >= 1500} == set(mixture.learned.tolist())
    assert sorted([*mixture.learned, *mixture.held_out]) == list(range(1500, 1500 + count))


def test_a_quarter_is_held_out_where_that_is_enough_to_say_something(drawn, quick):
    assert len(mix(drawn(FEWEST_TO_JUDGE - 1).train, quick, 400).held_out) == 0
    assert len(mix(drawn(FEWEST_TO_JUDGE).train, quick, 400).held_out) == 5
    assert len(mix(drawn(60).train, quick, 400).held_out) == 15


def test_drawings_that_were_learned_before_say_nothing_and_are_not_held_out(drawn, quick):
    images = drawn(30).train
    known = {image.tobytes() for image in images.images[1500:1511]}
    assert len(mix(images, quick, 400, known).held_out) == 0
    known = {image.tobytes() for image in images.images[1500:1510]}
    held_out = mix(images, quick, 400, known).held_out
    assert len(held_out) == 5
    assert held_out.min() >= 1510


def test_a_fifth_of_what_is_shown_are_drawings_unless_they_are_very_few(drawn, quick):
    many = mix(drawn(16).train, quick, 640)
    assert len(many.shown) == 640 + 160
    few = mix(drawn(1).train, quick, 640)
    assert len(few.shown) == 640 + MOST_REPEATS


def test_no_more_old_images_are_shown_than_there_are(drawn, quick):
    shown = mix(drawn(5).train, quick, 100_000).shown
    old = shown[shown < 1500]
    assert len(old) == len(set(old.tolist())) == 1350


def test_the_same_seed_shows_the_same_images(drawn, quick):
    images = drawn(5).train
    assert np.array_equal(mix(images, quick, 100).shown, mix(images, quick, 100).shown)
    assert not np.array_equal(mix(images, quick, 100).shown, mix(images, quick.changed(seed=3), 100).shown)
