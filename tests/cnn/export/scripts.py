"""A generated script as a module, and the competition's files in small."""

import importlib.util
import subprocess
import sys

import numpy as np
import pandas as pd


def load(text, folder, name="script"):
    """The script as a module; it looks for its files in the folder it is started in."""
    path = folder / f"{name}.py"
    path.write_text(text, "utf-8")
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write_competition(folder, images, rows=40, test_rows=7):
    """``train.csv`` and ``test.csv`` in the competition's layout, from the first rows of an image set."""
    pixels = images.images.reshape(len(images), -1)
    names = [f"pixel{k}" for k in range(pixels.shape[1])]
    train = pd.DataFrame(pixels[:rows], columns=names)
    train.insert(0, "label", images.known_labels[:rows])
    train.to_csv(folder / "train.csv", index=False)
    pd.DataFrame(pixels[rows : rows + test_rows], columns=names).to_csv(folder / "test.csv", index=False)


def check_tidy(*paths):
    """Fail where ruff finds a fault, or a line to lay out otherwise."""
    for command in (["check", "--select", "E,F,I,B,C4,SIM"], ["format", "--check"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--isolated", "--line-length", "120"]
        ended = subprocess.run([*ruff, *map(str, paths)], capture_output=True, text=True)
        assert ended.returncode == 0, ended.stdout


def guesses(folder):
    """The labels of the ``submission.csv`` that a script wrote, its numbering checked."""
    table = pd.read_csv(folder / "submission.csv")
    assert list(table.columns) == ["ImageId", "Label"]
    assert np.array_equal(table["ImageId"], np.arange(1, len(table) + 1))
    return table["Label"].to_numpy()
