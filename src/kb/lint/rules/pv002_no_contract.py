"""PV002 no-contract: what belongs to others, is secret or is personal is used under a contract."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from kb.diagnostics import Severity
from kb.lint import uses
from kb.lint.rule import Context, Finding, Rule, Views
from kb.records.privacy import Asset, Privacy
from kb.text.frontmatter import KeyPath

# How people say that an asset came from somebody else; a licence is then as good as a contract.
_OTHERS: Final = re.compile(
    r"\b(?:customers?|clients?|vendors?|suppliers?|partners?|third[- ]part(?:y|ies)|contractors?|providers?|"
    r"resellers?|brokers?|scraped|crawled|bought|purchased|licen[cs]ed)\b",
    re.IGNORECASE,
)
_NOTHING: Final = re.compile(
    r"\W*(?:none|no|nil|n/?a|tbd|tba|todo|missing|unknown|open|pending|not yet|no contract|null)?\W*",
    re.IGNORECASE,
)


class NoContract(Rule):
    """An asset from somebody else, under a non-disclosure agreement or with personal data is used without a contract.

    ## Why

    The contract says what may be done with the asset, how long and where; without it nobody can say whether a use is
    permitted. Asked are notes that wait for approval or have it, and of their assets those with `nda: true`, those
    with personal or special data, those with pseudonymous data under no licence, and those whose `source` names a
    customer, vendor, partner and the like and that have no licence either. `contract: none` is no contract.

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
        source: customer
        nda: true
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
        source: customer
        contract: service contract of March 2026, annex on data
        nda: true
      - name: public holidays
        source: a vendor's open data
        licence: CC-BY-4.0
    ---
    ```
    """

    code: ClassVar[str] = "PV002"
    name: ClassVar[str] = "no-contract"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("privacy",)

    def check(self, context: Context) -> Iterator[Finding]:
        """The assets that need a contract and name none."""
        for document, note in context.records(Privacy):
            if note.status not in ("pending", "approved"):
                continue
            for number, asset in enumerate(note.assets):
                why = None if _has_contract(asset) else _needs(asset)
                if why is not None:
                    field, words = why
                    where: KeyPath = ("assets", number, field)
                    message = f"{' '.join(asset.name.split())} {words} and names no contract"
                    help_ = "Name the contract or agreement under `contract`, or do without the asset."
                    yield Finding(document, where, message, help_)


def _has_contract(asset: Asset) -> bool:
    return asset.contract is not None and _NOTHING.fullmatch(asset.contract) is None


def _needs(asset: Asset) -> tuple[str, str] | None:
    """The field for which an asset needs a contract, and the words for it."""
    if asset.nda:
        return "nda", "is under a non-disclosure agreement"
    if asset.personal_data in ("personal", "special"):
        return "personal_data", f"holds {asset.personal_data} data"
    if asset.licence is not None or uses.is_ours(asset.source):
        return None
    if asset.personal_data == "pseudonymous":
        return "personal_data", "holds pseudonymous data"
    if asset.source is not None and _OTHERS.search(asset.source):
        return "source", f"comes from somebody else ({' '.join(asset.source.split())})"
    return None
