"""Evaluate shows how good a run is and where it errs, from what the run left on disk."""

import re

import numpy as np
import pytest

from cnn.judging.evaluation import Evaluation
from cnn.judging.judgement import judge
from cnn.reading.features import features_of
from cnn.reading.predict import Predictor
from cnn.runs.predictions import load_predictions, save_predictions
from cnn.runs.run import Run
from dashboard.state import SourceChoice
from tests.cnn.data.making import cells, text
from tests.pages.inspect.mistakes import worst_mistakes


@pytest.fixture
def evaluation(finished) -> Evaluation:
    """What the finished run left."""
    return load_predictions(finished.predictions, finished.record.data.class_names)


def test_the_figures_are_those_of_the_predictions(visit, finished, evaluation):
    visitor = visit("inspect/evaluate.py")
    assert visitor.works_on == (
        "quick start on the validation part of Built-in digits: 150 images it was not trained on"
    )
    low, high = evaluation.interval
    assert visitor.figures == {
        "Accuracy": f"{100 * evaluation.accuracy:.2f} %",
        "95 % interval": f"{100 * low:.1f}–{100 * high:.1f} %",
        "Read wrong": f"{150 - evaluation.hits} of 150",
    }
    assert list(visitor.page.dataframe[0].value["images"]) == evaluation.confusion.sum(1).tolist()


def expected_captions(evaluation: Evaluation, places) -> list[str]:
    """What stands below the images at these places."""
    found = []
    for place in places:
        true, read = evaluation.labels[place], evaluation.predicted[place]
        sure = f"({100 * evaluation.confidence[place]:.0f} %)"
        found.append(f"{true} {sure}" if true == read else f"{true}, read as {read} {sure}")
    return found


def test_all_mistakes_are_shown_the_surest_first(visit, finished, evaluation):
    visitor = visit("inspect/evaluate.py")
    mistakes = worst_mistakes(evaluation, 150)
    assert visitor.grid_captions == expected_captions(evaluation, mistakes)
    assert f"{len(mistakes)} mistakes, the surest first" in visitor.subheaders


def test_a_cell_of_the_address_shows_its_images(visit, finished, evaluation):
    visitor = visit("inspect/evaluate.py", address={"class": "3", "read": "3"})
    inside = evaluation.cell(3, 3)
    assert visitor.subheaders[-1] == f"3 read as 3: {len(inside)} images"
    assert visitor.grid_captions == expected_captions(evaluation, inside)


def test_images_can_be_chosen_without_a_click(visit, finished, evaluation):
    visitor = visit("inspect/evaluate.py").choose("Read as", "8")
    column = np.flatnonzero(evaluation.predicted == 8)
    assert visitor.subheaders[-1] == f"Read as 8: {len(column)} images"
    assert sorted(visitor.grid_captions) == sorted(expected_captions(evaluation, column))
    visitor.choose("Truth", "8")
    assert visitor.grid_captions == expected_captions(evaluation, evaluation.cell(8, 8))
    visitor.press("All mistakes")
    assert len(visitor.grid_captions) == 150 - evaluation.hits
    row = visitor.choose("Truth", "9")
    least_believed = evaluation.probs[evaluation.labels == 9, 9].argmin()
    assert (
        row.grid_captions[:1]
        == expected_captions(evaluation, np.flatnonzero(evaluation.labels == 9))[least_believed : least_believed + 1]
    )


def test_more_images_than_fit_are_on_further_pages(visit, finished, evaluation, monkeypatch):
    monkeypatch.setattr("dashboard.widgets.paged_pictures.A_PAGE", 5)
    visitor = visit("inspect/evaluate.py", address={"class": "0", "read": "0"})
    captions = expected_captions(evaluation, evaluation.cell(0, 0))
    assert visitor.grid_captions == captions[:5]
    (pages,) = visitor.page.get("pagination")
    assert pages.proto.num_pages == -(-len(captions) // 5)


def test_an_image_up_close_has_its_neighbours_in_the_feature_space(visit, finished, evaluation, digits):
    row = int(evaluation.rows[worst_mistakes(evaluation, 1)[0]])
    visitor = visit("inspect/evaluate.py", address={"image": str(row + 1)})
    assert visitor.subheaders[-1].startswith(f"No. {row + 1:,}: ")
    features = features_of(Predictor.of_run(finished), digits.train.images, np.sort(evaluation.rows))
    found, cosines = features.nearest(features.vectors[np.flatnonzero(features.rows == row)[0]], 9)
    expected = [
        f"{digits.train.labels[other]}, no. {other + 1:,} ({cosine:.2f})"
        for other, cosine in zip(found[1:], cosines[1:], strict=True)
    ]
    assert visitor.picture_captions[-8:] == expected
    assert "among 150 images it was judged on" in visitor.words


def test_neighbours_may_be_among_the_images_it_learned_from(visit, finished, evaluation, digits):
    row = int(evaluation.rows[worst_mistakes(evaluation, 1)[0]])
    visitor = visit("inspect/evaluate.py", address={"image": str(row + 1), "among": "trained on"})
    assert "among 1,350 images it was trained on" in visitor.words
    numbers = [re.search(r"no. ([\d,]+)", caption)[1] for caption in visitor.picture_captions[-8:]]
    rows = [int(number.replace(",", "")) - 1 for number in numbers]
    assert not np.isin(rows, evaluation.rows).any()


def test_a_run_can_be_judged_on_the_open_data(visit, finished, digits):
    visitor = visit("inspect/evaluate.py", address={"on": "open data"})
    judged = judge([finished], digits).evaluation
    assert visitor.works_on == "quick start on the test part of Built-in digits: 297 images it was not trained on"
    assert visitor.figures["Read wrong"] == f"{297 - judged.hits} of 297"
    assert visitor.grid_captions == expected_captions(judged, worst_mistakes(judged, 28))


def test_a_table_of_ones_own_is_judged_where_it_is_handed_over(visit, finished, digits):
    images, labels = digits.test.images[:40].reshape(40, -1), digits.test.known_labels[:40]
    visitor = visit("inspect/evaluate.py", address={"on": "open data"})
    visitor.hand_over(("mine.csv", text(cells(images, labels))))
    assert visitor.works_on == "quick start on the training part of mine.csv: 40 images it was not trained on"
    judged = judge([finished], digits).evaluation.only(np.arange(40))
    assert visitor.figures["Read wrong"] == f"{40 - judged.hits} of 40"


def test_an_empty_cell_says_that_nothing_is_in_it(visit, finished, evaluation):
    true, read = np.argwhere(evaluation.confusion == 0)[0]
    visitor = visit("inspect/evaluate.py", address={"class": str(true), "read": str(read)})
    assert visitor.subheaders[-1].endswith("0 images")
    assert "There is none." in visitor.words
    assert not visitor.grid_captions


def test_an_address_with_an_unknown_class_or_image_shows_all_mistakes(visit, finished, evaluation):
    visitor = visit("inspect/evaluate.py", address={"class": "elf", "image": "abc", "cells": "x"})
    assert len(visitor.grid_captions) == 150 - evaluation.hits


def test_another_run_can_be_chosen_and_is_kept_for_other_pages(visit, finished, another):
    older, oldest = another("20250102-000000", name="older"), another("20250101-000000", name="oldest")
    visitor = visit("inspect/evaluate.py")
    assert visitor.works_on.startswith("quick start on")
    for run in (older, oldest, older):
        assert visitor.choose("Run", run.id).works_on.startswith(f"{run.name} on")
    assert visitor.go("use/submit.py").works_on.startswith("older predicts")


def test_an_address_names_its_run_and_other_pages_follow(visit, finished, another):
    another("20250101-000000", name="older")
    visitor = visit("inspect/evaluate.py", address={"run": "20250101-000000"})
    assert visitor.works_on.startswith("older on")
    assert visitor.press("See how sure it may be").works_on.startswith("older on")


def test_an_address_with_an_unknown_run_says_so_and_shows_the_newest(visit, finished):
    visitor = visit("inspect/evaluate.py", address={"run": "<b>no</b>"})
    assert visitor.warnings == [
        "The run <b>no</b> of this address is not here or has no weights yet: this is the newest."
    ]
    assert "<b>" not in visitor.words
    assert visitor.works_on.startswith("quick start on")


def test_runs_that_read_the_same_are_told_apart(visit, another):
    ids = ["20250101-000001", "20250101-000000"]
    for run_id in ids:
        another(run_id)
    visitor = visit("inspect/evaluate.py")
    options = visitor.page.selectbox[0].options
    assert len(set(options)) == 2
    for run_id in (ids[1], ids[0]):
        visitor.choose("Run", run_id)
        assert visitor.page.session_state["chosen_run"] == run_id


def test_without_any_run_the_page_says_what_to_do(visit):
    visitor = visit("inspect/evaluate.py")
    assert visitor.errors == ["No network is trained yet: train one, and it can be chosen here."]
    assert [link.value for link in visitor.page.get("page_link")] == ["Train a network"]


def test_a_run_without_predictions_says_why_there_are_none(visit, lost):
    visitor = visit("inspect/evaluate.py")
    (error,) = visitor.errors
    assert error.startswith("This run has no validation predictions")
    assert "See how sure it may be" in visitor.buttons


@pytest.mark.parametrize("content", [b"", b"PAR1", b"no parquet"])
def test_spoilt_predictions_are_one_sentence(content, visit, finished):
    finished.predictions.write_bytes(content)
    (error,) = visit("inspect/evaluate.py").errors
    assert error.startswith("predictions.parquet cannot be read")


def moved(run: Run, fingerprint: str) -> None:
    """Let a run's record name data that is not here."""
    record = run.folder / "run.json"
    text = record.read_text().replace('"source": "digits"', '"source": "/gone/train.csv"')
    record.write_text(text.replace(run.record.data.fingerprint, fingerprint))


def test_pictures_that_are_gone_leave_the_figures(visit, finished):
    moved(finished, "0123456789abcdef")
    visitor = visit("inspect/evaluate.py")
    assert not visitor.errors
    assert len(visitor.figures) == 3
    assert not visitor.grid_captions
    assert any("is not open here" in info for info in visitor.infos)


def test_pictures_are_found_in_the_open_data_set_wherever_the_run_had_them_from(visit, finished):
    moved(finished, finished.record.data.fingerprint)
    visitor = visit("inspect/evaluate.py")
    assert not visitor.infos
    assert visitor.grid_captions


def test_class_names_are_shown_as_text(visit, finished, evaluation):
    names = ("<b>0</b>", "**1**", "[2](x)", *"3456789")
    record = finished.folder / "run.json"
    text = record.read_text()
    for digit, name in enumerate(names[:3]):
        text = text.replace(f'"{digit}"', f'"{name}"', 1)
    record.write_text(text)
    save_predictions(finished.predictions, evaluation)
    for name in names[:3]:
        visitor = visit("inspect/evaluate.py", address={"class": name, "read": name})
        assert visitor.subheaders[-1].startswith(f"{name} read as {name}")
        for unescaped in names[:3]:
            assert unescaped not in visitor.words


def test_a_run_of_several_networks_is_one_run_and_says_what_it_is_made_of(visit, ensemble):
    visitor = visit("inspect/evaluate.py")
    assert "3 networks, 8 views each" in visitor.words


@pytest.mark.parametrize(
    ("label", "pixels", "sentence"),
    [("label,", 784, "classes apart, this data has"), ("", 784, "have no labels")],
)
def test_data_that_does_not_fit_is_refused_in_a_sentence(label, pixels, sentence, visit, finished, tmp_path):
    header = label + ",".join(f"pixel{k}" for k in range(pixels))
    rows = [",".join([str(k)] * bool(label) + [str(100 + k)] * pixels) for k in (0, 1, 0)]
    table = tmp_path / "other.csv"
    table.write_text("\n".join([header, *rows]))
    choice = SourceChoice(str(table), 2 if label else None)
    state = {"chosen_source": choice, "uploaded_sources": {"other.csv": choice}}
    visitor = visit("inspect/evaluate.py", state, address={"on": "open data"})
    (error,) = visitor.errors
    assert sentence in error
    assert visitor.title == "Evaluate"
