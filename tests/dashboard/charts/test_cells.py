"""Matrices in figures: numbers as people write them, the first row on top."""

import numpy as np
import pytest

from dashboard.charts.cells import Colours, Place, Sheet, largest, number

PLACE = Place(1, 0.0, 1.0, 0.0, 0.9)
COLOURS = Colours([[0.0, "#ffffff"], [1.0, "#000000"]], 0, 1)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (-0.001, "0"),
        (-3, "−3"),
        (1 / 9, "1/9"),
        (-2 / 3, "−2/3"),
        (0.11, "0.11"),
        (10 / 9, "1.11"),
        (0.125, "1/8"),
        (1275.0, "1,275"),
        (-2.5, "−2.50"),
    ],
)
def test_numbers_are_written_as_people_write_them(value, text):
    assert number(value) == text


def test_scale_of_an_empty_matrix_has_an_end():
    assert largest(np.zeros((2, 2))) == 1
    assert largest(np.array([[-3.0, 2.0]])) == 3


def test_written_cells_carry_their_numbers_and_title():
    sheet = Sheet()
    sheet.written_cells(PLACE, np.array([[1.0, -2.0], [0.5, 0.0]]), COLOURS, "Filter")
    figure = sheet.figure(100, 120)
    assert [list(row) for row in figure.data[0].text] == [["1", "−2"], ["0.50", "0"]]
    assert figure.layout.annotations[0].text == "Filter"
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]
    assert (figure.layout.width, figure.layout.height) == (100, 120)
