"""PD002 feature-unclassified: every feature of an agreed product note has a class and a reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.readiness.smart import quoted
from kb.records.product import Feature, Product


class FeatureUnclassified(Rule):
    """A feature of an agreed product note has no class, or does not say why it has the one it has.

    ## Why

    The classes keep a first version small: without them every feature is as good as core. The reason is what
    one argues about when somebody asks for one more; without it the class is a taste.

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
      - name: tours for tomorrow
        class: core
        why: the two hours of planning go into these
      - name: map of all vans
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
      - name: tours for tomorrow
        class: core
        why: the two hours of planning go into these
      - name: map of all vans
        class: complementary
        why: pleasant to watch, but nobody plans by it
    ---
    ```
    """

    code: ClassVar[str] = "PD002"
    name: ClassVar[str] = "feature-unclassified"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("product",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Features without a class or a reason."""
        for document, product in context.records(Product):
            if product.status != "agreed":
                continue
            for number, feature in enumerate(product.features):
                if (found := _lack(feature)) is not None:
                    message, help_ = found
                    where = ("features", number, "name")
                    yield Finding(document, where, f"the feature {quoted(feature.name)} {message}", help_)


def _lack(feature: Feature) -> tuple[str, str] | None:
    if feature.class_ is None:
        also = "" if feature.why is not None else ", and the reason under `why`"
        return "has no class", f"Set `class` to core, complementary or unrelated{also}."
    if feature.why is None:
        return f"does not say why it is {feature.class_}", "Give the reason under `why`."
    return None
