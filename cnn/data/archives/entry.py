"""A file as it was handed over: from disk, out of an archive, or uploaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from gzip import BadGzipFile
from io import BufferedIOBase
from pathlib import Path
from zipfile import BadZipFile
from zlib import error as deflate_error

from cnn.data.rejection import rejection, shown

MAX_BYTES = 2**30
"""What one data set may take unpacked: seven times the competition's two tables."""


@dataclass(frozen=True)
class Entry:
    """A readable file.

    name: its name, with "/" between folders where it lies in some.
    size_bytes: its size unpacked, as far as it is declared; None where that is only known after reading.
    opener: gives a fresh stream of its unpacked bytes; a sentence of a DataError says why it can't.
    archive: the name of the archive it lies in, or empty.
    """

    name: str
    size_bytes: int | None
    opener: Callable[[], BufferedIOBase]
    archive: str = ""

    @property
    def title(self) -> str:
        """What a message calls it."""
        return f"{self.archive}: {self.name}" if self.archive else self.name

    @property
    def base_name(self) -> str:
        """The name without folders, lower case."""
        return self.name.rpartition("/")[2].lower()

    @contextmanager
    def open(self) -> Iterator[BufferedIOBase]:
        """The stream, closed at the end; whatever breaks while reading it becomes a DataError."""
        with sentences(self.title), self.opener() as stream:
            yield stream


def entry_of(path: Path, folder: Path) -> Entry:
    """The file at ``path``, named as from ``folder``; refused if it is no regular file or too large."""
    with sentences(path.name):
        if not path.is_file():
            raise rejection(path.name, "no regular file", "a CSV, gz, zip or folder", "check the path")
        size_bytes = path.stat().st_size
    refuse_over_cap(path.name, size_bytes)
    return Entry(path.relative_to(folder).as_posix(), size_bytes, lambda: path.open("rb"))


def refuse_over_cap(file: str, size_bytes: int) -> None:
    """Raise DataError where ``size_bytes`` is more than a data set may take unpacked."""
    if size_bytes > MAX_BYTES:
        raise rejection(
            file,
            f"{size_bytes / 2**30:.1f} GiB unpacked",
            f"at most {MAX_BYTES // 2**30} GiB",
            "hand over a smaller part of it",
        )


@contextmanager
def sentences(file: str) -> Iterator[None]:
    """Turn the ways in which reading ``file`` can fail into a DataError."""
    whole = "a complete, undamaged file"
    try:
        yield
    except (BadZipFile, BadGzipFile, deflate_error, EOFError) as error:
        found = "damaged or cut-off packed data" + (f" ({error})" if str(error) else "")
        raise rejection(file, found, whole, "download or pack it again") from error
    except UnicodeDecodeError as error:
        raise rejection(file, f"broken {error.encoding} text", whole, "save it again as UTF-8") from error
    except OSError as error:
        reason = shown(error.strerror or str(error))
        mend = "check that it still exists and may be read"
        raise rejection(file, f"a failure while reading: {reason}", "a readable file", mend) from error
