"""One function a command: it takes the parsed arguments and gives the exit status."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from cnn.cli.expectation import tell_expectation
from cnn.cli.experiment_command import experiment
from cnn.cli.export_commands import adopt, code, export
from cnn.cli.foreground import do_here
from cnn.cli.label_commands import correct, labels, table
from cnn.cli.launched import is_launched
from cnn.cli.listing import runs, store_of
from cnn.cli.map_command import map
from cnn.cli.opening import opened
from cnn.cli.output import Output, TrainingPrinter
from cnn.cli.planning import planned
from cnn.cli.queue_command import queue
from cnn.cli.range_printer import RangePrinter
from cnn.cli.resuming_commands import extend, pause, resume
from cnn.cli.several import chosen, named
from cnn.cli.submit_command import submit
from cnn.cli.sweep_commands import sweep, sweeps
from cnn.cli.tune_command import tune
from cnn.errors import CnnError, DrawingError
from cnn.labels.folding import FOLDS, in_folds
from cnn.runs.creation import create_run
from cnn.runs.queue import drain, held
from cnn.runs.record import Kind, State
from cnn.runs.run import Run


def data(arguments: Namespace) -> int:
    """``cnn data SOURCE``."""
    output = Output(arguments.json)
    dataset = opened(arguments.source, arguments.classes, arguments, output)
    images = dataset.train
    counts = images.counts.tolist() if images.labels is not None else None
    channels, height, width = images.shape
    output.give(
        {
            "source": dataset.source,
            "title": dataset.title,
            "rows": len(images),
            "test_rows": len(dataset.test) if dataset.test else 0,
            "classes": len(images.class_names),
            "class_names": images.class_names,
            "counts": counts,
            "shape": images.shape,
            "fingerprint": images.fingerprint,
            "notices": dataset.notices,
        }
    )
    test = f", {len(dataset.test):,} in the test part" if dataset.test else ""
    output.say(f"{dataset.title}: {len(images):,} images of {width}×{height}×{channels}{test}")
    output.say(f"fingerprint {images.fingerprint}")
    for name, count in zip(images.class_names, counts or [], strict=False):
        output.say(f"  class {name}: {count:,}")
    return 0


def train(arguments: Namespace) -> int:
    """``cnn train SOURCE``: the worker's own work, in the foreground, by several processes if torchrun started them."""
    if not is_launched():
        return _perform("train", arguments)
    from cnn.cli.together import train_together  # loads PyTorch

    output = Output(arguments.json)
    return train_together(store_of(arguments), lambda: _create("train", arguments, output), output)


def range(arguments: Namespace) -> int:  # named as the command is; nothing here counts with the built-in one
    """``cnn range SOURCE``: a learning-rate range test for such a training, in the foreground."""
    return _perform("range_test", arguments)


def folds(arguments: Namespace) -> int:
    """``cnn folds SOURCE``: a label check; every image is read by a network that did not learn from it."""
    return _perform("folds", arguments)


def _perform(kind: Kind, arguments: Namespace) -> int:
    output = Output(arguments.json)
    run = _create(kind, arguments, output)
    if arguments.later:
        output.give({"run": run.id, "status": "queued"})
        output.say(f"Run {run.id} waits; `python -m cnn work` does what waits")
        return 0
    printer = RangePrinter(output) if kind == "range_test" else TrainingPrinter(output, run.record.config.members)
    return do_here(run, printer.show, output)


def _create(kind: Kind, arguments: Namespace, output: Output) -> Run:
    """The run that the arguments ask for, held by this process unless it is for later."""
    dataset = opened(arguments.source, arguments.classes, arguments, output)
    architecture, config, preset = planned(arguments, dataset)
    if kind == "folds":
        config = in_folds(config, arguments.members or FOLDS, dataset.train)
    if kind == "train" and not is_launched():  # what was measured is how fast one process is
        tell_expectation(architecture, config, dataset.train, output)
    return create_run(
        store_of(arguments),
        dataset,
        architecture,
        config,
        kind=kind,
        classes=arguments.classes,
        preset=preset,
        name=arguments.name,
        state=State() if arguments.later else held(),
    )


def evaluate(arguments: Namespace) -> int:
    """``cnn evaluate RUN...``."""
    from cnn.judging.calibration import best_temperature, expected_calibration_error
    from cnn.judging.evaluation import class_scores
    from cnn.judging.judgement import judge

    output = Output(arguments.json)
    together = chosen(arguments.run, arguments)
    dataset = opened(arguments.data, arguments.classes, arguments, output) if arguments.data else None
    judged = judge(together, dataset)
    if judged.caveat:
        output.note(judged.caveat)
    evaluation = judged.evaluation
    low, high = evaluation.interval
    scores = class_scores(evaluation.confusion, evaluation.class_names)
    error, temperature = expected_calibration_error(evaluation), best_temperature(evaluation)
    output.give(
        {
            **named(together),
            "judged_on": judged.on,
            "rows": len(evaluation.labels),
            "accuracy": evaluation.accuracy,
            "interval": [low, high],
            "calibration_error": error,
            "temperature": temperature,
            "confusion": evaluation.confusion.tolist(),
            "precision": [score.precision for score in scores],
            "recall": [score.recall for score in scores],
            "f1": [score.f1 for score in scores],
        }
    )
    output.say(f"{evaluation.accuracy:.2%} of {len(evaluation.labels):,} images right, on {judged.on}")
    output.say(f"95 % interval {low:.2%} to {high:.2%}")
    output.say(f"Calibration error {error:.2%}; its logits divided by {temperature:.2f} have the least loss here")
    output.say("class  precision  recall     F1  images")
    for score in scores:
        output.say(
            f"{score.name:>5}  {score.precision:>9.2%}  {score.recall:>6.2%} {score.f1:>6.2%}  {score.support:>6,}"
        )
    return 0


def predict(arguments: Namespace) -> int:
    """``cnn predict RUN PICTURE...``: every picture that can be read is answered, also after one that cannot."""
    from cnn.drawing import read_picture
    from cnn.reading.predict import Predictor

    output = Output(arguments.json)
    together = chosen([*arguments.run, *arguments.more], arguments)
    predictor = Predictor.of_runs(together)
    faults: list[CnnError] = []
    for picture in arguments.pictures:
        try:
            reading = predictor.read(read_picture(Path(picture)))
        except DrawingError as error:
            faults.append(error)
            continue
        output.give(
            {
                **named(together),
                "picture": picture,
                "digit": reading.label,
                "class": predictor.class_names[reading.label] if reading.label is not None else None,
                "probs": reading.probs.tolist(),
                "hints": [doubt.text for doubt in reading.drawing.doubts],
            }
        )
        if reading.label is None:
            output.say(f"{picture}: nothing to read. {' '.join(doubt.text for doubt in reading.drawing.doubts)}")
        else:
            output.say(f"{picture}: {predictor.class_names[reading.label]} ({reading.probs[reading.label]:.1%})")
    for fault in faults[:-1]:
        output.note(str(fault))
    if faults:
        raise faults[-1]
    return 0


def work(arguments: Namespace) -> int:
    """``cnn work``."""
    output = Output(arguments.json)
    done = drain(store_of(arguments))
    output.give({"done": done})
    output.say(f"{done} runs done; none is waiting" if done else "Nothing was waiting, or enough workers are at it")
    return 0


__all__ = [
    "adopt",
    "code",
    "correct",
    "data",
    "evaluate",
    "experiment",
    "export",
    "extend",
    "folds",
    "labels",
    "map",
    "pause",
    "predict",
    "queue",
    "range",
    "resume",
    "runs",
    "submit",
    "sweep",
    "sweeps",
    "table",
    "train",
    "tune",
    "work",
]
