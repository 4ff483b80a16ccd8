"""PV003 bad-licence: the licence of an asset is one that programs know, and does not stand against what is planned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.base import Document
from kb.diagnostics import Related, Severity
from kb.lint import licences, uses
from kb.lint.rule import Context, Finding, Rule, Views
from kb.records.privacy import Asset, Privacy
from kb.text.frontmatter import KeyPath


class BadLicence(Rule):
    """The licence of an asset is not an SPDX expression, or stands against a use that the note plans.

    ## Why

    `Apache` and `BSD` are several licences each; an [SPDX](https://spdx.org/licenses/) id is one, and other programs
    read it. Terms of your own are `LicenseRef-` and a name of your choice.

    What is held against a planned use is little, and plain in the text of the licence: commercial use under CC-BY-NC
    or PolyForm Noncommercial; handing on changed versions under CC-BY-ND; closed or proprietary distribution, products
    and services under GPL, AGPL, EUPL, OSL, SSPL, CC-BY-SA, ODbL and CDLA-Sharing; hosted services under Elastic.
    These are errors in an approved note. Conditions are warnings: the source for those who use a network service under
    AGPL, EUPL, OSL or SSPL, production under BUSL. A use that says how it meets the condition (`hosted service, with
    its source`) is left alone, and so are expressions with an alternative that permits it, licences with an exception,
    assets that are your own, and every licence that is not in this list.

    ## Bad

    ```record research/privacy/PRIV-0001-images.md
    ---
    id: PRIV-0001
    type: privacy
    title: Images and code of the detector
    status: approved
    created: 2026-05-04
    owner: data-lead
    assets:
      - name: street images
        licence: CC-BY-NC-4.0
      - name: labelling tool
        licence: Apache 2
    planned_uses:
      - commercial use
    ---
    ```

    ## Good

    ```record research/privacy/PRIV-0001-images.md
    ---
    id: PRIV-0001
    type: privacy
    title: Images and code of the detector
    status: approved
    created: 2026-05-04
    owner: data-lead
    assets:
      - name: street images
        licence: CC-BY-4.0
      - name: labelling tool
        licence: Apache-2.0 OR GPL-2.0-or-later
      - name: plant images
        licence: LicenseRef-customer-only
    planned_uses:
      - commercial use
    ---
    ```
    """

    code: ClassVar[str] = "PV003"
    name: ClassVar[str] = "bad-licence"
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("privacy",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Licences that are no expressions, and planned uses that they stand against."""
        for document, note in context.records(Privacy):
            if note.status in ("refused", "expired"):
                continue
            for number, asset in enumerate(note.assets):
                if asset.licence is None:
                    continue
                where: KeyPath = ("assets", number, "licence")
                expression = licences.canonical(asset.licence)
                if expression is None:
                    yield _not_spdx(document, where, asset.licence)
                elif expression and not uses.is_ours(asset.source):
                    yield from _against(document, note, asset, where, expression)


def _not_spdx(document: Document, where: KeyPath, licence: str) -> Finding:
    shown = " ".join(licence.split())
    message = f"“{shown if len(shown) <= 60 else shown[:57] + '…'}” is not an SPDX licence expression"
    guess = licences.meant(licence)
    own = "Terms of your own are `LicenseRef-` and a name; else look the id up at https://spdx.org/licenses/."
    return Finding(
        document, where, message, f"Did you mean `{guess}`?" if guess else own, severity=Severity.WARNING
    )


def _against(
    document: Document, note: Privacy, asset: Asset, where: KeyPath, expression: str
) -> Iterator[Finding]:
    for number, use in enumerate(note.planned_uses):
        term = licences.term_of(expression, use)
        if term is None or (asset.permitted_uses and not uses.permitted(asset, use)):
            continue  # the asset does not permit it anyway, which PV001 says
        name, plan = " ".join(asset.name.split()), " ".join(use.split())
        message = f"{name} is under {term.licence}, which {term.says}; {note.id} plans “{plan}”"
        if term.forbids:
            help_ = "Drop the plan, use something else, or get a licence for it and name that."
        else:
            help_ = "Say in the planned use how the condition is met, or use something else."
        weak = note.status != "approved" or not term.forbids
        place = Related(document.path, document.span(("planned_uses", number)), "what is planned")
        severity = Severity.WARNING if weak else Severity.ERROR
        yield Finding(document, where, message, help_, severity=severity, related=(place,))
