"""Options by what they are about: most of these groups belong to several commands."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from cnn.cli.setting_options import add_settings
from cnn.data.source import CATALOGUE
from cnn.presets import PRESETS

SOURCE_HELP = (
    f"{', '.join(entry.word for entry in CATALOGUE)}, or the path of a CSV, gz, zip or folder; +drawings behind it "
    "adds your drawings to what is learned from"
)
RUN_HELP = "a run's id, a unique beginning of one, latest, or starter"


def add_work(command: ArgumentParser) -> None:
    """What to do, now or later."""
    add_plan(command)
    command.add_argument("--later", action="store_true", help="only put it into the queue, which `work` goes through")


def add_plan(command: ArgumentParser) -> None:
    """What to train on what, and how."""
    add_source(command)
    choice = command.add_mutually_exclusive_group()
    choice.add_argument(
        "--preset", choices=list(PRESETS), default="notebook", help="network and settings to start from"
    )
    choice.add_argument(
        "--architecture",
        metavar="NETWORK",
        help="a network of your own: a JSON file, the name you kept it under, or the id of a run that has it",
    )
    command.add_argument("--name", default="", help="what to call the run")
    add_settings(command)


def add_source(command: ArgumentParser) -> None:
    """Where the data is, and how it is to be taken."""
    command.add_argument("source", metavar="SOURCE", help=SOURCE_HELP)
    add_reading(command)


def add_reading(command: ArgumentParser) -> None:
    """How what is at a source is to be taken."""
    command.add_argument(
        "--classes", type=int, metavar="N", help="how many classes a table's labels name (default: 10)"
    )
    command.add_argument("--no-corrections", action="store_true", help="take labels as the source gives them")


def add_runs(command: ArgumentParser) -> None:
    """Which networks."""
    command.add_argument("run", metavar="RUN", nargs="+", help=f"{RUN_HELP}; the probabilities of several are averaged")


def add_data(command: ArgumentParser, about: str) -> None:
    """On which data, where it is not that of the runs; ``about``: what that means here."""
    command.add_argument("--data", metavar="SOURCE", help=about)
    add_reading(command)


def add_handing_in(command: ArgumentParser) -> None:
    """What else is made of predictions, and what becomes of them."""
    command.add_argument(
        "--views", type=int, metavar="N", help="views of each image to average; as each run says when not given"
    )
    command.add_argument(
        "--probabilities", type=Path, metavar="CSV", help="also write the probability of every class, a line an image"
    )
    command.add_argument("--compare", type=Path, metavar="CSV", help="an earlier submission: say which rows differ")
    command.add_argument(
        "--by-hand",
        action="store_true",
        help="take the answers that were given by hand under Submit; a competition's rules may forbid them",
    )
    command.add_argument(
        "--hand-in", action="store_true", help="hand it in now, with Kaggle's own tool and your account"
    )
    command.add_argument("--message", metavar="TEXT", help="what Kaggle shows beside it (default: made from the runs)")


def add_search(command: ArgumentParser) -> None:
    """What a search varies, how long it goes on and what it is after."""
    command.add_argument(
        "--vary",
        metavar="SETTING[=HOW]",
        action="append",
        required=True,
        help="a setting to vary, as learning_rate, learning_rate=1e-4..0.1 or batch_size=32,64; may be repeated",
    )
    command.add_argument("--trials", type=int, metavar="N", help="end after so many (default: 20, or by --minutes)")
    command.add_argument("--minutes", type=float, metavar="N", help="begin no further trial after so many")
    command.add_argument("--trial-epochs", type=int, metavar="N", help="epochs of a trial (default: as --epochs)")
    command.add_argument("--goal", choices=["accuracy", "loss"], default="accuracy", help="default: %(default)s")
    command.add_argument(
        "--pruning", choices=["median", "hyperband", "none"], default="median", help="default: %(default)s"
    )
    add_sharing(command)


def add_sharing(command: ArgumentParser) -> None:
    """Who works on a search, and where it is kept."""
    command.add_argument("--workers", type=int, metavar="N", help="how many runs are worked on at once here")
    command.add_argument(
        "--storage",
        metavar="URL",
        default="",
        help="where searches are kept, as postgresql://user@host/base for many machines; better given as $CNN_SWEEPS, "
        "which other users of the machine do not see (default: a file in the runs folder)",
    )
