"""Files handed over in a browser: checked first, then kept under names of the program's own."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cnn.data.archives.entry import Entry, refuse_over_cap, sentences
from cnn.data.archives.unpack import kind_of
from cnn.data.cache import keep
from cnn.data.contents import Contents, Progress
from cnn.data.opening import files_at, read_entries, read_path
from cnn.data.rejection import rejection
from cnn.data.stamping import key_of, stamp_of
from cnn.errors import DataError
from cnn.files import write_folder
from cnn.places import own_folder

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_FILES = 10
PAGE = "upload.json"
"""Keeps the names under which the files came, to be shown."""
NAME = re.compile(r"[0-9a-f]{32}")


def receive(files: Sequence[tuple[str, BinaryIO]], classes: int | None, progress: Progress) -> tuple[Path, Contents]:
    """Check ``files``, (name, content) each, then keep them in a folder named after their content.

    Returns that folder, which opens like any other, and what it holds. Raises DataError, having written nothing, where
    a file is refused or the disk takes none.
    """
    if not 1 <= len(files) <= MAX_FILES:
        raise DataError(
            f"{len(files)} files were handed over, expected 1 to {MAX_FILES}; choose the ones that are meant."
        )
    handed = [_entry_of(name, stream) for name, stream in files]
    own_names = _own_names(handed)
    folder = _uploads() / _digest(own_names, handed)
    if folder.is_dir():
        return folder, read_path(folder, classes, progress)
    contents = read_entries(handed[0].name if len(handed) == 1 else "The upload", handed, classes, progress)
    progress(0.97, "Keeping the files")
    try:
        write_folder(folder, lambda target: _write(target, own_names, handed))
    except OSError as error:
        raise DataError(
            f"The upload could not be kept in {folder.parent}: {error.strerror or error}; "
            "make room there, or name another data folder with CNN_DATA."
        ) from error
    with sentences(folder.name):
        kept = files_at(folder)
        return folder, keep(stamp_of(kept, classes), key_of(kept, folder, classes), contents)


def title_of(path: Path) -> str:
    """What people call the data at ``path``: for an upload the names under which the files came."""
    try:
        names = json.loads((path / PAGE).read_bytes())["names"]
        return " + ".join(str(name) for name in names)
    except (OSError, ValueError, KeyError, TypeError):
        return path.name


def find_upload(name: str) -> Path | None:
    """The folder of the upload kept under ``name``, or None where there is none; a name never leads anywhere else."""
    folder = _uploads() / name
    return folder if NAME.fullmatch(name) and folder.is_dir() else None


def name_of(source: str) -> str:
    """The name that ``find_upload`` finds ``source`` by; empty for whatever is no upload of this visitor."""
    path = Path(source)
    return path.name if find_upload(path.name) == path else ""


def _uploads() -> Path:
    return own_folder() / "uploads"


def _entry_of(name: str, stream: BinaryIO) -> Entry:
    size_bytes = stream.seek(0, io.SEEK_END)
    refuse_over_cap(name, size_bytes)
    base_name = re.split(r"[/\\]", name)[-1] or "upload"
    return Entry(base_name, size_bytes, lambda: io.BufferedReader(_Borrowed(stream)))


def _own_names(handed: Sequence[Entry]) -> list[str]:
    """A name for each file that keeps what reading goes by: its kind and the part its name claims."""
    names = []
    for number, entry in enumerate(handed, 1):
        idx = re.search(r"(images-idx3-ubyte|labels-idx1-ubyte)(\.gz)?$", entry.base_name)
        part = next((part for part in ("train", "test", "t10k") if part in entry.base_name), "table")
        kind = kind_of(entry)
        if idx:
            names.append(f"{part}-{idx[0]}")
        elif kind == "zip":
            names.append(f"data-{number}.zip")
        else:
            names.append(f"{part}-{number}.csv" + (".gz" if kind == "gz" else ""))
    if len(set(names)) < len(names):
        raise rejection("The upload", "two files for one part", "one", "hand over only the one that is meant")
    return names


def _digest(own_names: Sequence[str], handed: Sequence[Entry]) -> str:
    digest = hashlib.sha256()
    for name, entry in zip(own_names, handed, strict=True):
        with entry.open() as stream:
            digest.update(f"{name} {hashlib.file_digest(stream, 'sha256').hexdigest()}\n".encode())
    return digest.hexdigest()[:32]


def _write(folder: Path, own_names: Sequence[str], handed: Sequence[Entry]) -> None:
    for name, entry in zip(own_names, handed, strict=True):
        with entry.opener() as stream, (folder / name).open("wb") as file:
            shutil.copyfileobj(stream, file, 2**20)
    page = {"names": [entry.name for entry in handed]}
    (folder / PAGE).write_text(json.dumps(page, indent=2, ensure_ascii=False), encoding="utf-8")


class _Borrowed(io.RawIOBase):
    """A stream that isn't ours: read from its start, and left open."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        stream.seek(0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        data = self._stream.read(len(view))
        view[: len(data)] = data
        return len(data)
