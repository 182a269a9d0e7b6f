"""Networks of one's own: kept whole, found by name, renamed, deleted; a damaged file does no harm to the others."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.errors import ShelfError
from cnn.model.reading import read_architecture
from cnn.model.shelf import Shelf
from cnn.places import networks_folder
from tests.strategies import any_architectures


@pytest.fixture
def shelf(tmp_path):
    """An empty shelf, whose folder is not there yet."""
    return Shelf(tmp_path / "networks")


def names(shelf):
    return [kept.name for kept in shelf.all()]


def test_what_is_saved_is_opened(shelf, tiny):
    kept = shelf.save(tiny, "  My  first\nnet ")
    assert kept.architecture == tiny.model_copy(update={"name": "My first net"})
    assert shelf.open(kept.key) == shelf.find("my FIRST net") == kept.architecture
    assert shelf.all() == (kept,)


@given(any_architectures())
def test_any_network_is_kept_whole(tmp_path_factory, architecture):
    shelf = Shelf(tmp_path_factory.mktemp("shelf"))
    assert shelf.open(shelf.save(architecture, "any").key).layers == architecture.layers


def test_networks_are_listed_by_name(shelf, tiny):
    assert names(shelf) == []
    for name in ("beta", "Alpha", "gamma"):
        shelf.save(tiny, name)
    assert names(shelf) == ["Alpha", "beta", "gamma"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b\\c", "con.json", "x" * 80, "🖋 <b>bold</b>", "."])
def test_a_name_is_only_shown_and_never_a_place(shelf, tiny, name):
    kept = shelf.save(tiny, name)
    (file,) = shelf.folder.rglob("*")
    assert kept.name == name
    assert file.name == f"{kept.key}.json"
    assert read_architecture(file.read_bytes()).name == name


@pytest.mark.parametrize(
    ("name", "sentence"), [("", "needs a name"), (" \n\t\x00", "needs a name"), ("x" * 81, "has 81 characters: 80")]
)
def test_a_name_that_cannot_be_shown_is_refused(shelf, tiny, name, sentence):
    with pytest.raises(ShelfError, match=sentence):
        shelf.save(tiny, name)
    assert shelf.all() == ()


def test_a_name_is_given_once_unless_the_other_is_replaced(shelf, tiny):
    first = shelf.save(tiny, "mine")
    with pytest.raises(ShelfError, match="There is a network called mine already"):
        shelf.save(tiny.with_dropout(0.5), "MINE")
    assert shelf.all() == (first,)
    second = shelf.save(tiny.with_dropout(0.5), "MINE", replace=True)
    assert shelf.all() == (second,)
    assert (second.key, second.name) == (first.key, "MINE")


def test_a_network_can_be_called_something_else(shelf, tiny):
    mine, other = shelf.save(tiny, "mine"), shelf.save(tiny, "other")
    assert shelf.rename(mine.key, "Mine").key == mine.key
    assert shelf.rename(mine.key, "yours").name == "yours"
    assert names(shelf) == ["other", "yours"]
    with pytest.raises(ShelfError, match="There is a network called yours already"):
        shelf.rename(other.key, "Yours")
    assert names(shelf) == ["other", "yours"]


def test_a_deleted_network_is_gone(shelf, tiny):
    mine, other = shelf.save(tiny, "mine"), shelf.save(tiny, "other")
    shelf.delete(mine.key)
    assert shelf.all() == (other,)
    with pytest.raises(ShelfError, match="cannot be deleted: No such file"):
        shelf.delete(mine.key)
    with pytest.raises(ShelfError, match="cannot be read: No such file"):
        shelf.open(mine.key)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "not JSON"),
        (b"\x00" * 50, "not JSON"),
        (b'{"name": "torn", "input": {"wid', "not JSON"),
        (
            json.dumps({"name": "none", "input": {"width": 1, "height": 1, "depth": 1}}).encode(),
            "layers: Field required",
        ),
        (b" " * 1_000_001, "larger than a megabyte"),
    ],
    ids=["empty", "zeros", "torn", "incomplete", "huge"],
)
def test_a_damaged_file_is_listed_with_its_fault_and_the_rest_is_there(shelf, tiny, content, fault):
    kept = shelf.save(tiny, "whole")
    (shelf.folder / f"{'0' * 12}.json").write_bytes(content)
    damaged, whole = shelf.all()
    assert whole == kept
    assert (damaged.architecture, damaged.name) == (None, "0" * 12)
    assert fault in damaged.fault
    with pytest.raises(ShelfError, match=fault):
        shelf.open(damaged.key)
    shelf.save(tiny, "0" * 12)  # a damaged one has no name that could be taken
    shelf.delete(damaged.key)
    assert names(shelf) == ["0" * 12, "whole"]


def test_other_files_in_the_folder_are_let_be(shelf, tiny):
    shelf.save(tiny, "mine")
    (shelf.folder / "notes.txt").write_text("mine")
    (shelf.folder / "readme.json").write_text("{}")
    (shelf.folder / f"{'f' * 12}.json").mkdir()
    assert [kept.fault for kept in shelf.all()] == ["Is a directory.", ""]


@pytest.mark.parametrize("key", ["", "../../secret", "..", "a" * 11, "A" * 12, "a" * 12 + "\n"])
def test_a_key_that_was_not_given_out_leads_nowhere(shelf, tiny, key):
    shelf.save(tiny, "mine")
    for use in (shelf.open, shelf.delete, lambda it: shelf.rename(it, "x")):
        with pytest.raises(ShelfError, match="no network"):
            use(key)


def test_an_unknown_name_is_refused_with_those_there_are(shelf, tiny):
    with pytest.raises(ShelfError, match="called 'mine'; there are: none"):
        shelf.find("mine")
    shelf.save(tiny, "first")
    shelf.save(tiny, "second")
    with pytest.raises(ShelfError, match="there are: first, second"):
        shelf.find("mine")


def test_a_folder_that_cannot_be_written_is_said(tmp_path, tiny):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ShelfError, match="cannot be written"):
        Shelf(tmp_path / "file" / "networks").save(tiny, "mine")


@given(st.text(max_size=90))
def test_any_text_is_a_name_or_is_refused(tmp_path_factory, text):
    shelf = Shelf(tmp_path_factory.mktemp("shelf"))
    network = read_architecture(
        b'{"name":"x","input":{"width":8,"height":8,"depth":1},"layers":[{"kind":"flatten"}]}',
    )
    try:
        kept = shelf.save(network, text)
    except ShelfError:
        return
    assert shelf.find(kept.name).name == kept.name
    assert kept.name.isprintable()


def test_the_folder_is_the_one_that_was_named(monkeypatch, tmp_path):
    monkeypatch.setenv("CNN_NETWORKS", str(tmp_path))
    assert networks_folder() == tmp_path
    monkeypatch.delenv("CNN_NETWORKS")
    assert networks_folder().name == "networks"
