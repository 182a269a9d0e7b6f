"""Steps of a walk: a slider, and buttons for one step, one row and the whole; the step stands in the address."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from cnn.inside.route import Numbers, telling_step

STEP = "step"


def choose_step(numbers: Numbers, *, is_playing: bool = False, beside: Callable[[int], None] | None = None) -> int:
    """Let a visitor choose a step of the walk that fills ``numbers`` (H2, W2), from 1.

    It begins where there is something to see. is_playing: the steps follow by themselves, so the address and the
    buttons wait. beside: shows what belongs left of the slider, given the number of steps.
    """
    steps, row_length = numbers.size, numbers.shape[1]
    if steps == 1:
        st.caption("The window fits in one place only.")
        return 1
    asked = st.session_state.get(STEP) or whole_number(st.query_params.get(STEP, ""), 0)
    st.session_state[STEP] = asked if 1 <= asked <= steps else telling_step(numbers)
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
