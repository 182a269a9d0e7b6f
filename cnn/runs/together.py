"""Which runs can predict together, their probabilities averaged."""

from __future__ import annotations

from collections.abc import Sequence

from cnn.errors import RunError
from cnn.runs.record import DataRecord
from cnn.runs.run import Run


def check_together(runs: Sequence[Run]) -> None:
    """Raises RunError where one is named twice, or tells other classes apart or reads pictures of another shape."""
    first = runs[0]
    for place, run in enumerate(runs):
        if run.folder in [earlier.folder for earlier in runs[:place]]:
            raise RunError(f"Run {run.id} is named twice: a network counts once in an average, so name each run once.")
        if not go_together(first.record.data, run.record.data):
            raise RunError(
                f"Run {run.id} reads {_reads(run.record.data)}, run {first.id} {_reads(first.record.data)}: only runs "
                "that tell the same classes apart in pictures of one size can be averaged."
            )


def go_together(data: DataRecord, other: DataRecord) -> bool:
    """Whether what is trained on both tells the same classes apart in pictures of one size."""
    return _task(data) == _task(other)


def _task(data: DataRecord) -> tuple[object, ...]:
    return data.shape, data.class_names


def _reads(data: DataRecord) -> str:
    channels, height, width = data.shape
    names = ", ".join(data.class_names[:3])
    more = ", …" if len(data.class_names) > 3 else ""
    return f"{len(data.class_names)} classes ({names}{more}) in pictures of {width}×{height}×{channels}"
