"""Drawings lie in rows by class, and a click gives the number of the drawing that lies there."""

import numpy as np
import pytest

from dashboard import theme
from dashboard.charts.drawings import GAP_PX, NAME_PX, SIDE_PX, WIDTH_PX, Row, drawings_figure, in_words

ACROSS = (WIDTH_PX - NAME_PX) // (SIDE_PX + GAP_PX)


@pytest.fixture(autouse=True)
def light(monkeypatch):
    monkeypatch.setattr(theme, "is_dark", lambda: False)


def row(name, count):
    return Row(name, [np.zeros((4, 4, 3), np.uint8)] * count)


def test_each_class_begins_a_row_and_a_full_row_goes_on_below():
    figure = drawings_figure([row("1", ACROSS + 1), row("7", 2)], None)
    down = list(figure.data[0].y)
    assert len(down) == ACROSS + 3
    assert len({*down[:ACROSS]}) == 1
    assert down[ACROSS] > down[0]
    assert down[ACROSS + 1] == down[ACROSS + 2] > down[ACROSS]
    assert list(figure.data[0].customdata)[-1] == f"drawing {ACROSS + 3}: 7"


def test_everything_lies_on_the_sheet():
    figure = drawings_figure([row("1", ACROSS), row("7", 1)], None)
    assert max(figure.data[0].x) + SIDE_PX / 2 <= WIDTH_PX
    assert max(figure.data[0].y) + SIDE_PX / 2 <= figure.layout.height


def test_the_chosen_one_is_framed():
    figure = drawings_figure([row("1", 2), row("7", 1)], 2)
    (frame,) = figure.layout.shapes
    assert frame.x0 < figure.data[0].x[2] < frame.x1
    assert frame.y0 < figure.data[0].y[2] < frame.y1
    assert drawings_figure([row("1", 2)], None).layout.shapes == ()


def test_a_long_name_is_cut():
    figure = drawings_figure([row("Ankle boot and more", 1)], None)
    assert figure.layout.annotations[0].text == "Ankle bo…"


def test_the_sheet_can_be_read_out():
    assert in_words([row("1", 2), row("7", 1)]) == "Drawings by class: 2 of 1, 1 of 7"
