"""Reads every labelled image with a network that did not learn from it: one network a fold, trained on the others."""

from __future__ import annotations

from collections.abc import Generator, Iterator

import numpy as np

from cnn.data.imageset import ImageSet
from cnn.data.normalisation import Normalisation
from cnn.data.split import own_rows
from cnn.judging.evaluation import Evaluation
from cnn.labels.folding import deal
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.reading.predict import Member, Predictor
from cnn.runs.heeding import heeding, retold
from cnn.runs.predictions import save_predictions
from cnn.runs.run import Run
from cnn.runs.story import Story
from cnn.training.config import TrainingConfig
from cnn.training.events import CheckpointSaved, Command, EpochFinished, Event, Finished, FoldRead, Started
from cnn.training.loop import Training, train

Reading = Generator[Event, Command | None, Evaluation | None]


def read_by_others(run: Run, images: ImageSet) -> Iterator[Event]:
    """The events of all folds; the last one comes when the probabilities of every image are on disk.

    None of the networks is kept. A stop leaves nothing: half of the rows would look like a check of all labels.
    """
    record, story = run.record, Story(run.record.config.members)
    reading = out_of_fold(record.architecture, record.config, images, record.normalisation)
    evaluation = yield from heeding(run, retold(reading, story.told))
    if evaluation is not None:
        save_predictions(run.predictions, evaluation)
    yield story.ending(run.id, None if evaluation is None else evaluation.accuracy)


def out_of_fold(
    architecture: Architecture,
    config: TrainingConfig,
    images: ImageSet,
    normalisation: Normalisation = Normalisation(),  # noqa: B008 - frozen
) -> Reading:
    """Train one network a fold, as many as ``members``, and ask each about the fold it did not learn from.

    Settings are those of ``in_folds``. What was left out of a source is neither learned from nor asked about, what was
    added to it is learned from in every fold. Gives the probabilities of all other images, or None where it was stopped
    before. Raises as ``train`` does.
    """
    folds, rows = config.members, own_rows(images)
    labels = images.known_labels[rows]
    fold_of = deal(labels, folds, config.seed)
    probs = np.empty((len(rows), len(images.class_names)), np.float32)
    for fold in range(folds):
        asked = fold_of == fold
        learned = images.take(np.setdiff1d(np.arange(len(images)), np.union1d(rows[asked], images.left_out)))
        training = train(architecture, config, learned, normalisation, member=fold + 1)
        network = yield from _whole(training, int(asked.sum()))
        if network is None:
            return None
        predictor = Predictor((Member(network, normalisation, config.views, config.precision),), images.class_names)
        probs[asked] = predictor.probs(images.images[rows[asked]])
        hits = int((probs[asked].argmax(1) == labels[asked]).sum())
        yield FoldRead(fold=fold + 1, folds=folds, images=int(asked.sum()), hits=hits)
    return Evaluation(labels, probs, rows, images.class_names)


def _whole(training: Training, asked: int) -> Generator[Event, Command | None, Network | None]:
    """The network of a whole training, None of one that was stopped; ``asked`` images will be asked of it."""
    stopped = False

    def tell(event: Event) -> Event | None:
        nonlocal stopped
        match event:
            case Started():
                return event.model_copy(update={"validation_rows": asked})
            case EpochFinished():
                return event.model_copy(update={"best": False})
            case CheckpointSaved():
                return None  # there is none: the network is asked and forgotten
            case Finished():
                stopped = event.stopped
        return event

    network = yield from retold(training, tell)
    return None if stopped else network
