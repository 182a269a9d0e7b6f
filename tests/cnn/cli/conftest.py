"""Commands as a terminal would give them."""

import json
from dataclasses import dataclass

import pytest

from cnn.cli import main


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
def program(python):
    """Starts ``python -m cnn`` as a process; ends it with the test."""
    return lambda *words: python("-m", "cnn", *words)
