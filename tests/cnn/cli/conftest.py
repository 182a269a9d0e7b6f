"""Commands as a terminal would give them."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass

import pytest

from cnn.cli import main
from cnn.places import ROOT


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def records(self):
        """The JSON objects of stdout, one a line and nothing else."""
        return [json.loads(line, parse_constant=pytest.fail) for line in self.out.splitlines()]

    @property
    def record(self):
        """The only JSON object of stdout."""
        (record,) = self.records
        return record


@pytest.fixture
def cnn(capsys):
    """Runs a command in this process."""

    def run(*words):
        capsys.readouterr()
        try:
            status = main([str(word) for word in words])
        except SystemExit as end:
            status = end.code
        answer = capsys.readouterr()
        return Answer(status, answer.out, answer.err)

    return run


@pytest.fixture
def program():
    """Starts ``python -m cnn`` as a process; ends it with the test."""
    started = []
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}

    def start(*words):
        process = subprocess.Popen(
            [sys.executable, "-m", "cnn", *map(str, words)],
            cwd=ROOT,
            env=buffered,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
