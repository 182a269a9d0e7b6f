"""The training loop: a generator of facts.

``for event in train(architecture, config, images)`` trains; what it yields is all anyone needs to watch it, and sending
``"stop"`` back ends it early. The generator's return value is the network with the weights that count.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch

from cnn.data.augment import Augmentation
from cnn.data.batches import Batches, as_tensor
from cnn.data.imageset import ImageSet
from cnn.data.normalisation import Normalisation
from cnn.data.split import split_rows
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.shapes import parameter_count
from cnn.training.best import Best
from cnn.training.clock import Clock
from cnn.training.config import TrainingConfig
from cnn.training.course import Command, Course
from cnn.training.device import choose_device
from cnn.training.events import Event, Finished, Started, WarmedUp
from cnn.training.fit import check_fit
from cnn.training.step import Step

Training = Generator[Event, Command | None, Network]

PROGRESS_EVERY_S = 0.25


def train(
    architecture: Architecture,
    config: TrainingConfig,
    images: ImageSet,
    normalisation: Normalisation = Normalisation(),  # noqa: B008 - frozen
    save_to: Path | None = None,
    member: int = 1,
    extra: ImageSet | None = None,
) -> Training:
    """Train on the labelled ``images``, of which ``config`` keeps a part for validation, and on all of ``extra``.

    The weights that count are those of the best epoch on the validation part, or the last ones without one; they are
    saved at ``save_to`` whenever they get better. ``member`` tells the networks of one run apart: they share the
    validation part and differ in everything random. Raises DataError without labels, SpecError for an architecture that
    does not fit, ConfigError for settings that do not or a device that is not there, and TrainingError when memory does
    not suffice or the loss is no longer a number (the last good weights are saved before).
    """
    device = choose_device(config.device)
    if config.dropout is not None:
        architecture = architecture.with_dropout(config.dropout)
    check_fit(architecture, config, images)
    seed = member_seed(config.seed, member)
    batches, held_out = _divide(images, extra, config, seed, normalisation, device)
    network = Network(architecture, seed).to(device)
    best = Best(save_to, config.judged_by)
    best.remember(network)

    with Step(network, config, batches) as learn:
        answer = yield Started(
            member=member,
            device=device.type,
            precision=str(learn.numbers).removeprefix("torch."),
            parts=len(learn.parts),
            parameters=parameter_count(architecture),
            training_rows=len(batches.rows),
            validation_rows=len(held_out),
            epochs=config.epochs,
            steps_per_epoch=len(batches),
        )
        warm_up = learn.warm_up()
        if warm_up:
            answer = (yield WarmedUp(member=member, **asdict(warm_up))) or answer
        clock = Clock(PROGRESS_EVERY_S)
        course = Course(config, member, seed, network, batches, held_out, learn, best, clock, stops=answer == "stop")
        yield from course.run()
        duration_s = clock.time_s

    best.restore(network)
    is_cut_short = course.step < course.steps
    yield Finished(
        duration_s=duration_s,
        warm_up_s=warm_up.time_s if warm_up else 0.0,
        stopped=is_cut_short and course.improves,
        stopped_early=is_cut_short and not course.improves,
        best_epoch=best.epoch,
        validation_accuracy=best.score.accuracy if best.score else None,
        parameters=parameter_count(architecture),
    )
    return network.eval()


def member_seed(seed: int, member: int) -> int:
    """The seed of everything random in a run's ``member`` (from 1) but the split; the first has the run's own."""
    return seed if member == 1 else int(np.random.SeedSequence((seed, member)).generate_state(1)[0])


def _divide(
    images: ImageSet,
    extra: ImageSet | None,
    config: TrainingConfig,
    seed: int,
    normalisation: Normalisation,
    device: torch.device,
) -> tuple[Batches, torch.Tensor]:
    """The batches to learn from and the rows kept for validation, over one tensor of all images."""
    training_rows, validation_rows = split_rows(len(images), config.validation_share, config.seed)
    pixels, labels = as_tensor(images.images, device), as_tensor(images.known_labels, device)
    if extra is not None:
        pixels = torch.cat((pixels, as_tensor(extra.images, device)))
        labels = torch.cat((labels, as_tensor(extra.known_labels, device)))
        training_rows = np.concatenate((training_rows, np.arange(len(images), len(pixels))))
    rows = torch.from_numpy(training_rows).to(device)
    batches = Batches(pixels, labels, rows, config.batch_size, seed, normalisation, Augmentation.of(config))
    return batches, torch.from_numpy(validation_rows).to(device)
