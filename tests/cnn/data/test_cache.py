"""What was read once is opened again without reading it, and never trusted blindly."""

import os
from pathlib import Path

import numpy as np
import pytest

from cnn.data import cache
from cnn.data.source import open_source
from cnn.errors import DataError
from tests.cnn.data.making import IMAGES, TEST, TRAIN, cells, gzipped, text, zipped


@pytest.fixture
def reads(monkeypatch):
    """The names of the files that are opened as data from now on; corrections are looked for at every opening."""
    names = []
    original = Path.open

    def watched(self, mode="r", *arguments, **options):
        if self.parent.name == "given" and not self.name.endswith(".corrections.json"):
            names.append(self.name)
        return original(self, mode, *arguments, **options)

    monkeypatch.setattr(Path, "open", watched)
    return names


def _same(first, second):
    return all(
        (one is None) == (other is None)
        and (one is None or (one.fingerprint == other.fingerprint and np.array_equal(one.images, other.images)))
        for one, other in ((first.train, second.train), (first.test, second.test))
    )


def test_opening_again_reads_nothing_of_the_source(put, reads):
    path = put("digits.zip", zipped({"train.csv": text(cells(label="Label")), "test.csv": TEST}))
    first = open_source(path)
    reads.clear()
    second = open_source(path)
    assert reads == []
    assert _same(first, second)
    assert second.notices == first.notices != ()
    assert np.array_equal(second.train.labels, first.train.labels)
    assert isinstance(second.train.images, np.memmap)
    assert not second.train.images.flags.writeable


def test_the_kept_fingerprint_is_that_of_the_pixels(put):
    path = put("train.csv", TRAIN)
    open_source(path)
    kept = open_source(path).train
    assert kept.known_fingerprint == kept.take(np.arange(len(kept))).fingerprint


def test_a_changed_file_is_read_anew(put):
    path = put("train.csv", TRAIN)
    before = open_source(path)
    put("train.csv", text(cells(255 - IMAGES)))
    after = open_source(path)
    assert before.train.fingerprint != after.train.fingerprint
    assert np.array_equal(after.train.images.reshape(-1, 784), 255 - IMAGES)


def test_a_test_table_that_appears_beside_is_noticed(put):
    path = put("train.csv", TRAIN)
    assert open_source(path).test is None
    put("test.csv", TEST)
    assert len(open_source(path).test) == 20


def test_the_same_content_elsewhere_is_not_parsed_again(put, monkeypatch):
    open_source(put("a.csv", TRAIN))
    monkeypatch.setattr("cnn.data.opening.read_entries", None)  # would fail were it called
    again = open_source(put("b.csv", TRAIN))
    assert np.array_equal(again.train.images.reshape(-1, 784), IMAGES)
    assert again.title == "b.csv"


def test_a_file_is_not_hashed_before_it_is_read_unless_one_of_its_size_is_kept(put, monkeypatch):
    open_source(put("a.csv", TRAIN))
    monkeypatch.setattr("cnn.data.opening.key_of", None)  # would fail were it called
    with pytest.raises(DataError, match="line 2"):
        open_source(put("b.csv", TRAIN.replace(b"\n0,", b"\nfive,", 1)))


def test_another_number_of_classes_is_another_reading(put):
    path = put("train.csv", TRAIN)
    assert len(open_source(path).train.class_names) == 10
    assert len(open_source(path, classes=12).train.class_names) == 12
    assert len(open_source(path).train.class_names) == 10


def _entry(folder):
    return next(path for path in (folder / "cache").iterdir() if path.name != "stamps")


def _truncate(folder):
    os.truncate(_entry(folder) / "train-images.npy", 1000)


DAMAGES = {
    "pixels cut off": _truncate,
    "pixels gone": lambda folder: (_entry(folder) / "train-images.npy").unlink(),
    "labels gone": lambda folder: (_entry(folder) / "train-labels.npy").unlink(),
    "labels empty": lambda folder: (_entry(folder) / "train-labels.npy").write_bytes(b""),
    "labels no classes": lambda folder: np.save(_entry(folder) / "train-labels.npy", np.full(100, 99)),
    "fewer labels": lambda folder: np.save(_entry(folder) / "train-labels.npy", np.zeros(99, np.int64)),
    "a pickle for pixels": lambda folder: np.save(_entry(folder) / "train-images.npy", np.array([None])),
    "pixels of another kind": lambda folder: np.save(_entry(folder) / "train-images.npy", np.zeros((100, 1, 28, 28))),
    "page torn": lambda folder: (_entry(folder) / "meta.json").write_text('{"class_na'),
    "page of another kind": lambda folder: (_entry(folder) / "meta.json").write_text('{"images": 3}'),
    "stamp of noise": lambda folder: next((folder / "cache" / "stamps").iterdir()).write_bytes(b"\xff../../x"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_entry_is_made_again(put, own_data_folder, damage):
    path = put("train.csv", TRAIN)
    first = open_source(path)
    fingerprint = first.train.fingerprint
    del first
    damage(own_data_folder)
    for _ in range(2):
        dataset = open_source(path)
        assert np.array_equal(dataset.train.images.reshape(-1, 784), IMAGES)
        assert dataset.train.fingerprint == fingerprint
        assert dataset.notices == ()


def test_only_so_many_entries_are_kept_and_the_longest_unopened_goes(put, own_data_folder, monkeypatch):
    monkeypatch.setattr(cache, "MAX_ENTRIES", 2)
    paths = [put(f"{number}.csv", text(cells(IMAGES ^ number))) for number in range(3)]
    for age, path in zip((300, 200), paths[:2], strict=True):
        open_source(path)
        _age(own_data_folder, age)
    open_source(paths[0])  # now 1.csv is the one opened longest ago
    open_source(paths[2])
    assert len(list((own_data_folder / "cache").iterdir())) == 2 + 1
    assert len(list((own_data_folder / "cache" / "stamps").iterdir())) == 2
    monkeypatch.setattr("cnn.data.opening.read_entries", None)
    assert len(open_source(paths[0]).train) == 100
    assert len(open_source(paths[2]).train) == 100


def _age(folder, seconds):
    for page in (folder / "cache").glob("*/meta.json"):
        os.utime(page, (page.stat().st_mtime - seconds,) * 2)


def test_a_disk_that_takes_nothing_is_said_once_and_the_data_open_all_the_same(put, monkeypatch):
    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache, "write_folder", full)
    dataset = open_source(put("train.csv", TRAIN))
    assert np.array_equal(dataset.train.images.reshape(-1, 784), IMAGES)
    assert len(dataset.notices) == 1
    assert "No space left on device" in dataset.notices[0]


def test_a_data_folder_that_cannot_be_made_is_said_once(put, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CNN_DATA", str(tmp_path / "file" / "data"))
    dataset = open_source(put("train.csv", TRAIN))
    assert len(dataset.notices) == 1
    assert "could not be kept" in dataset.notices[0]


def test_a_file_that_changes_while_it_is_read_is_refused_and_not_kept(put, own_data_folder):
    path = put("train.csv", TRAIN)

    def grow(fraction, doing):
        with Path(path).open("ab") as file:
            file.write(b"\n")

    with pytest.raises(DataError, match="changes while it was read"):
        open_source(path, progress=grow)
    assert not own_data_folder.exists()


def test_a_file_that_vanishes_while_it_is_read_is_refused_in_a_sentence(put):
    path = put("train.csv.gz", gzipped(TRAIN))
    with pytest.raises(DataError, match=r"train\.csv"):
        open_source(path, progress=lambda fraction, doing: Path(path).unlink(missing_ok=True))


def test_what_a_killed_process_left_half_written_goes_after_a_day(put, own_data_folder):
    left = own_data_folder / "cache" / ".abc.12345678.tmp"
    left.mkdir(parents=True)
    open_source(put("a.csv", TRAIN))
    assert left.exists()
    os.utime(left, (0, 0))
    open_source(put("b.csv", text(cells(IMAGES ^ 1))))
    assert not left.exists()
