"""Learn · ReLU: a map before and after, other functions, and two filters that are one."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from cnn.data.imageset import Dataset
from cnn.inside.convolution import Walk
from cnn.inside.filters import HAND_MADE
from dashboard import cache, state
from tests.pages.visitor import Visitor

PAGE = "learn/activation.py"


@pytest.fixture
def open_page(visit):
    """Opens the page at an address."""
    return lambda **address: visit(PAGE, address=address)


@pytest.fixture(scope="session")
def four_map(digits):
    """The map that the page opens with: vertical edges of the first four."""
    image = digits.train.images[np.argmax(digits.train.labels == 4), 0]
    return Walk(image / 255, HAND_MADE[0].weights).feature_map


def table_of(visitor: Visitor):
    return visitor.page.table[0].value.set_index("Function")


def test_it_opens_with_what_relu_does_to_a_digit(open_page, four_map):
    visitor = open_page()
    negative, total = (four_map < 0).sum(), four_map.size
    assert f"{negative} of {total} numbers are below zero" in visitor.words
    assert f"the other {total - negative} stay what they are" in visitor.words
    assert "26×26×1 goes in and 26×26×1 comes out, with 0 parameters to learn" in visitor.words
    assert visitor.press("Pool the map").title == "Pooling"


def test_the_lowest_number_is_marked_at_first(open_page, four_map):
    visitor = open_page()
    row, column = np.unravel_index(four_map.argmin(), four_map.shape)
    assert (visitor.page.number_input(key="cell_row").value, visitor.page.number_input(key="cell_column").value) == (
        row,
        column,
    )


def test_functions_are_compared_by_their_real_values(open_page, four_map):
    table = table_of(open_page(cell="12.11", function="SiLU"))
    before = torch.tensor(four_map[12, 11])
    becomes = table.iloc[:, 0]
    assert becomes["SiLU"] == pytest.approx(torch.nn.functional.silu(before).item())
    assert becomes["GELU"] == pytest.approx(torch.nn.functional.gelu(before).item())
    assert table.loc["tanh", "Lowest"] == pytest.approx(np.tanh(four_map.min()))


def test_a_function_that_sets_nothing_to_zero_says_so(open_page):
    visitor = open_page().choose("Function", "leaky ReLU")
    assert "none is set to zero" in visitor.words
    assert "leaks through" in visitor.words


def test_a_number_is_chosen_by_row_and_column_and_stands_in_the_address(open_page, four_map):
    visitor = open_page(cell="3.4")
    visitor.page.number_input(key="cell_row").set_value(12)
    visitor.again()
    assert visitor.page.query_params["cell"] == "12.4"
    assert "in row 12, column 4" in visitor.words


@pytest.mark.parametrize("cell", ["99.1", "-1.2", "x", "1", "²·3", ""])
def test_link_to_a_number_that_is_not_there_opens_with_the_lowest(open_page, four_map, cell):
    visitor = open_page(cell=cell)
    assert not visitor.errors
    assert visitor.page.number_input(key="cell_row").value == four_map.argmin() // 26


@pytest.mark.parametrize("second", HAND_MADE, ids=lambda made: made.title)
def test_two_filters_are_one_until_relu_stands_between(open_page, second):
    visitor = open_page(second=second.title)
    side = 3 + len(second.rows) - 1
    assert not visitor.errors
    assert "two in turn and one at once is **0**" in visitor.words
    assert f"One filter of {side}×{side}" in visitor.pictured


def test_a_learned_filter_with_its_bias_is_one_with_the_next_too(open_page, starter):
    visitor = open_page(filter="Learned by a network")
    assert not visitor.errors
    assert "two in turn and one at once is **0**" in visitor.words


def test_an_empty_pad_asks_for_a_digit(open_page):
    visitor = open_page(input="My drawing")
    assert "Draw a digit" in visitor.infos[0]
    assert "Questions" in visitor.subheaders


def test_a_drawing_is_looked_at_too(visit):
    pixels = np.full((280, 280, 4), 255, np.uint8)
    pixels[..., :3] = 0
    pixels[60:220, 130:150, :3] = 255
    visitor = visit(PAGE, {state.DRAWING: state.KeptDrawing(picture=pixels)}, {"input": "My drawing"})
    assert "of 676 numbers are below zero" in visitor.words


def test_colour_pictures_and_small_ones(visit, digits: Dataset, monkeypatch):
    images = digits.train.images.repeat(3, axis=1)[..., 10:18, 10:18]
    monkeypatch.setattr(cache, "dataset", lambda choice: replace(digits, train=replace(digits.train, images=images)))
    visitor = visit(PAGE)
    assert not visitor.errors
    assert visitor.page.selectbox(key="channel").options == ["red", "green", "blue"]
    assert "6×6×1 goes in" in visitor.words
    too_large = visit(PAGE, address={"filter": "Larger blur", "second": "Larger blur"})
    assert "does not fit a picture of 4×4" in too_large.errors[0]
    assert "4×4×1 goes in" in too_large.words
