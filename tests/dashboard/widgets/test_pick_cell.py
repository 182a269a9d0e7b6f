"""A cell is chosen by a click or by its row and column, and stands in the address."""

from streamlit.testing.v1 import AppTest

from dashboard.widgets.sheet import Click


def page():
    import streamlit as st

    from dashboard.widgets.pick_cell import _take_click, pick_cell

    if "clicked" in st.session_state:
        _take_click(st.session_state["clicked"])
    st.write(pick_cell((4, 6), (1, 2)))


def opened(**state):
    test = AppTest.from_function(page)
    for key, value in state.items():
        test.session_state[key] = value
    return test.run()


def chosen(test):
    assert not test.exception
    return tuple(test.number_input(key=key).value for key in ("cell_row", "cell_column"))


def test_it_begins_where_it_is_told():
    test = opened()
    assert chosen(test) == (1, 2)
    assert "cell" not in test.query_params


def test_a_click_chooses_the_cell_under_it():
    test = opened(clicked=Click(5.0, 3.0, 23))
    assert chosen(test) == (3, 5)
    assert test.query_params["cell"] == "3.5"


def test_a_typed_row_is_kept():
    test = opened()
    test.number_input(key="cell_row").set_value(3).run()
    assert chosen(test) == (3, 2)
    assert test.query_params["cell"] == "3.2"
