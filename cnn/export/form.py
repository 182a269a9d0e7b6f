"""The form of a script: its parts, its first sentence, its longer lines."""

from __future__ import annotations

from collections.abc import Sequence

from cnn.export.plan import Plan

MOST_LETTERS = 120


def introduction(plan: Plan, framework: str, remarks: Sequence[str]) -> str:
    """The docstring a script begins with; ``remarks`` are sentences on what it does otherwise."""
    letters = (letter for letter in plan.architecture.name if letter.isalnum() or letter in " -_")
    name = " ".join("".join(letters).split()) or "A network"
    lines = [
        f'"""{name}: a plain {framework} script for Kaggle\'s Digit Recognizer.',
        "",
        "Reads train.csv and test.csv, trains, and writes submission.csv.",
    ]
    return "\n".join([*lines, *remarks, '"""'])


def assemble(*blocks: str) -> str:
    """The blocks of a script, two empty lines between them; empty ones are passed over."""
    return "\n\n\n".join(block.strip("\n") for block in blocks if block.strip()) + "\n"


def call(beginning: str, arguments: Sequence[str], behind: str = "") -> str:
    """A call on one line where it fits, else an argument a line.

    beginning: the line up to the bracket, its indentation included. behind: what follows the closing bracket.
    """
    line = f"{beginning}({', '.join(arguments)}){behind}"
    if len(line) <= MOST_LETTERS:
        return line
    space = beginning[: len(beginning) - len(beginning.lstrip())]
    return "\n".join([f"{beginning}(", *(f"{space}    {argument}," for argument in arguments), f"{space}){behind}"])


def normalised(plan: Plan) -> str:
    """What a script computes from ``images``, bytes as floats, before a network sees them."""
    mean, std = plan.normalisation.mean, plan.normalisation.std
    return "images / 255" if (mean, std) == (0.0, 1.0) else f"(images / 255 - {mean:g}) / {std:g}"


def number(value: float) -> str:
    """A number as a person would write it: ``1e-7``, not ``1e-07``."""
    return f"{value:g}".replace("e-0", "e-")
