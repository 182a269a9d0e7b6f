"""How accurate the presets are, by one protocol: see ``docs/accuracy.md``."""
