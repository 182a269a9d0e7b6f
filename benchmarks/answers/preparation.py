"""What the pages need to have something to show: a few runs and a label check, made once by the program's commands."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from filelock import FileLock

from cnn.places import ROOT, data_folder
from cnn.runs.store import RunStore

KEPT = ROOT / "bench" / "answers"
MAKINGS = {
    "Check": ("folds", "--preset", "sprint", "--folds", "2"),
    "Strong": ("train", "--preset", "strong", "--epochs", "1"),
    "Notebook": ("train", "--preset", "notebook"),
    "Other seed": ("train", "--preset", "sprint", "--seed", "1"),
    "Sprint": ("train", "--preset", "sprint"),
}
"""The command that makes each run; the last one is the newest, which pages show first."""
TAG = "measured"
PEOPLES_OWN = {"corrections", "drawings", "visitors"}


def prepare(folder: Path, data: str) -> None:
    """Fill a folder with ``runs``, a copy, and ``data``, the data folder as links without what people decided.

    The first time all runs are trained, which takes some minutes.
    """
    kept = KEPT / data
    kept.mkdir(parents=True, exist_ok=True)
    with FileLock(kept / ".lock"):
        made = {run.name for run in RunStore(kept / "runs").all() if run.status == "finished"}
        for name, (command, *options) in MAKINGS.items():
            if name not in made:
                _command(command, data, *options, "--name", name, "--runs", str(kept / "runs"))
                _command("runs", "note", "latest", "--tags", TAG, "--runs", str(kept / "runs"))
    shutil.copytree(kept / "runs", folder / "runs")
    (folder / "data").mkdir()
    for entry in data_folder().absolute().iterdir():
        if entry.name not in PEOPLES_OWN:
            (folder / "data" / entry.name).symlink_to(entry)


def _command(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "cnn", *words], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
