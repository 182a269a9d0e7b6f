"""The notebook's network in Keras, timed in a process of its own, in an environment that has Keras on TensorFlow.

Usage: ``python notebook_keras.py FOLDER EPOCHS SEED`` with the arrays of ``notebook_work.py`` in FOLDER. Prints one
JSON object: seconds of each epoch, accuracy on the rows held out, versions.
"""

import json
import os
import sys
import time
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf
from keras import layers


class EpochTimes(keras.callbacks.Callback):
    """Seconds of each epoch."""

    def __init__(self) -> None:
        super().__init__()
        self.epoch_s: list[float] = []

    def on_epoch_begin(self, epoch, logs=None):
        self._start = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        self.epoch_s.append(time.perf_counter() - self._start)


def notebook_network() -> keras.Model:
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(32, (5, 5), padding="valid", activation="relu"),
            layers.MaxPool2D((2, 2)),
            layers.Dropout(0.25),
            layers.Conv2D(64, (3, 3), padding="same", activation="relu"),
            layers.MaxPool2D((2, 2), strides=(2, 2)),
            layers.Dropout(0.25),
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.Dropout(0.5),
            layers.Dense(10, activation="softmax"),
        ]
    )


def main(folder: Path, epochs: int, seed: int) -> None:
    keras.utils.set_random_seed(seed)
    x = np.load(folder / "images.npy").reshape(-1, 28, 28, 1).astype("float32") / 255.0
    y = keras.utils.to_categorical(np.load(folder / "labels.npy"), 10)
    training, validation = np.load(folder / "training_rows.npy"), np.load(folder / "validation_rows.npy")
    model = notebook_network()
    optimizer = keras.optimizers.RMSprop(learning_rate=0.001)
    model.compile(optimizer=optimizer, loss="categorical_crossentropy", metrics=["accuracy"])
    weights = model.get_weights()
    model.fit(x[training[:640]], y[training[:640]], epochs=1, batch_size=64, verbose=0)  # compile, not counted
    model.set_weights(weights)
    for variable in optimizer.variables:
        if variable.path.startswith("rmsprop/") and "learning_rate" not in variable.path:
            variable.assign(keras.ops.zeros_like(variable))
    times = EpochTimes()
    model.fit(x[training], y[training], epochs=epochs, batch_size=64, verbose=0, callbacks=[times])
    versions = {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__}
    _, accuracy = model.evaluate(x[validation], y[validation], verbose=0)
    print(json.dumps({"epoch_s": times.epoch_s, "accuracy": accuracy, "versions": versions}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
