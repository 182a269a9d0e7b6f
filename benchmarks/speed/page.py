"""A dashboard with a tab open on the Train page, where Chromium is installed."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from cnn.errors import RunError
from cnn.places import data_folder
from cnn.runs.record import ACTIVE
from cnn.runs.run import Run
from cnn.runs.store import RunStore

if TYPE_CHECKING:  # whoever only runs the program has no Playwright
    from playwright.sync_api import Page

START_PATIENCE_S = 120.0
LOOK_EVERY_MS = 500


def why_no_page() -> str:
    """A sentence where no page can be opened here, else nothing."""
    if find_spec("playwright") is None:
        return "There is no Playwright: `make setup-test` installs it."
    from tests.chromium import NO_CHROMIUM, find_chromium

    return "" if find_chromium() else f"{NO_CHROMIUM[0].upper()}{NO_CHROMIUM[1:]}."


def watch_training(folder: Path, create: Callable[[RunStore], Run]) -> Run:
    """Queue a run among the runs in ``folder``, serve the dashboard on them and watch it to its end.

    The dashboard sees the run waiting and starts the worker, as for any visitor. Raises RunError where the page fails.
    """
    from playwright.sync_api import Error, sync_playwright

    from tests.browser.serving import Server
    from tests.chromium import FLAGS, find_chromium

    _share_data(folder / "data")
    run = create(RunStore(folder / "runs"))
    server = Server(folder)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
            tab = browser.new_page(viewport={"width": 1440, "height": 900})
            tab.goto(server.address("train"))
            _watch(tab, run)
            browser.close()
    except Error as error:
        run.request_stop()
        raise RunError(f"The page of a run could not be watched: {error}") from error
    finally:
        server.kill()
    return run


def _watch(tab: Page, run: Run) -> None:
    """Look at the page until the run has ended; the run's curves have to be there."""
    deadline = time.monotonic() + START_PATIENCE_S
    while (status := run.status) in ACTIVE:
        if status == "queued" and time.monotonic() > deadline:
            run.request_stop()
            raise RunError("The dashboard started no worker for the run that its page should watch.")
        tab.wait_for_timeout(LOOK_EVERY_MS)
    tab.locator(".js-plotly-plot").first.wait_for(timeout=1000 * START_PATIENCE_S)


def _share_data(place: Path) -> None:
    """Let the dashboard, which looks for data at ``place``, find what is already read and cached."""
    place.parent.mkdir(exist_ok=True)
    if not place.exists():
        place.symlink_to(data_folder().absolute())
