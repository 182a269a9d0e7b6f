"""What torchrun tells the processes that it starts, of which the first one speaks."""

from __future__ import annotations

import os
from argparse import Namespace

from cnn.errors import ConfigError


def is_launched() -> bool:
    """Whether torchrun started this process, and others with it."""
    return "TORCHELASTIC_RUN_ID" in os.environ


def speaks() -> bool:
    """Whether this process is the first of all that were started: it reads, writes and says all there is to say."""
    return not is_launched() or os.environ["RANK"] == "0"


def attend() -> int:
    """What the others do: train with the first one what it calls for; gives the exit status."""
    from cnn.training.following import follow
    from cnn.training.launch import join_company

    return follow(join_company())


def check_launched(arguments: Namespace) -> None:
    """Raises ConfigError for a command that several processes do no better than one."""
    if is_launched() and arguments.command not in ("train", "resume"):
        raise ConfigError(f"torchrun is for train and resume; run it without: python -m cnn {arguments.command}.")


def take_share_of_cores() -> None:
    """Let PyTorch, which is not loaded yet, use this process's share of the machine's cores.

    torchrun gives each of several processes one, unless OMP_NUM_THREADS says otherwise; a 1 counts as its own.
    """
    processes = int(os.environ.get("LOCAL_WORLD_SIZE", "1"))
    if processes > 1 and os.environ.get("OMP_NUM_THREADS") == "1":
        has_affinity = hasattr(os, "sched_getaffinity")  # Linux: what this process may use, by taskset or a scheduler
        cores = len(os.sched_getaffinity(0)) if has_affinity else os.cpu_count() or 1
        os.environ["OMP_NUM_THREADS"] = str(max(1, cores // processes))
