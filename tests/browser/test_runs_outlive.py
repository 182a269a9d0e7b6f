"""A run goes on whatever becomes of the tab and the server; stopping is quick; a dead worker is noticed."""

import re

import psutil
import pytest

STOP_PATIENCE_S = 5.0  # two are promised; the machine may be busy
LOST_PATIENCE_S = 10.0


@pytest.fixture
def start_long_run():
    """Starts a run that would take minutes, and waits until it trains."""

    def start(tab):
        tab.open("train").choose("Network", "Strong").expect_text("strong, ").step("Epochs", "End").press("Train")
        tab.wait_until(lambda: tab.server.runs.made_here())
        (run,) = tab.server.runs.made_here()
        tab.wait_until(lambda: run.status == "running" and run.state.step > 0)
        return run

    return start


def test_stop_ends_a_run_at_once_and_keeps_the_best(server, open_tab, start_long_run):
    tab = open_tab(server)
    run = start_long_run(tab)
    tab.wait_until(lambda: run.state.best_epoch > 0)
    tab.expect_text("running")
    stop = tab.page.get_by_role("button", name="Stop", exact=True)
    stop.click()
    assert tab.wait_until(lambda: run.status == "stopped") <= STOP_PATIENCE_S
    tab.expect_text("Stopped when asked; the best weights are kept.")
    assert run.is_usable
    tab.press("See where it errs").expect_title("Evaluate").expect_text("Confusion matrix")


def test_a_run_outlives_tab_and_server_and_goes_on_after_its_worker_died(serve, open_tab, start_long_run):
    first = serve()
    tab = open_tab(first)
    run = start_long_run(tab)
    tab.page.close()
    first.kill()
    step = run.state.step

    second = serve()
    tab = open_tab(second)
    tab.wait_until(lambda: run.state.step > step)
    assert run.status == "running"
    tab.open("train").expect_text("running").expect_text(re.compile("Epoch [0-9]+ of 60"))
    points = tab.points
    tab.wait_until(lambda: points() > 0)
    before = points()
    tab.wait_until(lambda: points() > before)

    dead = run.state.pid
    psutil.Process(dead).kill()
    tab.expect_text("Its worker died once", LOST_PATIENCE_S)
    tab.wait_until(lambda: run.status == "running" and run.state.pid != dead)
    assert run.state.deaths == 1
