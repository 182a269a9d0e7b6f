"""The training loop: a generator of facts.

``for event in train(architecture, config, images)`` trains; what it yields is all anyone needs to watch it, and sending
``"stop"`` back ends it early. The generator's return value is the network with the weights that count.
"""

from __future__ import annotations

import math
import time
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from cnn.data.augment import Augmentation
from cnn.data.batches import Batches, step_seed
from cnn.data.imageset import ImageSet
from cnn.data.normalisation import Normalisation
from cnn.data.split import split_rows
from cnn.errors import TrainingError
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.lower import Lowered
from cnn.model.shapes import parameter_count
from cnn.training.checkpoint import Weights, are_finite, copy_weights, save_weights
from cnn.training.config import TrainingConfig
from cnn.training.device import choose_device
from cnn.training.events import CheckpointSaved, EpochFinished, Event, Finished, Progress, Started
from cnn.training.fit import check_fit
from cnn.training.meter import Meter
from cnn.training.optimizers import make_optimizer
from cnn.training.schedules import learning_rate

Command = Literal["stop"]
Training = Generator[Event, Command | None, Network]

PROGRESS_EVERY_S = 0.25
PREDICTION_BATCH = 1000


def train(
    architecture: Architecture,
    config: TrainingConfig,
    images: ImageSet,
    normalisation: Normalisation = Normalisation(),  # noqa: B008 - frozen
    save_to: Path | None = None,
) -> Training:
    """Train on the labelled ``images``, of which ``config`` keeps a part for validation.

    The weights that count are those of the epoch with the best validation accuracy, or the last ones without a
    validation part; they are saved at ``save_to`` whenever they get better. Raises DataError without labels, SpecError
    for an architecture that does not fit, ConfigError for settings that do not or a device that is not there, and
    TrainingError when the loss is no longer a number (the last good weights are saved before).
    """
    device = choose_device(config.device)
    if config.dropout is not None:
        architecture = architecture.with_dropout(config.dropout)
    check_fit(architecture, config, images)
    training_rows, validation_rows = split_rows(len(images), config.validation_share, config.seed)
    pixels = torch.from_numpy(np.array(images.images)).to(device)
    labels = torch.from_numpy(np.array(images.known_labels)).to(device)
    batches = Batches(
        pixels,
        labels,
        torch.from_numpy(training_rows).to(device),
        config.batch_size,
        config.seed,
        normalisation,
        Augmentation(config.shift_px, config.rotation_deg, config.zoom),
    )
    held_out = torch.from_numpy(validation_rows).to(device)

    network = Network(architecture, config.seed).to(device)
    model = Lowered(network)
    optimizer = make_optimizer(config, network)
    best = Best(save_to)
    best.remember(network)
    steps = config.epochs * len(batches)
    step = 0
    command = yield Started(
        device=device.type,
        parameters=parameter_count(architecture),
        training_rows=len(training_rows),
        validation_rows=len(validation_rows),
        epochs=config.epochs,
        steps_per_epoch=len(batches),
    )

    clock = Clock()
    for epoch in range(1, config.epochs + 1):
        meter = Meter(device)
        model.train()
        for in_epoch, (x, batch_labels) in enumerate(batches.epoch(epoch)):
            rate = learning_rate(config, step, steps)
            for group in optimizer.param_groups:
                group["lr"] = rate
            model.reseed(step_seed(config.seed, epoch, in_epoch))
            logits = model(x)
            loss = functional.cross_entropy(logits, batch_labels, label_smoothing=config.label_smoothing)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            meter.add(loss, logits, batch_labels)
            step += 1
            if clock.is_due() or command == "stop":
                mean_loss, accuracy = meter.read()
                if not math.isfinite(mean_loss):
                    raise _broken(epoch, rate, best)
                best.remember(network)
                said = yield Progress(
                    epoch=epoch,
                    step=step,
                    loss=mean_loss,
                    accuracy=accuracy,
                    learning_rate=rate,
                    images_per_s=clock.images_per_s(step * config.batch_size),
                    time_s=clock.time_s,
                    left_s=clock.time_s / step * (steps - step),
                )
                command = said or command
                if command == "stop":
                    break

        mean_loss, accuracy = meter.read()
        score = _score(model, batches, held_out) if len(held_out) else None
        losses_are_finite = math.isfinite(mean_loss + (score.loss if score else 0.0))
        if not (losses_are_finite and are_finite(network.state_dict())):
            raise _broken(epoch, rate, best)
        is_best = best.offer(network, epoch, score)
        said = yield EpochFinished(
            epoch=epoch,
            step=step,
            loss=mean_loss,
            accuracy=accuracy,
            validation_loss=score.loss if score else None,
            validation_accuracy=score.accuracy if score else None,
            learning_rate=rate,
            time_s=clock.time_s,
            best=is_best,
        )
        command = said or command
        if is_best:
            command = (yield CheckpointSaved(epoch=epoch)) or command
        if command == "stop":
            break

    duration_s = clock.time_s
    best.restore(network)
    yield Finished(
        duration_s=duration_s,
        stopped=step < steps,
        best_epoch=best.epoch,
        validation_accuracy=best.score.accuracy if best.score else None,
        parameters=parameter_count(architecture),
    )
    return network.eval()


@dataclass(frozen=True)
class Score:
    """What the validation part says of the network as it is."""

    loss: float
    accuracy: float

    def beats(self, other: Score | None) -> bool:
        """Better accuracy, or the same with a lower loss."""
        return other is None or (self.accuracy, -self.loss) > (other.accuracy, -other.loss)


@dataclass
class Best:
    """The weights that count so far, in memory and, where a path is given, on disk."""

    save_to: Path | None
    epoch: int = 0
    score: Score | None = None
    weights: Weights = field(default_factory=dict)

    def offer(self, network: Network, epoch: int, score: Score | None) -> bool:
        """Keep the network's weights if they are better than those kept (without validation: always)."""
        if score and not score.beats(self.score):
            return False
        self.epoch, self.score = epoch, score
        self.weights = copy_weights(network)
        self.save()
        return True

    def remember(self, network: Network) -> None:
        """Until the first epoch is over, keep the last weights that were all numbers, in case the loss breaks."""
        if self.epoch == 0 and are_finite(weights := copy_weights(network)):
            self.weights = weights

    def save(self) -> None:
        """Write what is kept."""
        if self.save_to and self.weights:
            save_weights(self.save_to, self.weights)

    def restore(self, network: Network) -> None:
        """Put the kept weights back into the network."""
        network.load_state_dict(self.weights)


class Clock:
    """Seconds of training, and whether it is time to say something."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self._said = self._start

    @property
    def time_s(self) -> float:
        return time.perf_counter() - self._start

    def is_due(self) -> bool:
        """True at most once every ``PROGRESS_EVERY_S``."""
        now = time.perf_counter()
        if now - self._said < PROGRESS_EVERY_S:
            return False
        self._said = now
        return True

    def images_per_s(self, images: int) -> float:
        """The mean speed when ``images`` have been seen."""
        return images / self.time_s


def _broken(epoch: int, rate: float, best: Best) -> TrainingError:
    """Why training ends when the loss or the weights are no longer numbers; the last good weights are saved."""
    best.save()
    kept = f"the weights of epoch {best.epoch} are kept" if best.epoch else "the last good weights are kept"
    return TrainingError(
        f"In epoch {epoch} the loss was no longer a number at learning rate {rate:.3g}; {kept}. "
        "Most often the learning rate is too high: try a tenth of it."
    )


@torch.no_grad()
def _score(model: Lowered, batches: Batches, rows: Tensor) -> Score:
    model.eval()
    meter = Meter(batches.images.device)
    for part in rows.split(PREDICTION_BATCH):
        logits = model(batches.normalisation.apply(batches.images[part]))
        meter.add(functional.cross_entropy(logits, batches.labels[part]), logits, batches.labels[part])
    return Score(*meter.read())
