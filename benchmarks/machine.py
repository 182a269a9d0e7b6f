"""What a figure was measured on."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

Facts = dict[str, str | int | float]


def machine() -> Facts:
    """Processor, cores this process may use, how busy they are just now, GPU, operating system, versions."""
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        "load_average": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else -1.0,
        "gpu": _gpu(),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "torch": version("torch"),
        "numpy": version("numpy"),
    }


def in_a_line(facts: Facts) -> str:
    """The same for people."""
    return (
        f"{facts['processor']}, {facts['cores']} cores, load average {facts['load_average']} at the start; "
        f"GPU: {facts['gpu']}; {facts['system']}; "
        f"Python {facts['python']}, PyTorch {facts['torch']}, NumPy {facts['numpy']}"
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown"


def _gpu() -> str:
    import torch  # a second and a half: not for who only wants the module

    return torch.cuda.get_device_name() if torch.cuda.is_available() else "none"
