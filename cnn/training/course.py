"""A training under way: epoch after epoch, until it is over."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from torch import Tensor

from cnn.data.batches import step_seed
from cnn.errors import TrainingError
from cnn.training.best import Best, EarlyStopping
from cnn.training.checkpoint import are_finite
from cnn.training.clock import Clock
from cnn.training.events import CheckpointSaved, Command, EpochFinished, Event, MemoryShort, Progress
from cnn.training.plateau import Plateau
from cnn.training.preparation import Preparation
from cnn.training.schedules import learning_rate
from cnn.training.score import Score
from cnn.training.step import Step

Facts = Generator[Event, Command | None, None]


@dataclass
class Course:
    """Where a training stands, and what decides how it goes on.

    step: how many were taken. rate: the learning rate of the last one. stops: whether someone asked for the end.
    improves: False once patience has run out.
    """

    prepared: Preparation
    learn: Step
    best: Best
    clock: Clock
    step: int = 0
    rate: float = 0.0
    stops: bool = False
    improves: bool = True

    def __post_init__(self) -> None:
        self.config, self.network, self.batches = self.prepared.config, self.prepared.network, self.prepared.batches
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
            yield from self._take_step(epoch, rows, step_seed(self.prepared.seed, epoch, in_epoch))
            self.step += 1
            if self.clock.is_due() or self.stops:
                yield from self._tell_progress(epoch)
            if self.stops:
                break

    def _take_step(self, epoch: int, rows: Tensor, seed: int) -> Facts:
        """Learn from a batch; where memory does not suffice, say in how many pieces."""
        for pieces, at_once in self.learn.within_memory(rows, seed, self.rate):
            yield from self.say(
                MemoryShort(
                    member=self.prepared.member, epoch=epoch, step=self.step, pieces=pieces, images_at_once=at_once
                )
            )

    def _tell_progress(self, epoch: int) -> Facts:
        learned = self._read(epoch)
        self.best.remember(self.network)
        yield from self.say(
            Progress(
                member=self.prepared.member,
                epoch=epoch,
                step=self.step,
                loss=learned.loss,
                accuracy=learned.accuracy,
                learning_rate=self.rate,
                images_per_s=self.clock.images_per_s(self.step * self.config.batch_size),
                time_s=self.clock.time_s,
                left_s=self.clock.time_s / self.step * (self.steps - self.step),
            )
        )

    def _judge(self, epoch: int) -> Facts:
        """Judge the network on the validation part, keep it where it is the best, tell."""
        learned, held_out = self._read(epoch), self.prepared.held_out
        with self.learn.average.in_place():
            judged = self._checked(self.learn.judge(held_out), epoch) if len(held_out) else None
            if not are_finite(self.network.state_dict()):
                raise self._broken(epoch)
            is_best = self.best.offer(self.network, epoch, judged)
        self.plateau.after_epoch(self._figure(judged, learned))
        self.improves = not self.patience.is_over_after(judged)
        yield from self.say(
            EpochFinished(
                member=self.prepared.member,
                epoch=epoch,
                step=self.step,
                loss=learned.loss,
                accuracy=learned.accuracy,
                validation_loss=judged.loss if judged else None,
                validation_accuracy=judged.accuracy if judged else None,
                learning_rate=self.rate,
                time_s=self.clock.time_s,
                best=is_best,
            )
        )
        if is_best:
            yield from self.say(CheckpointSaved(member=self.prepared.member, epoch=epoch))

    def _read(self, epoch: int) -> Score:
        """How the batches of this epoch were read; raises TrainingError where that is no number any more."""
        return self._checked(self.learn.read_meters(), epoch)

    def _checked(self, score: Score, epoch: int) -> Score:
        if not score.is_finite:
            raise self._broken(epoch)
        return score

    def _figure(self, judged: Score | None, learned: Score) -> float:
        """What a plateau is seen in; without a validation part the training loss, of which less is better."""
        if judged:
            return judged.by(self.config.judged_by)
        return learned.loss if self.config.judged_by == "loss" else -learned.loss

    def _broken(self, epoch: int) -> TrainingError:
        """Why training ends when loss or weights are no longer numbers; the last good weights are saved."""
        self.best.save()
        kept = f"the weights of epoch {self.best.epoch} are kept" if self.best.epoch else "the last good ones are kept"
        return TrainingError(
            f"In epoch {epoch} the loss was no longer a number at learning rate {self.rate:.3g}; {kept}. "
            "Most often the learning rate is too high: try a tenth of it."
        )
