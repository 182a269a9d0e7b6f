"""The files in a zip, after everything that can be wrong with its directory has been looked for."""

from __future__ import annotations

import io
import re
import stat
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from cnn.data.archives.entry import Entry, refuse_over_cap, sentences
from cnn.data.archives.gunzip import refuse_ratio
from cnn.data.rejection import rejection, shown

MAX_ENTRIES = 110_000
"""A hundred thousand pictures and their folders."""
MAX_DIRECTORY_BYTES = 24 * 2**20

_ARCHIVE_SUFFIXES = (".zip", ".7z", ".rar", ".tar", ".tgz", ".xz", ".bz2")
_LITTER = {"Thumbs.db", "desktop.ini"}
_PACK_AGAIN = "pack the files again with an ordinary zip program"
_ENCRYPTED = 0x1


@contextmanager
def zip_entries(archive: Entry) -> Iterator[list[Entry]]:
    """The files in the zip ``archive`` while it is open, without folders and a computer's own litter.

    Raises DataError where the directory is damaged, too long, or names what a data set needn't have.
    """
    with archive.open() as stream:
        _refuse_long_directory(archive.title, stream)
        with ZipFile(stream) as file:
            members = file.infolist()
            for member in members:
                _refuse_untrusted(archive.title, member)
            if any(member.header_offset < 0 for member in members):
                raise BadZipFile("it begins before the file does")
            refuse_over_cap(archive.title, sum(member.file_size for member in members))
            yield [_entry(file, archive, member) for member in members if _is_content(member)]


def is_litter(name: str) -> bool:
    """Whether a file is what a computer adds by itself: hidden ones, ``__MACOSX``, ``Thumbs.db``."""
    parts = name.split("/")
    return "/." in f"/{name}" or "__MACOSX" in parts or parts[-1] in _LITTER


def _entry(file: ZipFile, archive: Entry, member: ZipInfo) -> Entry:
    def opener() -> io.BufferedIOBase:
        return cast(io.BufferedIOBase, file.open(member))

    return Entry(member.filename, member.file_size, opener, archive.title)


def _is_content(member: ZipInfo) -> bool:
    return not member.is_dir() and not is_litter(member.filename)


def _refuse_untrusted(archive: str, member: ZipInfo) -> None:
    name = member.orig_filename  # as it is in the file: ZipInfo.filename ends at a NUL
    parts = name.split("/")
    if "\\" in name or "\0" in name or name.startswith("/") or ".." in parts or re.match("[A-Za-z]:", name):
        raise rejection(archive, f"an entry named {shown(name)}", "names inside the archive's own folders", _PACK_AGAIN)
    if stat.S_ISLNK(member.external_attr >> 16):
        raise rejection(archive, f"a symbolic link, {shown(name)}", "files", _PACK_AGAIN)
    if member.flag_bits & _ENCRYPTED:
        found = f"an encrypted entry, {shown(name)}"
        raise rejection(archive, found, "files without a password", "pack them again without one")
    if is_litter(name):
        return
    if name.lower().endswith(_ARCHIVE_SUFFIXES):
        found = f"another archive inside, {shown(name)}"
        raise rejection(archive, found, "the files themselves", "unpack it and hand over the inner one")
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        found = f"an unusual compression of {shown(name)}"
        raise rejection(archive, found, "deflate, the ordinary one", _PACK_AGAIN)
    refuse_ratio(f"{archive}: {name}", member.compress_size, member.file_size)


def _refuse_long_directory(archive: str, stream: io.BufferedIOBase) -> None:
    """Refuse by the zip's last record, before ZipFile makes an object of each of a million entries."""
    with sentences(archive):
        entries, directory_bytes = _last_record(archive, stream)
    if entries > MAX_ENTRIES or directory_bytes > MAX_DIRECTORY_BYTES:
        found = f"{entries:,} entries in a directory of {directory_bytes / 2**20:,.1f} MiB"
        expected = f"at most {MAX_ENTRIES:,} in {MAX_DIRECTORY_BYTES // 2**20} MiB"
        raise rejection(archive, found, expected, "hand over fewer files")


def _last_record(archive: str, stream: io.BufferedIOBase) -> tuple[int, int]:
    """The number of entries and the bytes of the directory, by the zip format's section 4.3.14 to 4.3.16."""
    size_bytes = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size_bytes - 22 - 20 - 2**16))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise rejection(archive, "a zip cut off before its end", "a complete zip", "download or pack it again")
    entries, directory_bytes = struct.unpack_from("<HI", tail, at + 10)
    locator = at - 20
    if locator >= 0 and tail[locator : locator + 4] == b"PK\x06\x07":
        stream.seek(min(struct.unpack_from("<Q", tail, locator + 8)[0], size_bytes))
        record = stream.read(56)
        if len(record) == 56:
            entries, directory_bytes = struct.unpack_from("<QQ", record, 32)
    return entries, directory_bytes
