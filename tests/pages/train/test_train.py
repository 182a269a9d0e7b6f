"""Train makes a run of exactly what was chosen, and shows how it goes."""

import shutil

import pytest

from cnn.presets import FIRST_OFFERED, find_preset
from cnn.runs.record import State
from dashboard.state import DESIGN, SHOWN_RUN, Design
from dashboard.widgets.fault import plain
from tests.pages.train.form import drawn

CURVES = ["loss", "error rate", "accuracy", "learning rate"]


def test_training_writes_a_queued_run_of_what_is_offered_first(visit, runs, no_worker):
    visitor = visit("train/train.py")
    assert visitor.works_on == "balanced, 109,482 parameters, on Built-in digits, 1,500 images"
    assert runs.all() == []
    visitor.press("Train")
    (run,) = runs.all()
    assert run.status == "queued"
    assert run.record.config == find_preset(FIRST_OFFERED).config
    assert run.record.preset == FIRST_OFFERED
    assert run.record.data.source == "digits"
    assert runs in no_worker
    assert "queued" in visitor.words
    assert any("Waiting for the worker" in info for info in visitor.infos)


def test_the_choice_of_network_can_be_changed_again_and_again(visit):
    visitor = visit("train/train.py")
    for preset in ("dense", "lenet5", "notebook", "balanced"):
        assert visitor.choose("Network", preset).works_on.startswith(f"{preset}, ")


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
        "The worker of this run died in epoch 2, after 12 s of training. Its best weights are kept and usable. "
        "*Resume* goes on from its last checkpoint and ends as if nothing had happened."
    )
    assert drawn(visitor) == CURVES


def test_a_lost_run_without_weights_promises_none(visit, lost):
    lost.weights.unlink()
    (error,) = visit("train/train.py").errors
    assert "It had not finished an epoch. *Resume* goes on" in error


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
