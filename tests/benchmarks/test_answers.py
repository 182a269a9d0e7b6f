"""What the measurement of answers operates, and what it leaves alone."""

from pathlib import Path

import pytest

from benchmarks.answers.actions import ACTIONS
from benchmarks.answers.controls import CLICKABLE, LEFT_ALONE
from benchmarks.answers.operations import KINDS
from benchmarks.answers.preparation import prepare
from benchmarks.answers.scenes import SCENES, scenes_of
from dashboard.navigation import ENTRIES


@pytest.mark.parametrize(
    "label",
    ["play_arrow Train", "download Download as CSV", "rule Check the labels", "bookmark_add Keep it", "Pause",
     "See where it errs arrow_forward", "fact_check Inspect it", "delete Delete"],
)  # fmt: skip
def test_what_begins_destroys_or_leads_on_is_left_alone(label):
    assert LEFT_ALONE.search(label)


@pytest.mark.parametrize("label", ["chevron_right Next", "check Keep 4 K", "label Relabel to 7 S", "undo Undo", "5 5"])
def test_what_a_visitor_presses_again_and_again_is_operated(label):
    assert not LEFT_ALONE.search(label)


def test_scenes_and_actions_are_those_of_pages():
    addresses = {Path(entry.file).stem for entry in ENTRIES}
    assert set(SCENES) | set(ACTIONS) <= addresses
    assert list(scenes_of("explore")) == [""]


def test_whatever_only_sometimes_takes_clicks_can_be_operated():
    assert set(CLICKABLE) <= set(KINDS)


def test_what_people_decided_is_not_touched(tmp_path, monkeypatch):
    monkeypatch.setattr("benchmarks.answers.preparation.MAKINGS", {})
    monkeypatch.setattr("benchmarks.answers.preparation.KEPT", tmp_path / "kept")
    monkeypatch.setenv("CNN_DATA", str(tmp_path / "own"))
    for name in ("corrections", "cache"):
        (tmp_path / "own" / name).mkdir(parents=True)
    (tmp_path / "kept" / "digits" / "runs").mkdir(parents=True)
    (tmp_path / "folder").mkdir()
    prepare(tmp_path / "folder", "digits")
    assert [path.name for path in (tmp_path / "folder" / "data").iterdir()] == ["cache"]
    assert (tmp_path / "folder" / "runs").is_dir()
