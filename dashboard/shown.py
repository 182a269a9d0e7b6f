"""What a control shows, and when it has to be made anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Shown:
    """What a control shows: how often it was made anew, and its value; is_used: it was changed by the visitor since."""

    value: Any
    number: int = 0
    is_used: bool = False

    def after_use(self, *, is_own: bool) -> Shown:
        """After the visitor used this control or another one, which may undo what this one was used for."""
        return replace(self, number=self.number + (self.is_used and not is_own), is_used=self.is_used or is_own)

    def with_value(self, value: Any) -> Shown:
        """Shown once more: made anew where others than itself gave it another value."""
        return Shown(value, self.number + (not self.is_used and self.value != value))
