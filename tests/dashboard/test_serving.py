"""``python -m dashboard PORT`` refuses what is no free port in one line, with status 2."""

import socket
import subprocess
import sys

import pytest

from cnn.places import ROOT
from dashboard.__main__ import is_taken, read_port


@pytest.fixture
def taken_port():
    """A port on which something listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("text", ["", "x", "0", "65536", "-1", "80.5", "8501; ls", "1" * 5000])
def test_what_is_no_port_is_refused(text, capsys):
    with pytest.raises(SystemExit) as end:
        read_port(text)
    assert end.value.code == 2
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err.count("\n") == 1
    assert "from 1 to 65535" in written.err


def test_a_taken_port_is_refused_and_another_named(taken_port, capsys):
    with pytest.raises(SystemExit) as end:
        read_port(str(taken_port))
    assert end.value.code == 2
    assert f"Port {taken_port} is taken" in capsys.readouterr().err


def test_a_free_port_is_taken_as_it_is():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert read_port(str(port)) == port
    assert not is_taken(port)


def test_the_program_ends_with_one_line_and_status_2(taken_port):
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", str(taken_port)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
