"""What becomes of a trial, by what became of its run."""

import pytest

from cnn.sweep.outcome import Outcome, best_report, outcome, outcome_of_none, reports_of
from cnn.sweep.trial import SweepTrial
from tests.cnn.sweep.pretending import epoch

OPEN = {"id": 1, "number": 0, "values": {}, "fate": "open", "value": None, "reports": {}}


@pytest.mark.parametrize(
    ("asked", "status", "expected"),
    [
        ("", "queued", Outcome("wait")),
        ("", "running", Outcome("wait")),
        ("", "paused", Outcome("wait")),
        ("", "lost", Outcome("wait")),  # the queue returns it
        ("", "finished", Outcome("tell", "finished")),
        ("prune", "finished", Outcome("tell", "finished")),
        ("again", "finished", Outcome("tell", "finished")),
        ("", "failed", Outcome("tell", "failed", "It broke.")),
        ("prune", "stopped", Outcome("tell", "pruned", "It was behind.")),
        ("again", "stopped", Outcome("again")),
        ("", "stopped", Outcome("tell", "pruned", "Stopped by hand.")),
    ],
)
def test_a_trial_ends_as_its_run_does(asked, status, expected):
    trial = SweepTrial(**OPEN, run="r", asked=asked, why="It was behind.")
    assert outcome(trial, status, "It broke.", is_judged=True) == expected


def test_what_was_never_judged_is_no_result():
    assert outcome(SweepTrial(**OPEN), "finished", "", is_judged=False).fate == "failed"


def test_a_run_that_is_gone_was_deleted_or_never_written():
    assert outcome_of_none(SweepTrial(**OPEN, run="r")).fate == "failed"
    assert outcome_of_none(SweepTrial(**OPEN, reserved="r")) == Outcome("again")
    assert outcome_of_none(SweepTrial(**OPEN, run="r", asked="again")) == Outcome("again")


def test_the_figure_is_that_of_the_epoch_that_is_kept():
    events = [epoch(1, 0.9, loss=0.4), epoch(2, 0.8, loss=0.3), epoch(3, 0.85, loss=float("nan"))]
    assert best_report(reports_of(events, "accuracy"), "accuracy") == 0.9
    assert reports_of(events, "loss") == {1: 0.4, 2: 0.3}
    assert best_report(reports_of(events, "loss"), "loss") == 0.3
    assert best_report({}, "loss") is None
