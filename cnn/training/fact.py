"""What every event is: a frozen, typed fact that survives a line of JSON."""

from pydantic import BaseModel, ConfigDict

SCHEMA = 1


class Fact(BaseModel):
    """Something that has happened, as this release tells it."""

    # Facts of a newer release may carry more: what is unknown is passed over.
    model_config = ConfigDict(frozen=True, extra="ignore")

    v: int = SCHEMA
