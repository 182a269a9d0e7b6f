"""Equal images are found wherever they are, and nothing else is taken for equal."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.data.imageset import ImageSet
from cnn.data.survey.duplicates import digests, find_duplicates


def part(values, labels=None):
    """Images of one pixel."""
    labels = None if labels is None else np.array(labels, np.int64)
    return ImageSet(np.array(values, np.uint8).reshape(-1, 1, 1, 1), labels)


def found(train, test=None):
    return find_duplicates(train, test, [digests(some.images) for some in (train, test) if some is not None])


def rows(groups):
    return [(group.train.tolist(), group.test.tolist()) for group in groups]


def test_they_are_found_within_each_part_and_between_them():
    result = found(part([1, 2, 1, 3, 4, 1], [0] * 6), part([3, 5, 6, 5]))
    assert rows(result.groups) == [([0, 2, 5], []), ([3], [0]), ([], [1, 3])]
    assert rows(result.within_train) == [([0, 2, 5], [])]
    assert rows(result.within_test) == [([], [1, 3])]
    assert rows(result.between) == [([3], [0])]


def test_the_largest_group_comes_first():
    assert [len(group.train) for group in found(part([1, 1, 2, 2, 2])).groups] == [3, 2]


def test_different_labels_of_one_image_are_a_conflict():
    result = found(part([7, 7, 8, 8], [4, 9, 1, 1]))
    (conflict,) = result.conflicting
    assert conflict.train.tolist() == [0, 1]
    assert conflict.labels == (4, 9)


def test_a_labelled_test_part_can_contradict_the_training_part():
    (conflict,) = found(part([7], [4]), part([7], [9])).conflicting
    assert conflict.labels == (4, 9)


def test_where_all_differ_there_are_none():
    assert found(part([1, 2, 3], [0, 1, 2])).groups == ()


def test_a_digest_that_two_images_share_does_not_make_them_equal(monkeypatch):
    train = part([1, 2, 1])
    assert rows(find_duplicates(train, None, [np.zeros(3, np.uint64)]).groups) == [([0, 2], [])]


@given(st.lists(st.integers(0, 5), max_size=12), st.lists(st.integers(0, 5), max_size=12))
def test_every_pair_of_equal_images_is_in_one_group(train, test):
    result = found(part(train), part(test))
    values = [[train[row] for row in group.train] + [test[row] for row in group.test] for group in result.groups]
    assert all(len(set(group)) == 1 for group in values)
    everything = train + test
    assert sorted(group[0] for group in values) == sorted(v for v in set(everything) if everything.count(v) > 1)
    assert all(len(group) == everything.count(group[0]) for group in values)


def test_digests_are_of_the_pixels_alone(digits):
    images = digits.train.images[:20]
    shuffled = images[::-1]
    assert digests(images).tolist() == digests(shuffled)[::-1].tolist()
    assert len(set(digests(images).tolist())) == len(np.unique(images.reshape(20, -1), axis=0))


@pytest.mark.parametrize("count", [0, 1])
def test_few_images_have_no_duplicates(count):
    assert found(part([1] * count)).groups == ()
