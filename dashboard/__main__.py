"""``python -m dashboard [PORT]``: serves the dashboard on 127.0.0.1."""

from __future__ import annotations

import os
import socket
import sys
from typing import NoReturn

from cnn.places import ROOT


def main(words: list[str]) -> NoReturn:
    """Become the server, or end with status 2 after a mistake."""
    port = read_port(words[0] if words else "8501")
    os.chdir(ROOT)
    print(f"The dashboard opens at http://127.0.0.1:{port} (Ctrl-C ends it; a training run goes on)", flush=True)
    server = ["-m", "streamlit", "run", "dashboard/app.py", "--server.port", str(port)]
    os.execv(sys.executable, [sys.executable, *server])


def read_port(text: str) -> int:
    """A free port; ends the program with one line and status 2 where it is none."""
    if not text.isdecimal() or len(text) > 5 or not 1 <= int(text) <= 65535:
        _refuse(f"{text[:20]} is no port: give a number from 1 to 65535, as in `make run PORT=8502`.")
    port = int(text)
    if is_taken(port):
        _refuse(
            f"Port {port} is taken on 127.0.0.1, perhaps by a dashboard that is already open: "
            f"look at http://127.0.0.1:{port}, or choose another with `make run PORT={port % 65535 + 1}`."
        )
    return port


def is_taken(port: int) -> bool:
    """Whether something listens there, or nothing may."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _refuse(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    main(sys.argv[1:])
