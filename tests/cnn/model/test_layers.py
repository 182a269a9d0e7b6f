"""Layer specs are frozen, documented, and described in words."""

from typing import get_args

import pytest
from pydantic import ValidationError

from cnn.model.layers import (
    NAMES,
    RELU,
    Activation,
    AvgPool,
    BatchNorm,
    Conv,
    Dense,
    Dropout,
    Flatten,
    GlobalPool,
    Layer,
    MaxPool,
    Residual,
    describe,
)

KINDS = get_args(get_args(Layer)[0])


@pytest.mark.parametrize(
    ("layer", "words"),
    [
        (Conv(filters=32, size=5), "convolution 32 of 5×5"),
        (Conv(filters=8, size=3, stride=2, padding=1), "convolution 8 of 3×3, stride 2, padding 1"),
        (Conv(filters=8, size=3, padding="same"), "convolution 8 of 3×3, padding same"),
        (Conv(filters=8, size=1, padding="same"), "convolution 8 of 1×1"),
        (Conv(filters=8, size=3, dilation=2), "convolution 8 of 3×3, dilation 2"),
        (Conv(filters=8, size=3, groups=4, padding=1), "convolution 8 of 3×3, padding 1, 4 groups"),
        (MaxPool(size=3, stride=2, padding=1), "max pooling 3×3, stride 2, padding 1"),
        (Residual(layers=(RELU,)), "residual block of 1 layer"),
        (Residual(layers=(Conv(filters=8, size=3), RELU)), "residual block of 2 layers"),
        (MaxPool(size=2), "max pooling 2×2"),
        (MaxPool(size=2, stride=2), "max pooling 2×2"),
        (AvgPool(size=3, stride=2), "average pooling 3×3, stride 2"),
        (GlobalPool(), "global average pooling"),
        (BatchNorm(), "batch normalisation"),
        (RELU, "ReLU"),
        (Activation(function="leaky_relu"), "leaky ReLU"),
        (Dropout(rate=0.25), "dropout 0.25"),
        (Flatten(), "flatten"),
        (Dense(units=256), "fully connected 256"),
    ],
)
def test_a_layer_is_described_in_a_few_words(layer, words):
    assert describe(layer) == words


def test_every_kind_has_a_name_and_says_what_it_does():
    assert {kind.model_fields["kind"].default for kind in KINDS} == set(NAMES)
    assert all(kind.__doc__ for kind in KINDS)


def test_a_layer_does_not_change_once_it_is_made():
    with pytest.raises(ValidationError):
        RELU.function = "tanh"


@pytest.mark.parametrize(
    ("size", "padding", "dilation", "pixels"),
    [(5, "valid", 1, 0), (5, "same", 1, 2), (1, "same", 1, 0), (4, 3, 1, 3), (3, "same", 4, 4), (4, "same", 2, 3)],
)
def test_padding_in_words_is_a_number_of_pixels(size, padding, dilation, pixels):
    assert Conv(filters=1, size=size, padding=padding, dilation=dilation).padding_px == pixels
