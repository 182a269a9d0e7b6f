"""Work side by side gives what it would give one after the other."""

import threading

import pytest
import torch

from cnn import threads
from cnn.threads import Team, side_by_side


@pytest.fixture(params=[1, 2])
def count(request, monkeypatch):
    monkeypatch.setattr(threads, "THREADS", request.param)
    before = torch.get_num_threads()
    yield request.param
    torch.set_num_threads(before)


@pytest.mark.parametrize("pieces", [0, 1, 2, 50])
def test_results_come_in_the_order_of_the_pieces(count, pieces):
    assert list(side_by_side(lambda piece: piece * piece, range(pieces))) == [k * k for k in range(pieces)]


def test_a_piece_that_fails_is_heard_of(count):
    def fail(piece):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(side_by_side(fail, range(5)))


def test_each_thread_computes_alone_and_later_ones_do_not(monkeypatch):
    monkeypatch.setattr(threads, "THREADS", 2)
    before = torch.get_num_threads()
    try:
        assert set(side_by_side(lambda piece: torch.get_num_threads(), range(8))) == {1}
        assert torch.get_num_threads() == 2
        later = []
        thread = threading.Thread(target=lambda: later.append(torch.get_num_threads()))
        thread.start()
        thread.join()
        assert later == [2]
    finally:
        torch.set_num_threads(before)


def test_who_stops_listening_stops_the_work(monkeypatch):
    monkeypatch.setattr(threads, "THREADS", 2)
    before = torch.get_num_threads()
    never, done = threading.Event(), []

    def work(piece):
        never.wait(0.1 if piece else 0)
        done.append(piece)

    results = side_by_side(work, range(1000))
    next(results)
    results.close()
    torch.set_num_threads(before)
    assert len(done) < 1000


@pytest.fixture
def threads_as_before():
    """PyTorch's number of threads is what it was once the test is over."""
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


def test_a_team_works_everywhere_at_once_in_the_same_threads_each_time(threads_as_before):
    together = threading.Barrier(3, timeout=10)
    seen = [set(), set(), set()]

    def work(number):
        together.wait()  # only passed where all three are at work
        seen[number].add(threading.get_ident())

    with Team(2, each=1, after=1) as team:
        for _ in range(20):
            team.everywhere(work)
    assert seen[0] == {threading.get_ident()}
    assert len(set.union(*seen)) == 3


@pytest.mark.parametrize("others", [0, 2])
def test_a_fault_in_a_team_is_heard_of_when_all_have_ended(others, threads_as_before):
    ended = []

    def work(number):
        ended.append(number)
        if number == others:
            raise ZeroDivisionError

    with Team(others, each=1, after=1) as team, pytest.raises(ZeroDivisionError):
        team.everywhere(work)
    assert sorted(ended) == list(range(others + 1))


def test_threads_of_pytorch_are_shared_out_within_a_team_and_restored_after_it(threads_as_before):
    torch.set_num_threads(6)
    found = {}
    with Team(2, each=2, after=5) as team:
        team.everywhere(lambda number: found.update({number: torch.get_num_threads()}))
    assert found == {0: 2, 1: 2, 2: 2}
    assert torch.get_num_threads() == 5


def test_who_is_alone_changes_nothing(threads_as_before):
    torch.set_num_threads(3)
    with Team(0, each=1, after=1) as team:
        team.everywhere(lambda number: None)
        assert list(team.in_order(abs, [-1, 2])) == [1, 2]
        assert torch.get_num_threads() == 3
    assert torch.get_num_threads() == 3
