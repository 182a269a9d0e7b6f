"""A shelf holds no more than there is room for, and makes each thing once."""

import threading
import time

import pytest

from cnn.errors import RunError
from dashboard.shelf import Shelf


def test_a_thing_is_made_once():
    shelf, made = Shelf(2), []
    for _ in range(3):
        assert shelf.get("key", lambda: made.append("one") or "thing") == "thing"
    assert made == ["one"]


def test_the_longest_unused_makes_room():
    shelf = Shelf(2)
    for key in "ab":
        shelf.get(key, lambda: "first")
    shelf.get("a", lambda: "never made")
    shelf.get("c", lambda: "first")
    assert shelf.get("a", lambda: "again") == "first"
    assert shelf.get("b", lambda: "again") == "again"


def test_it_never_holds_more_than_there_is_room_for():
    shelf = Shelf(3)
    for key in range(100):
        shelf.get(key, lambda: object())
    assert len(shelf._things) == 3
    assert not shelf._makings


def test_large_things_take_more_room_and_one_too_large_stands_alone():
    shelf = Shelf(5, len)
    shelf.get("a", lambda: "aa")
    shelf.get("b", lambda: "bbb")
    assert shelf.get("a", lambda: "never made") == "aa"
    shelf.get("c", lambda: "c")
    assert set(shelf._things) == {"a", "c"}
    shelf.get("d", lambda: "d" * 9)
    assert set(shelf._things) == {"d"}


def test_two_who_come_at_once_get_the_same_thing():
    shelf, made = Shelf(2), []

    def make():
        made.append(1)
        time.sleep(0.05)
        return object()

    things = []
    visitors = [threading.Thread(target=lambda: things.append(shelf.get("key", make))) for _ in range(8)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert len(made) == 1
    assert len(set(map(id, things))) == 1


def test_different_things_do_not_wait_for_each_other():
    shelf, inside = Shelf(2), threading.Barrier(2, timeout=30)
    visitors = [threading.Thread(target=shelf.get, args=(key, inside.wait)) for key in "ab"]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert not inside.broken


def test_what_could_not_be_made_is_tried_again():
    shelf = Shelf(2)

    def fail():
        raise RunError("not yet")

    with pytest.raises(RunError):
        shelf.get("key", fail)
    assert shelf.get("key", lambda: "made") == "made"
