"""More epochs for a finished run: a run of its own that goes on where the other ended."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from cnn.errors import RunError
from cnn.runs.allowance import check_run
from cnn.runs.checkpoints import Checkpoint, Checkpoints
from cnn.runs.creation import command_for
from cnn.runs.data import CORRECTIONS_FILE, DRAWINGS_FILE
from cnn.runs.record import State, Status
from cnn.runs.resuming import keeps_checkpoints
from cnn.runs.run import Run
from cnn.runs.store import RunStore, new_id
from cnn.training.config import TrainingConfig
from cnn.training.schedules import learning_rate
from cnn.visitor import present

PLANNED = {"cosine": "a cosine", "one_cycle": "one cycle"}
"""Schedules that are planned for all epochs from the start, in words."""


def can_extend(run: Run, status: Status) -> bool:
    """Whether more epochs can follow: a training of one network that has finished and kept its last state."""
    return (
        status == "finished"
        and keeps_checkpoints(run)
        and run.record.config.members == 1
        and bool(run.checkpoints.places())
    )


def extend(store: RunStore, parent: Run, epochs: int, state: State = State()) -> Run:  # noqa: B008 - frozen
    """Write a run that goes on from the end of ``parent`` until ``epochs`` are over, queued unless ``state`` says else.

    It begins with the parent's last weights, optimizer and course, and is told with it. Where the schedule does not
    depend on how many epochs there are, it ends with the weights that a training of ``epochs`` would have had from the
    start; else see ``warning``. Where patience had run out it is counted anew.

    Raises RunError for a run that cannot be extended, or to no more than it has; ConfigError for too many epochs;
    VisitorError where a visitor may not have another run.
    """
    last = _last_of(parent)
    done = last.plain["training"]["epoch"]
    if epochs <= done:
        raise RunError(f"Run {parent.id} ended after epoch {done}: give more than that as the epochs in all.")
    check_run(store)
    record = parent.record.model_copy(
        update={
            "id": new_id(),
            "name": parent.name,
            "created": datetime.now().isoformat(timespec="seconds"),
            "config": parent.record.config.changed(epochs=epochs),
            "extends": parent.id,
            "owner": present().owner,
            "command": command_for(store, ["extend", parent.id], {"epochs": epochs}),
        }
    )
    return store.add(record, state, lambda folder: _fill(folder, parent, last))


def warning(parent: Run, epochs: int) -> str:
    """What a person should know before: where the learning rate jumps, and what that means; empty where it does not.

    Raises RunError for a run that cannot be extended.
    """
    config = parent.record.config
    if config.schedule not in PLANNED:
        return ""
    training = _last_of(parent).plain["training"]
    step, each = training["step"], training["step"] // training["epoch"]
    longer = config.model_copy(update={"epochs": epochs})
    return (
        f"The learning rate follows {PLANNED[config.schedule]} that is planned for all epochs: it ended at "
        f"{_rate(config, step - 1, each):.2g} and goes on at {_rate(longer, step, each):.2g}, where a plan for "
        f"{epochs} epochs is by then. The weights will not be those of {epochs} epochs from the start."
    )


def _rate(config: TrainingConfig, step: int, steps_per_epoch: int) -> float:
    return learning_rate(config, step, config.epochs * steps_per_epoch, steps_per_epoch)


def _last_of(parent: Run) -> Checkpoint:
    last = parent.checkpoints.latest() if can_extend(parent, parent.status) else None
    if last is None:
        raise RunError(
            f"Run {parent.id} cannot be extended: it takes a training of one network that has finished and whose last "
            "state was kept. Start a new run with more epochs."
        )
    return last


def _fill(folder: Path, parent: Run, last: Checkpoint) -> None:
    """Put the parent's files into the folder, as far as they tell of the course that goes on."""
    for name in (CORRECTIONS_FILE, DRAWINGS_FILE):
        if (parent.folder / name).exists():
            shutil.copyfile(parent.folder / name, folder / name)
    told = parent.log.path.read_bytes()[: last.plain["log_bytes"]]
    (folder / parent.log.path.name).write_bytes(told)
    Checkpoints(folder / parent.checkpoints.folder.name).write(_with_patience(last))


def _with_patience(last: Checkpoint) -> Checkpoint:
    """The same where it still improved; else as if it had just improved, or it would end at once."""
    training = last.plain["training"]
    if training["improves"]:
        return last
    anew = {**training, "improves": True, "patience": {**training["patience"], "waited": 0}}
    return Checkpoint({**last.plain, "training": anew}, last.arrays)
