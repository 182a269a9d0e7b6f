"""A tab that a visitor clicks in; it notes every error of the page and every request that leaves this machine."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from dashboard.navigation import ENTRIES
from tests.browser.serving import Server

PATIENCE_S = 90.0
DOUBLE_CLICK_MS = 500
SLIDER_PAUSE_MS = 500  # a slider tells the program 200 ms after the last key
LOCAL = {"127.0.0.1", "localhost"}
# At a deep link Streamlit's page asks beside its own address first, then at the root.
PROBES = re.compile(r"/[a-z_]+/_stcore/(health|host-config)$")
Point = tuple[float, float]


class Tab:
    """One visitor at one dashboard."""

    def __init__(self, server: Server, page: Page) -> None:
        self.server = server
        self.page = page
        self.complaints: list[str] = []
        page.set_default_timeout(1000 * PATIENCE_S)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        page.context.on("request", self._watch)

    def open(self, path: str = "") -> Tab:
        """Go to an address of the dashboard."""
        self.page.goto(self.server.address(path))
        return self.settle()

    def menu(self, title: str) -> Tab:
        """Choose a page in the menu."""
        self.page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True).click()
        return self.expect_title("Seeing digits" if title == "Start" else title)

    def press(self, label: str) -> Tab:
        """Press a button; held for a moment, as by a person, so that a control being left cannot swallow the click."""
        only(self.page.get_by_role("button", name=label, exact=True)).click(delay=50)
        return self.settle()

    def lead_on(self, label: str, title: str) -> Tab:
        """Press a button that leads to another page; again where the page was still moving it away."""
        for _ in range(3):
            self.press(label)
            with suppress(PlaywrightTimeoutError):
                self.page.get_by_role("heading", name=title, exact=True, level=1).wait_for(timeout=15_000)
                return self
        return self.expect_title(title)

    def choose(self, label: str, option: str) -> Tab:
        """Choose from a list."""
        only(self.page.get_by_role("combobox", name=re.compile(re.escape(label)))).click()
        self.page.get_by_role("option", name=option, exact=True).click()
        return self.settle()

    def step(self, label: str, key: str, times: int = 1) -> Tab:
        """Move a slider by the keyboard."""
        slider = only(self.main.locator(f"input[type=range][aria-label='{label}']"))
        for _ in range(times):
            slider.press(key)
        self.page.wait_for_timeout(SLIDER_PAUSE_MS)
        return self.settle()

    def settle(self) -> Tab:
        """Wait until the page has run."""
        self.page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
        return self

    def expect_title(self, title: str) -> Tab:
        """Wait for a page by its title."""
        self.page.get_by_role("heading", name=title, exact=True, level=1).wait_for()
        return self.settle()

    def expect_text(self, text: str | re.Pattern[str], patience_s: float = PATIENCE_S) -> Tab:
        """Wait for something to be read."""
        expect(self.main.get_by_text(text).first).to_be_visible(timeout=1000 * patience_s)
        return self

    @property
    def main(self) -> Locator:
        """The page beside the menu."""
        return self.page.get_by_test_id("stMain")

    def points(self) -> int:
        """How many points the first curve of the first chart has; 0 while there is none."""
        count: int = self.page.evaluate("document.querySelector('.js-plotly-plot')?.data?.[0]?.x?.length ?? 0")
        return count

    def bars(self) -> list[float]:
        """The probabilities that are shown, in percent."""
        shown: list[float] = self.page.evaluate(
            "Array.from(document.querySelector('.js-plotly-plot')?.data?.[0]?.x ?? [])"
        )
        return shown

    def click_cell(self, true: int, read: int, classes: int = 10) -> Tab:
        """Click a cell of the confusion matrix, where its square is shown just now."""
        square = self.page.locator(".js-plotly-plot .scatterlayer path.point").nth(true * classes + read)
        box: Any = square.bounding_box()
        self.page.wait_for_timeout(DOUBLE_CLICK_MS)  # two quick clicks would be one double click, which deselects
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        return self.settle()

    def draw(self, *strokes: Sequence[Point]) -> Tab:
        """Draw on the pad with the mouse; points are pixels of the pad."""
        pad = self.page.locator("canvas.upper-canvas")
        pad.wait_for()
        box: Any = pad.bounding_box()
        for first, *others in strokes:
            self.page.mouse.move(box["x"] + first[0], box["y"] + first[1])
            self.page.mouse.down()
            for x, y in others:
                self.page.mouse.move(box["x"] + x, box["y"] + y, steps=5)
            self.page.mouse.up()
        return self

    def wait_until(self, happened: Callable[[], object], patience_s: float = PATIENCE_S) -> float:
        """Wait for something to become true; gives how long it took, in seconds."""
        start = time.monotonic()
        while not happened():
            waited = time.monotonic() - start
            assert waited < patience_s, f"not within {patience_s} s"
            self.page.wait_for_timeout(50)
        return time.monotonic() - start

    def forgive(self, words: Iterable[str]) -> None:
        """Forget complaints with any of these words: those a test has provoked."""
        self.complaints[:] = [said for said in self.complaints if not any(word in said for word in words)]

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not PROBES.search(message.location.get("url", "")):
            self.complaints.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _watch(self, request: Request) -> None:
        host = urlsplit(request.url).hostname
        if host is not None and host not in LOCAL:
            self.complaints.append(f"request to another host: {request.url}")


def only(locator: Locator) -> Locator:
    """Wait until there is one of it: for a moment what the page showed before may still stand beside what it shows."""
    expect(locator).to_have_count(1, timeout=1000 * PATIENCE_S)
    return locator


def path_of(file: str) -> str:
    """The address of a page below ``pages/``: its file's name, nothing for the first."""
    return "" if file == ENTRIES[0].file else file.rpartition("/")[2].removesuffix(".py")
