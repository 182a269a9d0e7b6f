"""Runs lists everything that was trained, finds, names, shows and deletes runs, and brings deleted ones back."""

import json

import pandas as pd
import pytest

from cnn.judging.evaluation import wilson_interval
from cnn.runs.deleted import KEPT_DAYS
from cnn.runs.record import Notes, State
from tests.pages.visitor import Visitor

HOSTILE = "<script>alert(1)</script> **b** [x](y) =cmd()"


def table_of(visitor):
    """The table as it is shown."""
    return visitor.page.dataframe[0].value


def names_of(visitor):
    return list(table_of(visitor)["name"])


@pytest.fixture
def at(visit):
    """Opens the page with these runs ticked."""
    return lambda *runs: visit("train/runs.py", address={"runs": ",".join(run.id for run in runs)})


def type_in(visitor: Visitor, **values: str) -> Visitor:
    """Put texts into the fields with these labels and save them."""
    for field in [*visitor.page.text_input, *visitor.page.text_area]:
        if (label := field.label.split(",")[0].lower()) in values:
            field.set_value(values[label])
    return visitor.press("Save")


def test_nothing_trained_says_so(visit):
    visitor = visit("train/runs.py")
    assert visitor.works_on.startswith("0 runs")
    assert visitor.press("Train another").title == "Train"


def test_all_runs_are_listed_the_newest_first_and_the_starter_last(visit, starter, finished, lost, failed):
    table = table_of(visit("train/runs.py"))
    assert list(table["id"]) == [finished.id, lost.id, failed.id, "starter"]
    assert list(table["status"]) == ["finished", "lost", "failed", "finished"]


def test_a_line_says_what_was_trained_on_what_and_how_well(visit, finished):
    line = table_of(visit("train/runs.py")).iloc[0]
    accuracy = finished.state.validation_accuracy
    low, high = wilson_interval(round(150 * accuracy), 150)
    assert line["name"] == "quick start"
    assert line["data"] == "Built-in digits"
    assert line["network"] == "tiny"
    assert line["parameters"] == 2326
    assert line["accuracy"] == pytest.approx(100 * accuracy)
    assert line["interval"] == f"{100 * low:.1f}–{100 * high:.1f} %"
    assert line["settings"] == "3 epochs, batch 32, Adam 0.01"
    assert line["made"] == pd.Timestamp(finished.record.created)


def test_a_damaged_folder_is_named(visit, damaged, finished):
    visitor = visit("train/runs.py")
    assert visitor.warnings == [f"The folder {damaged} cannot be read as a run."]
    assert list(table_of(visitor)["id"]) == [finished.id]


def test_runs_are_found_by_status_text_and_tag(visit, finished, lost, another):
    another("20250101-000000", name="older").write_notes(Notes(name="older", tags=("baseline",)))
    visitor = visit("train/runs.py")
    assert names_of(visitor.choose_several("Status", "lost")) == ["quick start"]
    assert "1 of 3 runs" in visitor.words
    assert len(names_of(visitor.choose_several("Status"))) == 3
    assert names_of(visitor.choose_several("Tags", "baseline")) == ["older"]
    by_address = visit("train/runs.py", address={"search": "OLD", "sort": "Name"})
    assert names_of(by_address) == ["older"]
    nothing = visit("train/runs.py", address={"search": "nothing like it"})
    assert nothing.infos == ["There is no such run: train one, or look for less above."]


def test_the_data_that_runs_are_of_is_not_the_data_that_the_address_opens(visit, finished):
    visitor = visit("train/runs.py", address={"data": "mnist"}).choose_several("Data set", "Built-in digits")
    assert names_of(visitor) == ["quick start"]
    assert not visitor.errors
    assert not visitor.page.warning


def test_other_kinds_of_runs_are_listed_and_told_apart(visit, finished, another):
    for number, kind in enumerate(("range_test", "folds", "embedding", "experiment")):
        record = another(f"2025010{number + 1}-000000").folder / "run.json"
        record.write_text(json.dumps(json.loads(record.read_text()) | {"kind": kind}))
    visitor = visit("train/runs.py")
    assert list(table_of(visitor)["task"]) == [
        "training",
        "experiment",
        "map (t-SNE)",
        "label check",
        "learning-rate range test",
    ]
    assert names_of(visitor.choose_several("Task", "label check")) == ["quick start"]
    assert not visitor.choose("Order", "Most accurate").errors


def test_a_run_of_several_networks_is_one_line(visit, ensemble):
    assert "networks 3, views 8" in table_of(visit("train/runs.py"))["settings"][0]


def test_a_run_up_close_leads_to_its_evaluation_and_to_drawing(at, finished, another):
    older = another("20250101-000000", name="older")
    visitor = at(older).press("Inspect it")
    assert visitor.title == "Evaluate"
    assert visitor.works_on.startswith("older on")
    assert at(older).press("Draw with it").works_on.startswith(f"{older.name}, trained on")


def test_a_run_up_close_shows_how_it_learned(at, finished):
    assert at(finished).pictured == ["The loss over the epochs", "The error rate over the epochs"]


def test_a_run_up_close_tells_the_command_that_makes_it_again(at, finished):
    assert at(finished).page.code[0].value == finished.record.command


def test_an_address_with_a_run_that_is_gone_says_so(visit, finished):
    visitor = visit("train/runs.py", address={"runs": "<b>gone</b>"})
    assert visitor.warnings == ["Not here, or not to be read: <b>gone</b>. It may have been deleted."]
    assert "<b>" not in visitor.words


def test_several_chosen_runs_lead_to_their_comparison(at, finished, another):
    older = another("20250101-000000", name="older")
    visitor = at(finished, older)
    assert "2 runs chosen" in visitor.subheaders
    assert "quick start, older" in visitor.words
    assert visitor.press("Compare them").works_on == "**quick start** and **older**"


def test_what_people_note_is_kept_and_found(at, visit, finished):
    visitor = type_in(at(finished), name="my best", tags="to submit,  baseline", notes="Shifted by 2 px.")
    assert finished.notes == Notes(name="my best", tags=("to submit", "baseline"), text="Shifted by 2 px.")
    assert finished.record.name == "quick start"
    assert names_of(visitor) == ["my best"]
    assert "Shifted by 2 px." in visitor.words.replace("\\", "")
    assert names_of(visit("train/runs.py", address={"search": "shifted"})) == ["my best"]
    type_in(visitor, name="", tags="", notes="")
    assert finished.notes == Notes()
    assert names_of(visitor) == ["quick start"]


def test_the_notes_that_others_wrote_meanwhile_are_shown(at, finished):
    visitor = at(finished)
    finished.write_notes(Notes(name="from elsewhere"))
    visitor.again()
    assert next(field for field in visitor.page.text_input if field.label == "Name").value == "from elsewhere"


def test_deleting_is_asked_first_and_undone_by_a_button(at, finished, runs):
    visitor = at(finished)
    assert finished.folder.is_dir()
    assert f"For {KEPT_DAYS} days it can be put back" in visitor.words
    visitor.press("Delete this run")
    assert not finished.folder.exists()
    assert runs.all() == []
    assert visitor.works_on.startswith("0 runs")
    assert visitor.press("Put back").works_on.startswith("1 run")
    assert runs.all() == [finished]


def test_deleted_runs_are_removed_for_good_when_asked(at, finished, runs):
    visitor = at(finished).press("Delete this run").press("Remove them for good")
    assert runs.deleted.all() == []
    assert "Put back" not in visitor.buttons


def test_several_are_deleted_at_once(at, runs, finished, another, starter):
    older = another("20250101-000000", name="older")
    at(finished, older, starter).press("Delete these 2 runs")
    assert runs.all() == [starter]
    assert len(runs.deleted.all()) == 2


def test_the_starter_is_neither_renamed_nor_deleted(at, starter):
    visitor = at(starter)
    assert "Delete this run" not in visitor.buttons
    assert "Save" not in visitor.buttons


def test_a_run_at_work_can_be_stopped_but_not_deleted(at, another, no_worker):
    visitor = at(another("20260101-000000", State(), without=("events.jsonl", "best.safetensors")))
    assert "Stop" in visitor.buttons
    assert "Delete this run" not in visitor.buttons


def test_a_lost_run_can_be_used_and_deleted(at, lost):
    visitor = at(lost)
    assert visitor.errors[0].startswith("The worker of this run died in epoch 2")
    assert {"Inspect it", "Draw with it", "Delete this run"} <= set(visitor.buttons)


def test_a_failed_run_without_weights_offers_no_use(at, failed):
    visitor = at(failed)
    assert visitor.errors == [failed.state.reason]
    assert "Inspect it" not in visitor.buttons


def test_hostile_names_stay_text(at, another):
    run = another("20260101-000000")
    run.write_notes(Notes(name=HOSTILE, tags=(HOSTILE,), text=HOSTILE))
    visitor = at(run)
    assert names_of(visitor) == [HOSTILE]
    assert "<script>" not in visitor.words
    assert "](y)" not in visitor.words


def test_charts_show_the_trainings_on_one_data_set_with_the_front_in_words(visit, finished, another, failed):
    better = another("20250101-000000", State(status="finished", validation_accuracy=0.99, time_s=2.0), name="better")
    visitor = visit("train/runs.py", address={"shown_as": "charts", "runs": better.id})
    assert "2 trainings on Built-in digits" in visitor.words.replace("\\", "")
    assert "Not beaten: better (2,326 parameters, 99.00 %)" in visitor.words.replace("\\", "")
    assert len(visitor.page.get("plotly_chart")) >= 2


def test_charts_without_a_judged_training_say_so(visit, failed):
    failed.write_state(State(status="failed", reason="no"))
    visitor = visit("train/runs.py", address={"shown_as": "charts"})
    assert visitor.infos == ["No training among these has been judged on a validation part yet."]
