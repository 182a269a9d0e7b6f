"""All maps of a layer are there, the chosen one is framed, and a click tells which."""

import numpy as np
import pytest

from dashboard.charts.maps import MARK, MOST_CLICKABLE, MOST_HEIGHT_PX, in_words, maps_figure


def framed(figure):
    (frame,) = [shape for shape in figure.layout.shapes if shape.line.color == MARK]
    return (frame.x0 + frame.x1) / 2, (frame.y0 + frame.y1) / 2


@pytest.mark.parametrize("shape", [(1, 28, 28), (24, 28, 28), (96, 7, 7), (300, 2, 2), (10,), (96,), (2304,)], ids=str)
def test_every_map_has_its_place_and_the_chosen_one_its_frame(shape):
    numbers = np.random.default_rng(0).normal(size=shape).astype(np.float32)
    chosen = shape[0] // 2
    figure = maps_figure(numbers, chosen)
    pointer = figure.data[0]
    assert len(pointer.x) == min(shape[0], MOST_CLICKABLE)
    places = list(zip(pointer.x, pointer.y, strict=True))
    assert len(set(places)) == len(places)
    if chosen < MOST_CLICKABLE:
        assert framed(figure) == places[chosen]
    assert figure.layout.height <= MOST_HEIGHT_PX or shape[0] > 200


def test_the_pointer_tells_the_strongest_number():
    numbers = np.zeros((2, 3, 3), np.float32)
    numbers[1, 2, 0] = 1.5
    assert maps_figure(numbers, 0).data[0].customdata[1] == "map 2: at most 1.50, in row 2, column 0"
    assert maps_figure(np.array([0.25, -2.0], np.float32), 0).data[0].customdata[1] == "unit 2: −2"


def test_words_say_which_is_strongest_and_how_many_are_silent():
    numbers = np.zeros((3, 2, 2), np.float32)
    numbers[1, 0, 0] = -4
    assert in_words(numbers, 0) == (
        "3 feature maps, number 1 chosen; number 2 has the largest numbers, 2 are zero throughout"
    )
