"""Files that are either the old one or the new one, never half of one."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4


def write_atomically(path: Path, write: Callable[[Path], object]) -> None:
    """Let ``write`` fill a temporary neighbour of ``path``, then flush, fsync and rename it into place.

    The neighbour is removed when ``write`` raises; ``path`` is then what it was before.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    neighbour = path.with_name(f".{path.name}.{uuid4().hex[:8]}.tmp")
    try:
        write(neighbour)
        _sync(neighbour)
        neighbour.replace(path)
    finally:
        neighbour.unlink(missing_ok=True)
    _sync_folder(path.parent)


def write_bytes(path: Path, content: bytes) -> None:
    """Replace ``path`` by ``content``."""
    write_atomically(path, lambda neighbour: neighbour.write_bytes(content))


def write_json(path: Path, value: Any) -> None:
    """Replace ``path`` by ``value`` as JSON that a person can read."""
    write_bytes(path, json_bytes(value))


def json_bytes(value: Any) -> bytes:
    """``value`` as JSON that a person can read."""
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


def write_folder(path: Path, fill: Callable[[Path], object]) -> None:
    """Let ``fill`` write files into a temporary neighbour of ``path``, then flush, fsync and rename it into place.

    A folder that stood there before is moved aside first and removed at the end. When anything
    fails, the neighbour is removed and ``path`` is what it was before.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    neighbour = path.with_name(f".{path.name}.{uuid4().hex[:8]}.tmp")
    aside = neighbour.with_suffix(".old")
    try:
        neighbour.mkdir()
        fill(neighbour)
        for place in neighbour.rglob("*"):
            _sync(place)
        _sync_folder(neighbour)
        if path.exists():
            path.replace(aside)
        try:
            neighbour.replace(path)
        except OSError:
            if aside.exists():
                aside.replace(path)
            raise
    finally:
        shutil.rmtree(neighbour, ignore_errors=True)
        shutil.rmtree(aside, ignore_errors=True)
    _sync_folder(path.parent)


def _sync(place: Path) -> None:
    """Make what is in a file or a folder survive a power cut."""
    if place.is_dir():
        _sync_folder(place)
        return
    with place.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make a rename survive a power cut; a system whose folders cannot be opened (Windows) does without."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
