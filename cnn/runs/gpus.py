"""Which GPUs there are and how busy the one in use is, without loading PyTorch for it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

DEVICES = Path("/dev")
VISIBLE = "CUDA_VISIBLE_DEVICES"
PATIENCE_S = 5.0


@dataclass(frozen=True)
class GpuUse:
    """What a process uses of its GPU. busy: the share of the last second it computed, for whomever; None if unknown."""

    name: str
    memory_bytes: int
    busy: float | None


def visible_gpus() -> tuple[str, ...]:
    """What CUDA calls the GPUs that this process may use; without a driver for Linux none is found."""
    if (chosen := os.environ.get(VISIBLE)) is not None:
        return tuple(name for word in chosen.split(",") if (name := word.strip()) not in ("", "-1"))
    try:
        count = sum(bool(re.fullmatch(r"nvidia\d+", device.name)) for device in DEVICES.iterdir())
    except OSError:
        return ()
    return tuple(map(str, range(count)))


def take_gpu(place: int) -> None:
    """Have this process use one GPU alone, that of place 1, 2, …; before PyTorch is loaded. With one or none as it is.

    More places than GPUs share them evenly.
    """
    gpus = visible_gpus()
    if len(gpus) > 1:
        os.environ[VISIBLE] = gpus[(place - 1) % len(gpus)]


def gpu_use() -> GpuUse | None:
    """What this process uses of its GPU; None before PyTorch uses one."""
    cuda = sys.modules.get("torch.cuda")
    if not getattr(cuda, "is_initialized", bool)():
        return None
    assert cuda is not None
    device = cuda.get_device_properties(0)
    return GpuUse(device.name, cuda.memory_reserved(0), _busy(f"GPU-{device.uuid}"))


def _busy(uuid: str) -> float | None:
    """The share of the last second in which a GPU computed, as NVIDIA's own tool says."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return None
    question = [tool, f"--id={uuid}", "--query-gpu=utilization.gpu", "--format=csv,noheader,nounits"]
    try:
        answer = subprocess.run(question, capture_output=True, text=True, timeout=PATIENCE_S, check=True)
        return int(answer.stdout) / 100
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
