"""The competition's file: made, and checked row by row before it is written or believed."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import numpy.typing as npt

from cnn.errors import SubmissionError
from cnn.files import write_bytes

HEADER = ["ImageId", "Label"]
Answers = npt.NDArray[np.int64]


def make_submission(answers: Answers) -> bytes:
    """``submission.csv`` for digits (N,) in the order of the test rows: ids from 1, one row an image."""
    lines = [",".join(HEADER), *(f"{number},{digit}" for number, digit in enumerate(answers.tolist(), 1))]
    return ("\n".join(lines) + "\n").encode()


def read_submission(content: bytes, rows: int, classes: int = 10) -> Answers:
    """The answers int64 (N,) of a submission; raises SubmissionError naming the first line that would not be accepted.

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
    allowed = {str(label): label for label in range(classes)}
    for number, row in enumerate(table[1:], 1):
        if len(row) != 2 or row[0] != str(number) or row[1] not in allowed:
            raise SubmissionError(
                f"Line {number + 1} of the submission is {','.join(row)!r}; expected the id {number} and a label "
                f"from 0 to {classes - 1}."
            )
    return np.array([allowed[label] for _, label in table[1:]], np.int64)


def write_submission(path: Path, content: bytes) -> None:
    """Put a checked file at ``path``; raises SubmissionError where it cannot be written."""
    try:
        write_bytes(path, content)
    except OSError as error:
        raise SubmissionError(f"{path} cannot be written: {error.strerror}; choose another place.") from error
