"""A whole training as one Keras script, to read, to change, to paste into a Kaggle notebook."""

from __future__ import annotations

import math

from cnn.export.form import assemble, call, introduction, normalised, number
from cnn.export.keras_network import network_code
from cnn.export.plan import Plan
from cnn.export.rates import rate_function
from cnn.training.config import KERAS_EPSILON, TrainingConfig

NOT_CARRIED = ("elastic_px", "thickness_px", "erase", "views", "precision")

READING = '''
def read(name):
    """Images float32 (N, H, W, C) and labels int64 (N,), None where the file has none."""
    table = pd.read_csv(FOLDER / name)
    labels = table.pop("label").to_numpy() if "label" in table else None
    images = table.to_numpy("float32").reshape(-1, *SHAPE).transpose(0, 2, 3, 1)
    return %s, labels
'''

RATES = '''
class Rates(keras.callbacks.Callback):
    """Sets the learning rate before each step."""

    def __init__(self, steps):
        super().__init__()
        self.step, self.steps = 0, steps

    def on_train_batch_begin(self, batch, logs=None):
        self.model.optimizer.learning_rate = learning_rate(self.step, self.steps)
        self.step += 1
'''

AUGMENTING = '''
class Batches(keras.utils.PyDataset):
    """Batches in a new order each epoch, every image moved, turned, zoomed and slanted a little."""

    changes = keras.Sequential(
        [
%s
        ]
    )

    def __init__(self, x, y, seed):
        super().__init__()
        self.x, self.y, self.random = x, y, np.random.default_rng(seed)
        self.on_epoch_end()

    def on_epoch_end(self):
        self.order = self.random.permutation(len(self.x))

    def __len__(self):
        return math.ceil(len(self.x) / BATCH_SIZE)

    def __getitem__(self, number):
        rows = self.order[number * BATCH_SIZE : (number + 1) * BATCH_SIZE]
        return self.changes(self.x[rows], training=True), self.y[rows]
'''


def keras_script(plan: Plan) -> str:
    """The script; raises SpecError where the network is impossible."""
    config, picture = plan.config, plan.network.input
    judges, plans_rates = config.validation_share > 0, _plans_rates(config)
    remarks = plan.left_out(NOT_CARRIED)
    if config.optimizer == "muon":
        remarks.append("Keras' Muon takes fully connected layers only; filters are left to AdamW.")
    needs_math = plan.moves or config.schedule in ("one_cycle", "cosine")
    head = "\n".join(
        [
            introduction(plan, "Keras", remarks),
            "",
            *["import math"] * needs_math,
            "from pathlib import Path",
            "",
            "import keras",
            "import numpy as np",
            "import pandas as pd",
            "from keras import layers",
            *["from sklearn.model_selection import train_test_split"] * judges,
            "",
            'FOLDER = Path("/kaggle/input/digit-recognizer")  # where train.csv and test.csv are',
            "if not FOLDER.exists():",
            "    FOLDER = Path()",
            f"SHAPE = ({picture.depth}, {picture.height}, {picture.width})  # channels, height, width in the files",
            f"EPOCHS, BATCH_SIZE, LEARNING_RATE = {config.epochs}, {config.batch_size}, {config.learning_rate:g}",
            f"SEED, VALIDATION_SHARE, CLASSES = {config.seed}, {config.validation_share:g}, {plan.classes}",
        ]
    )
    return assemble(
        head,
        READING % normalised(plan),
        network_code(picture, plan.steps),
        _optimizer(config),
        rate_function(config) if plans_rates else "",
        RATES if plans_rates else "",
        AUGMENTING % _changes(plan) if plan.moves else "",
        _training(plan),
        _main(config),
    )


def _plans_rates(config: TrainingConfig) -> bool:
    """Whether the rate changes from step to step, which a plateau's does not."""
    return config.schedule in ("one_cycle", "cosine", "step") or config.warmup_epochs > 0


def _optimizer(config: TrainingConfig) -> str:
    given = ["LEARNING_RATE"]
    epsilon = f"epsilon={number(KERAS_EPSILON)}"
    momentum = [f"momentum={config.momentum:g}", f"nesterov={config.momentum > 0}"]
    match config.optimizer:
        case "rmsprop":
            name, more = "RMSprop", [epsilon]
        case "sgd":
            name, more = "SGD", momentum
        case "adam":
            name, more = "Adam", [epsilon]
        case "adamw":
            name, more = "AdamW", [epsilon]
        case "muon":
            name, more = "Muon", [*momentum, f"adam_weight_decay={config.weight_decay:g}"]
    if config.weight_decay or config.optimizer in ("adamw", "muon"):
        more.append(f"weight_decay={config.weight_decay or None}")
    if config.gradient_clip:
        more.append(f"global_clipnorm={config.gradient_clip:g}")
    if config.average_decay:
        more += ["use_ema=True", f"ema_momentum={config.average_decay:g}"]
    if not config.weight_decay:
        return "\n".join(["def make_optimizer():", call(f"    return keras.optimizers.{name}", [*given, *more])])
    return "\n".join(
        [
            "def make_optimizer():",
            call(f"    optimizer = keras.optimizers.{name}", [*given, *more]),
            '    optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])',
            "    return optimizer",
        ]
    )


def _changes(plan: Plan) -> str:
    config, picture = plan.config, plan.network.input
    empty = 'fill_mode="constant"'
    shear = math.tan(math.radians(config.shear_deg))
    lines = {
        f"layers.RandomShear({shear:.3g}, {empty})": config.shear_deg,
        f"layers.RandomZoom({config.zoom:g}, {empty})": config.zoom,
        f"layers.RandomRotation({config.rotation_deg / 360:.3g}, {empty})": config.rotation_deg,
        f"layers.RandomTranslation({config.shift_px / picture.height:.3g}, {config.shift_px / picture.width:.3g}, "
        f"{empty})": config.shift_px,
    }
    return "\n".join(f"            {line}," for line, wanted in lines.items() if wanted)


def _training(plan: Plan) -> str:
    config = plan.config
    judges = config.validation_share > 0
    smoothing = f", label_smoothing={config.label_smoothing:g}" if config.label_smoothing else ""
    metric, mode = ("val_accuracy", "max") if config.judged_by == "accuracy" else ("val_loss", "min")
    if not judges:
        metric = metric.removeprefix("val_")
    callbacks = []
    if _plans_rates(config):
        callbacks.append(call("        Rates", ["EPOCHS * -(-len(x) // BATCH_SIZE)"], ","))
    if config.schedule == "plateau":
        falling = [
            f'"{metric}"',
            f"factor={config.plateau_factor:g}",
            f"patience={config.plateau_patience}",
            f"min_delta={number(config.plateau_min_delta)}",
            f'mode="{mode}"',
            f"cooldown={config.plateau_cooldown}",
            f"min_lr={number(config.min_learning_rate)}",
        ]
        callbacks.append(call("        keras.callbacks.ReduceLROnPlateau", falling, ","))
    if judges:
        stopping = [
            f'"{metric}"',
            f"min_delta={config.minimal_gain if config.patience else 0:g}",
            f"patience={config.patience or 'EPOCHS'}",
            f'mode="{mode}"',
            "restore_best_weights=True",
        ]
        callbacks.append(call("        keras.callbacks.EarlyStopping", stopping, ","))
    data = "Batches(x, y, seed)" if plan.moves else "x, y, batch_size=BATCH_SIZE"
    return "\n".join(
        [
            "def train(x, y, validation, seed):",
            '    """A trained network; y is one-hot'
            + (", and the weights are those that read the validation part best." if judges else ".")
            + '"""',
            "    keras.utils.set_random_seed(seed)",
            "    network = make_network()",
            f"    loss = keras.losses.CategoricalCrossentropy(from_logits=True{smoothing})",
            '    network.compile(make_optimizer(), loss, metrics=["accuracy"])',
            *(["    callbacks = [", *callbacks, "    ]"] if callbacks else ["    callbacks = []"]),
            f"    network.fit({data}, epochs=EPOCHS, validation_data=validation, callbacks=callbacks, verbose=2)",
            "    return network",
        ]
    )


def _main(config: TrainingConfig) -> str:
    if config.validation_share > 0:
        split = [
            "    parts = train_test_split(x, y, test_size=VALIDATION_SHARE, random_state=SEED)",
            "    x, y, validation = parts[0], parts[2], (parts[1], parts[3])",
        ]
    else:
        split = ["    validation = None  # every row is learned from"]
    if config.members == 1:
        predicting = [
            "    network = train(x, y, validation, SEED)",
            "    network.summary()",
            "    guesses = network.predict(test, verbose=0).argmax(1)",
        ]
    else:
        predicting = [
            f"    networks = [train(x, y, validation, SEED + member) for member in range({config.members})]",
            "    probs = [keras.ops.softmax(network.predict(test, verbose=0)) for network in networks]",
            "    guesses = np.sum([np.asarray(some) for some in probs], axis=0).argmax(1)",
        ]
    return "\n".join(
        [
            "def main():",
            '    x, labels = read("train.csv")',
            '    test, _ = read("test.csv")',
            '    y = np.eye(CLASSES, dtype="float32")[labels]',
            *split,
            *predicting,
            '    submission = pd.DataFrame({"ImageId": range(1, len(test) + 1), "Label": guesses})',
            '    submission.to_csv("submission.csv", index=False)',
            "",
            "",
            'if __name__ == "__main__":',
            "    main()",
        ]
    )
