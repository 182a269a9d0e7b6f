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
_wanted = ("", 0.0)


def ask(trial: Trial, *, is_busy: bool) -> Answer:
    """What is known of the trial's speed; where it is nothing, it is measured as soon as no other measurement runs.

    is_busy: whether a run trains; nothing is measured beside it, which would disturb both.
    """
    global _probe
    known = recall(trial)
    if not known.is_open:
        return known
    if is_busy:
        return Answer(reason="It is not measured while another run trains.")
    with _lock:
        if _probe is None:
            _probe = _start()
            Thread(target=_listen, args=(_probe, trial), name="speed probe", daemon=True).start()
    return known


def recall(trial: Trial) -> Answer:
    """What is known of the trial's speed without measuring it."""
    key = trial.key
    with _lock:
        if key in _answers:
            return _answers[key]
    return Answer(known_speed(trial))


def remember(trial: Trial, answer: Answer) -> None:
    """Keep what became known of the trial's speed."""
    with _lock:
        _answers[trial.key] = answer
        while len(_answers) > MOST_REMEMBERED:
            del _answers[next(iter(_answers))]


def is_left_alone(trial: Trial, calm_s: float) -> bool:
    """Whether for so many seconds nobody wanted to know another trial's: nothing is measured that is still changed."""
    global _wanted
    now, key = monotonic(), trial.key
    with _lock:
        if _wanted[0] != key:
            _wanted = (key, now)
        return now - _wanted[1] >= calm_s


def end_measuring() -> None:
    """End the measurement under way, if there is one: something else needs the machine, or another speed is wanted."""
    with _lock:
        if _probe is not None:
            _probe.kill()


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
    if answer is not None:
        remember(trial, answer)
    with _lock:
        _probe = None


def _answer(status: int, said: str, complaint: str) -> Answer | None:
    """What a probe that ended says; None for one that was ended by a signal."""
    if status == 0:
        return Answer(float(said))
    if status == MISTAKE:
        return Answer(reason=complaint.strip())
    return None if status < 0 else Answer(reason="The program that measures it failed.")
