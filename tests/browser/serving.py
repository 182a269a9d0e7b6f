"""A dashboard of a test's own: ``python -m dashboard`` in a process, with its own runs and data."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

from cnn.places import ROOT
from cnn.runs.store import RunStore

START_PATIENCE_S = 60


class Server:
    """Serves the runs and data in ``folder`` on a free port, from its making until ``kill``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        folder.mkdir(exist_ok=True)
        environment = {**os.environ, "CNN_RUNS": str(folder / "runs"), "CNN_DATA": str(folder / "data")}
        with (folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "dashboard", str(self.port)], cwd=ROOT, env=environment, stdout=log, stderr=log
            )
        self._await_health()

    @property
    def runs(self) -> RunStore:
        """The runs folder it serves."""
        return RunStore(self.folder / "runs")

    @property
    def log(self) -> str:
        """What it wrote to its terminal."""
        return (self.folder / "server.log").read_text()

    def address(self, path: str = "") -> str:
        """The address of a page; the Start page without ``path``."""
        return f"http://127.0.0.1:{self.port}/{path}"

    def kill(self) -> None:
        """End it as a crash would: SIGKILL, no goodbye."""
        self.process.kill()
        self.process.wait(timeout=START_PATIENCE_S)

    def _await_health(self) -> None:
        deadline = time.monotonic() + START_PATIENCE_S
        while True:
            try:
                with urllib.request.urlopen(self.address("_stcore/health"), timeout=5):
                    return
            except URLError:
                assert self.process.poll() is None, self.log
                assert time.monotonic() < deadline, self.log
                time.sleep(0.05)


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port
