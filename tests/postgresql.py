"""A real PostgreSQL of the tests' own, from the operating system's package, in a folder that goes with them."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PASSWORD = "s3cret-of-the-tests"
NONE = "there is no PostgreSQL: install the operating system's package (on Debian as root: apt-get install postgresql)"


def find_programs() -> Path | None:
    """The folder with ``initdb`` and ``postgres``; None where they are not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    beside = shutil.which("initdb")
    return found[0].parent if found else Path(beside).resolve().parent if beside else None


@contextmanager
def serving(programs: Path) -> Iterator[str]:
    """Start a server that listens on a socket alone; gives the URL of a new base, password included."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # the path of a socket has to be short
    whose = _someone(folder)
    secret = folder / "password"
    secret.write_text(PASSWORD)
    try:
        words = ["--no-sync", "--auth=scram-sha-256", f"--pwfile={secret}", "--username=searcher"]
        _run(programs / "initdb", *words, "--pgdata", folder / "data", **whose)
        options = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}", "-c", "fsync=off"]
        server = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            **whose,
        )
        try:
            for line in server.stderr:
                if "ready to accept connections" in line:
                    break
            yield f"postgresql://searcher:{PASSWORD}@/postgres?host={folder}"
        finally:
            server.send_signal(signal.SIGINT)  # at once, whoever is still connected
            server.communicate(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _someone(folder: Path) -> dict[str, object]:
    """Who runs it: PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [], "cwd": folder}


def _run(*words: object, **how: object) -> None:
    subprocess.run(list(map(str, words)), check=True, capture_output=True, **how)
