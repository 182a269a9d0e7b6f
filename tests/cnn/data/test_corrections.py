"""Corrected labels are those that were corrected and no others, and everything can be taken back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from cnn.data.corrections import (
    Correction,
    Corrections,
    check_corrections,
    corrected,
    in_words,
    uncorrected,
    with_corrections,
    without_corrections,
)
from cnn.data.imageset import Dataset, ImageSet
from cnn.data.split import divide, own_rows, split_rows
from cnn.errors import ConfigError, DataError

IMAGES = ImageSet(np.arange(20 * 4, dtype=np.uint8).reshape(20, 1, 2, 2), np.arange(20) % 10)


def corrections(*entries, of=IMAGES):
    return Corrections(fingerprint=of.own_fingerprint, entries=tuple(Correction(**entry) for entry in entries))


RELABELLED, LEFT_OUT = {"row": 3, "old": 3, "new": 8}, {"row": 12, "old": 2, "new": None}
KEPT = {"row": 5, "old": 5, "new": 5}
SOME = corrections(RELABELLED, LEFT_OUT, KEPT)

decisions = st.dictionaries(st.integers(0, 19), st.none() | st.integers(0, 9)).map(
    lambda verdicts: corrections(*({"row": row, "old": row % 10, "new": new} for row, new in verdicts.items()))
)


def test_a_label_is_put_right_and_a_row_left_out():
    images = corrected(IMAGES, SOME)
    assert np.flatnonzero(images.labels != IMAGES.labels).tolist() == [3]
    assert images.labels[3] == 8
    assert images.left_out.tolist() == [12]
    assert images.images is IMAGES.images
    assert IMAGES.labels[3] == 3


def test_corrected_images_are_known_for_others_and_for_what_they_come_from():
    images = corrected(IMAGES, SOME)
    assert images.fingerprint != IMAGES.fingerprint
    assert images.own_fingerprint == IMAGES.fingerprint
    assert corrected(IMAGES, corrections(KEPT)) is IMAGES


@given(decisions)
def test_corrections_are_taken_back_without_a_trace(some):
    again = uncorrected(corrected(IMAGES, some), some)
    assert np.array_equal(again.labels, IMAGES.labels)
    assert again.fingerprint == IMAGES.fingerprint
    assert len(again.left_out) == 0


@given(decisions)
def test_the_digest_tells_what_is_changed_and_nothing_else(some):
    reordered = some.model_copy(update={"entries": some.entries[::-1]})
    assert reordered.digest == some.digest
    assert (
        some.with_entry(Correction(row=19, old=9, new=9)).digest
        == some.with_entry(Correction(row=19, old=9, new=9)).without_last().digest
    )
    assert bool(some.digest) == bool(some.changes)
    other = some.with_entry(Correction(row=0, old=0, new=1))
    assert other.digest != some.digest or some.of(0) == Correction(row=0, old=0, new=1)


def test_the_last_decision_on_a_row_counts():
    twice = SOME.with_entry(Correction(row=3, old=3, new=None))
    assert twice.of(3).verdict == "left out"
    assert len(twice.entries) == 3
    assert twice.without_last().of(3) is None


def test_corrections_say_what_they_are():
    assert [entry.verdict for entry in SOME.entries] == ["relabelled", "left out", "kept"]
    assert in_words(SOME) == "2 corrections of labels applied: 1 relabelled, 1 left out."
    assert in_words(corrections(RELABELLED), ignored=True) == "1 correction of labels not applied: 1 relabelled."


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ({"row": 20, "old": 0, "new": 1}, "correction of row 20 .* does not fit"),
        ({"row": 3, "old": 4, "new": 1}, "does not fit the data"),
        ({"row": 3, "old": 3, "new": 10}, "does not fit the data"),
    ],
)
def test_what_does_not_fit_the_data_is_refused(entry, sentence):
    with pytest.raises(DataError, match=sentence):
        check_corrections(corrections(entry), IMAGES)


def test_corrections_of_other_data_are_refused():
    other = ImageSet(IMAGES.images + np.uint8(1), IMAGES.labels)
    with pytest.raises(DataError, match="apply to no other data"):
        corrected(other, SOME)


def test_one_row_cannot_be_corrected_twice():
    with pytest.raises(DataError, match="Row 3 is corrected twice"):
        corrected(IMAGES, corrections(RELABELLED, RELABELLED))


def test_a_file_of_a_newer_release_is_no_file_of_this_one():
    with pytest.raises(ValidationError):
        Corrections(schema_version=2, fingerprint="f")


def test_a_data_set_can_be_had_with_and_without_them():
    dataset = Dataset("x", "X", IMAGES)
    mended = with_corrections(dataset, SOME)
    assert mended.notices == (in_words(SOME),)
    given_again = without_corrections(mended)
    assert given_again.train.fingerprint == IMAGES.fingerprint
    assert given_again.notices == (in_words(SOME, ignored=True),)
    assert given_again.ignores_corrections
    assert given_again.corrections == SOME
    assert without_corrections(given_again) is given_again
    assert without_corrections(dataset) is dataset


@given(decisions, st.sampled_from([0.0, 0.1, 0.25]), st.integers(0, 9))
def test_rows_fall_where_they_fell_before_but_those_left_out(some, share, seed):
    training, validation = split_rows(20, share, seed)
    images = corrected(IMAGES, some)
    left_out = set(images.left_out.tolist())
    if left_out >= set(training.tolist()):
        return
    learned, judged = divide(images, share, seed)
    assert learned.tolist() == [row for row in training if row not in left_out]
    assert judged.tolist() == [row for row in validation if row not in left_out]
    assert set(own_rows(images).tolist()) == set(range(20)) - left_out


def test_leaving_out_every_row_is_refused_with_a_sentence():
    everything = corrections(*({"row": row, "old": row % 10, "new": None} for row in range(20)))
    with pytest.raises(ConfigError, match="leave out every row"):
        divide(corrected(IMAGES, everything), 0.1, 0)


def test_what_is_left_out_stays_so_among_some_of_the_rows():
    some = corrected(IMAGES, SOME).take(np.array([12, 3, 0]))
    assert some.left_out.tolist() == [0]
    assert some.labels.tolist() == [2, 8, 0]
