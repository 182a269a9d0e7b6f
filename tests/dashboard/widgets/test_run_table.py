"""Ticked lines are the chosen runs; those that a filter hides stay chosen."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.widgets.run_table import in_time


def page():
    import streamlit as st

    from dashboard import state
    from dashboard.widgets.run_table import _take

    if st.session_state.get("ticked"):
        _take("ticked", ["new", "old", "older"])
    st.write(" ".join(state.chosen_runs()) or "none")


def chosen(*rows, address="") -> str:
    test = AppTest.from_function(page)
    test.session_state["ticked"] = {"selection": {"rows": list(rows)}}
    if address:
        test.query_params["runs"] = address
    test.run()
    assert not test.exception
    asked = test.query_params.get("runs", [""])
    assert (asked if isinstance(asked, str) else asked[0]).replace(",", " ") == test.markdown[0].value.replace(
        "none", ""
    )
    return test.markdown[0].value


def test_ticks_choose_and_the_address_names_them():
    assert chosen(0, 2) == "new older"


def test_no_tick_chooses_none():
    assert chosen(address="old") == "none"


def test_a_chosen_run_that_is_not_listed_stays_chosen():
    assert chosen(1, address="hidden,new") == "hidden old"


def test_a_line_that_is_gone_by_now_chooses_nothing():
    assert chosen(7) == "none"


def test_very_many_are_chosen_without_an_address():
    test = AppTest.from_function(page)
    test.session_state["ticked"] = {"selection": {"rows": [0]}}
    test.query_params["runs"] = ",".join(f"run{number}" for number in range(60))
    test.run()
    assert not test.exception
    assert "runs" not in test.query_params
    assert len(test.markdown[0].value.split()) == 61


def test_times_are_read_in_minutes_and_sorted_as_times():
    seconds = [0.42, 9.96, 21.2, 515.0, 7500.4]
    assert in_time(seconds).total_seconds().tolist() == pytest.approx([0.4, 10.0, 21, 515, 7500])
    assert in_time([0.0]).isna().all()
