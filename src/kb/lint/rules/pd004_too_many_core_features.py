"""PD004 too-many-core-features: a first version has few core features."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.records.product import Product


class TooManyCoreFeatures(Rule):
    """A product note at the stage `mvp` has more core features than the limit.

    ## Why

    The first version is there to show that the idea works, as early as possible. When most of a list is core,
    the list was not sorted but relabelled, and the demonstration waits for what nobody would have missed. The
    note is told as a draft already: that is when the list grows.

    ## Bad

    ```record research/products/PROD-0001-route-planner.md
    ---
    id: PROD-0001
    type: product
    title: Route planner for the delivery vans
    status: draft
    created: 2026-09-14
    owner: product-owner
    features:
      - {name: tours for tomorrow, class: core}
      - {name: opening hours, class: core}
      - {name: map of all vans, class: core}
      - {name: messages to drivers, class: core}
      - {name: fuel report, class: core}
      - {name: weather along the way, class: core}
    stage: mvp
    ---
    ```

    ## Good

    ```record research/products/PROD-0001-route-planner.md
    ---
    id: PROD-0001
    type: product
    title: Route planner for the delivery vans
    status: draft
    created: 2026-09-14
    owner: product-owner
    features:
      - {name: tours for tomorrow, class: core}
      - {name: opening hours, class: core}
      - {name: map of all vans, class: complementary}
      - {name: messages to drivers, class: complementary}
      - {name: fuel report, class: unrelated}
      - {name: weather along the way, class: complementary}
    stage: mvp
    ---
    ```

    ## Configure

    `limits.mvp_core_features` is the most core features of a first version, 5 unless you say otherwise.

    ```config
    [limits]
    mvp_core_features = 3
    ```
    """

    code: ClassVar[str] = "PD004"
    name: ClassVar[str] = "too-many-core-features"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("product",)

    def check(self, context: Context) -> Iterator[Finding]:
        """First versions with a large core."""
        limit = context.config.limits.mvp_core_features
        for document, product in context.records(Product):
            if product.stage != "mvp" or product.status == "superseded":
                continue
            core = sum(feature.class_ == "core" for feature in product.features)
            if core > limit:
                message = f"{product.id} has {core} core features, and a first version may have {limit}"
                help_ = "Keep those without which the problem is not solved; the others are complementary."
                yield Finding(document, ("features",), message, help_, on="key")
