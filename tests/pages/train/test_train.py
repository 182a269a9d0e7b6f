"""Train makes a run of exactly what was chosen, and shows how it goes."""

import shutil

import pytest

from cnn.presets import PRESETS
from cnn.runs.record import State
from cnn.training.config import TrainingConfig, extra, settings
from dashboard.state import DESIGN, SHOWN_RUN, Design
from dashboard.widgets.fault import plain

CHANGED = {
    "epochs": 7,
    "batch_size": 128,
    "learning_rate": 0.005,
    "optimizer": "sgd",
    "validation_share": 0.2,
    "seed": 11,
    "dropout": 0.35,
    "device": "cpu",
    "shift_px": 1.5,
    "rotation_deg": 10.0,
    "zoom": 0.05,
    "schedule": "one_cycle",
    "momentum": 0.8,
    "weight_decay": 0.0005,
    "label_smoothing": 0.1,
}
"""Another value than the default for every setting there is."""


def set_to(visitor, preset, name, value):
    """Put one setting's control to a value."""
    key = f"{preset}_{name}"
    if name == "dropout":
        visitor.page.toggle(key=f"{key}_on").set_value(True)
        visitor.again()
    for kind in ("slider", "select_slider", "selectbox", "number_input"):
        for control in getattr(visitor.page, kind):
            if control.key == key:
                control.set_value(value)
                return
    raise AssertionError(f"no control for {name}")


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


def test_every_setting_reaches_the_run(visit, runs, no_worker):
    assert set(CHANGED) == set(settings())
    visitor = visit("train/train.py")
    for name, value in CHANGED.items():
        set_to(visitor, "notebook", name, value)
    visitor.again().press("Train")
    assert runs.all()[0].record.config == TrainingConfig(**CHANGED)


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


def test_every_control_stays_within_the_bounds_of_its_setting(visit):
    visitor = visit("train/train.py")
    visitor.page.toggle(key="notebook_dropout_on").set_value(True)
    visitor.again()
    offered = {}
    for control in (*visitor.page.slider, *visitor.page.number_input):
        offered[control.key] = (control.min, control.max)
    for control in visitor.page.select_slider:
        values = [float(option.replace(",", "")) for option in control.options]
        offered[control.key] = (min(values), max(values))
    numbers = {name for name in settings() if name not in ("optimizer", "device", "schedule")}
    assert {f"notebook_{name}" for name in numbers} == set(offered)
    for name in numbers:
        for value in offered[f"notebook_{name}"]:
            TrainingConfig(**{name: int(value) if name in ("epochs", "batch_size", "seed") else value})


def test_every_control_explains_itself_and_names_its_unit(visit):
    visitor = visit("train/train.py")
    page = visitor.page
    controls = {c.key: c for c in (*page.slider, *page.select_slider, *page.selectbox, *page.number_input)}
    controls |= {"notebook_dropout": page.toggle(key="notebook_dropout_on")}
    for name, field in settings().items():
        control = controls[f"notebook_{name}"]
        assert control.help == field.description
        assert control.label.startswith(field.title)
        if extra(field)["unit"] in ("px", "degrees"):
            assert f"({extra(field)['unit']})" in control.label


def test_a_finished_run_shows_its_figures_and_curves(visit, finished):
    visitor = visit("train/train.py")
    best = finished.state.validation_accuracy
    assert visitor.figures["Validation accuracy"] == f"{100 * best:.2f} %"
    assert len(visitor.page.get("plotly_chart")) == 4
    assert "finished" in visitor.words
    assert "Stop" not in visitor.buttons


def test_a_lost_run_says_when_its_worker_died_and_what_is_left(visit, lost):
    visitor = visit("train/train.py")
    (error,) = visitor.errors
    assert error == (
        "The worker of this run died in epoch 2, after 12 s of training. Its best weights are kept and usable."
    )
    assert len(visitor.page.get("plotly_chart")) == 4


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
    assert len(visit("train/train.py").page.get("plotly_chart")) == 4


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
