"""The charts of a training, drawn once for all who watch it: drawing takes ten times what sending takes.

A browser draws them again whenever they changed, which takes the processor from the training.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from threading import Lock

import plotly.graph_objects as go

from cnn.runs.run import Run
from dashboard import theme
from dashboard.charts.curves import accuracy_chart, error_chart, loss_chart, rate_chart
from dashboard.history import History
from dashboard.shelf import Shelf

CHARTS = {"loss": loss_chart, "error rate": error_chart, "accuracy": accuracy_chart, "learning rate": rate_chart}


def training_curves(run: Run, history: History, most_old_s: float) -> Mapping[str, go.Figure]:
    """The charts by name, drawn from what the log says now, or said at most ``most_old_s`` ago.

    The end of an epoch is drawn at once: it is what the charts are watched for.
    """
    return _shelf.get((run.folder, theme.is_dark()), _Drawn).figures(history, most_old_s)


class _Drawn:
    """What was drawn last of a run, in one scheme of colours."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._offset = -1
        self._epochs = 0
        self._drawn_s = 0.0
        self._figures: Mapping[str, go.Figure] = {}

    def figures(self, history: History, most_old_s: float) -> Mapping[str, go.Figure]:
        with self._lock:
            now_s, epochs = time.monotonic(), sum(len(course.epochs) for course in history.courses)
            is_old = not self._figures or epochs != self._epochs or now_s - self._drawn_s >= most_old_s
            if history.offset != self._offset and is_old:
                self._offset, self._epochs, self._drawn_s = history.offset, epochs, now_s
                self._figures = {name: chart(history) for name, chart in CHARTS.items()}
            return self._figures


_shelf: Shelf[_Drawn] = Shelf(32)
