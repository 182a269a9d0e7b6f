"""Starting torchrun, and finding the processes it has started."""

from __future__ import annotations

import socket
import subprocess
import sys
import time

import psutil

from cnn.places import ROOT

MOST_S = 240


def torchrun(*words):
    """torchrun under way, in a session of its own; what it and its processes say can be read from it."""
    command = [sys.executable, "-m", "torch.distributed.run", *map(str, words)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True, **pipes)


def node(port, rank, *words):
    """One of two machines, each with two processes, that meet on this one."""
    meeting = ("--rdzv-backend=c10d", f"--rdzv-endpoint=localhost:{port}", "--rdzv-id=test")
    hosts = f"--rdzv-conf=is_host={'true' if rank == 0 else 'false'}"
    return torchrun("--nnodes=2", "--nproc-per-node=2", *meeting, hosts, *words)


def ended(*launches):
    """Wait until they have ended well; what the first one said."""
    said = [launch.communicate(timeout=MOST_S) for launch in launches]
    assert [launch.returncode for launch in launches] == [0] * len(launches), said
    return said[0][0]


def free_port():
    """A port that nobody listens to just now."""
    with socket.create_server(("localhost", 0)) as server:
        return server.getsockname()[1]


def process_of(launch, rank):
    """The process of that number."""
    found = {child.environ().get("RANK"): child for child in psutil.Process(launch.pid).children()}
    return found[str(rank)]


def wait_until(happened, launch):
    """Wait for something while a launch is under way."""
    end = time.monotonic() + MOST_S
    while not happened():
        assert launch.poll() is None, launch.communicate()
        assert time.monotonic() < end
        time.sleep(0.02)
