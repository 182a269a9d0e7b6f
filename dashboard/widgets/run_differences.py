"""In what compared runs differ: data, settings and layers, and nothing that is the same."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from cnn.model.shapes import walk
from cnn.runs.comparison import differing_settings
from cnn.runs.record import RunRecord
from cnn.training.config import settings
from dashboard.settings_words import setting_in_words
from dashboard.widgets.compared_runs import Compared, name_of
from dashboard.widgets.comparison import show_layers_side_by_side
from dashboard.words import count


def show_differences(compared: Compared) -> None:
    """A line for each setting that differs, then the layers of the two that are looked at closely."""
    records = [run.record for run in compared.runs]
    facts = [_facts(record) for record in records]
    lines = {name: [fact[name] for fact in facts] for name in facts[0] if len({fact[name] for fact in facts}) > 1}
    fields = settings()
    for name, values in differing_settings([record.config for record in records]).items():
        lines[str(fields[name].title)] = [setting_in_words(name, value) for value in values]
    if lines:
        table = pd.DataFrame(lines.values(), index=list(lines), columns=list(compared.names))
        st.dataframe(table.rename_axis("").reset_index(), hide_index=True, height="content", alt=_in_words(lines))
        st.caption("A dash: the setting has no effect there. All others are the same.")
    else:
        st.markdown("They were made on the same data with the same settings.")
    left, right = (records[place].architecture for place in compared.pair)
    if left.layers == right.layers and left.input == right.input:
        st.markdown(
            f"{name_of(compared, compared.pair[0])} and {name_of(compared, compared.pair[1])} have the same layers."
        )
        return
    st.markdown(f"Layers: {name_of(compared, compared.pair[0])} left, {name_of(compared, compared.pair[1])} right.")
    show_layers_side_by_side(walk(left), walk(right), only_differing=True)


def _facts(record: RunRecord) -> dict[str, str]:
    """What is no setting and may differ all the same."""
    data = record.data
    return {
        "Data": f"{data.title} ({data.fingerprint})",
        "Labels": "corrected" if data.corrections else "as given",
        "Corrections": data.corrections,
        "Drawings added": f"{data.drawings:,}",
        "Preset": record.preset or "none",
        "Network": record.architecture.name,
        "PyTorch": record.versions.get("torch", "unknown"),
    }


def _in_words(lines: dict[str, list[str]]) -> str:
    told = (f"{name} {', '.join(values)}" for name, values in lines.items())
    return f"{count(len(lines), 'difference')}: {'; '.join(told)}"
