"""Tables in another dress: the same images as from the clean file, and a sentence where something was assumed."""

import numpy as np
import pytest

from cnn.data.source import open_source
from tests.cnn.data.making import IMAGES, LABELS, PIXELS, TEST_IMAGES, TRAIN, cells, gzipped, text, zipped

SHUFFLE = np.random.default_rng(1).permutation(785)


def _reordered():
    return text([[row[column] for column in SHUFFLE] for row in cells()])


def _quoted():
    return text([[f'"{cell}"' for cell in row] for row in cells()])


ACCEPTED = {
    "clean": ("train.csv", TRAIN),
    "utf-8 mark": ("train.csv", b"\xef\xbb\xbf" + TRAIN),
    "CRLF": ("train.csv", text(cells(), end="\r\n")),
    "no line end at the end": ("train.csv", TRAIN.rstrip(b"\n")),
    "lone carriage returns": ("train.csv", text(cells(), end="\r")),
    "quoted cells": ("train.csv", _quoted()),
    "trailing blank lines": ("train.csv", TRAIN + b"\n\r\n"),
    "columns in another order": ("train.csv", _reordered()),
    "spaces around numbers": ("train.csv", TRAIN.replace(b",", b", ")),
    "another name": ("whatever.data", TRAIN),
    "gz": ("train.csv.gz", gzipped(TRAIN)),
    "gz of two members": ("train.csv.gz", gzipped(TRAIN[:5000]) + gzipped(TRAIN[5000:])),
    "zip": ("a.zip", zipped({"train.csv": TRAIN})),
    "zip with a Mac's litter": ("a.zip", zipped({"train.csv": TRAIN, "__MACOSX/._train.csv": b"\0\5"})),
    "zip with a folder level": ("a.zip", zipped({"digits/": b"", "digits/train.csv": TRAIN})),
    "zip with a gz": ("a.zip", zipped({"train.csv.gz": gzipped(TRAIN)})),
    "zip with a sample submission": ("a.zip", zipped({"train.csv": TRAIN, "sub.csv": b"ImageId,Label\n1,0\n"})),
    "zip with notes": ("a.zip", zipped({"train.csv": TRAIN, "notes.csv": b"who,when\nme,now\n", "a.txt": b"x"})),
}


@pytest.mark.parametrize(("name", "content"), ACCEPTED.values(), ids=ACCEPTED.keys())
def test_a_clean_table_in_another_dress_gives_the_same_images_without_a_word(put, name, content):
    dataset = open_source(put(name, content))
    assert np.array_equal(dataset.train.images.reshape(-1, 784), IMAGES)
    assert np.array_equal(dataset.train.labels, LABELS)
    assert dataset.train.shape == (1, 28, 28)
    assert dataset.notices == ()


def _to_one(value):
    return f"{int(value) / 255:.6f}"


NOTICED = {
    "label in capitals": (text(cells(label="LABEL")), "The column 'LABEL' was read as label"),
    "semicolons": (text(cells(), ";"), "separated by semicolons"),
    "tabs": (text(cells(), "\t"), "separated by tabs"),
    "UTF-16": (TRAIN.decode().encode("utf-16"), "UTF-16"),
    "UTF-16 without a mark": (TRAIN.decode().encode("utf-16-be"), "UTF-16"),
    "whole numbers with a point": (TRAIN.replace(b",12,", b",12.0,"), "decimal point"),
    "labels with a point": (text([[row[0].replace("3", "3.0"), *row[1:]] for row in cells()]), "decimal point"),
    "no header": (text(cells()[1:]), "There is no header"),
    "zero to one": (text([cells()[0], *([r[0], *map(_to_one, r[1:])] for r in cells()[1:])]), "within 0 to 1"),
    "pixel1 to pixel784": (text(cells(pixels=[f"pixel{i}" for i in range(1, 785)])), "pixel1 to pixel784"),
    "1x1 to 28x28": (text(cells(pixels=[f"{i // 28 + 1}x{i % 28 + 1}" for i in range(784)])), "1x1 to 28x28"),
}


@pytest.mark.parametrize(("content", "said"), NOTICED.values(), ids=NOTICED.keys())
def test_what_had_to_be_assumed_is_said_in_one_sentence(put, content, said):
    dataset = open_source(put("train.csv", content))
    assert np.array_equal(dataset.train.images.reshape(-1, 784), IMAGES)
    assert np.array_equal(dataset.train.labels, LABELS)
    assert len(dataset.notices) == 1
    assert said in dataset.notices[0]
    assert dataset.notices[0].endswith(".")


def test_784_columns_without_a_header_are_pixels_alone(put):
    dataset = open_source(put("some.csv", text(cells(TEST_IMAGES, None)[1:])))
    assert np.array_equal(dataset.train.images.reshape(-1, 784), TEST_IMAGES)
    assert dataset.train.labels is None
    assert any("784 columns" in notice for notice in dataset.notices)


def test_a_table_without_labels_may_be_looked_at(put):
    dataset = open_source(put("test.csv", text(cells(TEST_IMAGES, None))))
    assert dataset.train.labels is None
    assert dataset.test is None
    assert "no label column" in dataset.notices[0]


def test_images_of_black_and_white_alone_are_rescaled(put):
    images = np.arange(784 * 100).reshape(100, 784) % 7 // 6
    dataset = open_source(put("train.csv", text(cells(images))))
    assert np.array_equal(dataset.train.images.reshape(-1, 784), images * 255)
    assert any("multiplied by 255" in notice for notice in dataset.notices)


def test_blank_images_stay_blank_without_a_word_on_their_range(put):
    dataset = open_source(put("train.csv", text(cells(np.zeros((100, 784), int)))))
    assert dataset.train.images.max() == 0
    assert not any("255" in notice for notice in dataset.notices)


ABOUT_ROWS = {
    "one class": (cells(labels=LABELS * 0 + 3), "Only one class is present, 3"),
    "few rows of a class": (
        cells()[:-10],
        "Fewer than 10 rows in classes 0 (9), 1 (9), 2 (9), 3 (9), 4 (9) and 5 more",
    ),
    "no row of a class": (cells(IMAGES[LABELS != 7], LABELS[LABELS != 7]), "Fewer than 10 rows in class 7 (0)"),
    "duplicate rows": ([*cells(), *cells()[1:3]], "2 images repeat an earlier one"),
}


@pytest.mark.parametrize(("rows", "said"), ABOUT_ROWS.values(), ids=ABOUT_ROWS.keys())
def test_rows_that_teach_little_are_pointed_out(put, rows, said):
    notices = open_source(put("train.csv", text(rows))).notices
    assert len(notices) == 1
    assert said in notices[0]


def test_images_in_both_parts_are_pointed_out(put):
    put("test.csv", text(cells(np.vstack([TEST_IMAGES, IMAGES[:3]]), None)))
    notices = open_source(put("train.csv", TRAIN)).notices
    assert notices == ("3 images of the test part are also in the training part.",)


@pytest.mark.parametrize(("classes", "names"), [(26, ("A", "Z")), (47, ("0", "46")), (11, ("0", "10"))])
def test_another_number_of_classes_can_be_asked_for(put, classes, names):
    labels = np.arange(60) % classes
    images = np.random.default_rng(3).integers(0, 256, (60, 784))
    dataset = open_source(put("train.csv", text(cells(images, labels))), classes=classes)
    assert np.array_equal(dataset.train.labels, labels)
    assert (dataset.train.class_names[0], dataset.train.class_names[-1]) == names
    assert len(dataset.train.class_names) == classes


@pytest.mark.parametrize("side", [2, 8, 128])
def test_images_of_another_square_size_are_read(put, side):
    images = np.random.default_rng(side).integers(0, 256, (30, side * side))
    content = text(cells(images, LABELS[:30], [f"pixel{i}" for i in range(side * side)]))
    dataset = open_source(put("train.csv", content))
    assert dataset.train.shape == (1, side, side)
    assert np.array_equal(dataset.train.images.reshape(30, -1), images)


def test_columns_are_told_by_name_and_not_by_place(put):
    rows = cells(pixels=[*PIXELS[1:], PIXELS[0]])
    dataset = open_source(put("train.csv", text(rows)))
    assert np.array_equal(dataset.train.images.reshape(-1, 784), np.roll(IMAGES, 1, axis=1))
