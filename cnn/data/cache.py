"""Data sets kept on disk after their first reading, so that the next opening takes no time and no memory.

An entry is a folder named after the content it was read from; a stamp is a small file named after path, size and time
of what was opened, and names its entry. Opening again reads a stamp and a page of JSON, and maps the pixels.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict

from cnn.data.contents import Contents
from cnn.data.imageset import ImageSet
from cnn.files import write_bytes, write_folder
from cnn.places import data_folder

MAX_ENTRIES = 12
"""Beyond these the entry that was opened longest ago goes; the competition's takes 55 MB."""


class _Part(BaseModel):
    """What is known of one part without looking at its pixels."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    shape: tuple[int, int, int, int]
    has_labels: bool
    fingerprint: str


class _Meta(BaseModel):
    """The entry's page: everything but pixels and labels."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    class_names: tuple[str, ...]
    notices: tuple[str, ...]
    holds_competition_test: bool
    train: _Part
    test: _Part | None


def cached(stamp: str, size_bytes: int, find_key: Callable[[], str], read: Callable[[], Contents]) -> Contents:
    """What is kept for ``stamp``, else for the content ``find_key()``, else what ``read`` gives, which is then kept.

    Keys begin with the size of the source and a dash, so that a file is hashed beforehand only where one of its size is
    kept: a gigabyte that will be refused at its second line isn't. A damaged entry counts as none. Where the disk takes
    no files, the contents come with a notice that says so.
    """
    known = _read_stamp(stamp)
    contents = _load(known) if known else None
    if contents is None and any(_folder().glob(f"{size_bytes}-*")):
        key = find_key()
        contents = _load(key)
        if contents is not None:
            with suppress(OSError):  # an entry that cannot be pointed at is found by its content again
                write_bytes(_stamp_path(stamp), key.encode())
    if contents is None:
        contents = read()
        return keep(stamp, find_key(), contents)
    return contents


def keep(stamp: str, key: str, contents: Contents) -> Contents:
    """Write ``contents`` to disk: the same, its pixels now mapped from there, or a notice more where that failed."""
    try:
        write_folder(_entry_path(key), lambda folder: _save(folder, contents))
        write_bytes(_stamp_path(stamp), key.encode())
        _prune()
    except OSError as error:
        reason = error.strerror or str(error)
        notice = f"It could not be kept for a faster opening next time: {reason} in {_folder()}."
        return replace(contents, notices=(*contents.notices, notice))
    return _load(key) or contents


def _save(folder: Path, contents: Contents) -> None:
    for name, part in (("train", contents.train), ("test", contents.test)):
        if part is not None:
            np.save(folder / f"{name}-images.npy", part.images, allow_pickle=False)
        if part is not None and part.labels is not None:
            np.save(folder / f"{name}-labels.npy", part.labels, allow_pickle=False)
    meta = _Meta(
        class_names=contents.train.class_names,
        notices=contents.notices,
        holds_competition_test=contents.holds_competition_test,
        train=_part_of(contents.train),
        test=None if contents.test is None else _part_of(contents.test),
    )
    (folder / "meta.json").write_text(meta.model_dump_json(indent=2), encoding="utf-8")


def _part_of(part: ImageSet) -> _Part:
    return _Part(shape=part.images.shape, has_labels=part.labels is not None, fingerprint=part.fingerprint)


def _load(key: str) -> Contents | None:
    """The entry ``key``; None where there is none or it is damaged."""
    folder = _entry_path(key)
    try:
        page = folder / "meta.json"
        meta = _Meta.model_validate_json(page.read_bytes())
        train = _load_part(folder, "train", meta.train, meta.class_names)
        test = None if meta.test is None else _load_part(folder, "test", meta.test, meta.class_names)
    except (OSError, ValueError, EOFError):  # pydantic's ValidationError is a ValueError
        return None
    with suppress(OSError):
        os.utime(page)  # entries are dropped by when they were last opened
    return Contents(train, test, meta.notices, meta.holds_competition_test)


def _load_part(folder: Path, name: str, part: _Part, class_names: tuple[str, ...]) -> ImageSet:
    """One part, its pixels mapped; raises ValueError, EOFError or OSError where the files are not what was written."""
    images = np.load(folder / f"{name}-images.npy", mmap_mode="r", allow_pickle=False)
    if images.shape != part.shape:
        raise ValueError(f"images: expected {part.shape}, got {images.shape}")
    labels = np.load(folder / f"{name}-labels.npy", allow_pickle=False) if part.has_labels else None
    if labels is not None and (labels.dtype != np.int64 or labels.min() < 0 or labels.max() >= len(class_names)):
        raise ValueError("labels: expected int64 within the classes")
    return ImageSet(images, labels, class_names, part.fingerprint)


def _prune() -> None:
    """Drop the entries opened longest ago, what a killed process left half written, and stamps that lead nowhere."""
    entries = [folder for folder in _folder().iterdir() if folder.is_dir() and folder != _stamps()]
    day_ago = time.time() - 24 * 3600
    unfinished = [folder for folder in entries if folder.name.startswith(".")]
    finished = [folder for folder in entries if not folder.name.startswith(".")]
    finished.sort(key=_last_opened, reverse=True)
    for folder in finished[MAX_ENTRIES:] + [folder for folder in unfinished if folder.stat().st_mtime < day_ago]:
        shutil.rmtree(folder, ignore_errors=True)
    for stamp in _stamps().iterdir():
        if not _entry_path(stamp.read_text(encoding="utf-8", errors="replace")).is_dir():
            stamp.unlink(missing_ok=True)


def _last_opened(folder: Path) -> float:
    page = folder / "meta.json"
    return page.stat().st_mtime if page.exists() else 0.0


def _read_stamp(stamp: str) -> str | None:
    try:
        key = _stamp_path(stamp).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return None
    return key if re.fullmatch("[0-9]+-[0-9a-f]{32}", key) else None


def _folder() -> Path:
    return data_folder() / "cache"


def _stamps() -> Path:
    return _folder() / "stamps"


def _stamp_path(stamp: str) -> Path:
    return _stamps() / stamp


def _entry_path(key: str) -> Path:
    return _folder() / key
