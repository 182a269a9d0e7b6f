"""Noting what a look takes, so that many who watch look less often."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.refresh import Audience


@contextmanager
def looked(audience: Audience, pace_s: float | None) -> Iterator[None]:
    """Count this visitor's tab among those that watch, by what is done inside; pace_s: None where it looks but once."""
    began_s = time.perf_counter()
    yield
    context = get_script_run_ctx()
    if pace_s is not None and context:
        audience.looked(context.session_id, time.perf_counter() - began_s, pace_s)
