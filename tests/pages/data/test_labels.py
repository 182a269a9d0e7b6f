"""Label check: started by a button, reviewed one by one, saved on disk, and told what it is worth."""

import numpy as np
import pytest
from PIL import Image

from cnn.data.corrections_file import file_of
from cnn.data.source import open_source
from cnn.judging.evaluation import Evaluation
from cnn.labels.folding import in_folds
from cnn.labels.pairs import queue_pairs
from cnn.model.layers import Dense
from cnn.runs.creation import create_run
from cnn.runs.predictions import save_predictions
from cnn.runs.queue import held
from cnn.runs.record import State
from dashboard.state import SOURCE, SourceChoice

DOUBTED = (40, 7, 300)
"""Rows in doubt, the most doubtful first."""


@pytest.fixture
def check(runs, digits, tiny, quick, no_worker):
    """Makes a label check in some state; a finished one reads a few rows as the class after theirs."""

    def make(status="finished", doubted=DOUBTED, **state):
        config = in_folds(quick, 3, digits.train)
        given = held().model_copy(update=state) if status == "running" else State(status=status, **state)
        run = create_run(runs, digits, tiny, config, kind="folds", name="checker", state=given)
        if status == "finished":
            labels = digits.train.labels
            probs = np.full((len(labels), 10), 0.01, np.float32)
            probs[np.arange(len(labels)), labels] = 0.91
            for rank, row in enumerate(doubted):
                probs[row] = 0.0
                probs[row, labels[row]] = rank / 1000
                probs[row, (labels[row] + 1) % 10] = 1 - rank / 1000
            save_predictions(
                run.predictions, Evaluation(labels, probs, np.arange(len(labels)), digits.train.class_names)
            )
        return run

    return make


def labels_now():
    return open_source("digits").train


def shown_row(visitor):
    """The row under review, from below its picture."""
    (caption,) = [caption for caption in visitor.picture_captions if caption.startswith("No. ")]
    return int(caption.removeprefix("No. ").partition(",")[0]) - 1


def test_before_any_check_the_page_says_what_it_does(visit):
    visitor = visit("data/labels.py")
    assert visitor.works_on == "Built-in digits, 1,500 images"
    assert visitor.infos == ["The labels in doubt will be here. Press *Check the labels* to find them."]
    assert any("passes instead of 1" in caption.value for caption in visitor.page.caption)


def test_the_button_queues_a_check_in_as_many_parts(visit, runs, no_worker):
    visitor = visit("data/labels.py")
    visitor.page.slider(key="check_parts").set_value(4)
    visitor.again().press("Check the labels")
    (run,) = runs.all()
    record = run.record
    assert (record.kind, record.preset, run.status) == ("folds", "sprint", "queued")
    assert (record.config.members, record.config.validation_share) == (4, 0.0)
    assert runs in no_worker
    assert "Waiting for the worker, which loads PyTorch when it starts." in visitor.infos


def test_a_check_under_way_can_be_watched_and_stopped(visit, check):
    run = check("running")
    visitor = visit("data/labels.py")
    assert visitor.figures["Networks done"] == "0 of 3"
    visitor.press("Stop")
    assert run.wants_stop


@pytest.mark.parametrize(
    ("status", "said"),
    [("stopped", "Stopped before every image was read"), ("failed", "It broke: mend it.")],
)
def test_a_check_that_left_nothing_says_why_and_another_can_be_started(status, said, visit, check):
    check(status, reason="It broke: mend it." if status == "failed" else "")
    visitor = visit("data/labels.py")
    assert any(said in text for text in (*visitor.infos, *visitor.errors))
    assert "Check the labels" in visitor.buttons


def test_the_most_doubtful_label_comes_first(visit, check, digits):
    check()
    visitor = visit("data/labels.py")
    assert not visitor.errors
    assert shown_row(visitor) == 40
    label = digits.train.labels[40]
    assert f"Relabel to {(label + 1) % 10}" in visitor.buttons
    assert f"Keep {label}" in visitor.buttons
    assert "3 labels" in visitor.words
    assert visitor.page.get("progress")[0].proto.text == "0 of 3 reviewed"


def test_keep_relabel_and_leave_out_go_on_to_the_next_and_stay_on_disk(visit, check, digits):
    check()
    visitor = visit("data/labels.py")
    label = int(digits.train.labels[40])
    visitor.press(f"Relabel to {(label + 1) % 10}")
    assert shown_row(visitor) == 7
    visitor.press("Leave out")
    assert shown_row(visitor) == 300
    visitor.press(f"Keep {digits.train.labels[300]}")
    assert visitor.page.get("progress")[0].proto.text == "3 of 3 reviewed"
    images = labels_now()
    assert images.labels[40] == (label + 1) % 10
    assert images.left_out.tolist() == [7]
    assert images.labels[300] == digits.train.labels[300]
    assert any("So far 1 relabelled, 1 left out, 1 kept" in caption.value for caption in visitor.page.caption)


def test_any_other_class_can_be_given(visit, check, digits):
    check()
    other = (int(digits.train.labels[40]) + 5) % 10
    visit("data/labels.py").press(str(other))
    assert labels_now().labels[40] == other


def test_undo_takes_the_last_decision_back_and_shows_it_again(visit, check, digits):
    check()
    visitor = visit("data/labels.py")
    visitor.press("Leave out").press("Leave out").press("Undo")
    assert shown_row(visitor) == 7
    assert labels_now().left_out.tolist() == [40]
    visitor.press("Undo")
    assert shown_row(visitor) == 40
    assert labels_now().fingerprint == digits.train.fingerprint


def test_one_can_go_back_and_forth(visit, check):
    check()
    visitor = visit("data/labels.py").press("Next")
    assert shown_row(visitor) == 7
    assert shown_row(visitor.press("Back")) == 40


def test_a_review_is_found_again_where_it_was_left(visit, check):
    check()
    visit("data/labels.py").press("Leave out")
    assert shown_row(visit("data/labels.py")) == 7


def test_other_pages_work_on_corrected_labels_and_it_can_be_switched_off(visit, check):
    check()
    visitor = visit("data/labels.py").press("Leave out").go("data/explore.py")
    assert "1 correction of labels applied: 1 left out." in visitor.infos
    visitor.page.toggle(key="apply_corrections").set_value(False)
    visitor.again()
    assert "1 correction of labels not applied: 1 left out." in visitor.infos
    assert visitor.page.session_state[SOURCE] == SourceChoice("digits", corrected=False)


def test_damaged_corrections_are_one_sentence_and_stay(visit, check):
    check()
    path = file_of(open_source("digits"))
    path.parent.mkdir(exist_ok=True)
    path.write_text("{")
    visitor = visit("data/labels.py")
    (error,) = visitor.errors
    assert "nothing in the file is changed" in error
    assert path.read_text() == "{"
    assert "cannot be read" in visit("data/explore.py").infos[0]


def test_nothing_in_doubt_is_said(visit, check):
    check(doubted=())
    assert [success.value for success in visit("data/labels.py").page.success] == ["No label is in doubt."]


def test_networks_that_read_nothing_are_not_believed(visit, check):
    check(doubted=range(700))
    assert any("too few images right" in warning for warning in visit("data/labels.py").warnings)


def test_what_corrections_are_worth_is_measured_by_pairs_of_trainings(visit, check, runs, no_worker):
    check()
    visitor = visit("data/labels.py").press("Leave out")
    assert "Not measured yet for the corrections as they are now." in visitor.words
    visitor.page.number_input(key="worth_seeds").set_value(2)
    visitor.again().press("Train 4 times and compare")
    made = [run.record for run in runs.all() if run.record.kind == "train"]
    assert sorted((record.config.seed, bool(record.data.corrections)) for record in made) == [
        (2, False), (2, True), (3, False), (3, True),
    ]  # fmt: skip
    assert visitor.page.get("progress")[1].proto.text == "0 of 4 trainings done"


def test_the_difference_is_told_with_its_interval(visit, check, runs, tiny, quick):
    check()
    visitor = visit("data/labels.py").press("Leave out")
    dataset = open_source("digits")
    for pair in queue_pairs(runs, dataset, tiny, quick, 2):
        for run, hits in zip(pair, (90, 95), strict=True):
            labels = dataset.train.labels[:100]
            probs = np.eye(10, dtype=np.float32)[np.where(np.arange(100) < hits, labels, (labels + 1) % 10)]
            save_predictions(run.predictions, Evaluation(labels, probs, np.arange(100), dataset.train.class_names))
            run.write_state(State(status="finished"))
    words = visitor.again().words
    assert words.count("90.00 % without and 95.00 % with the corrections") == 2
    assert "**+5.00 points** (95 % interval +5.00 to +5.00). That is more than chance." in words
    assert "2 pairs of trainings of tiny" in words


def test_data_without_labels_says_so(visit, tmp_path):
    path = tmp_path / "test.csv"
    path.write_text(",".join(f"pixel{k}" for k in range(16)) + "\n" + ",".join(["0"] * 16) + "\n")
    visitor = visit("data/labels.py", {SOURCE: SourceChoice(str(path))})
    assert any("no labels" in error for error in visitor.errors)


@pytest.fixture
def named(tmp_path, runs, tiny, quick, digits):
    """A source whose classes have names, with a finished check that doubts its first row."""
    for number, image in enumerate(digits.train.images[:20]):
        path = tmp_path / "pets" / ("cat" if number % 2 else "dog") / f"{number:02}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(image[0]).save(path)
    dataset = open_source(str(tmp_path / "pets"))
    two = tiny.model_copy(update={"layers": (*tiny.layers[:-1], Dense(units=2))})
    run = create_run(
        runs, dataset, two, in_folds(quick, 2, dataset.train), kind="folds", state=State(status="finished")
    )
    probs = np.eye(2, dtype=np.float32)[dataset.train.labels]
    probs[0] = probs[0][::-1]
    save_predictions(run.predictions, Evaluation(dataset.train.labels, probs, np.arange(20), dataset.train.class_names))
    return dataset


def test_classes_with_names_are_chosen_from_a_list_also_after_an_undo(visit, named):
    visitor = visit("data/labels.py", {SOURCE: SourceChoice(named.source)})
    visitor.choose("Another class", 1)
    assert open_source(named.source).corrections.entries[0].new == 1
    visitor.press("Undo")
    assert not open_source(named.source).corrections.entries
    visitor.choose("Another class", 1)
    assert len(open_source(named.source).corrections.entries) == 1
    assert file_of(named).name.startswith("pets.")
