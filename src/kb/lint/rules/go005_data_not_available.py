"""GO005 data-not-available: a goal is pursued with data that are there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.base import Document
from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import lacking
from kb.readiness import quoted
from kb.records.goal import DataSource, Goal


class DataNotAvailable(Rule):
    """An active goal names no data, or data that are not available or that nobody could find.

    ## Why

    A project that fails for want of data often learns of it after its first model. A source with `available: false` is
    a reason to get access first and to keep the goal a draft until then. Of a source that is only named, with
    neither `uri` nor `available`, nobody knows which of the two it is.

    ## Bad

    ```record research/goals/GOAL-0001-churn.md
    ---
    id: GOAL-0001
    type: goal
    title: Keep customers
    status: active
    created: 2026-06-01
    owner: data-lead
    data_sources:
      - name: call centre records
        available: false
    ---
    ```

    ## Good

    ```record research/goals/GOAL-0001-churn.md
    ---
    id: GOAL-0001
    type: goal
    title: Keep customers
    status: active
    created: 2026-06-01
    owner: data-lead
    data_sources:
      - name: marketing database
        uri: postgresql://marketing.example/customers
        available: true
        access: read-only role of the research team
    ---
    ```
    """

    code: ClassVar[str] = "GO005"
    name: ClassVar[str] = "data-not-available"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("goal",)

    def check(self, context: Context) -> Iterator[Finding]:
        """What is wrong with the data of active goals."""
        for document, goal in context.records(Goal):
            if goal.status != "active":
                continue
            if not goal.data_sources:
                help_ = "Name each source under `data_sources`: name, uri, available, access."
                yield lacking(document, ("data_sources",), f"{goal.id} names no data", help_)
            for place, source in enumerate(goal.data_sources):
                yield from _judge(document, goal, place, source)


def _judge(document: Document, goal: Goal, place: int, source: DataSource) -> Iterator[Finding]:
    if source.available is False:
        message = f"{goal.id} is active and its data are not available: {quoted(source.name)}"
        help_ = "Get access first; until then the goal is a draft."
        yield Finding(document, ("data_sources", place, "available"), message, help_)
    elif source.available is None and source.uri is None:
        message = f"nothing says where {quoted(source.name)} is or whether it is available"
        help_ = "Give its `uri`, and `available: true` once somebody has read from it."
        yield Finding(document, ("data_sources", place, "name"), message, help_)
