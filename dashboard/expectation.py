"""How long a training will take, asked without waiting: another process measures it, one at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock, Thread
from time import monotonic

from cnn.places import ROOT
from cnn.training.speed import Trial, keep_speed, known_speed
from dashboard.workers import WATCHED

MOST_S = 90.0
MOST_REMEMBERED = 50
MISTAKE = 2


@dataclass(frozen=True)
class Answer:
    """Seconds an image, or a sentence that says why they are not known; neither while it is being measured."""

    s_per_image: float | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is still being measured."""
        return self.s_per_image is None and not self.reason


_lock = Lock()
_answers: dict[str, Answer] = {}
_probe: subprocess.Popen[str] | None = None
_last_asked = ("", 0.0)


def ask(trial: Trial, *, is_busy: bool, calm_s: float = 0.0) -> Answer:
    """What is known of the trial's speed; where it is nothing, it is measured as soon as no other measurement runs.

    is_busy: whether a run trains; nothing is measured beside it, which would disturb both. calm_s: for how long nothing
    else may have been asked before it is measured, so that a network is not measured while it is still being changed.
    """
    global _probe
    key = trial.key
    with _lock:
        if key in _answers:
            return _answers[key]
        if (known := known_speed(trial)) is not None:
            return Answer(known)
        if is_busy:
            return Answer(reason="It is not measured while another run trains.")
        if _asked_for_s(key) >= calm_s and _probe is None:
            _probe = _start()
            Thread(target=_listen, args=(_probe, trial), name="speed probe", daemon=True).start()
    return Answer()


def end_measuring() -> None:
    """End the measurement under way, if there is one: something else needs the machine, or another speed is wanted."""
    with _lock:
        if _probe is not None:
            _probe.kill()


def _asked_for_s(key: str) -> float:
    """How long nothing but this trial has been asked for."""
    global _last_asked
    now = monotonic()
    if _last_asked[0] != key:
        _last_asked = (key, now)
    return now - _last_asked[1]


def _start() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "cnn.training.probe"],
        cwd=ROOT,
        env={**os.environ, **WATCHED},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _listen(probe: subprocess.Popen[str], trial: Trial) -> None:
    """Hand the trial to the probe and keep its answer; an ended probe leaves none, so that it can be asked again."""
    global _probe
    try:
        said, complaint = probe.communicate(trial.model_dump_json(), timeout=MOST_S)
        answer = _answer(probe.returncode, said, complaint)
    except subprocess.TimeoutExpired:
        probe.kill()
        probe.communicate()
        answer = Answer(reason="Its first steps alone take more than a minute here.")
    if answer is not None and answer.s_per_image is not None:
        with suppress(OSError):  # then it is remembered in memory alone
            keep_speed(trial, answer.s_per_image)
    with _lock:
        _probe = None
        if answer is not None:
            _answers[trial.key] = answer
        while len(_answers) > MOST_REMEMBERED:
            del _answers[next(iter(_answers))]


def _answer(status: int, said: str, complaint: str) -> Answer | None:
    """What a probe that ended says; None for one that was ended by a signal."""
    if status == 0:
        return Answer(float(said))
    if status == MISTAKE:
        return Answer(reason=complaint.strip())
    return None if status < 0 else Answer(reason="The program that measures it failed.")
