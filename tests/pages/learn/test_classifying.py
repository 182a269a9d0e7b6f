"""Learn · From maps to classes: the vector, one class's sum and softmax, with the numbers of a real forward pass."""

import json

import numpy as np
import pytest
import torch

from cnn.data.imageset import Dataset
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.layers import Conv, Dense, Dropout, Flatten, GlobalPool
from cnn.model.volume import Volume
from cnn.reading.predict import Predictor
from cnn.training.checkpoint import copy_weights, save_weights
from dashboard.words import percent

PAGE = "learn/classifying.py"


@pytest.fixture
def open_page(visit):
    """Opens the page at an address."""
    return lambda **address: visit(PAGE, address=address)


@pytest.fixture
def four(digits: Dataset):
    """The image that the page opens with, uint8 (1, 1, H, W)."""
    return digits.train.images[np.argmax(digits.train.labels == 4)][None]


def test_it_opens_with_the_numbers_of_the_network(open_page, finished, four):
    predictor = Predictor.of_run(finished)
    visitor = open_page()
    probs = predictor.probs(four)[0]
    assert "6×6×6 → 216, 6·6·6 = 216" in visitor.words
    assert "the layer: 216·10 + 10 = 2,170 parameters" in visitor.words
    assert f"the answer is {probs.argmax()} with {percent(probs.max(), 1)}" in visitor.words
    table = visitor.page.table[0].value
    np.testing.assert_allclose(table["Probability (%)"], 100 * probs, atol=0.01)
    assert visitor.press("How wrong is it").title == "Loss"


def test_a_cell_finds_its_place_in_the_vector(open_page, finished):
    words = open_page(map="3", cell="1.4").words
    assert "2·36 + 1·6 + 4 = place **82**" in words


def test_a_temperature_leaves_the_order(open_page, finished, four):
    visitor = open_page(temperature="5")
    logits = torch.from_numpy(Predictor.of_run(finished).logits(four)[0])
    expected = 100 * torch.softmax(logits / 5, 0).numpy()
    table = visitor.page.table[0].value
    np.testing.assert_allclose(table["Probability (%)"], expected, atol=0.01)
    assert "At T = 5 the answer is" in visitor.words
    visitor.page.select_slider(key="temperature").set_value(0.1)
    coldest = visitor.again().page.table[0].value["Probability (%)"]
    assert coldest.argmax() == table["Probability (%)"].argmax()
    assert coldest.max() > table["Probability (%)"].max()


def test_another_class_adds_up_the_same_numbers(open_page, finished):
    visitor = open_page().choose("Class that adds up", "7")
    assert "**7** reads all 216 numbers" in visitor.words
    assert any(words.startswith("The logit of 7 is") for words in visitor.pictured)


def test_dropout_is_told_only_where_it_lies_between(open_page, finished):
    assert "at random" not in open_page().words
    _put(
        finished,
        Architecture(name="half", input=Volume(28, 28, 1), layers=(Flatten(), Dropout(rate=0.5), Dense(units=10))),
    )
    assert "sets 50 % of these numbers to zero at random" in open_page().words


def test_means_of_maps_are_told_as_such(open_page, finished, four):
    _put(finished, Architecture(name="means", input=Volume(28, 28, 1), layers=(Conv(filters=10, size=3), GlobalPool())))
    visitor = open_page(map="2")
    assert "The 676 numbers of map 2 have the mean" in visitor.words
    assert "ends in global average pooling, not in a fully connected layer" in visitor.errors[0]
    assert "the answer is" in visitor.words


def test_without_a_network_it_says_so(open_page):
    visitor = open_page()
    assert "No network is trained yet" in visitor.errors[0]
    assert visitor.works_on == "No network to read out"
    assert "Questions" in visitor.subheaders


def test_pictures_of_another_size_are_refused_in_place(open_page, finished):
    _put(finished, Architecture(name="wide", input=Volume(32, 32, 3), layers=(Conv(filters=10, size=3), GlobalPool())))
    assert "reads pictures of 32×32×3, these are 28×28×1" in open_page().errors[0]


def test_an_empty_pad_waits(open_page, finished):
    visitor = open_page(input="My drawing")
    assert not visitor.errors
    assert "Draw a digit" in visitor.infos[0]
    assert not visitor.page.table


def _put(run, architecture):
    """Give a run another, untrained network."""
    path = run.folder / "run.json"
    record = json.loads(path.read_text())
    path.write_text(json.dumps(record | {"architecture": architecture.model_dump(mode="json")}))
    save_weights(run.weights, copy_weights(Network(architecture)))
