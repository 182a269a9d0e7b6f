"""``python -m dashboard PORT`` refuses what is no free port in one line, with status 2."""

import socket
import subprocess
import sys
from itertools import pairwise

import pytest

from cnn.places import ROOT
from dashboard.__main__ import host, is_taken, main, read_port, served


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


@pytest.fixture
def without_access(monkeypatch):
    """Nobody set access up."""
    for name in ("CNN_PASSWORD", "CNN_TEACHER_PASSWORD", "CNN_UPLOAD_MB"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("dashboard.access._openid_is_set_up", lambda: False)
    return monkeypatch


PASSWORDS = [
    ({}, "only once access is set up"),
    ({"CNN_PASSWORD": "short"}, "at least 8 letters"),
    ({"CNN_TEACHER_PASSWORD": "short"}, "at least 8 letters"),
    ({"CNN_PASSWORD": "the same one", "CNN_TEACHER_PASSWORD": "the same one"}, "are the same"),
    ({"CNN_PASSWORD": "long enough", "CNN_UPLOAD_MB": "much"}, "CNN_UPLOAD_MB is 'much'"),
]


@pytest.mark.parametrize(
    ("address", "expected"),
    [("127.0.0.1", "127.0.0.1"), ("192.0.2.7", "192.0.2.7"), ("0.0.0.0", socket.gethostname())],
)
def test_the_address_that_is_told_can_be_opened(address, expected):
    assert host(address) == expected


@pytest.mark.parametrize(("set_up", "sentence"), PASSWORDS)
def test_others_are_not_served_before_access_is_set_up(without_access, capsys, set_up, sentence):
    for name, value in set_up.items():
        without_access.setenv(name, value)
    with pytest.raises(SystemExit) as end:
        served("0.0.0.0", [])
    assert end.value.code == 2
    written = capsys.readouterr().err
    assert sentence in written
    assert written.count("\n") == 1


def test_with_access_set_up_others_are_served_under_the_names_that_are_given(without_access):
    without_access.setenv("CNN_PASSWORD", "long enough")
    without_access.setenv("CNN_UPLOAD_MB", "9")
    any_name = ["--server.allowedHosts", "*"]
    assert served("0.0.0.0", []) == ["--server.address", "0.0.0.0", "--server.maxUploadSize", "9", *any_name]
    words = served("127.0.0.1", ["digits.example.org"])
    hosts = [value for option, value in pairwise(words) if option == "--server.allowedHosts"]
    assert hosts == ["localhost", "127.0.0.1", "digits.example.org"]


@pytest.mark.parametrize(
    "words", [["--listen", "0.0.0.0"], ["--name", "digits.example.org"], ["--listen"], ["--lisen", "x"]]
)
def test_the_program_refuses_in_a_line_and_does_not_become_the_server(without_access, capsys, words):
    without_access.setattr("os.execv", lambda *_: pytest.fail("it became the server"))
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(SystemExit) as end:
        main([str(port), *words])
    assert end.value.code == 2
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err.count("\n") == 1
