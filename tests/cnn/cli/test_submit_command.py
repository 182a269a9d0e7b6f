"""``cnn submit``: what it writes, compares and hands in."""

import json
import shlex

import numpy as np
import pandas as pd
import pytest

from cnn.cli import submit_command
from cnn.reading.predict import Predictor
from cnn.submission import make_submission
from cnn.submission.handing_in import Answer
from cnn.submission.kept import KeptSubmissions


@pytest.fixture
def run(trained):
    return trained()


@pytest.fixture
def words(run, store, tmp_path):
    """The command for this run, its file in a folder of its own."""
    return ["submit", run.id, "--runs", store.folder, "--out", tmp_path / "out.csv"]


@pytest.fixture
def predicted(run, digits):
    return Predictor.of_run(run).probs(digits.test.images).argmax(1)


@pytest.fixture
def is_competition(monkeypatch):
    """As if the competition's test part had the 297 rows of the built-in digits."""
    monkeypatch.setattr(submit_command, "COMPETITION_ROWS", 297)


def test_it_says_what_may_be_expected_and_keeps_the_submission(cnn, words, run, store, digits, predicted):
    answer = cnn(*words)
    assert answer.status == 0
    assert "validation images were read right" in answer.out
    assert "Hand it in" not in answer.out  # 297 rows are no competition
    kept = KeptSubmissions(store.folder)
    (about,) = kept.of(digits.test)
    assert np.array_equal(kept.answers(about), predicted)
    record = cnn(*words, "--json").record
    assert record["expected"]["accuracy"] == pytest.approx(run.state.validation_accuracy)


def test_without_a_validation_part_nothing_is_expected(cnn, trained, store, tmp_path):
    run = trained(validation_share=0)
    words = ["submit", run.id, "--runs", store.folder, "--out", tmp_path / "out.csv"]
    assert cnn(*words, "--json").record["expected"] is None
    assert "No score can be expected" in cnn(*words).out


def test_probabilities_are_written_beside_it(cnn, words, tmp_path, predicted):
    answer = cnn(*words, "--probabilities", tmp_path / "probs.csv", "--json")
    table = pd.read_csv(tmp_path / "probs.csv")
    assert answer.record["probabilities"] == str(tmp_path / "probs.csv")
    assert np.array_equal(table["answer"], predicted)
    assert not table["corrected"].any()


def test_an_earlier_one_is_compared_row_by_row(cnn, words, tmp_path, predicted):
    earlier = predicted.copy()
    earlier[[3, 200]] = (earlier[[3, 200]] + 1) % 10
    (tmp_path / "earlier.csv").write_bytes(make_submission(earlier))
    assert cnn(*words, "--compare", tmp_path / "earlier.csv", "--json").record["differing"] == [4, 201]
    said = cnn(*words, "--compare", tmp_path / "earlier.csv").out
    assert f"Rows answered otherwise than before: 2: 4 ({earlier[3]} → {predicted[3]})" in said


@pytest.mark.parametrize("content", [None, b"ImageId,Label\n1,3\n"])
def test_an_earlier_one_that_is_none_is_a_mistake_before_anything_is_predicted(cnn, words, tmp_path, content):
    if content is not None:
        (tmp_path / "earlier.csv").write_bytes(content)
    answer = cnn(*words, "--compare", tmp_path / "earlier.csv")
    assert answer.status == 2
    assert answer.err.count("\n") == 1
    assert not (tmp_path / "out.csv").exists()


def test_answers_given_by_hand_count_only_where_they_are_asked_for(cnn, words, store, digits, predicted, tmp_path):
    by_hand = KeptSubmissions(store.folder).by_hand(digits.test, 10)
    by_hand.change(lambda kept: kept.with_answer(7, int(predicted[7] + 1) % 10))
    cnn(*words)
    assert np.array_equal(pd.read_csv(tmp_path / "out.csv")["Label"], predicted)
    record = cnn(*words, "--by-hand", "--probabilities", tmp_path / "probs.csv", "--json").record
    assert record["by_hand"] == 1
    assert np.flatnonzero(pd.read_csv(tmp_path / "out.csv")["Label"] != predicted).tolist() == [7]
    assert pd.read_csv(tmp_path / "probs.csv")["corrected"].tolist() == [row == 7 for row in range(297)]


def test_more_views_may_be_asked_for(cnn, words, run, digits, tmp_path):
    assert cnn(*words, "--views", 5, "--json").record["expected"] is None
    expected = Predictor.of_run(run).looking(5).probs(digits.test.images).argmax(1)
    assert np.array_equal(pd.read_csv(tmp_path / "out.csv")["Label"], expected)
    answer = cnn(*words, "--views", 0)
    assert answer.status == 2
    assert "views = 0" in answer.err


def test_the_command_that_hands_it_in_is_told(cnn, words, is_competition, tmp_path):
    typed = cnn(*words, "--message", "it's mine", "--json").record["command"]
    assert shlex.split(typed)[-4:] == ["-f", str(tmp_path / "out.csv"), "-m", "it's mine"]
    assert "Hand it in with: kaggle competitions submit -c digit-recognizer" in cnn(*words).out


def test_it_is_handed_in_on_request(cnn, words, is_competition, monkeypatch, tmp_path):
    asked = []

    def take(file, message):
        asked.append((file, message))
        return Answer("Successfully submitted to Digit Recognizer", True)

    monkeypatch.setattr(submit_command, "hand_in", take)
    cnn(*words)
    assert asked == []
    record = cnn(*words, "--hand-in", "--json").record
    ((file, message),) = asked
    assert file == (tmp_path / "out.csv").absolute()
    assert message.startswith("tiny, validation ")
    assert (record["handed_in"], record["answer"]) == (True, "Successfully submitted to Digit Recognizer")


def test_another_test_part_is_not_handed_in(cnn, words, tmp_path):
    answer = cnn(*words, "--hand-in")
    assert answer.status == 2
    assert "expects 28,000 rows" in answer.err
    assert not (tmp_path / "out.csv").exists()


def test_where_nothing_can_be_kept_the_file_is_written_all_the_same(cnn, words, store, tmp_path):
    (store.folder / ".submissions").write_text("in the way")
    answer = cnn(*words)
    assert answer.status == 0
    assert "cannot be kept" in answer.err
    assert (tmp_path / "out.csv").exists()


def test_its_help_tells_of_all_that(cnn):
    said = " ".join(cnn("submit", "--help").out.split())
    for option in ("--probabilities", "--compare", "--by-hand", "--hand-in", "--views"):
        assert option in said
    assert json.dumps(said)  # and it is printable
