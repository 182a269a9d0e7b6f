"""What is written about a run: each model is one file of its folder."""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from cnn.data.normalisation import Normalisation
from cnn.embedding.settings import EmbeddingSettings
from cnn.model.architecture import Architecture
from cnn.training.config import TrainingConfig
from cnn.training.events import Command
from cnn.tuning.settings import Tuning

SCHEMA = 1
Kind = Literal["train", "range_test", "folds", "embedding", "experiment"]
Stored = Literal["queued", "running", "paused", "finished", "stopped", "failed"]
Status = Literal["queued", "running", "paused", "finished", "stopped", "failed", "lost"]
ACTIVE: tuple[Status, ...] = ("queued", "running")
"""Of a run that waits for a worker or has one."""

KIND_IN_WORDS: dict[Kind, str] = {
    "train": "training",
    "range_test": "learning-rate range test",
    "folds": "label check",
    "embedding": "map (t-SNE)",
    "experiment": "experiment",
}


COMMAND: dict[Kind, str] = {
    "train": "train",
    "range_test": "range",
    "folds": "folds",
    "embedding": "map",
    "experiment": "experiment",
}
"""What each kind is asked for with in a terminal."""


class _File(BaseModel):
    # A newer release may write more than this one knows: what is unknown is passed over.
    model_config = ConfigDict(frozen=True, extra="ignore")


class DataRecord(_File):
    """On what a run is trained, enough to open it again and to know it for the same.

    rows, fingerprint: of the training part as the source holds it, before corrections and drawings.
    corrections: a digest of how its labels were corrected; empty where they were taken as they are. drawings: how many
    drawings were learned from besides. Both lie in the run's folder, since at their source they change.
    """

    source: str
    title: str
    classes: int | None = None
    class_names: tuple[str, ...]
    shape: tuple[int, int, int]
    rows: int
    fingerprint: str
    holds_competition_test: bool = False
    corrections: str = ""
    drawings: int = 0


class RunRecord(_File):
    """``run.json``: the task, written once.

    embedding: how a t-SNE map is made; None for other kinds. Its architecture only flattens: pixels are
    laid out. experiment: which of ``cnn/experiments`` it is; empty for other kinds. Its architecture is that of the
    first network that is compared. tuning: which run's networks it begins with; None for one that begins with none.
    extends: the id of the run that it goes on from, with more epochs; empty for one that begins at the beginning.
    owner: whose it is (``Visitor.owner``); empty for one that was made at the machine itself.
    """

    schema_version: Annotated[int, Field(le=SCHEMA)] = SCHEMA
    id: str
    kind: Kind = "train"
    name: str
    created: str
    preset: str | None
    architecture: Architecture
    config: TrainingConfig
    normalisation: Normalisation
    embedding: EmbeddingSettings | None = None
    experiment: str = ""
    tuning: Tuning | None = None
    extends: str = ""
    owner: str = ""
    data: DataRecord
    versions: dict[str, str]
    command: str


def versions() -> dict[str, str]:
    """What computes here, by name: two runs of one task are the same only where these are."""
    return {package: version(package) for package in ("torch", "numpy")} | {"python": sys.version.split()[0]}


class Notes(_File):
    """``notes.json``: what people change.

    name: what they call the run; that of its record where it is empty. tags: words by which they find it again.
    """

    name: str = ""
    text: str = ""
    tags: tuple[str, ...] = ()


def read_tags(text: str) -> tuple[str, ...]:
    """The tags in a text that has commas between them, each once and without needless spaces."""
    tags = (" ".join(tag.split()) for tag in text.split(","))
    return tuple(dict.fromkeys(filter(None, tags)))


class State(_File):
    """``state.json``: written by whoever holds the run, the worker as a rule.

    host, pid, process_start_s: which process that is (a pid alone may be another program's by now).
    heartbeat_s: seconds since 1970 at its last sign of life. since_s: seconds since 1970 when it took the run.
    from_queue: whether it took it from the queue, to which the run returns when that process dies. deaths: how many
    processes died at it so.
    member, epoch, step: which of its networks is being trained, from 1, and how far that one is.
    time_s, left_s: seconds of training so far and expected until the end, of all networks together.
    validation_accuracy, best_epoch: of the network being trained; in the end the accuracy of all of them together.
    suggested_learning_rate: what a range test found.
    """

    status: Stored = "queued"
    host: str = ""
    pid: Annotated[int, Field(ge=0)] = 0
    process_start_s: float = 0.0
    heartbeat_s: float = 0.0
    since_s: float = 0.0
    from_queue: bool = False
    deaths: int = 0
    device: str = ""
    member: int = 1
    epoch: int = 0
    step: int = 0
    time_s: float = 0.0
    left_s: float | None = None
    validation_accuracy: float | None = None
    best_epoch: int = 0
    suggested_learning_rate: float | None = None
    reason: str = ""


class Request(_File):
    """``request.json``: what others ask of the worker."""

    wanted: Command
