"""Who is at the program: nobody is asked on one's own machine, but a room full of people has names.

A program that serves several people says with ``tell_by`` how the one it works for just now is known; whatever belongs
to somebody (drawings, uploads, runs) asks ``present``. A terminal and a worker work for whoever has the machine.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from cnn.errors import VisitorError

NAME = re.compile(r"\w[\w .'-]{0,39}")
"""Up to 40 letters, digits, spaces, dots, hyphens and apostrophes, as names are written anywhere."""


@dataclass(frozen=True)
class Visitor:
    """Somebody with a name; one who has the machine (``HOST``) needs none.

    has_charge: may change what belongs to others, and is held to no limit: the host, and a teacher.
    """

    name: str = ""
    has_charge: bool = False

    @property
    def owner(self) -> str:
        """What is written down of whose something is; empty for the host. No name can be mistaken for a teacher's."""
        return f"{self.name} (teacher)" if self.name and self.has_charge else self.name

    @property
    def folder(self) -> str:
        """A name for a folder of their own, whatever the name holds; two names never share one."""
        known = self.name.casefold()
        plain = re.sub(r"[^\w@.-]+", "_", known)[:40].lstrip(".")
        return f"{plain}-{hashlib.sha256(known.encode()).hexdigest()[:12]}"

    def may_change(self, owner: str) -> bool:
        """Whether what belongs to ``owner`` may be stopped, deleted or renamed."""
        return self.has_charge or (bool(self.name) and owner.casefold() == self.owner.casefold())


HOST = Visitor(has_charge=True)
"""Whoever sits at the machine itself."""
NOBODY = Visitor()
"""Someone of whom nothing is known yet: owns nothing and changes nothing."""

_named: ContextVar[Visitor | None] = ContextVar("visitor", default=None)
_tell: list[Callable[[], Visitor]] = [lambda: HOST]


def present() -> Visitor:
    """Who the program works for just now."""
    return _named.get() or _tell[-1]()


def tell_by(tell: Callable[[], Visitor]) -> None:
    """From now on ``tell`` says who the program works for."""
    _tell[:] = [tell]


@contextmanager
def working_for(visitor: Visitor) -> Iterator[None]:
    """Work for this visitor while inside, whoever else is known: for what is done after they have gone on."""
    before = _named.set(visitor)
    try:
        yield
    finally:
        _named.reset(before)


def read_name(text: str) -> str:
    """A name as it is kept; raises VisitorError for what is none."""
    name = " ".join(text.split())
    if not NAME.fullmatch(name):
        found = "nothing" if not name else f"{len(name)} letters" if len(name) > 40 else "other signs"
        raise VisitorError(
            f"A name is needed of up to 40 letters, digits, spaces, dots, hyphens and apostrophes; {found} was given."
        )
    return name
