"""Archives that are damaged or not to be trusted: refused in a sentence, nothing unpacked, nothing written."""

import stat
import struct
import zipfile
import zlib

import pytest

from cnn.data.archives import gunzip, unzip
from cnn.data.source import open_source
from cnn.errors import DataError
from cnn.places import data_folder
from tests.cnn.data.making import SUBMISSION, TEST, TRAIN, gzipped, zipped


def _link(name):
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def _patched(content, at, data):
    return content[:at] + data + content[at + len(data) :]


def _encrypted():
    content = zipped({"train.csv": TRAIN})
    local, central = content.index(b"PK\3\4"), content.rindex(b"PK\1\2")
    return _patched(_patched(content, local + 6, b"\1\0"), central + 8, b"\1\0")


def _damaged_rows():
    content = zipped({"train.csv": TRAIN}, zipfile.ZIP_STORED)
    at = content.index(TRAIN[-20:])
    return _patched(content, at, b"1")


def _lying_size():
    """A zip that declares 100 bytes for what unpacks to more."""
    content = zipped({"train.csv": TRAIN})
    local, central = content.index(b"PK\3\4"), content.rindex(b"PK\1\2")
    return _patched(_patched(content, local + 22, struct.pack("<I", 100)), central + 24, struct.pack("<I", 100))


def _swollen_declaration():
    content = zipped({"train.csv": TRAIN})
    central = content.rindex(b"PK\1\2")
    return _patched(content, central + 24, struct.pack("<I", 2**31))


CLEAN_ZIP = zipped({"train.csv": TRAIN, "test.csv": TEST})
BAD_ZIPS = {
    "cut off": (CLEAN_ZIP[:-300], "cut off"),
    "first bytes only": (CLEAN_ZIP[:100], "cut off"),
    "cut off at the front": (b"PK\3\4" + CLEAN_ZIP[2000:], "damaged"),
    "no zip at all": (TRAIN, "other content, expected a zip archive"),
    "empty": (b"", "an empty file, expected a zip archive"),
    "encrypted": (_encrypted(), "an encrypted entry, 'train.csv'"),
    "wrong CRC": (_damaged_rows(), "damaged"),
    "a declared size too small": (_lying_size(), "found"),
    "a declared size too large": (_swollen_declaration(), "swell"),
    "no files": (zipped({}), "nothing of the kind"),
    "no table": (zipped({"a.txt": b"hello", "b.txt": b"hello"}), "nothing of the kind"),
    "a submission alone": (zipped({"sample_submission.csv": SUBMISSION}), "a list of predictions"),
    "two tables to train on": (zipped({"a.csv": TRAIN, "b.csv": TRAIN}), "2 tables with labels ('a.csv' and 'b.csv')"),
    "train.csv in two folders": (zipped({"a/train.csv": TRAIN, "b/train.csv": TRAIN}), "2 tables with labels"),
    "two tables to predict": (zipped({"a.csv": TEST, "b.csv": TEST}), "2 tables with pixels and no labels"),
    "swapped": (zipped({"train.csv": TEST, "test.csv": TRAIN}), "look swapped"),
    "a zip inside": (zipped({"inner.zip": CLEAN_ZIP}), "another archive inside, 'inner.zip'"),
    "a zip called csv inside": (zipped({"train.csv": CLEAN_ZIP}), "a zip archive"),
    "one level up": (zipped({"../train.csv": TRAIN}), "an entry named '../train.csv'"),
    "up in the middle": (zipped({"a/../../train.csv": TRAIN}), "an entry named"),
    "absolute": (zipped({"/etc/train.csv": TRAIN}), "an entry named '/etc/train.csv'"),
    "drive letter": (zipped({"C:/train.csv": TRAIN}), "an entry named 'C:/train.csv'"),
    "backslash": (zipped({"..\\train.csv": TRAIN}), "an entry named"),
    "NUL in a name": (zipped({"train.csvX": TRAIN}).replace(b"csvX", b"csv\0"), "an entry named"),
    "symbolic link": (zipped([(_link("train.csv"), b"/etc/passwd")]), "a symbolic link, 'train.csv'"),
    "unusual compression": (zipped({"train.csv": TRAIN}, zipfile.ZIP_LZMA), "an unusual compression"),
    "blank megabytes": (zipped({"train.csv": bytes(20 * 2**20)}), "swell"),
    "a fault in its table": (zipped({"train.csv": TRAIN.replace(b"\n1,", b"\nx,", 1)}), "line 3, column 1 (label)"),
}


@pytest.mark.parametrize(("content", "found"), BAD_ZIPS.values(), ids=BAD_ZIPS.keys())
def test_a_zip_that_cannot_be_trusted_is_refused(put, content, found):
    with pytest.raises(DataError) as refusal:
        open_source(put("digits.zip", content))
    assert str(refusal.value).startswith("digits.zip")
    assert found in str(refusal.value)
    assert not data_folder().exists()


BAD_GZIPS = {
    "cut off": (gzipped(TRAIN)[:-500], "damaged or cut-off"),
    "cut off in the last bytes": (gzipped(TRAIN)[:-3], "damaged or cut-off"),
    "wrong CRC": (_patched(gzipped(TRAIN), len(gzipped(TRAIN)) - 8, b"\0\0\0\0"), "damaged or cut-off"),
    "header alone": (gzipped(TRAIN)[:10], "damaged or cut-off"),
    "garbage behind the header": (gzipped(TRAIN)[:10] + b"\xff" * 100, "damaged or cut-off"),
    "no gzip": (TRAIN, "other content, expected a gzip file"),
    "empty": (b"", "an empty file, expected a gzip file"),
    "an empty file inside": (gzipped(b""), "an empty file"),
    "blank megabytes": (gzipped(b"label,pixel0\n" + b"0," * 10 * 2**20), "found"),
}


@pytest.mark.parametrize(("content", "found"), BAD_GZIPS.values(), ids=BAD_GZIPS.keys())
def test_a_gz_that_cannot_be_trusted_is_refused(put, content, found):
    with pytest.raises(DataError) as refusal:
        open_source(put("train.csv.gz", content))
    assert str(refusal.value).startswith("train.csv")
    assert found in str(refusal.value)
    assert not data_folder().exists()


def test_a_gz_that_swells_without_end_is_left_after_a_little(put):
    """A gigabyte in a megabyte, rows of zeros: refused by its ratio long before it is through."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    row = b"0" + b",0" * 784 + b"\n"
    header = ("label," + ",".join(f"pixel{n}" for n in range(784)) + "\n").encode()
    content = packer.compress(header) + b"".join(packer.compress(row * 1000) for _ in range(40)) + packer.flush()
    content = content[:-4] + struct.pack("<I", 10**6)  # it declares a harmless megabyte
    with pytest.raises(DataError, match=r"data that swell [\d,]+-fold, expected at most 200-fold"):
        open_source(put("train.csv.gz", content))


def test_a_gz_is_refused_by_what_it_comes_to_whatever_it_declares(put, monkeypatch):
    monkeypatch.setattr("cnn.data.archives.entry.MAX_BYTES", 100_000)
    with pytest.raises(DataError, match="unpacked, expected at most"):
        open_source(put("train.csv.gz", gzipped(TRAIN)[:-4] + struct.pack("<I", 50_000)))


@pytest.mark.parametrize(
    ("declared_bytes", "max_bytes"),
    [(50_000, 130_000), (len(TRAIN), len(TRAIN) * 3 // 4)],
    ids=["by its first part", "by its first part and what it declares"],
)
def test_a_gz_too_large_is_refused_before_it_is_through(put, monkeypatch, declared_bytes, max_bytes):
    """Blocks of 8 KB, a judgement after 20: only the first part may have been unpacked."""
    monkeypatch.setattr("cnn.data.tables.text.BLOCK_BYTES", 8_000)
    monkeypatch.setattr(gunzip, "RATIO_COUNTS_FROM_BYTES", 20_000)
    monkeypatch.setattr("cnn.data.archives.entry.MAX_BYTES", max_bytes)
    monkeypatch.setattr(gunzip, "MAX_BYTES", max_bytes)
    content = gzipped(TRAIN)[:-4] + struct.pack("<I", declared_bytes)
    unpacked = []
    original = gunzip.gzip.GzipFile.readinto

    def counted(self, buffer):
        count = original(self, buffer)
        unpacked.append(count)
        return count

    monkeypatch.setattr(gunzip.gzip.GzipFile, "readinto", counted)
    with pytest.raises(DataError, match="unpacked, expected at most"):
        open_source(put("train.csv.gz", content))
    assert 0 < sum(unpacked) < len(TRAIN) * 2 // 3


def test_a_zip_is_refused_by_what_its_files_declare_together(put, monkeypatch):
    monkeypatch.setattr("cnn.data.archives.entry.MAX_BYTES", len(TRAIN) + len(TEST) - 1)
    with pytest.raises(DataError, match="unpacked, expected at most"):
        open_source(put("digits.zip", CLEAN_ZIP))


def test_a_directory_of_a_million_entries_is_refused_before_it_is_read(put, monkeypatch):
    monkeypatch.setattr(unzip, "MAX_ENTRIES", 3)
    monkeypatch.setattr(unzip, "ZipFile", None)  # would fail were the directory read
    content = zipped({f"{number}.csv": b"" for number in range(4)})
    with pytest.raises(DataError, match="found 4 entries"):
        open_source(put("digits.zip", content))


def test_the_entries_of_a_zip64_are_counted_too(put, monkeypatch):
    monkeypatch.setattr(unzip, "ZipFile", None)
    record = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, 10**6, 10**6, 10**8, 0)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, 4, 1)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    with pytest.raises(DataError, match="1,000,000 entries"):
        open_source(put("digits.zip", b"PK\3\4" + record + locator + end))


def test_a_long_foreign_name_is_cut_and_escaped_in_the_message(put):
    with pytest.raises(DataError) as refusal:
        open_source(put("digits.zip", zipped({"../" + "\x1b[31m" * 100: TRAIN})))
    assert "\x1b" not in str(refusal.value)
    assert len(str(refusal.value)) < 300
