"""One's own drawings: by class, one to be chosen, given another class, deleted, or brought back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

import streamlit as st

from cnn.data.drawings import OwnDrawing, delete, relabel, restore
from cnn.data.imageset import DIGITS
from cnn.errors import CnnError, DrawingError
from dashboard.charts.drawings import SIDE_PX, Row, drawings_figure, in_words
from dashboard.widgets.digits import show_digits, shown
from dashboard.widgets.fault import plain

CHOSEN, UNDONE, FAULT, NUMBER, CLASS = "chosen_drawing", "drawing_changes", "drawing_fault", "drawing_no", "drawing_is"
LARGE_PX = 168
MOST_UNDONE = 50


@dataclass(frozen=True)
class Change:
    """What was done to a drawing; deleted where nothing is left of it."""

    before: OwnDrawing
    after: OwnDrawing | None


def in_order(drawings: Sequence[OwnDrawing]) -> list[OwnDrawing]:
    """By class, numbers by their value, then by age: as they lie on the sheet."""

    def key(drawing: OwnDrawing) -> tuple[bool, int, str, str]:
        name = drawing.class_name
        return not name.isdecimal(), int(name) if name.isdecimal() else 0, name, drawing.id

    return sorted(drawings, key=key)


def readable(drawings: Sequence[OwnDrawing]) -> tuple[list[OwnDrawing], list[str]]:
    """The drawings that can be shown, and sentences about the others."""
    sound, faults = [], []
    for drawing in drawings:
        try:
            _ = drawing.image
            sound.append(drawing)
        except DrawingError as error:
            faults.append(str(error))
    return sound, faults


def show_sheet(drawings: Sequence[OwnDrawing]) -> None:
    """All of them, in this order, on a sheet to click."""
    rows = [
        Row(name, [shown(drawing.image[None], 2 * SIDE_PX) for drawing in group])
        for name, group in groupby(drawings, key=lambda drawing: drawing.class_name)
    ]
    st.plotly_chart(
        drawings_figure(rows, _number(drawings)),
        config={"displayModeBar": False},
        alt=in_words(rows),
        key="drawings_sheet",
        on_select=_take_click,
        selection_mode="points",
    )


def edit_chosen(drawings: Sequence[OwnDrawing]) -> None:
    """The chosen drawing large, with its class to change and a button to delete it; and a button to undo."""
    if fault := st.session_state.pop(FAULT, ""):
        st.error(plain(fault), icon=":material/error:")
    if drawings:
        number = _number(drawings)
        st.session_state[NUMBER] = number + 1
        st.number_input("Drawing", 1, len(drawings), key=NUMBER, on_change=_take_number)
        chosen = drawings[number]
        show_digits(chosen.image[None, None], [f"{chosen.class_name}, kept {_when(chosen)}"], LARGE_PX)
        names = list(dict.fromkeys([*DIGITS, *(drawing.class_name for drawing in drawings)]))
        st.session_state[CLASS] = chosen.class_name
        st.selectbox("It is a", names, format_func=plain, key=CLASS, on_change=_relabel, args=(chosen,))
        st.button("Delete", icon=":material/delete:", width="stretch", on_click=_delete, args=(chosen,))
    if drawings or _changes():
        st.button("Undo", icon=":material/undo:", width="stretch", disabled=not _changes(), on_click=_undo)


def _number(drawings: Sequence[OwnDrawing]) -> int:
    """Which one is chosen: the one clicked, whatever its class is by now, else the last of those there are."""
    chosen = st.session_state.get(CHOSEN)
    ids = [drawing.id for drawing in drawings]
    if chosen in ids:
        return ids.index(chosen)
    wanted = st.session_state.get(NUMBER) or len(ids)
    return min(max(wanted, 1), len(ids)) - 1


def _take_click() -> None:
    points = st.session_state["drawings_sheet"]["selection"]["points"]
    if points:
        st.session_state.pop(CHOSEN, None)
        st.session_state[NUMBER] = int(points[0]["point_index"]) + 1


def _take_number() -> None:
    st.session_state.pop(CHOSEN, None)


def _relabel(drawing: OwnDrawing) -> None:
    def act() -> Change:
        return Change(drawing, relabel(drawing, st.session_state[CLASS]))

    _do(act)
    st.session_state[CHOSEN] = drawing.id


def _delete(drawing: OwnDrawing) -> None:
    def act() -> Change:
        delete(drawing)
        return Change(drawing, None)

    _do(act)


def _do(act: Callable[[], Change]) -> None:
    try:
        change = act()
    except CnnError as error:
        st.session_state[FAULT] = str(error)
        return
    st.session_state[UNDONE] = [*_changes(), change][-MOST_UNDONE:]


def _undo() -> None:
    *earlier, last = _changes()
    st.session_state[UNDONE] = earlier
    try:
        if last.after is None:
            restore(last.before)
        else:
            relabel(last.after, last.before.class_name)
        st.session_state[CHOSEN] = last.before.id
    except CnnError as error:
        st.session_state[FAULT] = str(error)


def _changes() -> list[Change]:
    changes: list[Change] = st.session_state.get(UNDONE, [])
    return changes


def _when(drawing: OwnDrawing) -> str:
    """Day and minute, from ``20260131-142530-000000``."""
    day, _, time = drawing.id.partition("-")
    return f"{day[:4]}-{day[4:6]}-{day[6:8]} {time[:2]}:{time[2:4]}"
