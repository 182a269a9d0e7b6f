"""The bytes of a table as UTF-8 text in blocks of whole lines, whatever its encoding and line ends."""

from __future__ import annotations

import codecs
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from io import BufferedIOBase

from cnn.data.archives.entry import Entry, refuse_over_cap
from cnn.data.rejection import rejection

BLOCK_BYTES = 4 * 2**20  # blocks of 2 to 4 MB parsed fastest: 0.7 s for 77 MB; 1 and 8 MB took 1.0 to 1.4 s
MAX_LINE_BYTES = 2 * 2**20

# What is often saved or renamed as .csv, by its first bytes.
_IMPOSTORS = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"BM": "a BMP picture",
    b"RIFF": "a WebP picture",
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a zip archive (an Excel workbook is one too)",
    b"\x1f\x8b": "a gzip file inside a gzip file",
    b"\xd0\xcf\x11\xe0": "an Excel workbook",
    b"\x93NUMPY": "a NumPy array",
    b"PAR1": "a Parquet file",
}


@dataclass(frozen=True)
class Block:
    """Whole lines of UTF-8 text that end in LF or CRLF; ``first_line`` counts from 1."""

    first_line: int
    data: bytes


@dataclass(frozen=True)
class Encoding:
    """How the bytes of a table spell its text."""

    name: str
    mark_bytes: int
    lone_cr: bool

    @property
    def is_utf16(self) -> bool:
        return self.name != "utf-8"


def read_blocks(entry: Entry) -> Generator[Block, None, None]:
    """The text of ``entry``; raises DataError where it is none: empty, a page, a picture, NUL bytes, endless lines."""
    with entry.open() as stream:
        chunk = stream.read(BLOCK_BYTES)
        encoding = _encoding_of(chunk)
        _refuse_impostors(entry, chunk[encoding.mark_bytes :])
        rest, line, read_bytes = b"", 1, 0
        for text in _decoded(chunk, stream, encoding):
            read_bytes += len(text)
            refuse_over_cap(entry.title, read_bytes)
            data = rest + text
            _refuse_nul(entry, data, line)
            cut = data.rfind(b"\n") + 1
            data, rest = data[:cut], data[cut:]
            if len(rest) > MAX_LINE_BYTES:
                raise _endless(entry, line + data.count(b"\n"))
            if data:
                yield Block(line, data)
                line += data.count(b"\n")
        if rest:
            yield Block(line, rest)


def is_utf16(entry: Entry) -> bool:
    """Whether the text is spelled in UTF-16, as "Unicode text" from a spreadsheet is."""
    with entry.open() as stream:
        return _encoding_of(stream.read(4)).is_utf16


def _encoding_of(chunk: bytes) -> Encoding:
    name, mark_bytes = "utf-8", 0
    if chunk.startswith(codecs.BOM_UTF8):
        mark_bytes = len(codecs.BOM_UTF8)
    elif chunk.startswith(codecs.BOM_UTF16_LE):
        name, mark_bytes = "utf-16-le", 2
    elif chunk.startswith(codecs.BOM_UTF16_BE):
        name, mark_bytes = "utf-16-be", 2
    elif len(chunk) >= 4 and chunk[0] and chunk[2] and not chunk[1] and not chunk[3]:
        name = "utf-16-le"
    elif len(chunk) >= 4 and chunk[1] and chunk[3] and not chunk[0] and not chunk[2]:
        name = "utf-16-be"
    return Encoding(name, mark_bytes, lone_cr=b"\r" in chunk and b"\n" not in chunk)


def _decoded(chunk: bytes, stream: BufferedIOBase, encoding: Encoding) -> Iterator[bytes]:
    """UTF-8 without a mark, chunk by chunk; carriage returns that stand alone (old Mac files) become line feeds."""
    decoder = codecs.getincrementaldecoder(encoding.name)()
    data = chunk[encoding.mark_bytes :]
    while chunk:
        text = decoder.decode(data).encode() if encoding.is_utf16 else data
        yield text.replace(b"\r", b"\n") if encoding.lone_cr else text
        chunk = data = stream.read(BLOCK_BYTES)
    if encoding.is_utf16:
        decoder.decode(b"", final=True)


def _refuse_impostors(entry: Entry, start: bytes) -> None:
    table, mend = "a table of numbers as text", "hand over the table itself"
    if not start.strip():
        raise rejection(entry.title, "an empty file", table, "download or save it again")
    for magic, what in _IMPOSTORS.items():
        if start.startswith(magic):
            raise rejection(entry.title, what, table, mend)
    if start.lstrip().startswith(b"<"):
        page = "a web page, perhaps a log-in page saved in place of the file,"
        raise rejection(entry.title, page, table, "download it again while logged in")


def _refuse_nul(entry: Entry, data: bytes, line: int) -> None:
    at = data.find(b"\0")
    if at >= 0:
        line += data.count(b"\n", 0, at)
        mend = "the file is damaged or no table: save or download it again"
        raise rejection(entry.title, "a NUL byte", "text", mend, line=line)


def _endless(entry: Entry, line: int) -> Exception:
    found = f"a line of more than {MAX_LINE_BYTES // 2**20} MiB"
    mend = "check that it is a table with one image a line"
    return rejection(entry.title, found, "one image a line, at most 128×128 pixels", mend, line=line)
