"""A drawing comes to MNIST's form whatever its size, place, stroke width, colours or polarity."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cnn.drawing import normalise
from cnn.drawing.distance import distance_inside, stroke_width
from cnn.pens import SKELETONS, Hand, draw, write

SHAPES = {(skeleton.digit, skeleton.name): skeleton for skeleton in SKELETONS}


def drawing(digit=5, name="one stroke", seed=0, **how):
    """A neatly written digit, uint8 (280, 280) unless another canvas is asked for."""
    rng = np.random.default_rng(seed)
    return draw(write(SHAPES[digit, name], Hand(), rng), rng, **how)


def difference(one, other):
    """Mean difference of two images as a share of the ink, where they match best: a pixel's shift is none."""
    shifts = [np.roll(other.astype(float), (dy, dx), (0, 1)) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
    return min(np.abs(one - shifted).sum() for shifted in shifts) / one.sum()


def kinds(result):
    """What is doubted of a drawing."""
    return {doubt.kind for doubt in result.doubts}


def centre(image):
    ink = image.astype(float)
    return ink.sum(1) @ np.arange(28) / ink.sum(), ink.sum(0) @ np.arange(28) / ink.sum()


@settings(max_examples=40, deadline=None)
@given(
    shape=st.sampled_from(SKELETONS),
    seed=st.integers(0, 10_000),
    pen_px=st.integers(3, 28),
    place=st.sampled_from(["filling", "corner"]),
    dark_on_light=st.booleans(),
)
def test_the_body_has_20_pixels_and_its_mass_lies_in_the_middle(shape, seed, pen_px, place, dark_on_light):
    rng = np.random.default_rng(seed)
    paths = write(shape, Hand.of(rng), rng)
    image = normalise(draw(paths, rng, 280, pen_px, place=place, dark_on_light=dark_on_light)).image
    assert image.shape == (28, 28)
    assert image.dtype == np.uint8
    rows, columns = np.nonzero(image.any(1))[0], np.nonzero(image.any(0))[0]
    assert max(np.ptp(rows), np.ptp(columns)) + 1 in (19, 20)
    assert image.max() > 200
    assert np.abs(np.subtract(centre(image), 14)).max() <= 0.51


def test_dark_on_light_is_read_as_light_on_dark():
    light = drawing()
    assert np.array_equal(normalise(light).image, normalise(255 - light).image)


def test_the_place_on_the_canvas_does_not_matter():
    digit = drawing(place="corner")
    moved = np.roll(digit, (60, 60) if digit[:140, :140].any() else (-60, -60), axis=(0, 1))
    assert np.array_equal(normalise(digit).image, normalise(moved).image)


@pytest.mark.parametrize("canvas_px", [100, 560, 1500])
def test_the_size_of_the_canvas_hardly_matters(canvas_px):
    small = normalise(drawing(canvas_px=280, pen_px=20)).image
    assert difference(small, normalise(drawing(canvas_px=canvas_px, pen_px=20 * canvas_px / 280)).image) < 0.3


def test_the_aspect_is_kept():
    canvas = np.zeros((200, 200), np.uint8)
    canvas[40:160, 90:105] = 255
    columns = np.nonzero(normalise(canvas).image.any(0))[0]
    assert np.ptp(columns) + 1 < 6


@pytest.mark.parametrize(("pen_px", "place"), [(28, "corner"), (24, "corner"), (3, "filling"), (2, "filling")])
def test_strokes_come_out_as_wide_as_those_of_mnist(pen_px, place):
    picture = normalise(drawing(pen_px=pen_px, place=place)).image
    big = np.kron(picture, np.ones((4, 4), np.uint8))
    assert 1.4 < stroke_width(distance_inside(big > 127)) / 4 < 4.2


def test_an_ordinary_stroke_is_left_alone():
    assert "Stroke evened" not in [step.name for step in normalise(drawing(pen_px=28)).steps]
    assert "Stroke evened" in [step.name for step in normalise(drawing(pen_px=5)).steps]


def test_what_has_the_form_already_keeps_it():
    image = normalise(drawing(pen_px=26)).image
    assert difference(image, normalise(image).image) < 0.05


def test_ink_on_a_transparent_ground_is_found_whatever_its_colour():
    digit = drawing()
    expected = normalise(digit).image
    for tone in (0, 90, 255):
        rgba = np.dstack([np.full((280, 280, 3), tone, np.uint8), digit])
        assert np.array_equal(normalise(rgba).image, expected)


def test_an_opaque_card_on_a_transparent_ground_is_paper():
    digit = 255 - drawing()
    rgba = np.dstack([digit, digit, digit, np.full_like(digit, 255)])
    rgba[:12] = 0
    rgba[:, :12] = 0
    assert difference(normalise(digit).image, normalise(rgba).image) < 0.02


@pytest.mark.parametrize(("ink", "ground"), [((255, 0, 0), (255, 255, 255)), ((200, 0, 0), (0, 102, 0))])
def test_colours_of_like_brightness_are_told_apart(ink, ground):
    share = drawing()[..., None] / 255
    rgb = (share * ink + (1 - share) * ground).astype(np.uint8)
    assert difference(normalise(drawing()).image, normalise(rgb).image) < 0.05


def test_the_steps_lead_from_the_ink_to_the_image():
    result = normalise(drawing(pen_px=6))
    names = [step.name for step in result.steps]
    assert names == ["Ink found", "Cut out", "Stroke evened", "Scaled to 20 pixels", "Centred by its mass"]
    assert all(step.picture.dtype == np.uint8 and step.picture.max() > 128 for step in result.steps)
    assert max(result.steps[-2].picture.shape) == 20
    assert result.steps[-1].picture is result.image
    assert all(step.why.endswith(".") for step in result.steps)


@pytest.mark.parametrize("shape", [(280, 280), (1, 1), (1, 1, 4), (5, 1, 3), (1, 900)])
@pytest.mark.parametrize("tone", [0, 128, 255])
def test_one_tone_all_over_gives_no_image_and_a_doubt(shape, tone):
    result = normalise(np.full(shape, tone, np.uint8))
    assert result.image is None
    (doubt,) = result.doubts
    assert doubt.kind == "blank"
    assert "one tone" in doubt.text


def test_a_dot_is_given_with_a_doubt():
    canvas = np.zeros((280, 280), np.uint8)
    y, x = np.mgrid[:280, :280]
    canvas[(y - 100) ** 2 + (x - 60) ** 2 < 64] = 255
    result = normalise(canvas)
    assert result.image is not None
    assert "dot" in kinds(result)


def test_a_filled_canvas_is_given_with_a_doubt():
    canvas = np.zeros((280, 280), np.uint8)
    canvas[12:268, 12:268] = 255
    assert "filled" in kinds(normalise(canvas))


def test_ink_at_the_border_is_given_with_a_doubt():
    cut_off = drawing()[60:]
    assert "border" in kinds(normalise(cut_off))


def test_a_hairline_is_given_with_a_doubt_and_the_thinnest_pen_is_not():
    assert kinds(normalise(drawing(pen_px=2))) == {"thin"}
    assert kinds(normalise(drawing(pen_px=8))) == set()


def test_a_very_small_digit_is_given_with_a_doubt():
    small = np.zeros((280, 280), np.uint8)
    small[100:118, 100:118] = drawing(canvas_px=18, pen_px=2)
    assert "small" in kinds(normalise(small))


def test_two_digits_side_by_side_are_given_with_a_doubt():
    two = np.hstack([drawing(), drawing(3, "round")])
    assert "wide" in kinds(normalise(two))


def test_a_good_drawing_gets_no_doubt():
    for skeleton in SKELETONS:
        assert normalise(drawing(skeleton.digit, skeleton.name)).doubts == ()


SIZES = st.integers(1, 24)


@settings(max_examples=150, deadline=None)
@given(
    arrays(
        np.uint8,
        st.one_of(
            st.tuples(SIZES, SIZES),
            st.tuples(SIZES, SIZES, st.sampled_from([3, 4])),
        ),
    )
)
def test_any_pixels_give_an_image_or_none(pixels):
    image = normalise(pixels).image
    assert image is None or (image.shape == (28, 28) and image.any())
