"""QU002 any-rows: a query that shows a few rows says which of them come first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views


class AnyRows(Rule):
    """A query has a `limit` and no `order by`: which rows it shows is left to chance.

    ## Why

    Without an order the rows come as the database finds them. With a record more, or another version of SQLite, they
    can be others, and a reader takes for the best five what are any five.

    ## Bad

    ````record research/decisions/DEC-0001-trees.md
    ---
    id: DEC-0001
    type: decision
    title: Boosted trees for the churn model
    status: proposed
    created: 2026-05-04
    ---

    ```kb
    select id, metric, value from leaderboard limit 5
    ```
    ````

    ## Good

    ````record research/decisions/DEC-0001-trees.md
    ---
    id: DEC-0001
    type: decision
    title: Boosted trees for the churn model
    status: proposed
    created: 2026-05-04
    ---

    ```kb
    select id, metric, value from leaderboard order by value desc, id limit 5
    ```
    ````
    """

    code: ClassVar[str] = "QU002"
    name: ClassVar[str] = "any-rows"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()

    def check(self, context: Context) -> Iterator[Finding]:
        """The limits without an order, of queries that have an answer."""
        if not context.asking:
            return
        from kb.queries.judging import unordered

        for document in context.asking:
            text = document.source.text
            for query in document.queries:
                limit = unordered(text, query)
                if limit is not None and context.query_judge.mistake(text, query) is None:
                    message = "`limit` without `order by` shows any rows"
                    yield Finding(document, limit, message, "Say which come first: `order by …`.")
