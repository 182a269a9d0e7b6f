"""The controls that a page shows, and how a visitor operates each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import Error, Locator, Page

from benchmarks.answers.operations import KINDS, Operate

LEFT_ALONE = re.compile(
    r"arrow_forward|balance|\b(play|pause|start|train|run|stop|delete|remove|download|save|open|queue|measure|send)\b"
    r"|\b(keep|inspect|draw with|compare|check) (it|them|the)\b",
    re.IGNORECASE,
)
"""Buttons that lead on, begin work, destroy something or hand out files."""
VANISHED_MS = 2_000
MOST_WORDS = 6
CLICKABLE = {
    "stDataFrame": "table => Boolean(table.querySelector('[aria-multiselectable=true]'))",
    "stPlotlyChart": "chart => chart.querySelector('.js-plotly-plot')?._fullLayout?.clickmode?.includes('select')",
    "stBidiComponentIsolated": "place => place.shadowRoot?.querySelectorAll('[role=group] > button').length > 1",
}


@dataclass(frozen=True)
class Control:
    """One control: its kind, label and place, how it is operated the n-th time, and how soon it should answer."""

    kind: str
    label: str
    place: int
    operate: Operate
    goal_ms: int = 300

    def found(self, page: Page) -> Locator:
        """It, as the page shows it now."""
        return page.get_by_test_id("stMain").get_by_test_id(self.kind).nth(self.place)


def controls_of(page: Page) -> Iterator[Control]:
    """Everything that a visitor can set on the page as it stands, in its order by kind."""
    main = page.get_by_test_id("stMain")
    for kind, operate in KINDS.items():
        for place, found in enumerate(main.get_by_test_id(kind).all()):
            label = label_of(found)
            if _works(kind, found) and not (kind == "stButton" and LEFT_ALONE.search(label)):
                yield Control(kind, " ".join(label.split()[:MOST_WORDS]), place, operate)


def label_of(control: Locator) -> str:
    """What it is called; nothing where the page has just taken it away."""
    with suppress(Error):
        for words in (control.locator(place).first for place in ("label", "[role=img]", "button")):
            if words.count():
                text = words.get_attribute("aria-label", timeout=VANISHED_MS) or words.inner_text(timeout=VANISHED_MS)
                return " ".join(text.split())
    return ""


def _works(kind: str, control: Locator) -> bool:
    """Whether it answers a visitor just now; of several tables and charts only some can be clicked."""
    if not control.is_visible():
        return False
    if kind in CLICKABLE:
        return bool(control.evaluate(CLICKABLE[kind]))
    return kind == "stPagination" or not control.locator("[disabled], [aria-disabled=true]").count()
