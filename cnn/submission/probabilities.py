"""All that networks said of a test part, as a table that any program reads."""

from __future__ import annotations

import io

import numpy as np

from cnn.submission.prediction import Submission


def make_probabilities(submission: Submission) -> bytes:
    """A CSV ``ImageId,p0,…,answer,corrected``, one line a test image.

    p0 to the last: the probability of each class, as the networks gave it. answer: what is handed in.
    corrected: 1 where a person gave that answer and the networks another, else 0.
    """
    import pyarrow as pa
    from pyarrow import csv

    rows, classes = submission.probs.shape
    columns = {"ImageId": np.arange(1, rows + 1)}
    columns |= {f"p{label}": np.ascontiguousarray(submission.probs[:, label]) for label in range(classes)}
    columns |= {"answer": submission.answers, "corrected": submission.corrected.astype(np.int64)}
    table = io.BytesIO(",".join(columns).encode() + b"\n")
    table.seek(0, io.SEEK_END)
    csv.write_csv(pa.table(columns), table, csv.WriteOptions(include_header=False))
    return table.getvalue()
