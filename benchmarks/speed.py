"""``make bench``: the notebook's network here against Keras on TensorFlow, in turn on the same machine.

Each round has a seed of its own, which splits the rows for both and starts either network.

Usage: ``python -m benchmarks.speed [--rounds 3] [--epochs 2] [--data SOURCE] [--keras PYTHON]``. The data is the
competition's training file (``kaggle`` in the data folder, or $CNN_KAGGLE_ZIP). Prints a table with medians and spread
and writes it as JSON to ``bench/speed.json``.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.machine import machine
from cnn.data.source import open_source
from cnn.data.split import split_rows
from cnn.errors import CnnError
from cnn.files import write_json
from cnn.places import ROOT
from cnn.presets import find_preset


def main() -> int:
    """Measure in turn, print and write."""
    parser = argparse.ArgumentParser(description="Seconds an epoch, here and in Keras, in turn.")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured")
    parser.add_argument("--epochs", type=int, default=2, help="epochs a round")
    parser.add_argument("--data", default=os.environ.get("CNN_KAGGLE_ZIP", "kaggle"))
    parser.add_argument("--keras", type=Path, default=ROOT / ".venv-keras/bin/python", help="a Python that has Keras")
    options = parser.parse_args()
    try:
        images = open_source(options.data).train
    except CnnError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        _save(folder, images=images.images, labels=images.known_labels)
        keras = [str(options.keras), "benchmarks/notebook_keras.py", folder]
        ours = [sys.executable, "-m", "benchmarks.notebook_ours", options.data]
        results: dict[str, list[dict[str, Any]]] = {"keras": [], "ours": []}
        for turn in range(options.rounds):
            training, validation = split_rows(len(images), find_preset("notebook").config.validation_share, seed=turn)
            _save(folder, training_rows=training, validation_rows=validation)
            for name, command in (("keras", keras), ("ours", ours)):
                print(f"round {turn + 1} of {options.rounds}: {name}", file=sys.stderr)
                results[name].append(_measure([*command, str(options.epochs), str(turn)]))
    report = {"machine": machine(), "rounds": options.rounds, "epochs": options.epochs, **_summary(results)}
    write_json(ROOT / "bench/speed.json", report)
    _show(report)
    return 0


def _save(folder: str, **arrays: Any) -> None:
    """Hand arrays over to a process that has none of our code."""
    for name, array in arrays.items():
        np.save(Path(folder) / f"{name}.npy", array)


def _measure(command: list[str]) -> dict[str, Any]:
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def _summary(results: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Per side the seconds an epoch (a round's mean), and the ratio round by round, which outlives a noisy machine."""
    rounds = {name: [statistics.mean(turn["epoch_s"]) for turn in turns] for name, turns in results.items()}
    ratios = [keras / ours for keras, ours in zip(rounds["keras"], rounds["ours"], strict=True)]
    return {
        "seconds_an_epoch": {name: _spread(values) for name, values in rounds.items()},
        "times_as_fast_as_keras": _spread(ratios),
        "accuracy": {name: _spread([turn["accuracy"] for turn in turns]) for name, turns in results.items()},
        "versions": {name: turns[0]["versions"] for name, turns in results.items()},
    }


def _spread(values: list[float]) -> dict[str, float]:
    return {"lowest": min(values), "median": statistics.median(values), "highest": max(values)}


def _show(report: dict[str, Any]) -> None:
    print(f"{report['machine']['processor']}, {report['machine']['cores']} cores; {report['rounds']} rounds in turn")
    print(f"{'':<34}{'lowest':>9}{'median':>9}{'highest':>9}")
    rows = {
        "Keras, seconds an epoch": report["seconds_an_epoch"]["keras"],
        "here, seconds an epoch": report["seconds_an_epoch"]["ours"],
        "times as fast as Keras": report["times_as_fast_as_keras"],
        "Keras, validation accuracy (%)": {k: 100 * v for k, v in report["accuracy"]["keras"].items()},
        "here, validation accuracy (%)": {k: 100 * v for k, v in report["accuracy"]["ours"].items()},
    }
    for name, spread in rows.items():
        print(f"{name:<34}{spread['lowest']:>9.2f}{spread['median']:>9.2f}{spread['highest']:>9.2f}")
    for name, versions in report["versions"].items():
        print(f"{name}: {', '.join(f'{package} {number}' for package, number in versions.items())}")


if __name__ == "__main__":
    sys.exit(main())
