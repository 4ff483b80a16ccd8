"""QU001 no-answer: a query in a record or in a page can be answered, and shown as it asks to be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.lint.rule import Context, Finding, Rule, Views


class NoAnswer(Rule):
    """A query in the body of a record, or in a page of the docs folder, can have no answer.

    ## Why

    On the site an answer stands in the place of the query; where there is none, readers see what is wrong with it.
    Tables and columns change with the fields of the records, and nobody reads all pages again for that.

    Each query is tried on tables in which there is nothing: the SQL, what the first line of the fence asks for, and
    whether the columns are there that a chart or a board needs. So the rule knows what is wrong whatever the base
    holds; that a query takes too long on many records shows on the page. Queries in longer fences, as below, and in
    code are text that nobody runs. Of pages those are judged that lie in the docs folder; one may be left out by
    `[lint.per-path]`.

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
    select id, tittle from experiment order by id
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
    select id, title from experiment order by id
    ```

    It rests on `kb: select count(*) from experiment where outcome = 'supported'` results.
    ````
    """

    code: ClassVar[str] = "QU001"
    name: ClassVar[str] = "no-answer"
    views: ClassVar[Views] = ()

    def check(self, context: Context) -> Iterator[Finding]:
        """The queries that cannot be answered."""
        for document in context.asking:
            text = document.source.text
            for query in document.queries:
                mistake = context.query_judge.mistake(text, query)
                if mistake is not None:
                    yield Finding(document, mistake.at, mistake.message, mistake.help)
