"""What a process that torchrun started does differently."""

import os

import pytest

from cnn.cli import MISTAKE, launched, main
from cnn.cli.launched import is_launched, speaks, take_share_of_cores


@pytest.fixture
def as_rank(monkeypatch):
    """Makes this process one of several."""

    def make(rank, **more):
        for name, value in {"TORCHELASTIC_RUN_ID": "test", "RANK": rank, **more}.items():
            monkeypatch.setenv(name, str(value))

    return make


def test_a_process_alone_speaks():
    assert (is_launched(), speaks()) == (False, True)


@pytest.mark.parametrize(("rank", "first"), [(0, True), (3, False)])
def test_of_several_the_first_speaks(as_rank, rank, first):
    as_rank(rank)
    assert (is_launched(), speaks()) == (True, first)


def test_what_is_no_training_is_refused(as_rank, capsys):
    as_rank(0)
    assert main(["evaluate", "starter"]) == MISTAKE
    assert capsys.readouterr().err == (
        "cnn: torchrun is for train and resume; run it without: python -m cnn evaluate.\n"
    )


def test_the_others_read_no_command_and_follow(as_rank, monkeypatch, capsys):
    as_rank(1)
    monkeypatch.setattr("cnn.cli.attend", lambda: 0)
    assert main(["no such command"]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("given", "processes", "expected"), [("1", 2, 4), ("1", 16, 1), ("3", 2, 3), ("1", 1, 1), ("1", 3, 2)]
)
def test_processes_share_the_cores_unless_somebody_chose(as_rank, monkeypatch, given, processes, expected):
    monkeypatch.setattr(launched.os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    as_rank(0, LOCAL_WORLD_SIZE=processes, OMP_NUM_THREADS=given)
    take_share_of_cores()
    assert os.environ["OMP_NUM_THREADS"] == str(expected)
