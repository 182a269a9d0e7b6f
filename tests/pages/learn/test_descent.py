"""Learn · How it learns: a visitor takes a step on a real batch, at rates too small, right and too large."""

import re

import pytest

from cnn.presets import find_preset
from cnn.training.config import TrainingConfig
from dashboard import descents
from dashboard.state import DESIGN, Design
from tests.pages.visitor import Visitor, read

PAGE = "learn/descent.py"


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    """No step looked at by another test."""
    monkeypatch.setattr(descents, "_looks", descents.Shelf(4))
    monkeypatch.setattr(descents, "_courses", descents.Shelf(4))


@pytest.fixture
def open_fresh(visit):
    """Opens the page with a small fresh network."""
    return lambda **address: visit(PAGE, {DESIGN: Design("lenet5")}, address)


def told(visitor: Visitor) -> str:
    """The sentence on the loss before and after."""
    return next(read(text.value) for text in visitor.page.markdown if text.value.startswith("Its loss is"))


def losses(visitor: Visitor) -> list[float]:
    return [float(number) for number in re.findall(r"\*\*(\d+\.\d+)\*\*", told(visitor))]


def drawn(visitor: Visitor) -> int:
    return len(visitor.pictured)


def test_a_fresh_network_takes_a_step_on_a_real_batch(open_fresh):
    visitor = open_fresh(rate="1")
    assert visitor.works_on == "LeNet-5 on Built-in digits"
    before, after = losses(visitor)
    assert 2 < before < 3
    assert after < before
    assert "A batch of 64 images of the training part" in visitor.words
    assert drawn(visitor) == 3
    assert "Once this network is trained, its loss curve stands here" in visitor.words


@pytest.mark.parametrize(("rate", "verdict"), [("0.001", "Too small"), ("1", "About right"), ("10", "Too large")])
def test_the_rate_decides_and_is_said_to(open_fresh, rate, verdict):
    assert f"**{verdict}**: " in told(open_fresh(rate=rate))


def test_a_trained_network_goes_on_from_its_weights_and_lies_on_its_own_curve(visit, finished):
    visitor = visit(PAGE, address={"begin": "A trained one"})
    assert visitor.works_on == f"{finished.name} on Built-in digits"
    assert losses(visitor)[0] < 1.5
    assert f"Where this lies on the loss curve of {finished.name}" in read(visitor.words)
    assert drawn(visitor) == 4


def test_a_fresh_network_is_shown_on_the_curve_of_a_run_of_its_kind(visit, runs, digits, another):
    made = another("20250101-000000", name="like this")
    own = Design("notebook", made.record.architecture)
    visitor = visit(PAGE, {DESIGN: own})
    assert "Where this lies on the loss curve of like this" in read(visitor.words)
    assert losses(visitor)[0] > 2


def test_a_link_brings_back_batch_filter_rate_and_steps(open_fresh):
    address = {"batch": "3", "filter_number": "2", "rate": "0.05", "steps": "4"}
    visitor = open_fresh(**address)
    assert visitor.page.number_input(key="batch").value == 3
    assert visitor.page.number_input(key="filter_number").value == 2
    assert "4 steps on this batch, at rate 0.05" in visitor.words


def test_another_batch_has_another_loss(open_fresh):
    first, second = (losses(open_fresh(batch=number))[0] for number in ("1", "2"))
    assert first != second


@pytest.mark.parametrize(
    "asked", [{"batch": "99999"}, {"rate": "77"}, {"steps": "0"}, {"filter_number": "-1"}], ids=str
)
def test_a_link_that_asks_for_the_impossible_still_opens(open_fresh, asked):
    visitor = open_fresh(**asked)
    assert not visitor.errors
    assert told(visitor)


def test_without_a_run_a_fresh_network_serves(visit):
    visitor = visit(PAGE, {DESIGN: Design("lenet5")}, {"begin": "A trained one"})
    assert visitor.errors == ["No network is trained yet: train one, and it can be chosen here."]
    visitor.page.segmented_control[0].set_value("A fresh network")
    assert not visitor.again().errors


def test_a_network_of_other_pictures_is_refused_in_place(visit, runs, digits, tiny, finished):
    own = find_preset("lenet5").architecture(tiny.input, 26)
    visitor = visit(PAGE, {DESIGN: Design("notebook", own)})
    assert "but the data has 10 classes" in visitor.errors[0]
    assert "Put it to the test" in visitor.buttons


def test_the_same_look_is_computed_once(open_fresh, monkeypatch):
    visitor = open_fresh(rate="0.1", steps="2")
    monkeypatch.setattr(descents.Beginning, "descent", lambda *_: pytest.fail("computed again"))
    visitor.page.number_input(key="filter_number").set_value(3)
    assert not visitor.again().errors


def test_batches_are_no_larger_than_a_look_takes():
    large = descents.Beginning(None, TrainingConfig(batch_size=512), None, None, "")
    assert large.settings.batch_size == descents.BATCH
    assert descents.Beginning(None, TrainingConfig(batch_size=16), None, None, "").settings.batch_size == 16
