"""A question with answers to choose from, each with the reason why it is right or wrong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """One answer.

    reason: a sentence or two, shown once it is chosen; may link words as ``[[stride]]``.
    """

    text: str
    reason: str
    is_right: bool = False


@dataclass(frozen=True)
class Question:
    """What is asked, and the answers to choose from; just one of them is right."""

    text: str
    answers: tuple[Answer, ...]
