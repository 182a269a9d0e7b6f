"""Train makes a run of exactly what was chosen, and shows how it goes."""

import re
import shutil

import pytest

from cnn.model.volume import Volume
from cnn.presets import PRESETS
from cnn.runs.process import identity
from cnn.runs.queue import held
from cnn.runs.record import State
from cnn.training.config import TrainingConfig, extra, settings
from cnn.training.events import Progress
from dashboard.expectation import Answer
from dashboard.state import DESIGN, SHOWN_RUN, Design
from dashboard.widgets.fault import plain

CHANGED = {
    "epochs": 7,
    "batch_size": 128,
    "learning_rate": 0.005,
    "optimizer": "muon",
    "momentum": 0.8,
    "shift_px": 1.5,
    "rotation_deg": 10.0,
    "zoom": 0.05,
    "shear_deg": 12.0,
    "elastic_px": 1.25,
    "thickness_px": 0.5,
    "erase": 0.25,
    "schedule": "plateau",
    "warmup_epochs": 1.5,
    "plateau_factor": 0.4,
    "plateau_patience": 2,
    "plateau_min_delta": 0.002,
    "plateau_cooldown": 1,
    "min_learning_rate": 0.0002,
    "dropout": 0.35,
    "weight_decay": 0.0005,
    "label_smoothing": 0.1,
    "gradient_clip": 1.5,
    "average_decay": 0.99,
    "judged_by": "loss",
    "patience": 4,
    "minimal_gain": 0.001,
    "validation_share": 0.2,
    "seed": 11,
    "members": 3,
    "views": 8,
    "device": "cpu",
    "precision": "bfloat16",
}
"""Another value than the default for every setting that has an effect beside these."""

OTHER_SCHEDULE = {"schedule": "step", "decay_every": 3, "decay_factor": 0.3}
"""And for those of a schedule that excludes them."""

CURVES = ["loss", "error rate", "accuracy", "learning rate"]

CHOOSING = ("optimizer", "schedule")
"""What decides which other settings have an effect."""


def controls(visitor, preset="notebook"):
    """What sets a setting, by the setting's name."""
    page = visitor.page
    kinds = (page.slider, page.select_slider, page.selectbox, page.number_input, page.toggle)
    return {c.key.removeprefix(f"{preset}_"): c for kind in kinds for c in kind if c.key.startswith(f"{preset}_")}


def drawn(visitor):
    """The charts that are shown, by key."""
    return [re.sub(r".*-", "", chart.key) for chart in visitor.page.get("plotly_chart")]


def set_to(visitor, preset, name, value):
    """Put one setting's control to a value, after the choices it depends on."""
    if name == "dropout":
        controls(visitor, preset)["dropout_on"].set_value(True)
        visitor.again()
    controls(visitor, preset)[name].set_value(value)
    if name in CHOOSING:
        visitor.again()


def test_training_writes_a_queued_run_with_the_notebooks_defaults(visit, runs, no_worker):
    visitor = visit("train/train.py")
    assert visitor.works_on == "notebook, 611,978 parameters, on Built-in digits, 1,500 images"
    assert runs.all() == []
    visitor.press("Train")
    (run,) = runs.all()
    assert run.status == "queued"
    assert run.record.config == TrainingConfig()
    assert run.record.preset == "notebook"
    assert run.record.data.source == "digits"
    assert runs in no_worker
    assert "queued" in visitor.words
    assert any("Waiting for the worker" in info for info in visitor.infos)


@pytest.mark.parametrize("changed", [CHANGED, OTHER_SCHEDULE], ids=["all but steps", "steps"])
def test_every_setting_reaches_the_run(changed, visit, runs, no_worker):
    assert set(CHANGED | OTHER_SCHEDULE) == set(settings())
    visitor = visit("train/train.py")
    for name in sorted(changed, key=lambda name: name not in CHOOSING):
        set_to(visitor, "notebook", name, changed[name])
    visitor.again().press("Train")
    assert runs.all()[0].record.config == TrainingConfig(**changed)


@pytest.mark.parametrize("preset", [name for name in PRESETS if name != "notebook"])
def test_another_preset_brings_its_own_settings(preset, visit, runs, no_worker):
    visitor = visit("train/train.py")
    set_to(visitor, "notebook", "epochs", 9)
    visitor.again().choose("Network", preset).press("Train")
    (run,) = runs.all()
    assert run.record.config == PRESETS[preset].config
    assert run.record.architecture.name == run.record.preset == preset


def test_settings_are_kept_while_looking_elsewhere(visit, runs, no_worker):
    visitor = visit("train/train.py")
    set_to(visitor, "notebook", "epochs", 9)
    visitor.again().go("train/runs.py").go("train/train.py").press("Train")
    assert runs.all()[0].record.config.epochs == 9


def test_the_choice_of_network_can_be_changed_again_and_again(visit):
    visitor = visit("train/train.py")
    for preset in ("dense", "lenet5", "notebook", "balanced"):
        assert visitor.choose("Network", preset).works_on.startswith(f"{preset}, ")


def reach_everything(visitor):
    """Each choice in turn, with all controls that it brings."""
    controls(visitor)["dropout_on"].set_value(True)
    for optimizer in ("sgd", "rmsprop"):
        set_to(visitor, "notebook", "optimizer", optimizer)
        yield controls(visitor)
    for schedule in ("step", "plateau", "one_cycle"):
        set_to(visitor, "notebook", "schedule", schedule)
        yield controls(visitor)


def test_every_control_stays_within_the_bounds_of_its_setting(visit):
    offered = {}
    for reached in reach_everything(visit("train/train.py")):
        for name, control in reached.items():
            if control.type == "select_slider":
                values = [float(option.replace(",", "")) for option in control.options]
                offered[name] = (min(values), max(values))
            elif control.type in ("slider", "number_input"):
                offered[name] = (control.min, control.max)
    choices = {"optimizer", "device", "schedule", "judged_by", "precision"}
    assert set(offered) == set(settings()) - choices
    whole = {name for name, value in TrainingConfig() if type(value) is int}
    for name in offered:
        for value in offered[name]:
            assert getattr(TrainingConfig(**{name: int(value) if name in whole else value}), name) == value


def test_every_control_explains_itself_and_names_its_unit(visit):
    known = {}
    for reached in reach_everything(visit("train/train.py")):
        known |= {name: (control.help, control.label) for name, control in reached.items()}
    known["dropout"] = known.pop("dropout_on")
    assert set(known) == set(settings())
    for name, field in settings().items():
        explanation, label = known[name]
        assert explanation == field.description
        assert label.startswith(field.title)
        if extra(field)["unit"] in ("px", "degrees"):
            assert f"({extra(field)['unit']})" in label


def test_what_has_no_effect_is_not_shown_and_comes_back_as_it_was_left(visit):
    visitor = visit("train/train.py")
    assert not {"momentum", "decay_every", "plateau_patience"} & set(controls(visitor))
    set_to(visitor, "notebook", "schedule", "step")
    set_to(visitor, "notebook", "decay_every", 9)
    visitor.again()
    set_to(visitor, "notebook", "schedule", "one_cycle")
    assert not {"decay_every", "warmup_epochs"} & set(controls(visitor))
    set_to(visitor, "notebook", "schedule", "step")
    assert controls(visitor)["decay_every"].value == 9


def test_a_setting_without_effect_is_trained_with_its_default(visit, runs, no_worker):
    visitor = visit("train/train.py")
    set_to(visitor, "notebook", "optimizer", "sgd")
    set_to(visitor, "notebook", "momentum", 0.5)
    visitor.again()
    set_to(visitor, "notebook", "optimizer", "adam")
    visitor.press("Train")
    assert runs.all()[0].record.config == TrainingConfig(optimizer="adam")


def test_the_few_settings_come_first_and_all_others_behind_one_disclosure(visit):
    visitor = visit("train/train.py")
    before = [name for name in controls(visitor) if extra(settings()[name.removesuffix("_on")])["group"] == "main"]
    assert before == ["epochs", "batch_size", "learning_rate", "optimizer"] or set(before) == set(settings("main"))
    disclosures = [expander.label for expander in visitor.page.expander]
    assert disclosures == ["All settings", "Augmentation", "Schedule", "Regularisation", "Ending", "More"]


def test_before_the_first_run_the_schedule_is_drawn_and_the_time_told(visit):
    visitor = visit("train/train.py")
    assert drawn(visitor) == ["planned rate"]
    assert "2 passes of 22 steps over 1,350 images, judged on 150 others." in visitor.words
    assert "Takes about 3 s." in visitor.words  # 2 · (1,350 + 150/3) images of a millisecond


def test_before_the_first_run_real_images_are_shown_as_augmentation_changes_them(visit):
    visitor = visit("train/train.py")
    assert any("Augmentation is off" in caption.value for caption in visitor.page.caption)
    set_to(visitor, "notebook", "shift_px", 2.0)
    assert "Training images as they are" in visitor.again().words


def test_the_expected_time_follows_the_settings(visit):
    visitor = visit("train/train.py")
    set_to(visitor, "notebook", "epochs", 50)
    set_to(visitor, "notebook", "members", 6)
    set_to(visitor, "notebook", "patience", 2)
    assert "Takes at most about 7 min." in visitor.again().words


def test_until_the_time_is_known_the_page_says_that_it_is_being_measured(visit, measured):
    measured["answer"] = Answer()
    assert "Measuring how long it will take." in visit("train/train.py").words


def test_a_time_that_cannot_be_measured_is_explained(visit, measured):
    measured["answer"] = Answer(reason="The network needs *too* much memory.")
    visitor = visit("train/train.py")
    assert plain("The network needs *too* much memory.") in visitor.words
    assert "Train" in visitor.buttons


def test_while_another_run_trains_nothing_is_measured(visit, another, no_worker):
    here = {**identity(), "status": "running"}
    another("20260101-000000", State(**here), without=("predictions.parquet",))
    assert plain("It is not measured while a run trains.") in visit("train/train.py").words


def test_while_such_a_run_trains_its_own_speed_is_taken(visit, runs, digits, no_worker):
    architecture = PRESETS["notebook"].architecture(Volume(28, 28, 1), 10)
    run = runs.create(digits, architecture, TrainingConfig(epochs=30), state=held())
    run.log.append(
        Progress(
            epoch=1, step=1, loss=1, accuracy=0, learning_rate=1e-3, images_per_s=140, time_s=1, left_s=1
        )
    )  # fmt: skip
    assert "Takes about 20 s." in visit("train/train.py").words


def test_a_finished_run_shows_its_figures_and_curves(visit, finished):
    visitor = visit("train/train.py")
    best = finished.state.validation_accuracy
    assert visitor.figures["Validation accuracy"] == f"{100 * best:.2f} %"
    assert drawn(visitor) == CURVES
    assert "finished" in visitor.words
    assert "Stop" not in visitor.buttons


def test_a_lost_run_says_when_its_worker_died_and_what_is_left(visit, lost):
    visitor = visit("train/train.py")
    (error,) = visitor.errors
    assert error == (
        "The worker of this run died in epoch 2, after 12 s of training. Its best weights are kept and usable."
    )
    assert drawn(visitor) == CURVES


def test_a_lost_run_without_weights_promises_none(visit, lost):
    lost.weights.unlink()
    assert visit("train/train.py").errors[0].endswith("It had not finished an epoch.")


def test_a_failed_run_says_why(visit, failed):
    assert visit("train/train.py").errors == ["The loss turned NaN in epoch 1: lower the learning rate."]


def test_stopping_a_run_that_waits_ends_it_at_once(visit, another, no_worker):
    run = another("20260101-000000", State(), without=("events.jsonl", "best.safetensors"))
    visitor = visit("train/train.py").press("Stop")
    assert run.status == "stopped"
    assert "Stopped before it began." in visitor.infos


def test_a_run_deleted_elsewhere_while_it_is_watched_is_let_go(visit, another):
    older, newer = another("20260101-000000", name="older"), another("20260102-000000", name="newer")
    visitor = visit("train/train.py", {SHOWN_RUN: newer.id})
    assert "**newer**" in visitor.words
    shutil.rmtree(newer.folder)
    assert f"**{older.name}**" in visitor.again().words


def test_a_run_whose_record_is_spoilt_leaves_the_page_working(visit, damaged, no_worker):
    visitor = visit("train/train.py")
    assert "Train" in visitor.buttons
    assert not visitor.errors


def test_a_torn_log_is_read_as_far_as_it_goes(visit, finished):
    content = finished.log.path.read_bytes()
    finished.log.path.write_bytes(content + b'{"kind": "progr')
    assert drawn(visit("train/train.py")) == CURVES


def test_a_network_that_does_not_fit_the_data_says_so_and_another_can_be_chosen(visit, tiny):
    wide = tiny.model_copy(update={"layers": tiny.layers[:-1]})
    visitor = visit("train/train.py", {DESIGN: Design("notebook", wide)})
    assert len(visitor.errors) == 1
    assert visitor.works_on == "Nothing to train yet"
    assert not visitor.choose("Network", "lenet5").errors


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "**bold**", "[x](y)", "=cmd()", "../../x", "🙂" * 300])
def test_hostile_names_are_shown_as_text(name, visit, another):
    another("20260101-000000", name=name)
    assert f"**{plain(name)}** on" in visit("train/train.py").words
