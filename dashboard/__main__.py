"""``python -m dashboard [PORT]``: serves the dashboard on 127.0.0.1, or to others once access is set up."""

from __future__ import annotations

import os
import socket
import sys
from argparse import ArgumentParser
from typing import NoReturn

from cnn.errors import ConfigError
from cnn.places import ROOT
from cnn.runs.allowance import allowance

HERE = "127.0.0.1"


def main(words: list[str]) -> NoReturn:
    """Become the server, or end with status 2 after a mistake."""
    options = _parser().parse_args(words)
    os.chdir(ROOT)
    server = ["--server.port", str(read_port(options.port, options.listen))]
    if options.listen != HERE or options.name:
        server += served(options.listen, options.name)
    place = f"http://{host(options.listen)}:{server[1]}"
    print(f"The dashboard opens at {place} (Ctrl-C ends it; a training run goes on)", flush=True)
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", *server])


def host(address: str) -> str:
    """What is typed into a browser to come to this address: the machine's own name where it listens on all it has."""
    return socket.gethostname() if address in ("0.0.0.0", "::") else address


def served(address: str, names: list[str]) -> list[str]:
    """The server's options for others than this machine; ends the program in one line where access is not set up."""
    from dashboard import access  # Streamlit takes a second, which one's own machine need not wait for

    if fault := access.fault():
        _refuse(fault)
    try:
        upload_mb = allowance().upload_mb
    except ConfigError as error:
        _refuse(str(error))
    # Without a name it is not known by which one it is asked for, and any will do: every page is behind the door.
    hosts = ["localhost", HERE, *names] if names else ["*"]
    told = [word for host in hosts for word in ("--server.allowedHosts", host)]
    return ["--server.address", address, "--server.maxUploadSize", str(upload_mb), *told]


def read_port(text: str, address: str = HERE) -> int:
    """A free port; ends the program with one line and status 2 where it is none."""
    if not text.isdecimal() or len(text) > 5 or not 1 <= int(text) <= 65535:
        _refuse(f"{text[:20]} is no port: give a number from 1 to 65535, as in `make run PORT=8502`.")
    port = int(text)
    if is_taken(port, address):
        _refuse(
            f"Port {port} is taken on {address}, perhaps by a dashboard that is already open: "
            f"look at http://{address}:{port}, or choose another with `make run PORT={port % 65535 + 1}`."
        )
    return port


def is_taken(port: int, address: str = HERE) -> bool:
    """Whether something listens there, or nothing may."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return True
    return False


def _parser() -> ArgumentParser:
    parser = _Parser(prog="python -m dashboard", description="Serve the dashboard.")
    parser.add_argument("port", nargs="?", default="8501", metavar="PORT", help="8501 unless given")
    parser.add_argument(
        "--listen", default=HERE, metavar="ADDRESS", help="0.0.0.0 for others too, once access is set up"
    )
    parser.add_argument(
        "--name",
        action="append",
        default=[],
        metavar="HOST",
        help="by which others ask for it, as digits.example.org behind a proxy; may be given more than once",
    )
    return parser


class _Parser(ArgumentParser):
    """One that refuses in a line."""

    def error(self, message: str) -> NoReturn:
        _refuse(f"{message}; see `python -m dashboard --help`.")


def _refuse(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    main(sys.argv[1:])
