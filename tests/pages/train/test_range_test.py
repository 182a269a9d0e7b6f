"""A range test is started beside the learning rate, watched, and its suggestion taken over exactly."""

import pytest

from cnn.model.volume import Volume
from cnn.presets import PRESETS
from cnn.runs.creation import create_run
from cnn.runs.queue import held
from cnn.runs.record import State
from cnn.training.config import TrainingConfig
from cnn.training.events import RangePoint, RangeTested, Started
from dashboard.state import DESIGN, Design
from tests.pages.train.form import controls, drawn, set_to

RATE = 0.0032


@pytest.fixture
def tested(runs, digits, no_worker):
    """Makes a range test of the notebook's network: a point a step, then how it ended (not yet: None)."""

    def make(points=30, ending=None, config=None, **state):
        architecture = PRESETS["notebook"].architecture(Volume(28, 28, 1), 10)
        given = {"state": held().model_copy(update=state)}
        run = create_run(
            runs, digits, architecture, config or TrainingConfig(), kind="range_test", preset="notebook", **given
        )
        run.log.append(
            Started(device="cpu", parameters=9, training_rows=90, validation_rows=10, epochs=2, steps_per_epoch=20)
        )
        for step in range(1, points + 1):
            loss = 2.3 - step / 20
            run.log.append(
                RangePoint(
                    step=step, steps=40, learning_rate=1e-6 * 1.5**step, loss=loss, smoothed_loss=loss, time_s=step / 10
                )
            )
        if ending:
            run.log.append(ending)
        return run

    return make


@pytest.fixture
def visit_notebook(visit):
    """Opens Train with the notebook's network chosen."""
    return lambda **state: visit("train/train.py", {DESIGN: Design("notebook"), **state})


def suggesting(rate=RATE, **how):
    """The end of a test."""
    return RangeTested(
        suggested_learning_rate=rate,
        lowest_loss_rate=0.05,
        duration_s=3,
        **{"diverged": True, "stopped": False, **how},
    )


def test_the_button_writes_a_queued_range_test_of_exactly_this_training(visit_notebook, runs, no_worker):
    visitor = visit_notebook()
    set_to(visitor, "notebook", "batch_size", 128)
    set_to(visitor, "notebook", "optimizer", "adam")
    visitor.press("Find a learning rate")
    (run,) = runs.all()
    assert run.record.kind == "range_test"
    assert run.status == "queued"
    assert run.record.config == TrainingConfig(batch_size=128, optimizer="adam")
    assert run.record.preset == "notebook"
    assert runs in no_worker
    assert "Waiting for the worker, which loads PyTorch when it starts." in visitor.infos


def test_it_stands_beside_the_learning_rate(visit_notebook):
    order = [element.label for element in visit_notebook().page.main if hasattr(element, "label")]
    assert order.index("Find a learning rate") - order.index("Learning rate") == 1


def test_while_it_runs_the_curve_grows_and_it_can_be_stopped(visit_notebook, tested):
    tested(left_s=1.0)
    visitor = visit_notebook()
    assert drawn(visitor) == ["loss over rate"]
    (bar,) = visitor.page.get("progress")
    assert bar.proto.text == "Trying 0.19, about 1.0 s left"
    assert bar.proto.value == 75
    assert "Stop" in visitor.buttons
    assert not [label for label in visitor.buttons if label.startswith("Use ")]


def test_a_click_takes_the_suggestion_over_exactly(visit_notebook, tested, runs):
    tested(ending=suggesting(), status="finished")
    visitor = visit_notebook()
    assert f"The loss falls most steeply at **{RATE}**; it was lowest at 0.05 and exploded beyond." in visitor.words
    assert "Learning-rate range test of **notebook** on Built\\-in digits" in visitor.words
    assert "Found for notebook with RMSprop and batches of 64 images" in visitor.words
    visitor.press("Use 0.0032")
    slider = controls(visitor, "notebook")["learning_rate"]
    assert slider.value == RATE
    assert "0.0032" in slider.options
    assert not visitor.warnings
    visitor.press("Train")
    trained = next(run for run in runs.all() if run.record.kind == "train")
    assert trained.record.config == TrainingConfig(learning_rate=RATE)


def test_what_was_taken_over_is_kept_among_the_positions_and_while_looking_elsewhere(visit_notebook, tested):
    tested(ending=suggesting(), status="finished")
    visitor = visit_notebook().press("Use 0.0032").go("train/runs.py").go("train/train.py")
    assert controls(visitor, "notebook")["learning_rate"].value == RATE
    assert "It is set now." in visitor.words
    set_to(visitor, "notebook", "learning_rate", 0.01)
    visitor.again()
    assert controls(visitor, "notebook")["learning_rate"].value == 0.01
    assert "0.0032" in controls(visitor, "notebook")["learning_rate"].options
    assert "It is set now." not in visitor.words


def test_a_rate_beyond_the_usual_positions_can_be_taken_over(visit_notebook, tested):
    tested(ending=suggesting(2.7), status="finished")
    visitor = visit_notebook().press("Use 2.7")
    assert controls(visitor, "notebook")["learning_rate"].value == 2.7


def test_a_test_that_was_stopped_suggests_nothing(visit_notebook, tested):
    tested(ending=suggesting(None, stopped=True), status="stopped")
    visitor = visit_notebook()
    assert "Stopped when asked, before a rate could be suggested." in visitor.infos
    assert drawn(visitor) == ["loss over rate"]


def test_a_test_that_failed_says_why_below_its_curve(visit_notebook, tested):
    tested(status="failed", reason="The loss fell at no learning rate.")
    visitor = visit_notebook()
    assert visitor.errors == ["The loss fell at no learning rate."]
    assert drawn(visitor) == ["loss over rate"]


def test_a_lost_test_says_so(visit_notebook, tested):
    tested(pid=2**22 + 1, step=30)
    assert visit_notebook().errors == ["The worker of this range test died after 30 steps: start it again."]


def test_runs_list_it_as_what_it_is_and_take_its_rate_to_the_form(visit, tested, finished):
    run = tested(ending=suggesting(), status="finished")
    visitor = visit("train/runs.py", {DESIGN: Design("notebook")}, address={"runs": run.id})
    table = visitor.page.dataframe[0].value
    assert list(table["id"]) == [run.id, finished.id]
    assert list(table["task"]) == ["learning-rate range test", "training"]
    assert not {"Inspect it", "Draw with it"} & set(visitor.buttons)
    visitor.press("Use 0.0032")
    assert visitor.title == "Train"
    assert controls(visitor, "notebook")["learning_rate"].value == RATE


@pytest.mark.parametrize("page", ["inspect/evaluate.py", "use/draw.py", "use/submit.py"])
def test_it_is_never_offered_where_a_network_is_needed(page, visit, tested, finished):
    run = tested(ending=suggesting(), status="finished")
    visitor = visit(page, address={"run": run.id})
    (picker,) = [box for box in visitor.page.selectbox if box.label == "Run"]
    assert picker.value == finished.id
    assert len(picker.options) == 1
    assert "is not here or has no weights yet" in visitor.words


def test_it_is_no_run_to_go_on_with_from_the_start_page(visit, tested):
    tested(ending=suggesting(), status="finished")
    visitor = visit("start/start.py")
    assert "Train your first network" in visitor.buttons
    assert "No run of your own yet" in visitor.words


def test_a_range_test_that_waits_is_one(runs, digits, tiny, visit, no_worker):
    create_run(runs, digits, tiny, TrainingConfig(), kind="range_test", state=State())
    assert "Stop" in visit("train/train.py").buttons
