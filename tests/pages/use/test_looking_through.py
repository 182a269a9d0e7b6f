"""Submit, once predicted: the least sure answers, corrections by hand, an earlier submission, and handing it in."""

import shlex
from dataclasses import replace

import numpy as np
import pytest

from cnn.data.source import open_source
from cnn.judging.judgement import judge
from cnn.submission import handing_in, make_submission
from cnn.submission.handing_in import Answer
from cnn.submission.kept import KeptSubmissions
from dashboard.state import SUBMISSION
from dashboard.widgets.least_sure import LOOKED_AT
from tests.pages.visitor import read


@pytest.fixture
def at(visit, finished):
    """Opens Submit at one of its sections, with the test part predicted."""

    def open_(section, state=None):
        return visit("use/submit.py", state, {"look": section}).press("Predict")

    return open_


@pytest.fixture
def is_competition(monkeypatch):
    """As if the competition's test part had the 297 rows of the built-in digits."""
    monkeypatch.setattr("dashboard.widgets.hand_in.COMPETITION_ROWS", 297)


def submission_of(visitor):
    return visitor.page.session_state[SUBMISSION][1]


def test_what_may_be_expected_is_said_and_the_shares_of_classes_are_shown(visit, finished):
    visitor = visit("use/submit.py").press("Predict")
    assert "150 validation images were read right" in visitor.words.replace("\\", "")
    (chart,) = visitor.page.get("plotly_chart")
    assert "The shares differ most for class" in chart.proto.alt


def test_runs_of_other_validation_rows_have_no_expected_score(visit, finished, another):
    other = another("20250101-000000").predictions
    other.unlink()
    visitor = visit("use/submit.py").choose_several("Average with", "20250101-000000").press("Predict")
    assert "No score can be expected" in visitor.words


def test_with_other_views_the_score_is_measured_when_asked_for(visit, finished):
    visitor = visit("use/submit.py").choose("Views of each image", 3).press("Predict")
    assert "with 3 nothing was measured" in visitor.words
    visitor.press("Measure it on the validation images")
    judged = judge([finished], replace(open_source("digits"), test=None), views=3).evaluation
    assert f"{100 * judged.accuracy:.2f} % of 150 validation images were read right" in read(visitor.words)
    assert "Measure it on the validation images" not in visitor.buttons


def test_the_least_sure_answers_come_first(at):
    visitor = at("Least sure")
    submission = submission_of(visitor)
    first = submission.least_sure(1)[0]
    sure = f"{100 * submission.probs[first].max():.0f} %"
    assert visitor.grid_captions[0] == f"read as {submission.predicted[first]} ({sure})"
    assert len(visitor.grid_captions) == 28


def test_nothing_is_corrected_until_it_is_asked_for(at, runs):
    test = open_source("digits").test
    visitor = at("Least sure", {LOOKED_AT: 5})
    read = int(submission_of(visitor).predicted[5])
    KeptSubmissions(runs.folder).by_hand(test, 10).change(lambda kept: kept.with_answer(5, (read + 1) % 10))
    assert not visitor.again().warnings
    assert "may forbid answers given by hand" in visitor.words
    assert not [control for control in visitor.page.get("button_group") if "Answer" in control.label]
    visitor.page.toggle(key="by_hand_switch").set_value(True)
    assert visitor.again().warnings == ["1 answer in these files came by hand."]


def test_an_answer_is_corrected_marked_and_taken_back(at, runs):
    visitor = at("Least sure", {LOOKED_AT: 5})
    visitor.page.toggle(key="by_hand_switch").set_value(True)
    visitor.again()
    read = int(submission_of(visitor).predicted[5])
    (control,) = [control for control in visitor.page.get("button_group") if control.label == "Answer for no. 6"]
    control.set_value((read + 1) % 10)
    assert visitor.again().warnings == ["1 answer in these files came by hand."]
    assert f"no. 6 ({read} → {(read + 1) % 10})" in visitor.words
    assert not visitor.press("Undo").warnings


def test_damaged_answers_are_one_sentence(at, runs):
    visitor = at("Least sure")
    file = KeptSubmissions(runs.folder).by_hand(open_source("digits").test, 10)
    file.path.write_text("no json")
    visitor.page.toggle(key="by_hand_switch").set_value(True)
    (error,) = visitor.again().errors
    assert "cannot be read" in error


def test_an_uploaded_submission_is_compared_image_by_image(at):
    visitor = at("Against an earlier one")
    assert any("Predict with another run first" in info for info in visitor.infos)
    answers = submission_of(visitor).answers
    earlier = answers.copy()
    earlier[[3, 200]] = (earlier[[3, 200]] + 1) % 10
    upload(visitor, make_submission(earlier))
    assert "**2** of 297 rows (0.67 %) are answered otherwise" in visitor.words
    assert visitor.grid_captions == [f"{answers[row]}, before {earlier[row]}" for row in (3, 200)]
    upload(visitor, b"ImageId,Label\n1,3\n")
    (error,) = visitor.errors
    assert "has 1 rows, the test part 297" in error


def upload(visitor, content):
    visitor.page.file_uploader(key="earlier_file").set_value(("earlier.csv", content, "text/csv"))
    visitor.again()


def test_what_another_run_answered_is_compared(visit, finished, another):
    another("20250101-000000", name="older")
    visitor = visit("use/submit.py", None, {"look": "Against an earlier one"}).press("Predict")
    visitor.choose("Run", "20250101-000000").press("Predict")
    assert "All 297 rows are answered alike." in visitor.words


def test_another_test_part_has_nothing_to_hand_in(at):
    assert any("expects 28,000 rows and this test part has 297" in info for info in at("Hand it in").infos)


def test_the_command_is_ready_to_copy(at, is_competition, monkeypatch):
    monkeypatch.setattr("dashboard.widgets.hand_in.missing", lambda: "Kaggle's tool is not installed.")
    visitor = at("Hand it in")
    (code,) = visitor.page.code
    words = shlex.split(code.value)
    assert words[:7] == ["kaggle", "competitions", "submit", "-c", "digit-recognizer", "-f", "submission.csv"]
    assert words[8].startswith("quick start, validation ")
    assert "Kaggle's tool is not installed." in visitor.words
    assert "Hand it in now" not in visitor.buttons


def test_it_is_handed_in_when_asked_and_the_answer_shown(at, is_competition, monkeypatch):
    handed = []

    def take(file, message):
        handed.append((file.read_bytes(), message))
        return Answer("Successfully submitted to Digit Recognizer", True)

    monkeypatch.setattr("dashboard.widgets.hand_in.missing", lambda: "")
    monkeypatch.setattr("dashboard.widgets.hand_in.hand_in", take)
    visitor = at("Hand it in")
    assert handed == []
    visitor.press("Hand it in now")
    ((content, message),) = handed
    assert content == submission_of(visitor).content
    assert message.startswith("quick start, validation ")
    assert "Successfully submitted to Digit Recognizer" in visitor.words


def test_a_failure_to_hand_in_is_one_sentence(at, is_competition, monkeypatch):
    monkeypatch.setattr("dashboard.widgets.hand_in.missing", lambda: "")
    monkeypatch.setattr(handing_in, "_tool", lambda: None)
    (error,) = at("Hand it in").press("Hand it in now").errors
    assert "is not installed" in error


def test_more_views_are_another_prediction(visit, finished):
    visitor = visit("use/submit.py").press("Predict")
    probs = submission_of(visitor).probs
    visitor.choose("Views of each image", 3)
    assert not visitor.downloads
    visitor.press("Predict")
    assert not np.array_equal(submission_of(visitor).probs, probs)
    assert "with 3 nothing was measured" in visitor.words
