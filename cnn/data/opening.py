"""Files that were handed over, told apart: tables, IDX pairs, or pictures in folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cnn.data.archives.entry import Entry, entry_of, sentences
from cnn.data.archives.unpack import unpacked
from cnn.data.archives.unzip import MAX_ENTRIES, is_litter
from cnn.data.cache import cached
from cnn.data.contents import Contents, Progress
from cnn.data.idx import is_idx, read_idx_files
from cnn.data.kaggle import read_tables
from cnn.data.pictures import PICTURE_SUFFIXES, read_pictures
from cnn.data.rejection import rejection
from cnn.data.stamping import key_of, size_of, stamp_of

TABLE_SUFFIXES = (".csv", ".tsv")


def files_at(path: Path) -> list[Path]:
    """The files meant by ``path``, sorted: all those in a folder; else itself and the test.csv beside a train.csv."""
    if path.is_dir():
        return _files_in(path)
    if path.name.lower() not in {"train.csv", "train.csv.gz"}:
        return [path]
    beside = [file for file in path.parent.iterdir() if file.name.lower() in {"test.csv", "test.csv.gz"}]
    return [path, *sorted(beside)[:1]]


def read_path(path: Path, classes: int | None, progress: Progress) -> Contents:
    """The images at ``path``, from the cache where it has them; raises DataError saying what is wrong with them."""
    folder = path if path.is_dir() else path.parent
    with sentences(path.name):
        files = files_at(path)
        entries = [entry_of(file, folder) for file in files]
        stamp = stamp_of(files, classes)

        def read() -> Contents:
            contents = read_entries(path.name, entries, classes, progress)
            if stamp_of(files, classes) != stamp:
                raise rejection(
                    path.name, "changes while it was read", "a file at rest", "try again once it is written"
                )
            return contents

        return cached(stamp, size_of(files), lambda: key_of(files, folder, classes), read)


def read_entries(file: str, handed: Sequence[Entry], classes: int | None, progress: Progress) -> Contents:
    """The images in ``handed``, together called ``file``; raises DataError saying what is wrong with them."""
    with unpacked(handed) as entries:
        idx_files = [entry for entry in entries if is_idx(entry)]
        if idx_files:
            return read_idx_files(idx_files, classes, progress)
        pictures = [entry for entry in entries if entry.base_name.endswith(PICTURE_SUFFIXES)]
        tables = [entry for entry in entries if entry.base_name.endswith(TABLE_SUFFIXES)]
        if len(pictures) > len(tables):  # a table or two beside pictures tell about them
            return read_pictures(file, pictures, classes, progress)
        if tables or len(handed) == len(entries) == 1:
            return read_tables(tables or entries, classes, progress)
    expected = "a CSV, a pair of IDX files, or pictures in one folder a class"
    raise rejection(file, "nothing of the kind", expected, "hand over files of one of these kinds")


def _files_in(folder: Path) -> list[Path]:
    files: list[Path] = []
    for file in folder.rglob("*"):
        if file.is_file() and not is_litter(file.relative_to(folder).as_posix()):
            files.append(file)
        if len(files) > MAX_ENTRIES:
            found = f"more than {MAX_ENTRIES:,} files"
            raise rejection(folder.name, found, "the files of one data set", "give the folder that holds nothing else")
    return sorted(files)
