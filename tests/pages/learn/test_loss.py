"""Learn · Loss: one picture's loss, label smoothing, and the loss of a batch, as PyTorch computes them."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnn.data.imageset import Dataset
from cnn.reading.predict import Predictor
from dashboard import cache

PAGE = "learn/loss.py"


@pytest.fixture
def open_page(visit):
    """Opens the page at an address."""
    return lambda **address: visit(PAGE, address=address)


@pytest.fixture
def logits(finished, digits: Dataset):
    """What the network says of the image that the page opens with: (1, K)."""
    image = digits.train.images[np.argmax(digits.train.labels == 4)][None]
    return torch.from_numpy(Predictor.of_run(finished).logits(image))


def test_it_opens_with_the_loss_of_a_digit(open_page, logits):
    visitor = open_page()
    loss = functional.cross_entropy(logits, torch.tensor([4])).item()
    assert f"the loss is {loss:.3f}" in visitor.words
    assert f"**{loss:.3f}**, the loss" in visitor.words
    table = visitor.page.table[0].value
    assert table["Label y"].tolist() == [0, 0, 0, 0, 1, 0, 0, 0, 0, 0]
    np.testing.assert_allclose(table["p"], torch.softmax(logits, 1)[0], rtol=1e-5)


@pytest.mark.parametrize("smoothing", [0.1, 0.3])
def test_smoothing_is_that_of_training(open_page, logits, smoothing):
    visitor = open_page(smoothing=str(smoothing))
    loss = functional.cross_entropy(logits, torch.tensor([4]), label_smoothing=smoothing).item()
    assert f"**{loss:.3f}**, the loss" in visitor.words
    assert visitor.page.table[0].value["Label y"].sum() == pytest.approx(1)


def test_another_label_costs_more(open_page, logits):
    visitor = open_page().choose("Label", "0")
    loss = functional.cross_entropy(logits, torch.tensor([0])).item()
    assert "The label is 0, and the network gives it" in visitor.words
    assert f"the loss is {loss:.3f}. It answers 4" in visitor.words


def test_the_mean_of_a_batch_is_pytorchs(open_page, finished, digits: Dataset):
    visitor = open_page(batch="3")
    rows = np.random.default_rng(3).choice(len(digits.train), 64, replace=False)
    batch = digits.train.take(rows)
    logits = torch.from_numpy(Predictor.of_run(finished).logits(batch.images))
    mean = functional.cross_entropy(logits, torch.from_numpy(batch.labels)).item()
    right = int((logits.argmax(1).numpy() == batch.labels).sum())
    assert f"The mean of 64 losses is {mean:.4f}" in visitor.words
    assert f"{right} of 64 are read right" in visitor.words
    assert len(visitor.picture_captions) == 8


def test_without_labels_the_answer_is_taken_for_one_and_the_batch_says_what_it_needs(
    visit, finished, digits: Dataset, monkeypatch
):
    unlabelled = replace(digits, train=replace(digits.train, labels=None))
    monkeypatch.setattr(cache, "dataset", lambda choice: unlabelled)
    visitor = visit(PAGE)
    assert "Its own" not in visitor.page.selectbox(key="label").options
    assert "It answers" not in visitor.words
    assert "These images have no labels" in visitor.errors[0]


def test_other_classes_are_refused_for_the_batch(visit, finished, digits: Dataset, monkeypatch):
    names = tuple("abcdefghij")
    clothes = replace(digits, train=replace(digits.train, class_names=names))
    monkeypatch.setattr(cache, "dataset", lambda choice: clothes)
    visitor = visit(PAGE)
    assert "tells 0, 1, 2, … apart, and the classes of this data are a, b, c, …" in visitor.errors[0]
    assert "the loss is" in visitor.words


def test_without_a_network_it_says_so(open_page):
    visitor = open_page()
    assert "No network is trained yet" in visitor.errors[0]
    assert visitor.works_on == "No network to judge"


@pytest.mark.parametrize("asked", [{"label": "x"}, {"smoothing": "7"}, {"batch": "0"}, {"batch": "x"}], ids=str)
def test_link_that_asks_for_the_impossible_still_opens(open_page, finished, asked):
    visitor = open_page(**asked)
    assert not visitor.errors
    assert "the loss is" in visitor.words


def test_of_several_networks_the_first_is_meant(open_page, ensemble):
    assert open_page().works_on == "The first of the 3 networks of three reads Built-in digits"


def test_an_empty_pad_waits_and_the_batch_is_there(open_page, finished):
    visitor = open_page(input="My drawing")
    assert "Draw a digit" in visitor.infos[0]
    assert "The mean of 64 losses is" in visitor.words
