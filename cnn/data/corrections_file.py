"""Where corrections are kept: beside the file they correct, or in the data folder where nothing lies beside it.

A file is named after the fingerprint of its data, so that corrections of different data never get into each other's
way. It is replaced as a whole, and one that cannot be read is never written over.
"""

from __future__ import annotations

import glob
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock
from pydantic import ValidationError

from cnn.data.corrections import Corrections, check_corrections, without_corrections
from cnn.data.imageset import Dataset
from cnn.errors import DataError
from cnn.files import write_json
from cnn.places import data_folder, own_folder
from cnn.visitor import present

SUFFIX = ".corrections.json"


def read_corrections(dataset: Dataset) -> Corrections:
    """What was decided of the labels of a data set, whether they are applied to it or not.

    No entries where nothing was. Raises DataError where there is a file that cannot be read or does not fit.
    """
    path, images = file_of(dataset), without_corrections(dataset).train
    try:
        corrections = Corrections.model_validate_json(path.read_bytes())
        check_corrections(corrections, images)
    except FileNotFoundError:
        return Corrections(fingerprint=images.own_fingerprint)
    except (OSError, ValidationError, DataError) as error:
        raise DataError(
            f"The corrections in {path} cannot be read ({_reason(error)}): mend the file or move it away. Until then "
            "labels are taken as they are, and nothing in the file is changed."
        ) from error
    return corrections


def change_corrections(dataset: Dataset, act: Callable[[Corrections], Corrections]) -> Corrections:
    """Keep what ``act`` makes of the corrections there are, whoever else may be at them; gives it.

    Raises DataError, having changed nothing, where they cannot be read or written.
    """
    home, path = _in_data_folder(dataset), file_of(dataset)
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(home.parent / ".lock"):
            corrections = act(read_corrections(dataset))
            check_corrections(corrections, without_corrections(dataset).train)
            try:
                write_json(path, corrections.model_dump())
            except OSError:
                if path == home:
                    raise
                write_json(home, corrections.model_dump())  # nothing can be written beside the source
    except OSError as error:
        raise DataError(
            f"The corrections cannot be written to {path.parent}: {error.strerror or error}; make room there, or name "
            "another data folder with CNN_DATA."
        ) from error
    return corrections


def file_of(dataset: Dataset) -> Path:
    """Where the corrections of this data are, or would be kept."""
    home, beside = _in_data_folder(dataset), _beside(dataset)
    return home if beside is None or home.exists() else beside


def corrections_of_other_data(dataset: Dataset) -> str:
    """A sentence where corrections lie beside a file that belong to what it held before; empty where none do."""
    beside = _beside(dataset)
    if beside is None or file_of(dataset).exists():
        return ""
    others = sorted(beside.parent.glob(f"{glob.escape(Path(dataset.own_source).name)}.*{SUFFIX}"))
    return f"{others[0].name} belongs to other data and is not applied." if others else ""


def _beside(dataset: Dataset) -> Path | None:
    """The place beside a file or folder; None for a word, for what the program itself keeps, and for a visitor."""
    path = Path(dataset.own_source)
    if not present().has_charge or not path.is_absolute() or path.is_relative_to(data_folder().absolute()):
        return None
    return path.with_name(f"{path.name}.{dataset.train.own_fingerprint}{SUFFIX}")


def _in_data_folder(dataset: Dataset) -> Path:
    return own_folder().absolute() / "corrections" / f"{dataset.train.own_fingerprint}{SUFFIX}"


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        fault = error.errors()[0]
        place = ".".join(str(part) for part in fault["loc"])
        return f"{place}: {fault['msg'].lower()}" if place else fault["msg"].lower()
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return str(error).rstrip(".")
