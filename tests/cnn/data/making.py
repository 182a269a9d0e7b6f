"""Small tables and archives, clean ones, for tests to spoil."""

import gzip
import io
import zipfile

import numpy as np

PIXELS = [f"pixel{index}" for index in range(784)]
ROWS = 100
IMAGES = np.random.default_rng(7).integers(0, 256, (ROWS, 784), np.uint8)
TEST_IMAGES = np.random.default_rng(8).integers(0, 256, (20, 784), np.uint8)
LABELS = np.arange(ROWS) % 10


def cells(images=IMAGES, labels=LABELS, pixels=PIXELS, label="label"):
    """A table as lists of text, its header first; ``labels`` None gives one to predict."""
    rows = [[str(value) for value in image] for image in images.tolist()]
    if labels is None:
        return [list(pixels), *rows]
    return [[label, *pixels], *([str(number), *row] for number, row in zip(labels.tolist(), rows, strict=True))]


def text(rows, delimiter=",", end="\n"):
    """The table as the bytes of a file."""
    return "".join(delimiter.join(row) + end for row in rows).encode()


def spoiled(line, column, value):
    """The clean training table with ``value`` in a line (the header is 1) and column (counted from 1)."""
    rows = cells()
    rows[line - 1][column - 1] = value
    return text(rows)


TRAIN = text(cells())
TEST = text(cells(TEST_IMAGES, None))
SUBMISSION = b"ImageId,Label\n1,0\n2,0\n"


def zipped(files, compression=zipfile.ZIP_DEFLATED):
    """A zip of names (or ZipInfo) and contents; a list of pairs may name one twice."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, content)
    return buffer.getvalue()


def gzipped(content):
    """A gzip file of ``content``."""
    return gzip.compress(content, 6, mtime=0)


def idx(array):
    """An IDX file of bytes."""
    array = np.asarray(array, np.uint8)
    sizes = b"".join(size.to_bytes(4, "big") for size in array.shape)
    return bytes([0, 0, 8, array.ndim]) + sizes + array.tobytes()
