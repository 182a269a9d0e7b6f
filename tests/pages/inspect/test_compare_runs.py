"""Compare runs holds trainings against each other on the same images, or says why it cannot."""

import json

import numpy as np
import pytest

from cnn.judging.evaluation import Evaluation
from cnn.judging.significance import mcnemar
from cnn.runs.predictions import load_predictions, save_predictions
from cnn.runs.run import Run

PAGE = "inspect/compare_runs.py"
SURE = "\u00a0(100\u00a0%)"


@pytest.fixture
def evaluation(finished) -> Evaluation:
    """What the finished run left."""
    return load_predictions(finished.predictions, finished.record.data.class_names)


@pytest.fixture
def rival(another, evaluation):
    """Makes a run that reads some images otherwise: ``rival(name, wrong, config…)`` errs on these places alone."""

    def make(name: str, wrong, run_id: str = "20250101-000000", **config) -> Run:
        run = another(run_id, name=name)
        probs = np.eye(10, dtype=np.float32)[evaluation.labels]
        probs[wrong] = np.roll(probs[wrong], 1, axis=1)
        save_predictions(run.predictions, Evaluation(evaluation.labels, probs, evaluation.rows, evaluation.class_names))
        record = json.loads((run.folder / "run.json").read_text())
        record["config"] |= config
        (run.folder / "run.json").write_text(json.dumps(record))
        return Run(run.folder)

    return make


@pytest.fixture
def at(visit):
    """Opens the page for these runs."""
    return lambda *runs, **address: visit(PAGE, address={"runs": ",".join(run.id for run in runs), **address})


def plain_words(visitor):
    return visitor.words.replace("\\", "")


def test_a_difference_that_is_chance_is_called_so(at, rival):
    first, second = rival("one", [0, 1, 2]), rival("two", [2, 3, 4, 5], "20250102-000000")
    words = plain_words(at(first, second))
    assert "On the 150 images that all of them were judged on" in words
    assert (
        "**one** reads 1 image more right than **two** (3 that only it reads right, 2 that only the other does): "
        "could well be chance (equals differ by as much in nearly all cases)." in words
    )


def test_a_difference_that_is_more_than_chance_is_called_so(at, rival):
    first, second = rival("one", []), rival("two", list(range(12)), "20250102-000000")
    assert mcnemar(12, 0) < 0.001
    assert "more than chance (equals differ by as much in under 1 of 1,000 cases)" in plain_words(at(first, second))


def test_the_very_same_answers_are_called_so(at, finished, another):
    words = plain_words(at(finished, another("20250101-000000", name="copy")))
    assert "read the very same images right" in words
    assert "They read every image alike." in words
    assert "made on the same data with the same settings" in words
    assert "have the same layers" in words


def test_figures_are_those_of_the_predictions(at, rival):
    table = at(rival("one", [0]), rival("two", [1, 2, 3], "20250102-000000")).page.dataframe[0].value
    assert list(table["run"]) == ["one", "two"]
    assert list(table["wrong"]) == [1, 3]
    assert list(table["accuracy"]) == pytest.approx([100 * 149 / 150, 100 * 147 / 150])


def test_only_what_differs_is_told(at, finished, rival):
    visitor = at(finished, rival("slow", [0], optimizer="sgd", learning_rate=0.5, shift_px=2.0))
    table = next(frame.value for frame in visitor.page.dataframe if "slow" in frame.value.columns)
    told = {line[""]: (line["quick start"], line["slow"]) for line in table.to_dict("records")}
    assert told == {
        "Learning rate": ("0.01", "0.5"),
        "Optimizer": ("Adam", "SGD"),
        "Momentum": ("–", "0.9"),
        "Shift": ("0 px", "2 px"),
    }


def test_differing_layers_are_aligned_and_the_same_ones_left_out(at, finished, rival):
    other = rival("wide", [0])
    path = other.folder / "run.json"
    record = json.loads(path.read_text())
    record["architecture"]["layers"][0]["filters"] = 12
    path.write_text(json.dumps(record))
    visitor = at(finished, Run(other.folder))
    table = next(frame.value for frame in visitor.page.dataframe if "Compared" in frame.value.columns)
    assert list(table["Compared"]) == ["changed: filters"]


def test_images_read_differently_are_shown_by_who_is_right(at, rival, evaluation):
    first, second = rival("one", [0, 1, 2]), rival("two", [2, 3], "20250102-000000")
    visitor = at(first, second)
    labels = evaluation.labels
    wrong = (labels + 1) % 10
    assert set(visitor.grid_captions) == {
        *(f"{labels[k]}: {wrong[k]}{SURE}, {labels[k]}{SURE}" for k in (0, 1)),
        f"{labels[3]}: {labels[3]}{SURE}, {wrong[3]}{SURE}",
    }
    assert len(at(first, second, which="second right").grid_captions) == 2
    assert at(first, second, which="both wrong").grid_captions == []


def test_one_of_them_up_close_has_the_probabilities_of_both(at, rival, evaluation):
    first, second = rival("one", [0]), rival("two", [], "20250102-000000")
    row = int(evaluation.rows[0])
    visitor = at(first, second, image=str(row + 1))
    label = evaluation.labels[0]
    assert f"No. {row + 1:,}: {label}" in visitor.subheaders
    assert f"**one**: {label}, read as {(label + 1) % 10} (100 %)" in plain_words(visitor)


def test_several_are_held_against_the_first_of_the_pair(at, rival):
    runs = [
        rival(name, wrong, f"2025010{k}-000000")
        for k, (name, wrong) in enumerate([("a", []), ("b", [1]), ("c", [2, 3])])
    ]
    visitor = at(*runs)
    assert visitor.works_on == "**a**, **b** and **c**"
    assert plain_words(visitor).count("more right than") == 2
    visitor.choose("Second", 2)
    assert "**c** minus **a**" in plain_words(visitor)


def test_the_runs_of_the_address_can_be_changed(at, rival):
    runs = [rival(name, [k], f"2025010{k}-000000") for k, name in enumerate("abc")]
    visitor = at(*runs[:2]).choose_several("Runs", runs[0].id, runs[2].id)
    assert visitor.works_on == "**a** and **c**"
    assert visitor.page.query_params["runs"] in (f"{runs[0].id},{runs[2].id}", [f"{runs[0].id},{runs[2].id}"])


def test_at_first_the_two_newest_on_one_data_set_are_compared(visit, rival):
    rival("older", [0])
    newer = rival("newer", [1], "20250102-000000")
    visitor = visit(PAGE)
    assert visitor.works_on == "**quick start** and **newer**"
    assert newer.id in str(visitor.page.query_params["runs"])
    del visitor.page.query_params["runs"]  # as a browser does when it goes on
    assert "Tick a line" in visitor.go("train/runs.py").words  # nobody chose them


def test_fewer_than_two_say_what_to_do(visit, finished, another):
    another("20250101-000000", name="another")
    visitor = visit(PAGE, address={"runs": finished.id})
    assert visitor.infos == ["Choose two or more trainings to compare them."]
    assert not visitor.errors
    assert "Choose from the list" in [link.value for link in visitor.page.get("page_link")]


@pytest.mark.parametrize("chosen", [0, 1])
def test_a_single_training_leads_to_another(visit, finished, chosen):
    visitor = visit(PAGE, address={"runs": finished.id} if chosen else {})
    assert visitor.infos[0].startswith("This takes two trainings: train another")
    assert "Train another" in [link.value for link in visitor.page.get("page_link")]


def test_a_run_that_is_gone_is_named(visit, finished):
    visitor = visit(PAGE, address={"runs": f"{finished.id},<i>gone</i>"})
    assert visitor.warnings == ["Not here: <i>gone</i>. It may have been deleted."]


def altered(run: Run, **changes) -> Run:
    path = run.folder / "run.json"
    record = json.loads(path.read_text())
    record["data"] |= changes.pop("data", {})
    path.write_text(json.dumps(record | changes))
    return Run(run.folder)


@pytest.mark.parametrize("kind", ["range_test", "folds", "embedding", "experiment"])
def test_other_kinds_are_refused_in_a_sentence(at, finished, rival, kind):
    visitor = at(finished, altered(rival("other", []), kind=kind))
    (error,) = visitor.errors
    assert error.startswith("other is no training but a")


def test_other_data_is_refused_but_curves_and_settings_are_shown(at, finished, rival):
    visitor = at(finished, altered(rival("other", []), data={"fingerprint": "0123456789abcdef", "title": "MNIST"}))
    (error,) = visitor.errors
    assert "other was trained on MNIST, quick start on Built-in digits" in error
    assert {"How they learned", "What differs"} <= set(visitor.subheaders)


def test_another_split_is_compared_on_the_images_both_kept(at, finished, rival, evaluation):
    other = rival("other", [])
    half = evaluation.only(np.arange(75))
    save_predictions(other.predictions, Evaluation(half.labels, half.probs, half.rows, half.class_names))
    assert "On the 75 images" in plain_words(at(finished, other))


def test_no_image_in_common_is_a_sentence(at, finished, rival, evaluation):
    other = rival("other", [])
    rows = np.setdiff1d(np.arange(1500), evaluation.rows)[:150]
    save_predictions(other.predictions, Evaluation(evaluation.labels, evaluation.probs, rows, evaluation.class_names))
    assert any("not judged on the same images" in error for error in at(finished, other).errors)


def test_on_open_data_runs_are_compared_whatever_they_were_trained_on(at, finished, another):
    other = altered(
        another("20250101-000000", name="other"), data={"fingerprint": "0123456789abcdef", "title": "MNIST"}
    )
    visitor = at(finished, other, on="open data")
    assert not visitor.errors
    assert "On the 297 images" in plain_words(visitor)


def test_runs_without_predictions_or_curves_are_one_sentence(at, finished, lost):
    (lost.folder / "events.jsonl").unlink()
    visitor = at(finished, lost)
    (error,) = visitor.errors
    assert error.startswith("This run has no validation predictions")
    assert "1 of them left no curve." in plain_words(visitor)


def test_a_run_of_several_networks_says_whose_curve_it_is(at, finished, ensemble):
    assert "Of 1 run of several networks it is the first one." in plain_words(at(finished, ensemble))


def test_names_are_text_and_told_apart(at, rival):
    first, second = rival("<b>same</b>", [0]), rival("<b>same</b>", [1], "20250102-000000")
    visitor = at(first, second)
    assert "<b>" not in visitor.words
    assert visitor.works_on.count("same") == 2
    assert len(set(visitor.page.dataframe[0].value["run"])) == 2
