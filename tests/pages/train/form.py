"""The settings form as a visitor of the Train page sees it."""

import re

from dashboard.state import DESIGN, Design

NOTEBOOK = {DESIGN: Design("notebook")}
"""A session that has chosen the notebook's network, whose settings are the defaults."""
CHOOSING = ("optimizer", "schedule")
"""What decides which other settings have an effect."""


def controls(visitor, preset="notebook"):
    """What sets a setting, by the setting's name."""
    page = visitor.page
    kinds = (page.slider, page.select_slider, page.selectbox, page.number_input, page.toggle)
    return {c.key.removeprefix(f"{preset}_"): c for kind in kinds for c in kind if c.key.startswith(f"{preset}_")}


def drawn(visitor):
    """The charts that are shown, by key."""
    return [re.sub(r".*-", "", chart.key) for chart in visitor.page.get("plotly_chart")]


def set_to(visitor, preset, name, value):
    """Put one setting's control to a value, after the choices it depends on."""
    if name == "dropout":
        controls(visitor, preset)["dropout_on"].set_value(True)
        visitor.again()
    controls(visitor, preset)[name].set_value(value)
    if name in CHOOSING:
        visitor.again()
