"""Occlusion is what a loop of forward passes over covered pictures gives, and what the library gives."""

from itertools import product

import numpy as np
import pytest
import torch
from captum.attr import Occlusion
from hypothesis import given
from hypothesis import strategies as st

from cnn.attribution.occlusion import MOST_WINDOWS, occlusion, window_of
from cnn.attribution.score import Score
from tests.cnn.attribution.explained import COLOURFUL, PLAIN, subject_of


@pytest.mark.parametrize("architecture", [PLAIN, COLOURFUL], ids=lambda each: each.name)
def test_it_is_the_mean_fall_over_all_windows_that_cover_a_pixel(architecture):
    subject, network = subject_of(architecture, Score(2, 0))
    found = occlusion(subject)
    height, width = subject.x.shape[2:]
    fallen, covering = np.zeros((height, width)), np.zeros((height, width))
    with torch.no_grad():
        whole = network(subject.x)[0]
        tops, lefts = (range(0, side - found.size_px + found.stride_px, found.stride_px) for side in (height, width))
        for top, left in product(tops, lefts):
            under = (slice(top, top + found.size_px), slice(left, left + found.size_px))
            covered = subject.x.clone()
            covered[0, :, *under] = subject.ground[0, :, *under]
            logits = network(covered)[0]
            fallen[under] += ((whole[2] - whole[0]) - (logits[2] - logits[0])).item()
            covering[under] += 1
    np.testing.assert_allclose(found.map, fallen / covering, atol=1e-5)


def test_it_is_that_of_the_library():
    subject, network = subject_of(COLOURFUL)
    found = occlusion(subject)
    expected = Occlusion(network).attribute(
        subject.x,
        sliding_window_shapes=(3, found.size_px, found.size_px),
        strides=(3, found.stride_px, found.stride_px),
        baselines=subject.ground,
        target=1,
    )
    np.testing.assert_allclose(found.map, expected[0, 0].numpy(), atol=1e-6)


@given(st.integers(1, 64), st.integers(1, 64))
def test_windows_cover_everything_and_are_no_more_than_time_allows(height, width):
    size, stride = window_of(height, width)
    assert 1 <= stride <= size <= min(height, width)
    windows = len(range(0, height - size + stride, stride)) * len(range(0, width - size + stride, stride))
    assert windows <= MOST_WINDOWS or stride == size


def test_digits_are_covered_by_five_pixels():
    assert window_of(28, 28) == (5, 2)
    assert window_of(8, 8) == (1, 1)
