"""Finding runs by what a list tells of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from cnn.runs.record import Kind, Status
from cnn.runs.summary import Summary

Order = Literal["newest", "most accurate", "quickest", "smallest", "name"]


@dataclass(frozen=True)
class Wanted:
    """Which runs are looked for, and in which order; what is empty leaves none out.

    data: titles of data sets. tags: all of which a run has. text: each of its words stands somewhere in what is told of
    the run. What an order knows nothing of (a run that was not judged has no accuracy) comes last.
    """

    statuses: tuple[Status, ...] = ()
    kinds: tuple[Kind, ...] = ()
    data: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    text: str = ""
    order: Order = "newest"


def find_runs(summaries: Iterable[Summary], wanted: Wanted) -> list[Summary]:
    """Those that are wanted; ``summaries`` come the newest first."""
    words = wanted.text.casefold().split()
    found = [
        summary
        for summary in summaries
        if (not wanted.kinds or summary.kind in wanted.kinds)
        and (not wanted.data or summary.data.title in wanted.data)
        and set(wanted.tags) <= set(summary.tags)
        and (not words or _holds(summary, words))
        and (not wanted.statuses or summary.status in wanted.statuses)
    ]
    return found if wanted.order == "newest" else sorted(found, key=_KEYS[wanted.order])


def _holds(summary: Summary, words: list[str]) -> bool:
    settings = (f"{name} {value}" for name, value in summary.settings.items())
    names = (summary.id, summary.name, summary.network, summary.preset or "", summary.owner)
    everything = "\n".join((*names, summary.data.title, summary.text, *summary.tags, *settings)).casefold()
    return all(word in everything for word in words)


_LAST = float("inf")
_KEYS = {
    "most accurate": lambda summary: _LAST if summary.accuracy is None else -summary.accuracy,
    "quickest": lambda summary: summary.state.time_s or _LAST,
    "smallest": lambda summary: _LAST if summary.parameters is None else summary.parameters,
    "name": lambda summary: summary.name.casefold(),
}
