"""The IDX format of MNIST and its kin: a magic number, the sizes, then the bytes (Y. LeCun, C. Cortes, 1998)."""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Sequence
from io import BufferedIOBase

import numpy as np
import numpy.typing as npt

from cnn.data.archives.entry import Entry
from cnn.data.classes import class_names
from cnn.data.contents import Contents, Progress
from cnn.data.imageset import ImageSet, Labels
from cnn.data.noticing import notices_of
from cnn.data.rejection import rejection, shown
from cnn.data.tables.pixel_columns import MAX_SIDE_PX, MIN_SIDE_PX
from cnn.data.tables.table import MAX_PIXELS

_NAME = re.compile(r"(.*?)(images|labels)[-.]idx([0-9])-(ubyte|int)$")
_TYPES: dict[int, np.dtype[np.generic]] = {0x08: np.dtype(np.uint8), 0x0C: np.dtype(">i4")}
_TEST_NAMES = ("t10k", "test")
_AGAIN = "download it again"


def is_idx(entry: Entry) -> bool:
    """Whether the name is that of an IDX file, as train-images-idx3-ubyte."""
    return _NAME.search(entry.base_name) is not None


def read_idx(entry: Entry) -> npt.NDArray[np.generic]:
    """The array in ``entry``, of bytes or big-endian 32-bit numbers.

    Raises DataError where the magic number is wrong or the bytes are fewer or more than the sizes announce.
    """
    with entry.open() as stream:
        magic = stream.read(4)
        if len(magic) < 4 or magic[:2] != b"\0\0" or magic[2] not in _TYPES or not 1 <= magic[3] <= 3:
            expected = "00 00 08 03 for images or 00 00 08 01 for labels"
            found = f"the magic number {magic.hex(' ')}" if magic else "an empty file"
            raise rejection(entry.title, found, expected, f"hand over an IDX file, or {_AGAIN}")
        sizes = stream.read(4 * magic[3])
        if len(sizes) < 4 * magic[3]:
            raise rejection(entry.title, "an end within the sizes", "a complete IDX file", _AGAIN)
        array = _empty(entry, struct.unpack(f">{magic[3]}I", sizes), _TYPES[magic[2]])
        read_bytes = _fill(array, stream)
        has_more = bool(stream.read(1))
    if read_bytes < array.nbytes or has_more:
        found = "more bytes" if has_more else f"{read_bytes:,} bytes"
        expected = f"the {array.nbytes:,} that its sizes {'×'.join(map(str, array.shape))} announce"
        raise rejection(entry.title, found, expected, f"it is cut off or damaged: {_AGAIN}")
    return array


def read_idx_files(entries: Sequence[Entry], classes: int | None, progress: Progress) -> Contents:
    """The images and labels in a set of IDX files; those named t10k or test are the test part.

    Raises DataError where a part is incomplete or there twice, or its images and labels differ in number.
    """
    names = class_names(classes)
    train_files = [entry for entry in entries if not _is_test(entry)]
    test_files = [entry for entry in entries if _is_test(entry)]
    progress(0.1, "Reading the training part")
    train = _read_part("training", train_files, names)
    progress(0.7, "Reading the test part")
    test = _read_part("test", test_files, names) if test_files else None
    if test is not None and test.shape != train.shape:
        found = f"test images of {test.shape[1]}×{test.shape[2]}"
        expected = f"{train.shape[1]}×{train.shape[2]} as in the training part"
        raise rejection(test_files[0].title, found, expected, "hand over files that belong together")
    progress(0.9, "Checking the images")
    return Contents(train, test, notices_of(train, test))


def _read_part(part: str, entries: Sequence[Entry], names: tuple[str, ...]) -> ImageSet:
    images_file = _only(part, entries, "images")
    labels_file = _only(part, entries, "labels")
    array = read_idx(images_file)
    if array.ndim != 3 or array.dtype != np.uint8:
        mend = "hand over the file of images under this name"
        raise rejection(images_file.title, _described(array), "images: bytes in 3 dimensions (00 00 08 03)", mend)
    images = array.astype(np.uint8, copy=False)
    if not all(MIN_SIDE_PX <= side <= MAX_SIDE_PX for side in images.shape[1:]):
        expected = f"sides of {MIN_SIDE_PX} to {MAX_SIDE_PX} pixels"
        raise rejection(images_file.title, _described(images), expected, "hand over smaller images")
    if not len(images):
        raise rejection(images_file.title, "no images", "at least one", _AGAIN)
    labels = _labels(labels_file, names)
    if len(labels) != len(images):
        expected = f"{len(images):,}, one for each image in {images_file.name}"
        raise rejection(labels_file.title, f"{len(labels):,} labels", expected, "hand over files that belong together")
    return ImageSet(images.reshape(len(images), 1, *images.shape[1:]), labels, names)


def _labels(entry: Entry, names: tuple[str, ...]) -> Labels:
    array = read_idx(entry)
    if array.ndim == 2 and array.dtype != np.uint8:
        array = array[:, 0]  # QMNIST: the class, then where and by whom the digit was written
    if array.ndim != 1:
        mend = "hand over the file of labels under this name"
        raise rejection(entry.title, _described(array), "labels: one number an image (00 00 08 01)", mend)
    labels = array.astype(np.int64)
    wrong = (labels < 0) | (labels >= len(names))
    if wrong.any():
        at = int(wrong.argmax())
        found, expected = f"the label {labels[at]} at image {at + 1:,}", f"0 to {len(names) - 1}"
        raise rejection(entry.title, found, expected, "ask for more classes if the file has them")
    return labels


def _only(part: str, entries: Sequence[Entry], what: str) -> Entry:
    fitting = [entry for entry in entries if what in entry.base_name]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        file = entries[0].title if entries else "The IDX files"
        expected = f"a pair of files, …-images-idx3-ubyte and …-labels-idx1-ubyte, for the {part} part"
        raise rejection(file, f"no file of {what} beside it", expected, "hand over both")
    rivals = " and ".join(shown(entry.name) for entry in fitting[:3])
    raise rejection(fitting[0].title, f"{len(fitting)} files of {what} ({rivals})", "one", "hand over the one meant")


def _is_test(entry: Entry) -> bool:
    return any(name in entry.base_name for name in _TEST_NAMES)


def _described(array: npt.NDArray[np.generic]) -> str:
    return f"{array.dtype.name} numbers of {'×'.join(map(str, array.shape))}"


def _empty(entry: Entry, shape: tuple[int, ...], dtype: np.dtype[np.generic]) -> npt.NDArray[np.generic]:
    """Room for what the sizes announce, refused where they announce too much; unused room takes no memory."""
    if math.prod(shape) * dtype.itemsize > MAX_PIXELS:
        found = f"sizes of {'×'.join(map(str, shape))}"
        raise rejection(entry.title, found, f"at most {MAX_PIXELS // 10**6} million bytes", "hand over a part of it")
    return np.empty(shape, dtype)


def _fill(array: npt.NDArray[np.generic], stream: BufferedIOBase) -> int:
    """Read into ``array`` as much as there is; the number of bytes."""
    room = array.reshape(-1).view(np.uint8)
    filled = 0
    while filled < len(room) and (data := stream.read(min(2**20, len(room) - filled))):
        room[filled : filled + len(data)] = np.frombuffer(data, np.uint8)
        filled += len(data)
    return filled
