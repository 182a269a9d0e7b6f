"""Measures several things in turn, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from cnn.places import ROOT

Answer = dict[str, Any]
Measured = TypeVar("Measured")


def in_turn(contestants: Mapping[str, Callable[[int], Measured]], rounds: int) -> dict[str, list[Measured]]:
    """Let each measure once a round, given the round's number from 0, and collect what each found, round by round.

    Every other round goes backwards, so that a machine that grows slower harms none of them more.
    """
    results: dict[str, list[Measured]] = {name: [] for name in contestants}
    for turn in range(rounds):
        names = list(contestants)
        for name in names if turn % 2 == 0 else reversed(names):
            print(f"round {turn + 1} of {rounds}: {name}", file=sys.stderr, flush=True)
            results[name].append(contestants[name](turn))
    return results


def answer(*words: object) -> Answer:
    """The JSON object in the last line that a program prints; raises CalledProcessError where it fails."""
    done = subprocess.run([str(word) for word in words], cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)
    result: Answer = json.loads(done.stdout.splitlines()[-1])
    return result


def answer_of_module(module: str, *words: object) -> Answer:
    """The same of one of this project's modules, under this Python."""
    return answer(sys.executable, "-m", module, *words)
