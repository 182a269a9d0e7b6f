"""IDX pairs: read from a folder or zip, and refused where the sizes and the bytes disagree."""

import numpy as np
import pytest

from cnn.data.source import open_source
from cnn.errors import DataError
from tests.cnn.data.making import IMAGES, LABELS, TEST_IMAGES, gzipped, idx, zipped

TRAIN_IMAGES = idx(IMAGES.reshape(-1, 28, 28))
TRAIN_LABELS = idx(LABELS)
PAIR = {"train-images-idx3-ubyte": TRAIN_IMAGES, "train-labels-idx1-ubyte": TRAIN_LABELS}
BOTH = {
    **PAIR,
    "t10k-images-idx3-ubyte": idx(TEST_IMAGES.reshape(-1, 28, 28)),
    "t10k-labels-idx1-ubyte": idx(LABELS[:20]),
}


@pytest.mark.parametrize("pack", [lambda content: content, gzipped], ids=["plain", "gz"])
@pytest.mark.parametrize("place", ["folder", "zip"])
def test_both_parts_are_read_with_their_labels(put, tmp_path, pack, place):
    suffix = ".gz" if pack is gzipped else ""
    files = {name + suffix: pack(content) for name, content in BOTH.items()}
    if place == "zip":
        dataset = open_source(put("mnist.zip", zipped(files)))
    else:
        for name, content in files.items():
            put(name, content)
        dataset = open_source(str(tmp_path / "given"))
    assert np.array_equal(dataset.train.images.reshape(-1, 784), IMAGES)
    assert np.array_equal(dataset.train.labels, LABELS)
    assert np.array_equal(dataset.test.images.reshape(-1, 784), TEST_IMAGES)
    assert np.array_equal(dataset.test.labels, LABELS[:20])


def test_names_with_a_dot_and_images_that_are_not_square_are_read(put):
    files = {"train-images.idx3-ubyte": idx(IMAGES[:, :48].reshape(-1, 8, 6)), "train-labels.idx1-ubyte": TRAIN_LABELS}
    assert open_source(put("some.zip", zipped(files))).train.shape == (1, 8, 6)


IMAGES_NAME, LABELS_NAME = PAIR
DAMAGED = {
    "wrong magic": (IMAGES_NAME, b"\1\2\3\4" + TRAIN_IMAGES[4:], "the magic number 01 02 03 04"),
    "numbers of another type": (IMAGES_NAME, b"\0\0\x0d\3" + TRAIN_IMAGES[4:], "the magic number 00 00 0d 03"),
    "four dimensions": (IMAGES_NAME, b"\0\0\x08\4" + TRAIN_IMAGES[4:], "the magic number 00 00 08 04"),
    "labels in place of images": (IMAGES_NAME, TRAIN_LABELS, "uint8 numbers of 100"),
    "images in place of labels": (LABELS_NAME, TRAIN_IMAGES, "uint8 numbers of 100×28×28"),
    "a count too large": (
        IMAGES_NAME,
        TRAIN_IMAGES[:7] + b"\x65" + TRAIN_IMAGES[8:],
        "78,400 bytes, expected the 79,184",
    ),
    "a count too small": (
        IMAGES_NAME,
        TRAIN_IMAGES[:7] + b"\x63" + TRAIN_IMAGES[8:],
        "more bytes, expected the 77,616",
    ),
    "an absurd count": (IMAGES_NAME, TRAIN_IMAGES[:4] + b"\xff" * 12, "sizes of 4294967295"),
    "cut off": (IMAGES_NAME, TRAIN_IMAGES[:-1], "78,399 bytes, expected the 78,400"),
    "cut off within the sizes": (IMAGES_NAME, TRAIN_IMAGES[:9], "an end within the sizes"),
    "empty": (LABELS_NAME, b"", "an empty file"),
    "no images": (IMAGES_NAME, idx(np.zeros((0, 28, 28))), "no images"),
    "one pixel": (IMAGES_NAME, idx(np.zeros((100, 1, 1))), "uint8 numbers of 100×1×1"),
    "fewer labels than images": (LABELS_NAME, idx(LABELS[:99]), "99 labels, expected 100"),
    "a label that is no class": (LABELS_NAME, idx(LABELS + 1), "the label 10 at image 10"),
    "a PNG": (IMAGES_NAME, b"\x89PNG\r\n\x1a\n", "the magic number 89 50 4e 47"),
}


@pytest.mark.parametrize(("name", "content", "found"), DAMAGED.values(), ids=DAMAGED.keys())
def test_a_pair_that_does_not_fit_is_refused(put, name, content, found):
    with pytest.raises(DataError) as refusal:
        open_source(put("mnist.zip", zipped({**PAIR, name: content})))
    assert str(refusal.value).startswith(f"mnist.zip: {name}: found {found}")


@pytest.mark.parametrize("name", PAIR)
def test_half_a_pair_is_refused(put, name):
    with pytest.raises(DataError, match=r"no file of (images|labels) beside it.*a pair of files"):
        open_source(put("mnist.zip", zipped({name: PAIR[name]})))


def test_a_single_idx_file_says_that_two_are_needed(put):
    with pytest.raises(DataError, match="no file of labels beside it"):
        open_source(put(IMAGES_NAME, TRAIN_IMAGES))


def test_two_pairs_for_one_part_are_refused(put):
    with pytest.raises(DataError, match="2 files of images"):
        open_source(put("mnist.zip", zipped({**PAIR, "other-images-idx3-ubyte": TRAIN_IMAGES})))


def test_a_test_part_of_another_size_is_refused(put):
    files = {**BOTH, "t10k-images-idx3-ubyte": idx(TEST_IMAGES[:, :64].reshape(-1, 8, 8))}
    with pytest.raises(DataError, match="test images of 8×8, expected 28×28"):
        open_source(put("mnist.zip", zipped(files)))


def test_more_classes_can_be_asked_for(put):
    files = {**PAIR, LABELS_NAME: idx(LABELS + 16)}
    assert open_source(put("letters.zip", zipped(files)), classes=26).train.class_names[25] == "Z"
