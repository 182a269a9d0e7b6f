"""A run does not notice that the dashboard is killed, again and again (as often as it takes: the benchmark)."""

from benchmarks.dashboard_kills import FOUND_WITHIN_S, STOPPED_WITHIN_S, Outcome, kill_dashboards, too_slow


def test_a_run_goes_on_whatever_becomes_of_the_dashboard_and_ends_without_a_trace(tmp_path):
    outcome = kill_dashboards(tmp_path, kills=3)
    assert outcome.faults == []
    assert len(outcome.found_s) == 2


def test_what_takes_too_long_is_told():
    assert too_slow(Outcome([FOUND_WITHIN_S], STOPPED_WITHIN_S)) == []
    assert len(too_slow(Outcome([1.0, FOUND_WITHIN_S + 1], STOPPED_WITHIN_S + 1))) == 2
