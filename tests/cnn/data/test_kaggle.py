"""Which table is which, and where the competition's files are looked for."""

import numpy as np
import pytest

from cnn.data.source import open_source
from cnn.errors import DataError
from tests.cnn.data.making import IMAGES, LABELS, SUBMISSION, TEST, TEST_IMAGES, TRAIN, cells, gzipped, text, zipped


def _is_competition(dataset):
    return (
        np.array_equal(dataset.train.images.reshape(-1, 784), IMAGES)
        and np.array_equal(dataset.train.labels, LABELS)
        and dataset.test is not None
        and np.array_equal(dataset.test.images.reshape(-1, 784), TEST_IMAGES)
        and dataset.test.labels is None
    )


WHOLE = {"train.csv": TRAIN, "test.csv": TEST, "sample_submission.csv": SUBMISSION}


@pytest.mark.parametrize("names", [("train.csv", "test.csv"), ("a.csv", "b.csv"), ("b/x.csv", "a/y.csv")])
def test_headers_tell_the_parts_of_a_zip_whatever_the_names(put, names):
    content = zipped({names[0]: TRAIN, names[1]: TEST, "c.csv": SUBMISSION})
    assert _is_competition(open_source(put("some.zip", content)))


@pytest.mark.parametrize("train", ["train.csv", "train.csv.gz", "Train.CSV"])
@pytest.mark.parametrize("test", ["test.csv", "test.csv.gz"])
def test_a_test_table_beside_a_train_table_is_taken_with_it(put, train, test):
    put(test, gzipped(TEST) if test.endswith("gz") else TEST)
    assert _is_competition(open_source(put(train, gzipped(TRAIN) if train.endswith("gz") else TRAIN)))


def test_a_test_table_beside_a_table_of_another_name_is_not(put):
    put("test.csv", TEST)
    assert open_source(put("digits.csv", TRAIN)).test is None


def test_a_folder_of_tables_is_read_as_a_zip_of_them_is(put, tmp_path):
    for name, content in WHOLE.items():
        put(name, content)
    put(".DS_Store", b"\0")
    assert _is_competition(open_source(str(tmp_path / "given")))


@pytest.mark.parametrize("name", ["digit-recognizer.zip", "train.csv", "train.csv.gz", "digit-recognizer/train.csv"])
def test_the_competition_is_found_in_the_data_folder(own_data_folder, name):
    path = own_data_folder / name
    path.parent.mkdir(parents=True)
    path.write_bytes({"zip": zipped(WHOLE), "csv": TRAIN, ".gz": gzipped(TRAIN)}[name[-3:]])
    (path.parent / "test.csv").write_bytes(TEST)
    dataset = open_source("kaggle")
    assert _is_competition(dataset)
    assert (dataset.source, dataset.title) == ("kaggle", "Kaggle Digit Recognizer")


def test_an_absent_competition_says_where_to_get_it_and_where_to_put_it(own_data_folder):
    with pytest.raises(DataError) as refusal:
        open_source("kaggle")
    assert "kaggle.com/c/digit-recognizer/data" in str(refusal.value)
    assert '"Download all"' in str(refusal.value)
    assert str(own_data_folder) in str(refusal.value)


def test_two_labelled_tables_are_told_by_their_names(put):
    """Kaggle's Fashion-MNIST has labels in both of its tables."""
    labelled_test = text(cells(TEST_IMAGES, LABELS[:20]))
    content = zipped({"fashion_test.csv": labelled_test, "fashion_train.csv": TRAIN})
    dataset = open_source(put("fashion.zip", content))
    assert np.array_equal(dataset.train.labels, LABELS)
    assert np.array_equal(dataset.test.labels, LABELS[:20])
    assert any("labelled test part" in notice for notice in dataset.notices)


def test_what_was_assumed_of_the_test_table_is_said_of_the_test_table(put):
    put("test.csv", text(cells(TEST_IMAGES, None), ";"))
    notices = open_source(put("train.csv", TRAIN)).notices
    assert notices == ("Test table: Columns are separated by semicolons rather than commas.",)


def test_progress_grows_to_the_end_and_says_what_is_done(put):
    told = []
    open_source(put("some.zip", zipped(WHOLE)), progress=lambda fraction, doing: told.append((fraction, doing)))
    fractions = [fraction for fraction, _ in told]
    assert fractions == sorted(fractions)
    assert 0 <= fractions[0] < 0.1
    assert 0.9 < fractions[-1] <= 1
    assert any("train.csv" in doing for _, doing in told)
    assert any("test.csv" in doing for _, doing in told)
