"""CIFAR-10 in its binary version: a label and 3×32×32 bytes an image, nothing to unpickle.

A. Krizhevsky, "Learning multiple layers of features from tiny images" (2009).
"""

from __future__ import annotations

import tarfile
from pathlib import Path

import numpy as np
import numpy.typing as npt

from cnn.data.archives.entry import sentences
from cnn.data.contents import Contents
from cnn.data.imageset import ImageSet
from cnn.data.rejection import rejection

CLASS_NAMES = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")
TRAIN_FILES = tuple(f"data_batch_{number}.bin" for number in range(1, 6))
TEST_FILE = "test_batch.bin"

_FOLDER = "cifar-10-batches-bin"
_SHAPE = (3, 32, 32)
_RECORD_BYTES = 1 + 3 * 32 * 32
_MAX_BATCH_BYTES = 20_000 * _RECORD_BYTES


def read_cifar10(archive: Path) -> Contents:
    """The images in ``cifar-10-binary.tar.gz``, read out of it without unpacking it to disk.

    Raises DataError where a batch is missing or cut off, or a label is none.
    """
    batches: dict[str, ImageSet] = {}
    with sentences(archive.name):
        try:
            with tarfile.open(archive, "r|gz") as tar:  # a stream: the members as they come, once through the file
                for member in tar:
                    folder, _, name = member.name.rpartition("/")
                    if folder == _FOLDER and name in (*TRAIN_FILES, TEST_FILE) and member.isfile():
                        batches[name] = _batch(archive.name, tar, member)
        except tarfile.TarError as error:
            raise rejection(
                archive.name, f"a damaged tar ({error})", "CIFAR-10's archive", "download it again"
            ) from error
    for name in (*TRAIN_FILES, TEST_FILE):
        if name not in batches:
            raise rejection(archive.name, f"no {name}", "CIFAR-10's six batches", "download it again")
    return Contents(_joined([batches[name] for name in TRAIN_FILES]), batches[TEST_FILE])


def _batch(archive: str, tar: tarfile.TarFile, member: tarfile.TarInfo) -> ImageSet:
    stream = tar.extractfile(member)
    if stream is None or not 0 < member.size <= _MAX_BATCH_BYTES or member.size % _RECORD_BYTES:
        found = f"{member.name} of {member.size:,} bytes"
        raise rejection(archive, found, f"records of {_RECORD_BYTES:,} bytes", "download it again")
    records: npt.NDArray[np.uint8] = np.frombuffer(stream.read(), np.uint8).reshape(-1, _RECORD_BYTES)
    labels = records[:, 0].astype(np.int64)
    if labels.max() >= len(CLASS_NAMES):
        raise rejection(archive, f"the label {labels.max()} in {member.name}", "0 to 9", "download it again")
    return ImageSet(records[:, 1:].reshape(-1, *_SHAPE), labels, CLASS_NAMES)


def _joined(parts: list[ImageSet]) -> ImageSet:
    images = np.concatenate([part.images for part in parts])
    return ImageSet(images, np.concatenate([part.known_labels for part in parts]), CLASS_NAMES)
