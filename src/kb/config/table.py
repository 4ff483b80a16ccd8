"""What every table of the configuration has in common: it is frozen, and refuses a key that is not declared."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Table(BaseModel):
    """A table of the configuration: frozen, and no key that is not declared."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, allow_inf_nan=False)
