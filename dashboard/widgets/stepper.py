"""Steps of a walk: a slider, and buttons for one step, one row and the whole; the step stands in the address."""

from __future__ import annotations

import streamlit as st

STEP = "step"


def choose_step(steps: int, row_length: int) -> int:
    """Let a visitor choose a step from 1 to ``steps``; a row of the walk has ``row_length`` of them.

    It begins in the middle, where digits have their ink.
    """
    if steps == 1:
        st.caption("The filter fits in one place only.")
        return 1
    middle = (steps + row_length) // 2
    asked = st.session_state.get(STEP) or whole_number(st.query_params.get(STEP, ""), middle)
    st.session_state[STEP] = asked if 1 <= asked <= steps else middle
    step: int = st.slider(f"Step, of {steps:,}", 1, steps, key=STEP, persist_state="session")
    st.query_params[STEP] = str(step)
    with st.container(horizontal=True, gap="small"):
        _button("Back", "chevron_left", "One step back", -1, step, steps)
        _button("Next", "chevron_right", "One step on", 1, step, steps)
        _button("Row", "keyboard_arrow_down", "One row on", row_length, step, steps)
        _button("All", "done_all", "To the last step: the whole feature map", steps, step, steps)
    return step


def whole_number(text: str, otherwise: int) -> int:
    """What an address says, where it is a whole number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _button(label: str, icon: str, tip: str, by: int, step: int, steps: int) -> None:
    st.button(
        label,
        key=f"step_{label.lower()}",
        icon=f":material/{icon}:",
        help=tip,
        disabled=step == (1 if by < 0 else steps),
        on_click=_move,
        args=(by, steps),
    )


def _move(by: int, steps: int) -> None:
    """Go on from where the slider is by then, which two quick clicks have moved farther than was seen."""
    st.session_state[STEP] = min(steps, max(1, st.session_state[STEP] + by))
