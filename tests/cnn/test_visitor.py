"""Who is present decides whose drawings are seen and whose runs may be changed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.data.drawings import all_drawings, keep_drawing
from cnn.errors import VisitorError
from cnn.places import data_folder, networks_folder, own_folder
from cnn.visitor import HOST, NOBODY, Visitor, present, read_name, tell_by, working_for

ANNA, BEN, TEACHER = Visitor("Anna"), Visitor("Ben"), Visitor("Anna", has_charge=True)
names = st.text(min_size=1, max_size=60)


def test_at_the_machine_itself_nobody_is_asked_and_everything_is_where_it_was():
    assert present() is HOST
    assert own_folder() == data_folder()
    assert HOST.owner == ""
    assert HOST.may_change("") and HOST.may_change("Anna")


def test_one_changes_what_is_ones_own_and_a_teacher_everything():
    assert ANNA.may_change("Anna") and ANNA.may_change("anna")
    assert not ANNA.may_change("Ben") and not ANNA.may_change("")
    assert TEACHER.may_change("Ben") and TEACHER.may_change("")
    assert not any(NOBODY.may_change(owner) for owner in ("", "Anna", "Anna (teacher)"))


def test_no_name_is_taken_for_a_teachers():
    assert not ANNA.may_change(TEACHER.owner)
    with pytest.raises(VisitorError, match="other signs"):
        read_name(TEACHER.owner)


@given(names, names)
def test_each_name_has_a_folder_of_its_own_below_the_data(one, other):
    folders = [Visitor(name).folder for name in (one, other)]
    assert (folders[0] == folders[1]) == (one.casefold() == other.casefold())
    for folder in folders:
        assert "/" not in folder and "\\" not in folder and "\0" not in folder
        assert not folder.startswith(".")
        assert len(folder.encode()) < 255


@pytest.mark.parametrize(("text", "name"), [("  Anna   Maria ", "Anna Maria"), ("Zoë-7", "Zoë-7"), ("李雷", "李雷")])
def test_a_name_is_kept_without_needless_spaces(text, name):
    assert read_name(text) == name


@pytest.mark.parametrize("text", ["", "   ", "x" * 41, "../../etc", "a\nb\x00", "(teacher)", ".hidden", "<b>"])
def test_what_is_no_name_is_refused(text):
    with pytest.raises(VisitorError, match="A name is needed"):
        read_name(text)


def test_one_does_not_see_the_drawings_of_another():
    picture = np.full((28, 28), 255, np.uint8)
    picture[8:20, 12:16] = 0
    with working_for(ANNA):
        before = len(all_drawings())
        keep_drawing(picture, "1")
        assert len(all_drawings()) == before + 1
        networks = networks_folder()
    for other in (BEN, NOBODY, HOST):
        with working_for(other):
            assert all_drawings() == []
            assert networks_folder() != networks


def test_a_program_says_how_its_visitor_is_known():
    try:
        tell_by(lambda: BEN)
        assert present() is BEN
        with working_for(ANNA):
            assert present() is ANNA
        assert present() is BEN
    finally:
        tell_by(lambda: HOST)
