"""The file in a gz, guarded against one that swells without end."""

from __future__ import annotations

import gzip
import io
import struct
from typing import TYPE_CHECKING

from cnn.data.archives.entry import MAX_BYTES, Entry, refuse_over_cap
from cnn.data.rejection import rejection

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_RATIO = 200
RATIO_COUNTS_FROM_BYTES = 16 * 2**20
"""A small table of blank images may well shrink a thousandfold; only beyond this size does that mean harm."""


def gunzipped(entry: Entry) -> Entry:
    """The file in the gzip file ``entry``; refused at once where it declares more than may be."""
    size_bytes = None if entry.archive else _declared_bytes(entry)
    if size_bytes is not None:
        refuse_over_cap(entry.title, size_bytes)

    def opener() -> io.BufferedIOBase:
        return io.BufferedReader(_Guarded(entry.title, entry.opener(), entry.size_bytes))

    return Entry(
        entry.name[: -len(".gz")] if entry.base_name.endswith(".gz") else entry.name, size_bytes, opener, entry.archive
    )


def refuse_ratio(file: str, packed_bytes: int, unpacked_bytes: int) -> None:
    """Raise DataError where that many bytes came, or are to come, out of that few."""
    if unpacked_bytes > RATIO_COUNTS_FROM_BYTES and unpacked_bytes > MAX_RATIO * max(packed_bytes, 1):
        ratio = unpacked_bytes // max(packed_bytes, 1)
        expected = f"at most {MAX_RATIO}-fold"
        raise rejection(file, f"data that swell {ratio:,}-fold", expected, "hand over a file that holds images")


def _declared_bytes(entry: Entry) -> int:
    """What the last four bytes say, modulo 4 GiB; not to be trusted, but enough to refuse by."""
    with entry.open() as stream:
        size_bytes = stream.seek(0, io.SEEK_END)
        stream.seek(max(0, size_bytes - 4))
        tail = stream.read(4)
    return int(struct.unpack("<I", tail)[0]) if len(tail) == 4 else 0


class _Guarded(io.RawIOBase):
    """Unpacks while watching how much comes out of how little, and how much there would be in all."""

    def __init__(self, file: str, packed: io.BufferedIOBase, packed_bytes: int | None) -> None:
        self._file, self._packed, self._packed_bytes = file, packed, packed_bytes
        self._unpacked = gzip.GzipFile(fileobj=packed)
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        count = self._unpacked.readinto(buffer)
        self._count += count
        taken = self._packed.tell()
        refuse_over_cap(self._file, self._count)
        refuse_ratio(self._file, taken, self._count)
        if self._packed_bytes and self._count > RATIO_COUNTS_FROM_BYTES:
            estimate = self._count * self._packed_bytes // max(taken, 1)
            if estimate > 2 * MAX_BYTES:
                refuse_over_cap(self._file, estimate)
        return count

    def close(self) -> None:
        self._unpacked.close()
        self._packed.close()
        super().close()
