"""Confidence says whether probabilities mean what they say, and shows where they do not."""

from dataclasses import replace

import numpy as np
import pytest

from cnn.judging.calibration import expected_calibration_error, scale
from cnn.judging.evaluation import Evaluation
from cnn.runs.predictions import load_predictions, save_predictions
from tests.pages.inspect.mistakes import worst_mistakes


@pytest.fixture
def evaluation(finished) -> Evaluation:
    """What the finished run left."""
    return load_predictions(finished.predictions, finished.record.data.class_names)


def test_the_figures_are_those_of_the_predictions(visit, finished, evaluation):
    visitor = visit("inspect/confidence.py")
    assert visitor.works_on == (
        "quick start on the validation part of Built-in digits: 150 images it was not trained on"
    )
    assert visitor.figures == {
        "Calibration error": f"{100 * expected_calibration_error(evaluation):.2f} %",
        "Mean confidence": f"{100 * evaluation.confidence.mean():.2f} %",
        "Accuracy": f"{100 * evaluation.accuracy:.2f} %",
    }


def test_the_temperature_is_told_with_the_half_that_judged_it(visit, finished, evaluation):
    words = visit("inspect/confidence.py").words
    found = scale(evaluation)
    assert f"**T = {found.temperature:.2f}**" in words
    assert "On half of the images, 75," in words
    assert f"the loss from {found.loss_before:.4f} to {found.loss_after:.4f}" in words


@pytest.mark.parametrize(("sure", "said"), [(0.999, "too sure"), (0.3, "too modest"), (0.9, "mean what they say")])
def test_it_says_whether_it_is_too_sure(sure, said, visit, finished, evaluation):
    predicted = evaluation.labels.copy()
    predicted[::10] = (predicted[::10] + 1) % 10
    probs = np.full((150, 10), (1 - sure) / 9, np.float32)
    probs[np.arange(150), predicted] = sure
    save_predictions(
        finished.predictions, Evaluation(evaluation.labels, probs, evaluation.rows, evaluation.class_names)
    )
    assert said in visit("inspect/confidence.py").words


def test_the_surest_mistakes_and_the_least_sure_hits(visit, finished, evaluation):
    visitor = visit("inspect/confidence.py")
    worst = worst_mistakes(evaluation, 150)
    assert [caption.split("(")[1] for caption in visitor.grid_captions] == [
        f"{100 * sure:.0f} %)" for sure in evaluation.confidence[worst]
    ]
    hits = visit("inspect/confidence.py", address={"sureness": "Least sure hits"})
    right = evaluation.predicted == evaluation.labels
    assert [caption.split("(")[1] for caption in hits.grid_captions] == [
        f"{100 * sure:.0f} %)" for sure in np.sort(evaluation.confidence[right])[:28]
    ]
    assert f"{right.sum()} hits" in hits.words


def test_a_single_image_has_figures_but_no_temperature(visit, finished, evaluation):
    save_predictions(finished.predictions, evaluation.only(np.array([0])))
    visitor = visit("inspect/confidence.py")
    assert any("cannot be halved" in info for info in visitor.infos)
    assert len(visitor.figures) == 3


def test_a_reader_without_mistakes_has_none_to_show(visit, finished, evaluation):
    perfect = replace(evaluation, probs=np.eye(10, dtype=np.float32)[evaluation.labels])
    save_predictions(finished.predictions, perfect)
    visitor = visit("inspect/confidence.py")
    assert visitor.figures["Calibration error"] == "0.00 %"
    assert "There is none." in visitor.words


def test_without_any_run_the_page_says_what_to_do(visit):
    assert visit("inspect/confidence.py").errors == ["No network is trained yet: train one, and it can be chosen here."]
