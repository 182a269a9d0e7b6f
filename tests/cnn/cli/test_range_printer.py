"""A range test in a terminal: a short table, a suggestion that can be typed, and JSON for programs."""

import pytest

from cnn.runs.creation import create_run
from cnn.training.score import Score

QUICK = ["--optimizer", "adam", "--batch-size", 32, "--device", "cpu"]


@pytest.fixture
def tested(cnn, store, tiny, tmp_path):
    """Runs ``cnn range`` on the tiny network."""
    path = tmp_path / "tiny.json"
    path.write_text(tiny.model_dump_json())
    return lambda *words: cnn("range", "digits", "--architecture", path, "--runs", store.folder, *QUICK, *words)


def test_it_prints_two_lines_a_decade_and_a_suggestion(tested, store):
    answer = tested("--name", "mine")
    rate = store.find("latest").state.suggested_learning_rate
    assert answer.status == 0
    lines = answer.out.splitlines()
    assert lines[1] == "Trying learning rates for 2,326 parameters on 1,350 images with cpu"
    table = lines[lines.index("  rate   loss") + 1 : -3]
    assert [line.split()[0] for line in table[:5]] == ["1e-06", "3e-06", "1e-05", "3e-05", "1e-04"]
    assert all(0 < float(line.split()[1]) < 20 for line in table)
    assert len(table) <= 2 * 7 + 1
    assert lines[-3].startswith(f"Suggested: --learning-rate {rate:g}, where the loss falls most steeply")
    assert "It is a peak rate" in lines[-2]
    assert lines[-1].startswith(f"Run {store.find('latest').id} finished after")


def test_with_json_every_point_is_a_line_and_the_suggestion_the_last(tested, store):
    answer = tested("--json")
    first, *points, last = answer.records
    assert first["kind"] == "started"
    assert {point["kind"] for point in points} == {"range_point"}
    assert last["kind"] == "range_tested"
    assert last["run"] == store.find("latest").id
    assert 0 < last["suggested_learning_rate"] < last["lowest_loss_rate"]


def test_it_is_listed_and_shown_as_what_it_is(tested, cnn, store):
    tested("--name", "mine")
    run = store.find("latest")
    what = f"mine, learning-rate range test (suggests {run.state.suggested_learning_rate:g})"
    assert what in cnn("runs", "--runs", store.folder).out
    assert what in cnn("runs", "show", "latest", "--runs", store.folder).out
    record = cnn("runs", "--json", "--runs", store.folder).record
    assert record["kind"] == "range_test"
    assert record["suggested_learning_rate"] == run.state.suggested_learning_rate


@pytest.mark.parametrize("command", [["evaluate"], ["submit"], ["predict", "x.png"]], ids=" ".join)
def test_what_needs_a_network_refuses_it(command, cnn, store, digits, tiny, quick):
    run = create_run(store, digits, tiny, quick, kind="range_test")
    answer = cnn(command[0], run.id, *command[1:], "--runs", store.folder)
    assert answer.status == 2
    assert answer.out == ""
    assert "is a learning-rate range test, which leaves no network" in answer.err


def test_one_that_waits_can_be_stopped_and_promises_no_weights(cnn, store, digits, tiny, quick):
    run = create_run(store, digits, tiny, quick, kind="range_test")
    answer = cnn("runs", "stop", run.id, "--runs", store.folder)
    assert answer.out == f"Run {run.id} was taken out of the queue\n"
    assert run.status == "stopped"


def test_a_loss_that_falls_nowhere_is_status_1_with_the_curve_and_the_reason(cnn, tested, monkeypatch):
    monkeypatch.setattr("cnn.training.step.Step.read_meters", lambda _: Score(2.3, 0.1))
    answer = tested()
    assert answer.status == 1
    assert "1e-06  2.300" in answer.out
    assert "Suggested" not in answer.out
    assert answer.err.count("\n") == 1
    assert "The loss fell at no learning rate" in answer.err
