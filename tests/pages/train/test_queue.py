"""Train and Runs show the queue: who works on what, and what waits in which order, to be moved and cancelled."""

import pytest

from cnn.runs import queue
from cnn.runs.creation import create_run
from cnn.runs.crew import Crew
from cnn.runs.queue import held
from cnn.runs.record import State
from tests.pages.visitor import read


@pytest.fixture
def waiting(runs, digits, tiny, quick, no_worker):
    """Three runs that wait."""
    return [create_run(runs, digits, tiny, quick, name=name) for name in ("first", "second", "third")]


def lines(visitor):
    """The lines of the queue, the place of each that waits before its name."""
    told = (read(text.value).replace("*", "") for text in visitor.page.markdown)
    return [line for line in told if " on Built-in digits" in line]


def press(visitor, what, run):
    visitor.page.button(key=f"{what}_{run.id}").click()
    return visitor.again()


def test_nothing_is_shown_where_nothing_waits(visit, finished, no_worker):
    assert "Queue" not in visit("train/runs.py").words


def test_a_run_that_is_watched_alone_is_no_queue(visit, runs, digits, tiny, quick, no_worker):
    create_run(runs, digits, tiny, quick)
    assert "Queue" not in visit("train/train.py").words
    assert "**Queue**: 0 at work, 1 waiting" in visit("train/runs.py").words


def test_a_run_that_is_watched_says_how_many_come_first(visit, waiting, runs):
    assert "Waiting for its turn: 2 runs come first." in visit("train/train.py").infos
    queue.set_at_once(runs, 3)
    assert "Waiting for the worker, which loads PyTorch when it starts." in visit("train/train.py").infos


@pytest.mark.parametrize("page", ["train/runs.py", "train/train.py"])
def test_what_waits_is_shown_in_its_order_and_a_worker_asked_for(visit, waiting, page, no_worker):
    shown = [line for line in lines(visit(page)) if line[0].isdigit()]
    assert shown == [
        f"{place}. {name} on Built-in digits" for place, name in enumerate(["first", "second", "third"], 1)
    ]
    assert no_worker


def test_a_run_is_moved_and_cancelled(visit, waiting, runs):
    visitor = press(visit("train/runs.py"), "first", waiting[2])
    assert [run.name for run in queue.queued(runs)] == ["third", "first", "second"]
    assert lines(visitor)[0] == "1. third on Built-in digits"
    visitor = press(press(visitor, "down", waiting[2]), "up", waiting[1])
    assert [run.name for run in queue.queued(runs)] == ["first", "second", "third"]
    visitor = press(visitor, "cancel", waiting[1])
    assert waiting[1].status == "stopped"
    assert len(lines(visitor)) == 2


def test_the_first_cannot_come_earlier_nor_the_last_later(visit, waiting):
    visitor = visit("train/runs.py")
    off = {button.key for button in visitor.page.button if button.disabled and button.key}
    assert {f"first_{waiting[0].id}", f"up_{waiting[0].id}", f"down_{waiting[2].id}"} <= off
    assert f"down_{waiting[0].id}" not in off


def test_who_works_on_what_is_told(visit, runs, digits, tiny, quick, no_worker):
    run = create_run(runs, digits, tiny, quick, state=held().model_copy(update={"epoch": 2, "left_s": 40, "deaths": 1}))
    with Crew(runs.folder).joined(1) as member, member.working_on(run.id):
        words = visit("train/runs.py").words
    assert "epoch 2 of 3, about 40 s left" in words
    assert f"Process {run.state.pid} on " in words
    assert " MB of memory, taken up again after its worker died" in words


def test_how_many_at_once_is_set(visit, waiting, runs):
    visitor = visit("train/runs.py")
    visitor.page.number_input(key="at_once_1").set_value(2)
    visitor.again()
    assert queue.at_once(runs) == 2
    assert visitor.page.number_input(key="at_once_2").value == 2


def test_a_lost_run_from_the_queue_has_a_worker_asked_for(visit, another, lost, no_worker):
    visit("train/runs.py", address={"runs": lost.id})
    asked = len(no_worker)
    lost.write_state(lost.state.model_copy(update={"from_queue": True}))
    visit("train/runs.py")
    assert len(no_worker) > asked


def test_a_long_queue_is_cut_short(visit, runs, another, no_worker):
    for number in range(13):
        another(f"20260201-{number:06d}", State())
    visitor = visit("train/runs.py")
    assert len(lines(visitor)) == 10
    assert "And 3 more after these." in visitor.words
