"""Networks of one's own: saved under a name, renamed, deleted, handed over as files; nothing is lost on the way."""

import json

import pytest

from cnn.model.reading import read_architecture
from cnn.model.volume import Volume
from cnn.places import networks_folder
from cnn.presets import PRESETS
from dashboard.networks import shelf
from dashboard.state import Design
from tests.pages.model.designer import PAGE, Designer

PICTURE = Volume(28, 28, 1)
LENET = PRESETS["lenet5"].architecture(PICTURE, 10)


def save(visitor, name, button="Save"):
    """Write a name into the form and press one of its buttons."""
    visitor.page.text_input[0].set_value(name)
    return visitor.press(button)


def names():
    return [kept.name for kept in shelf().all()]


def choices(visitor):
    return visitor.page.selectbox[0].options


def hand_over(visitor, content):
    visitor.page.file_uploader[0].set_value(("own.json", content, "application/json"))
    return visitor.again()


def test_a_saved_network_is_offered_in_another_session(build):
    visitor = save(build().look_at(0).set("filters", 7), "My [first] net")
    assert "Saved as My [first] net." in [message.value.replace("\\", "") for message in visitor.page.success]
    other = Designer.at(PAGE)
    (kept,) = shelf().all()
    assert other.choose("Network", kept.key).layers[0].filters == 7
    assert other.design.own == kept.architecture
    assert "My [first] net (yours)" in choices(other)


def test_a_saved_network_that_is_changed_and_saved_again_takes_its_own_place(build):
    visitor = save(build(), "mine")
    visitor.look_at(0).set("filters", 9)
    assert "mine (not saved)" in choices(visitor)
    visitor.press("Save")
    assert names() == ["mine"]
    assert shelf().find("mine").layers[0].filters == 9
    assert "mine (not saved)" not in choices(visitor)


def test_the_name_of_another_network_is_not_taken_unless_asked(build):
    save(build(), "first")
    visitor = save(build("dense"), "First")
    assert "There is a network called first already" in visitor.errors[0]
    assert shelf().find("first").layers == LENET.layers
    visitor.press("Replace it")
    assert shelf().find("first").layers == PRESETS["dense"].architecture(PICTURE, 10).layers


def test_a_network_without_a_name_is_not_saved(build):
    visitor = save(build(), "  ")
    assert visitor.errors == ["The network needs a name."]
    assert "Replace it" not in visitor.buttons
    assert names() == []


def test_renaming_keeps_the_network(build):
    visitor = save(save(build(), "old"), "new", "Rename")
    assert names() == ["new"]
    assert visitor.design.own.name == "new"
    assert not visitor.errors


def test_a_deleted_network_can_still_be_worked_on_and_saved_again(build):
    visitor = save(build(), "mine").press("Delete from your networks")
    assert names() == []
    assert visitor.design.own.layers == LENET.layers
    assert "mine (not saved)" in choices(visitor)
    assert "Delete from your networks" not in visitor.buttons
    visitor.press("Save")
    assert names() == ["mine"]


def test_a_network_that_is_deleted_elsewhere_is_not_lost_here(build):
    visitor = save(build(), "mine")
    shelf().delete(shelf().all()[0].key)
    assert visitor.again().design.own.layers == LENET.layers
    assert "mine (not saved)" in choices(visitor)


def test_a_damaged_file_is_told_and_can_be_deleted(build):
    networks_folder().mkdir()
    (networks_folder() / "0123456789ab.json").write_text("{")
    visitor = build()
    assert "The saved network 0123456789ab cannot be read" in visitor.warnings[0]
    assert not visitor.press("Delete it").warnings


def test_what_is_downloaded_opens_again(build, visit, monkeypatch):
    given = []
    monkeypatch.setattr("streamlit.download_button", lambda label, data, **_: given.append(data))
    build().look_at(0).set("filters", 7)
    assert read_architecture(given[-1].encode()).layers[0].filters == 7
    assert json.loads(given[-1])["name"] == "lenet5, changed"


def test_a_network_from_a_file_is_taken_up_and_left_again(build):
    own = LENET.model_copy(update={"name": "my [own] net"})
    visitor = hand_over(build("balanced"), own.model_dump_json().encode())
    assert visitor.design == Design("balanced", own)
    assert "**61,706** parameters" in visitor.words
    assert visitor.choose("Network", "notebook").design == Design("notebook")
    assert visitor.choose("Network", "not saved").design.own == own


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
def test_a_file_that_is_no_network_is_refused_and_the_choice_stays(build, content, found):
    visitor = hand_over(build("balanced"), content)
    assert found in visitor.errors[0]
    assert visitor.design == Design("balanced")
