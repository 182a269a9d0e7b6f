"""Edits of an architecture: what one does another undoes, and what breaks the form of an architecture is refused."""

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cnn.errors import SpecError
from cnn.model.architecture import MAX_LAYERS, Architecture, parse_architecture
from cnn.model.editing import (
    changed,
    duplicate,
    ended_in,
    has_room,
    insert,
    inside,
    layer_at,
    move,
    nearest,
    number_of,
    paths,
    remove,
    replace,
    siblings,
)
from cnn.model.layers import MOST_INSIDE, RELU, BatchNorm, Conv, Dense, Dropout, Flatten, MaxPool, Residual
from cnn.model.shapes import check_classes
from cnn.model.volume import Volume
from tests.strategies import any_architectures, sound_architectures

PICTURE = Volume(28, 28, 1)
BLOCK = Residual(layers=(Conv(filters=4, size=3, padding="same"), RELU, Dropout(rate=0.5)))


def network(*layers):
    return Architecture(name="mine", input=PICTURE, layers=layers)


@st.composite
def places(draw):
    """An architecture with a block in it, and the place of one of its layers."""
    architecture = draw(any_architectures())
    place = draw(st.integers(0, len(architecture.layers)))
    with_block = insert(architecture, (place,), BLOCK)
    return with_block, draw(st.sampled_from(paths(with_block)))


@given(places())
def test_every_layer_has_one_place_in_reading_order(found):
    architecture, _ = found
    read = []
    for layer in architecture.layers:
        read += [layer, *inside(layer)]
    assert [layer_at(architecture, path) for path in paths(architecture)] == read
    assert list(paths(architecture)) == sorted(paths(architecture))


@given(places(), st.sampled_from((RELU, MaxPool(size=2), Dense(units=3))))
def test_a_layer_put_in_stands_at_its_place_and_can_be_taken_out_again(found, layer):
    architecture, path = found
    longer = insert(architecture, path, layer)
    assert layer_at(longer, path) == layer
    assert remove(longer, path) == architecture


@given(places())
def test_a_copy_stands_behind_the_layer_it_is_of(found):
    architecture, path = found
    longer = duplicate(architecture, path)
    behind = (*path[:-1], path[-1] + 1)
    assert layer_at(longer, path) == layer_at(longer, behind) == layer_at(architecture, path)
    assert remove(longer, behind) == architecture


@given(places(), st.integers(-3, 3))
def test_a_layer_that_was_moved_can_be_moved_back(found, by):
    architecture, path = found
    moved_to = (*path[:-1], path[-1] + by)
    assume(0 <= moved_to[-1] < len(siblings(architecture, path)))
    moved = move(architecture, path, by)
    assert layer_at(moved, moved_to) == layer_at(architecture, path)
    assert move(moved, moved_to, -by) == architecture


@given(places())
def test_only_the_layer_that_is_replaced_changes(found):
    architecture, path = found
    other = replace(architecture, path, BatchNorm())
    assert layer_at(other, path) == BatchNorm()
    assert replace(other, path, layer_at(architecture, path)) == architecture
    outside = [place for place in paths(other) if place[: len(path)] != path[: len(place)]]
    assert [layer_at(other, place) for place in outside] == [layer_at(architecture, place) for place in outside]


@given(places())
def test_what_is_edited_can_be_written_and_read(found):
    architecture, path = found
    edited = duplicate(architecture, path)
    assert parse_architecture(json.loads(edited.model_dump_json())) == edited


@given(places(), st.lists(st.integers(-2, 12), min_size=1, max_size=3).map(tuple))
def test_the_nearest_place_is_always_one(found, anywhere):
    architecture, path = found
    assert nearest(architecture, path) == path
    assert nearest(architecture, anywhere) in paths(architecture)


def test_layers_are_numbered_as_people_count():
    assert [number_of(path) for path in ((0,), (3, 1))] == ["1", "4.2"]


def test_the_last_layer_of_a_network_and_of_a_block_is_not_taken_out():
    with pytest.raises(SpecError, match=r"^A network needs at least one layer"):
        remove(network(RELU), (0,))
    with pytest.raises(SpecError, match=r"^A block needs at least one layer"):
        remove(network(Residual(layers=(RELU,))), (0, 0))


def test_no_more_layers_are_put_in_than_there_can_be():
    full = network(*[RELU] * MAX_LAYERS)
    assert not has_room(full, (0,))
    with pytest.raises(SpecError, match=f"There are {MAX_LAYERS} layers, the most"):
        insert(full, (0,), RELU)
    full_block = network(Residual(layers=(RELU,) * MOST_INSIDE))
    assert has_room(full_block, (0,))
    assert not has_room(full_block, (0, 3))
    with pytest.raises(SpecError, match=f"There are {MOST_INSIDE} layers, the most"):
        duplicate(full_block, (0, 3))


def test_a_block_inside_a_block_is_refused():
    with pytest.raises(SpecError, match="cannot lie inside another"):
        insert(network(BLOCK), (0, 1), BLOCK)


@pytest.mark.parametrize("path", [(2,), (-1,), (0, 0), (1, 3), (1, 0, 0), (7, 0)])
def test_a_place_where_no_layer_is_is_refused(path):
    with pytest.raises(SpecError, match="There is no layer"):
        layer_at(network(RELU, BLOCK), path)


@pytest.mark.parametrize(("path", "by", "end"), [((0,), -1, "first"), ((1,), 1, "last"), ((1, 2), 1, "last")])
def test_a_layer_does_not_move_beyond_its_kin(path, by, end):
    with pytest.raises(SpecError, match=f"Layer {number_of(path)} cannot move further: it is the {end}"):
        move(network(RELU, BLOCK), path, by)


def test_a_changed_value_is_taken_where_the_layer_allows_it():
    assert changed(Conv(filters=8, size=3), filters=9, padding=2) == Conv(filters=9, size=3, padding=2)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"filters": 0}, "filters: Input should be greater than or equal to 1."),
        ({"size": 4}, "padding `same` needs an odd size"),
        ({"rate": 0.5}, "rate: Extra inputs are not permitted."),
    ],
)
def test_a_value_that_breaks_a_rule_is_refused_in_a_sentence(values, sentence):
    with pytest.raises(SpecError) as refused:
        changed(Conv(filters=8, size=3, padding="same"), **values)
    assert str(refused.value).startswith(sentence)


@given(sound_architectures(classes=3), st.integers(2, 30))
def test_a_network_is_given_the_end_that_the_data_needs(architecture, classes):
    check_classes(ended_in(architecture, classes), classes)


@pytest.mark.parametrize("layers", [(Conv(filters=2, size=3),), (Flatten(),), (Flatten(), Dense(units=7), RELU)])
def test_a_network_without_a_last_fully_connected_layer_gets_one(layers):
    longer = ended_in(network(*layers), 10)
    check_classes(longer, 10)
    assert longer.layers[: len(layers)] == layers
