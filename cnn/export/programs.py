"""The formats that other programs run: ONNX, and PyTorch's own exported program."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

import torch

from cnn.errors import ExportError
from cnn.export.standalone import Standalone, example_of
from cnn.reading.predict import Predictor

ONNX_NEEDS = ("onnx", "onnxscript")
SHAPES = {"images": {0: torch.export.Dim("count", min=1)}}


def missing_for_onnx() -> list[str]:
    """The packages that ONNX needs and that are not installed."""
    return [name for name in ONNX_NEEDS if find_spec(name) is None]


def onnx_bytes(predictor: Predictor) -> bytes:
    """An ONNX model: ``images`` float32 (N, C, H, W), 0–255 → ``probs`` (N, K); raises ExportError without packages."""
    if missing := missing_for_onnx():
        raise ExportError(
            f"ONNX needs the package{'s' * (len(missing) > 1)} {' and '.join(missing)}: install with "
            f"`.venv/bin/python -m pip install {' '.join(missing)}` and try again."
        )
    with _quiet():
        made = torch.onnx.export(
            Standalone(predictor),
            (example_of(predictor),),
            input_names=["images"],
            output_names=["probs"],
            dynamic_shapes=SHAPES,
            dynamo=True,
            verbose=False,
        )
    assert made is not None  # as with dynamo always
    content: bytes = made.model_proto.SerializeToString()
    return content


def program_bytes(predictor: Predictor) -> bytes:
    """A program of ``torch.export``, for ``torch.export.load``: the same function as the ONNX model."""
    buffer = io.BytesIO()
    with _quiet():
        program = torch.export.export(Standalone(predictor), (example_of(predictor),), dynamic_shapes=SHAPES)
        torch.export.save(program, buffer)
    return buffer.getvalue()


@contextmanager
def _quiet() -> Iterator[None]:
    """The exporters warn of their own inner workings, which nobody here can mend."""
    logger = logging.getLogger("torch.onnx")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
