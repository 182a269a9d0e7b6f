"""What a generated Keras script makes of given weights, in an environment that has Keras on TensorFlow.

Usage: ``python keras_logits.py FOLDER``; in FOLDER, ``script.py``, the images ``x.npy`` (N, H, W, C), and the weights
``weights.npz``, arrays named 0, 1, … in the order of the layers. Writes ``logits.npy`` and prints one JSON object.
"""

import importlib.util
import json
import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np


def load(path):
    spec = importlib.util.spec_from_file_location("script", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def leaves(layers):
    """Every layer that has weights of its own; those of a residual block are its branch's, then its shortcut's."""
    for layer in layers:
        if type(layer).__name__ == "Residual":
            yield from leaves(layer.branch.layers)
            if layer.shortcut is not None:
                yield layer.shortcut
        elif layer.weights:
            yield layer


def main(folder: Path) -> None:
    network = load(folder / "script.py").make_network()
    arrays = np.load(folder / "weights.npz")
    weights = [arrays[str(number)] for number in range(len(arrays.files))]
    for layer in leaves(network.layers):
        layer.set_weights([weights.pop(0) for _ in layer.weights])
    assert not weights, f"{len(weights)} weights are left over"
    np.save(folder / "logits.npy", network.predict(np.load(folder / "x.npy"), verbose=0))
    print(json.dumps({"parameters": int(sum(np.prod(one.shape) for one in network.trainable_weights))}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
