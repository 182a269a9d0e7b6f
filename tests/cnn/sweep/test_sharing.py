"""Several machines share a search: each has its own runs folder, and takes over what another one left."""

from cnn.runs.store import RunStore
from cnn.sweep.sweep import HEARTBEAT_S
from cnn.sweep.sweeps import Sweeps
from cnn.sweep.tending import Tender, place_of
from tests.cnn.sweep.pretending import work


def test_trials_are_shared_out_and_each_counts_once(begin, tender, store, tmp_path):
    sweep = begin(trials=9)
    other = RunStore(tmp_path / "other")
    there = Sweeps(store.folder).find("rates")  # as another machine has it
    tenders = [(tender(sweep), store), (Tender(there, other), other)]
    for _ in range(6):
        for tending, folder in tenders:
            tending.look()
            work(folder)
    assert [trial.fate for trial in sweep.trials] == ["finished"] * 9
    assert {trial.place for trial in sweep.trials} == {place_of(store), place_of(other)}
    assert len(list(store.made_here())) + len(list(other.made_here())) == 9
    assert sweep.is_over


def test_what_a_machine_left_is_taken_over_after_twice_its_heartbeat(begin, tender, store, tmp_path, monkeypatch):
    sweep = begin(trials=3)
    tender(sweep).look()
    other = RunStore(tmp_path / "other")
    there = Tender(Sweeps(store.folder).find("rates"), other)
    there.look()
    assert len(list(other.made_here())) == 1  # the third; the first two are looked after
    now = sweep.trials[0].started_s + 2 * HEARTBEAT_S + 1
    monkeypatch.setattr("cnn.sweep.sweep.time.time", lambda: now)
    there.look()
    work(other)
    there.look()
    assert [trial.fate for trial in sweep.trials] == ["finished"] * 3
    assert {trial.place for trial in sweep.trials} == {place_of(other)}


def test_who_comes_back_to_what_was_taken_over_counts_nothing_twice(begin, tender, store, tmp_path):
    sweep = begin(trials=2)
    first = tender(sweep)
    first.look()
    work(store, reach=lambda run: 0.5)
    sweep.leave(place_of(store))
    other = RunStore(tmp_path / "other")
    there = Tender(Sweeps(store.folder).find("rates"), other)
    there.look()
    work(other, reach=lambda run: 0.7)
    there.look()
    assert first.look().told == ()
    assert [trial.value for trial in sweep.trials] == [0.7, 0.7]
