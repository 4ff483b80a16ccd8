"""RK004 mitigation-not-started: what is to mitigate a risk has been begun, and was not given up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import few
from kb.records.risk import Risk
from kb.workflow import Workflow

_FIRST: Final = {"decision": "proposed", "change": "requested"}


class MitigationNotStarted(Rule):
    """A risk names what mitigates it, and all of that has been given up or has not got beyond its first states.

    ## Why

    A link to a task looks like an answer, also when the task has lain in the backlog since spring. A high risk
    is asked for at least one task that is ready or further on, one decision that was taken, or one change that
    was approved; so is every risk that is called mitigated. Where all of it was dropped, a small risk has no
    answer left either. What was superseded, rejected or refused is told by LK006.

    ## Bad

    ```record research/risks/RISK-0001-drift.md
    ---
    id: RISK-0001
    type: risk
    title: The inputs drift and nobody notices
    status: open
    created: 2026-10-05
    owner: ml-engineer
    likelihood: 4
    impact: 4
    solution: compare the inputs of each week with those of training
    mitigated_by: [TASK-0001]
    ---
    ```

    ```record backlog/TASK-0001-watch-the-inputs.md
    ---
    id: TASK-0001
    type: task
    title: Watch the inputs of the churn model each week
    status: backlog
    created: 2026-10-05
    ---
    ```

    ## Good

    ```record research/risks/RISK-0001-drift.md
    ---
    id: RISK-0001
    type: risk
    title: The inputs drift and nobody notices
    status: open
    created: 2026-10-05
    owner: ml-engineer
    likelihood: 4
    impact: 4
    solution: compare the inputs of each week with those of training
    mitigated_by: [TASK-0001]
    ---
    ```

    ```record backlog/TASK-0001-watch-the-inputs.md
    ---
    id: TASK-0001
    type: task
    title: Watch the inputs of the churn model each week
    status: ready
    created: 2026-10-05
    ---
    ```

    ## Configure

    `limits.high_risk`, 12 unless you say otherwise, is the least product of likelihood and impact that counts
    as high.

    ```config
    [limits]
    high_risk = 15
    ```
    """

    code: ClassVar[str] = "RK004"
    name: ClassVar[str] = "mitigation-not-started"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ("mitigated_by",)
    judges: ClassVar[tuple[str, ...] | None] = ("risk",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Risks whose mitigations have come to nothing so far."""
        limit = context.config.limits.high_risk
        for document, risk in context.records(Risk):
            if not risk.mitigated_by or risk.status not in ("open", "mitigated", "occurred"):
                continue
            states = [(id_, *_state(context, id_)) for id_ in dict.fromkeys(risk.mitigated_by)]
            how = {how for _, how, _ in states}
            high = (risk.exposure or 0) >= limit
            if "begun" in how or how == {"retired"}:
                continue
            if "waiting" in how and not (high or risk.status == "mitigated"):
                continue
            said = few([f"{id_} is {state}" for id_, how, state in states if how != "retired"])
            if "waiting" in how:
                why = (
                    "is called mitigated"
                    if risk.status == "mitigated"
                    else f"is high ({risk.exposure} of 25)"
                )
                message = f"{risk.id} {why}, and nothing that mitigates it has been begun: {said}"
                help_ = "Make one of them ready, or say what is done instead."
            else:
                message = f"nothing is left of what mitigates {risk.id}: {said}"
                help_ = "Name what is done instead, or set the risk to what it is now: accepted, or closed."
            yield Finding(document, ("mitigated_by",), message, help_, on="key")


def _state(context: Context, id_: str) -> tuple[str, str]:
    """Whether a mitigation is waiting, begun, dropped or retired, and its state; what is unknown counts as begun."""
    document = context.base.by_id.get(id_)
    record = document.record if document is not None else None
    if record is None:
        return "begun", ""
    if record.type == "task":
        return _of_task(context.workflow, record.status), record.status
    if record.type in _FIRST and record.status in context.base.types[record.type].type.retired:
        return "retired", record.status
    return "waiting" if record.status == _FIRST.get(record.type) else "begun", record.status


def _of_task(workflow: Workflow, state: str) -> str:
    if workflow.ended(state):
        return "begun" if state == workflow.done_state else "dropped"
    first = workflow.position("ready" if "ready" in workflow.states else workflow.started)
    return "begun" if workflow.position(state) >= first else "waiting"
