"""Curves over the temperature are softmax, and never cross."""

import numpy as np
import pytest
import torch

from dashboard.charts.temperature import temperature_figure

LOGITS = np.array([1.0, 4.0, 2.5, -1.0, 0.0, 0.5], np.float32)
NAMES = tuple("abcdef")


def test_the_most_probable_are_drawn_in_their_order():
    curves = temperature_figure(LOGITS, NAMES, 1.0).data
    assert [curve.name for curve in curves] == ["b", "c", "a", "f", "e"]
    heights = np.array([curve.y for curve in curves])
    assert (np.diff(heights, axis=0) <= 0).all()


def test_every_point_is_softmax():
    curve = temperature_figure(LOGITS, NAMES, 1.0).data[0]
    for temperature, percent in list(zip(curve.x, curve.y, strict=True))[::12]:
        assert percent == pytest.approx(
            100 * torch.softmax(torch.from_numpy(LOGITS) / temperature, 0)[1].item(), rel=1e-4
        )


def test_chosen_temperature_has_its_line():
    (line,) = temperature_figure(LOGITS, NAMES, 2.0).layout.shapes
    assert line.x0 == line.x1 == 2
