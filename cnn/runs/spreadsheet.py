"""Runs as a table that spreadsheets and pandas read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from cnn.runs.summary import DEFAULTS, Summary

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(summaries: Iterable[Summary]) -> bytes:
    """One line a run under a header, UTF-8: what a list tells of it, then every setting; empty where nothing is known.

    Shares are fractions, times seconds. A text that a spreadsheet would take for a formula gets an apostrophe before.
    """
    lines = [_line(summary) for summary in summaries]
    header = list(lines[0]) if lines else ["run"]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _safe(value) for name, value in line.items()} for line in lines)
    return text.getvalue().encode()


def _line(summary: Summary) -> dict[str, Any]:
    low, high = summary.interval or (None, None)
    state = summary.state
    return {
        "run": summary.id,
        "name": summary.name,
        "kind": summary.kind,
        "status": summary.status,
        "tags": ", ".join(summary.tags),
        "notes": summary.text,
        "created": summary.created,
        "data": summary.data.title,
        "source": summary.data.source,
        "fingerprint": summary.data.fingerprint,
        "preset": summary.preset,
        "architecture": summary.network,
        "parameters": summary.parameters,
        "validation_accuracy": summary.accuracy,
        "interval_low": low,
        "interval_high": high,
        "validation_images": summary.judged_rows or None,
        "time_s": state.time_s or None,
        "best_epoch": state.best_epoch or None,
        "trained_on": state.device,
        "suggested_learning_rate": state.suggested_learning_rate,
        "reason": state.reason,
        **{name: summary.all_settings[name] for name in DEFAULTS},
    }


def _safe(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
