"""A model card: on one page what a network is, what it learned from, how good it is and how to make it again."""

from __future__ import annotations

from collections.abc import Iterator

from cnn.model.layers import describe
from cnn.model.shapes import walk
from cnn.runs.predictions import load_predictions
from cnn.runs.run import Run
from cnn.training.config import TrainingConfig

ANSWERS = """\
import numpy as np
import onnxruntime

session = onnxruntime.InferenceSession("model.onnx")
images = np.zeros((1, {depth}, {height}, {width}), np.float32)  # pixels from 0, ground, to 255, ink
(probs,) = session.run(None, {{"images": images}})\
"""


def model_card(run: Run) -> str:
    """The card as Markdown; every fact is read from the run's folder."""
    return "\n".join(_lines(run)) + "\n"


def _lines(run: Run) -> Iterator[str]:
    record = run.record
    config, data, volume = record.config, record.data, record.architecture.input
    steps = walk(record.architecture)
    several = f"{len(run.member_weights)} networks, averaged; each of " if len(run.member_weights) > 1 else ""
    yield f"# {_plain(run.name)}"
    yield ""
    yield f"A convolutional network that tells {len(data.class_names)} classes apart: {', '.join(data.class_names)}."
    yield ""
    yield "## What it is"
    yield ""
    yield f"{several}{sum(step.parameters for step in steps):,} parameters, for pictures of {volume}."
    yield ""
    yield from (f"{step.place}. {describe(step.layer)} → {step.after}" for step in steps)
    yield ""
    yield "## What it learned from"
    yield ""
    yield f"- {_plain(data.title)}: {data.rows:,} labelled images, fingerprint `{data.fingerprint}`"
    if data.corrections:
        yield f"- with corrected labels (digest `{data.corrections}`)"
    if data.drawings:
        yield f"- and {data.drawings:,} drawings of one's own"
    if record.tuning:
        yield f"- begun with the networks of run {record.tuning.parent}, then taught the drawings among old images"
    if data.holds_competition_test:
        yield "- it holds the competition's test digits, so a score there would not be honest"
    yield f"- seed {config.seed}, {config.validation_share:.0%} of the images kept aside to judge it"
    yield ""
    yield "## How good it is"
    yield ""
    yield _judged(run)
    yield ""
    yield "## How it was trained"
    yield ""
    usual = TrainingConfig().model_dump()
    yield from (f"- {name}: {value}" for name, value in config.model_dump().items() if value != usual[name])
    yield f"- trained on {run.state.device or 'an unknown device'} in {run.state.time_s:.0f} s, {record.created}"
    yield f"- {', '.join(f'{name} {version}' for name, version in record.versions.items())}"
    yield ""
    yield "To make it again:"
    yield ""
    yield f"    {record.command}"
    yield ""
    yield "## How to ask it"
    yield ""
    yield f"Pixels are bytes, ink light on dark; what is divided and averaged is part of the model. {_files(run)}"
    yield ""
    code = ANSWERS.format(depth=volume.depth, height=volume.height, width=volume.width)
    yield from (f"    {line}".rstrip() for line in code.splitlines())


def _judged(run: Run) -> str:
    if not run.predictions.is_file():
        return "It was trained on every image, so nothing here says how good it is: no image was kept aside."
    evaluation = load_predictions(run.predictions, run.record.data.class_names)
    low, high = evaluation.interval
    return (
        f"{evaluation.accuracy:.2%} of {len(evaluation.labels):,} validation images right (95 % interval {low:.2%} to "
        f"{high:.2%}). The epoch was chosen on these same images, which flatters it slightly."
    )


def _files(run: Run) -> str:
    views = run.record.config.views
    looks = f" It looks at {views} views of each picture." if views > 1 else ""
    precision = run.record.config.precision
    exactly = "the same" if precision == "float32" else f"the same in float32 (the run predicts in `{precision}`)"
    return f"`model.onnx` and `model.pt2` give {exactly}; `model.safetensors` has the weights alone.{looks}"


def _plain(text: str) -> str:
    """A name on one line, without what Markdown or HTML would read as more than text."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#|!&" else letter for letter in " ".join(text.split()))
