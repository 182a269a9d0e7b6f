"""The whole main job in a terminal: status, sentences for people, JSON for programs."""

import json
import shlex

import numpy as np
import pytest
from PIL import Image

from cnn.cli import commands
from cnn.data.imageset import Dataset
from cnn.judging.calibration import best_temperature, expected_calibration_error
from cnn.judging.judgement import judge
from cnn.runs.creation import create_run
from cnn.runs.queue import queued
from cnn.runs.store import RunStore

QUICK = ["--epochs", 2, "--optimizer", "adam", "--learning-rate", 0.01, "--device", "cpu"]


@pytest.fixture
def tiny_json(tiny, tmp_path):
    """The tiny network as a file to hand over."""
    path = tmp_path / "tiny.json"
    path.write_text(tiny.model_dump_json())
    return path


@pytest.fixture
def finished(finished_store):
    """The options that name the folder of the finished run."""
    return ["--runs", finished_store.folder]


def assert_a_mistake(answer, sentence):
    assert answer.status == 2
    assert answer.out == ""
    assert answer.err.startswith("cnn: ")
    assert answer.err.count("\n") == 1
    assert sentence in answer.err


def test_data_says_what_it_is(cnn, digits):
    answer = cnn("data", "digits")
    assert answer.status == 0
    assert "1,500 images of 28×28×1, 297 in the test part" in answer.out
    record = cnn("data", "digits", "--json").record
    assert record["rows"] == 1500
    assert record["classes"] == 10
    assert record["counts"] == digits.train.counts.tolist()
    assert record["shape"] == [1, 28, 28]
    assert record["fingerprint"] == digits.train.fingerprint
    assert record["notices"] == []


def test_training_ends_with_a_finished_run(cnn, store, tiny_json):
    answer = cnn("train", "digits", "--architecture", tiny_json, "--runs", store.folder, "--name", "mine", *QUICK)
    run = store.find("latest")
    assert answer.status == 0
    assert "epoch 2: loss" in answer.out
    assert run.status == "finished"
    assert run.name == "mine"
    assert run.record.config.epochs == 2
    assert f"Run {run.id} finished" in answer.out


def test_training_with_json_prints_its_events_and_finished_last(cnn, store, tiny_json):
    answer = cnn("train", "digits", "--architecture", tiny_json, "--runs", store.folder, "--json", *QUICK)
    *_, last = answer.records
    assert [record["kind"] for record in answer.records if record["kind"] != "progress"] == [
        record.kind for record in store.find("latest").log.events() if record.kind != "progress"
    ]
    assert last["kind"] == "finished"
    assert last["run"] == store.find("latest").id
    assert last["duration_s"] > 0


def test_a_preset_brings_its_settings_and_options_override_them(cnn, store):
    words = ["--preset", "lenet5", "--epochs", 1, "--batch-size", 500, "--device", "cpu"]
    answer = cnn("train", "digits", "--runs", store.folder, *words)
    run = store.find("latest")
    assert answer.status == 0
    assert run.record.preset == "lenet5"
    assert (run.record.config.optimizer, run.record.config.epochs, run.record.config.batch_size) == ("adam", 1, 500)


@pytest.mark.parametrize("command", ["train", "range"])
def test_the_command_that_a_run_shows_makes_it_again_whatever_the_network(cnn, store, tiny_json, command):
    words = ["--architecture", tiny_json, "--runs", store.folder, *QUICK, "--epochs", 1]
    cnn(command, "digits", *words)
    first = store.find("latest")
    tiny_json.unlink()
    shown = cnn("runs", "show", first.id, "--runs", store.folder).out
    again = shlex.split(first.record.command)
    assert f"again     {first.record.command}" in shown
    assert again[:3] == ["python", "-m", "cnn"]
    assert cnn(*again[3:]).status == 0
    second = store.find("latest")
    assert second.id != first.id
    assert (second.record.architecture, second.record.config) == (first.record.architecture, first.record.config)
    assert second.record.kind == first.record.kind


def test_a_run_in_the_foreground_is_not_for_a_worker_to_take(cnn, store, tiny_json, monkeypatch):
    seen = []
    perform = commands.TrainingPrinter.show
    monkeypatch.setattr(
        commands.TrainingPrinter,
        "show",
        lambda self, event: (seen.append((queued(store), store.find("latest").status)), perform(self, event)),
    )
    cnn("train", "digits", "--architecture", tiny_json, "--runs", store.folder, *QUICK)
    assert seen[0] == ([], "running")


def test_a_failed_run_is_status_1_and_says_why_on_stderr(cnn, store, tiny_json):
    # The loss leaves the numbers: every setting is within its bounds and together they are far too much.
    words = ["--optimizer", "sgd", "--learning-rate", 10, "--momentum", 0.99, "--epochs", 200, "--batch-size", 8]
    deep = json.loads(tiny_json.read_text())
    deep["layers"][-1:] = [{"kind": "dense", "units": 50}, {"kind": "dense", "units": 50}, deep["layers"][-1]]
    tiny_json.write_text(json.dumps(deep))
    answer = cnn("train", "digits", "--architecture", tiny_json, "--runs", store.folder, "--json", *words)
    assert answer.status == 1
    assert answer.records[-1]["kind"] == "failed"
    assert answer.err.count("\n") == 1
    assert "no longer a number" in answer.err
    assert store.find("latest").status == "failed"


def test_a_full_disk_is_status_1_even_if_that_cannot_be_written(cnn, store, tiny_json, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cnn.runs.log.EventLog.append", full)
    monkeypatch.setattr("cnn.runs.run.Run.write_state", full)
    answer = cnn("train", "digits", "--architecture", tiny_json, "--runs", store.folder, *QUICK)
    assert answer.status == 1
    assert "No space left on device" in answer.err


def test_evaluating_a_run_is_done_on_the_part_it_kept(cnn, finished, finished_run):
    answer = cnn("evaluate", "latest", *finished)
    assert answer.status == 0
    assert "95 % interval" in answer.out
    record = cnn("evaluate", finished_run.id, "--json", *finished).record
    assert record["accuracy"] == pytest.approx(finished_run.state.validation_accuracy)
    assert np.sum(record["confusion"]) == record["rows"] == 150
    assert len(record["precision"]) == len(record["recall"]) == len(record["f1"]) == 10
    assert record["interval"][0] < record["accuracy"] < record["interval"][1]
    evaluation = judge([finished_run]).evaluation
    assert record["calibration_error"] == pytest.approx(expected_calibration_error(evaluation))
    assert record["temperature"] == pytest.approx(best_temperature(evaluation))
    assert f"Calibration error {record['calibration_error']:.2%}" in answer.out


def test_evaluating_on_other_data_says_on_what(cnn, finished):
    record = cnn("evaluate", "latest", "--data", "digits", "--json", *finished).record
    assert record["judged_on"] == "the test part of Built-in digits"
    assert record["rows"] == 297


def test_submitting_writes_a_row_an_image(cnn, finished, tmp_path):
    out = tmp_path / "submission.csv"
    answer = cnn("submit", "latest", "--out", out, *finished)
    assert answer.status == 0
    assert "297 rows" in answer.out
    lines = out.read_text().splitlines()
    assert lines[0] == "ImageId,Label"
    assert len(lines) == 298
    record = cnn("submit", "latest", "--out", out, "--json", *finished).record
    assert record["rows"] == 297


def test_submitting_where_it_cannot_be_written_is_a_mistake(cnn, finished, tmp_path):
    assert_a_mistake(cnn("submit", "latest", "--out", tmp_path, *finished), "cannot be written")


def test_a_run_that_saw_the_test_digits_submits_with_a_warning(cnn, store, digits, tiny_json, tmp_path, monkeypatch):
    marked = Dataset("digits", "MNIST", digits.train, digits.test, holds_competition_test=True)
    monkeypatch.setattr("cnn.cli.opening.open_source", lambda *_: marked)
    cnn("train", "digits", "--architecture", tiny_json, "--runs", store.folder, *QUICK)
    answer = cnn("submit", "latest", "--runs", store.folder, "--out", tmp_path / "out.csv")
    assert answer.status == 0
    assert "its score there would not be honest" in answer.err


@pytest.fixture
def picture(digits, tmp_path):
    """A drawing of the first test digit."""
    path = tmp_path / "digit.png"
    Image.fromarray(np.kron(digits.test.images[0, 0], np.ones((10, 10), np.uint8))).save(path)
    return path


def test_predicting_answers_every_picture(cnn, finished, picture, tmp_path):
    blank = tmp_path / "blank.png"
    Image.new("L", (280, 280)).save(blank)
    answer = cnn("predict", "latest", picture, blank, "--json", *finished)
    assert answer.status == 0
    read, unread = answer.records
    assert read["picture"] == str(picture)
    assert read["digit"] == int(np.argmax(read["probs"]))
    assert sum(read["probs"]) == pytest.approx(1, abs=1e-5)
    assert unread["digit"] is None
    assert unread["probs"] == []
    words = cnn("predict", "latest", picture, blank, *finished).out
    assert f"{picture}: {read['digit']} (" in words
    assert "nothing to read" in words


def test_a_picture_that_cannot_be_read_keeps_no_other_from_its_answer(cnn, finished, picture, tmp_path):
    (tmp_path / "page.png").write_text("<html>")
    answer = cnn("predict", "latest", tmp_path / "page.png", tmp_path / "gone.png", picture, "--json", *finished)
    assert answer.status == 2
    assert answer.record["picture"] == str(picture)
    assert [line.split(":")[0] for line in answer.err.splitlines()] == ["note", "cnn"]


def test_work_drains_the_queue(cnn, store, digits, tiny, quick):
    run = create_run(store, digits, tiny, quick.changed(epochs=1))
    assert cnn("work", "--json", "--runs", store.folder).record == {"done": 1}
    assert run.status == "finished"
    assert "Nothing was waiting" in cnn("work", "--runs", store.folder).out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["data", "nowhere.csv"], "neither a data set nor a file"),
        (["train", "nowhere.csv"], "neither a data set nor a file"),
        (["train", "digits", "--epochs", "0"], "epochs = 0: input should be greater than or equal to 1"),
        (["train", "digits", "--learning-rate", "nan"], "learning_rate = nan"),
        (["train", "digits", "--validation-share", "0.95"], "validation_share = 0.95"),
        (["train", "digits", "--architecture", "gone.json"], "There is no file and no run 'gone.json'. No network of"),
        (["train", "digits", "--architecture", "."], ". cannot be read: Is a directory"),
        (["evaluate", "latest"], "There is no run yet"),
        (["evaluate", "nothing"], "There is no run whose id begins with 'nothing'"),
        (["submit", "latest"], "There is no run yet"),
        (["predict", "latest", "x.png"], "There is no run yet"),
        (["runs", "show", "../x"], "There is no run whose id begins with '../x'"),
        (["runs", "delete", "\x1b[2J"], r"\x1b[2J"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_mistake_is_one_sentence_on_stderr_and_status_2(cnn, store, words, sentence):
    assert_a_mistake(cnn(*words, "--runs", store.folder), sentence)
    assert store.all() == []


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe\x00", b"[]", b'{"name": "x"}', b"[" * 200_000, b"1" * 2_000_000]
)
def test_a_file_that_is_no_architecture_is_a_mistake(cnn, store, tmp_path, content):
    path = tmp_path / "mine.json"
    path.write_bytes(content)
    answer = cnn("train", "digits", "--architecture", path, "--runs", store.folder)
    assert_a_mistake(answer, "")
    assert store.all() == []


def test_a_network_for_other_pictures_is_a_mistake(cnn, store, tiny, tmp_path):
    path = tmp_path / "mine.json"
    path.write_text(tiny.model_dump_json().replace('"width":28', '"width":32'))
    answer = cnn("train", "digits", "--architecture", path, "--runs", store.folder)
    assert_a_mistake(answer, "takes pictures of 32×28×1, but those of the data are 28×28×1")


def test_a_runs_folder_that_is_a_file_is_a_mistake(cnn, tmp_path):
    (tmp_path / "runs").write_text("in the way")
    assert_a_mistake(cnn("work", "--runs", tmp_path / "runs" / "here"), "cannot be written")
    assert cnn("runs", "--runs", tmp_path / "runs").status == 0


def test_the_runs_folder_of_the_environment_is_the_default(cnn, store, monkeypatch):
    monkeypatch.setenv("CNN_RUNS", str(store.folder))
    assert cnn("work").status == 0
    assert RunStore(store.folder).folder.is_dir()
