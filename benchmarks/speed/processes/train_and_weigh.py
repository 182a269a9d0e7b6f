"""The memory of a training: ``python -m benchmarks.speed.processes.train_and_weigh SOURCE PRESET SHARE``.

Trains a preset for an epoch on the first SHARE of the rows (a fraction, as they lie on disk) and lets it validate, on
as many rows whatever the share. Prints bytes: resident before the images were opened, the peak, the images themselves.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from dataclasses import replace
from pathlib import Path

import psutil

from cnn.data.source import open_source
from cnn.model.volume import Volume
from cnn.presets import find_preset
from cnn.training.loop import train


def peak_bytes() -> int:
    """The most memory this process ever had resident.

    Linux's own figure for the process first: what ``getrusage`` says there goes back to the parent's, before exec.
    """
    status = Path("/proc/self/status")
    if status.exists() and (found := re.search(r"VmHWM:\s*(\d+) kB", status.read_text())):
        return int(found[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def main(source: str, name: str, share: float) -> None:
    """Train and print."""
    before_bytes = psutil.Process().memory_info().rss
    images = open_source(source).train
    count = round(share * len(images))
    images = replace(
        images, images=images.images[:count], labels=images.known_labels[:count], known_fingerprint=""
    )  # a view: the pixels are still where they were
    preset = find_preset(name)
    architecture = preset.architecture(Volume.of(images.shape), len(images.class_names))
    config = preset.config.changed(epochs=1, device="cpu", validation_share=preset.config.validation_share / share)
    for _ in train(architecture, config, images):
        pass
    print(json.dumps({"before_bytes": before_bytes, "peak_bytes": peak_bytes(), "images_bytes": images.images.nbytes}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
