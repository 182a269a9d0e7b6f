"""Several runs named in one command, which predict together."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from cnn.cli.listing import store_of
from cnn.runs.run import Run
from cnn.runs.together import check_together


def chosen(words: Sequence[str], arguments: Namespace) -> list[Run]:
    """The runs that were asked for, which go together; raises RunError where they do not."""
    store = store_of(arguments)
    runs = [store.find_network(word) for word in words]
    check_together(runs)
    return runs


def named(runs: Sequence[Run]) -> dict[str, Any]:
    """How the runs of an answer are named; ``run`` is the first, as a rule the only one."""
    return {"run": runs[0].id, "runs": [run.id for run in runs]}
