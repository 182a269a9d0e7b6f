"""What training says: frozen, typed facts. The terminal prints them, the worker logs them, a test collects them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from cnn.training.breaks import Paused, Resumed
from cnn.training.fact import Fact


class Started(Fact):
    """Training begins: what is trained, on what.

    member: which network of the run, from 1. precision: the numbers it is computed in.
    parts: how many threads compute a batch side by side. processes: how many train together, each a slice of a batch.
    """

    kind: Literal["started"] = "started"
    member: int = 1
    device: str
    precision: str = "float32"
    parts: int = 1
    processes: int = 1
    parameters: int
    training_rows: int
    validation_rows: int
    epochs: int
    steps_per_epoch: int


class WarmedUp(Fact):
    """What a GPU needs before training is done: libraries are loaded, the step is recorded.

    time_s: how long it took; no part of the training's time.
    replays: whether steps are replayed from the recording; otherwise they are taken one operation at a time, which is
    slower, and ``why_not`` says why.
    """

    kind: Literal["warmed_up"] = "warmed_up"
    member: int = 1
    time_s: float
    replays: bool
    why_not: str = ""


class Progress(Fact):
    """Where it stands; comes by the clock, about four times a second, so that watching costs nothing.

    loss, accuracy: over the epoch so far, on the training rows with dropout and augmentation on.
    time_s, left_s: seconds of training so far, and expected until the end.
    """

    kind: Literal["progress"] = "progress"
    member: int = 1
    epoch: int
    step: int
    loss: float
    accuracy: float
    learning_rate: float
    images_per_s: float
    time_s: float
    left_s: float


class EpochFinished(Fact):
    """An epoch is over; the validation figures are None where there is no validation part."""

    kind: Literal["epoch_finished"] = "epoch_finished"
    member: int = 1
    epoch: int
    step: int
    loss: float
    accuracy: float
    validation_loss: float | None
    validation_accuracy: float | None
    learning_rate: float
    time_s: float
    best: bool


class CheckpointSaved(Fact):
    """The weights of this epoch are on disk and usable."""

    kind: Literal["checkpoint_saved"] = "checkpoint_saved"
    member: int = 1
    epoch: int


class MemoryShort(Fact):
    """Memory did not suffice: batches are computed in ``pieces`` from now on, their gradients added up.

    The step stays the same: what is halved is how many images are computed at once.
    """

    kind: Literal["memory_short"] = "memory_short"
    member: int = 1
    epoch: int
    step: int
    pieces: int
    images_at_once: int


class Finished(Fact):
    """Training ended well: all epochs done, patience run out, or stopped when asked.

    duration_s: seconds from the first batch to the last, validation included; start-up, loading and warm-up not.
    warm_up_s: seconds of warm-up; 0 where none was needed.
    stopped: whether someone asked. stopped_early: whether it no longer improved, as the settings say.
    best_epoch: the epoch whose weights were kept; 0 where none was finished.
    """

    kind: Literal["finished"] = "finished"
    run: str = ""
    duration_s: float
    warm_up_s: float = 0.0
    stopped: bool
    stopped_early: bool = False
    best_epoch: int
    validation_accuracy: float | None
    parameters: int


class RangePoint(Fact):
    """One step of a learning-rate range test.

    step, steps: which one, from 1, and how many are planned. loss: of its batch, with dropout and augmentation on.
    smoothed_loss: over the steps so far, see ``training/range_curve.py``.
    """

    kind: Literal["range_point"] = "range_point"
    step: int
    steps: int
    learning_rate: float
    loss: float
    smoothed_loss: float
    time_s: float


class RangeTested(Fact):
    """A learning-rate range test ended well: the loss exploded, the highest rate was reached, or stopped when asked.

    suggested_learning_rate: a peak rate, of two digits; None where it was stopped. lowest_loss_rate: where the smoothed
    loss was lowest. diverged: whether the loss exploded. duration_s: seconds from the first batch to the last.
    """

    kind: Literal["range_tested"] = "range_tested"
    run: str = ""
    suggested_learning_rate: float | None
    lowest_loss_rate: float
    diverged: bool
    stopped: bool
    duration_s: float


class FoldRead(Fact):
    """The network that learned from all folds but one has read that one.

    images: how many are in the fold. hits: how many of them it read as they are labelled.
    """

    kind: Literal["fold_read"] = "fold_read"
    fold: int
    folds: int
    images: int
    hits: int


class TrialFinished(Fact):
    """One training of an experiment is over.

    trial, trials: which one, from 1, and how many there will be. arm: which of the things compared was trained.
    parameters: how many numbers it learned. training_accuracies, validation_accuracies: after each epoch.
    accuracy: on the validation part, of the best epoch. shifted_accuracies: on moved images, where they are asked.
    """

    kind: Literal["trial_finished"] = "trial_finished"
    trial: int
    trials: int
    arm: str
    seed: int
    parameters: int
    training_accuracies: tuple[float, ...]
    validation_accuracies: tuple[float, ...]
    accuracy: float
    shifted_accuracies: tuple[float, ...] = ()


class LayoutProgress(Fact):
    """How far a t-SNE map is; the points as they lie just now are on disk.

    step, steps: how often all points were moved, and how often they will be. divergence: how far they are from having
    the right neighbours, 0 at best. time_s: since the first move.
    """

    kind: Literal["layout_progress"] = "layout_progress"
    step: int
    steps: int
    divergence: float
    time_s: float


class LaidOut(Fact):
    """A t-SNE map is done, or was stopped when asked and is as far as it came; its points are on disk."""

    kind: Literal["laid_out"] = "laid_out"
    run: str = ""
    images: int
    steps: int
    divergence: float
    stopped: bool
    duration_s: float


class Tuned(Fact):
    """What tuning on drawings changed, before it is decided whether the tuned network is kept.

    rows: old validation images, of which hits_before were read right, and hits_after are now; won, lost: how many
    became right, and wrong. low, high: where that change of accuracy, a fraction, lies with 95 % confidence.
    most_lost_points: by how much it may fall. learned, held_out: drawings that were learned from and that were not, and
    how many of them were read right before and are now.
    """

    kind: Literal["tuned"] = "tuned"
    rows: int
    hits_before: int
    hits_after: int
    won: int
    lost: int
    low: float
    high: float
    most_lost_points: float
    learned: int
    learned_before: int
    learned_after: int
    held_out: int
    held_out_before: int
    held_out_after: int

    @property
    def difference(self) -> float:
        """By how much the accuracy on the old images rose, a fraction; negative where it fell."""
        return (self.hits_after - self.hits_before) / self.rows

    @property
    def is_accepted(self) -> bool:
        """Whether it has not fallen by more than it may."""
        return 100 * (self.hits_before - self.hits_after) <= self.most_lost_points * self.rows + 1e-9


class Failed(Fact):
    """Training could not go on, and why, in a sentence."""

    kind: Literal["failed"] = "failed"
    run: str = ""
    reason: str


Event = Annotated[
    Started
    | WarmedUp
    | Progress
    | EpochFinished
    | CheckpointSaved
    | MemoryShort
    | Finished
    | Paused
    | Resumed
    | RangePoint
    | RangeTested
    | FoldRead
    | TrialFinished
    | LayoutProgress
    | LaidOut
    | Tuned
    | Failed,
    Field(discriminator="kind"),
]
Command = Literal["stop", "pause"]
"""What may be answered to an event."""

_EVENT: TypeAdapter[Event] = TypeAdapter(Event)


def parse_event(record: dict[str, Any]) -> Event:
    """An event from what was logged; raises pydantic's ValidationError for a kind it does not know."""
    return _EVENT.validate_python(record)
