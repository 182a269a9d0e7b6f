"""The picture of a network: a block for every volume, nothing lost, whatever the architecture."""

from collections import Counter

import pytest
from hypothesis import given

from cnn.model.architecture import Architecture
from cnn.model.layers import RELU, Conv, Dense, Flatten, MaxPool, Residual, describe
from cnn.model.shapes import walk
from cnn.model.volume import Volume
from cnn.presets import PRESETS
from dashboard.charts.blocks import CLASSIFYING, IMPOSSIBLE, INPUT, LEARNING, Shortcut, picture_of
from dashboard.charts.network import MOST_IN_A_ROW, in_words, network_figure
from tests.strategies import sound_architectures

PICTURE = Volume(28, 28, 1)


def steps_of(name):
    return walk(PRESETS[name].architecture(PICTURE, 10))


def test_notebook_is_drawn_in_its_two_halves():
    blocks = picture_of(PICTURE, steps_of("notebook")).blocks
    assert [str(block.shape) for block in blocks] == [
        "28×28×1", "24×24×32", "12×12×32", "12×12×64", "6×6×64", "2,304", "256", "10"
    ]  # fmt: skip
    assert [block.part for block in blocks] == [INPUT] + 4 * [LEARNING] + 3 * [CLASSIFYING]


@pytest.mark.parametrize("name", PRESETS)
def test_every_layer_is_told_under_the_pointer(name):
    steps = steps_of(name)
    figure = network_figure(PICTURE, steps)
    told = "<br>".join(point.story for point in figure.points)
    for step in steps:
        for told_one in (step, *step.inner):
            assert f"ayer {told_one.place}: {describe(told_one.layer)}" in told


def test_the_legend_names_the_parts_that_are_drawn():
    assert [name for name, _ in network_figure(PICTURE, steps_of("notebook")).legend] == [INPUT, LEARNING, CLASSIFYING]
    assert [name for name, _ in network_figure(PICTURE, steps_of("notebook")[:1]).legend] == [INPUT, LEARNING]


def test_long_networks_go_on_in_another_row():
    convolutions = tuple(layer for _ in range(20) for layer in (Conv(filters=4, size=3, padding="same"), RELU))
    steps = walk(Architecture(name="deep", input=PICTURE, layers=(*convolutions, Flatten(), Dense(units=10))))
    in_a_row = Counter(point.y for point in network_figure(PICTURE, steps).points)
    assert in_a_row.total() == 23
    assert max(in_a_row.values()) <= MOST_IN_A_ROW
    assert len(in_a_row) == 3


@given(sound_architectures())
def test_blocks_stay_inside_the_picture(architecture):
    steps = walk(architecture)
    figure = network_figure(architecture.input, steps)
    for shape in figure.shapes:
        assert all(0 <= x <= 1 and figure.lowest <= y <= figure.highest for x, y in corners(shape))


SAME = Conv(filters=4, size=3, padding="same")


def corners(shape):
    return [tuple(map(float, corner.split(","))) for corner in shape["path"].strip("M Z").split(" L ")]


def dotted(figure):
    """The ways past residual blocks."""
    return [shape for shape in figure.shapes if shape["line"].get("dash") == "dot"]


def network(*layers):
    return walk(Architecture(name="mine", input=PICTURE, layers=layers))


def test_a_shortcut_leads_past_the_blocks_of_its_branch():
    steps = network(SAME, MaxPool(size=2), Residual(layers=(SAME, RELU, SAME)), Flatten(), Dense(units=10))
    drawn = picture_of(PICTURE, steps)
    assert drawn.shortcuts == (Shortcut(2, 4),)
    assert drawn.blocks[4].layers == ("3.3", "3")
    (way,) = dotted(network_figure(PICTURE, steps))
    below = [words for words in network_figure(PICTURE, steps).words if words["yanchor"] == "top"]
    start, end = below[2]["x"], below[4]["x"]
    assert start < corners(way)[0][0] < start + 0.02
    assert end - 0.02 < corners(way)[-1][0] < end


def test_a_projection_on_a_shortcut_is_told():
    steps = network(Residual(layers=(Conv(filters=8, size=3, stride=2, padding=1),)))
    (shortcut,) = picture_of(PICTURE, steps).shortcuts
    assert shortcut.through == "conv 1×1"


def test_a_block_that_works_in_place_has_no_way_past_it():
    assert picture_of(PICTURE, network(SAME, Residual(layers=(RELU,)))).shortcuts == ()


def test_a_shortcut_over_the_end_of_a_row_goes_on_in_the_next():
    steps = network(*[SAME] * 8, Residual(layers=(SAME,) * 6), *[SAME] * 3)
    ways = dotted(network_figure(PICTURE, steps))
    assert len(ways) == 2
    assert corners(ways[0])[-1][0] == 1
    assert corners(ways[1])[0][0] == 0


def test_the_block_of_the_chosen_layer_has_a_frame():
    def frames(chosen):
        shapes = network_figure(PICTURE, steps_of("notebook"), chosen).shapes
        return [number for number, shape in enumerate(shapes) if shape["line"]["width"] == 2]

    assert frames("") == []
    assert frames("1") == frames("2") != []  # ReLU works in place on what the convolution gives
    assert set(frames("3")).isdisjoint(frames("1"))


def test_the_picture_of_a_wrong_network_ends_in_what_is_impossible():
    steps = steps_of("notebook")[:2]
    drawn = picture_of(PICTURE, steps, "3")
    assert [block.part for block in drawn.blocks] == [INPUT, LEARNING, IMPOSSIBLE]
    words = [words["text"] for words in network_figure(PICTURE, steps, stops_at="3").words]
    assert "✗<br>layer 3" in words
    assert len(network_figure(PICTURE, (), stops_at="1").shapes) == 4  # three faces of the input and the mark


def test_few_blocks_do_not_fill_the_row():
    shapes = network_figure(PICTURE, steps_of("notebook")[:1]).shapes
    assert max(x for shape in shapes for x, _ in corners(shape)) < 0.6


def test_words_name_every_volume():
    words = in_words(PICTURE, steps_of("lenet5"))
    assert words.startswith("The network from left to right: picture 28×28×1, convolution 6 of 5×5")
    assert words.endswith("fully connected 10 gives 10")
