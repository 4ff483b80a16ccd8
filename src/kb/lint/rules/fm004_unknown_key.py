"""FM004 unknown-key: a field is one that the type of the record knows."""

from __future__ import annotations

from typing import ClassVar

from kb.lint.rule import ReaderRule


class UnknownKey(ReaderRule):
    """A key is not a field of this type of record.

    ## Why

    A misspelt field is silently no field at all: the due date that nobody is reminded of, the restriction that
    hides nothing. Keys that start with `x-` are the team's own business and are kept, unread.

    ## Bad

    ```record research/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: Leakage between train and test
    status: open
    created: 2026-05-04
    likelyhood: 4
    ---
    ```

    ## Good

    ```record research/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: Leakage between train and test
    status: open
    created: 2026-05-04
    likelihood: 4
    x-ticket: PLAT-1180
    ---
    ```

    ## Configure

    A field that the whole team uses is declared once, in `[types.risk.fields]`:

    ```toml
    [types.risk.fields]
    insured = { type = "bool" }
    ```
    """

    code: ClassVar[str] = "FM004"
    name: ClassVar[str] = "unknown-key"
