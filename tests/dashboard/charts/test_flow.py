"""The way of a picture through a network is drawn layer by layer, and each column can be clicked."""

import numpy as np
import pytest

from cnn.data.normalisation import Normalisation
from cnn.inside.passage import pass_through
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.layers import RELU, Conv, Dense, Dropout, Flatten, GlobalPool, MaxPool, Residual
from cnn.model.volume import Volume
from cnn.presets import PRESETS
from cnn.reading.predict import Member, Predictor
from dashboard.charts.flow import MARK, columns, flow_figure, in_words

NAMES = tuple("0123456789")
LAYERS = (Conv(filters=2, size=3), RELU, Dropout(rate=0.5), MaxPool(size=2), Flatten(), Dense(units=10))
PICTURE = np.zeros((12, 12, 3), np.uint8)


def passage_of(architecture):
    volume = architecture.input
    predictor = Predictor((Member(Network(architecture).eval(), Normalisation()),), NAMES)
    image = np.random.default_rng(0).integers(0, 256, (volume.depth, volume.height, volume.width), np.uint8)
    return pass_through(predictor, image)


def small(*layers):
    return passage_of(Architecture(name="small", input=Volume(12, 12, 1), layers=layers))


def written(figure):
    return [note.text for note in figure.layout.annotations]


def test_every_layer_that_does_something_has_a_column_with_its_volume():
    passage = small(*LAYERS)
    figure = flow_figure(passage, PICTURE, 0, NAMES)
    assert columns(passage.steps) == [0, 1, 3, 4, 5]
    assert len(figure.data[0].x) == 5
    assert {"picture", "conv<br>3×3", "ReLU", "max<br>2×2", "flat", "FC", "10<br>×10<br>×2"} <= set(written(figure))
    assert figure.data[0].customdata[2].startswith("Layer 4: max pooling 2×2<br>10×10×2 → 5×5×2")


def test_the_chosen_layer_is_framed_where_its_column_stands():
    passage = small(*LAYERS)
    frames = [
        shape
        for place in columns(passage.steps)
        for shape in flow_figure(passage, PICTURE, place, NAMES).layout.shapes
        if shape.line.color == MARK
    ]
    pointer = flow_figure(passage, PICTURE, 0, NAMES).data[0]
    assert [(frame.x0 + frame.x1) / 2 for frame in frames] == list(pointer.x)


def test_classes_are_written_on_the_last_numbers_where_there_is_room():
    passage = small(*LAYERS)
    assert written(flow_figure(passage, PICTURE, 0, NAMES))[-10:] == list(NAMES)
    many = tuple(f"class {number}" for number in range(26))
    assert "class 25" not in written(flow_figure(small(*LAYERS[:-1], Dense(units=26)), PICTURE, 0, many))


def test_long_networks_go_on_in_another_row():
    passage = small(*[Conv(filters=1, size=1), RELU] * 10, GlobalPool(), Dense(units=10))
    rows = flow_figure(passage, PICTURE, 0, NAMES).data[0].y
    assert len(set(rows)) == 2


@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_every_preset_can_be_drawn(preset):
    passage = passage_of(preset.architecture(Volume(32, 32, 3), 10))
    assert len(flow_figure(passage, PICTURE, 0, NAMES).data[0].x) == len(columns(passage.steps))


def test_a_residual_block_is_one_column():
    passage = small(Residual(layers=(Conv(filters=3, size=3, padding="same"),)), GlobalPool(), Dense(units=10))
    assert "residual" in written(flow_figure(passage, PICTURE, 0, NAMES))


def test_words_say_what_is_drawn():
    assert in_words(small(*LAYERS)).startswith("The picture 12×12×1 on its way through the layers: conv 3×3 10×10×2, ")
