"""Steps of a walk: a slider, and buttons for one step, one row and the whole; the step stands in the address."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

STEP = "step"


def choose_step(
    steps: int, row_length: int, *, is_playing: bool = False, beside: Callable[[int], None] | None = None
) -> int:
    """Let a visitor choose a step from 1 to ``steps``; a row of the walk has ``row_length`` of them.

    It begins in the middle, where digits have their ink. is_playing: the steps follow by themselves, so the address and
    the buttons wait. beside: shows what belongs left of the slider, given the number of steps.
    """
    if steps == 1:
        st.caption("The window fits in one place only.")
        return 1
    middle = steps // row_length // 2 * row_length + (row_length + 1) // 2
    asked = st.session_state.get(STEP) or whole_number(st.query_params.get(STEP, ""), middle)
    st.session_state[STEP] = asked if 1 <= asked <= steps else middle
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        if beside:
            beside(steps)
        step: int = st.slider(f"Step, of {steps:,}", 1, steps, key=STEP, persist_state="session")
    if not is_playing:
        st.query_params[STEP] = str(step)
    with st.container(horizontal=True, gap="small"):
        back, on = is_playing or step == 1, is_playing or step == steps
        _button("Back", "chevron_left", "One step back", -1, steps, is_off=back)
        _button("Next", "chevron_right", "One step on", 1, steps, is_off=on)
        _button("Row", "keyboard_arrow_down", "One row on", row_length, steps, is_off=on)
        _button("All", "done_all", "To the last step: the whole map", steps, steps, is_off=on)
    return step


def go_on(by: int, steps: int) -> bool:
    """Go so many steps on; whether there was one more. Called before ``choose_step``."""
    at = st.session_state.get(STEP, 1)
    _move(by, steps)
    return bool(at < steps)


def start_again(steps: int) -> None:
    """Go back to the first step from the last one; from any other nothing happens."""
    if st.session_state.get(STEP) == steps:
        st.session_state[STEP] = 1


def whole_number(text: str, otherwise: int) -> int:
    """What an address says, where it is a whole number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _button(label: str, icon: str, tip: str, by: int, steps: int, *, is_off: bool) -> None:
    st.button(
        label,
        key=f"step_{label.lower()}",
        icon=f":material/{icon}:",
        help=tip,
        disabled=is_off,
        on_click=_move,
        args=(by, steps),
    )


def _move(by: int, steps: int) -> None:
    """Go on from where the slider is by then, which two quick clicks have moved farther than was seen."""
    st.session_state[STEP] = min(steps, max(1, st.session_state.get(STEP, 1) + by))
