"""The controls that a page shows, and how a visitor operates each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import Error, Locator, Page

LEFT_ALONE = re.compile(
    r"arrow_forward|\b(play|pause|start|train|run|stop|delete|remove|download|save|open|queue|measure|send|check|keep)\b",
    re.IGNORECASE,
)
"""Buttons that lead on, begin work, destroy something or hand out files."""
SHORT_PAUSE_MS = 150
VANISHED_MS = 2_000
CHOSEN = "all => all.findIndex(o => o.matches('[aria-checked=true]') || o.querySelector('input:checked'))"
Operate = Callable[[Locator, int], None]


@dataclass(frozen=True)
class Control:
    """One control: its kind, its label, where it is, and how it is operated the n-th time."""

    kind: str
    label: str
    place: int
    operate: Operate

    def found(self, page: Page) -> Locator:
        """It, as the page shows it now."""
        return page.get_by_test_id("stMain").get_by_test_id(self.kind).nth(self.place)


def controls_of(page: Page) -> Iterator[Control]:
    """Everything that a visitor can set on the page as it stands, in its order by kind."""
    main = page.get_by_test_id("stMain")
    for kind, operate in KINDS.items():
        for place, found in enumerate(main.get_by_test_id(kind).all()):
            label = label_of(found)
            works = found.is_visible() and not found.locator("[disabled], [aria-disabled=true]").count()
            if works and not (kind == "stButton" and LEFT_ALONE.search(label)):
                yield Control(kind, label, place, operate)


def label_of(control: Locator) -> str:
    """What it is called; nothing where the page has just taken it away."""
    with suppress(Error):
        for words in (control.locator("label").first, control.locator("button").first):
            if words.count():
                text = words.get_attribute("aria-label", timeout=VANISHED_MS) or words.inner_text(timeout=VANISHED_MS)
                return " ".join(text.split()[:6])
    return ""


def toggle(control: Locator, turn: int) -> None:
    control.locator("label").first.click()


def press(control: Locator, turn: int) -> None:
    control.locator("button").first.click(delay=30)


def step(control: Locator, turn: int) -> None:
    """Up and down in turn."""
    field = control.locator("input")
    field.press("ArrowUp" if turn % 2 == 0 else "ArrowDown")
    field.press("Enter")


def slide(control: Locator, turn: int) -> None:
    """To the right and back in turn."""
    thumb = control.locator("[role=slider], input[type=range]").first
    thumb.press("ArrowRight" if turn % 2 == 0 else "ArrowLeft")


def choose(control: Locator, turn: int) -> None:
    """The next option of the list, and back."""
    box = control.get_by_role("combobox").first
    box.click()
    if not control.page.get_by_role("option").first.is_visible():
        box.press("ArrowDown")  # a list that was open is closed by the click
    control.page.get_by_role("option").first.wait_for()
    control.page.wait_for_timeout(SHORT_PAUSE_MS)
    box.press("ArrowDown" if turn % 2 == 0 else "ArrowUp")
    box.press("Enter")


def pick(control: Locator, turn: int) -> None:
    """One option after the other, never the one that is chosen."""
    options = control.locator("[data-testid=stRadioOption], button")
    chosen = options.evaluate_all(CHOSEN)
    options.nth((chosen + 1) % options.count()).click()


KINDS: dict[str, Operate] = {
    "stCheckbox": toggle,
    "stSlider": slide,
    "stNumberInput": step,
    "stSelectbox": choose,
    "stRadio": pick,
    "stButtonGroup": pick,
    "stButton": press,
}
