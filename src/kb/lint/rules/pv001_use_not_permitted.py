"""PV001 use-not-permitted: what is planned with an asset is among what may be done with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.base import Document
from kb.diagnostics import Related, Severity
from kb.lint import uses
from kb.lint.rule import Context, Finding, Rule, Views
from kb.records.privacy import Asset, Privacy


class UseNotPermitted(Rule):
    """A use that a privacy note plans is not among the uses that its assets permit.

    ## Why

    What a contract does not permit is found in review or in court; here it is found in the commit that plans it.

    A planned use is meant for all assets of the note: put an asset that has nothing to do with it into a note of its
    own. The words are compared without regard to case, order and endings, and an asset that permits `training`
    permits `training of the detector`, too; `any` permits everything. An asset that states no permitted uses is
    not asked. That no asset permits a use is an error in an approved note; that some permit it and others do not, or
    that the note still waits for its approval, is a warning. Refused and expired notes are left alone.

    ## Bad

    ```record research/privacy/PRIV-0001-orders.md
    ---
    id: PRIV-0001
    type: privacy
    title: Order history of the shop
    status: approved
    created: 2026-05-04
    owner: data-lead
    assets:
      - name: order history
        contract: service contract, annex on data
        permitted_uses:
          - forecasting
          - reports to the customer
    planned_uses:
      - forecasting
      - training models for other customers
    ---
    ```

    ## Good

    ```record research/privacy/PRIV-0001-orders.md
    ---
    id: PRIV-0001
    type: privacy
    title: Order history of the shop
    status: approved
    created: 2026-05-04
    owner: data-lead
    assets:
      - name: order history
        contract: service contract, annex on data
        permitted_uses:
          - forecasting
          - reports to the customer
    planned_uses:
      - forecasting of weekly demand
      - report to the customer
    ---
    ```
    """

    code: ClassVar[str] = "PV001"
    name: ClassVar[str] = "use-not-permitted"
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("privacy",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Planned uses that an asset with stated uses does not permit."""
        for document, note in context.records(Privacy):
            if note.status in ("refused", "expired"):
                continue
            stating = [(n, asset) for n, asset in enumerate(note.assets) if asset.permitted_uses]
            for number, use in enumerate(note.planned_uses):
                refusing = [(n, asset) for n, asset in stating if not uses.permitted(asset, use)]
                if refusing:
                    weak = note.status != "approved" or len(refusing) < len(stating)
                    yield _finding(document, note, number, refusing, Severity.WARNING if weak else None)


def _finding(
    document: Document, note: Privacy, number: int, refusing: list[tuple[int, Asset]], weight: Severity | None
) -> Finding:
    use = " ".join(note.planned_uses[number].split())
    names = [" ".join(asset.name.split()) for _, asset in refusing]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    message = f"{note.id} plans “{use}”, which is not permitted for {', '.join(names[:3])}{more}"
    help_ = "Drop the plan or have it permitted; an asset that the use does not touch belongs in a note of its own."
    related = tuple(
        Related(document.path, document.span(("assets", n, "permitted_uses"), "key"), f"what {name} permits")
        for (n, _), name in zip(refusing[:3], names, strict=False)
    )
    return Finding(document, ("planned_uses", number), message, help_, severity=weight, related=related)
