"""Trainings that differ in nothing but the labels are made in pairs, and found among all others."""

import pytest

from cnn.data.corrections import Correction, Corrections, with_corrections
from cnn.errors import DataError
from cnn.labels.pairs import find_pairs, queue_pairs
from cnn.runs.creation import create_run


@pytest.fixture
def corrected(digits):
    """The digits with their first rows left out."""

    def make(rows=1):
        entries = tuple(Correction(row=row, old=int(digits.train.labels[row]), new=None) for row in range(rows))
        return with_corrections(digits, Corrections(fingerprint=digits.train.fingerprint, entries=entries))

    return make


def seeds(pairs):
    return [(without.record.config.seed, with_.record.config.seed) for without, with_ in pairs]


def test_a_pair_is_one_training_without_and_one_with_corrections(store, corrected, tiny, quick):
    (pair,) = queue_pairs(store, corrected(), tiny, quick, 1, preset="tiny")
    without, with_ = (run.record for run in pair)
    assert without.data.corrections == ""
    assert with_.data.corrections == corrected().train.corrections
    assert without.config == with_.config == quick
    assert without.data.fingerprint == with_.data.fingerprint
    assert without.command.endswith("--no-corrections")
    assert (without.name, with_.name) == ("tiny, labels as given", "tiny, labels corrected")


def test_as_many_seeds_as_asked_for_are_found_again(store, corrected, tiny, quick):
    queue_pairs(store, corrected(), tiny, quick, 3)
    assert sorted(seeds(find_pairs(store.all(), corrected()))) == [(2, 2), (3, 3), (4, 4)]


def test_only_pairs_for_the_corrections_as_they_are_now_count(store, corrected, tiny, quick):
    queue_pairs(store, corrected(1), tiny, quick, 1)
    assert find_pairs(store.all(), corrected(2)) == []
    queue_pairs(store, corrected(2), tiny, quick.changed(seed=9), 1)
    assert seeds(find_pairs(store.all(), corrected(2))) == [(9, 9)]


def test_a_training_of_ones_own_without_corrections_counts_as_well(store, digits, corrected, tiny, quick):
    mine = create_run(store, digits, tiny, quick)
    with_ = create_run(store, corrected(), tiny, quick)
    create_run(store, digits, tiny, quick.changed(epochs=9))
    assert find_pairs(store.all(), corrected()) == [(mine, with_)]


def test_pairs_of_another_network_or_other_settings_are_told_apart(store, corrected, tiny, quick):
    queue_pairs(store, corrected(), tiny, quick, 2)
    queue_pairs(store, corrected(), tiny, quick.changed(epochs=1), 1)
    (pair,) = find_pairs(store.all(), corrected())
    assert pair[0].record.config.epochs == 1


def test_without_a_validation_part_there_is_nothing_to_compare(store, digits, corrected, tiny, quick):
    for dataset in (digits, corrected()):
        create_run(store, dataset, tiny, quick.changed(validation_share=0))
    assert find_pairs(store.all(), corrected()) == []


def test_without_corrections_there_is_nothing_to_compare(store, digits, tiny, quick):
    with pytest.raises(DataError, match="No label is corrected yet"):
        queue_pairs(store, digits, tiny, quick, 1)
    assert store.all() == []
