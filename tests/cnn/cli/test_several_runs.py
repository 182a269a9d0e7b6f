"""Several networks in a terminal: of one run, and of several runs averaged."""

import json

import numpy as np
import pytest
from PIL import Image

from cnn.judging.judgement import judge
from cnn.reading.predict import Predictor
from cnn.runs.run import Run


@pytest.fixture
def two(trained, store):
    """Two runs that go together, and the words that name them and their folder."""
    runs = [trained(), trained(members=2, views=2)]
    return runs, [*(run.id for run in runs), "--runs", store.folder]


def assert_a_mistake(answer, sentence):
    assert answer.status == 2
    assert answer.out == ""
    assert answer.err.count("\n") == 1
    assert sentence in answer.err


def test_a_run_of_several_networks_is_trained_with_one_command(cnn, store, tiny, tmp_path):
    path = tmp_path / "tiny.json"
    path.write_text(tiny.model_dump_json())
    words = ["--members", 2, "--views", 3, "--epochs", 1, "--device", "cpu", "--runs", store.folder]
    answer = cnn("train", "digits", "--architecture", path, *words)
    run = store.find("latest")
    assert answer.status == 0
    assert "Training 2 networks of 2,326 parameters" in answer.out
    assert "network 1, epoch 1: loss" in answer.out
    assert "network 2, epoch 1: loss" in answer.out
    assert answer.out.endswith(f"validation {run.state.validation_accuracy:.2%}\n")
    assert "--members 2 --views 3" in run.record.command
    listed = cnn("runs", "--json", "--runs", store.folder).record
    assert (listed["member"], listed["members"]) == (2, 2)


def test_its_id_alone_serves(cnn, trained, store, digits, tmp_path):
    run, out = trained(members=2, views=2), tmp_path / "out.csv"
    record = cnn("submit", run.id, "--out", out, "--json", "--runs", store.folder).record
    expected = Predictor.of_run(run).probs(digits.test.images).argmax(1)
    assert (record["run"], record["runs"], record["out"], record["rows"]) == (run.id, [run.id], str(out), 297)
    assert [int(line.split(",")[1]) for line in out.read_text().splitlines()[1:]] == expected.tolist()


def test_submitting_averages_all_runs_that_are_named(cnn, two, digits, tmp_path):
    (runs, words), out = two, tmp_path / "out.csv"
    record = cnn("submit", *words, "--out", out, "--json").record
    expected = Predictor.of_runs(runs).probs(digits.test.images).argmax(1)
    assert (record["run"], record["runs"]) == (runs[0].id, [run.id for run in runs])
    assert [int(line.split(",")[1]) for line in out.read_text().splitlines()[1:]] == expected.tolist()


def test_evaluating_averages_all_runs_that_are_named(cnn, two):
    runs, words = two
    record = cnn("evaluate", *words, "--json").record
    assert record["runs"] == [run.id for run in runs]
    assert record["accuracy"] == pytest.approx(judge(runs).evaluation.accuracy)
    assert cnn("evaluate", *words, "--data", "digits", "--json").record["rows"] == 297


def test_predicting_averages_the_runs_given_beside_it(cnn, two, store, digits, tmp_path):
    (runs, _), picture = two, tmp_path / "digit.png"
    drawn = np.kron(digits.test.images[0, 0], np.ones((10, 10), np.uint8))
    Image.fromarray(drawn).save(picture)
    words = ["predict", runs[0].id, "--with", runs[1].id, picture, "--json", "--runs", store.folder]
    record = cnn(*words).record
    assert record["runs"] == [run.id for run in runs]
    assert record["probs"] == pytest.approx(Predictor.of_runs(runs).read(drawn).probs.tolist(), abs=1e-6)


def test_a_run_named_twice_is_a_mistake(cnn, two, store):
    runs, _ = two
    words = ["submit", runs[0].id, runs[0].id, "--runs", store.folder]
    assert_a_mistake(cnn(*words), "is named twice")


def test_runs_of_other_classes_are_a_mistake(cnn, two, tmp_path):
    runs, words = two
    path = runs[1].folder / "run.json"
    record = json.loads(path.read_text())
    record["data"]["class_names"] = list("abcdefghij")
    path.write_text(json.dumps(record))
    assert Run(runs[1].folder).record.data.class_names[0] == "a"
    for command in (["submit", *words, "--out", tmp_path / "out.csv"], ["evaluate", *words]):
        assert_a_mistake(cnn(*command), "only runs that tell the same classes apart")
    assert not (tmp_path / "out.csv").exists()


def test_runs_with_other_validation_rows_are_evaluated_on_those_that_all_kept(cnn, trained, store):
    words = [trained(seed=1).id, trained(seed=3).id, "--runs", store.folder]
    assert "on what all of them kept for validation of Built-in digits" in cnn("evaluate", *words).out
    assert cnn("evaluate", *words, "--data", "digits").status == 0


def test_one_run_that_saw_the_test_digits_is_enough_for_the_warning(cnn, two, tmp_path):
    runs, words = two
    path = runs[1].folder / "run.json"
    path.write_text(path.read_text().replace('"holds_competition_test": false', '"holds_competition_test": true'))
    answer = cnn("submit", *words, "--out", tmp_path / "out.csv")
    assert answer.status == 0
    assert "its score there would not be honest" in answer.err
