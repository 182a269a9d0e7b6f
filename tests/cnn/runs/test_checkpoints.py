"""Checkpoints come back as they were; the last two are kept; whatever is torn or foreign is passed over."""

import subprocess
import sys

import numpy as np
import pytest

from cnn.places import ROOT
from cnn.runs import checkpoints as module
from cnn.runs.checkpoints import Checkpoint, Checkpoints, read

ARRAYS = {
    "filters": np.arange(24, dtype=np.float32).reshape(2, 3, 4).transpose(2, 0, 1),
    "loss": np.array(1 / 3),
    "hits": np.array(7),
    "none": np.zeros((0, 3), np.float32),
}


@pytest.fixture
def checkpoints(tmp_path):
    return Checkpoints(tmp_path / "resume")


def numbered(number):
    return Checkpoint({"number": number}, ARRAYS)


def test_nothing_was_kept_at_first(checkpoints):
    assert checkpoints.latest() is None
    assert checkpoints.places() == []


def test_it_comes_back_as_it_was(checkpoints):
    plain = {"rate": 0.1 + 0.2, "words": ["Größe", None, True], "most": 2**63, "nested": {"best": [1.5, float("inf")]}}
    checkpoints.write(Checkpoint(plain, ARRAYS))
    found = checkpoints.latest()
    assert found.plain == plain
    assert found.arrays.keys() == ARRAYS.keys()
    for name, array in ARRAYS.items():
        assert np.array_equal(found.arrays[name], array)
        assert found.arrays[name].dtype == array.dtype


def test_the_last_two_are_kept_also_past_a_hundred_million(checkpoints, monkeypatch):
    for number in range(1, 5):
        checkpoints.write(numbered(number))
    assert [read(place).plain["number"] for place in checkpoints.places()] == [3, 4]
    last = checkpoints.places()[-1]
    last.rename(last.with_name("99999999.safetensors"))
    checkpoints.write(numbered(5))
    assert checkpoints.places()[-1].name == "100000000.safetensors"
    assert checkpoints.latest().plain["number"] == 5


def test_what_a_killed_writer_left_is_cleared_away(checkpoints):
    checkpoints.write(numbered(1))
    left = checkpoints.folder / ".00000002.safetensors.1234.tmp"
    left.write_bytes(b"half")
    assert checkpoints.latest().plain["number"] == 1
    checkpoints.write(numbered(2))
    assert not left.exists()


def test_one_torn_at_any_byte_gives_way_to_the_one_before(checkpoints):
    checkpoints.write(numbered(1))
    last = checkpoints.write(numbered(2))
    content = last.read_bytes()
    for torn_at in range(len(content)):
        last.write_bytes(content[:torn_at])
        assert checkpoints.latest().plain["number"] == 1


def test_one_of_a_newer_release_is_passed_over(checkpoints, monkeypatch):
    checkpoints.write(numbered(1))
    monkeypatch.setattr(module, "SCHEMA", 2)
    checkpoints.write(numbered(2))
    monkeypatch.undo()
    assert checkpoints.latest().plain["number"] == 1


def test_foreign_files_are_left_alone(checkpoints):
    checkpoints.folder.mkdir()
    foreign = checkpoints.folder / "mine.safetensors"
    foreign.write_bytes(b"?")
    for number in range(1, 4):
        checkpoints.write(numbered(number))
    assert foreign.exists()
    assert len(checkpoints.places()) == 2


def test_they_need_no_pytorch():
    code = "import sys, cnn.runs.checkpoints; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
