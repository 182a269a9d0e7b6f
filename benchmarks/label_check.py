"""How many wrong labels the label check finds: ``python -m benchmarks.label_check [--seeds 1] [--data SOURCE]``.

Labels of 200 rows, drawn by chance, are each changed to another class, drawn by chance too; then the labels are checked
as a run of kind ``folds`` does it. What counts is how many of the 200 are among the first 400 candidates. Other seeds
change other rows, deal other folds and train other networks. Options: ``--preset sprint``, ``--folds 5``, ``--flipped
200``, ``--first 400``. Writes ``bench/label_check.json``.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.machine import machine
from cnn.data.imageset import ImageSet, Rows
from cnn.data.source import open_source
from cnn.errors import CnnError
from cnn.files import write_json
from cnn.judging.evaluation import Evaluation
from cnn.labels.confident import find_doubts
from cnn.labels.folding import FOLDS, in_folds
from cnn.model.volume import Volume
from cnn.places import ROOT
from cnn.presets import PRESETS, find_preset

if TYPE_CHECKING:
    from cnn.runs.folds import Reading


@dataclass(frozen=True)
class Outcome:
    """One measurement: of the flipped labels, how many are among all candidates, and among the first of them.

    accuracy: the share of images that networks read, out of fold, as they were labelled before any label was flipped.
    """

    seed: int
    flipped: int
    candidates: int
    found: int
    found_first: int
    estimated: float
    accuracy: float
    time_s: float


def flip(images: ImageSet, count: int, seed: int) -> tuple[ImageSet, Rows]:
    """The images with ``count`` labels changed to another class each, and the rows that were changed."""
    random = np.random.default_rng(seed)
    rows = random.choice(len(images), count, replace=False)
    classes = len(images.class_names)
    labels = images.known_labels.copy()
    labels[rows] = (labels[rows] + random.integers(1, classes, count)) % classes
    return replace(images, labels=labels, known_fingerprint=""), rows


def judge(evaluation: Evaluation, true: ImageSet, flipped: Rows, first: int) -> tuple[int, int, int, float, float]:
    """Candidates, flipped labels among them, among the first of them; the estimate; accuracy by the true labels."""
    doubts = find_doubts(evaluation.labels, evaluation.probs)
    rows = evaluation.rows[doubts.places]
    found = np.isin(rows, flipped)
    accuracy = float((evaluation.predicted == true.known_labels[evaluation.rows]).mean())
    return len(rows), int(found.sum()), int(found[:first].sum()), doubts.estimated, accuracy


def _whole(reading: Reading) -> Evaluation:
    """What a reading gives in the end."""
    while True:
        try:
            next(reading)
        except StopIteration as end:
            evaluation: Evaluation = end.value
            return evaluation


def main() -> int:
    """Measure, print a line a seed and write."""
    parser = argparse.ArgumentParser(description="How many of the labels flipped by chance the label check finds.")
    parser.add_argument("--data", default=os.environ.get("CNN_KAGGLE_ZIP", "kaggle"))
    parser.add_argument("--preset", choices=list(PRESETS), default="sprint")
    parser.add_argument("--folds", type=int, default=FOLDS)
    parser.add_argument("--flipped", type=int, default=200)
    parser.add_argument("--first", type=int, default=400)
    parser.add_argument("--seeds", type=int, default=1)
    options = parser.parse_args()
    from cnn.runs.folds import out_of_fold  # loads PyTorch

    try:
        images = open_source(options.data).train
    except CnnError as error:
        print(f"label_check: {error}", file=sys.stderr)
        return 2
    preset = find_preset(options.preset)
    architecture = preset.architecture(Volume.of(images.shape), len(images.class_names))
    config = in_folds(preset.config, options.folds, images)
    outcomes = []
    for seed in range(options.seeds):
        wrong, flipped = flip(images, options.flipped, seed)
        start_s = time.perf_counter()
        evaluation = _whole(out_of_fold(architecture, config.changed(seed=seed), wrong))
        time_s = time.perf_counter() - start_s
        candidates, found, first, estimated, accuracy = judge(evaluation, images, flipped, options.first)
        outcomes.append(Outcome(seed, len(flipped), candidates, found, first, estimated, accuracy, time_s))
        print(
            f"seed {seed}: {first} of {len(flipped)} flipped labels among the first {options.first} candidates "
            f"({found} among all {candidates:,}; {estimated:.0f} wrong labels estimated), "
            f"accuracy out of fold {accuracy:.2%}, {time_s:.0f} s",
            flush=True,
        )
    report = {"machine": machine(), "options": vars(options), "outcomes": [asdict(outcome) for outcome in outcomes]}
    write_json(ROOT / "bench/label_check.json", report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
