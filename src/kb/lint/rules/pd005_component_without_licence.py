"""PD005 component-without-licence: what others may use again says on which terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.readiness.smart import quoted
from kb.records.product import Product


class ComponentWithoutLicence(Rule):
    """A reusable component of an agreed product note has no licence.

    ## Why

    A component is listed so that the next project takes it. Whether that project may do so, and whether what
    it builds may be handed to another customer, is answered by the licence or found out too late.

    ## Bad

    ```record research/products/PROD-0001-route-planner.md
    ---
    id: PROD-0001
    type: product
    title: Route planner for the delivery vans
    status: agreed
    created: 2026-09-14
    owner: product-owner
    components:
      - name: opening-hours reader
        reused_in: [shop finder]
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
    components:
      - name: opening-hours reader
        reused_in: [shop finder]
        licence: Apache-2.0
    ---
    ```
    """

    code: ClassVar[str] = "PD005"
    name: ClassVar[str] = "component-without-licence"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("product",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Components without a licence."""
        for document, product in context.records(Product):
            if product.status != "agreed":
                continue
            for number, component in enumerate(product.components):
                if component.licence is None:
                    message = f"the component {quoted(component.name)} has no licence"
                    if component.reused_in:
                        message += f", and is used again in {component.reused_in[0]}"
                    help_ = (
                        "Set `licence` to an SPDX expression, or to LicenseRef- and a name for other terms."
                    )
                    yield Finding(document, ("components", number, "name"), message, help_)
