"""What each layer does to the volume and what it costs, one a row, ending in softmax; a click on a row chooses it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd
import streamlit as st

from cnn.model.architecture import Architecture
from cnn.model.editing import Path, layer_at, number_of, paths
from cnn.model.layers import Spec, describe
from cnn.model.soundness import Findings
from cnn.model.step import Step
from dashboard import state

TABLE = "layer_table"
ROW_PX, MOST_ROWS = 32, 24
INDENT = "\u2003"  # a space that a table keeps
COLUMNS = ["Layer", "In", "Out", "Output size", "Parameters", "Multiply-adds", "Sees", "Never seen"]
UNKNOWN = {"In": "", "Out": "", "Output size": "", "Sees": "", "Never seen": ""}


def show_layers(network: Architecture, findings: Findings, path: Path) -> None:
    """The table, in which the layer at ``path`` is chosen; long ones scroll in themselves."""
    table = layer_table(network, findings)
    places = [place for place, _, _ in _rows(network, findings)]
    shown = places.index(path)
    key = state.control_key(TABLE, shown)
    st.dataframe(
        table,
        hide_index=True,
        height=ROW_PX * (min(len(table), MOST_ROWS) + 1) + 2,
        row_height=ROW_PX,
        key=key,
        on_select=lambda: _take_row(key, places, shown),
        selection_mode=["single-row-required", "single-cell"],
        selection_default={"selection": {"rows": [shown]}},
        placeholder="",
        alt="The layers with their volumes, formulas, parameters and multiply-adds",
        column_config={
            "Layer": st.column_config.TextColumn(width=184),
            "In": st.column_config.TextColumn(width=74, help="The volume that goes in: width × height × depth."),
            "Out": st.column_config.TextColumn(
                width=74, help="The volume that comes out; after flatten it is a row of numbers."
            ),
            "Output size": st.column_config.TextColumn(
                width=142,
                help="The width that comes out, (W − F + 2P)/S + 1 with the numbers put in; "
                "for a fully connected layer its weights and biases.",
            ),
            "Parameters": st.column_config.NumberColumn(
                width=84, format="localized", help="How many numbers the layer learns."
            ),
            "Multiply-adds": st.column_config.NumberColumn(
                width=96, format="localized", help="Multiplications, each with its addition, for one picture."
            ),
            "Sees": st.column_config.TextColumn(
                width=66, help="Its receptive field: how large a patch of the picture one of its numbers depends on."
            ),
            "Never seen": st.column_config.TextColumn(
                help="Pixels at the far side of its input that no window reaches, because the division is rounded down."
            ),
        },
    )


def layer_table(network: Architecture, findings: Findings) -> pd.DataFrame:
    """A row for every layer and for the projection on a shortcut, then, where all is sound, the closing softmax."""
    rows = [
        {"Layer": name} | (_cells(step) if step else _impossible(findings) if path == findings.at else UNKNOWN)
        for path, name, step in _rows(network, findings)
    ]
    if findings.fault is None:
        last = str(findings.steps[-1].after)
        softmax = {"Layer": "softmax", "In": last, "Out": last, "Output size": "e^zᵢ / Σ e^zⱼ, in all 1"}
        rows.append({**softmax, "Parameters": 0, "Multiply-adds": 0, "Sees": "all", "Never seen": ""})
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table if table["Never seen"].any() else table.drop(columns="Never seen")


def in_short(layer: Spec) -> str:
    """A layer in the few words that a column has room for."""
    return describe(layer).replace("convolution", "conv").replace("padding", "pad")


def _rows(network: Architecture, findings: Findings) -> Iterator[tuple[Path, str, Step | None]]:
    """The layer that a row chooses, its name, and what it does where that is known."""
    for path in paths(network):
        name = f"{INDENT * (len(path) - 1)}{number_of(path)}. {in_short(layer_at(network, path))}"
        yield path, name, findings.step(path)
        block = findings.step(path[:1])
        if block and block.shortcut and path[1:] == (len(block.inner) - 1,):
            yield path[:1], f"{INDENT}shortcut: {in_short(block.shortcut.layer)}", block.shortcut


def _impossible(findings: Findings) -> dict[str, object]:
    return {**UNKNOWN, "In": str(findings.reached), "Output size": "✗ impossible"}


def _cells(step: Step) -> dict[str, object]:
    field = step.receptive_field_px
    return {
        "In": str(step.before),
        "Out": str(step.after),
        "Output size": step.formula,
        "Parameters": step.parameters,
        "Multiply-adds": step.multiply_adds,
        "Sees": f"{field}×{field}" if field else "all",
        "Never seen": f"{step.unseen_px} px" if step.unseen_px else "",
    }


def _take_row(key: str, places: Sequence[Path], shown: int) -> None:
    """Look at the layer whose row is chosen; the softmax is none.

    A click on a cell chooses a row that the table does not know of, so it begins anew.
    """
    if key not in st.session_state:
        return
    chosen = st.session_state[key]["selection"]
    row, by = (chosen["cells"][0][0], "") if chosen["cells"] else (chosen["rows"][0], TABLE)
    if row < len(places) and row != shown:
        state.choose_layer(places[row], by)
