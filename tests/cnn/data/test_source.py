"""The one door: what words and paths open, and what opening costs before anything is opened."""

import subprocess
import sys

import numpy as np
import pytest

from cnn.data.source import CATALOGUE, open_source
from cnn.errors import DataError
from cnn.places import ROOT
from tests.cnn.data.making import TEST, TRAIN


def test_importing_the_door_costs_none_of_the_heavy_libraries():
    heavy = "sklearn", "torch", "torchvision", "pandas", "pyarrow", "PIL"
    code = f"import sys, cnn.data.source; print([name for name in {heavy} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_the_catalogue_explains_every_word_once():
    words = [entry.word for entry in CATALOGUE]
    assert words[0] == "digits"
    assert set(words) == {
        "digits", "kaggle", "mnist", "fashion-mnist", "kmnist", "emnist-digits", "qmnist", "cifar10", "drawings",
    }  # fmt: skip
    assert len(words) == len(set(words))
    assert all(entry.title and entry.about.endswith(".") for entry in CATALOGUE)
    assert {entry.word for entry in CATALOGUE if entry.holds_competition_test} == {"mnist", "emnist-digits", "qmnist"}
    assert not any(entry.needs_network for entry in CATALOGUE if entry.word in {"digits", "kaggle"})


def test_an_unknown_word_lists_the_words():
    with pytest.raises(DataError) as refusal:
        open_source("minst")
    assert "'minst'" in str(refusal.value)
    assert all(entry.word in str(refusal.value) for entry in CATALOGUE)


def test_the_source_of_a_path_opens_it_from_another_folder(put, tmp_path, monkeypatch):
    put("train.csv", TRAIN)
    put("test.csv", TEST)
    monkeypatch.chdir(tmp_path / "given")
    dataset = open_source("train.csv")
    monkeypatch.chdir(tmp_path)
    again = open_source(dataset.source)
    assert (again.title, len(again.test)) == ("train.csv", 20)
    assert np.array_equal(again.train.images, dataset.train.images)


@pytest.mark.parametrize("special", ["", ".", "/", "\0", "x" * 5000])
def test_odd_paths_are_answered_in_a_sentence(special, tmp_path, monkeypatch):
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    monkeypatch.setattr("cnn.data.opening.MAX_ENTRIES", 50)
    with pytest.raises(DataError):
        open_source(special)


def test_what_is_no_regular_file_is_not_read():
    with pytest.raises(DataError, match="no regular file"):
        open_source("/dev/zero")
