"""Labels are reviewed by the keyboard alone; a drawing is kept, found among one's own by a click, and taken away."""

import json
import re

import numpy as np
from playwright.sync_api import expect

from cnn.judging.evaluation import Evaluation
from cnn.labels.folding import in_folds
from cnn.runs.creation import create_run
from cnn.runs.predictions import save_predictions
from cnn.runs.record import State

SEVEN = ((70, 60), (210, 60), (140, 240))


def test_a_key_decides_the_next_label_comes_and_a_key_takes_it_back(server, open_tab, digits, tiny, quick):
    labels = digits.train.labels
    probs = np.eye(10, dtype=np.float32)[np.where(np.arange(1500) < 3, (labels + 1) % 10, labels)]
    finished = State(status="finished", validation_accuracy=0.998)
    run = create_run(server.runs, digits, tiny, in_folds(quick, 3, digits.train), kind="folds", state=finished)
    save_predictions(run.predictions, Evaluation(labels, probs, np.arange(1500), digits.train.class_names))

    def decided():
        (path,) = server.folder.glob("data/corrections/*.json")
        return [(entry["row"], entry["new"]) for entry in json.loads(path.read_text())["entries"]]

    tab = open_tab(server).open("labels").expect_text("0 of 3 reviewed").expect_text("No. 1, labelled")
    tab.page.keyboard.press("s")
    tab.expect_text("1 of 3 reviewed").expect_text("No. 2, labelled")
    tab.page.keyboard.press("x")
    tab.expect_text("2 of 3 reviewed").expect_text("No. 3, labelled")
    tab.page.keyboard.press("5")
    tab.expect_text("3 of 3 reviewed")
    assert decided() == [(0, (labels[0] + 1) % 10), (1, None), (2, 5)]
    tab.page.keyboard.press("u")
    tab.expect_text("2 of 3 reviewed").expect_text("No. 3, labelled")
    tab.page.keyboard.press("ArrowLeft")
    tab.expect_text("No. 2, labelled").expect_text("left out")
    assert decided() == [(0, (labels[0] + 1) % 10), (1, None)]


def test_a_drawing_is_kept_and_found_again(server, trained, open_tab):
    tab = open_tab(server).open("draw").draw(SEVEN).expect_text("% sure")
    tab.choose("It was a", "7").page.get_by_role("button", name=re.compile("Keep it")).click()
    tab.expect_text("Kept as 7; 1 drawing so far.")
    tab.expect_text("Draw a digit on the pad").draw(SEVEN[:2]).expect_text("% sure")
    tab.choose("It was a", "1").page.get_by_role("button", name=re.compile("Keep it")).click()
    tab.expect_text("2 drawings so far").menu("My drawings").expect_text("2 drawings of 2 classes")
    tab.expect_text("7, kept 20")
    first = tab.page.locator(".js-plotly-plot .scatterlayer path.point").first
    box = first.bounding_box()
    tab.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tab.expect_text("1, kept 20").press("Delete").expect_text("1 drawing of 1 class")
    assert len(list(server.folder.glob("data/drawings/[0-9]/*.png"))) == 1
    expect(tab.main.get_by_role("button", name="Undo")).to_be_enabled()
    tab.press("Undo").expect_text("2 drawings of 2 classes")
