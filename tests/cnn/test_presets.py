"""Every preset builds, fits what it is offered for, and trains."""

import numpy as np
import pytest
import torch

from cnn.errors import ConfigError, SpecError
from cnn.model.build import Network
from cnn.model.layers import Conv
from cnn.model.shapes import parameter_count, walk
from cnn.model.volume import Volume
from cnn.presets import PRESETS, find_preset
from cnn.training.config import TrainingConfig
from cnn.training.loop import train

presets = pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))


@presets
@pytest.mark.parametrize(
    ("volume", "classes"),
    [(Volume(28, 28, 1), 10), (Volume(32, 32, 3), 10), (Volume(28, 28, 1), 26), (Volume(25, 30, 2), 2)],
)
def test_a_preset_fits_any_usual_picture_and_number_of_classes(preset, volume, classes):
    network = Network(preset.architecture(volume, classes)).eval()
    assert network(torch.zeros(2, volume.depth, volume.height, volume.width)).shape == (2, classes)


@presets
def test_a_preset_trains_with_its_own_settings(preset, digits):
    few = digits.train.take(np.arange(130))
    config = preset.config.changed(epochs=1, device="cpu")
    *_, last = train(preset.architecture(Volume(28, 28, 1), 10), config, few)
    assert last.kind == "finished"


@presets
def test_a_preset_says_what_it_is_and_where_it_comes_from(preset):
    assert preset.title
    assert preset.about.endswith(".")
    assert preset.source
    assert find_preset(preset.name) is preset


@pytest.mark.parametrize(
    ("name", "side", "layer"),
    [("notebook", 5, 3), ("lenet5", 4, 4), ("cifar10", 1, 3), ("balanced", 6, 6), ("deotte", 24, 21)],
)
def test_a_picture_too_small_is_refused_with_the_layer(name, side, layer):
    with pytest.raises(SpecError, match=rf"^Layer {layer} \("):
        walk(find_preset(name).architecture(Volume(side, side, 1), 10))


def test_the_notebook_trains_as_by_default():
    assert find_preset("notebook").config == TrainingConfig()


def test_sizes_are_those_that_are_told():
    sizes = {name: parameter_count(preset.architecture(Volume(28, 28, 1), 10)) for name, preset in PRESETS.items()}
    assert sizes["notebook"] == 611_978
    assert sizes["lenet5"] == 61_706
    assert sizes["ghouzam"] == 887_530
    assert sizes["deotte"] == 326_410  # Keras counts 832 running statistics besides
    assert sizes["balanced"] < sizes["notebook"] / 5


def test_deottes_network_shrinks_as_in_keras():
    steps = walk(find_preset("deotte").architecture(Volume(28, 28, 1), 10))
    sides = [step.after.width for step in steps if isinstance(step.layer, Conv)]
    assert sides == [26, 24, 12, 10, 8, 4, 1]


def test_the_cifar_example_is_the_one_of_cs231n():
    steps = walk(find_preset("cifar10").architecture(Volume(32, 32, 3), 10))
    assert [str(step.after) for step in steps] == ["32×32×12", "32×32×12", "16×16×12", "3,072", "10"]


def test_an_unknown_preset_is_refused_with_those_there_are():
    with pytest.raises(ConfigError, match="there are sprint, balanced, strong, champion, notebook"):
        find_preset("resnet")
