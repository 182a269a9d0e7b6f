"""Starting this program's own commands as processes that outlive whoever starts them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Thread

from cnn.places import ROOT


def start_apart(
    words: Sequence[str], log: Path, environment: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """``python -m cnn`` with these words, what it says appended to ``log``; environment: what to add to ours."""
    with log.open("ab") as told:
        process = subprocess.Popen(
            [sys.executable, "-m", "cnn", *words],
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=told,
            start_new_session=True,  # Ctrl-C and its parent's end do not reach it
        )
    Thread(target=process.wait, daemon=True).start()  # else it would stay a zombie and look alive
    return process
