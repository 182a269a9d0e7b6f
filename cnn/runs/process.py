"""Which process is which: a pid together with its start, since pids are used again."""

from __future__ import annotations

import os
import signal
import socket
import time
from contextlib import suppress
from typing import Protocol

import psutil

SILENCE_S = 10.0
END_PATIENCE_S = 5.0


class Identity(Protocol):
    """Which process wrote something, and when it gave its last sign of life (s since 1970)."""

    @property
    def host(self) -> str: ...
    @property
    def pid(self) -> int: ...
    @property
    def process_start_s(self) -> float: ...
    @property
    def heartbeat_s(self) -> float: ...


def identity() -> dict[str, str | int | float]:
    """The fields of State that name this process, with a heartbeat now."""
    process = psutil.Process()
    return {
        "host": socket.gethostname(),
        "pid": process.pid,
        "process_start_s": process.create_time(),
        "heartbeat_s": time.time(),
    }


def is_alive(holder: Identity, silence_s: float = SILENCE_S) -> bool:
    """Whether that process still lives; one on another host is believed for so many silent seconds."""
    if holder.host != socket.gethostname():
        return time.time() - holder.heartbeat_s < silence_s
    return _find(holder) is not None


def end(holder: Identity) -> bool:
    """End that process at once, and those that it started, with its whole group where it leads one of its own session.

    Gives whether it is gone. Nothing is done to this process itself, to one on another host, or to another program that
    has its number by now.
    """
    if holder.host != socket.gethostname():
        return not is_alive(holder)
    process = _find(holder)
    if process is None:
        return True
    if process.pid == os.getpid():
        return False
    with suppress(psutil.Error, OSError):
        children = process.children(recursive=True)
        if hasattr(os, "killpg") and os.getsid(process.pid) == process.pid:
            os.killpg(process.pid, signal.SIGKILL)
        for one in (process, *children):  # psutil looks at the start of each once more before it signals
            with suppress(psutil.Error):
                one.kill()
    with suppress(psutil.TimeoutExpired):
        process.wait(END_PATIENCE_S)
    return _find(holder) is None


def _find(holder: Identity) -> psutil.Process | None:
    """The process on this host; None where it has ended, a zombie included, or its number is another program's."""
    try:
        process = psutil.Process(holder.pid)
        is_same = abs(process.create_time() - holder.process_start_s) < 1.0
        return process if is_same and process.status() != psutil.STATUS_ZOMBIE else None
    except psutil.NoSuchProcess:
        return None
