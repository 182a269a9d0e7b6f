"""Learn · Why convolution: an experiment is started, left, found again, and told honestly."""

from dataclasses import replace

import pytest

from cnn.data.imageset import ImageSet
from cnn.experiments import EXPERIMENTS
from cnn.runs.creation import create_experiment
from cnn.runs.queue import held
from cnn.runs.record import State
from cnn.training.events import Finished, Started
from dashboard import cache
from tests.cnn.experiments.quick import trial
from tests.pages.visitor import read

PAGE = "learn/experiments.py"
STARTED = Started(device="cpu", parameters=9, training_rows=750, validation_rows=750, epochs=8, steps_per_epoch=24)
ENDED = {"duration_s": 9, "best_epoch": 1, "validation_accuracy": None, "parameters": 9}


@pytest.fixture
def made(runs, digits, no_worker):
    """Makes a run of an experiment of which so many seeds are done, in a state."""

    def make(name="pooling", seeds=1, **state):
        experiment = EXPERIMENTS[name]
        run = create_experiment(runs, digits, experiment, state=held().model_copy(update=state))
        run.log.append(STARTED)
        for seed in range(seeds):
            for number, arm in enumerate(experiment.arms):
                run.log.append(trial(arm.name, seed, 0.9 - number / 20, trials=experiment.trials))
        if state.get("status") in ("finished", "stopped"):
            run.log.append(Finished(stopped=state["status"] == "stopped", **ENDED))
        return run

    return make


def drawn(visitor):
    return len(visitor.page.get("plotly_chart"))


def test_nothing_was_tried_yet_and_the_button_writes_a_queued_run(visit, runs, no_worker):
    visitor = visit(PAGE)
    assert visitor.works_on == "Built-in digits, 1,500 images drawn anew by each seed"
    assert visitor.subheaders[0] == "How many parameters does each kind of network need to be equally good?"
    assert "Nothing was tried on this data yet" in visitor.infos[0]
    visitor.press("Run it")
    (run,) = runs.all()
    assert (run.record.kind, run.record.experiment, run.status) == ("experiment", "parameters", "queued")
    assert runs in no_worker
    assert "Waiting for the worker, which loads PyTorch when it starts." in visitor.infos
    assert visitor.page.button[0].disabled


@pytest.mark.parametrize("experiment", EXPERIMENTS.values(), ids=list(EXPERIMENTS))
def test_every_experiment_has_its_page_by_its_address(visit, experiment):
    visitor = visit(PAGE, address={"experiment": experiment.title})
    assert visitor.subheaders[0] == experiment.question
    assert read(experiment.method) in visitor.words


def test_while_it_runs_it_shows_how_far_it_is_and_can_be_stopped(visit, made, runs):
    run = made(status="running", left_s=12.0)
    visitor = visit(PAGE, address={"experiment": "With and without pooling"})
    (bar,) = visitor.page.get("progress")
    assert bar.proto.text == "Training 3 of 10, about 12 s left"
    assert drawn(visitor) == 1
    visitor.press("Stop")
    assert run.wants_stop


def test_when_it_is_done_it_says_what_it_shows_and_on_what_that_rests(visit, made):
    made(seeds=2, status="finished")
    visitor = visit(PAGE, address={"experiment": "With and without pooling"})
    assert "reads its own images better than others by 10.0 points (10.0 to 10.0)" in visitor.words
    assert "(n = 2 seeds, in brackets the lowest and the highest.)" in visitor.words
    assert "Trained on 750 images, judged on 750 others." in visitor.words
    assert "Run it again" in visitor.buttons
    assert drawn(visitor) == 1


def test_the_newest_run_on_this_very_data_is_shown(visit, made, digits, monkeypatch):
    made(seeds=5, status="finished")
    made(seeds=1, status="stopped")
    visitor = visit(PAGE, address={"experiment": "With and without pooling"})
    assert "Stopped when asked, after 2 of 10 trainings." in visitor.infos
    other = ImageSet(digits.train.images[::-1], digits.train.labels[::-1])
    monkeypatch.setattr(cache, "dataset", lambda choice: replace(digits, train=other))
    assert "Nothing was tried on this data yet" in visit(PAGE).infos[0]


def test_a_lost_and_a_failed_one_say_why(visit, made):
    made(status="running", pid=2**22 + 1)
    address = {"experiment": "With and without pooling"}
    lost = "The worker of this experiment died after 2 of 10 trainings: start it again."
    assert visit(PAGE, address=address).errors == [lost]
    made(status="failed", reason="A file could not be read or written: No space left on device.")
    assert visit(PAGE, address=address).errors == ["A file could not be read or written: No space left on device."]


def test_data_it_cannot_be_made_on_is_refused_in_place(visit, runs, digits, monkeypatch):
    unlabelled = replace(digits, train=replace(digits.train, labels=None))
    monkeypatch.setattr(cache, "dataset", lambda choice: unlabelled)
    visitor = visit(PAGE).press("Run it")
    assert "These images have no labels" in visitor.errors[0]
    assert not runs.all()


def test_runs_list_it_as_what_it_is(visit, made, finished):
    run = made(status="finished")
    visitor = visit("train/runs.py", address={"runs": run.id})
    table = visitor.page.dataframe[0].value
    assert table["id"].iloc[0] == run.id
    assert table["task"].iloc[0] == "experiment"
    assert "Experiment: **With and without pooling** on Built-in digits" in read(visitor.words)
    assert not {"Inspect it", "Draw with it"} & set(visitor.buttons)


def test_it_is_not_what_the_train_page_watches(visit, made):
    made(status="finished")
    assert "The curves of the run will be here" in visit("train/train.py").infos[0]


def test_one_of_another_release_is_told_in_place(visit, runs, digits):
    unknown = replace(EXPERIMENTS["pooling"], name="attention")
    run = create_experiment(runs, digits, unknown, state=State(status="finished"))
    assert "There is no experiment 'attention'" in visit("train/runs.py", address={"runs": run.id}).errors[0]
