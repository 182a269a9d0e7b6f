"""Runs are found by status, task, data, tags and words, and come in the order asked for."""

import pytest

from cnn.runs.record import DataRecord, State
from cnn.runs.summary import Summary
from cnn.runs.wanted import Wanted, find_runs

MNIST = DataRecord(source="mnist", title="MNIST", class_names=("0",), shape=(1, 8, 8), rows=1000, fingerprint="f")
DIGITS = MNIST.model_copy(update={"title": "Digits"})


def run(run_id, **told):
    """A summary with these facts."""
    usual = {
        "kind": "train",
        "name": run_id,
        "tags": (),
        "text": "",
        "created": "2026-01-01T00:00:00",
        "preset": None,
        "network": "lenet",
        "parameters": 10,
        "data": MNIST,
        "settings": {},
        "judged_rows": 100,
        "is_usable": True,
        "state": State(status="finished"),
    }
    return Summary(id=run_id, **{**usual, **told})


RUNS = [
    run("d", name="Delta", state=State(status="finished", validation_accuracy=0.9, time_s=5.0), tags=("x", "y")),
    run("c", name="gamma", state=State(status="failed"), parameters=None, kind="experiment", data=DIGITS),
    run(
        "b",
        name="beta",
        state=State(status="finished", validation_accuracy=0.95, time_s=9.0),
        parameters=3,
        tags=("x",),
    ),
    run("a", name="Alpha", text="slow but sure", settings={"optimizer": "adam"}, parameters=99),
]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), "dcba"),
        (Wanted(statuses=("failed",)), "c"),
        (Wanted(statuses=("failed", "finished")), "dcba"),
        (Wanted(kinds=("train",)), "dba"),
        (Wanted(data=("Digits",)), "c"),
        (Wanted(tags=("x",)), "db"),
        (Wanted(tags=("x", "y")), "d"),
        (Wanted(text="ADAM"), "a"),
        (Wanted(text="sure  slow"), "a"),
        (Wanted(text="sure fast"), ""),
        (Wanted(text="lenet"), "dcba"),
        (Wanted(order="most accurate"), "bdca"),
        (Wanted(order="quickest"), "dbca"),
        (Wanted(order="smallest"), "bdac"),
        (Wanted(order="name"), "abdc"),
        (Wanted(order="most accurate", tags=("x",)), "bd"),
    ],
)
def test_what_is_wanted_is_found_in_order(wanted, found):
    assert "".join(summary.id for summary in find_runs(RUNS, wanted)) == found
