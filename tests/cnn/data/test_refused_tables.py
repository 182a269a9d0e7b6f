"""Tables that cannot be trusted: each is refused in a sentence that says where, what, and how to mend it."""

from pathlib import Path

import numpy as np
import pytest

from cnn.data.source import open_source
from cnn.errors import DataError
from tests.cnn.data.making import IMAGES, LABELS, PIXELS, TRAIN, cells, gzipped, spoiled, text


def _without(column):
    return text([row[:column] + row[column + 1 :] for row in cells()])


def _renamed(position, name):
    rows = cells()
    rows[0][position] = name
    return text(rows)


def _plus_column(name, value="0"):
    header, *rows = cells()
    return text([[*header, name], *([*row, value] for row in rows)])


HEADERS = {
    "783 pixels": (_without(784), "783 pixel columns", "784 for 28×28"),
    "785 pixels": (_plus_column("pixel784"), "785 pixel columns", "784 for 28×28"),
    "a pixel twice": (_renamed(9, "pixel7"), "2 columns named 'pixel7'", "column 10"),
    "a pixel missing": (_without(6), "no column pixel5", "784 pixels"),
    "a pixel out of the row": (_renamed(785 - 1, "pixel900"), "no column pixel783", "784 pixels"),
    "two labels": (_plus_column("Label"), "2 columns named 'label'", "column 786"),
    "a strange column": (_plus_column("weight"), "a column named 'weight'", "column 786"),
    "a row number": (
        text([[str(n) if n else "", *row] for n, row in enumerate(cells())]),
        "without a name",
        "index=False",
    ),
    "no header, 65 columns": (text([row[:65] for row in cells()[1:]]), "no header and 65 columns", "785"),
    "100,000 columns": (",".join(f"pixel{n}" for n in range(10**5)).encode(), "100,000 columns", "at most 16,385"),
    "one pixel": (b"label,pixel0\n1,2\n", "1 pixel column,", "square"),
    "a label alone": (b"label\n1\n2\n", "0 pixel columns", "square"),
    "other columns": (b"when,who\n1,2\n", "columns that are no pixels", "train.csv"),
    "a submission": (b"ImageId,Label\n1,2\n", "a list of predictions", "train.csv"),
}


@pytest.mark.parametrize(("content", "found", "expected"), HEADERS.values(), ids=HEADERS.keys())
def test_a_header_that_promises_no_square_images_is_refused(put, content, found, expected):
    with pytest.raises(DataError) as refusal:
        open_source(put("train.csv", content))
    assert str(refusal.value).startswith("train.csv")
    assert found in str(refusal.value)
    assert expected in str(refusal.value)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("cat", "'cat'"),
        ("", "a blank cell"),
        (" ", "a blank cell"),
        ("NaN", "'NaN'"),
        ("inf", "'inf'"),
        ("-1", "'-1'"),
        ("256", "'256'"),
        ("1e9", "'1e9'"),
        ("3.7", "'3.7'"),
        ("0x10", "'0x10'"),
        ("1_0", "'1_0'"),
        ("٣", "'٣'"),
        ("=1+1", "'=1+1'"),
    ],
)
@pytest.mark.parametrize(("line", "column"), [(2, 2), (60, 401), (101, 785)])
def test_a_pixel_that_is_no_byte_is_refused_with_its_line_and_column(put, cell, found, line, column):
    with pytest.raises(DataError) as refusal:
        open_source(put("train.csv", spoiled(line, column, cell)))
    place = f"train.csv, line {line}, column {column} (pixel{column - 2}): found {found}, "
    assert str(refusal.value).startswith(place + "expected a whole number 0 to 255; ")


@pytest.mark.parametrize(
    ("cell", "found"), [("-1", "'-1'"), ("3.5", "'3.5'"), ("", "a blank cell"), ("seven", "'seven'"), ("nan", "'nan'")]
)
def test_a_label_that_is_no_class_is_refused_with_its_line(put, cell, found):
    with pytest.raises(DataError, match=r"^train\.csv, line 33, column 1 \(label\)") as refusal:
        open_source(put("train.csv", spoiled(33, 1, cell)))
    assert f"found {found}" in str(refusal.value)


def test_label_10_is_refused_with_the_hint_that_more_classes_can_be_asked_for(put):
    path = put("train.csv", spoiled(33, 1, "10"))
    with pytest.raises(DataError, match=r"line 33.*expected a whole number 0 to 9; .*ask for 11 or more classes"):
        open_source(path)
    assert open_source(path, classes=11).train.labels[31] == 10


@pytest.mark.parametrize("classes", [-1, 0, 1, 1001])
def test_a_number_of_classes_out_of_bounds_is_refused(put, classes):
    with pytest.raises(DataError, match="2 to 1,000"):
        open_source(put("train.csv", TRAIN), classes=classes)


def test_an_error_far_into_a_long_file_has_the_right_line(put, monkeypatch):
    monkeypatch.setattr("cnn.data.tables.text.BLOCK_BYTES", 10_000)
    with pytest.raises(DataError, match=r"line 97, column 3 "):
        open_source(put("train.csv", spoiled(97, 3, "x")))


def test_blank_lines_count_as_lines(put):
    content = spoiled(50, 4, "x").replace(b"\n", b"\n\n", 10)
    with pytest.raises(DataError, match=r"line 60, column 4 "):
        open_source(put("train.csv", content))


def test_a_fraction_before_the_numbers_above_one_is_the_one_refused(put, monkeypatch):
    monkeypatch.setattr("cnn.data.tables.text.BLOCK_BYTES", 5_000)
    images = np.zeros((100, 784))
    images[3, 5], images[80, 0] = 0.25, 200
    with pytest.raises(DataError, match=r"line 5, column 7 \(pixel5\): found '0.25'"):
        open_source(put("train.csv", text(cells(images))))


def _lines(change):
    lines = TRAIN.split(b"\n")
    change(lines)
    return b"\n".join(lines)


def _shorten(lines):
    lines[40] = lines[40].rpartition(b",")[0]


def _lengthen(lines):
    lines[40] += b",0"


SHAPES = {
    "a short row": (_lines(_shorten), "line 41: found 784 columns, expected 785"),
    "a long row": (_lines(_lengthen), "line 41: found 786 columns, expected 785"),
    "cut off within a row": (TRAIN[:-1000], "line 101: found "),
    "NUL bytes": (TRAIN[:50_000] + b"\0" + TRAIN[50_000:], "a NUL byte"),
    "empty": (b"", "an empty file"),
    "blank": (b"\n\n  \n", "an empty file"),
    "header only": (text(cells()[:1]), "a header without rows"),
    "web page": (b"\n<!DOCTYPE html><html>Log in</html>", "a web page"),
    "PNG": (b"\x89PNG\r\n\x1a\n" + bytes(100), "a PNG picture"),
    "JPEG": (b"\xff\xd8\xff\xe0" + bytes(100), "a JPEG picture"),
    "gz in a gz": (gzipped(gzipped(TRAIN)), "a gzip file inside"),
    "broken UTF-16": (TRAIN.decode().encode("utf-16")[:-1], "broken utf-16-le text"),
    "one line of many MiB": (b"label," * 2**19, "a line of more than 2 MiB"),
    "a long line later": (TRAIN + b"1" * 5 * 2**20, "line 102: found a line of more than 2 MiB"),
    "an open quote": (TRAIN.replace(b"\n1,", b'\n"1,', 1), "found "),
    "a cell of 200,000 characters": (b"a" * 200_000 + b"\n", "columns that are no pixels"),
}


@pytest.mark.parametrize(("content", "found"), SHAPES.values(), ids=SHAPES.keys())
def test_what_is_no_table_is_refused(put, content, found):
    with pytest.raises(DataError) as refusal:
        open_source(put("train.csv", content))
    assert found in str(refusal.value)


def test_train_and_test_handed_over_swapped_are_recognised(put):
    put("test.csv", TRAIN)
    with pytest.raises(DataError, match="look swapped"):
        open_source(put("train.csv", text(cells(IMAGES, None))))


def test_training_on_a_table_without_labels_is_refused_saying_what_it_looks_like(put):
    dataset = open_source(put("some.csv", text(cells(IMAGES, None))))
    with pytest.raises(DataError, match=r"not test\.csv"):
        _ = dataset.train.known_labels


def test_a_test_table_of_another_size_is_refused(put):
    put("test.csv", text(cells(IMAGES[:, :16], None, PIXELS[:16])))
    with pytest.raises(DataError, match=r"test\.csv: found images of 4×4, expected 28×28"):
        open_source(put("train.csv", TRAIN))


def test_a_fault_in_the_test_table_names_that_table(put):
    rows = cells(IMAGES, None)
    rows[4][0] = "x"
    put("test.csv", text(rows))
    with pytest.raises(DataError, match=r"^test\.csv, line 5, column 1 \(pixel0\)"):
        open_source(put("train.csv", TRAIN))


def test_too_many_rows_are_refused_after_the_first_block(put, monkeypatch):
    blocks = _count_blocks(monkeypatch)
    row = ",".join(["0"] * 5) + "\n"
    content = b"label,pixel0,pixel1,pixel2,pixel3\n" + row.encode() * 1_200_000
    with pytest.raises(DataError, match=r"found about 1,200,\d+ rows, expected at most 500,000"):
        open_source(put("train.csv", content))
    assert sum(blocks) <= 2 * 4 * 2**20  # a block for the header, and one for the estimate


def test_rows_are_counted_where_the_estimate_leaves_room(put, monkeypatch):
    monkeypatch.setattr("cnn.data.tables.table.MAX_ROWS", 90)
    with pytest.raises(DataError, match="more than 90 rows"):
        open_source(put("train.csv.gz", gzipped(TRAIN)))


def test_more_pixels_than_memory_allows_are_refused(put, monkeypatch):
    monkeypatch.setattr("cnn.data.tables.table.MAX_PIXELS", 784 * 99)
    with pytest.raises(DataError, match="million pixels"):
        open_source(put("train.csv", TRAIN))


def test_a_file_over_the_cap_is_refused_unread(put, monkeypatch):
    blocks = _count_blocks(monkeypatch)
    path = put("train.csv", b"label")
    with Path(path).open("r+b") as file:
        file.truncate(2**30 + 1)  # sparse: takes no disk
    with pytest.raises(DataError, match=r"1\.0 GiB unpacked"):
        open_source(path)
    assert blocks == []


def test_a_folder_of_nothing_fitting_and_a_missing_path_are_refused(put, tmp_path):
    put("notes.txt", b"hello")
    put("more.txt", b"hello")
    with pytest.raises(DataError, match="given: found nothing of the kind"):
        open_source(str(tmp_path / "given"))
    with pytest.raises(DataError, match="neither a data set nor a file: give one of digits, kaggle, mnist"):
        open_source(str(tmp_path / "absent.csv"))


def test_a_single_row_is_enough(put):
    assert len(open_source(put("train.csv", text(cells(IMAGES[:1], LABELS[:1])))).train) == 1


def _count_blocks(monkeypatch):
    """The sizes of the blocks of text that are handed out from now on."""
    from cnn.data.tables import text as module

    sizes = []
    original = module._decoded

    def counted(*arguments):
        for block in original(*arguments):
            sizes.append(len(block))
            yield block

    monkeypatch.setattr(module, "_decoded", counted)
    return sizes
