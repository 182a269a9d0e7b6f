"""The picture of a network: a block for every volume, nothing lost, whatever the architecture."""

import pytest
from hypothesis import given

from cnn.model.architecture import Architecture
from cnn.model.layers import RELU, Conv, Dense, Flatten
from cnn.model.shapes import walk
from cnn.model.volume import Volume
from cnn.presets import PRESETS
from dashboard.charts.blocks import CLASSIFYING, INPUT, LEARNING, blocks_of
from dashboard.charts.network import MOST_IN_A_ROW, in_words, network_figure
from tests.strategies import sound_architectures

PICTURE = Volume(28, 28, 1)


def steps_of(name):
    return walk(PRESETS[name].architecture(PICTURE, 10))


def test_notebook_is_drawn_in_its_two_halves():
    blocks = blocks_of(PICTURE, steps_of("notebook"))
    assert [str(block.shape) for block in blocks] == [
        "28×28×1", "24×24×32", "12×12×32", "12×12×64", "6×6×64", "2304", "256", "10"
    ]  # fmt: skip
    assert [block.part for block in blocks] == [INPUT] + 4 * [LEARNING] + 3 * [CLASSIFYING]


@pytest.mark.parametrize("name", PRESETS)
def test_every_layer_is_told_under_the_pointer(name):
    steps = steps_of(name)
    figure = network_figure(PICTURE, steps)
    told = "<br>".join(story for trace in figure.data if trace.customdata is not None for story in trace.customdata)
    assert told.count("Layer ") + told.count("<br>then ") == len(steps)


def test_long_networks_go_on_in_another_row():
    convolutions = tuple(layer for _ in range(20) for layer in (Conv(filters=4, size=3, padding="same"), RELU))
    steps = walk(Architecture(name="deep", input=PICTURE, layers=(*convolutions, Flatten(), Dense(units=10))))
    rows = [trace for trace in network_figure(PICTURE, steps).data if trace.customdata is not None]
    assert sum(len(row.x) for row in rows) == 23
    assert max(len(row.x) for row in rows) <= MOST_IN_A_ROW
    assert len({row.y[0] for row in rows}) == 3


@given(sound_architectures())
def test_blocks_stay_inside_the_picture(architecture):
    steps = walk(architecture)
    figure = network_figure(architecture.input, steps)
    low, high = figure.layout.yaxis.range
    for shape in figure.layout.shapes:
        corners = [corner.split(",") for corner in shape.path.strip("M Z").split(" L ")]
        assert all(0 <= float(x) <= 1 and low <= float(y) <= high for x, y in corners)


def test_words_name_every_volume():
    words = in_words(PICTURE, steps_of("lenet5"))
    assert words.startswith("The network from left to right: picture 28×28×1, convolution 6 of 5×5")
    assert words.endswith("fully connected 10 gives 10")
