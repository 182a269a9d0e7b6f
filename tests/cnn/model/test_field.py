"""The patch that is said to make a number is the one that PyTorch's gradient reaches."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from cnn.errors import SpecError
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.field import Field
from cnn.model.layers import AvgPool, Conv, Residual
from cnn.model.shapes import walk
from cnn.model.volume import Volume
from cnn.presets import find_preset

SIDE_PX = 17

plain_layers = st.one_of(
    st.builds(
        Conv,
        filters=st.just(1),
        size=st.integers(1, 5),
        stride=st.integers(1, 3),
        padding=st.integers(0, 2),
        dilation=st.sampled_from((1, 1, 2)),
        bias=st.just(False),
    ),
    st.builds(AvgPool, size=st.integers(1, 3), stride=st.integers(1, 3)),
)
blocks = st.lists(
    st.builds(Conv, filters=st.just(1), size=st.sampled_from((1, 3, 5)), padding=st.just("same"), bias=st.just(False)),
    min_size=1,
    max_size=2,
).map(lambda layers: Residual(layers=tuple(layers)))
layers_that_look = st.lists(plain_layers | blocks, min_size=1, max_size=4).map(tuple)


def reached(architecture, row, column):
    """First and last row and column of the picture that a number of the last layer depends on; None for none."""
    network = Network(architecture)
    for parameter in network.parameters():
        nn.init.ones_(parameter)
    x = torch.ones(1, 1, SIDE_PX, SIDE_PX, requires_grad=True)
    network(x)[0, 0, row, column].backward()
    places = x.grad[0, 0].nonzero()
    return None if len(places) == 0 else [*places.min(0).values.tolist(), *places.max(0).values.tolist()]


def has_gaps(layer):
    """Whether its windows pass over pixels, so that what lies at the edge of a patch may be left out."""
    if isinstance(layer, Residual):
        return False
    return layer.stride_px > layer.size or getattr(layer, "dilation", 1) > 1


@given(layers_that_look, st.data())
def test_a_number_depends_on_its_patch_and_on_nothing_else(layers, data):
    architecture = Architecture(name="looking", input=Volume(SIDE_PX, SIDE_PX, 1), layers=layers)
    try:
        steps = walk(architecture)
    except SpecError:
        return
    last = steps[-1]
    row, column = (data.draw(st.integers(0, side - 1)) for side in (last.after.height, last.after.width))
    (top, bottom), (left, right) = (last.field.patch(place, SIDE_PX) for place in (row, column))
    found = reached(architecture, row, column)
    if found is None:
        return
    assert top <= found[0] and left <= found[1]
    assert found[2] < bottom and found[3] < right
    if not any(step.unseen_px or has_gaps(step.layer) for step in steps):
        assert found == [top, left, bottom - 1, right - 1]


@pytest.mark.parametrize(
    ("place", "patch"), [(0, (0, 1)), (1, (0, 3)), (2, (1, 5)), (3, (3, 7)), (4, (5, 8)), (5, (7, 8)), (6, (8, 8))]
)
def test_a_patch_ends_at_the_borders_of_the_picture(place, patch):
    field = Field().through(size_px=4, stride_px=2, padding_px=3)
    assert (field.size_px, field.jump_px, field.first_px) == (4, 2, -3)
    assert field.patch(place, 8) == patch


def test_vectors_depend_on_all_of_the_picture():
    steps = walk(find_preset("notebook").architecture(Volume(28, 28, 1), 10))
    assert [step.receptive_field_px for step in steps] == [5, 5, 6, 6, 10, 10, 12, 12, 0, 0, 0, 0, 0]
    assert [step.field is None for step in steps] == [step.receptive_field_px == 0 for step in steps]


def test_a_residual_block_looks_as_far_as_its_branch_or_its_shortcut():
    halved = Residual(layers=(Conv(filters=2, size=3, stride=2, padding=1), Conv(filters=2, size=3, padding="same")))
    steps = walk(Architecture(name="two", input=Volume(16, 16, 1), layers=(halved, Conv(filters=2, size=3))))
    assert [step.field for step in steps] == [Field(7, 2, -3), Field(11, 2, -3)]
    assert steps[0].shortcut.field == Field(1, 2, 0)
    near, far = Field(3, 2, -1), Field(4, 1, 1)
    assert near.together_with(far) == far.together_with(near) == Field(6, 2, -1)
