"""Whatever images are written as a table, in whatever dress, the same come back."""

import io

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from cnn.data.archives.entry import Entry
from cnn.data.tables.header import read_header
from cnn.data.tables.table import read_table
from tests.cnn.data.making import cells, text

IMAGES = st.integers(2, 6).flatmap(
    lambda side: arrays.arrays(np.uint8, st.tuples(st.integers(1, 12), st.just(side * side)))
)


def _read(content):
    entry = Entry("train.csv", len(content), lambda: io.BytesIO(content))
    return read_table(entry, read_header(entry), 10, lambda fraction: None)


def _rescaled(images):
    return images * np.uint8(255) if images.max() == 1 else images


@given(
    images=IMAGES, delimiter=st.sampled_from(",;\t"), end=st.sampled_from(["\n", "\r\n", "\n\n"]), quote=st.booleans()
)
def test_whole_numbers_come_back_as_they_were(images, delimiter, end, quote):
    labels = np.arange(len(images)) % 10
    rows = cells(images, labels, [f"pixel{n}" for n in range(images.shape[1])])
    if quote:
        rows = [[f'"{cell}"' for cell in row] for row in rows]
    table = _read(text(rows, delimiter, end))
    assert np.array_equal(table.images.reshape(images.shape), _rescaled(images))
    assert np.array_equal(table.labels, labels)


@given(images=IMAGES.filter(lambda images: images.max() > 1))
def test_numbers_from_0_to_1_come_back_as_bytes(images):
    rows = cells(images / 255, None, [f"pixel{n}" for n in range(images.shape[1])])
    assert np.array_equal(_read(text(rows)).images.reshape(images.shape), images)


@given(images=IMAGES.filter(lambda images: images.max() > 1), data=st.data())
def test_the_order_of_columns_is_no_matter(images, data):
    order = data.draw(st.permutations(range(images.shape[1] + 1)))
    rows = cells(images, np.arange(len(images)) % 10, [f"pixel{n}" for n in range(images.shape[1])])
    table = _read(text([[row[position] for position in order] for row in rows]))
    assert np.array_equal(table.images.reshape(images.shape), images)
    assert np.array_equal(table.labels, np.arange(len(images)) % 10)
