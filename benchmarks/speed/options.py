"""What to measure, how often, on what."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """Every part takes these.

    rounds: how often each thing is measured, in turn with the others.
    epochs: epochs a training is measured for, beyond its warm-up.
    data: the source trained on, as ``cnn.data.source`` opens it.
    keras: a Python that has Keras on TensorFlow.
    """

    rounds: int
    epochs: int
    data: str
    keras: Path
