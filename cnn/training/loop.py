"""The training loop: a generator of facts.

``for event in train(architecture, config, images)`` trains; what it yields is all anyone needs to watch it, and sending
``"stop"`` back ends it early. The generator's return value is the network with the weights that count.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import asdict
from pathlib import Path
from typing import Literal

import numpy as np
import torch

from cnn.data.augment import Augmentation
from cnn.data.batches import Batches, as_tensor, step_seed
from cnn.data.imageset import ImageSet
from cnn.data.normalisation import Normalisation
from cnn.data.split import split_rows
from cnn.errors import TrainingError
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.shapes import parameter_count
from cnn.training.best import Best, EarlyStopping, Score
from cnn.training.checkpoint import are_finite
from cnn.training.clock import Clock
from cnn.training.config import TrainingConfig
from cnn.training.device import choose_device
from cnn.training.events import (
    CheckpointSaved,
    EpochFinished,
    Event,
    Finished,
    MemoryShort,
    Progress,
    Started,
    WarmedUp,
)
from cnn.training.fit import check_fit
from cnn.training.memory import is_out_of_memory
from cnn.training.plateau import Plateau
from cnn.training.schedules import learning_rate
from cnn.training.step import Step

Command = Literal["stop"]
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
    plateau, patience = Plateau(config), EarlyStopping(config)
    steps = config.epochs * len(batches)
    step = 0
    over = False

    with Step(network, config, batches) as learn:
        command = yield Started(
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
        if warm_up := learn.warm_up():
            command = (yield WarmedUp(member=member, **asdict(warm_up))) or command
        clock = Clock(PROGRESS_EVERY_S)
        for epoch in range(1, config.epochs + 1):
            learn.reset_meters()
            for in_epoch, rows in enumerate(batches.epoch(epoch)):
                rate = learning_rate(config, step, steps, len(batches)) * plateau.factor
                while True:
                    try:
                        learn(rows, step_seed(seed, epoch, in_epoch), rate)
                        break
                    except RuntimeError as error:
                        if not is_out_of_memory(error):
                            raise
                        if not learn.halve():
                            raise _memory_too_small(len(rows)) from error
                    pieces = 2**learn.halvings * len(learn.parts)
                    said = yield MemoryShort(
                        member=member,
                        epoch=epoch,
                        step=step,
                        pieces=pieces,
                        images_at_once=-(-config.batch_size // pieces),
                    )
                    command = said or command
                step += 1
                if clock.is_due() or command == "stop":
                    loss, accuracy = learn.read_meters()
                    if not math.isfinite(loss):
                        raise _broken(epoch, rate, best)
                    best.remember(network)
                    said = yield Progress(
                        member=member,
                        epoch=epoch,
                        step=step,
                        loss=loss,
                        accuracy=accuracy,
                        learning_rate=rate,
                        images_per_s=clock.images_per_s(step * config.batch_size),
                        time_s=clock.time_s,
                        left_s=clock.time_s / step * (steps - step),
                    )
                    command = said or command
                    if command == "stop":
                        break

            loss, accuracy = learn.read_meters()
            with learn.average.in_place():
                score = Score(*learn.judge(held_out)) if len(held_out) else None
                losses_are_finite = math.isfinite(loss + (score.loss if score else 0.0))
                if not (losses_are_finite and are_finite(network.state_dict())):
                    raise _broken(epoch, rate, best)
                is_best = best.offer(network, epoch, score)
            plateau.after_epoch(score.by(config.judged_by) if score else _judged_by_loss(loss, config))
            over = patience.is_over_after(score)
            said = yield EpochFinished(
                member=member,
                epoch=epoch,
                step=step,
                loss=loss,
                accuracy=accuracy,
                validation_loss=score.loss if score else None,
                validation_accuracy=score.accuracy if score else None,
                learning_rate=rate,
                time_s=clock.time_s,
                best=is_best,
            )
            command = said or command
            if is_best:
                command = (yield CheckpointSaved(member=member, epoch=epoch)) or command
            if command == "stop" or over:
                break
        duration_s = clock.time_s

    best.restore(network)
    yield Finished(
        duration_s=duration_s,
        warm_up_s=warm_up.time_s if warm_up else 0.0,
        stopped=step < steps and not over,
        stopped_early=step < steps and over,
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


def _judged_by_loss(loss: float, config: TrainingConfig) -> float:
    """The training loss as the figure that judges where there is no validation part: less of it is better."""
    return loss if config.judged_by == "loss" else -loss


def _broken(epoch: int, rate: float, best: Best) -> TrainingError:
    """Why training ends when the loss or the weights are no longer numbers; the last good weights are saved."""
    best.save()
    kept = f"the weights of epoch {best.epoch} are kept" if best.epoch else "the last good weights are kept"
    return TrainingError(
        f"In epoch {epoch} the loss was no longer a number at learning rate {rate:.3g}; {kept}. "
        "Most often the learning rate is too high: try a tenth of it."
    )


def _memory_too_small(batch: int) -> TrainingError:
    return TrainingError(
        f"Memory does not suffice for a batch of {batch} images, even in eight pieces: choose a smaller batch size or "
        "a network with fewer filters."
    )
