"""PV004 nda-or-retention-expired: an approved note rests on terms that still hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.records.privacy import Asset, Privacy


class NdaOrRetentionExpired(Rule):
    """A privacy note is approved although a retention period or a non-disclosure agreement in it has ended.

    ## Why

    After `retention_until` the data should be gone, so whoever still reads them breaks the promise under which they
    were given: an error. When `nda_until` passes, the agreement that opened the asset has ended and the next one is
    usually not signed yet: a warning. An agreement that nobody needs any more is `nda: false`. The named day itself
    still counts.

    ## Bad

    ```record research/privacy/PRIV-0001-orders.md
    ---
    id: PRIV-0001
    type: privacy
    title: Order history of the shop
    status: approved
    created: 2025-05-05
    owner: data-lead
    assets:
      - name: order history
        contract: service contract, annex on data
        retention_until: 2026-06-30
    ---
    ```

    ## Good

    ```record research/privacy/PRIV-0001-orders.md
    ---
    id: PRIV-0001
    type: privacy
    title: Order history of the shop
    status: approved
    created: 2025-05-05
    owner: data-lead
    assets:
      - name: order history
        contract: service contract, annex on data
        retention_until: 2099-06-30
    ---
    ```
    """

    code: ClassVar[str] = "PV004"
    name: ClassVar[str] = "nda-or-retention-expired"
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("privacy",)

    def check(self, context: Context) -> Iterator[Finding]:
        """The days that have passed in approved notes."""
        for document, note in context.records(Privacy):
            if note.status != "approved":
                continue
            for number, asset in enumerate(note.assets):
                name = " ".join(asset.name.split())
                if _passed(asset.retention_until, context.today):
                    message = (
                        f"{name} was to be kept until {asset.retention_until}, and {note.id} is approved"
                    )
                    help_ = "Delete the data and let the note expire, or agree on a longer period."
                    yield Finding(document, ("assets", number, "retention_until"), message, help_)
                if _binding(asset) and _passed(asset.nda_until, context.today):
                    message = f"the agreement on {name} ended on {asset.nda_until}, and {note.id} is approved"
                    help_ = "Renew it, or write `nda: false` if the asset needs none any more."
                    where = ("assets", number, "nda_until")
                    yield Finding(document, where, message, help_, severity=Severity.WARNING)


def _passed(day: date | None, today: date) -> bool:
    return day is not None and day < today


def _binding(asset: Asset) -> bool:
    return asset.nda is not False
