"""The competition's file: made, checked row by row, and only then written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from cnn.data.imageset import Dataset, ImageSet
from cnn.errors import DataError, SubmissionError
from cnn.files import write_bytes
from cnn.runs.record import DataRecord

if TYPE_CHECKING:  # importing it loads PyTorch, which a page that only looks at the test part can do without
    from cnn.predict import Predictor, Tell

HEADER = ["ImageId", "Label"]


@dataclass(frozen=True, eq=False)
class Submission:
    """Predictions of a test part and the checked file they make.

    probs: float32 (N, K). content: the bytes of ``submission.csv``.
    """

    probs: npt.NDArray[np.float32]
    content: bytes

    @property
    def predicted(self) -> npt.NDArray[np.int64]:
        """int64 (N,): the predicted label of each test image."""
        return self.probs.argmax(1).astype(np.int64)


def predict_test(predictor: Predictor, dataset: Dataset, tell: Tell = lambda share: None) -> Submission:
    """Predict the test part of ``dataset`` and check the file; ``tell`` hears the share done, 0 to 1.

    Raises DataError where there is no test part or it does not fit the network.
    """
    images = test_part(dataset)
    probs = predictor.probs(images.images, tell)
    content = make_submission(probs.argmax(1).astype(np.int64))
    check_submission(content, len(images), len(predictor.class_names))
    return Submission(probs, content)


def test_part(dataset: Dataset) -> ImageSet:
    """The images to predict: the test part, or a file without labels opened by itself; raises DataError without."""
    if dataset.test is not None:
        return dataset.test
    if dataset.train.labels is None:
        return dataset.train
    raise DataError(
        f"{dataset.title} has no test part to predict: give a source that has one, such as the zip with test.csv."
    )


def caveat(trained_on: Iterable[DataRecord]) -> str:
    """Why a score of runs trained on these data would not be honest; empty where it would."""
    for data in trained_on:
        if data.holds_competition_test:
            return (
                f"This prediction comes from training on {data.title}, which contains the competition's test digits: "
                "its score there would not be honest. Train on the competition's own train.csv to compete."
            )
    return ""


def make_submission(predicted: npt.NDArray[np.int64]) -> bytes:
    """``submission.csv`` for predicted digits (N,) in the order of the test rows: ids from 1, one row an image."""
    lines = [",".join(HEADER), *(f"{number},{digit}" for number, digit in enumerate(predicted.tolist(), 1))]
    return ("\n".join(lines) + "\n").encode()


def check_submission(content: bytes, rows: int, classes: int = 10) -> None:
    """Raises SubmissionError naming the first line that the competition would not accept.

    rows: how many test images there are. classes: labels run from 0 to one less.
    """
    try:
        table = list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))
    except (UnicodeDecodeError, csv.Error) as error:
        raise SubmissionError(f"The submission is no CSV in UTF-8: {error}.") from error
    if not table or table[0] != HEADER:
        found = ",".join(table[0]) if table else "nothing"
        raise SubmissionError(f"Line 1 of the submission is {found!r}; the competition expects {','.join(HEADER)!r}.")
    if len(table) - 1 != rows:
        raise SubmissionError(
            f"The submission has {len(table) - 1:,} rows, the test part {rows:,}: one row an image is expected."
        )
    allowed = {str(label) for label in range(classes)}
    for number, row in enumerate(table[1:], 1):
        if len(row) != 2 or row[0] != str(number) or row[1] not in allowed:
            raise SubmissionError(
                f"Line {number + 1} of the submission is {','.join(row)!r}; expected the id {number} and a label "
                f"from 0 to {classes - 1}."
            )


def write_submission(path: Path, content: bytes) -> None:
    """Put a checked submission at ``path``; raises SubmissionError where it cannot be written."""
    try:
        write_bytes(path, content)
    except OSError as error:
        raise SubmissionError(
            f"{path} cannot be written: {error.strerror}; choose another place with --out."
        ) from error
