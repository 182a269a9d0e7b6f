"""One look at every image gives all statistics of a data set, and tells how far it is."""

from dataclasses import replace

import numpy as np

from cnn.data.imageset import Dataset
from cnn.data.survey.survey import survey_of
from cnn.data.survey.traits import TRAITS, measure


def test_each_part_is_looked_at(digits):
    result = survey_of(digits)
    for part, images in ((result.train, digits.train), (result.test, digits.test)):
        np.testing.assert_array_equal(part.traits, measure(images.images))
        np.testing.assert_array_equal(part.profile.counts, images.counts)
        assert part.blank == 0
    assert result.duplicates.groups == ()


def test_progress_rises_to_its_end(digits):
    told = []
    survey_of(digits, lambda share, doing: told.append(share))
    assert told == sorted(told)
    assert told[-1] == 1
    assert len(told) >= 2


def test_training_and_test_part_are_compared_trait_by_trait(digits):
    dark = replace(digits.test, images=np.minimum(255, 2 * digits.test.images.astype(int)).astype(np.uint8))
    drifts = survey_of(replace(digits, test=dark)).drifts
    assert len(drifts) == len(TRAITS)
    assert not drifts[0].is_chance
    assert drifts[0].means[1] > drifts[0].means[0]
    assert all(drift.is_chance for drift in survey_of(digits).drifts)


def test_without_a_test_part_there_is_nothing_to_compare(digits):
    result = survey_of(Dataset("digits", "Digits", digits.train))
    assert result.test is None
    assert result.drifts == ()


def test_images_without_labels_are_one_class(digits):
    unlabelled = replace(digits.train, labels=None)
    result = survey_of(Dataset("digits", "Digits", unlabelled))
    assert result.train.profile.counts.tolist() == [len(unlabelled)]


def test_copies_across_the_parts_are_found(digits):
    copied = digits.test.images.copy()
    copied[3] = digits.train.images[17]
    (group,) = survey_of(replace(digits, test=replace(digits.test, images=copied))).duplicates.between
    assert (group.train.tolist(), group.test.tolist()) == ([17], [3])


def test_blank_images_are_counted(digits):
    images = digits.train.images.copy()
    images[[5, 9]] = 0
    result = survey_of(Dataset("digits", "Digits", replace(digits.train, images=images)))
    assert result.train.blank == 2
    assert [group.train.tolist() for group in result.duplicates.within_train] == [[5, 9]]
