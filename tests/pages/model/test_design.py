"""Model · Design: presets with their figures, and what is told of a network before it is built."""

from dataclasses import replace

import numpy as np
import pytest

from cnn.data.imageset import Dataset
from cnn.model.shapes import walk
from cnn.model.volume import Volume
from cnn.presets import FIRST_OFFERED, PRESETS, Figures
from dashboard import cache, state
from dashboard.expectation import Answer
from dashboard.state import Design
from tests.pages.model.designer import PAGE

PICTURE = Volume(28, 28, 1)


def steps_of(name):
    return walk(PRESETS[name].architecture(PICTURE, 10))


def test_the_network_offered_first_is_chosen_and_leads_to_training(visit):
    visitor = visit(PAGE)
    assert visitor.page.selectbox[0].value == FIRST_OFFERED
    assert "**109,482** parameters" in visitor.words
    assert visitor.press("Train it").title == "Train"


def test_the_notebook_is_shown_with_what_it_costs(visit):
    visitor = visit(PAGE).choose("Network", "notebook")
    assert visitor.works_on == "Built-in digits: pictures of 28×28×1, 10 classes"
    assert "**611,978** parameters · **3,707,392** multiply-adds · **13** layers" in visitor.words


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_is_shown(build, name):
    visitor, steps = build(name), steps_of(name)
    assert not visitor.errors
    own_rows = visitor.table[~visitor.table["Layer"].str.startswith("\u2003")]  # not those inside blocks
    assert len(own_rows) == len(steps) + 1
    assert own_rows["Parameters"].sum() == sum(step.parameters for step in steps)
    assert own_rows["Layer"].iloc[-1] == "softmax"


FIGURES = Figures(accuracy=0.9955, deviation=0.0008, seeds=5, time_s=42)


@pytest.fixture
def measured_balanced(monkeypatch):
    """Balanced was measured, LeNet-5 was not."""
    monkeypatch.setitem(PRESETS, "balanced", replace(PRESETS["balanced"], figures=FIGURES))
    monkeypatch.setitem(PRESETS, "lenet5", replace(PRESETS["lenet5"], figures=None))


@pytest.mark.usefixtures("measured_balanced")
@pytest.mark.parametrize("page", [PAGE, "train/train.py"])
def test_a_preset_says_what_it_was_measured_to_reach(visit, page):
    visitor = visit(page)
    assert "99.55 ± 0.08 % on 7,000 unseen Kaggle digits (5 seeds), 42 s on two cores." in visitor.words
    assert "Not measured on the Kaggle digits." in visitor.choose("Network", "lenet5").words


def test_a_preset_says_where_it_comes_from(build):
    assert f"Source: {PRESETS['lenet5'].source}." in build("lenet5").words


@pytest.mark.usefixtures("measured_balanced")
def test_all_presets_stand_in_a_table_with_their_figures(visit):
    visitor = visit(PAGE)
    table = visitor.page.dataframe[1].value.set_index("Preset")
    assert list(table.index) == [preset.title for preset in PRESETS.values()]
    assert table.loc["Balanced", "Accuracy"] == "99.55 ± 0.08 %"
    assert table.loc["Balanced", "Time"] == 42
    assert table.loc["LeNet-5", "Accuracy"] == "not measured"
    assert table.loc["The notebook's network", "Parameters"] == 611_978
    assert "Other data gives other figures." in visitor.words


def test_choice_is_kept_for_other_pages(visit):
    visitor = visit(PAGE).choose("Network", "lenet5")
    assert visitor.page.session_state[state.DESIGN] == Design("lenet5")
    assert visitor.go("learn/seeing.py").go(PAGE).page.selectbox[0].value == "lenet5"


def test_what_an_epoch_takes_is_told(build, measured):
    assert "One epoch takes about a second here, all 5 about 7 s." in build("lenet5").words  # 1,400 of a millisecond
    measured["answer"] = Answer()
    assert "Measuring how long it will take." in build("lenet5").words


def test_the_table_of_the_notebook_is_its_summary(build):
    table = build("notebook").table
    learning = table[table["Parameters"] > 0]
    assert list(learning["Parameters"]) == [832, 18_496, 590_080, 2_570]
    assert list(learning["Out"]) == ["24×24×32", "12×12×64", "256", "10"]
    assert "Never seen" not in table


def of_size(digits: Dataset, side: int, channels: int = 1) -> Dataset:
    """The built-in digits cut or repeated to pictures of another volume."""
    images = np.ascontiguousarray(np.resize(digits.train.images[:, :, :side, :side], (1500, channels, side, side)))
    return replace(digits, train=replace(digits.train, images=images))


def test_pixels_never_seen_get_their_column(build, digits, monkeypatch):
    monkeypatch.setattr(cache, "dataset", lambda choice: of_size(digits, 15))
    assert [pixels for pixels in build("cifar10").table["Never seen"] if pixels] == ["1 px"]


def test_colour_pictures_have_their_depth(build, digits, monkeypatch):
    monkeypatch.setattr(cache, "dataset", lambda choice: of_size(digits, 28, channels=3))
    visitor = build("cifar10")
    assert visitor.table["In"].iloc[0] == "28×28×3"
    assert not visitor.errors


def test_pictures_too_small_for_a_network_are_said_in_place_and_the_rest_stays(build, digits, monkeypatch):
    monkeypatch.setattr(cache, "dataset", lambda choice: of_size(digits, 4))
    visitor = build("balanced")
    assert "does not fit its input of 4×4" in visitor.errors[0]
    assert visitor.title == "Design"
    assert len(visitor.table) == 13
    assert not visitor.choose("Network", "dense").errors
