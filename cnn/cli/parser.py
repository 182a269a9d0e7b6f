"""The commands and their options; those of training come from the configuration itself."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from cnn.cli.options import (
    RUN_HELP,
    add_data,
    add_handing_in,
    add_plan,
    add_runs,
    add_search,
    add_sharing,
    add_source,
    add_work,
)
from cnn.cli.setting_options import add_fields
from cnn.embedding.settings import EmbeddingSettings
from cnn.experiments import EXPERIMENTS
from cnn.labels.folding import FOLDS
from cnn.training.config import TrainingConfig
from cnn.tuning.settings import TuningSettings

FORMATS = ("zip", "weights", "onnx", "torch", "card", "pytorch", "keras")  # named here: theirs load PyTorch


class Parser(argparse.ArgumentParser):
    """Says a mistake in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def read_arguments(words: Sequence[str]) -> argparse.Namespace:
    """The parsed words; ends the program with status 2 and one line where they make no command."""
    parser = Parser(prog="cnn", description="Convolutional networks for the digits, from data to submission.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Parser)
    _offer_data(commands)
    _offer_training(commands)
    _offer_labels(commands)
    _offer_use(commands)
    _offer_taking_along(commands)
    _offer_going_on(commands)
    _offer_searches(commands)
    _offer_runs(commands)
    arguments = parser.parse_args(words)
    if fault := _fault(arguments):
        commands.choices[arguments.command].error(fault)
    return arguments


def given_settings(arguments: argparse.Namespace) -> dict[str, Any]:
    """The training settings that were given, by field name."""
    return {name: value for name in TrainingConfig.model_fields if (value := getattr(arguments, name)) is not None}


def _fault(arguments: argparse.Namespace) -> str:
    """What is at odds among the arguments; empty where nothing is."""
    if arguments.command in ("runs", "queue") and (arguments.action == "list") != (arguments.run is None):
        return "list takes no run" if arguments.run else f"{arguments.action} needs a run"
    if arguments.command == "correct":
        decides = arguments.label or arguments.keep or arguments.leave_out
        if (arguments.row is None) == bool(decides):
            return "--row needs one of --label, --keep and --leave-out, and they need a row"
    return ""


def _command(commands: Any, name: str, about: str) -> Parser:
    command: Parser = commands.add_parser(name, help=about, description=f"{about[0].upper()}{about[1:]}.")
    command.add_argument("--runs", type=Path, metavar="DIR", help="the runs folder (default: runs/)")
    command.add_argument("--json", action="store_true", help="one JSON object a line on stdout, and nothing else")
    return command


def _offer_data(commands: Any) -> None:
    add_source(_command(commands, "data", "say what a data set is, its counts and checks"))


def _offer_training(commands: Any) -> None:
    add_work(_command(commands, "train", "train a network and keep it as a run"))
    add_work(_command(commands, "range", "try ever higher learning rates for a training and suggest one"))

    folds = _command(commands, "folds", "check labels: read every image with a network that did not learn from it")
    add_work(folds)
    folds.add_argument("--folds", dest="members", type=int, metavar="N", help=f"how many networks (default: {FOLDS})")

    experiment = _command(commands, "experiment", "try out what a convolution is good for, in many small trainings")
    add_source(experiment)
    experiment.add_argument(
        "--which", choices=list(EXPERIMENTS), default="shuffled", help="which experiment (default: %(default)s)"
    )

    plane = _command(commands, "map", "lay images out in the plane by t-SNE, those that look alike close together")
    add_source(plane)
    add_fields(plane, EmbeddingSettings)


def _offer_labels(commands: Any) -> None:
    labels = _command(commands, "labels", "list the labels that a label check doubts, the most doubtful first")
    labels.add_argument("run", metavar="RUN", nargs="?", default="latest", help="a run of folds (default: the latest)")
    labels.add_argument("--most", type=int, default=40, metavar="N", help="how many of them (default: %(default)s)")

    correct = _command(commands, "correct", "correct a label, take that back, or list what was corrected")
    add_source(correct)
    correct.add_argument("--row", type=int, metavar="N", help="which row of the training part, from 0")
    verdict = correct.add_mutually_exclusive_group()
    verdict.add_argument("--label", metavar="CLASS", help="the class that the row should have")
    verdict.add_argument("--keep", action="store_true", help="its label is right")
    verdict.add_argument("--leave-out", action="store_true", help="neither learn from it nor judge by it")
    verdict.add_argument("--undo", action="store_true", help="take the last decision back")

    table = _command(commands, "table", "write the labelled images as a table, corrected")
    add_source(table)
    table.add_argument("--out", type=Path, default=Path("train.csv"), metavar="CSV", help="default: %(default)s")


def _offer_use(commands: Any) -> None:
    evaluate = _command(commands, "evaluate", "say how well a run reads labelled images")
    add_runs(evaluate)
    add_data(evaluate, "labelled data to judge on; the validation part the runs kept when not given")

    submit = _command(commands, "submit", "predict the test part and write submission.csv")
    add_runs(submit)
    add_data(submit, "where the test part is; the first run's own source when not given")
    submit.add_argument("--out", type=Path, default=Path("submission.csv"), metavar="CSV", help="default: %(default)s")
    add_handing_in(submit)

    predict = _command(commands, "predict", "read drawings of digits, PNG or JPEG")
    predict.add_argument("run", metavar="RUN", nargs=1, help=RUN_HELP)
    predict.add_argument(
        "--with",
        dest="more",
        metavar="RUN",
        action="append",
        default=[],
        help="average this run in too; may be repeated",
    )
    predict.add_argument("pictures", metavar="PICTURE", nargs="+", help="a PNG or JPEG file")


def _offer_taking_along(commands: Any) -> None:
    code = _command(commands, "code", "write a training as a plain PyTorch or Keras script")
    add_plan(code)
    code.add_argument("--framework", choices=["pytorch", "keras"], default="pytorch", help="default: %(default)s")
    code.add_argument("--out", type=Path, metavar="PY", help="where to write it; printed when not given")

    export = _command(commands, "export", "write a trained network as files that other programs read")
    export.add_argument("run", metavar="RUN", help=RUN_HELP)
    export.add_argument("--format", choices=FORMATS, default="zip", help="zip is everything (default)")
    export.add_argument("--out", type=Path, metavar="FILE", help="default: the run's id with the format's ending")

    adopt = _command(commands, "adopt", "keep a model that was exported by this program as a run")
    adopt.add_argument("file", type=Path, metavar="ZIP", help="of the format zip or weights")


def _offer_going_on(commands: Any) -> None:
    tune = _command(commands, "tune", "teach a trained run the drawings you kept, without letting it forget the old")
    tune.add_argument("run", metavar="RUN", help=RUN_HELP)
    add_fields(tune, TuningSettings)
    tune.add_argument("--no-corrections", action="store_true", help="take labels as the source gives them")

    for name, about in (
        ("pause", "leave a training as it stands, to be gone on with"),
        ("resume", "go on with a run that was paused, stopped or broken off, from its last checkpoint"),
        ("extend", "train a finished run for more epochs, as a run of its own"),
    ):
        going_on = _command(commands, name, about)
        going_on.add_argument("run", metavar="RUN", help=RUN_HELP)
        if name == "extend":
            going_on.add_argument("--epochs", type=int, metavar="N", required=True, help="how many epochs in all")


def _offer_searches(commands: Any) -> None:
    sweep = _command(commands, "sweep", "search for settings: many short trainings, the next ones proposed by Optuna")
    add_plan(sweep)
    add_search(sweep)

    sweeps = _command(commands, "sweeps", "list searches; show, stop or go on with one, train a trial in full")
    searching = ["list", "show", "stop", "go-on", "full"]
    sweeps.add_argument("action", nargs="?", choices=searching, default="list")
    sweeps.add_argument("sweep", metavar="NAME", nargs="?", default="latest", help="default: the latest")
    sweeps.add_argument("--trial", type=int, metavar="N", help="for full: which trial, from 1 (default: the best)")
    add_sharing(sweeps)


def _offer_runs(commands: Any) -> None:
    runs = _command(commands, "runs", "list runs; show, stop, note, delete or restore one")
    actions = ["list", "show", "stop", "note", "delete", "restore"]
    runs.add_argument("action", nargs="?", choices=actions, default="list")
    runs.add_argument("run", metavar="RUN", nargs="?", help=RUN_HELP)
    runs.add_argument("--name", help="for note: what to call the run")
    runs.add_argument("--tags", metavar="TAG,TAG", help="for note: words to find it by")
    runs.add_argument("--text", help="for note: what there is to say of it")

    _command(commands, "work", "train the queued runs, one after the other, until none is left")

    waiting = _command(commands, "queue", "list what waits and who works on what; move or cancel a run that waits")
    waiting.add_argument("action", nargs="?", choices=["list", "first", "up", "down", "cancel"], default="list")
    waiting.add_argument("run", metavar="RUN", nargs="?", help=RUN_HELP)
    waiting.add_argument("--at-once", type=int, metavar="N", help="from now on so many runs are worked on at once")
