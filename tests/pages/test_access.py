"""No page shows anything to who has not signed in, and what is a visitor's own is nobody else's."""

import numpy as np
import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from cnn.data.drawings import keep_drawing
from cnn.runs import allowance as allowance_module
from cnn.runs.creation import create_run
from cnn.visitor import HOST, NOBODY, Visitor, tell_by, working_for
from dashboard import access
from dashboard.navigation import ENTRIES
from dashboard.turnstile import Turnstile
from dashboard.widgets import drawings_download
from dashboard.widgets.signed_in import VISITOR
from tests.pages.visitor import APP, read
from tests.pages.visitor import Visitor as Browser

ROOM, CHARGE = "open sesame", "chalk and board"


@pytest.fixture
def served(monkeypatch):
    """Access is set up, with a password for the room and one for the teacher."""
    monkeypatch.setenv("CNN_PASSWORD", ROOM)
    monkeypatch.setenv("CNN_TEACHER_PASSWORD", CHARGE)
    monkeypatch.setattr(access, "_turnstile", Turnstile(lambda: 0.0))
    monkeypatch.setattr("streamlit.runtime.context.ContextProxy.ip_address", "10.0.0.7")
    yield
    tell_by(lambda: HOST)


@pytest.fixture
def reachable(monkeypatch):
    """The server listens to others, and nobody set access up."""
    real = config.get_option
    told = {"server.address": "0.0.0.0"}
    monkeypatch.setattr("streamlit.get_option", lambda name: told.get(name) or real(name))
    yield
    tell_by(lambda: HOST)


def app():
    return AppTest.from_file(str(APP), default_timeout=60)


def come_in(name, password):
    page = app().run()
    page.text_input[0].set_value(name)
    page.text_input[1].set_value(password)
    page.button[0].click()
    return page.run()


def titles(page):
    return [read(title.value) for title in page.title]


def all_words(page):
    kinds = ("title", "subheader", "caption", "markdown", "info", "success", "metric", "dataframe", "selectbox")
    return [element for kind in kinds for element in getattr(page, kind)]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.file)
def test_no_page_shows_anything_before(served, entry):
    page = app().run()
    page.switch_page(entry.path)
    page.run()
    assert titles(page) == ["Seeing digits"]
    assert [button.label for button in page.button] == ["Come in"]
    assert len(all_words(page)) == 2  # the title and what is asked for
    assert not page.sidebar.children or not len(page.sidebar.button)


def test_an_address_with_a_run_in_it_shows_nothing_either(served):
    page = app()
    page.query_params["runs"] = "starter"
    page.switch_page("../pages/train/runs.py") if page.run() else None
    page.run()
    assert titles(page) == ["Seeing digits"]


def test_without_access_set_up_nobody_is_let_in_from_elsewhere(reachable):
    page = app().run()
    assert "Others are let in only once access is set up" in page.error[0].value
    assert not page.button and not page.text_input
    assert len(all_words(page)) == 1


def test_a_short_password_is_none(served, monkeypatch):
    monkeypatch.setenv("CNN_PASSWORD", "short")
    page = app().run()
    assert "at least 8 letters" in page.error[0].value
    assert not page.text_input


def test_the_password_lets_in_and_the_name_is_said(served):
    page = come_in(" Anna  Maria ", ROOM)
    assert not page.exception
    assert titles(page) != ["Seeing digits"] or page.sidebar.button
    assert "You are Anna Maria." in [read(caption.value) for caption in page.sidebar.caption]
    assert page.session_state[VISITOR] == Visitor("Anna Maria")
    page.sidebar.button[0].click()
    page.run()
    assert VISITOR not in page.session_state
    assert [button.label for button in page.button] == ["Come in"]


def test_the_teachers_password_gives_charge(served):
    assert come_in("Carol", CHARGE).session_state[VISITOR] == Visitor("Carol", has_charge=True)


@pytest.mark.parametrize("password", ["", "open sesamE", "open sesame ", "ö" * 12, CHARGE + "\0"])
def test_a_wrong_password_does_not(served, password):
    page = come_in("Anna", password)
    assert "not the password" in read(page.error[0].value)
    assert VISITOR not in page.session_state


def test_a_name_is_needed(served):
    page = come_in("<script>", ROOM)
    assert "A name is needed" in read(page.error[0].value)
    assert VISITOR not in page.session_state


def test_guessing_has_to_wait_and_then_even_the_right_one_does(served):
    for _ in range(5):
        come_in("Anna", "guess")
    assert "wait 2 seconds" in read(come_in("Anna", ROOM).error[0].value)


def test_at_ones_own_machine_nothing_is_asked():
    assert access.way() == "open"
    assert access.visitor() is HOST
    home = Browser.at("start/start.py")
    assert not home.page.sidebar.button and not home.page.text_input


def test_where_no_session_is_at_work_there_is_nobody(served):
    assert access.visitor() == NOBODY


def signed_in_as(visitor, file):
    return Browser.at(file, state={VISITOR: visitor})


def test_a_run_tells_whose_it_is_and_only_its_owner_gets_its_buttons(served, digits, tiny, quick):
    from dashboard import cache

    with working_for(Visitor("Anna")):
        run = create_run(cache.store(), digits, tiny, quick)
    try:
        of = {name: signed_in_as(Visitor(name), "train/runs.py") for name in ("Anna", "Ben")}
        of["Carol"] = signed_in_as(Visitor("Carol", has_charge=True), "train/runs.py")
        for name, browser in of.items():
            browser.page.query_params["runs"] = run.id
            browser.again()
            assert ("Stop" in browser.buttons) == (name != "Ben")
            assert "by Anna" in browser.words
            assert "owner" in browser.page.dataframe[0].value.columns
            assert ("Save" in browser.buttons) == (name != "Ben")
    finally:
        with working_for(HOST):
            run.request_stop()


@pytest.mark.parametrize(
    ("user", "lists", "expected"),
    [
        ({"is_logged_in": False}, {}, NOBODY),
        ({"is_logged_in": True, "email": "Anna@School.org"}, {}, Visitor("anna@school.org")),
        ({"is_logged_in": True, "email": "anna@school.org", "email_verified": False}, {}, NOBODY),
        ({"is_logged_in": True, "sub": "123"}, {}, Visitor("123")),
        ({"is_logged_in": True, "email": "a@school.org"}, {"CNN_VISITORS": "@school.org"}, Visitor("a@school.org")),
        ({"is_logged_in": True, "email": "a@evilschool.org"}, {"CNN_VISITORS": "@school.org"}, NOBODY),
        ({"is_logged_in": True, "email": "a@x.org"}, {"CNN_VISITORS": "@school.org, b@x.org"}, NOBODY),
        ({"is_logged_in": True, "email": "t@x.org"}, {"CNN_TEACHERS": "t@x.org"}, Visitor("t@x.org", True)),
    ],
)
def test_who_the_provider_names_is_let_in_by_a_list(monkeypatch, user, lists, expected):
    for name, value in lists.items():
        monkeypatch.setenv(name, value)
    assert access.visitor_of(user) == expected


@pytest.fixture
def with_openid(monkeypatch):
    """Streamlit's login is set up, and who may come in is listed."""
    monkeypatch.setattr(access, "_openid_is_set_up", lambda: True)
    monkeypatch.setenv("CNN_VISITORS", "@school.org")
    yield
    tell_by(lambda: HOST)


@pytest.mark.parametrize(
    ("user", "button"),
    [({"is_logged_in": False}, "Log in"), ({"is_logged_in": True, "email": "a@x.org"}, "Use another login")],
)
def test_before_the_login_there_is_nothing_but_its_button(with_openid, user, button):
    page = app()
    page.user = user
    page.run()
    assert [found.label for found in page.button] == [button]
    assert titles(page) == ["Seeing digits"]


def test_after_the_login_pages_are_there(with_openid):
    page = app()
    page.user = {"is_logged_in": True, "email": "anna@school.org"}
    page.run()
    assert not page.exception
    assert "You are anna@school.org." in [read(caption.value) for caption in page.sidebar.caption]


def draw_a_one():
    picture = np.full((28, 28), 255, np.uint8)
    picture[6:22, 12:16] = 0
    keep_drawing(picture, "1")


def test_drawings_and_their_table_are_their_visitors_own(served):
    with working_for(Visitor("Dora")):
        draw_a_one()
    dora, ben = (signed_in_as(Visitor(name), "data/drawings.py") for name in ("Dora", "Ben"))
    assert "1 drawing" in dora.works_on
    assert "Download as CSV" in dora.downloads
    assert "Download as CSV" not in ben.downloads
    with working_for(NOBODY):  # as where Streamlit calls for the file
        assert drawings_download._table(Visitor("Dora")).count(b"\n") == 2


def test_uploads_are_kept_apart_and_held_to_the_disk_one_may_use(served, monkeypatch):
    table = b"label,pixel0,pixel1,pixel2,pixel3\n" + b"1,0,9,0,9\n0,9,0,9,0\n" * 20
    anna = signed_in_as(Visitor("Anna"), "data/explore.py").hand_over(("mine.csv", table))
    assert not anna.errors
    assert "mine.csv" in anna.page.selectbox[0].options
    ben = signed_in_as(Visitor("Ben"), "data/explore.py")
    assert "mine.csv" not in ben.page.selectbox[0].options
    monkeypatch.setattr(allowance_module, "MB", 1)
    monkeypatch.setenv("CNN_VISITOR_DISK_MB", "10")
    ben.hand_over(("mine.csv", table))
    assert "that a visitor may use here" in ben.errors[0]
