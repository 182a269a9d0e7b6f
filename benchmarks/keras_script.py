"""``python -m benchmarks.keras_script [PRESET...]``: do the Keras scripts compute what the networks here compute?

Each preset's script is run in an environment that has Keras (``--keras``, made by ``make bench``), given the weights of
the plain network, and asked for the logits of random pictures. Prints the largest difference for each.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from cnn.export.keras_script import keras_script
from cnn.export.plan import Plan
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.layers import BatchNorm, Conv, Dense, Flatten
from cnn.model.shapes import parameter_count, walk
from cnn.model.step import leaves
from cnn.model.volume import Volume
from cnn.places import ROOT
from cnn.presets import PRESETS, find_preset
from cnn.training.config import TrainingConfig

Array = npt.NDArray[np.float32]
KERAS = ROOT / ".venv-keras/bin/python"
PICTURES = 16


@dataclass(frozen=True)
class Agreement:
    """difference: the largest between two logits. Parameters as counted here and by Keras."""

    difference: float
    parameters_here: int
    parameters_there: int


def compare(architecture: Architecture, config: TrainingConfig, keras: Path = KERAS) -> Agreement:
    """The plain network here against the script's there, with the same random weights on the same random pictures."""
    network = Network(architecture, seed=1).eval()
    generator = torch.Generator().manual_seed(2)
    with torch.no_grad():
        for name, value in network.state_dict().items():
            if value.is_floating_point() and value.ndim == 1:  # biases and batch normalisation: none as it begins
                value.copy_(torch.rand(value.shape, generator=generator) + 0.5 * name.endswith("running_var"))
    volume = architecture.input
    x = torch.rand(PICTURES, volume.depth, volume.height, volume.width, generator=generator)
    with torch.no_grad():
        expected = network(x).numpy()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "script.py").write_text(keras_script(Plan(architecture, config)), "utf-8")
        named: dict[str, Any] = {str(k): array for k, array in enumerate(weights_in_keras_order(network))}
        np.savez(folder / "weights.npz", **named)
        np.save(folder / "x.npy", x.permute(0, 2, 3, 1).numpy())
        child = [str(keras), str(ROOT / "benchmarks/keras_logits.py"), str(folder)]
        printed = subprocess.run(child, check=True, capture_output=True, text=True).stdout
        logits = np.load(folder / "logits.npy")
    there = json.loads(printed.splitlines()[-1])["parameters"]
    return Agreement(float(np.abs(logits - expected).max()), parameter_count(architecture), there)


def weights_in_keras_order(network: Network) -> list[Array]:
    """All weights as Keras lays them out: filters (F, F, D, K), matrices (in, out), vectors read out depth last."""
    values = [value.numpy() for value in network.state_dict().values() if value.is_floating_point()]
    arrays: list[Array] = []
    order: npt.NDArray[np.int64] | None = None  # where Keras' flattened numbers stand in PyTorch's
    for step in leaves(walk(network.architecture)):
        layer = step.layer
        if isinstance(layer, Flatten) and isinstance(step.before, Volume):
            volume = step.before
            places = np.arange(volume.size).reshape(volume.depth, volume.height, volume.width)
            order = places.transpose(1, 2, 0).ravel()
        elif isinstance(layer, Conv):
            arrays.append(values.pop(0).transpose(2, 3, 1, 0))
            arrays += [values.pop(0)] if layer.bias else []
        elif isinstance(layer, Dense):
            matrix = values.pop(0).T
            arrays.append(matrix if order is None else matrix[order])
            arrays += [values.pop(0)] if layer.bias else []
            order = None
        elif isinstance(layer, BatchNorm):
            four = [values.pop(0) for _ in range(4)]
            arrays += four if order is None else [vector[order] for vector in four]
    return arrays


def main() -> int:
    """Compare, print, and end with 1 where a difference is above 1e-4."""
    parser = argparse.ArgumentParser(description="Keras scripts against the networks here.")
    parser.add_argument("presets", nargs="*", metavar="PRESET", help="all where none is named")
    parser.add_argument("--keras", type=Path, default=KERAS, help="a Python that has Keras")
    options = parser.parse_args()
    largest = 0.0
    for name in options.presets or PRESETS:
        preset = find_preset(name)
        found = compare(preset.architecture(Volume(28, 28, 1), 10), preset.config, options.keras)
        is_same = found.parameters_here == found.parameters_there
        print(
            f"{name}: logits differ by at most {found.difference:.1e}; {found.parameters_here:,} parameters here, "
            f"{'as many' if is_same else format(found.parameters_there, ',')} there",
            flush=True,
        )
        largest = max(largest, found.difference if is_same else 1.0)
    return 0 if largest <= 1e-4 else 1


if __name__ == "__main__":
    sys.exit(main())
