"""Every page of the menu works whatever there is: nothing, the starter, a finished run, broken runs."""

import pytest

from dashboard.navigation import ENTRIES

FILES = [entry.file for entry in ENTRIES]
every_page = pytest.mark.parametrize("file", FILES)


@every_page
def test_with_nothing_yet(file, visit):
    visitor = visit(file)
    assert visitor.title
    assert visitor.works_on


@every_page
def test_with_the_starter_alone(file, visit, starter):
    visitor = visit(file)
    assert visitor.title
    assert not visitor.errors


@every_page
def test_with_a_finished_run(file, visit, finished):
    visitor = visit(file)
    assert not visitor.errors
    assert not visitor.warnings


@every_page
def test_with_broken_runs_beside_a_finished_one(file, visit, another, lost, failed, damaged):
    another("20250101-000000")  # older than the broken ones, which come first
    visitor = visit(file)
    assert visitor.title
    assert visitor.works_on


def test_the_menu_is_the_story_in_order():
    sections = list(dict.fromkeys(entry.section for entry in ENTRIES))
    assert sections == ["Start", "Learn", "Data", "Model", "Train", "Inspect", "Use"]


def test_every_page_has_an_address_and_an_icon_of_its_own():
    assert len({entry.file.rpartition("/")[2] for entry in ENTRIES}) == len(ENTRIES)
    assert len({entry.icon for entry in ENTRIES}) == len(ENTRIES)


@pytest.mark.parametrize(
    ("file", "label", "leads_to"),
    [
        ("start/start.py", "Train your first network", "Train"),
        ("data/explore.py", "Look at the statistics", "Statistics"),
        ("data/statistics.py", "See it as a map", "Map"),
        ("data/map.py", "Find an image", "Find"),
        ("data/find.py", "Preview the training", "Preview"),
        ("data/preview.py", "Design a network", "Design"),
        ("train/train.py", "See where it errs", "Evaluate"),
        ("train/search.py", "See all runs", "Runs"),
        ("train/runs.py", "Train another", "Train"),
        ("inspect/evaluate.py", "See how sure it may be", "Confidence"),
        ("inspect/confidence.py", "See what its errors depend on", "Errors"),
        ("inspect/errors.py", "See why", "Why"),
        ("inspect/why.py", "Hold it against another", "Compare runs"),
        ("inspect/compare_runs.py", "Draw a digit for them", "Draw"),
        ("use/draw.py", "Predict the test part", "Submit"),
        ("use/number.py", "Predict the test part", "Submit"),
        ("use/submit.py", "Take the network along", "Take along"),
        ("use/export.py", "Train another", "Train"),
    ],
)
def test_the_next_step_leads_where_it_says(file, label, leads_to, visit, starter):
    assert visit(file).press(label).title == leads_to
