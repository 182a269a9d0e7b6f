"""A dashboard in a process of its own, and a tab of a real browser that complains about whatever goes wrong in it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, sync_playwright

from cnn.runs.run import Run
from tests.browser.serving import Server
from tests.browser.tab import Tab
from tests.chromium import FLAGS, NO_CHROMIUM, find_chromium, is_required

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in this folder drives a real browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The executable of a Chromium; without one the test is skipped, under continuous integration it fails."""
    executable = find_chromium()
    if executable is None:
        if is_required():
            pytest.fail(NO_CHROMIUM)
        pytest.skip(NO_CHROMIUM)
    return executable


@pytest.fixture(scope="module")
def browser(chromium) -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_tab(browser) -> Iterator[Callable[..., Tab]]:
    """Opens tabs, each a visitor of its own; at the end none of them may have seen an error or a foreign host."""
    tabs: list[Tab] = []

    def open_one(server: Server) -> Tab:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
        tabs.append(Tab(server, context.new_page()))
        return tabs[-1]

    yield open_one
    complaints = [complaint for tab in tabs for complaint in tab.complaints]
    for tab in tabs:
        tab.page.context.close()
    assert not complaints


@pytest.fixture
def serve(tmp_path) -> Iterator[Callable[[], Server]]:
    """Starts dashboards on the same runs and data; each is ended with the test, and whatever still trains as well."""
    servers: list[Server] = []

    def start() -> Server:
        servers.append(Server(tmp_path / "served"))
        return servers[-1]

    yield start
    for server in servers:
        server.kill()
    for run in servers[0].runs.all() if servers else []:
        if run.status == "running":
            _end(run.state.pid)
    assert not [server.log for server in servers if re.search("Traceback|Uncaught", server.log)]


@pytest.fixture
def server(serve) -> Server:
    """A dashboard with nothing but what ships."""
    return serve()


@pytest.fixture
def trained(server, finished_run) -> Run:
    """A finished run of the built-in digits in that dashboard."""
    shutil.copytree(finished_run.folder, server.runs.folder / finished_run.id)
    return server.runs.get(finished_run.id)


def _end(pid: int) -> None:
    process = psutil.Process(pid)
    process.kill()
    psutil.wait_procs([process], timeout=30)
