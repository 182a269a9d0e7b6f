"""Views are a fixed table: each moves, turns or zooms as it says, and the first is the image itself."""

import numpy as np
import pytest
import torch

from cnn.reading import views
from cnn.reading.views import VIEWS, View, seen
from cnn.training.config import TrainingConfig, settings


@pytest.fixture
def images(digits):
    return torch.from_numpy(digits.test.images[:5].copy())


@pytest.fixture
def second_view(monkeypatch):
    """Gives an image (H, W) as one view shows it."""

    def show(view, image):
        monkeypatch.setattr(views, "VIEWS", (View(), view))
        return seen(torch.from_numpy(image[None, None].copy()), 2)[1, 0].numpy()

    return show


def test_there_are_as_many_as_can_be_asked_for():
    (most,) = [bound.le for bound in settings()["views"].metadata if hasattr(bound, "le")]
    assert len(VIEWS) == most
    assert TrainingConfig(views=most)


def test_no_view_is_there_twice():
    assert len(set(VIEWS)) == len(VIEWS)


def test_one_view_is_the_image_itself_byte_for_byte(images):
    assert seen(images, 1) is images


@pytest.mark.parametrize("count", [2, 8, 32])
def test_the_image_itself_comes_first_and_unchanged(images, count):
    shown = seen(images, count)
    assert shown.shape == (count * 5, 1, 28, 28)
    assert torch.equal(shown[:5], images.float())


def test_more_views_begin_with_the_same_ones(images):
    assert torch.equal(seen(images, 7), seen(images, 32)[: 7 * 5])


def test_a_view_is_the_same_for_every_image_and_channel(images):
    colour = images.reshape(1, 5, 28, 28)
    assert torch.equal(seen(images, 6).reshape(6, 5, 28, 28), seen(colour, 6))


def test_no_view_loses_much_of_the_digit(images):
    ink = seen(images, 32).reshape(32, 5, -1).sum(2)
    assert torch.allclose(ink, ink[0].expand_as(ink), rtol=0.2)


@pytest.mark.parametrize(("right", "down"), [(1, 0), (-1, 0), (0, 1), (0, -1), (1, -1)])
def test_moving_is_by_whole_pixels_and_leaves_them_as_they_are(second_view, right, down):
    image = np.zeros((12, 17), np.float32)
    image[5, 7] = 200
    image[2, 3] = 50
    moved = second_view(View(right_px=right, down_px=down), image)
    np.testing.assert_allclose(moved, np.roll(image, (down, right), (0, 1)), atol=0.02)


def test_turning_is_clockwise_around_the_middle(second_view, digits):
    image = digits.test.images[0, 0].astype(np.float32)
    np.testing.assert_allclose(second_view(View(turn_deg=90), image), np.rot90(image, -1), atol=0.02)


def test_turning_keeps_its_angle_where_the_picture_is_wider_than_high(second_view):
    image = np.zeros((11, 31), np.float32)
    image[5, 19] = 100  # four to the right of the middle
    turned = second_view(View(turn_deg=90), image)
    assert np.unravel_index(turned.argmax(), turned.shape) == (9, 15)  # four below it


def test_a_turned_image_is_moved_along_the_page_and_not_along_its_own_axes(second_view, digits):
    image = digits.test.images[0, 0].astype(np.float32)
    shown = second_view(View(right_px=1, turn_deg=90), image)
    np.testing.assert_allclose(shown, np.roll(np.rot90(image, -1), 1, 1), atol=0.02)


def test_zooming_grows_around_the_middle(second_view):
    image = np.zeros((28, 28), np.float32)
    image[12:16, 12:16] = 100
    assert second_view(View(zoom=0.5), image).sum() == pytest.approx(1.5**2 * image.sum(), rel=0.05)
    assert second_view(View(zoom=-0.5), image).sum() == pytest.approx(0.5**2 * image.sum(), rel=0.05)


def test_what_comes_in_from_outside_is_ground(second_view):
    white = np.full((6, 6), 255, np.float32)
    assert second_view(View(right_px=1), white)[:, 0].max() < 0.5
