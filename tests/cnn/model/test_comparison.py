"""Two networks side by side; the fully connected layer that would do a convolution's work."""

import pytest
from hypothesis import given

from cnn.model.architecture import Architecture
from cnn.model.comparison import align, parameters_if_dense
from cnn.model.layers import RELU, BatchNorm, Conv, Dense, Dropout, Flatten, MaxPool, Residual
from cnn.model.shapes import walk
from cnn.model.volume import Volume
from cnn.presets import PRESETS
from tests.strategies import sound_architectures

PICTURE = Volume(6, 5, 2)


def test_it_counts_what_such_a_layer_learns():
    step = walk(Architecture(name="one", input=PICTURE, layers=(Conv(filters=4, size=3),)))[0]
    dense = Architecture(name="dense", input=PICTURE, layers=(Flatten(), Dense(units=step.after.size)))
    assert parameters_if_dense(step) == walk(dense)[1].parameters == 60 * 48 + 48


def steps_of(*layers):
    return walk(Architecture(name="one", input=Volume(28, 28, 1), layers=layers))


def told(pairs):
    """Each pair in a few words."""
    return [
        f"{pair.left.number if pair.left else '–'} {pair.right.number if pair.right else '–'} {pair.verdict}"
        for pair in pairs
    ]


def test_what_is_there_on_one_side_alone_stands_alone():
    left = steps_of(Conv(filters=8, size=3), RELU, MaxPool(size=2), Flatten(), Dense(units=10))
    right = steps_of(Conv(filters=8, size=3), BatchNorm(), RELU, Flatten(), Dense(units=10))
    assert told(align(left, right)) == [
        "1 1 same", "– 2 only right", "2 3 same", "3 – only left", "4 4 same", "5 5 same"
    ]  # fmt: skip


def test_layers_of_a_kind_are_changed_in_their_fields():
    left = steps_of(Conv(filters=8, size=3, padding="same"), Flatten(), Dense(units=10))
    right = steps_of(
        Conv(filters=16, size=3, padding="same", stride=1, groups=1, bias=False), Flatten(), Dense(units=9)
    )
    pairs = align(left, right)
    assert told(pairs) == ["1 1 changed", "2 2 same", "3 3 changed"]
    assert [pair.changed for pair in pairs] == [("filters", "bias"), (), ("units",)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (Conv(filters=8, size=3), Conv(filters=8, size=3, padding=0)),
        (Conv(filters=8, size=3, padding=1), Conv(filters=8, size=3, padding="same")),
        (MaxPool(size=2), MaxPool(size=2, stride=2)),
    ],
)
def test_what_is_only_written_otherwise_is_the_same(left, right):
    assert told(align(steps_of(left), steps_of(right))) == ["1 1 same"]


def test_the_layer_that_is_the_same_is_found_rather_than_the_next_of_its_kind():
    left = steps_of(Conv(filters=8, size=3), Conv(filters=16, size=5))
    assert told(align(left, steps_of(Conv(filters=16, size=5)))) == ["1 – only left", "2 1 same"]
    assert told(align(left, steps_of(Conv(filters=16, size=4)))) == ["1 – only left", "2 1 changed"]


def test_residual_blocks_are_compared_inside():
    same = Conv(filters=4, size=3, padding="same")
    left = steps_of(same, Residual(layers=(same, RELU, same)), Residual(layers=(same, BatchNorm())))
    right = steps_of(same, Residual(layers=(same, BatchNorm(), Dropout(rate=0.5))))
    pairs = align(left, right)
    assert told(pairs) == ["1 1 same", "2 – only left", "3 2 changed"]
    assert pairs[2].changed == ("layers",)
    assert told(pairs[2].inner) == ["1 1 same", "2 2 same", "– 3 only right"]


@pytest.mark.parametrize("left", PRESETS)
def test_of_presets_every_layer_has_its_place_in_order(left):
    ours = walk(PRESETS[left].architecture(Volume(28, 28, 1), 10))
    for right in PRESETS.values():
        theirs = walk(right.architecture(Volume(28, 28, 1), 10))
        pairs = align(ours, theirs)
        assert tuple(pair.left for pair in pairs if pair.left) == ours
        assert tuple(pair.right for pair in pairs if pair.right) == theirs
        assert all(pair.left or pair.right for pair in pairs)
        assert all(pair.left.layer.kind == pair.right.layer.kind for pair in pairs if pair.left and pair.right)


@given(sound_architectures(), sound_architectures())
def test_turning_two_networks_round_turns_what_is_said(left, right):
    turned = {"same": "same", "changed": "changed", "only left": "only right", "only right": "only left"}
    there, back = align(walk(left), walk(right)), align(walk(right), walk(left))
    assert sorted(turned[pair.verdict] for pair in back) == sorted(pair.verdict for pair in there)
    assert all(pair.verdict == "same" for pair in align(walk(left), walk(left)))
