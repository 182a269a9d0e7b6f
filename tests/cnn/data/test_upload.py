"""Uploads: checked, then kept under names of the program's own; a refused one leaves nothing."""

import io
import json

import numpy as np
import pytest

from cnn.data.source import keep_upload, open_source
from cnn.data.upload import find_upload, name_of
from cnn.errors import DataError
from tests.cnn.data.making import (
    IMAGES,
    LABELS,
    SUBMISSION,
    TEST,
    TEST_IMAGES,
    TRAIN,
    cells,
    gzipped,
    idx,
    text,
    zipped,
)

UPLOADS = {
    "zip": [("digit-recognizer.zip", zipped({"train.csv": TRAIN, "test.csv": TEST, "s.csv": SUBMISSION}))],
    "two tables": [("test.csv", TEST), ("train.csv", TRAIN)],
    "two gz": [("train.csv.gz", gzipped(TRAIN)), ("test.csv.gz", gzipped(TEST))],
    "names that say nothing": [("a (1).csv", TRAIN), ("b.csv", TEST)],
    "with the submission": [("train.csv", TRAIN), ("test.csv", TEST), ("sample_submission.csv", SUBMISSION)],
}


def _streams(files):
    return [(name, io.BytesIO(content)) for name, content in files]


@pytest.mark.parametrize("files", UPLOADS.values(), ids=UPLOADS.keys())
def test_an_upload_opens_again_by_its_source(files):
    dataset = keep_upload(_streams(files))
    again = open_source(dataset.source)
    for opened in (dataset, again):
        assert np.array_equal(opened.train.images.reshape(-1, 784), IMAGES)
        assert np.array_equal(opened.train.labels, LABELS)
        assert np.array_equal(opened.test.images.reshape(-1, 784), TEST_IMAGES)
        assert opened.notices == ()
    assert again.title == dataset.title == " + ".join(name for name, _ in files)


def test_labelled_parts_are_still_told_apart_after_reopening():
    files = [("fashion_test.csv", text(cells(TEST_IMAGES, LABELS[:20]))), ("fashion_train.csv", TRAIN)]
    dataset = keep_upload(_streams(files))
    assert (len(dataset.train), len(dataset.test)) == (100, 20)
    assert len(open_source(dataset.source).test) == 20


def test_idx_files_open_again_too():
    files = [("train-images-idx3-ubyte", idx(IMAGES.reshape(-1, 28, 28))), ("train-labels-idx1-ubyte", idx(LABELS))]
    dataset = keep_upload(_streams(files))
    assert np.array_equal(open_source(dataset.source).train.labels, LABELS)


@pytest.mark.parametrize(
    "name", ["../../x.csv", "/etc/passwd", "C:\\x.csv", "<script>.csv", "=cmd().csv", "", "🙂" * 300]
)
def test_the_users_name_is_shown_and_never_made_a_path_of(own_data_folder, name):
    dataset = keep_upload([(name, io.BytesIO(TRAIN))])
    kept = sorted(path.name for path in (own_data_folder / "uploads").rglob("*") if path.is_file())
    assert kept == ["table-1.csv", "upload.json"]
    page = next((own_data_folder / "uploads").glob("*/upload.json"))
    assert dataset.title == json.loads(page.read_bytes())["names"][0]
    assert "/" not in dataset.title


def test_the_same_upload_is_kept_once(own_data_folder):
    first = keep_upload([("train.csv", io.BytesIO(TRAIN))])
    second = keep_upload([("train.csv", io.BytesIO(TRAIN))])
    assert first.source == second.source
    assert len(list((own_data_folder / "uploads").iterdir())) == 1


REFUSED = {
    "a fault in a cell": [("train.csv", TRAIN.replace(b"\n1,", b"\nx,", 1))],
    "a fault in the second": [("train.csv", TRAIN), ("test.csv", TEST[:-900])],
    "a bad zip": [("a.zip", zipped({"train.csv": TRAIN})[:-100])],
    "swapped": [("train.csv", TEST), ("test.csv", TRAIN)],
    "two to train on": [("a.csv", TRAIN), ("b.csv", TRAIN)],
    "two of one name": [("train.csv", TRAIN), ("train.csv", TRAIN)],
    "a picture": [("train.csv", b"\x89PNG\r\n\x1a\n")],
    "empty": [("train.csv", b"")],
    "none": [],
    "eleven": [(f"{number}.csv", TRAIN) for number in range(11)],
}


@pytest.mark.parametrize("files", REFUSED.values(), ids=REFUSED.keys())
def test_a_refused_upload_writes_nothing(own_data_folder, files):
    with pytest.raises(DataError):
        keep_upload(_streams(files))
    assert not own_data_folder.exists()


def test_an_upload_is_left_open_for_its_owner():
    stream = io.BytesIO(TRAIN)
    keep_upload([("train.csv", stream)])
    assert not stream.closed


def test_a_disk_that_takes_no_upload_is_said_in_a_sentence(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CNN_DATA", str(tmp_path / "file" / "data"))
    with pytest.raises(DataError, match=r"could not be kept in .*CNN_DATA"):
        keep_upload([("train.csv", io.BytesIO(TRAIN))])


def test_an_upload_has_a_name_and_nothing_else_has():
    source = keep_upload(_streams([("train.csv", TRAIN)])).source
    assert str(find_upload(name_of(source))) == source
    assert name_of("kaggle") == name_of("/etc") == name_of(f"{source}/..") == ""


@pytest.mark.parametrize("name", ["", ".", "..", "../uploads", "/etc", "0" * 32, "A" * 32])
def test_a_name_never_leads_anywhere_else(name):
    keep_upload(_streams([("train.csv", TRAIN)]))
    assert find_upload(name) is None
