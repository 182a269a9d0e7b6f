"""Which process is which: a pid together with its start, since pids are used again."""

from __future__ import annotations

import socket
import time

import psutil

from cnn.runs.record import State

SILENCE_S = 10.0


def identity() -> dict[str, str | int | float]:
    """The fields of State that name this process, with a heartbeat now."""
    process = psutil.Process()
    return {
        "host": socket.gethostname(),
        "pid": process.pid,
        "process_start_s": process.create_time(),
        "heartbeat_s": time.time(),
    }


def is_alive(state: State) -> bool:
    """Whether the process that wrote ``state`` still lives; one on another host is believed for ten silent seconds."""
    if state.host != socket.gethostname():
        return time.time() - state.heartbeat_s < SILENCE_S
    try:
        process = psutil.Process(state.pid)
        return abs(process.create_time() - state.process_start_s) < 1.0 and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
