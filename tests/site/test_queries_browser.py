"""Answers of queries in a browser: every shape in light and dark, wide and on a phone, and a mistake in its place."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

HERE = "live.md"
SHAPES = {
    "table": "```kb title=Runs limit=30\nselect e.id, e.outcome, m.metric, m.value, e.date from experiment e "
    "join metrics m on m.experiment = e.id order by e.id, m.metric, m.value\n```\n",
    "list": "```kb list\nselect id, assignee, smart_time_bound as due from task order by id limit 12\n```\n",
    "board": "```kb board\nselect id, assignee from task where status in ('ready', 'doing', 'review') "
    "order by id\n```\n",
    "bar": '```kb chart=bar title="What became of hypotheses"\nselect outcome, count(*) as experiments '
    "from experiment where outcome is not null group by outcome order by experiments desc\n```\n",
    "line": "```kb chart=line title=Results x=date y=value series=split\nselect id, date, value, split "
    "from leaderboard where metric = 'roc_auc' order by date, id\n```\n",
    "nothing": '```kb empty="No record is called so."\nselect id from task where 0\n```\n',
    "wrong": "```kb\nselect id, tittle from task order by id\n```\n",
}
SENTENCE = "`kb: select count(*) from task` tasks, at last `kb: select max(id) from task`; `kb: select nix from task`."
WINDOWS = {"light, wide": ("light", 1280), "dark, wide": ("dark", 1280), "dark, phone": ("dark", 390)}


@pytest.fixture(scope="session")
def answered(teaching) -> str:
    """A page with every shape and a sentence over the example base."""
    live = teaching.bodies.queries
    parts = [f"<h2>{name}</h2>\n{live.in_markdown(asked, HERE)}" for name, asked in SHAPES.items()]
    sentence = live.in_markdown(SENTENCE, HERE)
    return f"<h1>Live</h1><p>{sentence}</p>{''.join(parts)}"


@pytest.mark.parametrize("window", WINDOWS)
def test_every_shape_fits_its_window_and_reads_for_everybody(answered, show, axe, window):
    scheme, width = WINDOWS[window]
    page = show(answered, scheme="slate" if scheme == "dark" else "default", width=width, color_scheme=scheme)
    # The page itself is painted by the theme.
    page.evaluate(
        "Object.assign(document.body.style, {background: 'var(--kb-surface)', color: 'var(--kb-ink)'})"
    )
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert page.locator(".kb-query").count() == len(SHAPES)
    assert page.locator(":is([data-shape=bar], [data-shape=line]) svg.kb-plot").count() == 2
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # What is too wide for a phone scrolls in its own box, which the keyboard reaches.
    beyond = page.evaluate(
        """[...document.querySelectorAll('.kb-query *')].filter((node) => node.scrollWidth > node.clientWidth + 1
          && ['auto', 'scroll'].includes(getComputedStyle(node).overflowX) && node.tabIndex < 0
          && !node.querySelector('a, button, [tabindex]')).map((node) => node.outerHTML.slice(0, 200))"""
    )
    assert beyond == []
    assert axe(page) == []


def test_an_answer_is_worked_like_any_other_table_and_board(answered, show):
    page = show(answered)
    table = page.locator(".kb-query", has_text="Runs").locator("table")
    table.get_by_role("button", name="value").click()
    values = [float(text) for text in table.locator("tbody tr td:nth-child(4)").all_inner_texts()]
    assert len(values) == 30
    assert values == sorted(values, reverse=True)
    page.locator(".kb-query").first.get_by_label("Filter rows by text").fill("roc_auc")
    assert set(table.locator("tbody tr:visible td:nth-child(3)").all_inner_texts()) == {"roc_auc"}
    assert page.locator(".kb-query__more").inner_text().startswith("The first 30 of")
    board = page.locator(".kb-query__board")
    assert board.get_attribute("tabindex") == "0"
    assert board.locator(".kb-card__title").first.get_attribute("href").startswith("../r/TASK-")


def test_a_mistake_stands_in_its_place_and_the_rest_is_as_it_should_be(answered, teaching, show):
    tasks = sum(document.record.type == "task" for document in teaching.base.documents)
    page = show(answered)
    wrong = page.locator(".kb-query[data-kind=invalid]")
    assert wrong.count() == 1
    assert "no such column: tittle. Did you mean title?" in wrong.inner_text()
    heading = wrong.locator("xpath=preceding::h2[1]")
    assert heading.inner_text() == "wrong"
    assert page.locator(".kb-query__wrong").inner_text() == "no answer: no such column: nix"
    assert page.locator(".kb-query__value").first.inner_text() == str(tasks)
    assert page.locator(".kb-query__empty").inner_text() == "No record is called so."


def test_without_scripts_every_answer_is_there(answered, show):
    page = show(answered, scripts=False, java_script_enabled=False)
    assert page.locator(".kb-query table").first.locator("tbody tr").count() == 30
    assert page.locator(".kb-query__board .kb-card").count() > 3
    assert page.locator(":is([data-shape=bar], [data-shape=line]) svg.kb-plot").count() == 2
