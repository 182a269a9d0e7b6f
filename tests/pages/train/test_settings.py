"""The settings of the Train page are those of the configuration, each with its bounds and its explanation."""

import pytest

from cnn.presets import PRESETS
from cnn.training.config import TrainingConfig, settings
from cnn.training.settings.setting import extra
from dashboard.state import DESIGN, Design
from tests.pages.train.form import CHOOSING, NOTEBOOK, controls, set_to

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
    "checkpoint_every_s": 5.0,
    "precision": "bfloat16",
}
"""Another value than the default for every setting that has an effect beside these."""

OTHER_SCHEDULE = {"schedule": "step", "decay_every": 3, "decay_factor": 0.3}
"""And for those of a schedule that excludes them."""


@pytest.mark.parametrize("changed", [CHANGED, OTHER_SCHEDULE], ids=["all but steps", "steps"])
def test_every_setting_reaches_the_run(changed, visit, runs, no_worker):
    assert set(CHANGED | OTHER_SCHEDULE) == set(settings())
    visitor = visit("train/train.py", NOTEBOOK)
    for name in sorted(changed, key=lambda name: name not in CHOOSING):
        set_to(visitor, "notebook", name, changed[name])
    visitor.again().press("Train")
    assert runs.all()[0].record.config == TrainingConfig(**changed)


@pytest.mark.parametrize("preset", PRESETS)
def test_another_preset_brings_its_own_settings(preset, visit, runs, no_worker):
    before = "lenet5" if preset == "notebook" else "notebook"
    visitor = visit("train/train.py", {DESIGN: Design(before)})
    set_to(visitor, before, "epochs", 9)
    visitor.again().choose("Network", preset).press("Train")
    (run,) = runs.all()
    assert run.record.config == PRESETS[preset].config
    assert run.record.architecture.name == run.record.preset == preset


def test_settings_are_kept_while_looking_elsewhere(visit, runs, no_worker):
    visitor = visit("train/train.py", NOTEBOOK)
    set_to(visitor, "notebook", "epochs", 9)
    visitor.again().go("train/runs.py").go("train/train.py").press("Train")
    assert runs.all()[0].record.config.epochs == 9


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
    for reached in reach_everything(visit("train/train.py", NOTEBOOK)):
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
    for reached in reach_everything(visit("train/train.py", NOTEBOOK)):
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
    visitor = visit("train/train.py", NOTEBOOK)
    assert not {"momentum", "decay_every", "plateau_patience"} & set(controls(visitor))
    set_to(visitor, "notebook", "schedule", "step")
    set_to(visitor, "notebook", "decay_every", 9)
    visitor.again()
    set_to(visitor, "notebook", "schedule", "one_cycle")
    assert not {"decay_every", "warmup_epochs"} & set(controls(visitor))
    set_to(visitor, "notebook", "schedule", "step")
    assert controls(visitor)["decay_every"].value == 9


def test_a_setting_without_effect_is_trained_with_its_default(visit, runs, no_worker):
    visitor = visit("train/train.py", NOTEBOOK)
    set_to(visitor, "notebook", "optimizer", "sgd")
    set_to(visitor, "notebook", "momentum", 0.5)
    visitor.again()
    set_to(visitor, "notebook", "optimizer", "adam")
    visitor.press("Train")
    assert runs.all()[0].record.config == TrainingConfig(optimizer="adam")


def test_the_few_settings_come_first_and_all_others_behind_one_disclosure(visit):
    visitor = visit("train/train.py", NOTEBOOK)
    disclosure, *parts = visitor.page.expander
    assert disclosure.label == "All settings"
    assert [part.label for part in parts] == ["Augmentation", "Schedule", "Regularisation", "Ending", "More"]
    kinds = ("slider", "select_slider", "selectbox", "number_input", "toggle")
    hidden = {control.key for kind in kinds for control in disclosure.get(kind)}
    assert {name for name in controls(visitor) if f"notebook_{name}" not in hidden} == set(settings("main"))
