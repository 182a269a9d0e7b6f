"""Named pairs of an architecture and a configuration, to start from.

A preset's input volume and number of classes come from the data; explicit settings override its configuration.
"""

from __future__ import annotations

from cnn.errors import ConfigError
from cnn.presets.competing import COMPETING
from cnn.presets.known import KNOWN
from cnn.presets.preset import Figures, Preset
from cnn.presets.teaching import TEACHING

PRESETS = {preset.name: preset for preset in (*COMPETING, *TEACHING, *KNOWN)}
FIRST_OFFERED = "balanced"


def find_preset(name: str) -> Preset:
    """The preset of that name; raises ConfigError listing those there are."""
    if name not in PRESETS:
        raise ConfigError(f"There is no preset {name!r}; there are {', '.join(PRESETS)}.")
    return PRESETS[name]


__all__ = ["FIRST_OFFERED", "PRESETS", "Figures", "Preset", "find_preset"]
