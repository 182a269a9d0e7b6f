"""Learn · Convolution: the stepper as a visitor and a teacher's link use it."""

import json

import numpy as np
import pytest

from cnn.inside.filters import HAND_MADE
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.layers import Dense, Flatten
from cnn.model.volume import Volume
from cnn.training.checkpoint import copy_weights, load_network, save_weights
from dashboard import state
from dashboard.charts.cells import number
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


def test_it_opens_in_the_middle_row_where_the_filter_finds_most(open_page):
    visitor = open_page()
    assert step_of(visitor) // 26 == 13
    assert not sum_of(visitor).endswith(" = 0")
    assert "(28 − 3)/1 + 1 = 26" in visitor.words
    assert visitor.press("Bend the map").title == "ReLU"


def test_one_can_leave_whatever_stands_in_the_address(open_page):
    assert open_page(digit="7", stride="2", filter="Blur").press("Bend the map").title == "ReLU"


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
    assert "every pixel of the picture is" in visitor.words


@pytest.mark.parametrize("made", HAND_MADE, ids=lambda made: made.title)
def test_every_filter_walks(open_page, made):
    assert sum_of(open_page().choose("Filter", made.title)).count("·") == made.weights.size


def test_link_brings_back_the_same_view(open_page):
    address = {"digit": "7", "example": "3", "filter": "My own 3×3", "weights": "0 0 0 0 0.5 0 0 0 -2", "step": "300"}
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
        {"filter": "My own 3×3", "weights": "nan nan 1"},
        {"filter": "My own 3×3", "weights": "1e9 0 0 0 0 0 0 0 0"},
        {"filter": "My own 3×3", "weights": "nan 0 0 0 0 0 0 0 0"},
        {"filter": "Nobody's", "weights": "<script>"},
    ],
    ids=str,
)
def test_link_that_asks_for_the_impossible_still_opens(open_page, asked):
    visitor = open_page(**asked)
    assert not visitor.errors
    assert " = " in sum_of(visitor)


def test_own_weights_outlive_a_visit_to_another_page(open_page):
    visitor = open_page(filter="My own 3×3", weights="1 2 3 4 5 6 7 8 9")
    visitor.go("learn/seeing.py").go("learn/convolution.py").choose("Filter", "My own 3×3")
    assert sum_of(visitor).split(" = ")[0].endswith("·9")


def test_a_filter_grows_to_five_by_five_around_its_middle(open_page):
    visitor = open_page(filter="My own 3×3", weights="1 2 3 4 5 6 7 8 9").choose("Filter", "My own 5×5")
    assert visitor.page.query_params["weights"].split()[6:9] == ["1", "2", "3"]
    assert sum_of(visitor).count("·") == 25


def test_without_a_network_there_is_no_learned_filter(open_page):
    visitor = open_page(filter="Learned by a network")
    assert "No network is trained yet" in visitor.errors[0]
    assert "How large is the output" in visitor.subheaders


def test_filters_of_a_network_are_chosen_by_number(open_page, finished):
    visitor = open_page(filter="Learned by a network", learned="4", stride="2")
    network = load_network(finished.weights, finished.record.architecture)
    bias = network.layers[0].bias[3].item()
    assert f"b = {number(bias)} is the filter's bias" in visitor.words
    assert visitor.page.query_params["run"] == finished.id
    assert visitor.page.number_input(key="learned").max == 6
    assert "26×26×6" not in visitor.words
    assert "12×12×6" in visitor.words


def test_a_network_without_convolution_is_refused_in_place(open_page, finished):
    path = finished.folder / "run.json"
    record = json.loads(path.read_text())
    flat = Architecture(name="flat", input=Volume(28, 28, 1), layers=(Flatten(), Dense(units=10)))
    path.write_text(json.dumps(record | {"architecture": flat.model_dump(mode="json")}))
    save_weights(finished.weights, copy_weights(Network(flat)))
    visitor = open_page(filter="Learned by a network")
    assert "begins with another layer (flatten)" in visitor.errors[0]
    assert not open_page(filter="Blur").errors


def test_an_empty_pad_asks_for_a_digit(open_page):
    visitor = open_page(input="My drawing")
    assert "Draw a digit on the pad" in visitor.infos[0]
    assert not visitor.errors


def test_a_drawing_is_walked_over(visit):
    pixels = np.zeros((280, 280, 4), np.uint8)
    pixels[..., 3] = 255
    pixels[60:220, 130:150, :3] = 255
    kept = state.KeptDrawing(picture=pixels)
    visitor = visit("learn/convolution.py", {state.DRAWING: kept}, {"input": "My drawing"})
    assert step_of(visitor) // 26 == 13
    assert "255·" in sum_of(visitor)


def test_it_plays(open_page):
    visitor = open_page(step="1")
    visitor.page.segmented_control(key="pace").set_value("Rows")
    assert [step_of(visitor.again()) for _ in range(3)][-1] > 2 * 26


def test_questions_are_answered_at_once(open_page):
    visitor = open_page()
    visitor.page.radio(key="convolution_question_1").set_value("28×28")
    assert visitor.again().page.success[0].value.startswith("Right.")


def test_formula_says_why_a_filter_is_impossible(open_page):
    visitor = open_page()
    visitor.page.number_input(key="try_W").set_value(3)
    assert "a filter 5 pixels wide has no place in 3 + 2·0 = 3 pixels" in visitor.again().warnings[0]
    visitor.page.number_input(key="try_P").set_value(1)
    assert not visitor.again().warnings


def test_example_stays_within_its_class(open_page):
    visitor = open_page(digit="1", example="152").choose("Class", "8")
    example = visitor.page.number_input(key="example")
    assert example.value == example.max < 152
