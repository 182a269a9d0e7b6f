"""What each layer does to the volume and what it costs, one a row, ending in softmax."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from cnn.model.layers import describe
from cnn.model.shapes import Step
from cnn.model.volume import Volume

ROW_PX, CARD_PX = 36, 208


def layer_table(steps: Sequence[Step]) -> pd.DataFrame:
    """The rows, the closing softmax among them."""
    rows = [
        {
            "Layer": f"{step.number}. {describe(step.layer)}",
            "In": str(step.before),
            "Out": str(step.after),
            "Output size": step.formula,
            "Parameters": step.parameters,
            "Multiply-adds": step.multiply_adds,
            "Receptive field": _field(step),
            "Never seen": f"{step.unseen_px} px" if step.unseen_px else "",
        }
        for step in steps
    ]
    last = str(steps[-1].after)
    softmax = {"Layer": "softmax", "In": last, "Out": last, "Output size": "e^zᵢ / Σ e^zⱼ, in all 1"}
    table = pd.DataFrame(
        [*rows, {**softmax, "Parameters": 0, "Multiply-adds": 0, "Receptive field": "all", "Never seen": ""}]
    )
    return table if table["Never seen"].any() else table.drop(columns="Never seen")


def show_layers(steps: Sequence[Step]) -> None:
    """The table, at full height so that nothing hides."""
    table = layer_table(steps)
    st.dataframe(
        table,
        hide_index=True,
        height=ROW_PX * (len(table) + 1) + 2,
        row_height=ROW_PX,
        alt="The layers with their volumes, formulas, parameters and multiply-adds",
        column_config={
            "Layer": st.column_config.TextColumn(width=245),
            "In": st.column_config.TextColumn(width=85, help="The volume that goes in: width × height × depth."),
            "Out": st.column_config.TextColumn(
                width=85, help="The volume that comes out; after flatten it is a row of numbers."
            ),
            "Output size": st.column_config.TextColumn(
                width=235,
                help="The width that comes out, (W − F + 2P)/S + 1 with the numbers put in; "
                "for a fully connected layer its weights and biases.",
            ),
            "Parameters": st.column_config.NumberColumn(
                width=95, format="localized", help="How many numbers the layer learns."
            ),
            "Multiply-adds": st.column_config.NumberColumn(
                width=105, format="localized", help="Multiplications, each with its addition, for one picture."
            ),
            "Receptive field": st.column_config.TextColumn(
                width=105, help="How large a patch of the picture one of its numbers depends on."
            ),
            "Never seen": st.column_config.TextColumn(
                help="Pixels at the far side of its input that no window reaches, because the division is rounded down."
            ),
        },
    )


def _field(step: Step) -> str:
    return f"{step.receptive_field_px}×{step.receptive_field_px}" if isinstance(step.after, Volume) else "all"


def show_totals(steps: Sequence[Step]) -> None:
    """What the whole network costs, in three cards."""
    cards = (
        ("Parameters", sum(step.parameters for step in steps), "How many numbers the network learns."),
        (
            "Multiply-adds",
            sum(step.multiply_adds for step in steps),
            "Multiplications, each with its addition, to read one picture: most of the work.",
        ),
        ("Layers", len(steps), "Steps from the picture to one number a class; softmax is not counted."),
    )
    with st.container(horizontal=True):
        for label, number, tip in cards:
            st.metric(label, f"{number:,}", help=tip, border=True, width=CARD_PX)
