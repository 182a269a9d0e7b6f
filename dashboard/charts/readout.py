"""How a class adds up: its largest terms one after the other, the rest, the bias, and the sum."""

from __future__ import annotations

import plotly.graph_objects as go

from cnn.inside.readout import Readout
from dashboard import theme
from dashboard.charts.cells import number

MOST, ROW_PX = 10, 27


def sum_figure(readout: Readout, name: str) -> go.Figure:
    """Bars that each begin where the last one ended: orange for the class, blue against it."""
    rows = [
        (source(readout, int(place)), float(readout.terms[place]), term(readout, int(place)))
        for place in shown(readout)
    ]
    rest = float(readout.terms.sum()) - sum(amount for _, amount, _ in rows)
    others = len(readout.terms) - len(rows)
    if others:
        rows.append((f"the other {others:,} together", rest, signed(rest)))
    rows.append(("bias", readout.sum.bias, signed(readout.sum.bias)))
    total = readout.sum.total
    bars = {
        "type": "waterfall",
        "orientation": "h",
        "y": [*(label for label, _, _ in rows), f"logit of {name}"],
        "x": [*(amount for _, amount, _ in rows), total],
        "measure": [*("relative" for _ in rows), "total"],
        "text": [*(words for _, _, words in rows), number(total)],
        "textposition": "outside",
        "cliponaxis": False,
        "increasing": {"marker": {"color": theme.ORANGE}},
        "decreasing": {"marker": {"color": theme.BLUE}},
        "totals": {"marker": {"color": theme.CATEGORICAL[5]}},
        "connector": {"line": {"color": theme.border(), "width": 1}},
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }
    reached = [0.0]
    for _, amount, _ in rows:
        reached.append(reached[-1] + amount)
    low, high = min(reached), max(reached)
    room = 0.3 * (high - low or 1.0)
    sums = {"title": {"text": "sum so far"}, "range": [low - room, high + room], "zeroline": True}
    layout = {
        "xaxis": {**sums, "fixedrange": True},
        "yaxis": {"type": "category", "autorange": "reversed", "fixedrange": True, "ticksuffix": " "},
        "height": 70 + ROW_PX * (len(rows) + 1),
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "showlegend": False,
        "dragmode": False,
    }
    return go.Figure({"data": [bars], "layout": layout})


def shown(readout: Readout) -> list[int]:
    """The places of the terms that are shown one by one."""
    return [int(place) for place in readout.largest(MOST)]


def source(readout: Readout, place: int) -> str:
    """Where an input comes from, in words; counted from 1 as maps are, rows and columns from 0."""
    cell = readout.cell(place)
    if cell:
        return f"map {cell[0] + 1}, row {cell[1]}, column {cell[2]}"
    return f"mean of map {place + 1}" if readout.of_means else f"unit {place + 1}"


def term(readout: Readout, place: int) -> str:
    """A term with its numbers, as ``1.82·0.91 = +1.66``."""
    value, weight = readout.sum.inputs.ravel()[place], readout.sum.weights.ravel()[place]
    factor = number(weight) if weight >= 0 else f"({number(weight)})"
    return f"{number(value)}·{factor} = {signed(float(readout.terms[place]))}"


def signed(amount: float) -> str:
    """A number with its sign."""
    return number(amount) if amount < 0 else f"+{number(amount)}"


def in_words(readout: Readout, name: str) -> str:
    """The same for those who do not see it."""
    largest = "; ".join(f"{source(readout, place)}: {term(readout, place)}" for place in shown(readout)[:3])
    return f"The logit of {name} is {number(readout.sum.total)}. Its largest terms: {largest}"
