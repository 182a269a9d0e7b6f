"""The whole story in a real browser, on the data that ships: look, choose, train, inspect, draw, submit."""

import re
from pathlib import Path

import numpy as np
from playwright.sync_api import expect

from cnn.data.source import open_source
from cnn.runs.predictions import load_predictions

ONE = ((140, 40), (140, 240))
CURVE_GREW = 2


def test_from_the_start_page_to_a_submission(server, open_tab):
    tab = open_tab(server).open().expect_title("Seeing digits")
    tab.menu("Explore").expect_text("Built-in digits: 1,500 images of 28×28×1, 297 more to predict")
    tab.lead_on("Look at the statistics", "Statistics").menu("Preview").lead_on("Design a network", "Design")
    tab.menu("Train").choose("Network", "LeNet-5").expect_text("lenet5")
    tab.step("Epochs", "ArrowRight", times=25)
    tab.press("Train")

    tab.wait_until(lambda: server.runs.made_here())
    (run,) = server.runs.made_here()
    assert run.record.config.epochs == 30
    seen = set()
    tab.wait_until(lambda: seen.add(tab.points()) or len(seen - {0}) > CURVE_GREW)  # the curve moves by itself
    tab.wait_until(lambda: run.status == "finished")
    tab.expect_text("finished").expect_text("Epoch 30 of 30")

    tab.lead_on("See where it errs", "Evaluate")
    evaluation = load_predictions(run.predictions, run.record.data.class_names)
    tab.expect_text(f"{100 * evaluation.accuracy:.2f} %")
    for true, read in ((3, 3), (7, 7)):
        tab.click_cell(true, read)
        inside = len(evaluation.cell(true, read))
        tab.expect_text(re.compile(f"{true} read as {read}: {inside} image"))
        pictures = tab.main.get_by_role("button", name=re.compile(rf"^{true} \("))
        expect(pictures).to_have_count(min(28, inside))
    pictures.first.click()
    tab.expect_text(re.compile(r"^No\. [\d,]+: 7")).expect_text("as the network sees them")

    tab.lead_on("See how sure it may be", "Confidence").expect_text("Calibration error")
    tab.lead_on("See what its errors depend on", "Errors").expect_text("groups of about the same size")
    tab.lead_on("See why", "Why").expect_text("Integrated gradients").expect_text("is the nearest of")
    tab.lead_on("Hold it against another", "Compare runs")
    tab.lead_on("Draw a digit for them", "Draw")
    tab.draw(ONE).expect_text("% sure").wait_until(lambda: len(tab.bars()) == 10)

    tab.lead_on("Predict the test part", "Submit")
    tab.press("Predict").expect_text("Checked: header ImageId,Label, ids from 1 to 297")
    with tab.page.expect_download() as download:
        tab.page.get_by_role("button", name=re.compile("Download submission.csv")).click()
    assert download.value.suggested_filename == "submission.csv"
    lines = Path(download.value.path()).read_text().splitlines()
    assert lines[0] == "ImageId,Label"
    ids, labels = np.array([line.split(",") for line in lines[1:]], int).T
    assert ids.tolist() == list(range(1, 298))
    assert (labels == open_source("digits").test.known_labels).mean() > 0.5


def test_a_drawing_can_be_undone_cleared_and_left(server, trained, open_tab):
    tab = open_tab(server).open("draw").expect_title("Draw")
    tab.draw(ONE).wait_until(tab.bars)
    one = tab.bars()
    tab.draw(((60, 140), (220, 140)))
    tab.wait_until(lambda: tab.bars() != one)

    tab.menu("Runs").menu("Draw")
    tab.wait_until(tab.bars)
    cross = tab.bars()
    assert cross != one

    tab.draw(((60, 60), (220, 60)))  # the strokes that were left are still there, and count
    tab.wait_until(lambda: tab.bars() != cross)
    ours, of_the_pad = tab.page.get_by_role("button", name="Undo").all()
    of_the_pad.click()
    tab.wait_until(lambda: tab.bars() == cross)
    ours.click()  # which takes back that undoing, the last thing that happened
    tab.wait_until(lambda: tab.bars() != cross)
    ours.click()
    tab.wait_until(lambda: tab.bars() == cross)
    tab.step("Pen (px)", "ArrowRight", 4)
    assert tab.bars() == cross  # another pen leaves what is drawn
    tab.step("Pen (px)", "ArrowLeft", 4)

    tab.press("Clear").expect_text("Draw a digit on the pad")
    tab.wait_until(lambda: not tab.bars())  # the chart leaves a moment after the text has come
    tab.draw(ONE).wait_until(lambda: tab.bars() == one)
