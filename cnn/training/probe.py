"""Measures how fast a network trains here: ``python -m cnn.training.probe`` reads a Trial as JSON and prints seconds.

A program of its own, so that whoever asks neither loads PyTorch nor trains.
"""

from __future__ import annotations

import sys
from contextlib import closing

import numpy as np

from cnn.data.imageset import ImageSet
from cnn.errors import CnnError
from cnn.model.shapes import walk
from cnn.training.events import Progress
from cnn.training.loop import train
from cnn.training.speed import Trial

ENOUGH_S = 1.5
MOST_ROWS = 50_000
MOST_BYTES = 64_000_000
MISTAKE = 2


def measure(trial: Trial) -> float:
    """Seconds that learning from one image takes, by training on noise for about two seconds; may raise CnnError.

    What comes before the first sign of progress (first steps, threads that start) is not counted.
    """
    seen: list[Progress] = []
    with closing(train(trial.architecture, trial.config, _noise(trial))) as training:
        for event in training:
            if isinstance(event, Progress):
                seen.append(event)
                if seen[-1].time_s - seen[0].time_s >= ENOUGH_S:
                    break
    steps = seen[-1].step - seen[0].step
    return (seen[-1].time_s - seen[0].time_s) / (steps * trial.config.batch_size)


def _noise(trial: Trial) -> ImageSet:
    """Whole batches of random images for the network, about as many as a data set has."""
    volume = trial.architecture.input
    shape = (volume.depth, volume.height, volume.width)
    batch = trial.config.batch_size
    rows = max(2, min(MOST_ROWS, MOST_BYTES // int(np.prod(shape))) // batch) * batch
    random = np.random.default_rng(0)
    classes = walk(trial.architecture)[-1].after.size
    return ImageSet(
        random.integers(0, 256, (rows, *shape), np.uint8),
        random.integers(0, classes, rows),
        tuple(map(str, range(classes))),
    )


def main() -> int:
    """Measure the trial on standard input; gives the exit status."""
    try:
        print(measure(Trial.model_validate_json(sys.stdin.buffer.read())))
    except CnnError as error:
        print(error, file=sys.stderr)
        return MISTAKE
    return 0


if __name__ == "__main__":
    sys.exit(main())
