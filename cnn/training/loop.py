"""The training loop: a generator of facts.

``for event in train(architecture, config, images)`` trains; what it yields is all anyone needs to watch it, and sending
``"stop"`` or ``"pause"`` back ends it early. The generator's return value is the network with the weights that count.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from cnn.data.imageset import ImageSet
from cnn.data.normalisation import Normalisation
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.shapes import parameter_count
from cnn.training.best import Best
from cnn.training.calling import call
from cnn.training.clock import Clock
from cnn.training.company import ALONE, Company
from cnn.training.config import TrainingConfig
from cnn.training.course import Course
from cnn.training.events import Command, Event, Finished, Paused
from cnn.training.keeper import Keeper
from cnn.training.preparation import Preparation, prepare
from cnn.training.state import State
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
    keeper: Keeper | None = None,
    company: Company = ALONE,
) -> Training:
    """Train on the labelled ``images``, of which ``config`` keeps a part for validation, and on all of ``extra``.

    The weights that count are those of the best epoch on the validation part, or the last ones without one; they are
    saved at ``save_to`` whenever they get better. ``member`` tells the networks of one run apart: they share the
    validation part and differ in everything random. ``keeper`` keeps the training's state as it goes, and may have one
    to go on from: on a CPU the weights become, bit for bit, what they would have been without the break.

    Raises DataError without labels, SpecError for an architecture that does not fit, ConfigError for settings that do
    not or a device that is not there, TrainingError when memory does not suffice or the loss is no longer a number (the
    last good weights are saved before), and OSError where something cannot be written.
    """
    prepared = prepare(architecture, config, images, normalisation, member, extra, company)
    start = keeper.start if keeper else None
    call(company, architecture, config, images, normalisation, member, start)
    return (yield from learn(prepared, save_to, keeper, start))


def learn(
    prepared: Preparation,
    save_to: Path | None = None,
    keeper: Keeper | None = None,
    start: State | None = None,
) -> Training:
    """Train what is prepared, from ``start`` to the end of its epochs; the rest is as ``train`` says."""
    config, network, company = prepared.config, prepared.network, prepared.company
    parts = len(start["learn"]["parts"]) if start else None
    best = Best(save_to, config.judged_by)
    best.remember(network)

    with company.holding(), Step(network, config, prepared.batches, parts, company) as learn:
        warm_up_s, asked = yield from prepared.begin(learn, config.epochs)
        clock = Clock(PROGRESS_EVERY_S)
        course = Course(prepared, learn, best, clock, keeper, asked=asked)
        if start:
            course.take(start)
        yield from course.run()
        duration_s = clock.time_s

    best.restore(network)
    if course.asked == "pause" and not course.is_over:
        yield Paused(member=prepared.member, epoch=course.epoch + 1, step=course.step, time_s=duration_s)
        return network.eval()
    is_cut_short = course.step < course.steps
    yield Finished(
        duration_s=duration_s,
        warm_up_s=warm_up_s,
        stopped=is_cut_short and course.improves,
        stopped_early=is_cut_short and not course.improves,
        best_epoch=best.epoch,
        validation_accuracy=best.score.accuracy if best.score else None,
        parameters=parameter_count(network.architecture),
    )
    return network.eval()
