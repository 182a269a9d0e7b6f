"""What is said of an architecture before it is built is what PyTorch then does."""

import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from torch import nn

from cnn.errors import SpecError
from cnn.model.architecture import Architecture
from cnn.model.layers import RELU, AvgPool, BatchNorm, Conv, Dense, Dropout, Flatten, GlobalPool, MaxPool
from cnn.model.shapes import MAX_PARAMETERS, Window, check_classes, parameter_count, walk
from cnn.model.volume import Vector, Volume
from cnn.presets import find_preset
from tests.strategies import any_architectures


class RefusedError(Exception):
    """PyTorch would not take the layer."""


def pytorch_module(layer, x):
    """The module for ``layer`` made from the shape of ``x`` alone, knowing nothing of ``shapes.py``."""
    is_flat = x.ndim == 2
    match layer:
        case Conv():
            padding = "same" if layer.padding == "same" else 0 if layer.padding == "valid" else layer.padding
            return nn.Conv2d(x.shape[1], layer.filters, layer.size, layer.stride, padding, bias=layer.bias)
        case MaxPool():
            return nn.MaxPool2d(layer.size, layer.stride)
        case AvgPool():
            return nn.AvgPool2d(layer.size, layer.stride)
        case GlobalPool() if is_flat:
            raise RefusedError
        case GlobalPool():
            return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
        case BatchNorm():
            return nn.BatchNorm1d(x.shape[1]) if is_flat else nn.BatchNorm2d(x.shape[1])
        case Flatten() if not is_flat:
            return nn.Flatten()
        case Dense() if is_flat:
            return nn.Linear(x.shape[1], layer.units, bias=layer.bias)
        case Flatten() | Dense():  # PyTorch would take these, and mean something else
            raise RefusedError
        case _:
            return nn.Identity()


def pytorch_walk(architecture):
    """Per layer: the shape after it and its number of parameters."""
    volume = architecture.input
    x = torch.zeros(1, volume.depth, volume.height, volume.width)
    for layer in architecture.layers:
        module = pytorch_module(layer, x).eval()
        try:
            x = module(x)
        except (RuntimeError, ValueError) as error:
            raise RefusedError from error
        shape = Vector(x.shape[1]) if x.ndim == 2 else Volume(x.shape[3], x.shape[2], x.shape[1])
        yield shape, sum(parameter.numel() for parameter in module.parameters())


@given(any_architectures())
@torch.no_grad()
def test_volumes_parameters_and_refusals_are_those_of_pytorch(architecture):
    expected = []
    try:
        for fact in pytorch_walk(architecture):
            expected.append(fact)
    except RefusedError:
        with pytest.raises(SpecError, match=rf"^Layer {len(expected) + 1} \("):
            walk(architecture)
        return
    assert [(step.after, step.parameters) for step in walk(architecture)] == expected
    assert parameter_count(architecture) == sum(parameters for _, parameters in expected)


@given(size=st.integers(1, 9), stride=st.integers(1, 5), padding=st.integers(0, 4), width=st.integers(1, 40))
def test_a_window_sees_every_pixel_but_those_it_says_it_does_not(size, stride, padding, width):
    window = Window(width, size, stride, padding)
    assume(window.fits)
    last_edge = (window.positions - 1) * stride + size
    assert last_edge + window.unseen_px == width + 2 * padding
    assert window.unseen_px < stride


layers_without_padding = st.lists(
    st.one_of(
        st.builds(Conv, filters=st.just(1), size=st.integers(1, 4), stride=st.integers(1, 2)),
        st.builds(AvgPool, size=st.integers(1, 4), stride=st.integers(1, 2)),
    ),
    min_size=1,
    max_size=4,
).map(tuple)


@settings(max_examples=20)
@given(layers_without_padding)
def test_the_receptive_field_is_where_the_gradient_reaches(layers):
    architecture = Architecture(name="probe", input=Volume(48, 48, 1), layers=layers)
    x = torch.ones(1, 1, 48, 48, requires_grad=True)
    out = x
    for layer in layers:
        module = pytorch_module(layer, out)
        for parameter in module.parameters():
            nn.init.ones_(parameter)
        out = module(out)
    out[0, 0, -1, 0].backward()
    reached = x.grad[0, 0].nonzero()
    width = int(reached[:, 1].max() - reached[:, 1].min() + 1)
    assert walk(architecture)[-1].receptive_field_px == width


def test_the_notebook_summary_is_that_of_keras():
    steps = walk(find_preset("notebook").architecture(Volume(28, 28, 1), 10))
    working = [step for step in steps if step.layer.kind not in ("activation", "dropout")]
    assert [str(step.after) for step in working] == [
        "24×24×32",
        "12×12×32",
        "12×12×64",
        "6×6×64",
        "2304",
        "256",
        "10",
    ]
    assert [step.parameters for step in steps if step.parameters] == [832, 18_496, 590_080, 2_570]
    assert sum(step.parameters for step in steps) == 611_978


def test_formulas_carry_the_numbers():
    architecture = Architecture(
        name="formulas",
        input=Volume(28, 28, 1),
        layers=(
            Conv(filters=32, size=5),
            Conv(filters=4, size=3, padding="same"),
            MaxPool(size=5, stride=2),
            MaxPool(size=3, stride=4),
            Flatten(),
            Dense(units=10),
        ),
    )
    assert [step.formula for step in walk(architecture)] == [
        "(28 − 5)/1 + 1 = 24",
        "(24 − 3 + 2·1)/1 + 1 = 24",
        "⌊(24 − 5)/2⌋ + 1 = 10",
        "⌊(10 − 3)/4⌋ + 1 = 2",
        "2·2·4 = 16",
        "16·10 + 10 = 170 parameters",
    ]
    assert [step.unseen_px for step in walk(architecture)] == [0, 0, 1, 3, 0, 0]


def test_multiply_adds_are_counted_by_hand():
    architecture = Architecture(
        name="costs", input=Volume(6, 5, 2), layers=(Conv(filters=3, size=3), Flatten(), Dense(units=4))
    )
    assert [step.multiply_adds for step in walk(architecture)] == [3 * 3 * 2 * 3 * (4 * 3), 0, 36 * 4]


PICTURE = Volume(28, 28, 1)


def ending_in(*layers, volume=PICTURE):
    return Architecture(name="mine", input=volume, layers=layers)


@pytest.mark.parametrize(
    ("architecture", "sentence"),
    [
        (ending_in(Flatten(), Conv(filters=1, size=3)), "Layer 2 (convolution 1 of 3×3): it needs a volume"),
        (ending_in(Dense(units=10)), "Layer 1 (fully connected 10): it needs a flat vector"),
        (ending_in(RELU, MaxPool(size=30)), "Layer 2 (max pooling 30×30): its window of 30×30 does not fit"),
        (ending_in(Conv(filters=1, size=31, padding=1)), "use at most size 30 or a larger padding"),
        (ending_in(Flatten(), Dense(units=65_536), Dropout(rate=0.1), Dense(units=16_000)), "parameters, more than"),
        (ending_in(Conv(filters=4096, size=3, padding="same"), *[RELU] * 20), "numbers inside the network"),
        (ending_in(MaxPool(size=64), volume=Volume(4096, 4096, 3)), "One picture would make"),
    ],
)
def test_a_broken_rule_is_one_sentence_with_the_layer_and_a_remedy(architecture, sentence):
    with pytest.raises(SpecError) as caught:
        walk(architecture)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_billion_parameters_are_refused_before_anything_is_built():
    with pytest.raises(SpecError, match=f"{MAX_PARAMETERS:,}"):
        walk(ending_in(Flatten(), Dense(units=40_000), Dense(units=25_000)))


def test_the_network_must_end_in_one_number_a_class():
    architecture = find_preset("lenet5").architecture(Volume(28, 28, 1), 26)
    check_classes(architecture, 26)
    with pytest.raises(SpecError, match="fully connected layer of 10 units"):
        check_classes(architecture, 10)
    with pytest.raises(SpecError, match="ends in 24×24×2"):
        check_classes(ending_in(Conv(filters=2, size=5)), 10)
