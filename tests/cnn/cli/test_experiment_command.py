"""``cnn experiment`` prints each training and what they show together."""

import json

import pytest

from cnn.cli import experiment_command, main
from cnn.runs import experimenting
from tests.cnn.experiments.quick import quick


@pytest.fixture
def experiment(monkeypatch, tmp_path, capsys):
    """Makes a quick experiment on the built-in digits; gives exit status, standard output and errors."""

    def make(*words):
        found = quick("pooling")
        for module in (experiment_command, experimenting):
            monkeypatch.setattr(module, "find_experiment", lambda name: found)
        status = main(["experiment", "digits", "--which", "pooling", "--runs", str(tmp_path / "runs"), *words])
        return status, *capsys.readouterr()

    return make


def test_every_training_has_its_line_and_the_finding_comes_last(experiment):
    status, out, _ = experiment()
    lines = out.splitlines()
    assert status == 0
    assert lines[1] == "Does pooling keep a network from learning its images by heart?"
    assert lines[2] == "4 trainings on 30 images, judged on 30 others, with cpu"
    assert [line.rpartition(":")[0] for line in lines[3:7]] == [
        "with pooling, seed 2",
        "without pooling, seed 2",
        "with pooling, seed 3",
        "without pooling, seed 3",
    ]
    assert lines[7].startswith("At the end the network with pooling (9,098 parameters) reads its own images better")
    assert "finished after" in lines[8]


def test_programs_get_an_object_for_each_event(experiment):
    _, out, _ = experiment("--json")
    kinds = [json.loads(line)["kind"] for line in out.splitlines()]
    assert kinds.count("trial_finished") == 4
    assert kinds[-1] == "finished"


def test_it_is_listed_as_what_it_is(experiment, tmp_path, capsys):
    experiment()
    main(["runs", "--runs", str(tmp_path / "runs")])
    assert "finished        –  With and without pooling, experiment, Built-in digits" in capsys.readouterr().out


def test_shown_up_close_it_says_what_it_shows(experiment, tmp_path, capsys):
    experiment()
    main(["runs", "show", "latest", "--runs", str(tmp_path / "runs")])
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("  shows     At the end the network with pooling")
    assert not any(line.startswith("  network") for line in lines)


def test_an_unknown_experiment_is_a_mistake_in_one_line(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["experiment", "digits", "--which", "magic"])
    assert ended.value.code == 2
    assert "invalid choice: 'magic'" in capsys.readouterr().err
