"""Archives opened with suspicion: the files in a zip or gz as entries, nothing unpacked to disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from cnn.data.archives.entry import Entry
from cnn.data.archives.gunzip import gunzipped
from cnn.data.archives.unzip import zip_entries
from cnn.data.rejection import rejection

_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP_MAGIC = b"\x1f\x8b"


@contextmanager
def unpacked(handed: Sequence[Entry]) -> Iterator[list[Entry]]:
    """The files in ``handed``: those in a zip, the one in a gz, and what is no archive as it is.

    Raises DataError where an archive is damaged or not to be trusted.
    """
    with ExitStack() as open_archives:
        entries: list[Entry] = []
        for entry in handed:
            kind = kind_of(entry)
            if kind == "zip":
                members = open_archives.enter_context(zip_entries(entry))
                entries += [gunzipped(member) if member.base_name.endswith(".gz") else member for member in members]
            else:
                entries.append(gunzipped(entry) if kind == "gz" else entry)
        yield entries


def kind_of(entry: Entry) -> str:
    """What the first bytes say: zip, gz or file; raises DataError where the name claims an archive and they do not."""
    with entry.open() as stream:
        start = stream.read(4)
    if start in _ZIP_MAGIC:
        return "zip"
    if start[:2] == _GZIP_MAGIC:
        return "gz"
    for suffix, what in ((".zip", "a zip archive"), (".gz", "a gzip file")):
        if entry.base_name.endswith(suffix):
            found = "other content" if start else "an empty file"
            raise rejection(entry.title, found, what, "download it again or give it its right name")
    return "file"
