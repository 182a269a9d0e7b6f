"""Many sessions at one server for a while, and what that did to it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Event, Thread

import numpy as np
import psutil

from benchmarks.load.session import Session
from benchmarks.load.told_run import ToldRun
from tests.browser.serving import Server

BAR_S, BAR_SHARE = 1.0, 0.95
WARM_UP_SHARE = 0.3
GROWTH = 0.03
"""A server that holds so much more at the end than after its warm-up grows."""
SPREAD_S = 20.0
"""Visitors come one after the other within so many seconds."""
SAMPLE_EVERY_S = 1.0


@dataclass(frozen=True)
class Load:
    """What was seen. memory_bytes: of the server, every second from the first session on; faults: of the browser."""

    sessions: list[Session]
    memory_bytes: list[int]
    cpu_share: float
    faults: list[str]

    @property
    def answers_s(self) -> np.ndarray:
        """How long each refresh took, of all sessions."""
        return np.concatenate([np.array(session.answers_s, dtype=float) for session in self.sessions])

    @property
    def errors(self) -> list[str]:
        return [error for session in self.sessions for error in session.errors] + self.faults

    @property
    def share_in_time(self) -> float:
        """The share of refreshes that were answered within the bar."""
        return float(np.mean(self.answers_s <= BAR_S)) if len(self.answers_s) else 0.0

    @property
    def growth(self) -> float:
        """By how much of it the server's memory grew from after the warm-up until the end."""
        after = self.memory_bytes[int(WARM_UP_SHARE * len(self.memory_bytes)) :]
        fifth = max(1, len(after) // 5)
        return median(after[-fifth:]) / median(after[:fifth]) - 1

    @property
    def meets_the_bar(self) -> bool:
        return self.share_in_time >= BAR_SHARE and not self.errors and self.growth <= GROWTH


def measure(sessions: int, seconds: float, *, with_browser: bool) -> Load:
    """Serve a run that goes on, and let ``sessions`` visitors watch it; one of them in a browser if asked."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        server = Server(folder)
        told = ToldRun(server.runs)
        told.begin()
        try:
            with _sampling(server.process.pid) as samples, _browser(server, with_browser, seconds) as faults:
                process = psutil.Process(server.process.pid)
                before, began_s = sum(process.cpu_times()[:2]), time.monotonic()
                watched = asyncio.run(_watch(server.address(), sessions - with_browser, seconds))
                cpu_share = (sum(process.cpu_times()[:2]) - before) / (time.monotonic() - began_s)
            return Load(watched, samples, cpu_share, faults)
        finally:
            told.end()
            server.kill()


async def _watch(address: str, count: int, seconds: float) -> list[Session]:
    end_s = time.monotonic() + seconds
    sessions = [Session(address, "train") for _ in range(count)]

    async def come(place: int, session: Session) -> None:
        await asyncio.sleep(min(SPREAD_S, seconds / 4) * place / count)
        await session.watch(end_s)

    await asyncio.gather(*(come(place, session) for place, session in enumerate(sessions)))
    return sessions


@contextmanager
def _sampling(pid: int) -> Iterator[list[int]]:
    """The memory of a process, noted every second while inside."""
    samples: list[int] = []
    ended = Event()
    process = psutil.Process(pid)

    def look() -> None:
        while not ended.wait(SAMPLE_EVERY_S):
            samples.append(process.memory_info().rss)

    looker = Thread(target=look, daemon=True)
    looker.start()
    try:
        yield samples
    finally:
        ended.set()
        looker.join()


@contextmanager
def _browser(server: Server, wanted: bool, seconds: float) -> Iterator[list[str]]:
    """A browser that shows the run while inside, and what went wrong in it."""
    faults: list[str] = []
    if not wanted:
        yield faults
        return

    def look() -> None:
        from playwright.sync_api import Error, sync_playwright

        from tests.chromium import FLAGS, find_chromium

        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
                tab = browser.new_page(viewport={"width": 1440, "height": 900})
                tab.goto(server.address("train"))
                tab.locator(".js-plotly-plot").first.wait_for(timeout=60_000)
                tab.wait_for_timeout(1000 * seconds)
                shown = tab.locator("[data-testid=stAlert], [data-testid=stException]").all_inner_texts()
                faults.extend(f"In the browser: {text}" for text in shown)
                browser.close()
        except Error as error:
            faults.append(f"In the browser: {error}")

    looker = Thread(target=look, daemon=True)
    looker.start()
    try:
        yield faults
    finally:
        looker.join(timeout=seconds + 120)
