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

from cnn.data.corrections import Corrections, check_corrections
from cnn.data.imageset import ImageSet
from cnn.errors import DataError
from cnn.files import write_json
from cnn.places import data_folder

SUFFIX = ".corrections.json"


def read_corrections(source: str, images: ImageSet) -> Corrections:
    """What was decided of the labels of ``images``: the training part of ``source`` as it holds them, uncorrected.

    No entries where nothing was. Raises DataError where there is a file that cannot be read or does not fit.
    """
    path = file_of(source, images.own_fingerprint)
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


def change_corrections(source: str, images: ImageSet, act: Callable[[Corrections], Corrections]) -> Corrections:
    """Keep what ``act`` makes of the corrections there are, whoever else may be at them; gives it.

    Raises DataError, having changed nothing, where they cannot be read or written.
    """
    home = _in_data_folder(images.own_fingerprint)
    path = file_of(source, images.own_fingerprint)
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(home.parent / ".lock"):
            corrections = act(read_corrections(source, images))
            check_corrections(corrections, images)
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


def file_of(source: str, fingerprint: str) -> Path:
    """Where the corrections of this data are, or would be kept."""
    home, beside = _in_data_folder(fingerprint), _beside(source, fingerprint)
    return home if beside is None or home.exists() else beside


def corrections_of_other_data(source: str, fingerprint: str) -> str:
    """A sentence where corrections lie beside ``source`` that belong to what it held before; empty where none do."""
    beside = _beside(source, fingerprint)
    if beside is None or file_of(source, fingerprint).exists():
        return ""
    others = sorted(beside.parent.glob(f"{glob.escape(Path(source).name)}.*{SUFFIX}"))
    return f"{others[0].name} belongs to other data and is not applied." if others else ""


def _beside(source: str, fingerprint: str) -> Path | None:
    """The place beside a file or folder; None for a word and for what the program itself keeps."""
    path = Path(source)
    if not path.is_absolute() or path.is_relative_to(data_folder().absolute()):
        return None
    return path.with_name(f"{path.name}.{fingerprint}{SUFFIX}")


def _in_data_folder(fingerprint: str) -> Path:
    return data_folder().absolute() / "corrections" / f"{fingerprint}{SUFFIX}"


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        fault = error.errors()[0]
        place = ".".join(str(part) for part in fault["loc"])
        return f"{place}: {fault['msg'].lower()}" if place else fault["msg"].lower()
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return str(error).rstrip(".")
