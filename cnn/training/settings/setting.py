"""How a setting is declared: its field carries all that a form, a command and an error message need."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Any, Literal, Self, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo

from cnn.errors import ConfigError

Group = Literal["main", "augmentation", "schedule", "regularisation", "ending", "more"]


def setting(
    title: str,
    about: str,
    *,
    unit: str = "",
    group: Group = "main",
    step: float | None = None,
    scale: Literal["linear", "log"] = "linear",
    only_for: dict[str, tuple[str, ...]] | None = None,
    **bounds: Any,
) -> Any:
    """A field with all that a form and a command need to offer it.

    only_for: the values of another field under which this one has any effect; a form may leave it out otherwise.
    """
    extra: dict[str, Any] = {"unit": unit, "group": group, "step": step, "scale": scale, "only_for": only_for or {}}
    return Field(title=title, description=about, json_schema_extra=extra, **bounds)


def extra(field: FieldInfo) -> dict[str, Any]:
    """What ``setting`` noted beside the bounds: unit, group, step, scale, only_for."""
    return field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}


def kind_of(field: FieldInfo) -> Any:
    """The type of a setting's values, without the None of one that may be left open."""
    annotation = field.annotation
    if get_origin(annotation) in (Union, types.UnionType):
        return next(part for part in get_args(annotation) if part is not type(None))
    return annotation


def is_optional(field: FieldInfo) -> bool:
    """Whether a setting may be left open."""
    return kind_of(field) is not field.annotation


def choices_of(field: FieldInfo) -> tuple[str, ...]:
    """The words that a setting takes; none for one that is a number."""
    kind = kind_of(field)
    return get_args(kind) if get_origin(kind) is Literal else ()


def bounds_of(field: FieldInfo) -> tuple[float, float]:
    """The lowest and highest value that is offered of a number; an open bound is kept by one step, or a millionth."""
    bounds = {
        kind: getattr(it, kind) for it in field.metadata for kind in ("ge", "gt", "le", "lt") if hasattr(it, kind)
    }
    step = extra(field)["step"] or 1e-6
    low = bounds["ge"] if "ge" in bounds else bounds["gt"] + step
    high = bounds["le"] if "le" in bounds else bounds["lt"] - step
    return float(low), float(high)


class Settings(BaseModel):
    """Frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """Settings from names and values; raises ConfigError naming what was found and what is allowed."""
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            fault = error.errors()[0]
            name = str(fault["loc"][0]) if fault["loc"] else "settings"
            if fault["type"] == "extra_forbidden":
                raise ConfigError(f"There is no setting {name!r}; there are {', '.join(cls.model_fields)}.") from error
            raise ConfigError(f"{name} = {fault['input']!r}: {fault['msg'].lower()}.") from error
