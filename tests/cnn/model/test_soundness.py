"""How far a network is sound: the steps before the first mistake are those of the network without what follows."""

import pytest
from hypothesis import given

from cnn.errors import SpecError
from cnn.model.architecture import Architecture
from cnn.model.editing import number_of
from cnn.model.layers import RELU, Conv, Dense, Flatten, MaxPool, Residual
from cnn.model.shapes import MAX_PARAMETERS, walk
from cnn.model.soundness import examine
from cnn.model.volume import Volume
from cnn.presets import find_preset
from tests.strategies import any_architectures, sound_architectures

PICTURE = Volume(28, 28, 1)
SAME = Conv(filters=4, size=3, padding="same")


def network(*layers):
    return Architecture(name="mine", input=PICTURE, layers=layers)


@given(sound_architectures(classes=3))
def test_a_sound_network_has_a_step_for_every_layer_and_no_fault(architecture):
    findings = examine(architecture, 3)
    assert findings.steps == walk(architecture)
    assert findings.fault is None


@given(any_architectures())
def test_the_steps_end_where_the_fault_begins(architecture):
    findings = examine(architecture, 3)
    sound = len(findings.steps)
    if sound:
        assert findings.steps == walk(architecture.model_copy(update={"layers": architecture.layers[:sound]}))
    if sound < len(architecture.layers):
        assert findings.at is not None
        assert findings.at[0] == sound
        assert str(findings.fault).startswith(f"Layer {number_of(findings.at)} (")
        with pytest.raises(SpecError):
            walk(architecture.model_copy(update={"layers": architecture.layers[: sound + 1]}))


def test_a_sound_network_with_another_end_than_the_classes_keeps_all_its_steps():
    lenet = find_preset("lenet5").architecture(PICTURE, 26)
    findings = examine(lenet, 10)
    assert findings.steps == walk(lenet)
    assert findings.at is None
    assert "the data has 10 classes" in str(findings.fault)


def test_inside_a_block_the_layers_before_the_mistake_have_their_steps():
    whole = walk(network(SAME, Residual(layers=(SAME, RELU)), Flatten()))
    broken = examine(network(SAME, Residual(layers=(SAME, RELU, MaxPool(size=40))), Flatten()), 10)
    assert str(broken.fault).startswith("Layer 2.3 (max pooling 40×40)")
    assert broken.at == (1, 2)
    assert broken.steps == whole[:1]
    assert broken.inner == whole[1].inner
    assert [broken.step(path) for path in ((0,), (1,), (1, 0), (1, 1), (1, 2), (2,))] == [
        whole[0], None, *whole[1].inner, None, None
    ]  # fmt: skip


def test_a_block_whose_sum_is_impossible_has_steps_inside_and_none_itself():
    broken = examine(network(Residual(layers=(Conv(filters=2, size=2),))), 10)
    assert broken.at == (0,)
    assert broken.steps == ()
    assert [str(step.after) for step in broken.inner] == ["27×27×2"]
    assert broken.step((0,)) is None


def test_the_steps_of_a_sound_block_are_found_by_their_place():
    findings = examine(network(Residual(layers=(SAME, RELU)), Flatten(), Dense(units=10)), 10)
    assert findings.step((0, 1)) == findings.steps[0].inner[1]
    assert findings.step((2,)) == findings.steps[2]


def test_a_network_too_large_has_its_steps_up_to_the_layer_that_is_too_much():
    findings = examine(network(Flatten(), Dense(units=40_000), Dense(units=25_000), RELU, Dense(units=10)), 10)
    assert f"more than the {MAX_PARAMETERS:,}" in str(findings.fault)
    assert len(findings.steps) == 2
