"""What a script is written from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cnn.data.normalisation import Normalisation
from cnn.model.architecture import Architecture
from cnn.model.shapes import walk
from cnn.model.step import Step
from cnn.model.volume import Vector
from cnn.training.config import TrainingConfig, settings

AFFINE = ("shift_px", "rotation_deg", "zoom", "shear_deg")


@dataclass(frozen=True)
class Plan:
    """A network and how it is trained; ``network`` has the dropout rate that the configuration may ask for."""

    architecture: Architecture
    config: TrainingConfig
    normalisation: Normalisation = Normalisation()  # noqa: RUF009 - frozen

    @property
    def network(self) -> Architecture:
        """What is really trained."""
        rate = self.config.dropout
        return self.architecture if rate is None else self.architecture.with_dropout(rate)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Its layers at their places; raises SpecError where the network is impossible."""
        return walk(self.network)

    @property
    def classes(self) -> int:
        """How many numbers the network ends in."""
        last = self.steps[-1].after
        return last.size if isinstance(last, Vector) else last.depth

    @property
    def moves(self) -> bool:
        """Whether training images are shifted, turned, zoomed or slanted."""
        return any(getattr(self.config, name) for name in AFFINE)

    def left_out(self, names: Iterable[str]) -> list[str]:
        """A sentence with the titles of those of these settings that ask for something; none where none does."""
        nothing: dict[str, object] = {"views": 1, "precision": "float32"}
        fields = settings()
        asked = [name for name in names if getattr(self.config, name) != nothing.get(name, 0)]
        titles = ", ".join(str(fields[name].title).lower() for name in asked)
        return [f"Not carried over from the settings it was made of: {titles}."] if asked else []
