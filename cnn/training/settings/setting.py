"""How a setting is declared: its field carries all that a form, a command and an error message need."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

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


class Settings(BaseModel):
    """Frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
