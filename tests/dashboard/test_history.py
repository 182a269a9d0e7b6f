"""The course of a run is read on from where it was read last, and thinned without losing its extremes."""

import math

from hypothesis import given
from hypothesis import strategies as st

from cnn.runs.columns import read_part
from cnn.training.events import Failed, MemoryShort, Resumed
from dashboard.history import MOST_POINTS, History, thinned

values = st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=300)


@given(values, st.integers(4, 80))
def test_thinning_keeps_the_ends_and_the_extremes(values, most):
    kept = thinned(values, most)
    assert kept == sorted(set(kept))
    assert len(kept) <= max(most, 1)
    assert kept[0] == 0
    assert kept[-1] == len(values) - 1
    assert min(values[place] for place in kept) == min(values)
    assert max(values[place] for place in kept) == max(values)


@given(values)
def test_few_values_are_all_kept(values):
    assert thinned(values, len(values)) == list(range(len(values)))


def test_one_spike_among_thousands_stays():
    curve = [math.sin(place / 500) for place in range(50_000)]
    curve[31_234] = 7.0
    kept = thinned(curve)
    assert 31_234 in kept
    assert len(kept) <= MOST_POINTS


def test_no_values_are_no_points():
    assert thinned([]) == []


def test_events_are_sorted_by_kind(history, started):
    assert history.started == started
    assert history.courses[0].curve("loss")[0].tolist() == [50, 100, 150]
    assert [event.epoch for event in history.courses[0].epochs] == [1, 2]
    assert history.ending is None
    assert history.latest.step == 150
    assert history.total_steps == 400


def test_only_what_is_new_is_read(log, progress, monkeypatch):
    offsets = []
    monkeypatch.setattr("dashboard.history.read_part", lambda *where: offsets.append(where[1]) or read_part(*where))
    history = History(log)
    log.append(progress(1))
    history.read_on()
    size = log.path.stat().st_size
    log.append(progress(2))
    history.read_on()
    history.read_on()
    assert sorted(set(offsets)) == [0, size, log.path.stat().st_size]
    assert offsets.count(0) == 1
    assert history.courses[0].curve("loss")[0].tolist() == [1, 2]


def test_a_line_that_is_still_being_written_is_read_once_it_is_whole(log, progress):
    log.append(progress(1))
    whole = progress(2).model_dump_json().encode()
    history = History(log)
    with log.path.open("ab") as file:
        file.write(whole[:20])
        file.flush()
        history.read_on()
        assert history.courses[0].curve("loss")[0].tolist() == [1]
        file.write(whole[20:] + b"\n")
    history.read_on()
    assert history.courses[0].curve("loss")[0].tolist() == [1, 2]


def test_a_log_that_does_not_exist_yet_is_empty(log):
    history = History(log)
    history.read_on()
    assert history.latest is None
    assert history.total_steps == 0


def test_how_it_ended_is_known(log):
    log.append(Failed(reason="No room left."))
    history = History(log)
    history.read_on()
    assert history.ending.reason == "No room left."


def test_each_network_has_its_course(several):
    first, second = several.courses
    assert [event.epoch for event in first.epochs] == [1, 2]
    assert (first.best.epoch, second.best.epoch) == (2, 1)
    assert (first.last_step, second.last_step) == (200, 150)
    assert several.latest.member == 2


def test_a_network_without_validation_has_no_best_epoch(read, started, epoch):
    assert read(started, epoch(1, None)).courses[0].best is None


def test_a_shortage_of_memory_is_remembered(read, started):
    short = MemoryShort(epoch=1, step=3, pieces=4, images_at_once=16)
    assert read(started, short).memory_short == short


def test_what_a_run_tells_again_is_known_once(log, started, progress, epoch):
    history = History(log)
    log.append(started)
    log.append(epoch(1))
    kept = log.size_bytes
    log.append(progress(150, loss=0.3))
    log.append(epoch(2))
    log.append(Failed(reason="No room left."))
    history.read_on()
    assert history.ending is not None
    log.append(Resumed(epoch=2, step=100, log_bytes=kept))
    log.append(progress(140, loss=0.2))
    for _ in range(2):
        history.read_on()
        assert [event.epoch for event in history.courses[0].epochs] == [1]
        assert history.courses[0].curve("loss")[0].tolist() == [140]
        assert history.ending is None
        assert history.resumed.step == 100
    log.append(epoch(2))
    history.read_on()
    assert [event.epoch for event in history.courses[0].epochs] == [1, 2]
