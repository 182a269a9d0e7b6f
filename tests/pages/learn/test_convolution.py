"""Learn · Convolution: the stepper as a visitor and a teacher's link use it."""

import pytest

from cnn.filters import HAND_MADE
from tests.pages.visitor import Visitor


@pytest.fixture
def open_page(visit):
    """Opens the stepper at an address."""
    return lambda **address: visit("learn/convolution.py", address=address)


def sum_of(visitor: Visitor) -> str:
    """The sum that is written out."""
    return next(text.value for text in visitor.page.markdown if "·" in text.value and text.value[0].isdigit())


def step_of(visitor: Visitor) -> int:
    return visitor.page.slider(key="step").value


def test_it_opens_in_the_middle_of_the_walk(open_page):
    visitor = open_page()
    assert step_of(visitor) == (26 * 26 + 26) // 2
    assert "(28 − 3)/1 + 1 = 26" in visitor.words
    assert visitor.press("Look at the data").title == "Explore"


def test_buttons_walk_one_step_one_row_and_to_the_end(open_page):
    visitor = open_page(step="1")
    for button, step in (("Next", 2), ("Row", 28), ("Back", 27), ("All", 676)):
        assert step_of(visitor.press(button)) == step
    assert visitor.page.button(key="step_next").disabled
    assert visitor.page.query_params["step"] == "676"


def test_stride_and_padding_change_the_walk(open_page):
    visitor = open_page()
    visitor.page.slider(key="stride").set_value(2)
    visitor.page.slider(key="padding").set_value(1)
    visitor.again()
    assert visitor.page.slider(key="step").max == 14 * 14
    assert "⌊(28 − 3 + 2·1)/2⌋ + 1 = 14" in visitor.words
    assert "the last pixel is never seen" in visitor.words


@pytest.mark.parametrize("made", HAND_MADE, ids=lambda made: made.title)
def test_every_filter_walks(open_page, made):
    assert sum_of(open_page().choose("Filter", made.title)).count("·") == made.weights.size


def test_link_brings_back_the_same_view(open_page):
    address = {"digit": "7", "example": "3", "filter": "My own", "weights": "0 0 0 0 0.5 0 0 0 -2", "step": "300"}
    visitor = open_page(**address)
    assert visitor.page.selectbox(key="digit").value == "7"
    assert visitor.page.number_input(key="example").value == 3
    assert step_of(visitor) == 300
    assert "·0.50" in sum_of(visitor)
    assert "·(−2)" in sum_of(visitor)
    assert visitor.page.query_params["weights"] == address["weights"]


@pytest.mark.parametrize(
    "asked",
    [
        {"step": "99999"},
        {"step": "-1"},
        {"step": "²"},
        {"stride": "77"},
        {"digit": "x"},
        {"example": "0"},
        {"example": "99999"},
        {"filter": "My own", "weights": "nan nan 1"},
        {"filter": "My own", "weights": "1e9 0 0 0 0 0 0 0 0"},
        {"filter": "My own", "weights": "nan 0 0 0 0 0 0 0 0"},
        {"filter": "Nobody's", "weights": "<script>"},
    ],
    ids=str,
)
def test_link_that_asks_for_the_impossible_still_opens(open_page, asked):
    visitor = open_page(**asked)
    assert not visitor.errors
    assert " = " in sum_of(visitor)


def test_own_weights_outlive_a_visit_to_another_page(open_page):
    visitor = open_page(filter="My own", weights="1 2 3 4 5 6 7 8 9")
    visitor.go("learn/seeing.py").go("learn/convolution.py").choose("Filter", "My own")
    assert sum_of(visitor).split(" = ")[0].endswith("·9")


def test_formula_says_why_a_filter_is_impossible(open_page):
    visitor = open_page()
    visitor.page.number_input(key="try_width").set_value(3)
    assert "a filter 5 pixels wide has no place in 3 + 2·0 = 3 pixels" in visitor.again().warnings[0]
    visitor.page.number_input(key="try_padding").set_value(1)
    assert not visitor.again().warnings


def test_example_stays_within_its_class(open_page):
    visitor = open_page(digit="1", example="152").choose("Class", "8")
    example = visitor.page.number_input(key="example")
    assert example.value == example.max < 152
