"""Rows are dealt fairly, always in the same way, and settings keep back nothing that could tell of a fold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.errors import ConfigError, DataError
from cnn.labels.folding import LEAST_STEPS, MOST_PASSES, deal, enough_passes, in_folds
from cnn.training.config import TrainingConfig


@given(st.lists(st.integers(0, 4), min_size=2, max_size=80), st.integers(2, 6), st.integers(0, 99))
def test_every_fold_has_its_share_of_every_class(labels, folds, seed):
    labels = np.array(labels)
    fold_of = deal(labels, folds, seed)
    for some in (labels >= 0, *(labels == label for label in range(5))):
        sizes = np.bincount(fold_of[some], minlength=folds)
        assert len(sizes) == folds
        assert sizes.max() - sizes.min() <= 1


def test_the_same_seed_deals_the_same_and_another_otherwise():
    labels = np.arange(200) % 10
    assert np.array_equal(deal(labels, 5, 3), deal(labels, 5, 3))
    assert not np.array_equal(deal(labels, 5, 3), deal(labels, 5, 4))


def test_rows_of_one_fold_do_not_lie_together():
    fold_of = deal(np.repeat(np.arange(10), 20), 5, 0)
    assert (np.diff(fold_of[:20]) != 1).any()


def test_every_row_but_the_folds_is_learned_to_the_last_epoch(digits):
    config = in_folds(TrainingConfig(validation_share=0.2, patience=3, epochs=4), 5, digits.train)
    assert (config.members, config.validation_share, config.patience, config.epochs) == (5, 0.0, 0, 4)


@pytest.mark.parametrize("folds", [0, 1, 21])
def test_impossible_folds_are_refused_with_a_sentence(digits, folds):
    with pytest.raises(ConfigError, match=f"{folds} folds are asked for: from 2 to 20"):
        in_folds(TrainingConfig(), folds, digits.train)


def test_fewer_images_than_folds_are_refused_with_a_sentence(digits):
    with pytest.raises(DataError, match="3 labelled images cannot be dealt into 5 folds"):
        in_folds(TrainingConfig(), 5, digits.train.take(np.arange(3)))


@pytest.mark.parametrize(("rows", "epochs"), [(40_000, 1), (1_280, 25), (10, MOST_PASSES)])
def test_of_few_images_there_are_more_passes(rows, epochs):
    config = enough_passes(TrainingConfig(epochs=1, batch_size=128), rows)
    assert config.epochs == epochs
    assert config.epochs * -(-rows // 128) >= min(LEAST_STEPS, MOST_PASSES)


def test_passes_are_never_taken_away():
    assert enough_passes(TrainingConfig(epochs=90), 10).epochs == 90
