"""A search loses none of its trials with their workers: the short form of ``python -m benchmarks.sweeping``."""

from benchmarks.sweeping.killing import search_under_fire


def test_workers_and_tenders_are_killed_and_no_trial_is_lost_or_counted_twice(tmp_path):
    report = search_under_fire(tmp_path, trials=20, workers=2, kills=2, tender_kills=1, stops=0, seed=1, epochs=1)
    assert report.faults == []
    assert (report.workers_killed, report.tenders_killed) == (2, 1)
    assert report.fates["finished"] + report.fates["pruned"] == 20
