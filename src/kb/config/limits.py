"""`[limits]`: where rules draw their lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from kb.config.table import Table
from kb.declared.marks import Field


class LimitsTable(Table):
    """`[limits]`: where rules draw their lines."""

    task_effort_days: float = Field(10, gt=0, description="The most days that one task may take (SM003).")
    backlog_untouched_days: int = Field(
        90, gt=0, description="`kb groom` calls an entry of the backlog stale when it is older than this."
    )
    review_age_days: Mapping[str, Annotated[int, Field(gt=0)]] = Field(
        {"review": 270, "risk": 90},
        description="Type → days after which a record without `review_by` counts as stale (RK003).",
    )
    high_risk: int = Field(
        12, ge=1, le=25, description="Likelihood × impact from which a risk counts as high (RK002, RK004)."
    )
    mvp_core_features: int = Field(
        5, gt=0, description="The most core features of a product note at the stage `mvp` (PD004)."
    )
    change_estimate_days: int = Field(
        7, ge=0, description="Days for which a requested change may stand without its effect (CH001)."
    )
    review_candidates: int = Field(
        2, ge=1, description="The fewest candidates that a review compares (RV008)."
    )
    close_call_share: float = Field(
        0.25,
        ge=0,
        le=1,
        description="A review is a close call when one weight, changed by this share, turns it (RV007, `kb compare`).",
    )
    reproducibility_criteria: int = Field(
        5,
        ge=0,
        le=7,
        description="How many of the seven criteria a concluded experiment has to meet (EX010).",
    )
    improvement_confidence: float = Field(
        0.95,
        ge=0,
        lt=1,
        description="How sure a difference has to be, seen from the spread of its runs, to count as one "
        "(EX013, `kb leaderboard`).",
    )
