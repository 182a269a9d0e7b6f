"""A walk that can be stepped through, and that goes on by itself while it plays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from cnn.inside.route import Numbers
from dashboard.widgets.stepper import choose_step, go_on, start_again

PACE = "pace"
PAUSE = "Pause"


@dataclass(frozen=True)
class Pace:
    """How fast it goes: so many steps every so many seconds; by_rows: so many rows."""

    icon: str
    every_s: float
    by_rows: bool = False


PACES = {
    "Slow": Pace("play_arrow", 1.2),
    "Quick": Pace("fast_forward", 0.4),
    "Rows": Pace("keyboard_double_arrow_down", 0.6, by_rows=True),
}


def play(numbers: Numbers, show: Callable[[int], None]) -> None:
    """The controls of the walk that fills ``numbers`` (H2, W2): steps, rows, play and pause; below them ``show(step)``.

    While it plays only this part of the page runs, by the browser's clock. It pauses at the end and when one leaves.
    """
    pace = _pace()
    steps, row_length = numbers.size, numbers.shape[1]

    @st.fragment(run_every=pace.every_s if pace else None)
    def stage() -> None:
        if _pace() != pace:
            st.rerun()  # the browser's clock is set where the fragment is defined
        if pace and not go_on(row_length if pace.by_rows else 1, steps):
            st.session_state[PACE] = PAUSE
            st.rerun()
        step = choose_step(numbers, is_playing=pace is not None, beside=_choose_pace)
        show(step)

    stage()


def _choose_pace(steps: int) -> None:
    st.session_state.setdefault(PACE, PAUSE)
    st.segmented_control(
        "Play",
        [PAUSE, *PACES],
        required=True,
        key=PACE,
        format_func=lambda name: f":material/{PACES[name].icon if name in PACES else 'pause'}: {name}",
        on_change=start_again,
        args=(steps,),
    )


def _pace() -> Pace | None:
    return PACES.get(st.session_state.get(PACE, PAUSE))
