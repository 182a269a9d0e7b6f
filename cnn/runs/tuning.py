"""Tunes the networks of another run on drawings, and keeps them only where they have not forgotten too much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import torch

from cnn.data.imageset import ImageSet, Rows
from cnn.errors import RunError, TrainingError
from cnn.judging.evaluation import Evaluation
from cnn.labels.worth import compare
from cnn.reading.predict import Member, Predictor, member_of
from cnn.runs.data import drawings_of
from cnn.runs.heeding import heeding, retold
from cnn.runs.predictions import save_predictions
from cnn.runs.run import Run
from cnn.runs.store import RunStore
from cnn.runs.story import Story
from cnn.training.checkpoint import copy_weights, save_weights
from cnn.training.config import TrainingConfig
from cnn.training.events import Event, Tuned
from cnn.training.loop import Training, learn
from cnn.training.preparation import prepare
from cnn.tuning.mixture import Mixture, mix
from cnn.tuning.settings import Tuning
from cnn.tuning.words import refusal


def tune_members(run: Run, images: ImageSet) -> Iterator[Event]:
    """The events of the whole tuning; the last one comes when networks and predictions are on disk.

    images: the source of the run it begins with, with drawings at its end. A stop ends it with what was learned so far,
    and so does a pause: it is too short to be gone on with. Nothing is written before the old images were judged.
    Raises TrainingError where too many of them are read wrong now, RunError where the run it begins with is gone.
    """
    record, tuning = run.record, _tuning(run)
    parent = RunStore(run.folder.parent).get(tuning.parent)
    mixture = mix(images, record.config, tuning.replay, drawings_of(parent))
    old = Predictor.of_run(parent, record.config.device)
    before = Reading.of(old, images, mixture)
    story, networks = Story(len(old.members)), []
    for number, member in enumerate(old.members, 1):
        training = _tuned(member, record.config, images, mixture.shown, number)
        networks.append((yield from heeding(run, retold(training, story.told), pauses=False)))
        if run.wanted:
            break
    new = Predictor(tuple(member_of(record, network) for network in networks), old.class_names)
    after = Reading.of(new, images, mixture)
    tuned = _held_against(before, after, images, mixture, tuning)
    yield tuned
    if not tuned.is_accepted:
        raise TrainingError(refusal(tuned))
    for number, network in enumerate(networks, 1):
        save_weights(run.weights_of(number), copy_weights(network))
    save_predictions(run.predictions, after.validation)
    yield story.ending(run.id, after.validation.accuracy)


@dataclass(frozen=True, eq=False)
class Reading:
    """What networks read in the old validation images, and how many drawings of each part they read right."""

    validation: Evaluation
    learned: int
    held_out: int

    @classmethod
    def of(cls, predictor: Predictor, images: ImageSet, mixture: Mixture) -> Reading:
        """Ask networks about all that they are judged on."""

        def read(rows: Rows) -> Evaluation:
            probs = predictor.probs(images.images[rows])
            return Evaluation(images.known_labels[rows], probs, rows, images.class_names)

        return cls(read(mixture.validation), read(mixture.learned).hits, read(mixture.held_out).hits)


def _tuned(member: Member, config: TrainingConfig, images: ImageSet, shown: Rows, number: int) -> Training:
    """Train a copy of a network on the rows ``shown``, to the end: nothing is kept back to choose an epoch by."""
    start = prepare(member.network.architecture, config, images, member.normalisation, number)
    start.network.load_state_dict(member.network.state_dict())
    rows = torch.from_numpy(shown).to(start.batches.rows.device)
    return learn(replace(start, batches=replace(start.batches, rows=rows), held_out=start.held_out[:0]))


def _held_against(before: Reading, after: Reading, images: ImageSet, mixture: Mixture, tuning: Tuning) -> Tuned:
    pair = compare(before.validation, after.validation, images.known_labels)
    low, high = pair.interval
    return Tuned(
        rows=pair.rows,
        hits_before=pair.without_hits,
        hits_after=pair.with_hits,
        won=pair.won,
        lost=pair.lost,
        low=low,
        high=high,
        most_lost_points=tuning.most_lost_points,
        learned=len(mixture.learned),
        learned_before=before.learned,
        learned_after=after.learned,
        held_out=len(mixture.held_out),
        held_out_before=before.held_out,
        held_out_after=after.held_out,
    )


def _tuning(run: Run) -> Tuning:
    if run.record.tuning is None:
        raise RunError(f"run.json of run {run.id} does not say which run it tunes: start a new one.")
    return run.record.tuning
