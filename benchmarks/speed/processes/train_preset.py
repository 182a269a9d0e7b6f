"""Trains a preset on the GPU: ``python -m benchmarks.speed.processes.train_preset FOLDER PRESET SEED``.

The arrays of ``notebook_work.py`` lie in FOLDER. Prints the seconds of training, those that warming up took beside it
(CUDA, what is compiled or captured, ten batches), and the accuracy on the rows held out.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.notebook_work import accuracy, load_work
from benchmarks.speed.trained import run_to_end
from cnn.model.volume import Volume
from cnn.presets import find_preset
from cnn.training.loop import train


def main(folder: Path, name: str, seed: int, device: str = "cuda") -> None:
    """Warm up, train and print."""
    work = load_work(folder)
    preset = find_preset(name)
    architecture = preset.architecture(Volume(28, 28, 1), 10)
    config = preset.config.changed(seed=seed, validation_share=0, device=device)
    warm_up = run_to_end(train(architecture, config.changed(epochs=1), work.first_rows))
    trained = run_to_end(train(architecture, config, work.training))
    training_s = sum(trained.epoch_s)
    answer = {
        "training_s": training_s,
        "warm_up_s": warm_up.wall_s + trained.wall_s - training_s,
        "accuracy": accuracy(trained.network, work.held_out),
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), *sys.argv[4:])
