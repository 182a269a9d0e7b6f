"""What a source is known by: its files by place, size and time at a glance, their content for certain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

READING = 1
"""Raise it whenever the same files would be read differently: what was kept before is then read anew."""


def stamp_of(files: Sequence[Path], classes: int | None) -> str:
    """32 hex digits of where the files lie, their sizes and times of change, without reading any; may raise OSError."""
    facts = []
    for file in files:
        status = file.stat()
        facts.append((str(file.resolve()), status.st_size, status.st_mtime_ns))
    return digest_of("stamp", facts, classes)


def key_of(files: Sequence[Path], folder: Path, classes: int | None) -> str:
    """The files' bytes together, and 32 hex digits of their content (and names in ``folder`` if there are several).

    May raise OSError.
    """
    names = [file.relative_to(folder).as_posix() for file in files] if len(files) > 1 else []
    contents = []
    for file in files:
        with file.open("rb") as stream:
            contents.append(hashlib.file_digest(stream, "sha256").hexdigest())
    return f"{size_of(files)}-{digest_of('content', names, contents, classes)}"


def size_of(files: Sequence[Path]) -> int:
    """The files' bytes together; may raise OSError."""
    return sum(file.stat().st_size for file in files)


def digest_of(*facts: object) -> str:
    """32 hex digits of anything JSON can say, and of the way files are read."""
    return hashlib.sha256(json.dumps([READING, *facts]).encode()).hexdigest()[:32]
