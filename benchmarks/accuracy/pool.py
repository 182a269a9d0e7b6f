"""Trained networks of a preset, kept on disk, so that a measurement can be broken off and gone on with.

Presets that differ only in members and views draw from the same pool.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.accuracy.rows import Rows
from cnn.data.normalisation import Normalisation
from cnn.files import write_json
from cnn.model.architecture import Architecture
from cnn.model.volume import Volume
from cnn.presets import Preset
from cnn.reading.predict import Member, Predictor
from cnn.training.checkpoint import load_network
from cnn.training.config import TrainingConfig
from cnn.training.events import Finished
from cnn.training.loop import train

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Trained:
    """One network. probs: float32 (N, K) of the judged rows. time_s: seconds of its training alone."""

    probs: Floats
    time_s: float


@dataclass(frozen=True)
class Pool:
    """The networks of one preset on one division of the rows; a changed preset has another pool."""

    folder: Path
    preset: Preset
    rows: Rows

    def network(self, seed: int) -> Trained:
        """The network of that seed, trained now if it is not there yet."""
        place = self.folder / self._name
        weights, facts = place / f"{seed}.safetensors", place / f"{seed}.json"
        if not facts.exists():
            place.mkdir(parents=True, exist_ok=True)
            write_json(facts, {"preset": self.preset.name, "time_s": self._train(seed, weights)})
        network = load_network(weights, self._architecture)
        member = Member(network, Normalisation(), self.preset.config.views, self._config.precision)
        probs = Predictor((member,), self.rows.judged.class_names).probs(self.rows.judged.images)
        return Trained(probs, json.loads(facts.read_text())["time_s"])

    def _train(self, seed: int, weights: Path) -> float:
        """Seconds of the training that leaves these weights."""
        events = train(self._architecture, self._config.changed(seed=seed), self.rows.learned, save_to=weights)
        (time_s,) = [event.duration_s for event in events if isinstance(event, Finished)]
        return time_s

    @property
    def _architecture(self) -> Architecture:
        return self.preset.architecture(Volume.of(self.rows.learned.shape), len(self.rows.learned.class_names))

    @property
    def _config(self) -> TrainingConfig:
        # On every row, and so to the last epoch: what is judged has no say in which epoch is kept.
        return self.preset.config.changed(validation_share=0, members=1, views=1)

    @property
    def _name(self) -> str:
        layers = [layer.model_dump() for layer in self._architecture.layers]
        what = [layers, self._config.model_dump(), self.rows.learned.fingerprint, self.rows.judged.fingerprint]
        return hashlib.sha256(json.dumps(what).encode()).hexdigest()[:16]
