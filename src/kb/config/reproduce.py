"""`[reproduce]`: when a figure counts as the same, and what a repeated command gets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from kb.config.table import Table
from kb.declared.marks import Field

Build = Literal["none", "uv", "pip", "conda"]


class Tolerance(Table):
    """How far a figure may be from the recorded one: the larger of the two counts."""

    absolute: float | None = Field(
        None, ge=0, description="In the unit of the metric; not given: the one for all metrics."
    )
    relative: float | None = Field(
        None, ge=0, description="As a share of the recorded value; not given: the one for all metrics."
    )


class ReproduceTable(Table):
    """`[reproduce]`: how `kb reproduce` runs a command again, and what counts as the same result."""

    absolute: float = Field(
        0, ge=0, description="How far a figure may be from the recorded one, in the unit of its metric."
    )
    relative: float = Field(
        0.001,
        ge=0,
        description="How far a figure may be from the recorded one, as a share of it; of this and `absolute` "
        "the larger counts.",
    )
    metrics: Mapping[str, Tolerance] = Field({}, description="Metric → `absolute` and `relative` of its own.")
    environment: Build = Field(
        "none",
        description="What builds the environment from the recorded lock file; `none` takes the one there is.",
    )
    time_limit_minutes: float = Field(
        1440, gt=0, description="A command that runs for longer is ended, and the reproduction has failed."
    )
