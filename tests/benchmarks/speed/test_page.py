"""A training is watched in a real browser, from the queue to its end."""

import pytest

from benchmarks.speed.page import watch_training, why_no_page
from benchmarks.speed.watching import seconds_of
from cnn.runs.creation import create_run
from tests.chromium import is_required


@pytest.mark.browser
def test_a_queued_run_is_worked_on_because_its_page_is_open(tmp_path, digits, tiny, quick):
    if reason := why_no_page():
        (pytest.fail if is_required() else pytest.skip)(reason)
    run = watch_training(tmp_path / "served", lambda store: create_run(store, digits, tiny, quick))
    assert len(seconds_of(run)) == quick.epochs
    assert "Traceback" not in (tmp_path / "served/server.log").read_text()
