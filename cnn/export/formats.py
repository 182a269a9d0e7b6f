"""Everything a run can be taken along as: one table for the page and the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cnn.errors import RunError
from cnn.export.card import model_card
from cnn.export.carried import carried_files, zipped
from cnn.export.keras_script import keras_script
from cnn.export.plan import Plan
from cnn.export.programs import missing_for_onnx, onnx_bytes, program_bytes
from cnn.export.pytorch_script import pytorch_script
from cnn.reading.predict import Predictor
from cnn.runs.run import Run


@dataclass(frozen=True)
class Format:
    """One form of a model.

    word: what is typed. title: what people call it. about: a sentence on what it is for.
    suffix: behind the file's name. file: what it is called in the zip of everything. make: its bytes from a run.
    """

    word: str
    title: str
    about: str
    suffix: str
    file: str
    make: Callable[[Run], bytes]


def everything(run: Run) -> bytes:
    """All formats in one zip; ONNX is left out where its packages are not installed."""
    files = dict(carried_files(run))
    for form in FORMATS:
        if form.word not in ("zip", "weights") and not (form.word == "onnx" and missing_for_onnx()):
            files[form.file] = form.make(run)
    return zipped(files)


def plan_of(run: Run) -> Plan:
    """How a run was trained, as its scripts are written from."""
    record = run.record
    return Plan(record.architecture, record.config, record.normalisation)


def export(run: Run, word: str) -> bytes:
    """A run in the format of this name; raises RunError without weights, ExportError where packages are missing."""
    if not run.is_usable:
        raise RunError(f"Run {run.id} has no weights yet: wait until its first epoch is over.")
    return find_format(word).make(run)


def find_format(word: str) -> Format:
    """The format of this name; raises KeyError."""
    return {form.word: form for form in FORMATS}[word]


def file_name(run: Run, form: Format) -> str:
    """What the file is called: the id that the program gave the run, and the format's own ending."""
    return f"{run.id}{form.suffix}"


def _onnx(run: Run) -> bytes:
    return onnx_bytes(Predictor.of_run(run, "cpu"))


def _program(run: Run) -> bytes:
    return program_bytes(Predictor.of_run(run, "cpu"))


FORMATS = (
    Format(
        "zip",
        "Everything",
        "All of the below in one zip, which can be brought back here or on another machine.",
        ".zip",
        "",
        everything,
    ),
    Format(
        "weights",
        "Weights and description",
        "Safetensors with JSON: for any language, and to be brought back here.",
        ".weights.zip",
        "",
        lambda run: zipped(carried_files(run)),
    ),
    Format("onnx", "ONNX", "For ONNX Runtime, in browsers, phones and servers.", ".onnx", "model.onnx", _onnx),
    Format("torch", "PyTorch program", "For torch.export.load, without this program.", ".pt2", "model.pt2", _program),
    Format(
        "card",
        "Model card",
        "What it is, what it learned from, how good it is and how to make it again.",
        ".md",
        "README.md",
        lambda run: model_card(run).encode(),
    ),
    Format(
        "pytorch",
        "PyTorch script",
        "The training as one plain script, for a Kaggle notebook.",
        ".pytorch.py",
        "train_pytorch.py",
        lambda run: pytorch_script(plan_of(run)).encode(),
    ),
    Format(
        "keras",
        "Keras script",
        "The same for Keras.",
        ".keras.py",
        "train_keras.py",
        lambda run: keras_script(plan_of(run)).encode(),
    ),
)
