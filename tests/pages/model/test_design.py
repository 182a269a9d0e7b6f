"""Model · Design: presets, their figures, and networks from a file."""

from dataclasses import replace

import numpy as np
import pytest

from cnn.data.imageset import Dataset
from cnn.model.shapes import walk
from cnn.model.volume import Volume
from cnn.presets import FIRST_OFFERED, PRESETS
from dashboard import cache, state
from dashboard.state import Design
from dashboard.widgets.layer_table import layer_table
from tests.pages.visitor import Visitor

PAGE = "model/design.py"
PICTURE = Volume(28, 28, 1)
FIRST_PARAMETERS = "109,482"


def pick(visitor: Visitor, name: str) -> Visitor:
    visitor.page.radio[0].set_value(name)
    return visitor.again()


def hand_over(visitor: Visitor, content: bytes) -> Visitor:
    visitor.page.file_uploader[0].set_value(("own.json", content, "application/json"))
    return visitor.again()


def test_the_network_offered_first_is_chosen_and_leads_to_training(visit):
    visitor = visit(PAGE)
    assert visitor.page.radio[0].value == FIRST_OFFERED
    assert visitor.figures["Parameters"] == FIRST_PARAMETERS
    assert visitor.press("Train it").title == "Train"


def test_the_notebook_is_shown_with_its_figures(visit):
    visitor = pick(visit(PAGE), "notebook")
    assert visitor.works_on == "Built-in digits: pictures of 28×28×1, 10 classes"
    assert visitor.figures == {"Parameters": "611,978", "Multiply-adds": "3,707,392", "Layers": "13"}


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_is_shown(visit, name):
    visitor = pick(visit(PAGE), name)
    steps = walk(PRESETS[name].architecture(PICTURE, 10))
    table = visitor.page.dataframe[0].value
    assert not visitor.errors
    assert len(table) == len(steps) + 1
    assert table["Parameters"].sum() == sum(step.parameters for step in steps)
    assert table["Layer"].iloc[-1] == "softmax"


def test_choice_is_kept_for_other_pages(visit):
    visitor = pick(visit(PAGE), "lenet5")
    assert visitor.page.session_state[state.DESIGN] == Design("lenet5")
    assert visitor.go("learn/seeing.py").go(PAGE).page.radio[0].value == "lenet5"


def test_table_of_the_notebook_is_its_summary():
    table = layer_table(walk(PRESETS["notebook"].architecture(PICTURE, 10)))
    learning = table[table["Parameters"] > 0]
    assert list(learning["Parameters"]) == [832, 18_496, 590_080, 2_570]
    assert list(learning["Out"]) == ["24×24×32", "12×12×64", "256", "10"]
    assert "Never seen" not in table


def test_pixels_never_seen_get_their_column():
    table = layer_table(walk(PRESETS["cifar10"].architecture(Volume(15, 15, 1), 10)))
    assert [pixels for pixels in table["Never seen"] if pixels] == ["1 px"]


def test_pictures_too_small_for_a_network_are_said_in_place(visit, digits: Dataset, monkeypatch):
    tiny = replace(digits.train, images=np.ascontiguousarray(digits.train.images[:, :, 12:16, 12:16]))
    monkeypatch.setattr(cache, "dataset", lambda choice: replace(digits, train=tiny))
    visitor = visit(PAGE)
    assert "does not fit its input of 4×4" in visitor.errors[0]
    assert visitor.title == "Design"
    assert not pick(visitor, "dense").errors
    assert visitor.figures


def test_network_from_a_file_is_taken_up_and_left_again(visit):
    own = PRESETS["lenet5"].architecture(PICTURE, 10).model_copy(update={"name": "my [own] net"})
    visitor = hand_over(visit(PAGE), own.model_dump_json().encode())
    assert visitor.page.session_state[state.DESIGN].own == own
    assert visitor.figures["Parameters"] == "61,706"
    assert pick(visitor, "notebook").page.session_state[state.DESIGN] == Design("notebook")
    assert visitor.figures["Parameters"] == "611,978"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"<html>", "not JSON"),
        (b'{"schema_version": 9}', "schema version 9"),
        (b'{"name": "x"}', "Not an architecture"),
        (b"[" * 100_000, "nested too deep"),
    ],
    ids=["html", "newer", "incomplete", "deep"],
)
def test_file_that_is_no_network_is_refused_and_the_choice_stays(visit, content, found):
    visitor = hand_over(visit(PAGE), content)
    assert found in visitor.errors[0]
    assert visitor.figures["Parameters"] == FIRST_PARAMETERS


def test_network_for_other_classes_is_said_in_place(visit):
    letters = PRESETS["lenet5"].architecture(PICTURE, 26)
    assert "the data has 10 classes" in hand_over(visit(PAGE), letters.model_dump_json().encode()).errors[0]
