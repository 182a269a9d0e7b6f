"""What sharing one small filter over the whole picture saves."""

from __future__ import annotations

from cnn.model.shapes import Step


def parameters_if_dense(step: Step) -> int:
    """How many numbers a fully connected layer learns that turns the same input into as many outputs."""
    return step.before.size * step.after.size + step.after.size
