"""The traits of an image are those one reads off it by hand."""

import numpy as np
import pytest

from cnn.data.survey.traits import AT_ONCE, INKED, TRAITS, measure, measure_rows

INK, ACROSS, DOWN, WIDTH, HEIGHT, SLANT, STROKE = range(len(TRAITS))
SIZES = slice(SLANT)


def blank(count=1, channels=1, height=6, width=8):
    return np.zeros((count, channels, height, width), np.uint8)


def test_a_single_pixel():
    images = blank()
    images[0, 0, 2, 5] = 255
    assert measure(images)[0, SIZES].tolist() == pytest.approx([1 / 48, 5, 2, 1, 1])


def test_the_centre_leans_to_where_more_ink_is():
    images = blank()
    images[0, 0, 0, 0], images[0, 0, 4, 6] = 50, 150
    assert measure(images)[0, [ACROSS, DOWN]].tolist() == pytest.approx([4.5, 3])


def test_the_size_counts_from_the_first_to_the_last_inked_pixel():
    images = blank()
    images[0, 0, 1, 2] = images[0, 0, 4, 6] = INKED
    images[0, 0, 5, 7] = INKED - 1  # the edge of a stroke
    assert measure(images)[0, [WIDTH, HEIGHT]].tolist() == [5, 4]


def test_an_empty_image_has_no_place_and_no_size():
    (empty,) = measure(blank())
    assert empty[INK] == 0
    assert np.isnan(empty[1:]).all()


def test_a_full_image():
    full = np.full((1, 1, 6, 8), 255, np.uint8)
    assert measure(full)[0, SIZES].tolist() == [1, 3.5, 2.5, 8, 6]


def test_the_channels_of_a_colour_picture_are_averaged():
    images = blank(channels=3)
    images[0, 0, 2, 5], images[0, 2, 2, 5] = 255, 255
    assert measure(images)[0, SIZES].tolist() == pytest.approx([2 / 3 / 48, 5, 2, 1, 1])


def stroke(lean=0, broad=3):
    """A bar 20 high on 28×28, moved to the right by ``lean`` pixels a row from bottom to top."""
    images = blank(height=28, width=28)
    for row in range(20):
        left = 12 + round(lean * (10 - row))
        images[0, 0, 4 + row, left : left + broad] = 255
    return images


@pytest.mark.parametrize(("lean", "degrees"), [(0, 0), (0.5, 26.565), (-0.5, -26.565), (1, 45)])
def test_the_slant_is_the_angle_of_a_leaning_stroke(lean, degrees):
    assert measure(stroke(lean))[0, SLANT] == pytest.approx(degrees, abs=0.6)


def test_ink_in_one_row_leans_nowhere():
    images = blank()
    images[0, 0, 2, 1:6] = 255
    assert np.isnan(measure(images)[0, SLANT])


@pytest.mark.parametrize("broad", [1, 2, 4])
def test_the_stroke_width_is_twice_the_ink_over_its_outline(broad):
    outline = 2 * (20 + broad) - 2 + 2**0.5  # the corner at the top left counts once, aslant
    assert measure(stroke(broad=broad))[0, STROKE] == pytest.approx(2 * 20 * broad / outline)


def test_paler_ink_is_no_narrower_stroke():
    images = stroke()
    assert measure(images // 3)[0, STROKE] == pytest.approx(measure(images)[0, STROKE])


def test_each_image_is_measured_by_itself(digits):
    images = digits.train.images[:40]
    together = measure(images)
    assert together.shape == (40, len(TRAITS))
    assert together.dtype == np.float32
    np.testing.assert_array_equal(together, np.concatenate([measure(images[k : k + 1]) for k in range(40)]))


def test_no_images_have_no_traits():
    assert measure(blank(count=0)).shape == (0, len(TRAITS))


def test_many_are_measured_chunk_by_chunk(digits):
    rows = np.arange(len(digits.train))[::-1]
    assert len(rows) > AT_ONCE
    told = []
    together = measure_rows(digits.train.images, rows, told.append)
    np.testing.assert_array_equal(together, measure(digits.train.images)[::-1])
    assert told == sorted(told)
    assert told[-1] == 1
    assert measure_rows(digits.train.images, rows[:0]).shape == (0, len(TRAITS))
