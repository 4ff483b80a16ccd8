"""CH001 no-effect-stated: a change of scope says what it does to the deadline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Final

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import absent
from kb.records.change import Change
from kb.records.goal import Goal

_HELP: Final = "Set `effect_days` to the days it adds to the deadline: 0 if none, less if it saves some."


class NoEffectStated(Rule):
    """A change of scope does not say what it does to the deadline.

    ## Why

    A change whose price nobody knows looks free, and ten of them are how a date is lost. The effect has to be
    known when the change is approved: there it is an error. A request may stand for some days while somebody
    works it out. What was refused, and changes of goals that have ended, are history.

    ## Bad

    ```record research/changes/CHG-0001-a-second-country.md
    ---
    id: CHG-0001
    type: change
    title: A second country
    status: approved
    created: 2026-11-02
    goal: GOAL-0001
    ---
    ```

    ## Good

    ```record research/changes/CHG-0001-a-second-country.md
    ---
    id: CHG-0001
    type: change
    title: A second country
    status: approved
    created: 2026-11-02
    goal: GOAL-0001
    effect_days: 12
    ---
    ```

    ## Configure

    `limits.change_estimate_days` is how long a request may stand without its effect, 7 days unless you say
    otherwise; with 0 it is told on the next day.

    ```config
    [limits]
    change_estimate_days = 14
    ```
    """

    code: ClassVar[str] = "CH001"
    name: ClassVar[str] = "no-effect-stated"
    views: ClassVar[Views] = ("goal",)
    judges: ClassVar[tuple[str, ...] | None] = ("change",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Changes without `effect_days`."""
        for document, change in context.records(Change):
            if change.effect_days is not None or _ended(context, change):
                continue
            where = absent(document, ("effect_days",))
            if change.status == "approved":
                message = f"{change.id} is approved, and nothing says what it does to the deadline"
                yield Finding(document, where, message, _HELP)
            elif change.status == "requested":
                days = (context.today - _since(change)).days
                if days > context.config.limits.change_estimate_days:
                    ago = "1 day ago" if days == 1 else f"{days} days ago"
                    message = f"{change.id} was requested {ago}, and its effect is not known yet"
                    yield Finding(document, where, message, _HELP, severity=Severity.WARNING)


def _since(change: Change) -> date:
    return change.requested.on if change.requested is not None else change.created


def _ended(context: Context, change: Change) -> bool:
    document = context.base.by_id.get(change.goal) if change.goal is not None else None
    goal = document.record if document is not None else None
    return isinstance(goal, Goal) and goal.status not in ("draft", "active")
