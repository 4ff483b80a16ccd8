"""PV007 secret-or-personal-data: no token, no key, no password and nobody's e-mail address stands in a record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.text.addresses import E_MAIL


class SecretOrPersonalData(Rule):
    """A token, a private key, a password in an address or a person's e-mail address stands in a file.

    ## Why

    What is committed stays in the history of the repository and on every copy of it. A secret is an error: first make
    it worthless where it was issued, then take it out. An e-mail address is a warning: name the handle or the role.

    Tokens are told by the forms that their makers publish: AWS, Azure, Google, GitHub, GitLab, Slack, Stripe, npm,
    PyPI, Hugging Face, OpenAI, Anthropic, SendGrid, DigitalOcean, Databricks, JSON web tokens; private keys by their
    first line with a key behind it. Digests, commits, ids, stand-ins such as `ghp_xxxx` or `user:password@host`,
    addresses at example.org, mailboxes of roles such as `support@`, accounts on machines (`ssh user@host`,
    `git@host:path`) and decorators are let go. The whole file is looked at, code and comments as well. What is found
    is never printed whole.

    ## Bad

    ```record research/experiments/EXP-0001-baseline.md
    ---
    id: EXP-0001
    type: experiment
    title: Boosted trees on the basic columns
    status: running
    created: 2026-05-04
    data:
      train:
        uri: postgresql://analyst:Linden-4711@warehouse.plant.internal/orders
    ---
    ```

    ## Good

    ```record research/experiments/EXP-0001-baseline.md
    ---
    id: EXP-0001
    type: experiment
    title: Boosted trees on the basic columns
    status: running
    created: 2026-05-04
    data:
      train:
        uri: postgresql://warehouse.plant.internal/orders
    ---

    The password is in the vault: `psql "postgresql://analyst:$PASSWORD@warehouse.plant.internal/orders"`.
    ```
    """

    code: ClassVar[str] = "PV007"
    name: ClassVar[str] = "secret-or-personal-data"
    views: ClassVar[Views] = ()

    def check(self, context: Context) -> Iterator[Finding]:
        """What the reader has sighted in the texts."""
        for document in context.base.documents:
            for seen in document.sightings:
                shown = f" ({seen.shown})" if seen.shown else ""
                message = f"{seen.kind}{shown} stands in {document.id or document.path}"
                if seen.kind == E_MAIL:
                    help_ = "Name the person's handle or the role instead."
                    yield Finding(document, seen.span, message, help_, severity=Severity.WARNING)
                else:
                    help_ = "Make it worthless where it was issued, for history keeps it; then take it out."
                    yield Finding(document, seen.span, message, help_)
