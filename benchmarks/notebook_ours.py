"""The notebook preset, timed in a process of its own, as Keras and the plain loop are.

Usage: ``python -m benchmarks.notebook_ours FOLDER EPOCHS SEED [DEVICE [PRECISION]]`` with the arrays of
``notebook_work.py`` in FOLDER. Prints one JSON object: seconds of each epoch, seconds that the first training took
beyond them, accuracy on the rows held out, versions.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path

from benchmarks.notebook_work import accuracy, load_work, notebook_network
from benchmarks.speed.trained import run_to_end
from cnn.presets import find_preset
from cnn.training.loop import train


def main(folder: Path, epochs: int, seed: int, device: str = "cpu", precision: str = "float32") -> None:
    """Warm up, train and print."""
    work = load_work(folder)
    config = find_preset("notebook").config.changed(
        epochs=epochs, seed=seed, validation_share=0, device=device, precision=precision
    )
    warm_up = run_to_end(train(notebook_network(), config.changed(epochs=1), work.first_rows))
    trained = run_to_end(train(notebook_network(), config, work.training))
    answer = {
        "epoch_s": trained.epoch_s,
        "warm_up_s": warm_up.wall_s + trained.wall_s - sum(trained.epoch_s),
        "accuracy": accuracy(trained.network, work.held_out),
        "versions": {package: version(package) for package in ("torch", "numpy")},
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])
