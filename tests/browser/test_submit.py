"""Looking through a submission in a real browser: an answer corrected by hand is in the files until the tab is left."""

import re
from pathlib import Path

import pandas as pd
from playwright.sync_api import expect


def downloaded(tab, label):
    """What a download button gives, as a table."""
    with tab.page.expect_download() as download:
        tab.page.get_by_role("button", name=re.compile(label)).click()
    tab.settle()
    return pd.read_csv(Path(download.value.path()))


def test_an_answer_is_corrected_on_request_and_only_for_this_visit(server, trained, open_tab):
    tab = open_tab(server).open("submit").press("Predict").expect_text("ids from 1 to 297")
    assert not downloaded(tab, "Probabilities")["corrected"].any()

    tab.main.get_by_text("Least sure", exact=True).click()
    tab.expect_text("may forbid answers given by hand")
    tab.main.get_by_text("Correct by hand", exact=True).click()
    tab.settle().main.get_by_role("button", name=re.compile(r"^read as ")).first.click()
    tab.expect_text(re.compile(r"^Test no\. "))
    answers = tab.main.get_by_test_id("stButtonGroup").filter(has_text="Answer for no.")
    number = int(re.search(r"no\. ([\d,]+)", answers.inner_text())[1].replace(",", ""))
    before = downloaded(tab, "Download submission.csv")["Label"]
    given = (before[number - 1] + 1) % 10
    answers.get_by_text(str(given), exact=True).click()
    tab.expect_text("1 answer in these files came by hand.")

    after, table = downloaded(tab, "Download submission.csv")["Label"], downloaded(tab, "Probabilities")
    assert after.compare(before).index.tolist() == [number - 1]
    assert after[number - 1] == given
    assert table.index[table["corrected"] == 1].tolist() == [number - 1]

    tab.open("submit").expect_text("ids from 1 to 297")  # what was predicted is still there, nothing is corrected
    expect(tab.main.get_by_text("came by hand")).to_have_count(0)
    assert downloaded(tab, "Download submission.csv")["Label"].equals(before)
