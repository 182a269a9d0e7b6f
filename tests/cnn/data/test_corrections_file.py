"""Corrections lie beside their data, never apply to other data, and survive whatever happens to the file."""

import json
import os
from io import BytesIO

import numpy as np
import pytest

from cnn.data.corrections import Correction, Corrections
from cnn.data.corrections_file import change_corrections, file_of, read_corrections
from cnn.data.source import keep_upload, open_source
from cnn.errors import DataError
from cnn.places import data_folder
from tests.cnn.data.making import TRAIN


@pytest.fixture
def table(put):
    """A table in a folder of its own, opened."""
    return open_source(put("train.csv", TRAIN))


def relabelling(dataset, row=2):
    """Corrects a row to the next class."""
    old = int(dataset.train.labels[row])
    entry = Correction(row=row, old=old, new=(old + 1) % 10)
    return lambda earlier: earlier.with_entry(entry)


def test_they_lie_beside_a_file_and_are_taken_up_when_it_is_opened(table):
    change_corrections(table, relabelling(table))
    path = file_of(table)
    assert path.name == f"train.csv.{table.train.own_fingerprint}.corrections.json"
    again = open_source(table.source)
    assert again.train.labels[2] == (table.train.labels[2] + 1) % 10
    assert again.notices[-1] == "1 correction of labels applied: 1 relabelled."
    assert json.loads(path.read_text())["entries"] == [
        {"row": 2, "old": int(table.train.labels[2]), "new": int(again.train.labels[2])}
    ]


def test_a_word_and_an_upload_have_theirs_in_the_data_folder(digits):
    uploaded = keep_upload([("mine.csv", BytesIO(TRAIN))])
    for dataset in (digits, uploaded):
        assert file_of(dataset).parent == data_folder() / "corrections"
    change_corrections(uploaded, relabelling(uploaded))
    assert len(open_source(uploaded.source).corrections.changes) == 1
    file_of(uploaded).unlink()


def test_nothing_decided_is_nothing_corrected(table):
    assert read_corrections(table) == Corrections(fingerprint=table.train.own_fingerprint)
    assert table.notices == open_source(table.source).notices


def test_other_data_under_the_same_name_is_not_corrected_and_nothing_is_lost(table, put):
    change_corrections(table, relabelling(table))
    kept = file_of(table).read_bytes()
    other = open_source(put("train.csv", TRAIN.replace(b"\n1,", b"\n2,", 1)))
    assert not other.corrections.entries
    assert other.notices[-1] == f"{file_of(table).name} belongs to other data and is not applied."
    change_corrections(other, relabelling(other, row=4))
    assert file_of(table).read_bytes() == kept
    again = open_source(put("train.csv", TRAIN))
    assert [entry.row for entry in again.corrections.entries] == [2]


def test_a_file_renamed_for_other_data_is_refused(table, put):
    change_corrections(table, relabelling(table))
    other = open_source(put("train.csv", TRAIN.replace(b"\n1,", b"\n2,", 1)))
    file_of(table).rename(file_of(other))
    assert "apply to no other data" in open_source(other.source).notices[-1]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"fingerprint": 5}', b'{"schema_version": 9, "fingerprint": "x"}', b"\xff\xfe\x00"],
)
def test_a_damaged_file_is_one_sentence_and_stays_as_it_is(table, content):
    path = file_of(table)
    path.write_bytes(content)
    again = open_source(table.source)
    assert np.array_equal(again.train.labels, table.train.labels)
    assert again.corrections is None
    (notice,) = [notice for notice in again.notices if "cannot be read" in notice]
    assert str(path) in notice
    with pytest.raises(DataError, match="nothing in the file is changed"):
        change_corrections(again, relabelling(table))
    assert path.read_bytes() == content


def test_a_decision_that_does_not_fit_is_not_written(table):
    with pytest.raises(DataError, match="does not fit"):
        change_corrections(table, lambda earlier: earlier.with_entry(Correction(row=5_000, old=0, new=1)))
    assert not file_of(table).exists()


def test_decisions_of_two_at_once_are_both_kept(table):
    change_corrections(table, relabelling(table, row=1))
    change_corrections(table, relabelling(table, row=2))  # who still looks at the data as it was before
    assert [entry.row for entry in read_corrections(table).entries] == [1, 2]


def test_what_is_seen_corrected_is_corrected_on(table):
    change_corrections(table, relabelling(table))
    again = open_source(table.source)
    change_corrections(again, relabelling(table, row=3))
    assert len(open_source(table.source).corrections.changes) == 2


def test_where_nothing_can_be_written_beside_the_data_folder_takes_them(table, monkeypatch):
    beside = file_of(table)

    def write_json(path, value):
        if path == beside:
            raise PermissionError(13, "Permission denied")
        path.write_text(json.dumps(value))

    monkeypatch.setattr("cnn.data.corrections_file.write_json", write_json)
    change_corrections(table, relabelling(table))
    assert file_of(table).parent == data_folder() / "corrections"
    assert len(open_source(table.source).corrections.changes) == 1
    file_of(table).unlink()


def test_a_full_disk_is_one_sentence_and_the_old_file_stays(table, monkeypatch):
    change_corrections(table, relabelling(table))
    kept = file_of(table).read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DataError, match="No space left on device"):
        change_corrections(table, relabelling(table, row=5))
    monkeypatch.undo()
    assert file_of(table).read_bytes() == kept
    assert [path.name for path in file_of(table).parent.iterdir() if path.name.endswith(".tmp")] == []
