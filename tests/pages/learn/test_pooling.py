"""Learn · Pooling: the window at work, its formula, what is thrown away, and a moved digit."""

import re
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnn.data.imageset import Dataset
from cnn.inside.convolution import Walk
from cnn.inside.filters import HAND_MADE
from dashboard import cache
from dashboard.charts.cells import number
from tests.pages.visitor import Visitor

PAGE = "learn/pooling.py"


@pytest.fixture
def open_page(visit):
    """Opens the page at an address."""
    return lambda **address: visit(PAGE, address=address)


@pytest.fixture(scope="session")
def four_map(digits):
    """The map that the page opens with, after ReLU, as a tensor (1, 1, H, W)."""
    image = digits.train.images[np.argmax(digits.train.labels == 4), 0]
    return functional.relu(torch.from_numpy(Walk(image / 255, HAND_MADE[0].weights).feature_map))[None, None]


def kept(visitor: Visitor) -> str:
    """What the window keeps, written out."""
    return next(text.value for text in visitor.page.markdown if text.value.startswith(("max(", "(")))


def test_it_opens_with_the_walk_and_its_formula(open_page):
    visitor = open_page()
    assert visitor.page.slider(key="step").value // 13 == 6
    assert not kept(visitor).endswith(" = 0")
    assert "(W1 − F)/S + 1 = **(26 − 2)/2 + 1 = 13**" in visitor.words
    assert "26×26×32 → 13×13×32" in visitor.words
    assert "676 numbers go in and 169 come out: 75 % are gone" in visitor.words
    assert visitor.press("From maps to classes").title == "From maps to classes"


@pytest.mark.parametrize("step", [58, 85, 110])
def test_each_step_keeps_what_pytorch_keeps(open_page, four_map, step):
    largest = functional.max_pool2d(four_map, 2).flatten()[step - 1].item()
    mean = functional.avg_pool2d(four_map, 2).flatten()[step - 1].item()
    assert kept(open_page(step=str(step))).endswith(f"= {number(largest)}")
    averaged = kept(open_page(step=str(step), keep="average"))
    assert averaged.endswith(f")/4 = {number(mean)}")


def test_window_and_stride_change_the_pooled_map(open_page):
    visitor = open_page(pool_size="3", pool_stride="2", step="1")
    assert "⌊(26 − 3)/2⌋ + 1 = 12" in visitor.words
    assert kept(visitor).count(",") == 8
    visitor.page.slider(key="pool_stride").set_value(4)
    assert "⌊(26 − 3)/4⌋ + 1 = 6" in visitor.again().words


def test_buttons_walk(open_page):
    visitor = open_page(step="1").press("Row")
    assert visitor.page.slider(key="step").value == 14
    assert visitor.press("All").page.slider(key="step").value == 169


def test_max_pooling_counts_the_places_of_the_largest(open_page, four_map):
    _, seats = functional.max_pool2d(four_map, 2, return_indices=True)
    windows = four_map[0, 0].unfold(0, 2, 2).unfold(1, 2, 2).flatten(2)
    decided = windows.amax(2) > windows.amin(2)
    words = open_page().words
    assert f"{len(seats[0, 0][decided].unique())} places in all" in words
    assert f"in {(~decided).sum()} windows all numbers are equal" in words


def test_average_pooling_says_how_windows_differ(open_page, four_map):
    windows = four_map[0, 0].unfold(0, 2, 2).unfold(1, 2, 2).flatten(2)
    apart = (windows - windows.mean(2, keepdim=True)).abs().mean().item()
    assert f"by {number(apart)} from their mean" in open_page(keep="average").words


def test_a_moved_digit_changes_the_pooled_map_less(open_page):
    words = open_page().words
    whole, pooled = map(int, re.search(r"60 images of the data: (\d+) % and (\d+) %", words).groups())
    assert pooled < whole
    still = open_page(shift="0").words
    assert "Moved by 0 pixels, this digit changes its map by **0 %** and the pooled map by **0 %**" in still


def test_window_that_does_not_fit_is_refused_in_place(visit, digits: Dataset, monkeypatch):
    small = replace(digits.train, images=digits.train.images[..., 10:16, 10:16])
    monkeypatch.setattr(cache, "dataset", lambda choice: replace(digits, train=small))
    visitor = visit(PAGE, address={"pool_size": "5"})
    assert "A window of 5×5 does not fit a feature map of 4×4: take one of at most 4" in visitor.errors[0]
    assert "Questions" in visitor.subheaders


def test_an_empty_pad_asks_for_a_digit(open_page):
    assert "Draw a digit" in open_page(input="My drawing").infos[0]
