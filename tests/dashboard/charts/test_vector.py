"""The stretch of a map and the chosen place are framed where they lie in the vector."""

import numpy as np
import pytest

from dashboard.charts.vector import LEAST_PX, MARK, WIDTH_PX, vector_figure


def frames(count, stretch, place):
    figure = vector_figure(np.zeros(count, np.float32), stretch, place)
    shapes = figure.layout.shapes
    chosen = next(box for box in shapes if box.line.color == MARK)
    return next(box for box in shapes if box is not chosen), chosen


@pytest.mark.parametrize("count", [10, 216, 9216])
def test_frames_lie_at_their_share_of_the_width(count):
    stretch, chosen = frames(count, range(count // 2, count), count // 2)
    assert (stretch.x0, stretch.x1) == pytest.approx((WIDTH_PX / 2, WIDTH_PX))
    assert chosen.x0 == pytest.approx(WIDTH_PX / 2)


@pytest.mark.parametrize("count", [10, 9216])
def test_the_last_place_stays_inside_and_can_be_seen(count):
    _, chosen = frames(count, range(count - 1, count), count - 1)
    assert chosen.x1 == pytest.approx(WIDTH_PX)
    assert chosen.x1 - chosen.x0 >= LEAST_PX
