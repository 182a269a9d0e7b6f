"""The thumbnails of filters: at most 64 at a time, each to be clicked."""

import numpy as np
import pytest

from dashboard.charts.filters import filters_figure, page_of


@pytest.mark.parametrize(
    ("chosen", "count", "page"), [(0, 6, range(6)), (63, 64, range(64)), (64, 100, range(64, 100)), (5, 1, range(1))]
)
def test_a_page_holds_the_chosen_filter(chosen, count, page):
    assert page_of(chosen, count) == page


def test_every_filter_of_the_page_can_be_clicked_and_one_is_framed():
    figure = filters_figure(np.random.default_rng(0).normal(size=(70, 5, 5)), chosen=66)
    assert list(figure.data[0].customdata) == [f"filter {number}" for number in range(65, 71)]
    (frame,) = figure.layout.shapes
    assert frame.x0 < figure.data[0].x[2] < frame.x1
