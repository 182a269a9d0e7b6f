"""The map in a real browser: the picture under the pointer, a box, a lasso, the keyboard, and points on their way."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

CHOSEN = re.compile(r"^\d[\d,]* images? chosen$")


@pytest.fixture
def tab(server, open_tab):
    """A visitor at the map of 500 built-in digits."""
    tab = open_tab(server).open("map?count=500").expect_title("Map")
    canvas(tab).wait_for()
    tab.wait_until(lambda: inked(tab) > 0)
    return tab


def canvas(tab, number=1):
    """The canvas of the points, 0, or the one above it for pictures and selections, 1."""
    return tab.main.locator("canvas").nth(number)


def inked(tab, number=0):
    """How many pixels of a canvas are not empty."""
    return canvas(tab, number).evaluate(
        "c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.filter((v, k) => k % 4 == 3 && v).length"
    )


def at(tab, across, down):
    """A place on the map, given in fractions of its sides."""
    box = canvas(tab).bounding_box()
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def drag(tab, *places):
    """Drag over the map along these places."""
    first, *others = places
    tab.page.mouse.move(*at(tab, *first))
    tab.page.mouse.down()
    for place in others:
        tab.page.mouse.move(*at(tab, *place), steps=5)
    tab.page.mouse.up()
    return tab.settle()


def chosen(tab):
    """How many images are said to be chosen."""
    heading = tab.main.get_by_role("heading", name=CHOSEN)
    expect(heading).to_have_count(1)
    return int(heading.inner_text().split()[0].replace(",", ""))


def test_images_are_seen_chosen_and_laid_out(tab, server):
    assert inked(tab, 1) == 0
    for across in np.linspace(0.3, 0.7, 20):
        tab.page.mouse.move(*at(tab, across, 0.5))
        if inked(tab, 1):
            break
    assert inked(tab, 1) > 112 * 112  # the picture and its frame
    tab.page.mouse.move(5, 5)
    tab.wait_until(lambda: inked(tab, 1) == 0)

    drag(tab, (0.01, 0.04), (0.99, 0.99))
    tab.wait_until(lambda: chosen(tab) == 500)
    drag(tab, (0.3, 0.2), (0.6, 0.7))
    tab.wait_until(lambda: 0 < chosen(tab) < 500)
    in_box = chosen(tab)
    pictures = tab.main.get_by_role("group", name="The chosen images").get_by_role("button")
    expect(pictures).to_have_count(min(24, in_box))
    pictures.nth(1).click()
    tab.expect_text("Write the numbers")

    tab.main.get_by_text("lasso", exact=True).click()
    tab.settle()
    drag(tab, (0.3, 0.2), (0.6, 0.2), (0.3, 0.7))  # half of the box
    tab.wait_until(lambda: 0 < chosen(tab) < in_box)

    canvas(tab).focus()
    tab.page.keyboard.press("ArrowRight")
    first = tab.main.locator("[aria-live=polite]").inner_text()
    assert re.match(r"^\d, no\. [\d,]+$", first)
    tab.page.keyboard.press("ArrowRight")
    assert tab.main.locator("[aria-live=polite]").inner_text() != first
    tab.page.keyboard.press("Enter")
    tab.wait_until(lambda: chosen(tab) == 25)
    tab.page.keyboard.press("Escape")
    expect(tab.main.get_by_role("heading", name=CHOSEN)).to_have_count(0)

    tab.open("map?count=1500").expect_title("Map")  # as many take long enough to be stopped on any machine
    tab.wait_until(lambda: inked(tab) > 0)
    tab.main.get_by_text("t-SNE", exact=True).click()
    tab.settle().press("Compute the map")
    tab.expect_text(re.compile(r"Move [\d,]+ of 750"), patience_s=90)
    tab.wait_until(lambda: inked(tab) > 0)
    tab.page.get_by_role("button", name="Stop", exact=True).click()
    tab.expect_text(re.compile("when it was stopped"), patience_s=60)
    (run,) = server.runs.made_here()
    assert run.status == "stopped"
    assert canvas(tab).is_visible()
