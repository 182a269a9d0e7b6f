"""What a list tells of a run, small enough that ten thousand are kept at hand."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from cnn.data.split import rows_kept_aside, split_rows
from cnn.errors import SpecError
from cnn.judging.evaluation import wilson_interval
from cnn.model.architecture import Architecture
from cnn.model.shapes import parameter_count
from cnn.runs.data import left_out_of
from cnn.runs.record import DataRecord, Kind, State, Status
from cnn.runs.run import Run, status_of
from cnn.training.config import TrainingConfig

DEFAULTS = TrainingConfig().model_dump()
WITHOUT_NETWORK: tuple[Kind, ...] = ("embedding", "experiment")


class Summary(BaseModel):
    """A run in a line.

    network: what its architecture is called. parameters: how many numbers it learns, None where no network is left.
    settings: those that are not the defaults.
    judged_rows: how many images its accuracy is of; 0 where it kept none. is_usable: whether it has weights.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: Kind
    name: str
    tags: tuple[str, ...]
    text: str
    created: str
    owner: str = ""
    preset: str | None
    network: str
    parameters: int | None
    data: DataRecord
    settings: dict[str, Any]
    judged_rows: int
    is_usable: bool
    state: State

    @property
    def status(self) -> Status:
        """The status as a reader concludes it now."""
        return status_of(self.state)

    @property
    def accuracy(self) -> float | None:
        """The share of the validation part that it reads right; None where it was not judged."""
        return self.state.validation_accuracy

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the accuracy on fresh images lies with 95 % confidence; None where it was not judged."""
        if self.accuracy is None or not self.judged_rows:
            return None
        return wilson_interval(round(self.accuracy * self.judged_rows), self.judged_rows)

    @property
    def all_settings(self) -> dict[str, Any]:
        """Every setting by name."""
        return {**DEFAULTS, **self.settings}


def summarise(run: Run) -> Summary:
    """A run as it is now; raises RunError where one of its files cannot be read."""
    record, notes = run.record, run.notes
    _ = run.wants_stop  # one whose request cannot be read is not listed either
    config = record.config.model_dump()
    return Summary(
        id=run.id,
        kind=record.kind,
        name=notes.name or record.name,
        tags=notes.tags,
        text=notes.text,
        created=record.created,
        owner=record.owner,
        preset=record.preset,
        network=record.architecture.name,
        parameters=None if record.kind in WITHOUT_NETWORK else _parameters(record.architecture),
        data=record.data,
        settings={name: value for name, value in config.items() if value != DEFAULTS[name]},
        judged_rows=_judged_rows(run),
        is_usable=run.is_usable,
        state=run.state,
    )


@lru_cache(256)
def _parameters(architecture: Architecture) -> int | None:
    """Many runs share few networks, and walking one takes three times as long as reading all that is told of a run."""
    try:
        return parameter_count(architecture)
    except SpecError:
        return None


def _judged_rows(run: Run) -> int:
    """The rows of its validation part, of a label check all of them, without those that corrections left out."""
    record = run.record
    rows, share = record.data.rows, record.config.validation_share
    left_out = left_out_of(run)
    if record.kind == "folds":
        return rows - len(left_out)
    if record.kind != "train":
        return 0
    if not left_out:
        return rows_kept_aside(rows, share)
    return len(set(split_rows(rows, share, record.config.seed)[1].tolist()) - left_out)
