"""Learn · The network at work: a picture through one's own network, down to a single sum."""

from dataclasses import replace

import numpy as np
import pytest

from cnn.inside import passage
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.layers import Conv, Dense, Flatten
from cnn.model.volume import Volume
from cnn.runs.creation import create_run
from cnn.runs.record import State
from cnn.training.checkpoint import copy_weights, save_weights
from cnn.training.config import TrainingConfig
from dashboard import cache
from dashboard.state import DRAWING, KeptDrawing
from tests.pages.visitor import Visitor, read

PAGE = "learn/layers.py"


@pytest.fixture
def open_page(visit, finished):
    """Opens the page at an address, with a finished run there."""
    return lambda state=None, **address: visit(PAGE, state, address)


def told(visitor: Visitor) -> str:
    """The sentence that says where the number comes from."""
    return next(read(text.value) for text in visitor.page.markdown if text.value.startswith(("**Row", "**Unit")))


def layer_box(visitor: Visitor):
    return next(box for box in visitor.page.selectbox if box.label == "Layer")


def test_it_opens_with_the_first_layer_and_its_strongest_number(open_page, finished):
    visitor = open_page()
    assert visitor.works_on == f"{finished.name}, trained on Built-in digits"
    assert "convolution 6 of 5×5, stride 2**, 28×28×1 → 12×12×6" in visitor.words
    assert " of map 1:** 25 products add up to " in told(visitor)
    assert len(visitor.pictured) == 5
    assert "It reads **4 (" in visitor.words


def test_every_layer_says_where_its_number_comes_from(open_page, tiny):
    beginnings = ("25 products", "ReLU of", "the largest of 4 numbers", "it is the number", "it is the number", "216")
    for number, beginning in enumerate(beginnings, 1):
        visitor = open_page(layer=str(number))
        assert layer_box(visitor).value == number
        assert told(visitor).partition(":** ")[2].startswith(beginning), tiny.layers[number - 1]


def test_a_link_brings_back_the_same_number(open_page):
    address = {"layer": "3", "map": "4", "cell": "5.2", "digit": "7", "example": "3"}
    visitor = open_page(**address)
    assert told(visitor).startswith("**Row 5, column 2 of map 4:** the largest of 4 numbers is")
    assert visitor.page.number_input(key="example").value == 3
    assert {name: visitor.page.query_params[name] for name in address} == address


def test_from_any_number_one_comes_back_to_the_strongest(open_page):
    visitor = open_page(layer="1", cell="0.0")
    assert told(visitor).startswith("**Row 0, column 0 of map 1")
    strongest = told(visitor.press("Its strongest number"))
    assert not strongest.startswith("**Row 0, column 0 ")
    assert "Its strongest number" not in visitor.buttons


def test_another_layer_or_map_begins_with_its_strongest_number(open_page):
    visitor = open_page(layer="1", cell="0.0")
    visitor.page.number_input(key="map").set_value(2)
    assert visitor.again().page.query_params["map"] == "2"
    assert "cell" not in visitor.page.query_params
    visitor = open_page(layer="1", cell="0.0").choose("Layer", 3)
    assert visitor.page.query_params["layer"] == "3"
    assert "cell" not in visitor.page.query_params


@pytest.mark.parametrize(
    "asked", [{"layer": "99"}, {"layer": "0"}, {"map": "77"}, {"layer": "x", "map": "²"}, {"cell": "99.99"}], ids=str
)
def test_a_link_that_asks_for_the_impossible_still_opens(open_page, asked):
    visitor = open_page(**asked)
    assert not visitor.errors
    assert told(visitor)


def test_ones_own_drawing_goes_through_it(open_page):
    drawn = np.zeros((280, 280, 4), np.uint8)
    drawn[..., 3], drawn[60:220, 130:150, :3] = 255, 255
    visitor = open_page({DRAWING: KeptDrawing(picture=drawn)}, input="My drawing")
    assert not visitor.errors
    assert told(visitor)


def test_an_empty_pad_says_what_will_be_here(open_page):
    visitor = open_page(input="My drawing")
    assert visitor.infos == ["Draw a digit on the pad: it goes through the network as you draw."]


def test_pictures_of_another_size_are_refused_in_place(open_page, digits, monkeypatch):
    colour = replace(digits, train=replace(digits.train, images=digits.train.images.repeat(3, axis=1)))
    monkeypatch.setattr(cache, "dataset", lambda choice: colour)
    visitor = open_page()
    assert visitor.errors == [
        "The network tiny reads pictures of 28×28×1, these are 28×28×3: choose a run trained on pictures of that size."
    ]
    assert "See how it learns" in visitor.buttons


def test_the_whole_way_is_computed_once_for_a_picture(open_page, monkeypatch):
    passes = []
    compute = passage.pass_through
    monkeypatch.setattr(passage, "pass_through", lambda *given: passes.append(given) or compute(*given))
    visitor = open_page(digit="2", example="7")
    for layer in (2, 6, 3):
        visitor.choose("Layer", layer)
    assert len(passes) == 1


def test_of_several_networks_the_first_is_looked_into(visit, ensemble):
    assert visit(PAGE).works_on == "The first of the 3 networks of three, trained on Built-in digits"


def test_colour_networks_are_looked_into_too(visit, runs, digits, monkeypatch):
    colour = replace(digits, train=replace(digits.train, images=digits.train.images.repeat(3, axis=1)))
    monkeypatch.setattr(cache, "dataset", lambda choice: colour)
    layers = (Conv(filters=2, size=3), Flatten(), Dense(units=10))
    architecture = Architecture(name="colourful", input=Volume(28, 28, 3), layers=layers)
    run = create_run(runs, colour, architecture, TrainingConfig(), state=State(status="finished"))
    save_weights(run.weights, copy_weights(Network(architecture)))
    visitor = visit(PAGE)
    assert not visitor.errors
    assert "27 products add up to" in told(visitor)
