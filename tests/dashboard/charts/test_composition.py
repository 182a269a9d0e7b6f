"""Maps that are compared share a scale; a filter shows its weights."""

import numpy as np

from dashboard.charts.composition import filter_figure, map_figure


def test_scale_is_given_for_all_maps():
    cells = map_figure(np.array([[1.0, -2.0]]), 8.0, "").data[0]
    assert (cells.zmin, cells.zmax) == (-8, 8)


def test_filter_has_its_weights_written_in():
    cells = filter_figure(np.array([[1.0, -2.0], [0.0, 0.5]]), "").data[0]
    assert [list(row) for row in cells.text] == [["1", "−2"], ["0", "0.50"]]
