"""A network of one's own is trained from its file, or by the name it was kept under."""

import pytest

from cnn.model.shelf import Shelf

QUICK = ["--epochs", 1, "--optimizer", "adam", "--learning-rate", 0.01, "--device", "cpu"]


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """An empty shelf, which commands look at."""
    monkeypatch.setenv("CNN_NETWORKS", str(tmp_path / "networks"))
    return Shelf(tmp_path / "networks")


def test_a_network_is_trained_by_the_name_it_was_kept_under(cnn, store, tiny, shelf):
    kept = shelf.save(tiny, "My net")
    assert cnn("train", "digits", "--architecture", "my net", "--runs", store.folder, *QUICK).status == 0
    assert store.find("latest").record.architecture == kept.architecture


def test_a_file_is_taken_before_a_name(cnn, store, tiny, shelf, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shelf.save(tiny.with_dropout(0.5), "mine")
    (tmp_path / "mine").write_text(tiny.model_dump_json())
    assert cnn("train", "digits", "--architecture", "mine", "--runs", store.folder, *QUICK).status == 0
    assert store.find("latest").record.architecture == tiny


def test_a_name_that_is_none_is_a_mistake_that_lists_those_there_are(cnn, store, tiny, shelf):
    shelf.save(tiny, "first")
    answer = cnn("train", "digits", "--architecture", "second", "--runs", store.folder, *QUICK)
    assert answer.status == 2
    assert answer.err == (
        "cnn: There is no file and no run 'second'. No network of your own is called 'second'; there are: first.\n"
    )
    assert store.all() == []
