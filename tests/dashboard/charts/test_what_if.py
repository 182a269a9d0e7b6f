"""A picture beside the nearest of another class: what differs, what counts, what is enough."""

import numpy as np

from cnn.attribution.counterfactual import Exchange
from cnn.attribution.integrated_gradients import Integrated
from dashboard import theme
from dashboard.charts.what_if import what_if_figure, what_if_in_words

IMAGE = np.zeros((1, 6, 6), np.uint8)
OTHER = IMAGE.copy()
IMAGE[0, 1, 1], OTHER[0, 4, 4] = 250, 100
PULL = Integrated(np.where(OTHER[0] > 0, 2.0, 0.0), 2.0, 32)
PIXELS = OTHER[0] > 0
ENOUGH = Exchange(np.where(PIXELS, OTHER, IMAGE), PIXELS, np.array([0.2, 0.8], np.float32))


def test_ink_that_comes_is_above_zero_and_ink_that_goes_below():
    figure = what_if_figure(IMAGE, OTHER, PULL, ENOUGH, "9")
    matrices = [np.asarray(trace.z, float) for trace in figure.data]
    np.testing.assert_array_equal(matrices[0], IMAGE[0])
    np.testing.assert_array_equal(matrices[1], OTHER[0])
    np.testing.assert_array_equal(matrices[3], OTHER[0].astype(float) - IMAGE[0])
    np.testing.assert_array_equal(matrices[5], PULL.map)
    np.testing.assert_array_equal(matrices[6], ENOUGH.image[0])
    titles = [note.text for note in figure.layout.annotations]
    assert titles == ["This picture", "The nearest 9", "What differs", "What of it counts", "Enough for 9"]


def test_the_exchanged_pixels_are_shaded():
    shapes = what_if_figure(IMAGE, OTHER, PULL, ENOUGH, "9").layout.shapes
    shaded = [(shape.x0, shape.y0) for shape in shapes if shape.fillcolor == theme.ORANGE]
    assert shaded == [(3.5, 3.5)]


def test_without_an_exchange_there_are_four_pictures():
    figure = what_if_figure(IMAGE, OTHER, PULL, None, "9")
    assert len(figure.layout.annotations) == 4


def test_words_say_where_what_counts_lies():
    words = what_if_in_words(IMAGE, OTHER, PULL, "9")
    assert words.endswith("What speaks for 9 lies mostly at the lower right (100 %).")
