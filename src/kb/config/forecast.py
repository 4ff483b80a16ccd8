"""`[forecast]`: from which past `kb forecast` speaks, and below which it says nothing."""

from __future__ import annotations

from kb.config.table import Table
from kb.declared.marks import Field


class ForecastTable(Table):
    """`[forecast]`: from which past `kb forecast` speaks, and below which it says nothing."""

    window_days: int = Field(
        90, ge=7, le=3650, description="How many days up to yesterday are taken for the days to come."
    )
    least_finished: int = Field(
        10, ge=2, description="With fewer tasks finished in these days a forecast is refused."
    )
    least_days: int = Field(
        28, ge=7, description="With a shorter history than so many days a forecast is refused."
    )
    trials: int = Field(
        10_000, ge=100, le=1_000_000, description="How many futures are drawn; `--trials` overrides it."
    )
    seed: int = Field(1, ge=0, description="Where the drawing begins; `--seed` overrides it.")
