"""KB004 not-done: what is done has something to show for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.readiness import absent_for_ready, missing_for_done


class NotDone(Rule):
    """A task is `done` and nothing shows for it, or its metric was not measured.

    ## Why

    A task that ends with nothing on record has to be done again by whoever asks next. A task with a metric
    and a target has promised a measurement: a concluded experiment that names the task and reports that
    metric on that data set, be the target met or missed. Other work promises a concluded experiment, a
    reported review or the deliverable it names.

    ## Bad

    ```record backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: done
    created: 2026-06-15
    smart:
      measurable:
        metric: roc_auc
        dataset: test
        target: 0.8
    ---
    ```

    ## Good

    ```record backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: done
    created: 2026-06-15
    smart:
      measurable:
        metric: roc_auc
        dataset: test
        target: 0.8
    ---
    ```

    ```record research/experiments/EXP-0001-hash-encoding.md
    ---
    id: EXP-0001
    type: experiment
    title: Hash encoding of the shop
    status: concluded
    created: 2026-07-01
    task: TASK-0001
    metrics:
      roc_auc:
        test: 0.781
    ---
    ```

    An exception that `kb move --override` recorded under `overrides` makes it a warning.

    ## Configure

    `requires` under `[workflow.done]` lists what is asked for; without `evidence` in it this rule asks for
    none.
    """

    code: ClassVar[str] = "KB004"
    name: ClassVar[str] = "not-done"
    views: ClassVar[Views] = ("<task",)
    judges: ClassVar[tuple[str, ...] | None] = ("task",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Finished tasks that do not meet the definition of done."""
        workflow = context.workflow
        for document, task in context.tasks:
            if task.status == workflow.done_state:
                lacking = [m for m in missing_for_done(context.graph, workflow, task) if m.whole]
                said = (
                    {m.requirement for m in absent_for_ready(context.graph, workflow, task)}
                    if lacking
                    else ()
                )
                for missing in lacking:
                    if missing.requirement not in said:
                        message = f"{task.id} is {task.status} without {missing.what}"
                        where = missing.where if missing.requirement == "evidence" else ("status",)
                        excused = Severity.WARNING if task.exception(self.code, self.name) else None
                        yield Finding(document, where, message, missing.help, severity=excused)
