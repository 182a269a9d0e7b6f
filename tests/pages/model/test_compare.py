"""Model · Compare: two networks side by side."""

from cnn.model.editing import changed, insert, layer_at, remove, replace
from cnn.model.offers import offers
from cnn.model.volume import Volume
from cnn.presets import PRESETS
from dashboard import state
from dashboard.state import Design

PAGE = "model/compare.py"
LENET = PRESETS["lenet5"].architecture(Volume(28, 28, 1), 10)


def compared(visit, own, otherwise="lenet5"):
    """The visitor's own network on the left, a preset on the right; the aligned lines."""
    visitor = visit(PAGE, {state.DESIGN: Design("lenet5", own)}).choose("Right", otherwise)
    return visitor, visitor.page.dataframe[1].value


def test_the_network_worked_on_is_compared_with_the_notebooks(visit):
    visitor = visit(PAGE)
    assert [box.value for box in visitor.page.selectbox] == ["balanced", "notebook"]
    costs = visitor.page.dataframe[0].value.set_index("")
    assert list(costs.loc["Parameters"]) == ["109,482", "611,978"]
    assert list(costs.loc["Multiply-adds"]) == ["5,150,592", "3,707,392"]


def test_a_network_is_the_same_as_itself(visit):
    visitor = visit(PAGE).choose("Right", "balanced")
    assert set(visitor.page.dataframe[1].value["Compared"]) == {"same"}
    assert "All layers are the same." in visitor.words


def test_a_changed_layer_an_added_and_a_removed_one_are_told(visit):
    own = replace(LENET, (3,), changed(layer_at(LENET, (3,)), filters=20, size=3))
    own = remove(insert(own, (2,), offers()["dropout"]), (5,))
    _, lines = compared(visit, own)
    told = dict(zip(lines["Left"] + "|" + lines["Right"], lines["Compared"], strict=True))
    assert told["5. conv 20 of 3×3|4. conv 16 of 5×5"] == "changed: filters, size"
    assert told["3. dropout 0.25|"] == "only on the left"
    assert told["|5. tanh"] == "only on the right"
    assert told["1. conv 6 of 5×5, pad 2|1. conv 6 of 5×5, pad 2"] == "same"


def test_a_block_of_one_network_alone_shows_its_layers(visit):
    _, lines = compared(visit, insert(LENET, (1,), offers()["residual"]))
    inner = lines[lines["Left"].str.startswith("\u2003")]
    assert list(inner["Left"].str.strip().str[:4]) == ["2.1.", "2.2.", "2.3.", "2.4.", "2.5."]
    assert set(inner["Compared"]) == {"only on the left"}


def test_choices_are_kept_for_when_the_page_is_opened_again(visit):
    visitor = visit(PAGE).choose("Left", "dense").choose("Right", "cifar10").go("learn/seeing.py").go(PAGE)
    assert [box.value for box in visitor.page.selectbox] == ["dense", "cifar10"]


def test_a_choice_that_is_gone_gives_way(visit):
    visitor = visit(PAGE, {"compared_Left": "0123456789ab"})
    assert visitor.page.selectbox[0].value == "balanced"


def test_a_wrong_network_is_told_and_compared_as_far_as_it_is_sound(visit):
    own = replace(LENET, (5,), changed(layer_at(LENET, (5,)), size=30))
    visitor, lines = compared(visit, own)
    assert visitor.errors[0].startswith("Layer 6 (average pooling 30×30)")
    assert (lines["Left"] != "").sum() == 5


def test_it_leads_back_to_the_design(visit):
    assert visit(PAGE).press("Back to the design").title == "Design"
