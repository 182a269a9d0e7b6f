"""How many numbers whole networks learn, told in a sentence."""

from __future__ import annotations

from cnn.model.layers import Dense
from cnn.model.shapes import walk
from cnn.model.volume import Volume
from cnn.presets import find_preset


def totals_in_words(volume: Volume, classes: int) -> str:
    """The notebook's network, the fully connected baseline and one without hidden fully connected layers."""
    notebook, dense, balanced = (
        walk(find_preset(name).architecture(volume, classes)) for name in ("notebook", "dense", "balanced")
    )
    all_of, flat, baseline, lean = (
        sum(step.parameters for step in steps)
        for steps in (notebook, [step for step in notebook if isinstance(step.layer, Dense)], dense, balanced)
    )
    return (
        f"Whole networks: the notebook's learns {all_of:,} numbers, and {flat:,} of them lie in its fully connected "
        f"end, not in its convolutions. The fully connected baseline learns {baseline:,}. *Balanced*, which "
        f"goes from its feature maps straight to the classes, learns {lean:,}."
    )
