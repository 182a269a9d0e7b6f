"""What the measurement of answers counts as an answer, by a clock that the test moves."""

import pytest

from benchmarks.answers.stopwatch import FOLLOWS_MS, QUIET_MS, Stopwatch

PAGE = "<div data-testid=stApp data-test-script-state=notRunning><div data-testid=stMain><p>0</p></div></div>"


@pytest.fixture
def page(browser):
    """A page that stands still, and whose time stands still."""
    page = browser.new_page()
    page.clock.install(time=0)
    page.set_content(PAGE)
    page.clock.pause_at(1000)
    yield page
    page.close()


def run(page, ms, *, changes=True):
    """The program runs for so long, and changes something at its end."""
    app = page.get_by_test_id("stApp")
    app.evaluate("app => app.setAttribute('data-test-script-state', 'running')")
    page.clock.run_for(ms)
    if changes:
        page.locator("p").evaluate("words => { words.textContent += 1; }")
    app.evaluate("app => app.setAttribute('data-test-script-state', 'notRunning')")


@pytest.fixture
def pressed(page):
    """The stopwatch of the page, just after a key."""
    stopwatch = Stopwatch(page)
    page.keyboard.press("a")
    return stopwatch


def test_an_answer_lasts_until_the_last_change(page, pressed):
    page.clock.run_for(20)
    run(page, 200)
    page.clock.run_for(30)
    page.locator("p").evaluate("words => { words.textContent += 1; }")
    page.clock.run_for(QUIET_MS + 1)
    assert pressed.answer_ms() == 250


def test_a_run_that_follows_at_once_belongs_to_the_answer(page, pressed):
    run(page, 200)
    page.clock.run_for(FOLLOWS_MS - 1)
    run(page, 50, changes=False)
    page.clock.run_for(QUIET_MS + 1)
    assert pressed.answer_ms() == 250 + FOLLOWS_MS - 1


def test_a_run_that_only_looks_whether_something_is_done_does_not(page, pressed):
    run(page, 200)
    page.clock.run_for(FOLLOWS_MS + 1)
    run(page, 50, changes=False)
    page.clock.run_for(QUIET_MS)
    assert pressed.answer_ms() == 200


def test_a_key_that_nothing_follows_has_no_answer(page, pressed):
    page.clock.run_for(3 * QUIET_MS + 1)
    assert pressed.answer_ms() is None
