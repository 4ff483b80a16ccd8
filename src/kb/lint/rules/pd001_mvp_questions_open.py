"""PD001 mvp-questions-open: an agreed product note says for whom, in which process, and for which problem."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import STATE, absent
from kb.records.product import Product
from kb.wording import listed


class MvpQuestionsOpen(Rule):
    """An agreed product note does not say who its users are, in which processes it works, or what problem it solves.

    ## Why

    Which features are core cannot be decided before these three are answered: a feature is core for somebody,
    at some point of their work, because of some trouble. Agreeing on a scope without them is agreeing on a
    list. A draft may leave them open.

    ## Bad

    ```record research/products/PROD-0001-route-planner.md
    ---
    id: PROD-0001
    type: product
    title: Route planner for the delivery vans
    status: agreed
    created: 2026-09-14
    owner: product-owner
    users: [dispatchers of the two depots]
    ---
    ```

    ## Good

    ```record research/products/PROD-0001-route-planner.md
    ---
    id: PROD-0001
    type: product
    title: Route planner for the delivery vans
    status: agreed
    created: 2026-09-14
    owner: product-owner
    users: [dispatchers of the two depots]
    processes: [planning of the morning tours]
    problem: planning takes two hours, and every tenth tour comes back late
    ---
    ```
    """

    code: ClassVar[str] = "PD001"
    name: ClassVar[str] = "mvp-questions-open"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("product",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Agreed notes with a question open."""
        for document, product in context.records(Product):
            if product.status != "agreed":
                continue
            answers = {
                "users": ("who its users are", product.users),
                "processes": ("in which processes it works", product.processes),
                "problem": ("what problem it solves", product.problem),
            }
            missing = {field: question for field, (question, answer) in answers.items() if not answer}
            if missing:
                where = absent(document, (next(iter(missing)),)) if len(missing) == 1 else STATE
                message = f"{product.id} is agreed and does not say {listed(list(missing.values()), 'or')}"
                fields = listed([f"`{field}`" for field in missing])
                yield Finding(document, where, message, f"Fill in {fields}, or make it a draft again.")
