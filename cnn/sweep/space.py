"""Which settings a search varies, and how: derived from the configuration, which knows bounds, steps and scales."""

from __future__ import annotations

import math
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from cnn.errors import ConfigError
from cnn.training.config import TrainingConfig, settings
from cnn.training.settings.setting import bounds_of, choices_of, extra, kind_of

GROUPS = ("main", "augmentation", "schedule", "regularisation")
"""These change what is learned. The rest decides who judges, for how long and where, which must stay the same."""
ALSO_VARIED, NOT_VARIED = ("momentum",), ("epochs",)
DECADES = 10.0
"""A setting on a log scale is tried down to a tenth of what it is, and up to ten times that."""
SLIDER_STEPS = 20
"""A setting on a linear scale is tried this many steps of its slider from its lowest value, or to twice what it is."""


class _Variation(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(_Variation):
    """All numbers from ``low`` to ``high``. step: how far apart; None for any. is_log: as likely in each decade."""

    kind: Literal["span"] = "span"
    low: float
    high: float
    step: float | None = None
    is_log: bool = False
    is_whole: bool = False

    def __str__(self) -> str:
        return f"{self.low:g} to {self.high:g}{', by decades' if self.is_log else ''}"


class Options(_Variation):
    """One of these."""

    kind: Literal["options"] = "options"
    values: Annotated[tuple[int | float | str, ...], Field(min_length=1)]

    def __str__(self) -> str:
        return ", ".join(f"{value:g}" if isinstance(value, float) else str(value) for value in self.values)


Variation = Annotated[Span | Options, Field(discriminator="kind")]
Space = dict[str, Variation]


def varied_settings() -> dict[str, FieldInfo]:
    """The settings that can be varied, by name."""
    return {
        name: field
        for name, field in settings().items()
        if (extra(field)["group"] in GROUPS or name in ALSO_VARIED) and name not in NOT_VARIED
    }


def usual_variation(name: str, base: TrainingConfig) -> Span | Options:
    """How a setting is varied around ``base`` where nobody says how; raises ConfigError for one that cannot be."""
    field = _field(name)
    if options := choices_of(field):
        return Options(values=options)
    lowest, highest, value = *bounds_of(field), getattr(base, name)
    if extra(field)["scale"] == "log":
        return _span(field, max(lowest, value / DECADES), min(highest, value * DECADES))
    reach = lowest + SLIDER_STEPS * extra(field)["step"]
    return _span(field, lowest, min(highest, max(reach, 2 * (value or 0))))


def read_variation(text: str, base: TrainingConfig) -> tuple[str, Span | Options]:
    """A setting and how to vary it, as typed: ``optimizer``, ``learning_rate=1e-4..0.1``, ``batch_size=32,64``.

    Raises ConfigError for what it cannot read, and for values out of the setting's bounds.
    """
    name, _, how = (part.strip() for part in text.partition("="))
    name = name.replace("-", "_")
    field = _field(name)
    if not how:
        return name, usual_variation(name, base)
    low, between, high = how.partition("..")
    if between and not choices_of(field):
        return name, checked(name, _span(field, _number(name, low), _number(name, high)), base)
    words = [word.strip() for word in how.split(",")]
    values = words if choices_of(field) else [_tidy(field, _number(name, word)) for word in words]
    return name, checked(name, Options(values=tuple(dict.fromkeys(values))), base)


def checked(name: str, variation: Span | Options, base: TrainingConfig) -> Span | Options:
    """The same; raises ConfigError where it is no choice at all or leaves the setting's bounds."""
    if isinstance(variation, Span):
        ends: tuple[Any, ...] = (variation.low, variation.high)
        if variation.low >= variation.high:
            raise ConfigError(f"{name} goes from {variation.low:g} to {variation.high:g}: the second must be larger.")
        if variation.is_log and variation.low <= 0:
            raise ConfigError(f"{name} is tried by decades, which have no zero: begin above it.")
    else:
        ends = variation.values
    for value in ends:
        base.changed(**{name: _tidy(_field(name), value) if isinstance(value, float) else value})
    return variation


def span(name: str, low: float, high: float) -> Span:
    """All values of a setting between two; raises ConfigError for one that is no number."""
    field = _field(name)
    if choices_of(field):
        raise ConfigError(f"{name} is no number: list what to try, as {name}={','.join(map(str, choices_of(field)))}.")
    return _span(field, low, high)


def _span(field: FieldInfo, low: float, high: float) -> Span:
    """The span with a whole number of steps in it."""
    is_log, is_whole = extra(field)["scale"] == "log", _is_whole(field)
    if is_whole:
        low, high = math.ceil(low), math.floor(high)
    step = None if is_log else float(extra(field)["step"])
    if step is not None and high > low:
        high = round(low + math.floor((high - low) / step + 1e-9) * step, 10)
    return Span(low=low, high=high, step=step, is_log=is_log, is_whole=is_whole)


def _field(name: str) -> FieldInfo:
    fields = varied_settings()
    if name not in fields:
        raise ConfigError(f"A search cannot vary {name!r}; it can vary {', '.join(fields)}.")
    return fields[name]


def _is_whole(field: FieldInfo) -> bool:
    return kind_of(field) is int


def _tidy(field: FieldInfo, value: float) -> int | float:
    return int(value) if _is_whole(field) and value == int(value) else value


def _number(name: str, word: str) -> float:
    try:
        value = float(word)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ConfigError(f"{name} is a number, not {word.strip()!r}: write {name}=1..2, or {name}=1,2,3.")
    return value
