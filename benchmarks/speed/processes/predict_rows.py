"""Predicts a source's test part with a run: ``python -m benchmarks.speed.processes.predict_rows RUN SOURCE``.

RUN is the run's folder. Prints how many rows, the seconds of the first prediction of them all, and those from the start
of the process until it could begin: imports, data and network.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import psutil

from cnn.data.source import open_source
from cnn.reading.predict import Predictor
from cnn.runs.run import Run


def main(folder: Path, source: str) -> None:
    """Predict and print."""
    dataset = open_source(source)
    images = (dataset.test or dataset.train).images
    predictor = Predictor.of_run(Run(folder), "cpu")
    start_up_s = time.time() - psutil.Process().create_time()
    start = time.perf_counter()
    rows = len(predictor.probs(images))
    predicting_s = time.perf_counter() - start
    print(json.dumps({"rows": rows, "predicting_s": predicting_s, "start_up_s": start_up_s}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
