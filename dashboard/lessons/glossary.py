"""The glossary: finds a word by any of its names, and turns ``[[stride]]`` in a text into a link to it."""

from __future__ import annotations

import re
from urllib.parse import quote

from dashboard.lessons.terms import TERMS, Term

__all__ = ["MARK", "TERMS", "Term", "find_term", "linked", "search_terms"]

MARK = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]|]+))?\]\]")
"""``[[stride]]``, ``[[strides]]``, or ``[[stride|pace]]`` where it is written otherwise."""
_BY_NAME = {name.casefold(): term for term in TERMS for name in term.names}


def find_term(name: str) -> Term:
    """The word with this name, one or many, in small or capital letters; raises KeyError where there is none."""
    plain = name.casefold()
    known = (form for form in (plain, plain.removesuffix("s"), plain.removesuffix("es")) if form in _BY_NAME)
    return _BY_NAME[next(known, plain)]


def linked(text: str) -> str:
    """The text as Markdown, each ``[[stride]]`` a link to the glossary that tells its meaning under the pointer.

    Raises KeyError for a word that the glossary does not have. Links in Markdown open in another tab, so what is being
    read stays as it is. They are relative, so they work behind a proxy too.
    """
    return MARK.sub(_link, text)


def search_terms(words: str) -> tuple[Term, ...]:
    """The terms that are called so, then those whose names have it, then those that mention it; all for no words."""
    wanted = words.strip().casefold()
    ranked = [(_rank(term, wanted), term) for term in TERMS]
    return tuple(term for rank, term in sorted(ranked, key=lambda pair: pair[0]) if rank < _NOWHERE)


_NOWHERE = 3


def _rank(term: Term, wanted: str) -> int:
    names = [name.casefold() for name in term.names]
    if wanted in names or wanted.removesuffix("s") in names:
        return 0
    if any(wanted in name for name in names):
        return 1
    return 2 if wanted in term.meaning.casefold() else _NOWHERE


def _link(mark: re.Match[str]) -> str:
    term = find_term(mark[1])
    return f'[{mark[2] or mark[1]}](glossary?term={quote(term.word)} "{term.meaning}")'
