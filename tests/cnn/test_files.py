"""A file is the old one or the new one, never half of one, and nothing is left beside it."""

import json

import pytest

from cnn import files
from cnn.files import write_atomically, write_bytes, write_folder, write_json


def broken_off(path):
    """Write half of something, then fail as a full disk does."""
    path.write_bytes(b"half")
    raise OSError(28, "No space left on device")


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "state.json"
    path.write_bytes(b"old")
    return path


def test_a_file_is_replaced(path):
    write_bytes(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path]


def test_a_failed_write_leaves_the_old_file_and_no_neighbour(path):
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, broken_off)
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


def test_a_failed_sync_leaves_the_old_file_and_no_neighbour(path, monkeypatch):
    def full(_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="Input/output"):
        write_bytes(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


def test_folders_on_the_way_are_made(tmp_path):
    write_bytes(tmp_path / "a" / "b" / "file", b"new")
    assert (tmp_path / "a" / "b" / "file").read_bytes() == b"new"


def test_json_is_text_for_people(path):
    write_json(path, {"name": "größer 😀", "values": [1, 2.5, None]})
    text = path.read_text("utf-8")
    assert "größer 😀" in text
    assert text.endswith("}\n")
    assert json.loads(text) == {"name": "größer 😀", "values": [1, 2.5, None]}


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "cache"
    folder.mkdir()
    (folder / "old").write_bytes(b"old")
    return folder


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_folder_is_replaced_whole(folder):
    write_folder(folder, lambda neighbour: (neighbour / "new").write_bytes(b"new"))
    assert contents(folder) == {"new": b"new"}
    assert list(folder.parent.iterdir()) == [folder]


def test_a_folder_that_cannot_be_filled_leaves_the_old_one(folder):
    with pytest.raises(OSError, match="No space left"):
        write_folder(folder, lambda neighbour: broken_off(neighbour / "new"))
    assert contents(folder) == {"old": b"old"}
    assert list(folder.parent.iterdir()) == [folder]


def test_a_folder_that_cannot_take_its_place_leaves_the_old_one(folder, monkeypatch):
    replace = type(folder).replace

    def refused(path, target):
        if target == folder and (path / "new").exists():
            raise OSError(13, "Permission denied")
        return replace(path, target)

    monkeypatch.setattr(type(folder), "replace", refused)
    with pytest.raises(OSError, match="Permission denied"):
        write_folder(folder, lambda neighbour: (neighbour / "new").write_bytes(b"new"))
    assert contents(folder) == {"old": b"old"}
    assert list(folder.parent.iterdir()) == [folder]
