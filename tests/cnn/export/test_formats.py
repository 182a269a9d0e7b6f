"""Every format is read back by a foreign reader and says what the run says."""

import io
import json
import zipfile
from functools import cache, partial

import numpy as np
import onnxruntime
import pytest
import torch
from safetensors.numpy import load

from cnn.errors import CnnError, ExportError
from cnn.export import programs
from cnn.export.adoption import adopt
from cnn.export.carried import carried_files, zipped
from cnn.export.formats import FORMATS, export, file_name, find_format, plan_of
from cnn.reading.predict import Predictor
from cnn.runs.creation import create_run
from cnn.runs.queue import held
from cnn.runs.run import Run
from cnn.runs.store import RunStore
from cnn.runs.worker import perform
from cnn.training.events import Failed

CLOSE = {"rtol": 0, "atol": 1e-4}


@pytest.fixture(scope="module")
def images(digits):
    return digits.train.images[:1000]


def probs_of(run, images):
    return Predictor.of_run(run, "cpu").probs(images)


@pytest.fixture(scope="module", params=[{}, {"members": 2, "views": 5}], ids=["one", "two with views"])
def trained(request, tmp_path_factory, digits, tiny, quick):
    """A finished run of one network, and one of two that look at five views."""
    store = RunStore(tmp_path_factory.mktemp("runs"))
    run = create_run(store, digits, tiny, quick.changed(**request.param), state=held())
    for event in perform(run):
        assert not isinstance(event, Failed), event.reason
    return run


@pytest.fixture(scope="module")
def exported(trained):
    """The run in a format, made once: PyTorch's exporters take seconds."""
    return cache(partial(export, trained))


def test_onnx_runtime_gives_the_same(trained, exported, images):
    session = onnxruntime.InferenceSession(exported("onnx"))
    (probs,) = session.run(None, {"images": images.astype(np.float32)})
    np.testing.assert_allclose(probs, probs_of(trained, images), **CLOSE)


def test_a_loaded_program_gives_the_same(trained, exported, images):
    program = torch.export.load(io.BytesIO(exported("torch"))).module()
    probs = program(torch.from_numpy(images).float()).detach().numpy()
    np.testing.assert_allclose(probs, probs_of(trained, images), **CLOSE)


def test_the_weights_are_plain_safetensors(trained):
    with zipfile.ZipFile(io.BytesIO(export(trained, "weights"))) as archive:
        about = json.loads(archive.read("model.json"))
        weights = load(archive.read("model.safetensors"))
        assert len(archive.namelist()) == 1 + about["members"]
    assert about["class_names"] == [str(digit) for digit in range(10)]
    assert weights["layers.5.weight"].shape[0] == 10


def test_everything_holds_everything(trained, exported):
    with zipfile.ZipFile(io.BytesIO(exported("zip"))) as archive:
        names = set(archive.namelist())
        card = archive.read("README.md").decode()
    assert names >= {form.file for form in FORMATS if form.file} | {"model.json", "model.safetensors"}
    assert trained.record.data.fingerprint in card
    assert trained.record.command in card
    accuracy = trained.state.validation_accuracy
    assert f"{accuracy:.2%} of" in card
    assert "give the same;" in card


def test_the_same_run_gives_the_same_bytes(trained):
    assert export(trained, "weights") == export(trained, "weights")


def test_the_scripts_are_those_of_the_run(trained):
    plan = plan_of(trained)
    assert plan.config == trained.record.config
    assert b"nn.Conv2d(1, 6, 5, stride=2)" in export(trained, "pytorch")
    assert b"layers.Conv2D(6, 5, strides=2" in export(trained, "keras")


@pytest.mark.parametrize("word", ["weights", "zip"])
def test_what_is_imported_reads_as_what_was_exported(trained, exported, images, word, tmp_path):
    path = tmp_path / "model.zip"
    path.write_bytes(exported(word))
    store = RunStore(tmp_path / "runs")
    run = adopt(store, path)
    assert [one.id for one in store.all() if one.id == run.id] == [run.id]
    assert run.status == "finished"
    assert run.name == trained.name
    np.testing.assert_array_equal(probs_of(run, images[:50]), probs_of(trained, images[:50]))


def test_the_names_of_files_are_the_programs_own(trained):
    for form in FORMATS:
        assert file_name(trained, form) == trained.id + form.suffix


def test_onnx_says_what_it_needs(trained, monkeypatch):
    monkeypatch.setattr(programs, "ONNX_NEEDS", ("onnx", "no_such_package"))
    with pytest.raises(ExportError, match=r"needs the package no_such_package: install with"):
        export(trained, "onnx")


def test_everything_goes_without_onnx(trained, monkeypatch):
    monkeypatch.setattr(programs, "ONNX_NEEDS", ("no_such_package",))
    with zipfile.ZipFile(io.BytesIO(export(trained, "zip"))) as archive:
        assert "model.onnx" not in archive.namelist()
        assert "model.pt2" in archive.namelist()


def test_a_run_without_weights_is_no_model(trained, tmp_path):
    with pytest.raises(CnnError, match="has no weights yet"):
        export(Run(tmp_path / "empty"), "card")


def changed(files, **changes):
    """A zip of these files with some replaced by others, or left out where None."""
    return zipped({name: content for name, content in {**files, **changes}.items() if content is not None})


BROKEN = {
    "no zip": (lambda files: b"PK\x03\x04 but no more", "cannot be read as a zip"),
    "a zip of something else": (lambda files: zipped({"a.txt": b"a"}), "holds no model.json"),
    "no weights": (lambda files: changed(files, **{"model.safetensors": None}), "should hold model.safetensors"),
    "weights that are none": (
        lambda files: changed(files, **{"model.safetensors": b"\x80\x04pickle"}),
        "cannot be read as safetensors",
    ),
    "no description": (lambda files: changed(files, **{"model.json": b"[1]"}), "does not describe a model"),
    "half a description": (lambda files: changed(files, **{"model.json": b"{"}), "does not describe a model"),
    "a newer release": (
        lambda files: changed(files, **{"model.json": described(files, schema_version=9)}),
        "exported by a newer release",
    ),
    "another network": (
        lambda files: changed(files, **{"model.json": described(files, class_names=["a", "b"])}),
        "2 classes",
    ),
    "an impossible network": (
        lambda files: changed(files, **{"model.json": described(files, architecture={"layers": []})}),
        "Not an architecture",
    ),
    "a million networks": (
        lambda files: changed(files, **{"model.json": described(files, members=10**6)}),
        "does not describe a model",
    ),
}


def described(files, **changes):
    return json.dumps({**json.loads(files["model.json"]), **changes}).encode()


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_no_model_is_refused_and_nothing_is_written(case, trained, tmp_path):
    spoil, reason = BROKEN[case]
    path = tmp_path / "model.zip"
    path.write_bytes(spoil(carried_files(trained)))
    store = RunStore(tmp_path / "runs")
    with pytest.raises(CnnError, match=reason):
        adopt(store, path)
    assert not store.folder.exists()


def test_an_unknown_format():
    with pytest.raises(KeyError):
        find_format("pickle")
