"""Does an experiment: trains each of its networks from each seed, and tells how each fared."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cnn.data.imageset import Images, ImageSet
from cnn.data.normalisation import Normalisation
from cnn.data.permutation import shuffle_pixels
from cnn.data.shifting import DIRECTIONS, shifted
from cnn.data.split import own_rows, split_rows
from cnn.experiments.experiment import Arm, Experiment
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.shapes import parameter_count
from cnn.model.volume import Volume
from cnn.reading.predict import Member, Predictor
from cnn.runs.heeding import retold
from cnn.training.config import TrainingConfig
from cnn.training.events import CheckpointSaved, Command, EpochFinished, Event, Finished, TrialFinished
from cnn.training.loop import train

Trials = Generator[Event, Command | None, None]

MOST_SHIFTED = 500
"""So many images are read at each shift and in each direction."""


def compare(experiment: Experiment, images: ImageSet, normalisation: Normalisation) -> Trials:
    """The events of all trainings, each with a TrialFinished behind it; a stop ends it with the trial under way.

    Seed by seed: after the first, every arm has been seen once. What was left out of a source or added to it has no
    part. Raises as ``train`` does.
    """
    number = 0
    for turn in range(experiment.seeds):
        seed = experiment.config.seed + turn
        sample = sample_of(images, experiment.rows, seed)
        for arm in experiment.arms:
            number += 1
            done = yield from Trial(experiment, arm, number, seed, sample, normalisation).run()
            if done is None or (yield done) == "stop":
                return


def sample_of(images: ImageSet, most: int, seed: int) -> ImageSet:
    """At most so many of a source's own images, drawn from ``seed``, as a set of its own."""
    rows = np.random.default_rng(seed).permutation(own_rows(images))[:most]
    return ImageSet(images.images[rows], images.known_labels[rows], images.class_names)


@dataclass(frozen=True, eq=False)
class Trial:
    """One training of an experiment, ``number`` from 1.

    Those of one seed share all that is drawn: their ``sample``, which half of it judges, the order, and where networks
    are the same also the first weights. So only what is compared differs.
    """

    experiment: Experiment
    arm: Arm
    number: int
    seed: int
    sample: ImageSet
    normalisation: Normalisation

    @property
    def config(self) -> TrainingConfig:
        """How it is trained."""
        return self.experiment.config.changed(seed=self.seed)

    @cached_property
    def architecture(self) -> Architecture:
        """What is trained."""
        return self.arm.architecture(Volume.of(self.sample.shape), len(self.sample.class_names))

    def run(self) -> Generator[Event, Command | None, TrialFinished | None]:
        """The events of the training; gives how the network fared, None where it was stopped before its time."""
        epochs: list[EpochFinished] = []
        endings: list[Finished] = []

        def tell(event: Event) -> Event | None:
            match event:
                case EpochFinished():
                    epochs.append(event)
                    return event.model_copy(update={"member": self.number, "best": False})  # nothing of it is kept
                case CheckpointSaved():
                    return None
                case Finished():
                    endings.append(event)
                    return event
            return event.model_copy(update={"member": self.number})

        images = shuffle_pixels(self.sample.images) if self.arm.is_shuffled else self.sample.images
        seen = ImageSet(images, self.sample.labels, self.sample.class_names)
        training = train(self.architecture, self.config, seen, self.normalisation)
        network = yield from retold(training, tell)
        (ending,) = endings
        if ending.stopped:
            return None
        return TrialFinished(
            trial=self.number,
            trials=self.experiment.trials,
            arm=self.arm.name,
            seed=self.seed,
            parameters=parameter_count(self.architecture),
            training_accuracies=tuple(epoch.accuracy for epoch in epochs),
            validation_accuracies=tuple(epoch.validation_accuracy or 0.0 for epoch in epochs),
            accuracy=ending.validation_accuracy or 0.0,
            shifted_accuracies=self._when_shifted(network),
        )

    def _when_shifted(self, network: Network) -> tuple[float, ...]:
        """The accuracy at each of the experiment's shifts, over all directions, on images that judge."""
        if not self.experiment.shifts_px:
            return ()
        _, held_out = split_rows(len(self.sample), self.config.validation_share, self.seed)
        judged = self.sample.take(held_out[:MOST_SHIFTED])
        predictor = Predictor((Member(network, self.normalisation),), judged.class_names)

        def accuracy(images: Images) -> float:
            return float((predictor.probs(images).argmax(1) == judged.known_labels).mean())

        def over_directions(px: int) -> float:
            moved = [shifted(judged.images, right * px, down * px) for right, down in DIRECTIONS]
            return float(np.mean([accuracy(images) for images in moved]))

        return tuple(over_directions(px) if px else accuracy(judged.images) for px in self.experiment.shifts_px)
