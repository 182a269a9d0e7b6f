"""The notebook preset, timed: run by ``speed.py`` in a process of its own, as Keras is.

Usage: ``python -m benchmarks.notebook_ours SOURCE EPOCHS SEED``. Prints one JSON object: seconds of each epoch with its
validation, validation accuracy after the last one, versions.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from itertools import pairwise

import numpy as np

from cnn.data.source import open_source
from cnn.model.volume import Volume
from cnn.presets import find_preset
from cnn.training.events import EpochFinished
from cnn.training.loop import train


def main(source: str, epochs: int, seed: int) -> None:
    """Train and print."""
    images = open_source(source).train
    preset = find_preset("notebook")
    architecture = preset.architecture(Volume(28, 28, 1), 10)
    warm_up = images.take(np.arange(640))
    for _ in train(architecture, preset.config.changed(epochs=1), warm_up):
        pass
    config = preset.config.changed(epochs=epochs, seed=seed)
    ends = [event for event in train(architecture, config, images) if isinstance(event, EpochFinished)]
    marks = [0.0, *(event.time_s for event in ends)]
    epoch_s = [after - before for before, after in pairwise(marks)]
    versions = {package: version(package) for package in ("torch", "numpy")}
    print(json.dumps({"epoch_s": epoch_s, "accuracy": ends[-1].validation_accuracy, "versions": versions}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
