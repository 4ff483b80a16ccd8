"""ID005 id-reused: an id means one record for ever."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.lint.rule import Context, Finding, Rule


class IdReused(Rule):
    """An id belonged to another record at the revision that is compared with.

    ## Why

    Commits, papers and people go on naming a record after it was deleted. When its id is given away, they
    name something else without anybody noticing. The rule speaks under `kb lint --against` alone: it needs
    the base as it was.

    A record that was renamed, retitled or given another number is still the same record. It counts as another
    when it has another title in another file, and either another type or date of creation, or a text that has
    nothing in common with the old one.

    ## Bad

    ```before research/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: Leakage between train and test
    status: closed
    created: 2026-05-04
    ---
    ```

    ```record research/risks/RISK-0001-drift.md
    ---
    id: RISK-0001
    type: risk
    title: The customers of next year are other people
    status: open
    created: 2026-06-15
    ---
    ```

    ## Good

    ```before research/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: Leakage between train and test
    status: closed
    created: 2026-05-04
    ---
    ```

    ```record research/risks/RISK-0002-drift.md
    ---
    id: RISK-0002
    type: risk
    title: The customers of next year are other people
    status: open
    created: 2026-06-15
    ---
    ```
    """

    code: ClassVar[str] = "ID005"
    name: ClassVar[str] = "id-reused"
    needs: ClassVar[tuple[str, ...]] = ("previous",)

    def check(self, context: Context) -> Iterator[Finding]:
        """New records with the id of one that is gone."""
        if context.changes is None:
            return
        for old, new in context.changes.reused:
            if context.base.by_id.get(new.id or "") is not new or old.record is None:
                continue  # a duplicate is told as one
            message = f"{new.id} was the id of another record: «{old.record.title}», {old.path}"
            help_ = "Give the new one an id that was never used; `kb lint --fix` renames the file."
            yield Finding(new, ("id",), message, help_)
