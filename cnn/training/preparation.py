"""What a training begins with, whatever it is for."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch import Tensor

from cnn.data.augment import Augmentation
from cnn.data.batches import Batches, as_tensor
from cnn.data.imageset import ImageSet
from cnn.data.normalisation import Normalisation
from cnn.data.split import divide
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.shapes import parameter_count
from cnn.training.company import ALONE, Company
from cnn.training.config import TrainingConfig
from cnn.training.device import choose_device
from cnn.training.events import Command, Event, MemoryShort, Started, WarmedUp
from cnn.training.fit import check_fit
from cnn.training.step import Step


@dataclass(frozen=True, eq=False)
class Preparation:
    """A network with its first weights, the batches to learn from, and the rows held out to judge it.

    member: which network of a run it is, from 1. seed: of everything random but the split.
    held_out: int64 (M,), rows of the images of ``batches``, on the device that trains.
    """

    config: TrainingConfig
    member: int
    seed: int
    network: Network
    batches: Batches
    held_out: Tensor
    company: Company = ALONE

    def begin(self, learn: Step, epochs: int) -> Generator[Event, Command | None, tuple[float, Command | None]]:
        """Say what begins, warm up and say how that went; gives its seconds, and what was asked for meanwhile."""
        answer = yield Started(
            member=self.member,
            device=self.batches.images.device.type,
            precision=str(learn.numbers).removeprefix("torch."),
            parts=len(learn.parts),
            processes=self.company.size,
            parameters=parameter_count(self.network.architecture),
            training_rows=len(self.batches.rows),
            validation_rows=len(self.held_out),
            epochs=epochs,
            steps_per_epoch=len(self.batches),
        )
        warm_up = learn.warm_up()
        if warm_up is None:
            return 0.0, answer
        answer = (yield WarmedUp(member=self.member, **asdict(warm_up))) or answer
        return warm_up.time_s, answer

    def take_step(
        self, learn: Step, epoch: int, step: int, rows: Tensor, seed: int, rate: float
    ) -> Generator[Event, Command | None, Command | None]:
        """Learn from the images at ``rows`` (B,), the step after ``step`` others, at learning ``rate``.

        Where memory does not suffice, says in how many pieces a batch is computed from now on. Gives what was asked for
        meanwhile; raises TrainingError where no number of pieces helps.
        """
        asked: Command | None = None
        for pieces, at_once in learn.within_memory(rows, seed, rate):
            short = MemoryShort(member=self.member, epoch=epoch, step=step, pieces=pieces, images_at_once=at_once)
            asked = (yield short) or asked
        return asked


def prepare(
    architecture: Architecture,
    config: TrainingConfig,
    images: ImageSet,
    normalisation: Normalisation,
    member: int = 1,
    extra: ImageSet | None = None,
    company: Company = ALONE,
) -> Preparation:
    """What a training of ``images`` begins with, and of all of ``extra``, over one tensor of all images.

    Raises DataError without labels, SpecError for an architecture that does not fit, ConfigError for settings that do
    not or a device that is not there.
    """
    device = company.place(choose_device(config.device))
    if config.dropout is not None:
        architecture = architecture.with_dropout(config.dropout)
    check_fit(architecture, config, images)
    seed = member_seed(config.seed, member)
    training_rows, validation_rows = divide(images, config.validation_share, config.seed)
    pixels, labels = as_tensor(images.images, device), as_tensor(images.known_labels, device)
    if extra is not None:
        pixels = torch.cat((pixels, as_tensor(extra.images, device)))
        labels = torch.cat((labels, as_tensor(extra.known_labels, device)))
        training_rows = np.concatenate((training_rows, np.arange(len(images), len(pixels))))
    rows = torch.from_numpy(training_rows).to(device)
    return Preparation(
        config,
        member,
        seed,
        Network(architecture, seed).to(device),
        Batches(pixels, labels, rows, config.batch_size, seed, normalisation, Augmentation.of(config)),
        torch.from_numpy(validation_rows).to(device),
        company,
    )


def member_seed(seed: int, member: int) -> int:
    """The seed of everything random in a run's ``member`` (from 1) but the split; the first has the run's own."""
    return seed if member == 1 else int(np.random.SeedSequence((seed, member)).generate_state(1)[0])
