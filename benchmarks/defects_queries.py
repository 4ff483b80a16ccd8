"""Defects of queries (QU) in the bodies of records."""

from __future__ import annotations

from benchmarks.defects import Seeder, sows


@sows("QU001")
def no_answer(seeder: Seeder, number: int) -> None:
    """A column that is not there, a chart of what is not selected, an option with a slip, SQL that breaks."""
    query, line = (
        ("```kb\nselect id, tittle from task order by id\n```", "select id, tittle"),
        ("```kb chart=line x=day y=value\nselect date, value from leaderboard\n```", "```kb chart=line"),
        ('```kb titel="Open"\nselect id from task order by id\n```', "```kb titel"),
        ("It rests on `kb: select count(*) form task`.", "It rests on"),
    )[number % 4]
    draft = seeder.risk()
    seeder.seed("QU001", seeder.keep(draft, f"{draft.text()}\n{query}\n"), line)


@sows("QU002")
def any_rows(seeder: Seeder, _number: int) -> None:
    """A limit without an order."""
    draft = seeder.risk()
    query = "select id, metric, value from leaderboard limit 5"
    seeder.seed("QU002", seeder.keep(draft, f"{draft.text()}\n```kb\n{query}\n```\n"), query)
