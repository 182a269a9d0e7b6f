"""Where things lie on disk."""

import os
from pathlib import Path

from cnn.visitor import present

ROOT = Path(__file__).resolve().parent.parent
STARTER = Path(__file__).resolve().parent / "starter"


def data_folder() -> Path:
    """Where data sets are looked for and cached: ``$CNN_DATA``, or ``data/`` beside the program."""
    return Path(os.environ.get("CNN_DATA", ROOT / "data"))


def own_folder() -> Path:
    """Where is kept what one visitor alone has: the data folder itself for whoever has charge of the machine."""
    visitor = present()
    return data_folder() if visitor.has_charge else data_folder() / "visitors" / visitor.folder


def runs_folder() -> Path:
    """Where runs are kept: ``$CNN_RUNS``, or ``runs/`` beside the program."""
    return Path(os.environ.get("CNN_RUNS", ROOT / "runs"))


def networks_folder() -> Path:
    """Where networks of one's own are kept: ``$CNN_NETWORKS``, or ``networks/`` beside the program.

    A visitor's are in their own folder.
    """
    if not present().has_charge:
        return own_folder() / "networks"
    return Path(os.environ.get("CNN_NETWORKS", ROOT / "networks"))
