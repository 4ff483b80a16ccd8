"""FM001 not-a-record: every file of a record folder begins with the fields of a record."""

from __future__ import annotations

from typing import ClassVar

from kb.lint.rule import ReaderRule, Views


class NotARecord(ReaderRule):
    """The file has no front matter: it is empty, starts with something else, or its fields never end.

    ## Why

    A record folder holds records and nothing else, so a file that cannot be read as one is a record that fell
    out of every list, board and page without anybody noticing. Notes that are no records belong in `docs/`.

    ## Bad

    ```record research/risks/RISK-0001-leakage.md
    # Leakage between train and test

    The fields have been forgotten.
    ```

    ## Good

    ```record research/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: Leakage between train and test
    status: open
    created: 2026-05-04
    ---

    # How it would show
    ```

    ## Configure

    A file that has to stay among the records and is none, such as a README, is named under `exclude` in `kb.toml`:
    `exclude = ["**/README.md"]`.
    """

    code: ClassVar[str] = "FM001"
    name: ClassVar[str] = "not-a-record"
    views: ClassVar[Views] = ()
