"""Makes the starter, the small model that ships with the project.

``python -m benchmarks.train_starter ZIP`` trains it on the competition's labelled rows, as the engine trains any run,
and puts the finished run into ``cnn/starter``. It also learns from digits drawn by program (``cnn.pens``),
which is how the starter comes to know the 1 with a foot and the 7 with a crossbar; shapes marked as held out and hands
out of the ordinary are left to ``benchmarks.stress``. The rows it is judged on have no say in what it becomes.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks.starter_drawings import drawn_digits
from benchmarks.stress_cases import drawn_cases, foreign_cases, row_cases
from benchmarks.stress_report import accuracy, by, read_cases, summary
from cnn.data.imageset import Dataset, ImageSet
from cnn.data.source import open_source
from cnn.data.split import split_rows
from cnn.files import write_json
from cnn.judging.evaluation import Evaluation
from cnn.model.architecture import Architecture
from cnn.model.layers import RELU, BatchNorm, Conv, Dense, GlobalPool, Layer, MaxPool
from cnn.model.volume import Volume
from cnn.places import STARTER
from cnn.reading.familiarity import fit
from cnn.reading.predict import Predictor
from cnn.runs.creation import create_run
from cnn.runs.familiar import FILE as FAMILIAR
from cnn.runs.familiar import keep
from cnn.runs.predictions import save_predictions
from cnn.runs.record import Notes, State
from cnn.runs.run import Run
from cnn.runs.store import RunStore
from cnn.training.config import TrainingConfig
from cnn.training.events import EpochFinished, Finished, Progress, Started
from cnn.training.loop import train

CHOOSING_SHARE = 0.05  # of the rows not judged on: they choose the epoch
STRESS_EACH = 20  # drawings a digit under each condition, as ``benchmarks.stress`` has it
LOGGED_EVERY_S = 2.0
SHIPPED = (
    "run.json",
    "notes.json",
    "state.json",
    "events.jsonl",
    "best.safetensors",
    "predictions.parquet",
    FAMILIAR,
)


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
        shear_deg=8,
        elastic_px=0.5,
        thickness_px=0.4,
    )


def make(dataset: Dataset, drawn: ImageSet, epochs: int, store: RunStore) -> Run:
    """Train the starter in ``store`` on three parts of the rows: to learn from, to choose the epoch by, to judge it on.

    The record names the competition's rows and the split that keeps those to judge on, as for any run; what is left is
    split again for the choice, so that the figure the starter is known by comes from rows that decided nothing.
    """
    architecture = Architecture(name="starter", input=Volume(width=28, height=28, depth=1), layers=layers())
    config = settings(epochs)
    run = create_run(store, dataset, architecture, config, name="Starter")
    others, judging = split_rows(len(dataset.train), config.validation_share, config.seed)
    training = train(
        architecture,
        config.changed(validation_share=CHOOSING_SHARE),
        dataset.train.take(others),
        run.record.normalisation,
        save_to=run.weights,
        extra=drawn,
    )
    state, logged_s = State(), 0.0
    for event in training:
        match event:
            case Started():
                state = state.model_copy(update={"device": event.device})
            case Progress() if event.time_s - logged_s < LOGGED_EVERY_S:
                continue
            case Progress():
                logged_s = event.time_s
            case EpochFinished():
                right = event.validation_accuracy
                print(f"epoch {event.epoch}: {right:.2%} of the choosing part, {event.time_s:.0f} s", flush=True)
                news: dict[str, object] = {"epoch": event.epoch, "step": event.step, "time_s": event.time_s}
                if event.best:
                    news |= {"best_epoch": event.epoch}
                state = state.model_copy(update=news)
            case Finished():
                event = event.model_copy(update={"run": STARTER.name})
                state = state.model_copy(update={"status": "finished", "time_s": event.duration_s})
        run.log.append(event)
    held_out = dataset.train.take(judging)
    predictor = Predictor.of_run(run)
    judged = Evaluation(held_out.known_labels, predictor.probs(held_out.images), judging, held_out.class_names)
    save_predictions(run.predictions, judged)
    keep(run, fit(predictor, dataset.train, others, judging))
    run.write_state(state.model_copy(update={"validation_accuracy": judged.accuracy}))
    run.write_notes(Notes(text=account(predictor, held_out, judged, len(others), len(drawn))))
    return run


def account(predictor: Predictor, held_out: ImageSet, judged: Evaluation, others: int, drawn: int) -> str:
    """What the starter was trained on and how right it is, by condition, in sentences."""
    low, high = judged.interval
    outcomes = read_cases(drawn_cases(STRESS_EACH), predictor.probs)
    every = outcomes + read_cases(row_cases(held_out, STRESS_EACH), predictor.probs)
    shapes, hands = by(outcomes, "held_out")[True], by(outcomes, "unusual")[True]
    parts = {
        **by(every, "stroke"),
        **by(every, "place"),
        **{f"{ground} ground": those for ground, those in by(every, "ground").items()},
        "drawn shapes held out of training": shapes,
        "hands out of the ordinary": hands,
    }
    by_condition = [f"{name} {accuracy(those):.2%}" for name, those in parts.items()]
    foreign = accuracy(read_cases(foreign_cases(), predictor.probs))
    return (
        f"Trained on {others:,} rows of the competition's training file, of which {CHOOSING_SHARE:.0%} chose the "
        f"epoch, and {drawn:,} digits drawn by program. Right on {judged.accuracy:.2%} of the other "
        f"{len(judged.rows):,} rows ({low:.2%} to {high:.2%}), which decided nothing. "
        f"On the stress set {summary(every)}: {', '.join(by_condition)}. "
        f"On scikit-learn's digits, by other writers, 8×8 pixels enlarged: {foreign:.2%}."
    )


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
    parser.add_argument("--drawn", type=int, default=16_000, help="how many digits drawn by program to train on")
    parser.add_argument("--out", type=Path, default=STARTER, help="the folder to put the run into")
    options = parser.parse_args()
    found = open_source(options.data)
    dataset = replace(found, source="kaggle", title="Kaggle Digit Recognizer")  # not where the file happens to lie here
    with tempfile.TemporaryDirectory() as folder:
        run = make(dataset, drawn_digits(options.drawn), options.epochs, RunStore(Path(folder)))
        publish(run, options.out)


if __name__ == "__main__":
    main()
