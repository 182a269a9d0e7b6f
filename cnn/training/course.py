"""A training under way: epoch after epoch, until it is over."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from itertools import islice

from cnn.data.batches import step_seed
from cnn.errors import TrainingError
from cnn.training.best import Best, EarlyStopping
from cnn.training.checkpoint import are_finite
from cnn.training.clock import Clock
from cnn.training.events import CheckpointSaved, Command, EpochFinished, Event, Progress
from cnn.training.keeper import Keeper
from cnn.training.pace import Pace
from cnn.training.plateau import Plateau
from cnn.training.preparation import Preparation
from cnn.training.schedules import learning_rate
from cnn.training.score import Score
from cnn.training.state import State
from cnn.training.step import Step

Facts = Generator[Event, Command | None, None]


@dataclass
class Course:
    """Where a training stands, and what decides how it goes on.

    keeper: keeps its state, where that is kept. step: how many were taken. epoch: how many are over. rate: the learning
    rate of the last step. asked: what someone asked for, which ends it. improves: False once patience has run out.
    """

    prepared: Preparation
    learn: Step
    best: Best
    clock: Clock
    keeper: Keeper | None = None
    step: int = 0
    epoch: int = 0
    rate: float = 0.0
    asked: Command | None = None
    improves: bool = True

    def __post_init__(self) -> None:
        self.config, self.network, self.batches = self.prepared.config, self.prepared.network, self.prepared.batches
        self.plateau = Plateau(self.config)
        self.patience = EarlyStopping(self.config)
        self.pace = Pace(self.prepared.company, self.clock)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to train: all epochs are over, or patience is."""
        return self.epoch == self.config.epochs or not self.improves

    @property
    def steps(self) -> int:
        """How many there will be, if nothing ends the training before."""
        return self.config.epochs * len(self.batches)

    def run(self) -> Facts:
        """All epochs that are left; what is asked for in answer to a fact is done after the next step at the latest.

        A pause ends it as it stands. A stop has the epoch judged that it ends in, but what is kept is the state before.
        """
        for epoch in range(self.epoch + 1, self.config.epochs + 1):
            if not self.improves:
                break
            yield from self._train(epoch)
            if self.asked:
                self._keep()
            if self.asked == "pause":
                break
            is_whole = self.step == epoch * len(self.batches)
            yield from self._judge(epoch)
            self.asked = self.pace.agreed(self.asked)
            if is_whole:
                self.epoch = epoch
                self._keep_at_its_end()
            if self.asked:
                break

    def say(self, fact: Event) -> Facts:
        """Tell a fact, and take note of the answer."""
        self.asked = (yield fact) or self.asked

    def state(self) -> State:
        """All that what is to come depends on; everything random derives from seed, epoch and step."""
        return {
            "step": self.step,
            "epoch": self.epoch,
            "rate": self.rate,
            "improves": self.improves,
            "time_s": self.clock.time_s,
            "learn": self.learn.state(),
            "best": self.best.state(),
            "plateau": self.plateau.state(),
            "patience": self.patience.state(),
        }

    def take(self, state: State) -> None:
        """Go on from there."""
        self.step, self.epoch = state["step"], state["epoch"]
        self.rate, self.improves = state["rate"], state["improves"]
        self.clock.go_on_from(state["time_s"])
        for part, its in (
            (self.learn, state["learn"]),
            (self.best, state["best"]),
            (self.plateau, state["plateau"]),
            (self.patience, state["patience"]),
        ):
            part.take(its)

    def _keep(self) -> None:
        """Have the state kept, and wait until it is."""
        if self.keeper:
            self.keeper.keep(self.state, waits=True)

    def _keep_at_its_end(self) -> None:
        """Have the state kept as an epoch is over; the last one in any case, so that a run can be extended."""
        if self.keeper and (self.is_over or self.asked or self.keeper.is_worth_it()):
            self.keeper.keep(self.state, waits=self.asked is not None)

    def _train(self, epoch: int) -> Facts:
        """What is left of one pass over the training part."""
        taken = self.step - (epoch - 1) * len(self.batches)
        if not taken:
            self.learn.reset_meters()
        for in_epoch, rows in islice(enumerate(self.batches.epoch(epoch)), taken, None):
            self.rate = learning_rate(self.config, self.step, self.steps, len(self.batches)) * self.plateau.factor
            seed = step_seed(self.prepared.seed, epoch, in_epoch)
            asked = yield from self.prepared.take_step(self.learn, epoch, self.step, rows, seed, self.rate)
            self.asked = asked or self.asked
            self.step += 1
            if speaks := self.pace.is_due(self.asked):
                yield from self._tell_progress(epoch)
                self.asked = self.pace.agreed(self.asked)
            if self.asked:
                break
            if self.keeper and (speaks or self.prepared.company.is_alone) and self.keeper.is_due():
                self.keeper.keep(self.state)

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
