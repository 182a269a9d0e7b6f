"""Runs lists everything that was trained, shows one up close and deletes it after asking."""

import pytest

from cnn.runs.record import State

HOSTILE = "<script>alert(1)</script> **b** [x](y) =cmd()"


def clicked(row: int) -> dict[str, object]:
    """What the table reports once the box of a line was clicked."""
    return {"run_table": {"selection": {"rows": [row], "columns": [], "cells": []}}}


def table_of(visitor):
    """The table as it is shown."""
    return visitor.page.dataframe[0].value


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
    assert line["name"] == "quick start"
    assert line["data"] == "Built-in digits"
    assert line["epochs"] == finished.record.config.epochs
    assert line["accuracy"] == pytest.approx(100 * finished.state.validation_accuracy)


def test_a_damaged_folder_is_named(visit, damaged, finished):
    visitor = visit("train/runs.py")
    assert visitor.warnings == [f"The folder {damaged} cannot be read as a run."]
    assert list(table_of(visitor)["id"]) == [finished.id]


def test_a_run_up_close_leads_to_its_evaluation_and_to_drawing(visit, finished, another):
    older = another("20250101-000000", name="older")
    visitor = visit("train/runs.py", clicked(1)).press("Inspect it")
    assert visitor.title == "Evaluate"
    assert visitor.works_on.startswith("older on")
    assert visit("train/runs.py", clicked(1)).press("Draw with it").works_on.startswith(f"{older.name}, trained on")


def test_a_run_up_close_tells_the_command_that_makes_it_again(visit, finished):
    assert visit("train/runs.py", clicked(0)).page.code[0].value == finished.record.command


def test_deleting_is_asked_first_and_then_done(visit, finished, runs):
    visitor = visit("train/runs.py", clicked(0))
    assert finished.folder.is_dir()
    assert "gone for good" in visitor.words
    visitor.press("Delete this run")
    assert not finished.folder.exists()
    assert runs.all() == []
    assert visitor.works_on.startswith("0 runs")


def test_the_starter_cannot_be_deleted(visit, starter):
    assert "Delete this run" not in visit("train/runs.py", clicked(0)).buttons


def test_a_run_at_work_can_be_stopped_but_not_deleted(visit, another, no_worker):
    another("20260101-000000", State(), without=("events.jsonl", "best.safetensors"))
    visitor = visit("train/runs.py", clicked(0))
    assert "Stop" in visitor.buttons
    assert "Delete this run" not in visitor.buttons


def test_a_lost_run_can_be_used_and_deleted(visit, lost):
    visitor = visit("train/runs.py", clicked(0))
    assert visitor.errors[0].startswith("The worker of this run died in epoch 2")
    assert {"Inspect it", "Draw with it", "Delete this run"} <= set(visitor.buttons)


def test_a_failed_run_without_weights_offers_no_use(visit, failed):
    visitor = visit("train/runs.py", clicked(0))
    assert visitor.errors == [failed.state.reason]
    assert "Inspect it" not in visitor.buttons


def test_hostile_names_stay_text(visit, another):
    another("20260101-000000", name=HOSTILE)
    visitor = visit("train/runs.py", clicked(0))
    assert table_of(visitor)["name"][0] == HOSTILE
    assert "<script>" not in visitor.words
    assert "](y)" not in visitor.words
