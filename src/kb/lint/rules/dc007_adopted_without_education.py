"""DC007 adopted-without-education: what is adopted is taught."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.facts import Edited
from kb.lint.rule import SKELETON, Context, Finding, Rule, Views
from kb.lint.saying import few
from kb.records.decision import Decision
from kb.records.task import Task
from kb.standing import in_force


class AdoptedWithoutEducation(Rule):
    """A decision adopts a technology, and no task teaches it.

    ## Why

    A technology that one person knows is not the team's. With the decision to adopt it comes a workshop, a guide or a
    handbook for those who are here and those who come later; the task that makes it names the decision under `teaches`.
    The task may be an idea still, but not given up. A technology that is taught for one decision is taught for all that
    adopt it. Trials are not asked for it, nor are decisions that were superseded.

    ## Bad

    ```record research/decisions/DEC-0001-mlflow.md
    ---
    id: DEC-0001
    type: decision
    title: Track runs with MLflow
    status: accepted
    created: 2026-09-28
    technologies:
      mlflow: adopt
    ---
    ```

    ## Good

    ```record research/decisions/DEC-0001-mlflow.md
    ---
    id: DEC-0001
    type: decision
    title: Track runs with MLflow
    status: accepted
    created: 2026-09-28
    technologies:
      mlflow: adopt
    ---
    ```

    ```record backlog/TASK-0001-guide.md
    ---
    id: TASK-0001
    type: task
    title: Write the guide to tracking runs
    status: backlog
    created: 2026-10-05
    teaches:
      - DEC-0001
    ---
    ```
    """

    code: ClassVar[str] = "DC007"
    name: ClassVar[str] = "adopted-without-education"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = SKELETON

    def unmoved(self, edit: Edited) -> bool:
        """A technology is taught if any decision that adopts it is."""
        return edit.after.type != "decision" and not edit.after.holds("supersedes", "teaches")

    def check(self, context: Context) -> Iterator[Finding]:
        """Decisions in force whose adopted technologies nobody teaches."""
        adopting = [
            (document, decision, [name for name, ring in decision.technologies.items() if ring == "adopt"])
            for document, decision in context.records(Decision)
            if decision.technologies
        ]
        taught = {name for _, decision, names in adopting if _taught(context, decision) for name in names}
        for document, decision, names in adopting:
            missing = [name for name in names if name not in taught]
            if missing and in_force(context.graph, document):
                message = f"{decision.id} adopts {few(missing)}, and no task teaches {_it(missing)}"
                help_ = f"Plan a workshop or a guide: a task with `teaches: [{decision.id}]`."
                alone = len(missing) == 1
                where = ("technologies", missing[0]) if alone else ("technologies",)
                yield Finding(document, where, message, help_, on="value" if alone else "key")


def _it(names: list[str]) -> str:
    return "it" if len(names) == 1 else "them"


def _taught(context: Context, decision: Decision) -> bool:
    """Whether a task that was not given up teaches a decision, or one that cannot be read may do so."""
    if decision.id in context.base.unread:
        return True
    workflow = context.workflow
    for link in context.graph.backlinks(decision.id, ("teaches",)):
        task = link.source.record
        if (
            not isinstance(task, Task)
            or not workflow.ended(task.status)
            or task.status == workflow.done_state
        ):
            return True
    return False
