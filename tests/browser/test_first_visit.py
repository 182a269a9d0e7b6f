"""The first visit after a server's start works at any address, and only pages that run a network load PyTorch."""

from pathlib import Path

import pytest

from cnn.runs.record import Notes
from dashboard.navigation import ENTRIES
from tests.browser.tab import path_of

TITLES = {"start/start.py": "Seeing digits"}
READING = ("Start", "Learn", "Data", "Model")
RUN_A_NETWORK = {f"learn/{page}.py" for page in ("activation", "pooling", "classifying", "loss", "layers", "descent")}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.title)
def test_every_page_opens_by_its_address_with_the_menu_around_it(entry, server, open_tab):
    tab = open_tab(server).open(path_of(entry.file))
    tab.expect_title(TITLES.get(entry.file, entry.title))
    links = tab.page.get_by_test_id("stSidebarNav").get_by_role("link").all_inner_texts()
    assert [link.strip().splitlines()[-1] for link in links] == [entry.title for entry in ENTRIES]
    assert not tab.page.get_by_test_id("stException").count()
    if entry.section in READING and entry.file not in RUN_A_NETWORK:
        mapped = Path(f"/proc/{server.process.pid}/maps")
        if mapped.exists():
            assert "libtorch" not in mapped.read_text()


def test_an_unknown_address_leads_to_the_start_page(server, open_tab):
    tab = open_tab(server).open("nowhere").expect_title("Seeing digits")
    tab.forgive(["does not seem to exist"])


def test_hostile_names_are_text(server, trained, open_tab):
    name = "<img src=x onerror=alert(1)> **b** [x](/y) :red[y] $z$"
    trained.write_notes(Notes(name=name))
    tab = open_tab(server).open("evaluate")
    tab.expect_text(f"{name} on the validation part")
    tab.page.get_by_role("combobox").first.click()
    tab.page.get_by_role("option").filter(has_text=name).wait_for()
    tab.page.keyboard.press("Escape")
    for title in ("Train", "Runs", "Draw", "Submit", "Start"):
        tab.menu(title)
        assert not tab.page.locator("img[src='x'], a[href$='/y']").count()
