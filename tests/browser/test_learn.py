"""What only a browser shows of the lessons: a walk that plays by itself, a drawing walked over, words behind links."""

import re

from playwright.sync_api import expect

from tests.browser.tab import PATIENCE_S

IN_FLIGHT_MS = 2000


def step_of(tab) -> int:
    """Where the walk is."""
    return int(tab.main.locator("input[type=range][aria-label^='Step']").input_value())


def see_walk(tab) -> None:
    """Wait for the window on its picture."""
    picture = tab.main.get_by_role("img", name=re.compile("The filter at step"))
    expect(picture).to_be_visible(timeout=1000 * PATIENCE_S)


def test_a_walk_plays_by_itself_and_stays_while_a_word_is_looked_up(server, open_tab):
    tab = open_tab(server).open("convolution?step=1").expect_title("Convolution")
    see_walk(tab)
    tab.main.get_by_text("Quick", exact=True).click()
    tab.wait_until(lambda: step_of(tab) > 4)
    assert "step=1" in tab.page.url  # the address waits, or every step would be a page to go back through
    tab.main.get_by_text("Pause", exact=True).click()
    next_step = tab.main.get_by_role("button", name="Next", exact=True)
    expect(next_step).to_be_enabled(timeout=1000 * PATIENCE_S)
    tab.settle().page.wait_for_timeout(IN_FLIGHT_MS)  # a tick that was under way may still arrive
    at = step_of(tab)
    tab.page.wait_for_timeout(IN_FLIGHT_MS)
    assert step_of(tab) == at
    assert f"step={at}" in tab.page.url

    word = tab.main.get_by_role("link", name="stride", exact=True).first
    assert "moves at each step" in word.get_attribute("title")
    with tab.page.context.expect_page() as opened:
        word.click()
    expect(opened.value.get_by_role("heading", name="Words", exact=True, level=1)).to_be_visible()
    expect(opened.value.get_by_label("Search")).to_have_value("stride")
    assert f"step={at}" in tab.page.url


def test_a_drawing_is_walked_over(server, open_tab):
    tab = open_tab(server).open("convolution?input=My+drawing").expect_text("Draw a digit on the pad")
    tab.draw(((140, 40), (140, 240)))
    see_walk(tab)
    tab.expect_text(re.compile(r"·.* = "))


def test_a_click_on_a_pixel_chooses_it(server, open_tab):
    tab = open_tab(server).open("seeing").expect_title("Why networks can see")
    picture = tab.main.get_by_role("img", name="The picture", exact=True)
    expect(picture).to_be_visible(timeout=1000 * PATIENCE_S)
    picture.click(position={"x": 129, "y": 141})  # just beyond the middle
    tab.expect_text("The pixel in row 14, column 14 is number 406")
    assert "cell=14.14" in tab.page.url
