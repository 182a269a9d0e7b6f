"""Search varies settings, shows trials as they come, and trains one of them in full."""

import pytest

from cnn.runs import queue
from cnn.sweep import trial_runs
from cnn.sweep.creation import plan_sweep
from cnn.sweep.space import read_variation
from cnn.sweep.sweeps import Sweeps
from cnn.sweep.tending import Tender
from cnn.visitor import Visitor
from tests.cnn.sweep.pretending import end, work

PAGE = "train/search.py"
VARIED = ("learning_rate", "optimizer=adam,sgd", "momentum=0.5..0.9")


@pytest.fixture(autouse=True)
def started(monkeypatch):
    """What would have been started as a process, by its words; nothing is."""
    words = []
    monkeypatch.setattr("dashboard.sweeps.start_apart", lambda said, *_: words.append(said))
    monkeypatch.setattr("dashboard.widgets.trial_table.see_to_queue", lambda: None)
    return words


@pytest.fixture
def begin(runs, digits, tiny, quick):
    """Begins a search in the folder the pages look at."""

    def make(name="rates", trials=8):
        space = dict(read_variation(text, quick) for text in VARIED)
        return Sweeps(runs.folder).create(plan_sweep(digits, tiny, quick, space, name=name, trials=trials))

    return make


@pytest.fixture
def tend(runs, digits, monkeypatch):
    """Tends a search for so many looks, and trains what waits; an accuracy is as the learning rate."""
    monkeypatch.setattr(trial_runs, "open_for", lambda plan: digits)

    def go(sweep, looks):
        tending = Tender(sweep, runs)
        for _ in range(looks):
            tending.look()
            work(runs, lambda run: 0.9 + run.record.config.learning_rate)
        tending.look()

    return go


def test_before_the_first_search_it_is_said_what_will_be_here(visit):
    visitor = visit(PAGE)
    assert "Trials will be here as they come" in visitor.infos[0]
    assert "Search" in visitor.buttons


def test_a_search_is_begun_as_the_controls_say(visit, started, runs):
    visitor = visit(PAGE).choose_several("Settings to vary", "learning_rate", "optimizer", "weight_decay")
    visitor.page.number_input(key="search_trials").set_value(7)
    visitor.press("Search")
    sweep = Sweeps(runs.folder).find("latest")
    assert started == [["sweeps", "go-on", "balanced search", "--runs", str(runs.folder)]]
    assert list(sweep.plan.space) == ["learning_rate", "optimizer", "weight_decay"]
    assert (sweep.plan.trials, sweep.plan.minutes, sweep.plan.goal) == (7, None, "accuracy")
    assert "The first trials are about to begin." in visitor.words
    assert sweep.status == "running"  # though whoever is to tend it has only just been started
    assert "Stop" in visitor.buttons


def test_one_with_nothing_to_vary_is_refused_in_a_sentence(visit, started, runs):
    visitor = visit(PAGE).choose_several("Settings to vary")
    assert visitor.errors == ["A search varies at least one setting: choose which."]
    assert visitor.choose_several("Settings to vary", "optimizer").errors == []


def test_trials_are_shown_as_they_come(visit, begin, tend):
    sweep = begin()
    tend(sweep, 3)
    visitor = visit(PAGE)
    assert visitor.figures["Trials"] == "6 of 8"
    assert visitor.figures["Best accuracy"] == f"{100 * sweep.best.value:.2f} %"
    table = visitor.page.dataframe[0].value
    assert list(table["trial"][:1]) == [sweep.best.number + 1]
    assert "The best of 6 trials was chosen by the very images it is judged on" in visitor.words
    assert len(visitor.page.get("plotly_chart")) == 3
    assert "Stop" in visitor.buttons


def test_a_search_is_stopped_and_gone_on_with(visit, begin, tend, started, runs):
    sweep = begin()
    tend(sweep, 1)
    visitor = visit(PAGE).press("Stop")
    assert sweep.status == "stopped"
    assert queue.queued(runs) == []  # at once, since nobody tends it
    assert visitor.press("Go on")
    assert started == [["sweeps", "go-on", "rates", "--runs", str(runs.folder)]]
    assert (sweep.why_stopped, sweep.status) == (None, "running")


def test_one_that_nobody_looks_after_says_so(visit, begin):
    begin()
    visitor = visit(PAGE)
    assert "Nobody looks after this search just now" in visitor.warnings[0]
    assert "Go on" in visitor.buttons


def test_the_best_is_trained_in_full(visit, begin, tend, runs, digits, monkeypatch):
    monkeypatch.setattr("cnn.sweep.creation.open_for", lambda plan: digits)
    sweep = begin()
    tend(sweep, 2)
    visitor = visit(PAGE).press("Train the best in full")
    assert visitor.title == "Train"
    newest = queue.queued(runs)[-1]
    assert newest.name == f"rates, trial {sweep.best.number + 1} in full"
    assert newest.record.config.learning_rate == sweep.best.values["learning_rate"]


def test_several_are_listed_the_newest_first(visit, begin):
    begin("first"), begin("second")
    visitor = visit(PAGE)
    assert "**second**" in visitor.words
    assert "**first**" in visitor.choose("Shown search", "first").words


def test_trials_that_failed_say_why_and_nothing_breaks(visit, begin, tend, runs, digits):
    sweep = begin(trials=2)
    tending = Tender(sweep, runs)
    tend(sweep, 0)
    while (run := queue.claim_next(runs)) is not None:
        end(run, status="failed", reason="<b>The</b> loss turned NaN.")
    tending.look()
    visitor = visit(PAGE)
    assert list(visitor.page.dataframe[0].value["why"]) == ["<b>The</b> loss turned NaN."] * 2
    assert visitor.figures["Best accuracy"] == "–"


def test_a_visitor_without_charge_of_the_machine_begins_and_ends_none(visit, begin, started, monkeypatch):
    begin().stop()
    for place in ("search_form", "search_view"):
        monkeypatch.setattr(f"dashboard.widgets.{place}.present", lambda: Visitor("Ada"))
    visitor = visit(PAGE)
    assert "A search takes the whole machine for long: a teacher begins and ends one." in visitor.words
    assert {button.label: button.disabled for button in visitor.page.button}["Search"]
    assert "Go on" not in {button.label for button in visitor.page.button}
    assert started == []


def test_a_storage_out_of_reach_is_said_in_place(visit, monkeypatch):
    monkeypatch.setenv("CNN_SWEEPS", "sqlite:////proc/none/x.sqlite")
    monkeypatch.setattr("cnn.sweep.sweeps.is_there", lambda url: True)
    visitor = visit(PAGE)
    assert any("cannot be read" in error for error in visitor.errors)
    assert visitor.title == "Search"
