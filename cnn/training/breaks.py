"""What is said where work is broken off and where it goes on."""

from __future__ import annotations

from typing import Literal

from cnn.training.fact import Fact


class Paused(Fact):
    """Training was paused when asked; it can go on exactly where it stands, in this epoch after so many steps."""

    kind: Literal["paused"] = "paused"
    member: int = 1
    epoch: int
    step: int
    time_s: float


class Resumed(Fact):
    """Work that was broken off goes on from what was kept of it, or begins anew where nothing was.

    log_bytes: how much of the log had been written when that was kept: events told after it, and before this one, are
    of work that is done again, and do not count. member, epoch, step: where it goes on; 0 steps of it begin anew.
    time_s: seconds of training until there.
    """

    kind: Literal["resumed"] = "resumed"
    member: int = 1
    epoch: int = 1
    step: int = 0
    time_s: float = 0.0
    log_bytes: int = 0
