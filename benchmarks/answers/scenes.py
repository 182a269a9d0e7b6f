"""What a visitor does on a page before the controls are there that are measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.browser.tab import Tab

Scene = Callable[[Tab], object]
SETTLED_MS = 3000


def as_opened(tab: Tab) -> None:
    """Nothing at all."""


def look(words: str) -> Scene:
    """Another part of the page is looked at."""
    return lambda tab: tab.main.get_by_text(words, exact=True).first.click()


def first_picture(tab: Tab) -> None:
    """One of many pictures up close."""
    tab.main.locator("[role=group] > button").first.click()


def first_line(tab: Tab) -> None:
    """One run up close."""
    tab.main.get_by_test_id("stDataFrame").first.click(position={"x": 16, "y": 52})


def predict(tab: Tab) -> None:
    """The test part is predicted, where it is not yet."""
    if (button := tab.page.get_by_role("button", name="Predict", exact=False)).count():
        button.first.click()
    tab.expect_text("Checked")


def choose_run(name: str) -> Scene:
    """Another run is looked at."""

    def choose(tab: Tab) -> None:
        tab.page.get_by_role("combobox", name="Run", exact=True).click()
        tab.page.get_by_role("option").filter(has_text=name).first.click()

    return choose


def ask_others(tab: Tab) -> None:
    """Two more networks vote on each drawing."""
    for _ in range(2):
        tab.page.get_by_role("combobox", name="Ask others too").click()
        tab.page.get_by_role("option").first.click()
        tab.page.keyboard.press("Escape")
        tab.settle()


def in_turn(*scenes: Scene) -> Scene:
    """One after the other, each once the page stands still."""

    def play(tab: Tab) -> None:
        for scene in scenes:
            scene(tab)
            tab.page.wait_for_timeout(SETTLED_MS)
            tab.settle()

    return play


SCENES: Mapping[str, Mapping[str, Scene]] = {
    "runs": {"": as_opened, "one chosen": first_line, "charts": look("charts")},
    "evaluate": {"": as_opened, "an image": first_picture},
    "submit": {
        "by class": predict,
        "least sure": in_turn(predict, look("Least sure"), first_picture),
        "against an earlier": in_turn(predict, look("Against an earlier one")),
    },
    "why": {"Sprint": as_opened, "Strong": choose_run("Strong")},
    "draw": {"": as_opened, "three networks": ask_others},
}
"""By a page's address: what its scenes are called, and how they come about."""


def scenes_of(address: str) -> Mapping[str, Scene]:
    """The scenes of a page; most are measured as they open."""
    return SCENES.get(address, {"": as_opened})
