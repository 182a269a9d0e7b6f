"""Steps of gradient descent that were looked at: computed once, kept for the next look, always the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from cnn.data.imageset import ImageSet
from cnn.data.normalisation import Normalisation
from cnn.data.split import Rows, divide
from cnn.model.architecture import Architecture
from cnn.runs.run import Run
from cnn.training.config import TrainingConfig
from cnn.training.step_sizes import RATES, StepSizes
from dashboard import cache
from dashboard.shelf import Shelf

if TYPE_CHECKING:
    from cnn.training.descent import Descent, Numbers

BATCH = 64
"""At most so many images, so that a look takes no longer than it must."""

Item = TypeVar("Item")


@dataclass(frozen=True, eq=False)
class Beginning:
    """Where the steps begin: a network with its settings, on these images, with first weights or those of ``run``.

    title: what the network is called.
    """

    architecture: Architecture
    config: TrainingConfig
    images: ImageSet
    normalisation: Normalisation
    title: str
    run: Run | None = None

    @classmethod
    def of_run(cls, run: Run, images: ImageSet) -> Beginning:
        """With the weights of a run's first network, on a batch of its own training where ``images`` are its data."""
        record = run.record
        return cls(record.architecture, record.config, images, record.normalisation, run.name, run)

    @property
    def batches(self) -> int:
        """How many batches an epoch has; raises ConfigError where no row is left to train on."""
        rows, _ = divide(self.images, self.config.validation_share, self.config.seed)
        return -(-len(rows) // self.settings.batch_size)

    @property
    def settings(self) -> TrainingConfig:
        """Those of its training, with smaller batches where they are large."""
        return self.config.changed(batch_size=min(BATCH, self.config.batch_size))

    def key(self, number: int) -> tuple[object, ...]:
        """What tells it, on batch ``number``, from others."""
        weights = cache.weights_stamp(self.run) if self.run else ()
        written = (self.architecture.model_dump_json(), self.settings.model_dump_json(), self.normalisation)
        return (*written, self.images.fingerprint, weights, number)

    def descent(self, number: int) -> Descent:
        """The network on that batch; raises CnnError where they do not fit."""
        trained = cache.predictor(self.run).members[0].network if self.run else None
        with st.spinner("Loading PyTorch", show_time=True):
            from cnn.training.descent import Descent

        return Descent(self.architecture, self.settings, self.images, self.normalisation, number, trained)


@dataclass(frozen=True, eq=False)
class Look:
    """What is seen from where the network stands: see ``Descent``; ``sizes``: what one step would do at every rate."""

    rows: Rows
    filters: Numbers
    gradient: Numbers
    slope: float
    sizes: StepSizes


_looks: Shelf[Look] = Shelf(16)
_courses: Shelf[tuple[float, ...]] = Shelf(64)


def look_around(beginning: Beginning, number: int) -> Look:
    """The gradient on batch ``number``, and the loss at all rates along it; raises CnnError where things do not fit."""

    def make() -> Look:
        descent = beginning.descent(number)
        losses = tuple(_told(descent.losses_along(RATES), len(RATES), "Trying every rate once"))
        sizes = StepSizes(descent.loss, RATES, losses)
        return Look(descent.rows, descent.filters, descent.gradient, descent.slope, sizes)

    return _looks.get(beginning.key(number), make)


def take_steps(beginning: Beginning, number: int, rate: float, steps: int) -> tuple[float, ...]:
    """The loss of batch ``number`` after each of so many steps at ``rate``."""

    def make() -> tuple[float, ...]:
        losses = beginning.descent(number).losses_of_steps(rate, steps)
        return tuple(_told(losses, steps, "Taking the steps"))

    return _courses.get((*beginning.key(number), rate, steps), make)


def _told(items: Iterable[Item], count: int, doing: str) -> Iterator[Item]:
    """The items, with a bar that shows how far it is and goes at the end."""
    bar = st.empty()
    try:
        for place, item in enumerate(items, 1):
            bar.progress(place / count, text=doing)
            yield item
    finally:
        bar.empty()
