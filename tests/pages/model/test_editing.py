"""The builder: every edit is taken up at once, shown, undone, and never lost."""

import pytest

from cnn.model.architecture import MAX_LAYERS, Architecture
from cnn.model.editing import ended_in, insert
from cnn.model.layers import RELU, AvgPool, Conv, Dense, Dropout, Flatten
from cnn.model.offers import offers
from cnn.model.volume import Volume
from cnn.presets import find_preset
from dashboard.state import Design
from tests.pages.model.designer import PAGE

PICTURE = Volume(28, 28, 1)
LENET = find_preset("lenet5").architecture(PICTURE, 10)
WITH_BLOCK = insert(LENET, (1,), offers()["residual"])


def test_a_changed_field_makes_a_network_of_ones_own_that_is_shown_at_once(build):
    visitor = build().look_at(3).set("filters", 20)
    assert visitor.layers[3] == Conv(filters=20, size=5)
    assert visitor.table["Out"].iloc[3] == "10×10×20"
    assert visitor.page.selectbox[0].value == "not saved"
    assert visitor.design.own.name == "lenet5, changed"
    assert visitor.layer == (3,)


def test_every_kind_of_layer_can_be_added_and_all_its_fields_are_offered(build):
    visitor = build("cifar10")
    for place, kind in enumerate(offers(), 1):
        visitor.add(kind)
        layer = visitor.layers[place]
        assert layer.kind == kind
        assert visitor.layer == (place,)
        for name in set(type(layer).model_fields) - {"kind", "layers"}:
            assert visitor.control(name).value == getattr(layer, name)


def test_layers_are_moved_duplicated_and_removed(build):
    visitor = build()
    before = LENET.layers
    visitor.look_at(1).press("Down")
    assert visitor.layers == (before[0], before[2], before[1], *before[3:])
    assert visitor.layer == (2,)
    visitor.press("Up")
    assert visitor.layers == before
    visitor.press("Duplicate")
    assert visitor.layers == (*before[:2], *before[1:])
    assert visitor.layer == (2,)
    visitor.press("Remove")
    assert visitor.layers == before


def test_layers_inside_a_block_are_edited_alike(build):
    visitor = build(own=WITH_BLOCK).look_at(1, 0).set("filters", 6)
    visitor.look_at(1, 4).add("dropout").press("Up")
    block = visitor.layers[1]
    assert block.layers[0].filters == 6
    assert [layer.kind for layer in block.layers[3:]] == ["conv", "dropout", "batch_norm"]
    (menu,) = visitor.page.menu_button
    assert "Residual block" not in menu.options
    assert "1. conv 6 of 5×5, pad 2" in visitor.table["Layer"].iloc[0]
    assert visitor.table["Layer"].iloc[2].strip().startswith("2.1. conv 6 of 3×3")


def test_the_projection_on_a_shortcut_has_its_row(build):
    visitor = build(own=WITH_BLOCK)
    (row,) = [place for place, name in enumerate(visitor.table["Layer"]) if "shortcut: conv 32 of 1×1" in name]
    assert visitor.table["Parameters"].iloc[row] == 6 * 32
    assert row == 7  # after the block and its five layers


def test_undo_and_redo_walk_through_every_edit_and_every_choice(build):
    visitor = build().look_at(0).set("filters", 7).set("size", 3)
    visitor.choose("Network", "dense")
    assert visitor.press("Undo").layers[0] == Conv(filters=7, size=3, padding=2)
    assert visitor.press("Undo").layers[0] == Conv(filters=7, size=5, padding=2)
    assert visitor.control("size").value == 5
    assert visitor.press("Undo").design == Design("lenet5")
    visitor.press("Redo").press("Redo").press("Redo")
    assert visitor.design == Design("dense")


def test_picking_a_preset_loses_nothing(build):
    visitor = build().look_at(0).set("filters", 7)
    own = visitor.design.own
    visitor.choose("Network", "dense").go("learn/seeing.py").go(PAGE)
    assert visitor.choose("Network", "not saved").design.own == own


def test_an_edit_survives_another_page_and_is_what_train_trains(build, runs, no_worker):
    visitor = build().look_at(0).set("filters", 7)
    own = visitor.design.own
    visitor.go("train/train.py").press("Train")
    (run,) = runs.all()
    assert run.record.architecture == own
    assert run.record.preset is None
    assert visitor.go(PAGE).design.own == own


def test_a_mistake_is_said_in_place_the_layers_before_it_stay_and_undo_is_there(build):
    visitor = build().look_at(5).set("size", 30)
    (error,) = visitor.errors
    assert error.startswith("Layer 6 (average pooling 30×30): its window of 30×30 does not fit its input of 10×10")
    table = visitor.table
    assert list(table["Out"].iloc[:5]) == ["28×28×6", "28×28×6", "14×14×6", "10×10×16", "10×10×16"]
    assert (table["In"].iloc[5], table["Output size"].iloc[5]) == ("10×10×16", "✗ impossible")
    assert table["Out"].iloc[6:].tolist() == [""] * 6
    assert visitor.look_at(0).press("Look at layer 6").layer == (5,)
    assert not visitor.press("Undo").errors


def test_a_wrong_network_is_not_trained_and_train_says_so(build, runs):
    visitor = build().look_at(5).set("size", 30).go("train/train.py")
    assert visitor.errors[0].startswith("Layer 6 (average pooling 30×30)")
    assert "Train" not in visitor.buttons
    assert "Change the network" in [link.value for link in visitor.page.page_link]
    assert runs.all() == []


def test_values_that_a_layer_cannot_have_are_refused_and_kept_until_they_are_mended(build):
    visitor = build("notebook").look_at(4).set("size", 4)
    assert visitor.errors == [
        "Layer 5 stays as it was: padding `same` needs an odd size (or an even dilation) and stride 1, not size 4 and "
        "stride 1: give the padding as a number."
    ]
    assert visitor.control("size").value == 4
    assert visitor.table["Layer"].iloc[4].startswith("5. conv 64 of 3×3")
    visitor.set("padding", 1)
    assert not visitor.errors
    assert visitor.layers[4] == Conv(filters=64, size=4, padding=1)


def test_refused_values_are_given_up_with_another_layer(build):
    visitor = build("notebook").look_at(4).set("size", 4).look_at(0).look_at(4)
    assert not visitor.errors
    assert visitor.control("size").value == 3


def test_a_network_for_other_classes_is_mended_at_a_click(build):
    visitor = build(own=ended_in(LENET, 26))
    assert "the data has 10 classes" in visitor.errors[0]
    assert not visitor.press("End it in 10 units").errors
    assert visitor.layers[-1] == Dense(units=10)


def test_what_cannot_be_done_is_not_offered(build):
    def is_off(visitor, label):
        return next(button for button in visitor.page.button if button.label == label).disabled

    visitor = build(own=Architecture(name="one", input=PICTURE, layers=(Flatten(),)))
    assert all(is_off(visitor, label) for label in ("Up", "Down", "Remove", "Undo", "Redo"))
    full = build(own=Architecture(name="full", input=PICTURE, layers=(RELU,) * MAX_LAYERS))
    assert is_off(full, "Duplicate")
    assert full.page.menu_button[0].proto.disabled


@pytest.mark.parametrize(
    ("layer", "name", "value"),
    [
        (AvgPool(size=3), "stride", None),
        (Dropout(rate=0.9999), "rate", 0.9999),
        (Conv(filters=1, size=1), "padding", "valid"),
    ],
)
def test_unusual_values_of_a_file_stand_in_their_controls(build, layer, name, value):
    visitor = build(own=insert(LENET, (0,), layer))
    assert visitor.control(name).value == value


def test_a_pool_may_move_by_its_own_size_again(build):
    visitor = build().look_at(2).set("stride", 1)
    assert visitor.layers[2] == AvgPool(size=2, stride=1)
    assert visitor.set("stride", None).layers[2] == AvgPool(size=2)
