"""Trains what a run asks for without log, checkpoints or state: ``python -m benchmarks.speed.processes.bare_loop RUN``.

RUN is the run's folder, which is only read. Prints the seconds of each epoch, validation included.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.speed.trained import run_to_end
from cnn.data.source import open_source
from cnn.runs.run import Run
from cnn.training.loop import train


def main(folder: Path) -> None:
    """Train and print."""
    record = Run(folder).record
    images = open_source(record.data.source, record.data.classes).train
    trained = run_to_end(train(record.architecture, record.config, images, record.normalisation))
    print(json.dumps({"epoch_s": trained.epoch_s}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
