"""From a finished run and the drawings that are kept to a run that tunes the one on the others."""

from __future__ import annotations

from cnn.data.corrections import without_corrections
from cnn.data.imageset import ADDED, DRAWINGS, Dataset
from cnn.errors import DataError, RunError
from cnn.runs.creation import create_run
from cnn.runs.record import State
from cnn.runs.run import Run
from cnn.runs.store import RunStore
from cnn.training.config import TrainingConfig
from cnn.training.settings.augmentation import AugmentationSettings
from cnn.tuning.settings import Tuning, TuningSettings

SMALL_CHANGES = {"shift_px": 1.25, "rotation_deg": 6.0, "zoom": 0.06}
"""For networks trained without augmentation: a few drawings would be learned by heart."""


def source_for(parent: Run) -> str:
    """What opens the data that a tuning of this run needs: its own, with the drawings.

    Raises RunError for a run that cannot be tuned.
    """
    data = parent.record.data
    if not parent.is_usable:
        raise RunError(f"Run {parent.id} has no network yet: wait until it has finished an epoch.")
    if not parent.record.config.validation_share:
        raise RunError(
            f"{parent.name} kept no images aside, so nothing could show what it forgets: tune a run that has a "
            "validation part."
        )
    if data.source == DRAWINGS:
        raise RunError(f"{parent.name} was trained on drawings alone: train it again on all that there are by now.")
    return f"{data.source.removesuffix(ADDED)}{ADDED}"


def create_tuning(
    store: RunStore,
    parent: Run,
    dataset: Dataset,
    settings: TuningSettings = TuningSettings(),  # noqa: B008 - frozen
    state: State = State(),  # noqa: B008 - frozen
) -> Run:
    """Write a run that tunes ``parent``, queued unless ``state`` says that it is held.

    dataset: what ``source_for`` opens. Raises RunError for a run that cannot be tuned, DataError where the data is no
    longer that of its training or there are no drawings of its classes.
    """
    record, images = parent.record, dataset.train
    source_for(parent)
    if images.own_fingerprint != record.data.fingerprint:
        raise DataError(
            f"{parent.name} was trained on {record.data.title}, and {dataset.title} holds other images by now: put the "
            "old file back, since without it nothing could show what it forgets."
        )
    if not images.added:
        raise DataError("There are no drawings of its classes to learn from: draw under Draw, and keep what you drew.")
    if not record.data.corrections:
        dataset = without_corrections(dataset)
    return create_run(
        store,
        dataset,
        record.architecture,
        tuned_config(record.config, len(parent.member_weights), settings),
        classes=record.data.classes,
        name=f"{parent.name}, taught my hand",
        normalisation=record.normalisation,
        tuning=Tuning(parent=parent.id, **settings.model_dump()),
        state=state,
    )


def tuned_config(config: TrainingConfig, members: int, settings: TuningSettings) -> TrainingConfig:
    """How a network that was trained by ``config`` goes on: gently, on the same division of the rows."""
    is_augmented = any(getattr(config, name) for name in AugmentationSettings.model_fields)
    return config.changed(
        **({} if is_augmented else SMALL_CHANGES),
        members=members,
        epochs=settings.epochs,
        learning_rate=settings.learning_rate,
        optimizer="adamw",
        schedule="one_cycle",
        warmup_epochs=0,
        average_decay=0,
        patience=0,
    )
