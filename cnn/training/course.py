"""A training under way: epoch after epoch, until it is over."""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass
from typing import Literal

from torch import Tensor

from cnn.data.batches import Batches, step_seed
from cnn.errors import TrainingError
from cnn.model.build import Network
from cnn.training.best import Best, EarlyStopping, Score
from cnn.training.checkpoint import are_finite
from cnn.training.clock import Clock
from cnn.training.config import TrainingConfig
from cnn.training.events import CheckpointSaved, EpochFinished, Event, MemoryShort, Progress
from cnn.training.memory import is_out_of_memory
from cnn.training.plateau import Plateau
from cnn.training.schedules import learning_rate
from cnn.training.step import Step

Command = Literal["stop"]
Facts = Generator[Event, Command | None, None]


@dataclass
class Course:
    """Where a training stands, and what decides how it goes on.

    step: how many were taken. rate: the learning rate of the last one. stops: whether someone asked for the end.
    improves: False once patience has run out.
    """

    config: TrainingConfig
    member: int
    seed: int
    network: Network
    batches: Batches
    held_out: Tensor
    learn: Step
    best: Best
    clock: Clock
    step: int = 0
    rate: float = 0.0
    stops: bool = False
    improves: bool = True

    def __post_init__(self) -> None:
        self.plateau = Plateau(self.config)
        self.patience = EarlyStopping(self.config)

    @property
    def steps(self) -> int:
        """How many there will be, if nothing ends the training before."""
        return self.config.epochs * len(self.batches)

    def run(self) -> Facts:
        """All epochs; what is asked for in answer to a fact is done after the next step at the latest."""
        for epoch in range(1, self.config.epochs + 1):
            yield from self._train(epoch)
            yield from self._judge(epoch)
            if self.stops or not self.improves:
                break

    def say(self, fact: Event) -> Facts:
        """Tell a fact, and take note of the answer."""
        if (yield fact) == "stop":
            self.stops = True

    def _train(self, epoch: int) -> Facts:
        """One pass over the training part."""
        self.learn.reset_meters()
        for in_epoch, rows in enumerate(self.batches.epoch(epoch)):
            self.rate = learning_rate(self.config, self.step, self.steps, len(self.batches)) * self.plateau.factor
            yield from self._take_step(epoch, rows, step_seed(self.seed, epoch, in_epoch))
            self.step += 1
            if self.clock.is_due() or self.stops:
                yield from self._tell_progress(epoch)
            if self.stops:
                break

    def _take_step(self, epoch: int, rows: Tensor, seed: int) -> Facts:
        """Learn from a batch, in smaller pieces where memory does not suffice."""
        while True:
            try:
                return self.learn(rows, seed, self.rate)
            except RuntimeError as error:
                if not is_out_of_memory(error):
                    raise
                if not self.learn.halve():
                    raise TrainingError(
                        f"Memory does not suffice for a batch of {len(rows)} images, even in eight pieces: choose a "
                        "smaller batch size or a network with fewer filters."
                    ) from error
            pieces = 2**self.learn.halvings * len(self.learn.parts)
            at_once = -(-self.config.batch_size // pieces)
            yield from self.say(
                MemoryShort(member=self.member, epoch=epoch, step=self.step, pieces=pieces, images_at_once=at_once)
            )

    def _tell_progress(self, epoch: int) -> Facts:
        loss, accuracy = self.learn.read_meters()
        if not math.isfinite(loss):
            raise self._broken(epoch)
        self.best.remember(self.network)
        yield from self.say(
            Progress(
                member=self.member,
                epoch=epoch,
                step=self.step,
                loss=loss,
                accuracy=accuracy,
                learning_rate=self.rate,
                images_per_s=self.clock.images_per_s(self.step * self.config.batch_size),
                time_s=self.clock.time_s,
                left_s=self.clock.time_s / self.step * (self.steps - self.step),
            )
        )

    def _judge(self, epoch: int) -> Facts:
        """Judge the network on the validation part, keep it where it is the best, tell."""
        loss, accuracy = self.learn.read_meters()
        with self.learn.average.in_place():
            score = Score(*self.learn.judge(self.held_out)) if len(self.held_out) else None
            losses_are_finite = math.isfinite(loss + (score.loss if score else 0.0))
            if not (losses_are_finite and are_finite(self.network.state_dict())):
                raise self._broken(epoch)
            is_best = self.best.offer(self.network, epoch, score)
        self.plateau.after_epoch(self._figure(score, loss))
        self.improves = not self.patience.is_over_after(score)
        yield from self.say(
            EpochFinished(
                member=self.member,
                epoch=epoch,
                step=self.step,
                loss=loss,
                accuracy=accuracy,
                validation_loss=score.loss if score else None,
                validation_accuracy=score.accuracy if score else None,
                learning_rate=self.rate,
                time_s=self.clock.time_s,
                best=is_best,
            )
        )
        if is_best:
            yield from self.say(CheckpointSaved(member=self.member, epoch=epoch))

    def _figure(self, score: Score | None, loss: float) -> float:
        """What a plateau is seen in; without a validation part the training loss, of which less is better."""
        if score:
            return score.by(self.config.judged_by)
        return loss if self.config.judged_by == "loss" else -loss

    def _broken(self, epoch: int) -> TrainingError:
        """Why training ends when loss or weights are no longer numbers; the last good weights are saved."""
        self.best.save()
        kept = f"the weights of epoch {self.best.epoch} are kept" if self.best.epoch else "the last good ones are kept"
        return TrainingError(
            f"In epoch {epoch} the loss was no longer a number at learning rate {self.rate:.3g}; {kept}. "
            "Most often the learning rate is too high: try a tenth of it."
        )
