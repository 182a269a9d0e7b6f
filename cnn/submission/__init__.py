"""What is handed in: a test part predicted, looked through, checked row by row, compared, and only then written."""

from __future__ import annotations

from cnn.submission.file import make_submission, read_submission, write_submission
from cnn.submission.prediction import Submission, caveat, predict_test, test_part

__all__ = [
    "Submission",
    "caveat",
    "make_submission",
    "predict_test",
    "read_submission",
    "test_part",
    "write_submission",
]
