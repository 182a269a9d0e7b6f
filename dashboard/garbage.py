"""Keeps what stays for good out of Python's garbage collection, which Streamlit runs to its end after every script.

PyTorch's and Plotly's modules are some 270,000 objects that never die. Walking over them took 130 ms after each answer,
with the interpreter's lock held, so that the page got the answer only afterwards; without them it takes a few.
"""

from __future__ import annotations

import atexit
import gc
import sys

_frozen: set[str] = set()
"""The libraries whose objects are set aside; as many as the process has loaded, whoever visits."""


def set_libraries_aside() -> None:
    """Once for the libraries the program begins with, and once more when PyTorch has come, which is loaded late."""
    loaded = {name for name in ("streamlit", "torch") if _is_loaded(name)}
    if not loaded <= _frozen:
        if not _frozen:
            atexit.register(gc.unfreeze)  # else what a library looks for at the end counts as leaked, and it says so
        _frozen.update(loaded)
        gc.collect()  # what is dead already would be kept too
        gc.freeze()


def _is_loaded(name: str) -> bool:
    """Whether it is there as a whole: another visitor's page may be in the middle of importing it."""
    module = sys.modules.get(name)
    return module is not None and not getattr(module.__spec__, "_initializing", False)
