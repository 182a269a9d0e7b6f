"""Every box stands where its digit does, in the picture's own pixels, and doubt shows without colour."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from dashboard.charts.boxes import LONGEST_SENT_PX, TALLEST_PX, WIDEST_PX, Labelled, boxes_figure

SURE = Labelled((10, 20, 60, 40), "4", "98 %", "4, 98.0 % sure")
DOUBTED = Labelled((12, 50, 58, 80), "7", "41 %", "7, 41.0 % sure", is_doubted=True)


def test_boxes_lie_around_what_was_read():
    figure = boxes_figure(np.zeros((100, 200), np.uint8), [SURE, DOUBTED])
    first, second = figure.layout.shapes
    assert (first.x0, first.y0, first.x1, first.y1) == (20, 10, 40, 60)
    assert (first.line.dash, second.line.dash) == ("solid", "dash")
    assert [words.text for words in figure.layout.annotations] == ["4", "98 %", "7?", "41 %"]
    assert list(figure.data[0].x) == [30, 65]
    assert list(figure.data[0].text) == [SURE.tip, DOUBTED.tip]


@pytest.mark.parametrize("shape", [(100, 200), (3000, 400, 3), (40, 4000), (50, 60, 4)])
def test_the_picture_fits_and_keeps_its_shape(shape):
    figure = boxes_figure(np.full(shape, 200, np.uint8), [])
    width, height = figure.layout.width, figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    assert width <= WIDEST_PX
    assert height <= TALLEST_PX
    assert width / height == pytest.approx(shape[1] / shape[0], rel=0.1)
    (image,) = figure.layout.images
    assert (image.sizex, image.sizey) == (shape[1], shape[0])
    sent = Image.open(io.BytesIO(base64.b64decode(image.source.partition(",")[2])))
    assert max(sent.size) <= LONGEST_SENT_PX
