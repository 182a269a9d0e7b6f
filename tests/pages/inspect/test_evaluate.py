"""Evaluate shows how good a run is and where it errs, from what the run left on disk."""

import numpy as np
import pytest

from cnn.evaluation import Evaluation
from cnn.runs.predictions import load_predictions, save_predictions
from cnn.runs.run import Run


@pytest.fixture
def evaluation(finished) -> Evaluation:
    """What the finished run left."""
    return load_predictions(finished.predictions, finished.record.data.class_names)


def clicked(run_id: str, true: int, read: int) -> dict[str, object]:
    """What the confusion matrix reports once a cell was clicked."""
    selection = {"points": [{"x": read, "y": true}], "point_indices": [], "box": [], "lasso": []}
    return {f"confusion_{run_id}_counts": {"selection": selection}}


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


def test_the_worst_mistakes_come_first(visit, finished, evaluation):
    wrong = evaluation.worst_mistakes(1)[0]
    true, read = evaluation.labels[wrong], evaluation.predicted[wrong]
    captions = visit("inspect/evaluate.py").picture_captions
    assert captions[0] == f"{true}, read as {read} ({100 * evaluation.confidence[wrong]:.0f} %)"
    assert len(captions) == min(16, 150 - evaluation.hits)


def test_a_clicked_cell_shows_its_images(visit, finished, evaluation):
    visitor = visit("inspect/evaluate.py", clicked(finished.id, 3, 3))
    inside = len(evaluation.cell(3, 3))
    assert visitor.subheaders[-1] == f"3 read as 3: {inside} images"
    assert len(visitor.picture_captions) == min(16, inside)
    assert all(caption.startswith("3 (") for caption in visitor.picture_captions)


def test_an_empty_cell_says_that_nothing_is_in_it(visit, finished, evaluation):
    empty = np.argwhere(evaluation.confusion == 0)[0]
    visitor = visit("inspect/evaluate.py", clicked(finished.id, *map(int, empty)))
    assert visitor.subheaders[-1].endswith("0 images")
    assert not visitor.picture_captions


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
    assert visitor.press("Draw a digit for it").works_on.startswith("older, trained on")


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
    assert "Draw a digit for it" in visitor.buttons


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
    assert not visitor.picture_captions
    assert any("is not open here" in info for info in visitor.infos)


def test_pictures_are_found_in_the_open_data_set_wherever_the_run_had_them_from(visit, finished):
    moved(finished, finished.record.data.fingerprint)
    visitor = visit("inspect/evaluate.py")
    assert not visitor.infos
    assert visitor.picture_captions


def test_class_names_are_shown_as_text(visit, finished, evaluation):
    names = ("<b>0</b>", "**1**", "[2](x)", *"3456789")
    record = finished.folder / "run.json"
    text = record.read_text()
    for digit, name in enumerate(names[:3]):
        text = text.replace(f'"{digit}"', f'"{name}"', 1)
    record.write_text(text)
    save_predictions(finished.predictions, evaluation)
    for cell in ((0, 0), (1, 1), (2, 2)):
        visitor = visit("inspect/evaluate.py", clicked(finished.id, *cell))
        assert visitor.subheaders[-1].startswith(f"{names[cell[0]]} read as {names[cell[1]]}")
        for unescaped in names[:3]:
            assert unescaped not in visitor.words


def test_a_run_of_several_networks_is_one_run_and_says_what_it_is_made_of(visit, ensemble):
    visitor = visit("inspect/evaluate.py")
    assert "3 networks, 8 views each" in visitor.words
