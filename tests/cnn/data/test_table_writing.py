"""A table that is written opens again as the images it was written from."""

from io import BytesIO

import numpy as np
import pytest

from cnn.data.imageset import ImageSet
from cnn.data.source import open_source
from cnn.data.tables.writing import BLOCK, write_table
from cnn.errors import DataError


def written(images):
    file = BytesIO()
    write_table(images, file)
    return file.getvalue()


def some(rows, side=4, **more):
    random = np.random.default_rng(rows)
    return ImageSet(random.integers(0, 256, (rows, 1, side, side), np.uint8), np.arange(rows) % 10, **more)


@pytest.mark.parametrize("rows", [1, 30, BLOCK + 7])
def test_it_opens_again_as_the_same(rows, put):
    images = some(rows)
    assert open_source(put("train.csv", written(images))).train.fingerprint == images.fingerprint


def test_it_begins_as_the_competitions_does():
    first, second, *_ = written(ImageSet(np.full((1, 1, 2, 2), 255, np.uint8), np.array([7]))).splitlines()
    assert first == b"label,pixel0,pixel1,pixel2,pixel3"
    assert second == b"7,255,255,255,255"


def test_what_was_left_out_is_not_written(put):
    images = some(30, left_out=np.array([0, 29]))
    again = open_source(put("train.csv", written(images))).train
    assert np.array_equal(again.images, images.images[1:29])
    assert np.array_equal(again.labels, images.labels[1:29])


@pytest.mark.parametrize("shape", [(2, 3, 4, 4), (2, 1, 4, 5)])
def test_images_that_no_table_holds_are_refused(shape):
    with pytest.raises(DataError, match="cannot be written"):
        written(ImageSet(np.zeros(shape, np.uint8), np.zeros(2, np.int64)))
