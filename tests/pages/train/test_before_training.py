"""Before a training starts the Train page shows what it will do and how long it will take."""

from math import ceil

import pytest

from cnn.files import write_json
from cnn.model.volume import Volume
from cnn.presets import FIRST_OFFERED, PRESETS, find_preset
from cnn.runs.creation import create_run
from cnn.runs.process import identity
from cnn.runs.queue import held
from cnn.runs.record import State
from cnn.training.config import TrainingConfig
from cnn.training.events import Progress
from dashboard.expectation import Answer
from dashboard.widgets.fault import plain
from tests.pages.train.form import NOTEBOOK, drawn, set_to


def test_before_the_first_run_the_schedule_is_drawn_and_the_time_told(visit):
    visitor = visit("train/train.py", NOTEBOOK)
    assert drawn(visitor) == ["planned rate"]
    assert "2 passes of 22 steps over 1,350 images, judged on 150 others." in visitor.words
    assert "Takes about 3 s." in visitor.words  # 2 · (1,350 + 150/3) images of a millisecond


def test_the_network_offered_first_shows_what_its_own_settings_will_do(visit):
    config = find_preset(FIRST_OFFERED).config
    visitor = visit("train/train.py")
    assert drawn(visitor) == ["planned rate"]
    assert f"{config.epochs} passes of {ceil(1350 / config.batch_size)} steps over 1,350 images" in visitor.words
    assert "Training images as they are" in visitor.words


def test_before_the_first_run_real_images_are_shown_as_augmentation_changes_them(visit):
    visitor = visit("train/train.py", NOTEBOOK)
    assert any("Augmentation is off" in caption.value for caption in visitor.page.caption)
    set_to(visitor, "notebook", "shift_px", 2.0)
    assert "Training images as they are" in visitor.again().words


def test_the_expected_time_follows_the_settings(visit):
    visitor = visit("train/train.py", NOTEBOOK)
    set_to(visitor, "notebook", "epochs", 50)
    set_to(visitor, "notebook", "members", 6)
    set_to(visitor, "notebook", "patience", 2)
    assert "Takes at most about 7 min." in visitor.again().words


def test_until_the_time_is_known_the_page_says_that_it_is_being_measured(visit, measured):
    measured["answer"] = Answer()
    assert "Measuring how long it will take." in visit("train/train.py", NOTEBOOK).words


def test_a_time_that_cannot_be_measured_is_explained(visit, measured):
    measured["answer"] = Answer(reason="The network needs *too* much memory.")
    visitor = visit("train/train.py", NOTEBOOK)
    assert plain("The network needs *too* much memory.") in visitor.words
    assert "Train" in visitor.buttons


def test_while_another_run_trains_nothing_is_measured(visit, another, no_worker):
    here = {**identity(), "status": "running"}
    another("20260101-000000", State(**here), without=("predictions.parquet",))
    assert "How long it will take is not known. busy" in visit("train/train.py", NOTEBOOK).words


def such_a_run(runs, digits, state, **versions):
    """A run of the notebook's network that learned from 140 images a second."""
    architecture = PRESETS["notebook"].architecture(Volume(28, 28, 1), 10)
    run = create_run(runs, digits, architecture, TrainingConfig(epochs=30), state=state)
    run.log.append(
        Progress(
            epoch=1, step=1, loss=1, accuracy=0, learning_rate=1e-3, images_per_s=140, time_s=1, left_s=1
        )
    )  # fmt: skip
    record = run.record.model_copy(update={"versions": {**run.record.versions, **versions}})
    write_json(run.folder / "run.json", record.model_dump(mode="json"))


@pytest.mark.parametrize("status", ["running", "finished", "stopped"])
def test_the_speed_of_the_last_such_training_is_taken(status, visit, runs, digits, no_worker):
    such_a_run(runs, digits, held().model_copy(update={"status": status}))
    assert "Takes about 20 s." in visit("train/train.py", NOTEBOOK).words


def test_the_speed_of_another_computer_or_pytorch_is_not(visit, runs, digits, no_worker):
    such_a_run(runs, digits, held().model_copy(update={"status": "finished", "host": "elsewhere"}))
    such_a_run(runs, digits, held().model_copy(update={"status": "finished"}), torch="1.0")
    assert "Takes about 3 s." in visit("train/train.py", NOTEBOOK).words
