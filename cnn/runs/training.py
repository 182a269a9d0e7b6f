"""Trains the networks of a run, one after the other, and leaves what they say together of its validation part."""

from __future__ import annotations

from collections.abc import Generator, Iterator

import numpy as np

from cnn.data.imageset import ImageSet
from cnn.data.split import divide
from cnn.judging.evaluation import Evaluation
from cnn.model.build import Network
from cnn.reading.predict import Predictor, Probs, member_of
from cnn.runs.continuing import go_on, keeper_of
from cnn.runs.heeding import heeding, retold
from cnn.runs.predictions import save_predictions
from cnn.runs.run import Run
from cnn.runs.story import Story
from cnn.training.checkpoint import load_network
from cnn.training.company import ALONE, Company
from cnn.training.device import choose_device
from cnn.training.events import Event
from cnn.training.loop import train
from cnn.training.state import State


def train_members(run: Run, images: ImageSet, company: Company = ALONE) -> Iterator[Event]:
    """The events of the whole training; the last one comes when the predictions are on disk.

    A stop ends with the network being trained. That one counts with its best weights, unless it is not the first and
    has not seen every image once: so little training would only spoil the average. A pause leaves it as it stands.

    A run that was broken off goes on from its last checkpoint; networks that ended before are not trained again.
    """
    members = run.record.config.members
    story, panel = Story(members), Panel(run, images)
    left, place = go_on(run, story), choose_device(run.record.config.device)
    if run.log.size_bytes:
        yield left.resumed
    for member in range(1, left.member):
        panel.add(load_network(run.weights_of(member), run.record.architecture).to(place))
    for member in range(left.member, members + 1):
        network = yield from _train(run, images, member, story, left.start_of(member), company)
        if story.is_paused:
            return
        if member == 1 or story.has_whole_epoch:
            panel.add(network)
        if run.wants_stop or company.asked.is_set():
            break
    evaluation = panel.evaluation
    if evaluation is not None:
        save_predictions(run.predictions, evaluation)
    yield story.ending(run.id, None if evaluation is None else evaluation.accuracy)


def _train(
    run: Run, images: ImageSet, member: int, story: Story, start: State | None, company: Company
) -> Generator[Event, None, Network]:
    """Train one network, from ``start`` where it has begun before, and give it, as far as it got."""
    record, weights = run.record, run.weights_of(member)
    try:
        with keeper_of(run, story, start) as keeper:
            training = train(
                record.architecture,
                record.config,
                images,
                record.normalisation,
                save_to=weights,
                member=member,
                keeper=keeper,
                company=company,
            )
            return (yield from heeding(run, retold(training, story.told)))
    finally:
        if member > 1 and not story.has_whole_epoch:
            weights.unlink(missing_ok=True)


class Panel:
    """What the networks of a run say together of its validation part.

    Each is asked as soon as it is trained, so that the end of a long run does not wait for all of them.
    """

    def __init__(self, run: Run, images: ImageSet) -> None:
        self._record = run.record
        config = run.record.config
        _, self._rows = divide(images, config.validation_share, config.seed)
        self._held_out = images.take(self._rows)
        self._probs: list[Probs] = []

    def add(self, network: Network) -> None:
        """Ask one more network."""
        if len(self._rows):
            predictor = Predictor((member_of(self._record, network),), self._held_out.class_names)
            self._probs.append(predictor.probs(self._held_out.images))

    @property
    def evaluation(self) -> Evaluation | None:
        """Their mean held against the truth; None without a validation part."""
        if not self._probs:
            return None
        probs = np.mean(self._probs, axis=0)
        return Evaluation(self._held_out.known_labels, probs, self._rows, self._held_out.class_names)
