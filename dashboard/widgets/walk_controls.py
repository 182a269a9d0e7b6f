"""How a filter walks: its stride and padding, and the channel of a colour picture it looks at."""

from __future__ import annotations

import streamlit as st

CHANNELS = ("red", "green", "blue")
SLIDER_PX = 130


def choose_way() -> tuple[int, int]:
    """Stride S and padding P, in pixels."""
    with st.container(horizontal=True):
        stride_px = st.slider(
            "Stride",
            1,
            4,
            1,
            key="stride",
            bind="query-params",
            width=SLIDER_PX,
            help="How many pixels the filter moves at each step. A larger stride gives a smaller feature map.",
        )
        padding_px = st.slider(
            "Padding",
            0,
            3,
            0,
            key="padding",
            bind="query-params",
            width=SLIDER_PX,
            help="How many zeros are added on every side, so that the filter's middle reaches the border too.",
        )
    return stride_px, padding_px


def choose_channel(depth: int) -> int:
    """Which of ``depth`` channels is walked over; nothing is asked where there is one."""
    if depth == 1:
        return 0
    name = st.selectbox(
        "Channel",
        CHANNELS[:depth],
        key="channel",
        bind="query-params",
        help="A colour picture has depth 3, and a filter of a network then has a square of weights for each channel "
        "and adds up all three sums. Here one channel is walked over.",
    )
    return CHANNELS.index(name)
