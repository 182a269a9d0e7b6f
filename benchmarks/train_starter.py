"""Makes the starter, the small model that ships with the project.

``python -m benchmarks.train_starter ZIP`` trains it on the competition's labelled rows, as the engine trains any run,
and puts the finished run into ``cnn/starter``. Its training part also holds digits drawn by program (``cnn.pens``),
which is how the starter comes to know the 1 with a foot and the 7 with a crossbar; its validation part holds none, and
the shapes marked as held out are left to ``benchmarks.stress``.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
from tqdm import tqdm

from cnn.data.imageset import Dataset, ImageSet
from cnn.data.source import open_source
from cnn.data.split import split_rows
from cnn.drawing import normalise
from cnn.evaluation import Evaluation
from cnn.files import write_json
from cnn.model.architecture import Architecture
from cnn.model.layers import RELU, BatchNorm, Conv, Dense, GlobalPool, Layer, MaxPool
from cnn.model.volume import Volume
from cnn.pens import SKELETONS, Hand, Place, draw, write
from cnn.places import STARTER
from cnn.predict import Predictor
from cnn.runs.predictions import save_predictions
from cnn.runs.record import Notes, State
from cnn.runs.run import Run
from cnn.runs.store import RunStore
from cnn.training.config import TrainingConfig
from cnn.training.events import EpochFinished, Finished, Progress, Started
from cnn.training.loop import train

PENS_SEED = 1_618_033  # of the drawings trained on; the stress set has its own
LOGGED_EVERY_S = 2.0
SHIPPED = ("run.json", "notes.json", "state.json", "events.jsonl", "best.safetensors", "predictions.parquet")


def layers() -> tuple[Layer, ...]:
    """Five convolutions of 3×3 with batch normalisation, pooled early: half the work of the preset ``balanced``."""

    def block(filters: int) -> tuple[Layer, ...]:
        return (Conv(filters=filters, size=3, padding="same", bias=False), BatchNorm(), RELU)

    return (
        *block(24),
        MaxPool(size=2),
        *block(48),
        *block(48),
        MaxPool(size=2),
        *block(96),
        *block(96),
        GlobalPool(),
        Dense(units=10),
    )


def settings(epochs: int) -> TrainingConfig:
    """One-cycle training with the small changes that leave a digit the same."""
    return TrainingConfig(
        epochs=epochs,
        batch_size=128,
        learning_rate=0.01,
        optimizer="adamw",
        schedule="one_cycle",
        weight_decay=0.01,
        label_smoothing=0.1,
        shift_px=1.5,
        rotation_deg=10,
        zoom=0.1,
    )


def drawn_digits(count: int) -> ImageSet:
    """``count`` drawings of the shapes that are not held out, in the form in which the Draw page hands them over.

    The canvas has 112 pixels and the pen 3 to 11.5: the 280 and 8 to 28 of the Draw page, drawn in a third of the time.
    """
    images = np.empty((count, 1, 28, 28), np.uint8)
    labels = np.arange(count) % 10
    for number in tqdm(range(count), desc="Drawing digits", leave=False):
        rng = np.random.default_rng((PENS_SEED, number))
        shapes = [shape for shape in SKELETONS if shape.digit == labels[number] and not shape.held_out]
        paths = write(shapes[rng.integers(len(shapes))], Hand.of(rng), rng)
        place: Place = "corner" if rng.random() < 0.3 else "filling"
        image = normalise(draw(paths, rng, 112, rng.uniform(3, 11.5), place=place)).image
        assert image is not None  # a pen always leaves ink
        images[number, 0] = image
    return ImageSet(images, labels)


def mixed(real: ImageSet, drawn: ImageSet, config: TrainingConfig) -> tuple[ImageSet, TrainingConfig]:
    """Real and drawn digits in an order whose split keeps the validation rows of ``real`` and trains on all else.

    The loop splits by the number of rows, the share and the seed; so the share is made smaller, and the rows are
    placed where that split wants them.
    """
    training, validation = split_rows(len(real), config.validation_share, config.seed)
    count = len(real) + len(drawn)
    smaller = config.changed(validation_share=len(validation) / count)
    training_places, validation_places = split_rows(count, smaller.validation_share, config.seed)
    assert len(validation_places) == len(validation)
    images = np.empty((count, *real.shape), np.uint8)
    labels = np.empty(count, np.int64)
    images[validation_places], labels[validation_places] = real.images[validation], real.known_labels[validation]
    images[training_places] = np.concatenate([real.images[training], drawn.images])
    labels[training_places] = np.concatenate([real.known_labels[training], drawn.known_labels])
    return ImageSet(images, labels), smaller


def make(dataset: Dataset, drawn: ImageSet, epochs: int, store: RunStore) -> Run:
    """Train the starter in ``store``; its record names the competition's rows, its notes what else it saw."""
    architecture = Architecture(name="starter", input=Volume(width=28, height=28, depth=1), layers=layers())
    config = settings(epochs)
    run = store.create(dataset, architecture, config, name="Starter")
    images, smaller = mixed(dataset.train, drawn, config)
    training = train(architecture, smaller, images, run.record.normalisation, save_to=run.weights)
    state, logged_s = State(), 0.0
    while True:
        try:
            event = next(training)
        except StopIteration as end:
            network = end.value
            break
        match event:
            case Started():
                state = state.model_copy(update={"device": event.device})
            case Progress() if event.time_s - logged_s < LOGGED_EVERY_S:
                continue
            case Progress():
                logged_s = event.time_s
            case EpochFinished():
                accuracy = event.validation_accuracy
                print(f"epoch {event.epoch}: {accuracy:.2%} of the validation part, {event.time_s:.0f} s", flush=True)
                news: dict[str, object] = {"epoch": event.epoch, "step": event.step, "time_s": event.time_s}
                if event.best:
                    news |= {"best_epoch": event.epoch, "validation_accuracy": accuracy}
                state = state.model_copy(update=news)
            case Finished():
                event = event.model_copy(update={"run": STARTER.name})
                state = state.model_copy(update={"status": "finished", "time_s": event.duration_s})
        run.log.append(event)
    rows = split_rows(len(dataset.train), config.validation_share, config.seed)[1]
    held_out = dataset.train.take(rows)
    probs = Predictor(network, run.record.normalisation, held_out.class_names).probs(held_out.images)
    save_predictions(run.predictions, Evaluation(held_out.known_labels, probs, rows, held_out.class_names))
    run.write_state(state)
    run.write_notes(
        Notes(
            text=f"Trained on {len(dataset.train) - len(rows):,} rows of the competition's training file and "
            f"{len(drawn):,} digits drawn by program, and judged on the other {len(rows):,} rows."
        )
    )
    return run


def publish(run: Run, folder: Path) -> None:
    """Copy the run to ``folder``, where it is called by the folder's name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SHIPPED:
        shutil.copyfile(run.folder / name, folder / name)
    record = run.record.model_copy(update={"id": folder.name, "command": "python -m benchmarks.train_starter ZIP"})
    write_json(folder / "run.json", record.model_dump(mode="json"))


def main() -> None:
    """Train the starter and put it in its place."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("data", help="the competition's zip or train.csv")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--drawn", type=int, default=12_000, help="how many digits drawn by program to train on")
    parser.add_argument("--out", type=Path, default=STARTER, help="the folder to put the run into")
    options = parser.parse_args()
    found = open_source(options.data)
    dataset = replace(found, source="kaggle", title="Kaggle Digit Recognizer")  # not where the file happens to lie here
    with tempfile.TemporaryDirectory() as folder:
        run = make(dataset, drawn_digits(options.drawn), options.epochs, RunStore(Path(folder)))
        publish(run, options.out)


if __name__ == "__main__":
    main()
