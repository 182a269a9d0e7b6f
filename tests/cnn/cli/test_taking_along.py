"""A training as a script, a network as files and back, from a terminal."""

import zipfile

import pytest

from cnn.cli.parser import FORMATS as NAMED
from cnn.export.formats import FORMATS
from cnn.runs.store import RunStore


def test_a_script_is_printed_or_written(cnn, tmp_path):
    printed = cnn("code", "digits", "--preset", "notebook", "--optimizer", "adam")
    assert printed.status == 0
    assert "torch.optim.Adam(" in printed.out
    path = tmp_path / "script.py"
    answer = cnn("code", "digits", "--preset", "notebook", "--framework", "keras", "--out", path, "--json")
    assert answer.record == {"framework": "keras", "out": str(path)}
    assert "keras.Sequential" in path.read_text("utf-8")


def test_every_format_can_be_named():
    assert tuple(form.word for form in FORMATS) == NAMED


def test_a_network_leaves_and_comes_back(cnn, finished_store, tmp_path):
    out = tmp_path / "model.zip"
    answer = cnn("export", "latest", "--runs", finished_store.folder, "--format", "weights", "--out", out, "--json")
    assert answer.record["size_bytes"] == out.stat().st_size
    assert "model.safetensors" in zipfile.ZipFile(out).namelist()
    brought = cnn("adopt", out, "--runs", tmp_path / "elsewhere", "--json")
    assert RunStore(tmp_path / "elsewhere").find("latest").id == brought.record["run"]


@pytest.mark.parametrize("content", [b"", b"no zip"])
def test_what_is_no_model_is_a_mistake(cnn, tmp_path, content):
    path = tmp_path / "model.zip"
    path.write_bytes(content)
    answer = cnn("adopt", path, "--runs", tmp_path / "runs")
    assert answer.status == 2
    assert "model.zip cannot be read as a zip" in answer.err


def test_a_file_that_is_not_there(cnn, tmp_path):
    answer = cnn("adopt", tmp_path / "none.zip", "--runs", tmp_path / "runs")
    assert answer.status == 2
    assert "none.zip cannot be read: No such file or directory" in answer.err
