"""Labels in a terminal: checked, listed, corrected, taken back, and written as a table."""

import numpy as np
import pytest

from cnn.data.source import open_source
from cnn.runs.predictions import load_predictions

QUICK = ["--epochs", 2, "--optimizer", "adam", "--learning-rate", 0.01, "--batch-size", 32, "--device", "cpu"]


@pytest.fixture(autouse=True)
def own_data(tmp_path, monkeypatch):
    """A data folder of this test's own."""
    monkeypatch.setenv("CNN_DATA", str(tmp_path / "data"))


@pytest.fixture
def table(tmp_path, digits):
    """Thirty of the built-in digits as a file."""
    path = tmp_path / "given" / "train.csv"
    path.parent.mkdir()
    some = digits.train.take(np.arange(30))
    rows = [[label, *image.ravel()] for label, image in zip(some.labels, some.images, strict=True)]
    lines = [["label", *(f"pixel{k}" for k in range(784))], *rows]
    path.write_text("\n".join(",".join(map(str, line)) for line in lines) + "\n")
    return path


@pytest.fixture
def tiny_json(tiny, tmp_path):
    path = tmp_path / "tiny.json"
    path.write_text(tiny.model_dump_json())
    return path


def test_a_label_check_ends_with_the_labels_in_doubt(cnn, store, tiny_json):
    words = ["--architecture", tiny_json, "--folds", 3, "--runs", store.folder, *QUICK]
    answer = cnn("folds", "digits", *words)
    assert answer.status == 0
    assert "Training 3 networks of 2,326 parameters on 1,000 images (500 for validation) with cpu" in answer.out
    assert "fold 3 of 3: " in answer.out
    assert "out of fold" in answer.out.splitlines()[-1]
    run = store.find("latest")
    evaluation = load_predictions(run.predictions, run.record.data.class_names)
    listed = cnn("labels", "--runs", store.folder, "--most", 5, "--json").records
    assert len(listed) == 5
    first = listed[0]
    assert first["label"] == evaluation.labels[first["row"]] != first["suggested"]
    assert first["suggested"] == evaluation.predicted[first["row"]]
    assert [record["confidence"] for record in listed] == sorted(record["confidence"] for record in listed)
    assert "images are read as another class" in cnn("labels", run.id, "--runs", store.folder).out


def test_labels_need_a_check_that_has_finished(cnn, finished_run, finished_store):
    answer = cnn("labels", finished_run.id, "--runs", finished_store.folder)
    assert (answer.status, answer.out) == (2, "")
    assert "is a training, no label check" in answer.err


def test_a_row_is_relabelled_kept_left_out_and_taken_back(cnn, table):
    assert cnn("correct", table).out == "0 of 30 labels are corrected\n"
    old = [int(label) for label in open_source(str(table)).train.labels[:3]]
    new = (old[0] + 1) % 10
    assert f"row 0: {old[0]}, relabelled {new}\n" in cnn("correct", table, "--row", 0, "--label", new).out
    cnn("correct", table, "--row", 1, "--keep")
    records = cnn("correct", table, "--row", 2, "--leave-out", "--json").records
    assert records == [
        {"row": 0, "old": str(old[0]), "new": str(new), "verdict": "relabelled"},
        {"row": 1, "old": str(old[1]), "new": str(old[1]), "verdict": "kept"},
        {"row": 2, "old": str(old[2]), "new": None, "verdict": "left out"},
    ]
    assert "2 of 30 labels are corrected" in cnn("correct", table).out
    assert "1 of 30 labels are corrected" in cnn("correct", table, "--undo").out


def test_corrections_can_be_left_aside(cnn, table):
    cnn("correct", table, "--row", 2, "--leave-out")
    with_, without = cnn("data", table), cnn("data", table, "--no-corrections")
    assert "1 correction of labels applied: 1 left out." in with_.err
    assert "1 correction of labels not applied" in without.err
    assert with_.out.splitlines()[1] != without.out.splitlines()[1]


def test_the_corrected_table_is_written(cnn, table, tmp_path):
    cnn("correct", table, "--row", 2, "--leave-out")
    out = tmp_path / "mended.csv"
    answer = cnn("table", table, "--out", out)
    assert answer.out == f"{out}: 29 labelled images\n"
    assert len(open_source(str(out)).train) == 29
    again = cnn("table", out, "--out", tmp_path / "again.csv", "--json")
    assert again.record == {"out": str(tmp_path / "again.csv"), "rows": 29}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--row", 30, "--keep"], "There is no row 30"),
        (["--row", -1, "--keep"], "There is no row -1"),
        (["--row", 1, "--label", "x"], "There is no class 'x'"),
        (["--row", 1], "--row needs one of"),
        (["--keep"], "they need a row"),
        (["--row", 1, "--keep", "--leave-out"], "not allowed with"),
    ],
)
def test_a_mistake_is_one_sentence_and_changes_nothing(cnn, table, words, sentence):
    answer = cnn("correct", table, *words)
    assert answer.status == 2
    assert sentence in answer.err.splitlines()[-1]
    assert answer.out == ""
    assert not list(table.parent.glob("*.json"))


def test_a_table_that_cannot_be_written_is_said(cnn, table, tmp_path):
    (tmp_path / "file").write_text("")
    answer = cnn("table", table, "--out", tmp_path / "file" / "train.csv")
    assert answer.status == 2
    assert "choose another place with --out" in answer.err
