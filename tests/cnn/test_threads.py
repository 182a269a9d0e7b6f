"""Work side by side gives what it would give one after the other."""

import threading

import pytest
import torch

from cnn import threads
from cnn.threads import side_by_side


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
