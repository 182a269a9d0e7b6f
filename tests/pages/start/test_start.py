"""Start says what this is, how far one is, and what to do next."""

import pytest

from cnn.runs.record import State
from dashboard.state import SOURCE, SourceChoice
from tests.cnn.data.making import TEST, TRAIN, zipped
from tests.pages.visitor import read


def test_a_first_visitor_is_told_what_this_is_and_led_to_train(visit, starter):
    visitor = visit("start/start.py")
    assert visitor.title == "Seeing digits"
    assert "convolutional network" in visitor.words
    assert "No run of your own yet; the starter is ready to use" in visitor.words
    assert visitor.buttons == ["Train your first network"]


def test_without_the_starter_none_is_promised(visit):
    assert "the starter is ready" not in visit("start/start.py").words


def test_the_six_steps_of_the_story_have_links(visit):
    links = [link.value for link in visit("start/start.py").page.get("page_link")]
    assert links == ["Begin", "Explore", "Design", "Train", "Evaluate", "Draw"]


def test_the_best_run_is_named_with_its_accuracy(visit, finished):
    visitor = visit("start/start.py")
    accuracy = finished.state.validation_accuracy
    best = f"the best on Built-in digits is **quick start** with {100 * accuracy:.2f} % on validation"
    assert f"1 run of your own; {best}" in read(visitor.words)
    assert visitor.press("See where it errs").title == "Evaluate"


def test_a_run_in_training_is_where_the_next_step_leads(visit, another, no_worker):
    another("20260101-000000", State(status="queued"))
    visitor = visit("start/start.py")
    assert "1 in training" in visitor.words
    assert visitor.press("Watch it train").title == "Train"


def test_the_competitions_files_are_missed_and_found(visit, tmp_path):
    visitor = visit("start/start.py")
    assert "Kaggle's files are not here yet" in visitor.words
    assert "kaggle.com/c/digit-recognizer/data" in visitor.words
    (tmp_path / "data" / "digit-recognizer.zip").write_bytes(b"")
    assert "The competition's files are here" in visitor.again().words


def test_the_competitions_files_are_opened_by_one_button(visit, tmp_path):
    (tmp_path / "data" / "digit-recognizer.zip").write_bytes(zipped({"train.csv": TRAIN, "test.csv": TEST}))
    visitor = visit("start/start.py").press("Work on the competition's digits")
    assert "Data set: **Kaggle Digit Recognizer**" in visitor.words
    assert "Work on the competition's digits" not in visitor.buttons
    assert visitor.go("learn/picture.py").works_on.startswith("Kaggle Digit Recognizer")


def test_of_several_runs_the_best_on_the_open_data_is_named(visit, another):
    for number, accuracy in enumerate((0.5, 0.75)):
        another(f"2026010{number}-000000", State(status="finished", validation_accuracy=accuracy), name=f"no {number}")
    assert "the best on Built-in digits is **no 1** with 75.00 % on validation" in read(visit("start/start.py").words)


@pytest.mark.parametrize("choice", ["mnist", "kaggle"])
def test_a_data_set_that_cannot_be_opened_says_so_and_the_page_stays(choice, visit, monkeypatch):
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    visitor = visit("start/start.py", {SOURCE: SourceChoice(choice)})
    assert len(visitor.errors) == 1
    assert visitor.buttons
