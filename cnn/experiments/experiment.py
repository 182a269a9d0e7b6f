"""What an experiment is: networks that differ in one thing, each trained from several seeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cnn.data.imageset import ImageSet
from cnn.model.architecture import Architecture
from cnn.model.layers import Layer
from cnn.model.volume import Volume
from cnn.training.config import TrainingConfig
from cnn.training.fit import check_fit

Layers = tuple[Layer, ...]
SETTINGS: dict[str, Any] = {
    "epochs": 8,
    "batch_size": 32,
    "learning_rate": 0.003,
    "optimizer": "adam",
    "validation_share": 0.5,
}
"""Of every training, unless an experiment says otherwise."""


@dataclass(frozen=True)
class Arm:
    """One of the things that are compared.

    family: what it is an example of, such as *CNN*. layers: its layers for a number of classes. is_shuffled: whether
    its pictures have their pixels moved by one fixed permutation.
    """

    name: str
    family: str
    layers: Callable[[int], Layers]
    is_shuffled: bool = False

    def architecture(self, volume: Volume, classes: int) -> Architecture:
        """Its network for pictures of ``volume`` and ``classes`` classes."""
        return Architecture(name=self.name, input=volume, layers=self.layers(classes))


@dataclass(frozen=True)
class Experiment:
    """A question, and the small trainings that answer it.

    name: one word for commands and addresses. method: what is done, a sentence or two.
    seeds: how often each arm is trained, each time on other rows and from other first weights. rows: how many images
    are drawn for that, half to learn from and half to judge on. shifts_px: by how many pixels the judged images are
    moved besides. by_epoch: whether it is about the course of the trainings rather than where they end.
    settings: what differs from ``SETTINGS``.
    """

    name: str
    title: str
    question: str
    method: str
    arms: tuple[Arm, ...]
    seeds: int
    rows: int
    shifts_px: tuple[int, ...] = ()
    by_epoch: bool = False
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def config(self) -> TrainingConfig:
        """How every network of it is trained; the seeds count on from that one."""
        return TrainingConfig(**{**SETTINGS, **self.settings})

    @property
    def trials(self) -> int:
        """How many networks are trained."""
        return len(self.arms) * self.seeds

    def arm(self, name: str) -> Arm | None:
        """The arm of that name; None for one that only another release knows."""
        return next((arm for arm in self.arms if arm.name == name), None)

    def check(self, images: ImageSet) -> None:
        """Raises DataError without labels, SpecError for pictures too small, ConfigError for too few of them."""
        for arm in self.arms:
            architecture = arm.architecture(Volume.of(images.shape), len(images.class_names))
            check_fit(architecture, self.config, images)
