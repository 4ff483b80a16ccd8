"""PD003 no-distinguishing-feature: something is at the core of a product, and sets it apart from what there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.base import Document
from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import absent
from kb.readiness.smart import quoted
from kb.records.product import Product


class NoDistinguishingFeature(Rule):
    """An agreed product note has no core feature, or names a competitor and not what is different.

    ## Why

    A product without a core shows nothing, and one that does what another product does already has to be
    better known than that one. To name a competitor without the difference is to have found the question and
    left it open. No competitors are named where there are none; that is no finding.

    ## Bad

    ```record research/products/PROD-0001-route-planner.md
    ---
    id: PROD-0001
    type: product
    title: Route planner for the delivery vans
    status: agreed
    created: 2026-09-14
    owner: product-owner
    features:
      - {name: map of all vans, class: complementary, why: pleasant to watch}
    competitors:
      - name: the planner that came with the vans
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
    features:
      - {name: tours that know the hours of the shops, class: core, why: late tours miss them}
    competitors:
      - name: the planner that came with the vans
        difference: it finds the shortest way and does not know opening hours
    ---
    ```
    """

    code: ClassVar[str] = "PD003"
    name: ClassVar[str] = "no-distinguishing-feature"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("product",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Agreed notes without a core, and competitors without a difference."""
        for document, product in context.records(Product):
            if product.status != "agreed":
                continue
            yield from _core(document, product)
            for number, competitor in enumerate(product.competitors):
                if competitor.difference is None:
                    message = f"{product.id} does not say what sets it apart from {quoted(competitor.name)}"
                    help_ = "Say it under `difference`; if nothing does, the product is not needed."
                    yield Finding(document, ("competitors", number, "name"), message, help_)


def _core(document: Document, product: Product) -> Iterator[Finding]:
    if not product.features:
        message = f"{product.id} is agreed and lists no feature"
        help_ = "List under `features` what it does, each with its class and the reason."
        yield Finding(document, absent(document, ("features",)), message, help_)
    elif all(feature.class_ in ("complementary", "unrelated") for feature in product.features):
        message = f"none of the features of {product.id} is core"
        help_ = "Find the one without which the problem is not solved, and set its `class` to core."
        yield Finding(document, ("features",), message, help_, on="key")
