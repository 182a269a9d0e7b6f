"""A chosen filter walks over what it was made for, and knows the filters it stands beside."""

import numpy as np
import pytest
import torch

from cnn.data.normalisation import Normalisation
from cnn.inside.filters import HAND_MADE
from cnn.inside.learned_filters import LearnedFilters, first_filters
from cnn.model.build import Network
from dashboard.filter_choice import MOST_BESIDE, ByHand, Learned, maps_beside

IMAGE = np.random.default_rng(1).integers(0, 256, (1, 28, 28)).astype(np.uint8)


def many(count, depth=1) -> LearnedFilters:
    """So many learned filters."""
    return LearnedFilters(np.random.default_rng(2).normal(size=(count, depth, 3, 3)), np.arange(count) / 10, 1, 0)


def test_a_learned_filter_gives_the_networks_own_numbers(tiny):
    network = Network(tiny).eval()
    filters = first_filters(network)
    walk = Learned(filters, 4, Normalisation()).walk(IMAGE, 0, filters.stride_px, filters.padding_px)
    with torch.inference_mode():
        expected = network.layers[0](Normalisation().apply(torch.from_numpy(IMAGE[None])))[0, 4].numpy()
    np.testing.assert_allclose(walk.feature_map, expected, atol=1e-5)


def test_a_filter_made_by_hand_sees_bytes_as_they_are():
    made = HAND_MADE[0]
    choice = ByHand(made.title, made.weights)
    assert (choice.pixels.empty, choice.pixels.full) == (0, 255)
    np.testing.assert_array_equal(choice.walk(IMAGE, 0, 2, 1).picture, IMAGE[0])


def test_a_learned_filter_sees_pixels_as_its_network_does():
    choice = Learned(many(3), 0, Normalisation(mean=0.5, std=0.25))
    assert (choice.pixels.empty, choice.pixels.full) == (-2, 2)
    assert choice.walk(IMAGE, 0, 1, 0).picture.min() >= -2


def test_a_grey_picture_stands_for_every_channel():
    choice = Learned(many(2, depth=3), 0, Normalisation())
    grey, colour = (choice.walk(image, 0, 1, 0).feature_map for image in (IMAGE, IMAGE.repeat(3, axis=0)))
    np.testing.assert_array_equal(grey, colour)


def test_what_comes_to_the_sums_is_told():
    assert ByHand("mine", np.ones((3, 3))).addition == ""
    assert Learned(many(2), 0, Normalisation()).addition == "the filter's bias"
    assert "other 2 channels" in Learned(many(2, depth=3), 0, Normalisation()).addition


@pytest.mark.parametrize("side", [3, 5])
def test_filters_of_one_layer_have_one_size(side):
    titles = list(maps_beside(ByHand("mine", np.ones((side, side))), IMAGE, 0, 1, 0))
    assert titles == ["mine", *(made.title for made in HAND_MADE if len(made.rows) == side)]


@pytest.mark.parametrize("place", [0, 7, 39])
def test_of_many_learned_filters_those_around_the_chosen_one_are_shown(place):
    maps = maps_beside(Learned(many(40), place, Normalisation()), IMAGE, 0, 1, 0)
    assert len(maps) == MOST_BESIDE
    assert f"Filter {place + 1}" in maps
