"""Errors shows what mistakes depend on, and the accuracy with and without the labels under dispute."""

import json

import numpy as np
import pytest

from cnn.data.corrections import Correction
from cnn.data.corrections_file import change_corrections
from cnn.data.source import open_source
from cnn.data.survey.traits import TRAITS, measure
from cnn.judging.evaluation import Evaluation
from cnn.judging.significance import holm
from cnn.judging.strata import stratify
from cnn.runs.predictions import load_predictions, save_predictions
from tests.pages.inspect.mistakes import worst_mistakes

STROKE = [trait.title for trait in TRAITS].index("Stroke width")


@pytest.fixture
def evaluation(finished) -> Evaluation:
    """What the finished run left."""
    return load_predictions(finished.predictions, finished.record.data.class_names)


def misread(evaluation, wrong) -> Evaluation:
    """All images read right but those where ``wrong`` is True."""
    probs = np.eye(10, dtype=np.float32)[(evaluation.labels + wrong) % 10]
    return Evaluation(evaluation.labels, probs, evaluation.rows, evaluation.class_names)


def test_errors_that_depend_on_a_trait_are_told_from_chance(visit, finished, evaluation, digits):
    traits = measure(digits.train.images[evaluation.rows])
    width = traits[:, STROKE]
    found = misread(evaluation, width > np.quantile(width, 0.9))
    save_predictions(finished.predictions, found)
    visitor = visit("inspect/errors.py", address={"trait": "Stroke width"})
    chances = holm([stratify(column, found.predicted != found.labels).p_value for column in traits.T])
    told = f"more than chance would have it (p = {chances[STROKE]:.3f})."
    assert f"Errors **depend on stroke width** {told}" in visitor.words
    last = stratify(width, found.predicted != found.labels).groups[-1]
    assert f"({last.wrong} of {len(last.places)} images)" in visitor.words
    assert visitor.page.dataframe[0].value["trait"][0] == "Stroke width"


def test_errors_by_chance_are_called_so(visit, finished, evaluation):
    wrong = np.random.default_rng(5).permutation(150) < 12
    save_predictions(finished.predictions, misread(evaluation, wrong))
    visitor = visit("inspect/errors.py", address={"trait": "Stroke width"})
    assert "could well be chance" in visitor.words
    assert len(visitor.grid_captions) == 12


def test_the_mistakes_of_a_group_are_shown(visit, finished, evaluation, digits):
    ink = measure(digits.train.images[evaluation.rows])[:, 0]
    first = stratify(ink, evaluation.predicted != evaluation.labels).groups[0]
    visitor = visit("inspect/errors.py")
    group = visitor.page.selectbox(key="group_0").options[1]
    visitor.choose("Mistakes at", group)
    assert len(visitor.grid_captions) == first.wrong


def test_without_mistakes_there_is_nothing_to_depend_on(visit, finished, evaluation):
    save_predictions(finished.predictions, misread(evaluation, np.zeros(150, bool)))
    assert "Nothing was read wrong." in visit("inspect/errors.py").words


def test_labels_nobody_doubts_lead_to_the_label_check(visit, finished):
    visitor = visit("inspect/errors.py")
    assert "No label of these 150 images is under dispute." in visitor.words
    assert "Check the labels" in [link.value for link in visitor.page.get("page_link")]


def test_corrected_labels_are_left_out_or_counted_as_they_should_be(visit, finished, evaluation):
    wrong, right = worst_mistakes(evaluation, 1)[0], evaluation.cell(3, 3)[0]
    relabelled = Correction(row=evaluation.rows[wrong], old=evaluation.labels[wrong], new=evaluation.predicted[wrong])
    left_out = Correction(row=evaluation.rows[right], old=3, new=None)
    dataset = open_source("digits")
    change_corrections(dataset, lambda earlier: earlier.with_entry(relabelled).with_entry(left_out))
    visitor = visit("inspect/errors.py")
    mistakes = 150 - evaluation.hits
    assert f"**2** of the 150 images have a label under dispute, among them **1** of the {mistakes}" in visitor.words
    table = visitor.page.dataframe[1].value
    assert table["images"].tolist() == [150, 148, 149]
    assert table["wrong"].tolist() == [mistakes, mistakes - 1, mistakes - 1]


@pytest.fixture
def doubting(another, evaluation, digits) -> int:
    """A label check that is sure of one wrong label, that of the surest mistake; gives its row."""
    wrong = worst_mistakes(evaluation, 1)[0]
    row, labels = int(evaluation.rows[wrong]), digits.train.known_labels
    check = another("20250101-000000")
    record = check.folder / "run.json"
    record.write_text(json.dumps(json.loads(record.read_text()) | {"kind": "folds"}))
    probs = np.eye(10, dtype=np.float32)[labels]
    probs[row] = np.eye(10)[evaluation.predicted[wrong]]
    save_predictions(check.predictions, Evaluation(labels, probs, np.arange(len(labels)), evaluation.class_names))
    return row


def test_labels_that_a_check_doubts_are_left_out(visit, finished, evaluation, doubting):
    visitor = visit("inspect/errors.py", {"chosen_run": finished.id})
    mistakes = 150 - evaluation.hits
    assert f"**1** of the 150 images have a label under dispute, among them **1** of the {mistakes}" in visitor.words
    table = visitor.page.dataframe[1].value
    assert table["images"].tolist() == [150, 149]
    assert table["wrong"].tolist() == [mistakes, mistakes - 1]


def test_what_was_found_right_is_under_dispute_no_more(visit, finished, evaluation, doubting):
    label = int(evaluation.labels[evaluation.rows == doubting][0])
    kept = Correction(row=doubting, old=label, new=label)
    change_corrections(open_source("digits"), lambda earlier: earlier.with_entry(kept))
    assert "is under dispute" in visit("inspect/errors.py", {"chosen_run": finished.id}).words


def test_on_other_data_nothing_is_known_of_labels(visit, finished):
    visitor = visit("inspect/errors.py", address={"on": "open data"})
    assert "judge it on its validation part" in visitor.words


def test_without_the_pictures_it_says_where_they_are(visit, finished):
    record = finished.folder / "run.json"
    text = record.read_text().replace('"source": "digits"', '"source": "/gone/train.csv"')
    record.write_text(text.replace(finished.record.data.fingerprint, "0123456789abcdef"))
    visitor = visit("inspect/errors.py")
    assert not visitor.errors
    assert any("is not open here" in info for info in visitor.infos)
    assert "Open the data" in [link.value for link in visitor.page.get("page_link")]


def test_without_any_run_the_page_says_what_to_do(visit):
    assert visit("inspect/errors.py").errors == ["No network is trained yet: train one, and it can be chosen here."]
