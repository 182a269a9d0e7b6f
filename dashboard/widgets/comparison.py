"""Two networks side by side: what each costs, and their layers aligned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from cnn.data.imageset import Dataset
from cnn.model.architecture import Architecture
from cnn.model.comparison import Pair, align
from cnn.model.soundness import Findings, examine
from cnn.model.step import Step
from cnn.presets import Preset, find_preset
from cnn.training.footprint import footprint
from dashboard.networks import offers
from dashboard.plan import drafted_network
from dashboard.widgets.layer_table import in_short
from dashboard.widgets.preset_figures import WHERE, accuracy
from dashboard.words import duration, megabytes

INDENT = "\u2003"
ROW_PX, MOST_LINES = 32, 24
WORDS = {"only left": "only on the left", "only right": "only on the right"}


@dataclass(frozen=True)
class Side:
    """One of the two networks, as it takes the data, and what is known of it.

    preset: whose settings it trains with; its figures are this network's where ``is_preset``.
    """

    title: str
    network: Architecture
    findings: Findings
    preset: Preset
    is_preset: bool

    @property
    def costs(self) -> dict[str, int | str]:
        """What it costs and was measured to reach, by what it is."""
        steps, figures = self.findings.steps, self.preset.figures if self.is_preset else None
        is_sound = self.findings.fault is None
        return {
            "Parameters": f"{sum(step.parameters for step in steps):,}",
            "Multiply-adds": f"{sum(step.multiply_adds for step in steps):,}",
            "Layers": f"{len(self.network.layers):,}",
            "Memory to train": megabytes(footprint(self.network, self.preset.config).total_bytes) if is_sound else "",
            "Kaggle digits, accuracy": accuracy(figures) if figures else "not measured",
            "Kaggle digits, time": f"{duration(figures.time_s)} on two cores" if figures else "not measured",
        }


def pick_side(label: str, dataset: Dataset, otherwise: str) -> Side:
    """The list of networks for one side; the choice is kept for when the page is opened again.

    otherwise: what is shown while nothing was chosen, or what was chosen is no longer there.
    """
    found = offers()
    kept, picked = f"compared_{label}", f"picked_{label}"
    word = st.session_state.get(kept, otherwise)
    word = word if word in found else otherwise
    st.selectbox(
        label,
        list(found),
        list(found).index(word),
        format_func=lambda word: found[word].title,
        key=picked,
        on_change=lambda: st.session_state.update({kept: st.session_state[picked]}),
    )
    offer = found[word]
    network = drafted_network(dataset, offer.design)
    findings = examine(network, len(dataset.train.class_names))
    return Side(offer.title, network, findings, find_preset(offer.design.preset), offer.design.own is None)


def show_costs(left: Side, right: Side) -> None:
    """What both cost, a line each."""
    st.dataframe(
        pd.DataFrame({"Left": left.costs, "Right": right.costs}).rename_axis("").reset_index(),
        hide_index=True,
        alt="Parameters, multiply-adds, layers, memory and measured figures of both networks",
    )
    st.caption(WHERE)


def show_layers_side_by_side(left: Sequence[Step], right: Sequence[Step], *, only_differing: bool = False) -> None:
    """The layers of two networks aligned, with what is the same and what differs, or only the latter."""
    pairs = align(left, right)
    differing = [pair for pair in pairs if pair.verdict != "same"]
    same = f"{len(pairs) - len(differing)} of {len(pairs)} lines are the same in both."
    st.markdown(same if differing else "All layers are the same.")
    lines = [line for pair in (differing if only_differing else pairs) for line in _lines(pair)]
    if not lines:
        return
    st.dataframe(
        pd.DataFrame(lines),
        hide_index=True,
        placeholder="",
        alt="The layers of both networks, aligned",
        height=ROW_PX * (min(len(lines), MOST_LINES) + 1) + 2,
        row_height=ROW_PX,
        column_config={
            "Left": st.column_config.TextColumn(width=215),
            "Right": st.column_config.TextColumn(width=215),
            "Compared": st.column_config.TextColumn(
                width=150, help="Layers of one kind stand side by side where that fits best."
            ),
            "Parameters left": st.column_config.NumberColumn(format="localized"),
            "Parameters right": st.column_config.NumberColumn(format="localized"),
        },
    )


def _lines(pair: Pair, indent: str = "") -> Iterator[dict[str, object]]:
    """A line for a pair, then for the layers inside it."""
    verdict = WORDS.get(pair.verdict, pair.verdict)
    yield {
        "Left": _name(pair.left, indent),
        "Right": _name(pair.right, indent),
        "Compared": f"{verdict}: {', '.join(pair.changed)}" if pair.changed else verdict,
        "Out left": str(pair.left.after) if pair.left else "",
        "Out right": str(pair.right.after) if pair.right else "",
        "Parameters left": pair.left.parameters if pair.left else None,
        "Parameters right": pair.right.parameters if pair.right else None,
    }
    for inner in pair.inner or _alone(pair):
        yield from _lines(inner, indent + INDENT)


def _alone(pair: Pair) -> Sequence[Pair]:
    """The layers inside a block that only one of the networks has."""
    if pair.left and not pair.right:
        return [Pair(step, None) for step in pair.left.inner]
    return [Pair(None, step) for step in pair.right.inner] if pair.right and not pair.left else ()


def _name(step: Step | None, indent: str) -> str:
    return f"{indent}{step.place}. {in_short(step.layer)}" if step else ""
