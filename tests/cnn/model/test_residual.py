"""What is said of a residual block: its volumes, its costs, and of every layer inside the same."""

import pytest

from cnn.errors import SpecError
from cnn.model.architecture import Architecture
from cnn.model.layers import RELU, BatchNorm, Conv, Dense, Flatten, MaxPool, Residual
from cnn.model.shapes import walk
from cnn.model.step import leaves
from cnn.model.volume import Volume

PICTURE = Volume(28, 28, 1)
FIRST = Conv(filters=4, size=3, padding="same")
HALVING = Conv(filters=8, size=3, stride=2, padding=1, bias=False)


def steps_of(*layers, volume=PICTURE):
    return walk(Architecture(name="blocks", input=volume, layers=layers))


@pytest.fixture
def projected():
    """The step of a block that halves 28×28×4 and doubles its depth."""
    return steps_of(FIRST, Residual(layers=(HALVING, BatchNorm(), RELU)))[1]


def test_its_costs_are_those_of_its_branch_and_its_shortcut(projected):
    branch, shortcut = 4 * 8 * 9, 4 * 8
    assert projected.parameters == branch + 2 * 8 + shortcut
    assert projected.multiply_adds == 14 * 14 * (branch + 8 + shortcut)
    assert projected.activations == 14 * 14 * 8 * (3 + 1 + 1)
    assert (str(projected.before), str(projected.after)) == ("28×28×4", "14×14×8")


def test_every_layer_inside_is_told_at_its_place(projected):
    assert [step.place for step in projected.inner] == ["2.1", "2.2", "2.3"]
    assert [str(step.after) for step in projected.inner] == 3 * ["14×14×8"]
    assert [step.formula for step in projected.inner] == ["⌊(28 − 3 + 2·1)/2⌋ + 1 = 14", "", ""]
    assert projected.shortcut.place == "2 shortcut"
    assert projected.shortcut.layer == Conv(filters=8, size=1, stride=2, bias=False)
    assert projected.shortcut.formula == "⌊(28 − 1)/2⌋ + 1 = 14"
    assert projected.within == (*projected.inner, projected.shortcut)
    assert projected.formula == "F(x) + Wₛ·x"


def test_where_the_volume_stays_the_input_is_added_as_it_is():
    _, kept = steps_of(FIRST, Residual(layers=(FIRST, RELU)))
    assert kept.shortcut is None
    assert kept.formula == "F(x) + x"
    assert kept.parameters == 4 * 4 * 9 + 4
    assert kept.activations == 28 * 28 * 4 * 3


def test_a_vector_is_projected_by_a_fully_connected_layer():
    *_, same, other = steps_of(Flatten(), Residual(layers=(Dense(units=784),)), Residual(layers=(Dense(units=10),)))
    assert same.shortcut is None
    assert other.shortcut.layer == Dense(units=10, bias=False)
    assert other.parameters == 784 * 10 + 10 + 784 * 10
    assert other.receptive_field_px == 0


@pytest.mark.parametrize(
    ("layer", "volume", "stride"),
    [
        (MaxPool(size=2), Volume(7, 8, 2), None),
        (MaxPool(size=2), Volume(7, 7, 2), None),
        (MaxPool(size=2), Volume(8, 6, 2), 2),
        (Conv(filters=2, size=3, stride=2, padding=1), Volume(7, 8, 2), 2),
        (Conv(filters=2, size=3, stride=3, padding=1), Volume(7, 7, 2), 3),
        (Conv(filters=2, size=5), Volume(9, 9, 2), None),
        (Conv(filters=2, size=3, padding=2), Volume(9, 9, 2), None),
        (MaxPool(size=64), Volume(64, 64, 1), 64),
    ],
)
def test_the_projection_moves_as_the_branch_does_and_must_meet_it(layer, volume, stride):
    block = Residual(layers=(layer,))
    if stride is None:
        with pytest.raises(
            SpecError, match=r"^Layer 1 \(residual block of 1 layer\): its branch turns .*; pad the layers"
        ):
            steps_of(block, volume=volume)
    else:
        assert steps_of(block, volume=volume)[0].shortcut.layer.stride == stride


def test_a_branch_that_moves_further_than_a_convolution_can_is_refused():
    assert steps_of(Residual(layers=(MaxPool(size=8), MaxPool(size=8))), volume=Volume(128, 128, 1))
    with pytest.raises(SpecError, match="its branch moves by 128 pixels"):
        steps_of(Residual(layers=(MaxPool(size=64), MaxPool(size=2))), volume=Volume(128, 128, 1))


def test_leaves_are_all_the_layers_that_compute(projected):
    steps = steps_of(FIRST, Residual(layers=(HALVING, RELU)), RELU)
    assert [step.place for step in leaves(steps)] == ["1", "2.1", "2.2", "2 shortcut", "3"]
    assert sum(step.parameters for step in leaves(steps)) == sum(step.parameters for step in steps)


def test_the_largest_layer_is_named_though_it_lies_inside():
    wide = Residual(layers=(Dense(units=65_536), Dense(units=784)))
    with pytest.raises(SpecError, match=r"most are in layer 2\.1 \(fully connected 65536\)"):
        steps_of(Flatten(), wide, wide)


def test_what_is_made_inside_counts_towards_what_a_picture_may_make():
    volume = Volume(512, 512, 1)
    wide = Residual(layers=(Conv(filters=180, size=1), Conv(filters=1, size=1)))
    with pytest.raises(SpecError, match="One picture would make"):
        steps_of(wide, wide, volume=volume)
    steps_of(wide, volume=volume)
