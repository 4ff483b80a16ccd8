"""Answers of queries in pages and bodies: what they show, what they must not, and that they are the same each time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from kb.site.queries.live import Queries
from tests.site.payloads import PAYLOADS
from tests.site.support import TODAY, Node, material, mkdocs, note, parse, write

HERE = "live.md"
TASK = "id: TASK-000{n}\ntype: task\ntitle: {title}\nstatus: {status}\ncreated: 2026-10-0{n}\nassignee: analyst\n"
BASE = {
    "backlog/TASK-0001.md": note(TASK.format(n=1, title="Try hashing", status="doing")),
    "backlog/TASK-0002.md": note(TASK.format(n=2, title="Try counts", status="idea") + "tags: [churn]\n"),
    "backlog/TASK-0003.md": note(
        TASK.format(n=3, title="Secret plan", status="idea") + "visibility: restricted\n"
    ),
    "research/EXP-0001.md": note(
        "id: EXP-0001\ntype: experiment\ntitle: First run\nstatus: concluded\ncreated: 2026-10-04\n"
        "task: TASK-0001\ndate: 2026-10-04T10:00:00Z\nmetrics: {auc: {test: 0.8125}}\noutcome: supported\n"
    ),
}


@pytest.fixture
def live(tmp_path: Path) -> Queries:
    return material(write(tmp_path, BASE)).bodies.queries


def shown(live: Queries, fence: str, sql: str) -> Node:
    """What stands in the place of a fence."""
    return parse(live.in_markdown(f"```{fence}\n{sql}\n```\n", HERE))


def sentence(live: Queries, sql: str) -> Node:
    return parse(live.in_markdown(f"It is `kb: {sql}` today.", HERE))


# -- shapes -----------------------------------------------------------------------------------------------


def test_a_table_shows_values_as_the_site_shows_them_elsewhere(live: Queries) -> None:
    sql = (
        "select e.id, e.title, e.outcome, e.date, m.value, t.assignee, e.baseline from experiment e "
        "join metrics m on m.experiment = e.id join task t on t.id = e.task"
    )
    table = shown(live, 'kb title="Runs"', sql).one("table")
    assert [head.text for head in table.one("thead").all("th")] == [
        "id", "title", "outcome", "date", "value", "assignee", "baseline",
    ]  # fmt: skip
    assert table.rows == [["EXP-0001", "First run", "supported", "4 Oct 2026", "0.8125", "analyst", "–"]]
    assert table.one("a", "kb-ref", data_type="experiment").attributes["href"] == "../r/EXP-0001/"
    assert table.one("span", "kb-outcome", data_outcome="supported")
    assert table.one("time").attributes["datetime"] == "2026-10-04"
    assert [head.attributes.get("data-kind") for head in table.one("thead").all("th")].count("number") == 1
    assert table.one("td", data_sort="0.8125")
    assert table.one("span", "kb-person").text == "analyst"


def test_an_id_brings_title_and_state_where_the_query_asks_for_neither(live: Queries) -> None:
    table = shown(live, "kb", "select id from task order by id").one("table")
    assert table.rows == [["TASK-0001 Try hashing doing"], ["TASK-0002 Try counts idea"]]
    with_title = shown(live, "kb", "select id, title from task order by id").one("table")
    assert with_title.rows[0] == ["TASK-0001 doing", "Try hashing"]


def test_a_list_names_records_and_says_the_rest_of_each(live: Queries) -> None:
    found = shown(live, "kb list", "select id, assignee, smart_time_bound as due from task order by id")
    assert [item.text for item in found.all("li")] == [
        "TASK-0001 Try hashing doing assignee analyst",
        "TASK-0002 Try counts idea assignee analyst",
    ]


def test_a_board_has_a_column_for_each_state_in_the_order_of_the_workflow(live: Queries) -> None:
    found = shown(live, "kb board", "select id, assignee from task order by created desc")
    assert [column.one("span", "kb-column__title").text for column in found.all("section")] == [
        "idea",
        "doing",
    ]
    assert found.all("a", "kb-card__title")[0].attributes["href"] == "../r/TASK-0002/"
    assert [card.one("span", "kb-person").text for card in found.all("li")] == ["analyst", "analyst"]


@pytest.mark.parametrize("kind", ["line", "bar", "scatter"])
def test_a_chart_has_its_numbers_behind_it(kind: str, live: Queries) -> None:
    found = shown(
        live,
        f'kb chart={kind} x=status y=n title="By state"',
        "select count(*) as n, status from task group by status",
    )
    assert found.one("h3").text == "By state"
    assert sorted(found.one("table").rows) == [["doing", "1"], ["idea", "1"]]


def test_the_first_columns_are_x_y_and_series(live: Queries) -> None:
    found = shown(live, "kb chart=line", "select date, value, split from leaderboard")
    assert [head.text for head in found.one("table").all("th")] == ["group", "date", "value"]
    assert found.one("table").rows == [["test", "4 Oct 2026", "0.8125"]]


def test_a_sentence_shows_values(live: Queries) -> None:
    assert sentence(live, "select count(*) from task").text == "It is 2 today."
    assert sentence(live, "select id from task order by id").text == "It is TASK-0001, TASK-0002 today."
    assert sentence(live, "select id from task order by id").hrefs == ["../r/TASK-0001/", "../r/TASK-0002/"]
    assert sentence(live, "select id from task where 0").text == "It is none today."
    many = "with n(i) as (select 1 union all select i + 1 from n where i < 12) select i from n"
    assert sentence(live, many).text == "It is 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more today."


def test_what_is_left_out_is_said(live: Queries) -> None:
    many = "with n(i) as (select 1 union all select i + 1 from n where i < {}) select i from n"
    assert shown(live, "kb limit=3", many.format(17)).one("p", "kb-query__more").text == "The first 3 of 17."
    assert not shown(live, "kb limit=17", many.format(17)).all("p", "kb-query__more")
    said = shown(live, "kb limit=3", many.format(20_000)).one("p", "kb-query__more").text
    assert said == "The first 3 of more than 10000."
    long = shown(live, "kb", f"select '{'x' * 5000}' as words").one("td").text
    assert len(long) < 400
    assert long.endswith("…")


def test_nothing_is_said_in_words(live: Queries) -> None:
    for shape in ("kb", "kb list", "kb board", "kb chart=bar"):
        found = shown(live, f'{shape} empty="All is well."', "select id, 1 from task where 0")
        assert found.text == "All is well."


def test_today_is_the_day_of_the_build(live: Queries) -> None:
    for asked in (
        "today()",
        "date('now')",
        "date()",
        "current_date",
        "strftime('%Y-%m-%d', 'now')",
        "date(current_timestamp)",
    ):
        assert sentence(live, f"select {asked} || ''").text == f"It is {TODAY.day} Nov {TODAY.year} today."
    assert sentence(live, "select date('now', '-1 month') || '!'").text == "It is 2026-10-23! today."


# -- mistakes ---------------------------------------------------------------------------------------------


def test_a_mistake_stands_in_the_place_of_the_answer(live: Queries) -> None:
    wrong = shown(live, "kb", "select id,\n\n  tile from task").one("aside", "kb-callout")
    assert "no such column: tile. Did you mean title?" in wrong.text
    assert "select id," in wrong.one("pre").text
    assert "\n" not in live.in_markdown("```kb\nselect id,\n\n tile from task\n```", HERE).strip()
    assert (
        sentence(live, "select nix from task").one("span", "kb-query__wrong").text
        == "no answer: no such column: nix"
    )
    assert (HERE, "no such column: nix: nix") in live.wrong


def test_text_about_queries_stays_text(live: Queries) -> None:
    for text in (
        "````\n```kb\nselect 1\n```\n````\n", "Write `` `kb: select 1` ``.", "    ```kb\n    select 1\n    ```\n",
        "```kbd\nx\n```\n", "Run `kb lint`.", "```sql\nselect 1 -- `kb: select 1`\n```\n",
    ):  # fmt: skip
        assert live.in_markdown(text, HERE) == text


# -- bodies -----------------------------------------------------------------------------------------------


def body(tmp_path: Path, text: str, **files: str) -> str:
    record = note("id: DEC-0001\ntype: decision\ntitle: T\nstatus: proposed\ncreated: 2026-10-01\n", text)
    found = material(write(tmp_path, {**BASE, **files, "research/DEC-0001.md": record}))
    return found.bodies.draw(found.base.by_id["DEC-0001"], "r/DEC-0001.md")


def test_the_body_of_a_record_shows_answers(tmp_path: Path) -> None:
    answers = "We have `kb: select count(*) from task` tasks.\n\n```kb\nselect id from task order by id\n```"
    text = f"# Why\n\n{answers}\n\nEnd."
    found = parse(body(tmp_path, text))
    assert "We have 2 tasks." in found.text
    assert found.one("table").attributes["class"] == "kb-table"
    assert [link for link in found.hrefs if link] == ["../TASK-0001/", "../TASK-0002/"]
    assert found.text.endswith("End.")


def test_an_answer_stands_nowhere_inside_of_a_tag(tmp_path: Path) -> None:
    text = (
        """<a title="`kb: select '" onmouseover="alert(1)'`" href="x">a</a> <b class='`kb: select 1`'>b</b>"""
    )
    drawn = body(tmp_path, text)
    assert "onmouseover=" not in re.sub(r">[^<]*<", "><", drawn)
    assert "kbq" not in drawn


def test_nobody_can_write_the_word_that_stands_for_an_answer(tmp_path: Path) -> None:
    found = material(write(tmp_path, BASE)).bodies.queries
    text = "```kb\nselect 1\n```\n"
    (word,) = found.taken(text)[1]
    forged = f'<img title="&lt;p&gt;{word}&lt;/p&gt;" alt="{word}">\n\n{text}'
    assert found.taken(forged)[1] != [word]


def test_answers_are_a_reason_to_draw_a_page_again(tmp_path: Path) -> None:
    text = "We have `kb: select count(*) from task`."
    record = note("id: DEC-0001\ntype: decision\ntitle: T\nstatus: proposed\ncreated: 2026-10-01\n", text)
    from kb.site.pages.record import RecordPages

    pages = {}
    for n, more in enumerate(
        ({}, {"backlog/TASK-0009.md": note(TASK.format(n=9, title="New", status="idea"))})
    ):
        found = material(write(tmp_path / str(n), {**BASE, **more, "research/DEC-0001.md": record}))
        page = next(p for p in RecordPages().pages(found) if p.source == "research/DEC-0001.md")
        page.draw()
        assert page.window is not None
        pages[n] = page.window
    assert pages[0].noted() != pages[1].noted()
    assert pages[1].digest(pages[0].asked) == pages[1].noted()


# -- safety -----------------------------------------------------------------------------------------------


def test_results_are_data(tmp_path: Path) -> None:
    """Every payload in a title, in every shape: no element and no attribute that the site did not write."""
    import json

    files = {
        f"backlog/TASK-{n:04d}.md": note(
            f"id: TASK-{n:04d}\ntype: task\ntitle: {json.dumps(payload)}\nstatus: idea\ncreated: 2026-10-01\n"
        )
        for n, payload in enumerate((p for p in PAYLOADS if p.isprintable() and len(p) < 120), 1)
    }
    live = material(write(tmp_path, files)).bodies.queries
    titles = "select title from task order by id"
    for text in (
        f"```kb limit=500\n{titles}\n```", f"```kb list limit=500\n{titles}\n```",
        "```kb board limit=500\nselect id, title as words from task\n```",
        "```kb chart=bar x=title y=n limit=500\nselect title, 1 as n from task\n```",
        "`kb: select group_concat(title, '\n') from task`", f"```kb\n{titles} union select nix\n```",
    ):  # fmt: skip
        page = parse(live.in_markdown(text, HERE))
        for node in page.walk():
            assert node.tag not in (
                "script",
                "img",
                "iframe",
                "object",
                "embed",
                "link",
                "meta",
                "base",
                "form",
                "style",
            ), text
            assert not [name for name in node.attributes if name.startswith("on") or name == "style"], text
            assert (
                not node.attributes.get("href", "")
                .lower()
                .strip()
                .startswith(("javascript", "data", "vbscript"))
            )


def test_words_of_a_result_mean_nothing_to_markdown(tmp_path: Path) -> None:
    import markdown

    title = (
        "*a* _b_ [c](javascript:alert(1)) `d` <b>e</b> {{ f }} &lt;g ![h](x) \\\\ ~~i~~ [[TASK-0001]] <!-- j"
    )
    record = f"id: TASK-0001\ntype: task\ntitle: '{title}'\nstatus: idea\ncreated: 2026-10-01\n"
    live = material(write(tmp_path, {"backlog/TASK-0001.md": note(record)})).bodies.queries
    for text in ("X `kb: select title from task` Y.", "```kb\nselect title from task\n```\n"):
        made = live.in_markdown(text, HERE)
        assert "{{" not in made
        page = parse(markdown.markdown(made, extensions=["tables", "md_in_html", "attr_list"]))
        assert title.replace("  ", " ") in page.text
        assert not page.hrefs
        assert not page.all("em")


@pytest.mark.parametrize("audience", ["public", "internal", "restricted"])
def test_a_query_sees_what_its_audience_sees(audience: str, tmp_path: Path) -> None:
    found = material(write(tmp_path, BASE), audience=audience).bodies.queries
    seen = {"public": 0, "internal": 2, "restricted": 3}[audience]
    assert sentence(found, "select count(*) from task").text == f"It is {seen} today."
    for table in found.index.tables:
        whole = str(found.index.query(f'select * from "{table}"').rows)
        assert ("Secret plan" in whole) is (audience == "restricted" and table in ("records", "task"))


# -- bounds -----------------------------------------------------------------------------------------------

COUNT = "with recursive n(i) as (select 1 union all select i + 1 from n{}) "
BOMBS = {
    "recursion": COUNT.format("") + "select max(i) from n",
    "cross join": COUNT.format(" where i < 10000") + "select count(*) from n a, n b where a.i * b.i = -1",
    "zeroblob": "select length(hex(zeroblob(400000000)))",
    "replace": "with n(t) as (select 'aaaaaaaa' union all select replace(t, 'a', 'aaaaaaaa') from n) "
    "select max(length(t)) from n",
    "group_concat": COUNT.format(" where i < 900000") + "select length(group_concat(i)) from n",
    "cells": COUNT.format("") + "select printf('%500c', 'x') from n",
    "like": "select '" + "a" * 5000 + "' like '" + "%a" * 600 + "b'",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_a_mistake_soon_and_the_same_each_time(name: str, live: Queries) -> None:
    first = shown(live, "kb", BOMBS[name])
    again = Queries(live.material)
    assert shown(again, "kb", BOMBS[name]).text == first.text
    assert first.one("aside", "kb-callout").text
    assert (
        sentence(live, "select count(*) from task").text == "It is 2 today."
    )  # and the next one is answered


@pytest.mark.parametrize(
    "sql",
    [
        "attach 'x.db' as x", "pragma user_version", "select load_extension('x')", "select readfile('/etc/passwd')",
        "select random()", "select hex(randomblob(4))", "select sqlite_version()", "select 1; drop table task",
        "delete from task", "create table t (a)", "select * from pragma_table_info('task')", "vacuum into 'x'",
        "explain select 1", "select datetime('now', 'localtime')", "select 'a' || char(0) || x'00' from \"task' --\"",
    ],
)  # fmt: skip
def test_what_does_not_only_read_the_base_is_refused(sql: str, live: Queries) -> None:
    assert shown(live, "kb", sql).one("aside", "kb-callout")


def test_the_tables_are_made_when_a_page_asks(tmp_path: Path) -> None:
    found = material(write(tmp_path, BASE))
    found.bodies.linked_page("Run `kb lint`, see [[TASK-0001]].", HERE)
    assert "index" not in vars(found.bodies.queries)
    found.bodies.linked_page("`kb: select 1`", HERE)
    assert "index" in vars(found.bodies.queries)


# -- the generator ----------------------------------------------------------------------------------------


def test_pages_and_records_of_a_site_show_answers(tmp_path: Path) -> None:
    fence = '```kb title="All"\nselect id, title from task order by id\n```'
    page = f"# Live\n\nWe have `kb: select count(*) from task`.\n\n{fence}\n\n## Next\n"
    record = note("id: DEC-0001\ntype: decision\ntitle: T\nstatus: proposed\ncreated: 2026-10-01\n", page)
    site = mkdocs(write(tmp_path, {**BASE, "docs/live.md": page, "research/DEC-0001.md": record}))
    for name in ("live/index.html", "r/DEC-0001/index.html"):
        text = (site / name).read_text()
        assert "We have" in text
        assert 'id="kb-q2" data-kb-table' in text
        assert "../TASK-0002/" in text or "../r/TASK-0002/" in text
        assert "Secret plan" not in text
    assert "kb-query" in (site / "assets/kb/kb.css").read_text()


def test_a_mistake_ends_a_strict_build_and_no_other(tmp_path: Path) -> None:
    body = "We have `kb: select nix from task`."
    record = note("id: DEC-0001\ntype: decision\ntitle: T\nstatus: proposed\ncreated: 2026-10-01\n", body)
    for n, files in enumerate(({"docs/live.md": body}, {"research/DEC-0001.md": record})):
        root = write(tmp_path / str(n), {**BASE, "docs/index.md": "# Home\n", **files})
        assert mkdocs(root).exists()
        with pytest.raises(Abort):
            mkdocs(root, strict=True)
