"""The file in a gz, guarded against one that swells without end."""

from __future__ import annotations

import gzip
import io
from typing import TYPE_CHECKING

from cnn.data.archives.entry import MAX_BYTES, Entry, refuse_over_cap
from cnn.data.rejection import rejection

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_RATIO = 200
RATIO_COUNTS_FROM_BYTES = 16 * 2**20
"""A small table of blank images may well shrink a thousandfold; only beyond this size does that mean harm."""


def gunzipped(entry: Entry) -> Entry:
    """The file in the gzip file ``entry``."""
    declared_bytes = None if entry.archive else _declared_bytes(entry)
    is_likely = declared_bytes and declared_bytes <= min(MAX_BYTES, MAX_RATIO * (entry.size_bytes or 0))

    def opener() -> io.BufferedIOBase:
        return io.BufferedReader(_Guarded(entry, declared_bytes))

    name = entry.name[: -len(".gz")] if entry.base_name.endswith(".gz") else entry.name
    return Entry(name, declared_bytes if is_likely else None, opener, entry.archive)


def refuse_ratio(file: str, packed_bytes: int, unpacked_bytes: int) -> None:
    """Raise DataError where that many bytes came, or are to come, out of that few."""
    if unpacked_bytes > RATIO_COUNTS_FROM_BYTES and unpacked_bytes > MAX_RATIO * max(packed_bytes, 1):
        ratio = unpacked_bytes // max(packed_bytes, 1)
        expected = f"at most {MAX_RATIO}-fold"
        raise rejection(file, f"data that swell {ratio:,}-fold", expected, "hand over a file that holds images")


def _declared_bytes(entry: Entry) -> int:
    """What the last four bytes say, modulo 4 GiB; anything at all where the file is cut off."""
    with entry.open() as stream:
        size_bytes = stream.seek(0, io.SEEK_END)
        stream.seek(max(0, size_bytes - 4))
        return int.from_bytes(stream.read(4), "little")


class _Guarded(io.RawIOBase):
    """Unpacks while watching how much comes out of how little, and what that makes of the whole."""

    def __init__(self, entry: Entry, declared_bytes: int | None) -> None:
        self._file, self._packed_bytes, self._declared_bytes = entry.title, entry.size_bytes, declared_bytes
        self._packed = entry.opener()
        self._unpacked = gzip.GzipFile(fileobj=self._packed)
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        count = self._unpacked.readinto(buffer)
        self._count += count
        refuse_over_cap(self._file, self._count)
        refuse_ratio(self._file, self._packed.tell(), self._count)
        if self._count > RATIO_COUNTS_FROM_BYTES:
            self._refuse_estimate()
        return count

    def close(self) -> None:
        self._unpacked.close()
        self._packed.close()
        super().close()

    def _refuse_estimate(self) -> None:
        """Refuse what would come to far too much: surely by its first part, or by that and by what it declares."""
        estimate_bytes = self._count * (self._packed_bytes or 0) // max(self._packed.tell(), 1)
        if estimate_bytes > 2 * MAX_BYTES:
            refuse_over_cap(self._file, estimate_bytes)
        if self._declared_bytes and estimate_bytes > MAX_BYTES // 2:
            refuse_over_cap(self._file, self._declared_bytes)
