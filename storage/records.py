"""The base of every record."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A record: what it says does not change."""

    model_config = ConfigDict(frozen=True)
