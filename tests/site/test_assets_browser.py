"""The style sheet and the scripts in a real browser, under a content security policy that allows no inline anything."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader

from kb.site.drawing import marks
from kb.site.drawing.palette import RECORD_TYPES, risk_level, status_tone
from tests.site import support
from tests.site.graphs import EVIL, explorer

pytestmark = pytest.mark.browser


def write(folder: Path, name: str, content: str) -> None:
    (folder / name).write_text(content, encoding="utf-8")


# ---------------------------------------------------------------- the board


def card(number: int, **data: str) -> str:
    flags = " ".join(f'data-{name}="{escape(value)}"' for name, value in data.items())
    return (
        f'<li class="kb-card" data-id="TASK-{number:04d}" {flags}>'
        f'<p class="kb-card__top"><code class="kb-id">TASK-{number:04d}</code></p>'
        f'<a class="kb-card__title" href="record-{number}.html">Title of {number} {EVIL.replace("<", "&lt;")}</a></li>'
    )


CARDS = {
    "ready": [
        card(1, goal="GOAL-0001", person="analyst", tags="encoding text"),
        card(2, goal="GOAL-0002", person="data-lead", late=""),
    ],
    "doing": [card(3, goal="GOAL-0001", person="analyst", blocked="")],
    "review": [],
    "done": [card(4, goal="GOAL-0002"), card(5, goal="GOAL-0001", person="data-lead", tags="encoding")],
}


def board() -> str:
    columns = "".join(
        f'<section class="kb-column" data-state="{state}" data-tone="{status_tone(state)}" '
        f'aria-labelledby="kb-col-{state}">'
        f'<header class="kb-column__head"><h2 class="kb-column__title" id="kb-col-{state}">{state}</h2>'
        f'<span class="kb-column__count">{len(cards)} of 6</span></header>'
        + (
            f'<ol class="kb-cards">{"".join(cards)}</ol>'
            if cards
            else '<p class="kb-column__empty">nothing here</p>'
        )
        + "</section>"
        for state, cards in CARDS.items()
    )
    labels = escape(json.dumps({"GOAL-0001": EVIL, "__proto__": "x"}))
    return (
        f'<div class="kb-page kb-page--wide"><h1>Board</h1><section class="kb-board" data-kb-board aria-label="Board" '
        f'data-kb-labels="{labels}"><div class="kb-board__columns">{columns}</div></section></div>'
    )


def visible(page: Any) -> list[str]:
    return page.eval_on_selector_all(
        ".kb-card",
        "cards => cards.filter(c => c.offsetParent !== null).map(c => c.dataset.id.slice(-1)).sort()",
    )


def test_the_board_filters_and_keeps_the_filter_in_the_address(show):
    page = show(board())
    assert visible(page) == ["1", "2", "3", "4", "5"]
    page.get_by_label("Goal").select_option("GOAL-0001")
    assert visible(page) == ["1", "3", "5"]
    page.get_by_label("Tag").select_option("encoding")
    assert visible(page) == ["1", "5"]
    assert page.evaluate("location.hash") == "#goal=GOAL-0001&tag=encoding"
    assert page.locator("[data-state=ready] .kb-column__count").inner_text() == "1 shown, 2 of 6"
    assert page.locator(".kb-controls__said[role=status]").inner_text() == "2 of 5 cards"
    page.get_by_role("button", name="Clear").click()
    assert visible(page) == ["1", "2", "3", "4", "5"]
    assert page.evaluate("location.hash") == ""
    assert page.locator("[data-state=ready] .kb-column__count").inner_text() == "2 of 6"


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("#q=title+2", ["2"]),
        ("#blocked=1", ["3"]),
        ("#late=1", ["2"]),
        ("#late=1&blocked=1", []),
        ("#person=data-lead", ["2", "5"]),
        ("#person=nobody", ["1", "2", "3", "4", "5"]),
        ("#goal=GOAL-0002&person=data-lead", ["2"]),
    ],
)
def test_the_board_reads_its_filter_from_the_address(show, fragment, expected):
    assert visible(show(board(), fragment=fragment)) == expected


def test_swimlanes_group_every_card_once_and_give_the_columns_back(show):
    page = show(board(), fragment="#lane=person")
    headings = page.locator(".kb-lane__title").all_inner_texts()
    assert [" ".join(each.split()) for each in headings] == ["analyst 2", "data-lead 2", "no person 1"]
    assert visible(page) == ["1", "2", "3", "4", "5"]
    rows = page.locator(".kb-lane").first.locator(".kb-cards")
    assert [rows.nth(at).locator(".kb-card").count() for at in range(4)] == [1, 1, 0, 0]
    page.get_by_label("Swimlanes").select_option("")
    assert page.locator(".kb-lane").count() == 0
    assert page.locator("[data-state=done] .kb-card").count() == 2


def test_the_board_goes_by_keyboard(show, tmp_path):
    write(tmp_path, "record-3.html", support.frame("<h1>Three</h1>"))
    page = show(board())
    page.keyboard.press("/")
    page.keyboard.type("title")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.locator("text=Title of 1").focus()
    here = "document.activeElement.closest('.kb-card').dataset.id"
    steps = []
    for key in ("ArrowDown", "ArrowUp", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft"):
        page.keyboard.press(key)
        steps.append(page.evaluate(here)[-1])
    assert steps == ["2", "1", "3", "4", "5", "3"]
    page.keyboard.press("Enter")
    page.wait_for_url("**/record-3.html")


def test_the_board_reads_as_lists_without_scripts(show):
    page = show(board(), scripts=False)
    assert visible(page) == ["1", "2", "3", "4", "5"]
    assert page.locator(".kb-controls").count() == 0


# ---------------------------------------------------------------- tables


def table(rows: int = 12, more: str = "") -> str:
    body = "".join(
        f"<tr><td>Record {at}</td><td>{'analyst' if at % 3 else 'data-lead'}</td>"
        + (
            f'<td data-kind="number">{(at * 7) % 12 - 3}.5</td>'
            if at != 4
            else '<td><span class="kb-unknown">–</span></td>'
        )
        + f'<td data-sort="2026-01-{(at * 5) % 28 + 1:02d}">{at} Jan</td></tr>'
        for at in range(rows)
    )
    return (
        '<h1>Table</h1><div class="kb-table-wrap" role="region" tabindex="0" aria-label="Records">'
        f'<table class="kb-table" data-kb-table id="kb-t-x" {more}><thead><tr><th scope="col">Record</th>'
        '<th scope="col" data-facet>Owner</th><th scope="col" data-kind="number">Score</th>'
        f'<th scope="col" data-kind="date">Date</th></tr></thead><tbody>{body}</tbody></table></div>'
    )


def column(page: Any, index: int) -> list[str]:
    return page.eval_on_selector_all(
        "tbody tr", f"rows => rows.filter(r => !r.hidden).map(r => r.cells[{index}].textContent)"
    )


def test_a_table_sorts_numbers_as_numbers_and_the_unknown_last(show):
    page = show(table())
    before = column(page, 0)
    score = page.get_by_role("button", name="Score")
    score.click()
    down = column(page, 2)
    assert down[-1] == "–"
    assert [float(each) for each in down[:-1]] == sorted(map(float, down[:-1]), reverse=True)
    assert page.locator("th").nth(2).get_attribute("aria-sort") == "descending"
    score.click()
    up = column(page, 2)
    assert up[-1] == "–"
    assert [float(each) for each in up[:-1]] == sorted(map(float, up[:-1]))
    score.click()
    assert column(page, 0) == before
    assert page.locator("[aria-sort]").count() == 0


def test_a_table_sorts_words_with_numbers_and_dates_by_their_value(show):
    page = show(table())
    page.get_by_role("button", name="Record").click()
    assert column(page, 0) == [f"Record {at}" for at in range(12)]
    page.get_by_role("button", name="Date").click()
    dates = page.eval_on_selector_all("tbody tr", "rows => rows.map(r => r.cells[3].dataset.sort)")
    assert dates == sorted(dates)


def test_a_table_filters_and_keeps_filter_and_order_in_the_address(show):
    page = show(table())
    page.get_by_label("Owner").select_option("data-lead")
    assert column(page, 0) == ["Record 0", "Record 3", "Record 6", "Record 9"]
    page.get_by_role("button", name="Score").click()
    page.get_by_label("Filter rows by text").fill("record 9")
    assert column(page, 0) == ["Record 9"]
    again = show(table(), fragment=page.evaluate("location.hash"))
    assert column(again, 0) == ["Record 9"]
    assert again.locator("th").nth(2).get_attribute("aria-sort") == "descending"


def test_on_a_telephone_a_table_that_is_too_wide_is_read_entry_by_entry(show):
    long = table().replace("Record ", "A record with a long name that breaks nowhere".replace(" ", "_") + " ")
    page = show(long, width=390)
    wrap = page.locator(".kb-table-wrap")
    assert page.locator("table[data-cards]").count() == 1
    assert wrap.evaluate("box => box.scrollWidth <= box.clientWidth")
    labels = (
        page.locator("tbody tr").first.locator("> *").evaluate_all("cells => cells.map(c => c.dataset.label)")
    )
    assert labels[0] == ""
    assert set(labels[1:]) <= {"Owner", "Score", "Date", None}
    assert page.get_by_role("button", name="Score").is_visible()
    page.set_viewport_size({"width": 1200, "height": 800})
    page.locator("table:not([data-cards])").wait_for()
    assert page.locator("thead th").first.evaluate("th => getComputedStyle(th).display") == "table-cell"


def test_a_telephone_shows_the_first_entries_of_a_long_table_and_the_others_on_demand(show):
    long = table(rows=40).replace(
        "<td>Record ", '<td><a href="#">Record_with_a_long_name_that_breaks_nowhere</a> '
    )
    page = show(long, width=390)
    rows, more = page.locator("tbody tr:visible"), page.locator(".kb-later")
    assert rows.count() == 12
    assert more.inner_text() == "Show 28 more"
    page.get_by_role("button", name="Score").click()
    first = page.eval_on_selector_all(
        "tbody tr", "rows => rows.filter(r => r.offsetParent).map(r => r.cells[2].textContent)"
    )
    assert len(first) == 12
    assert first == column(page, 2)[:12]
    page.get_by_label("Owner").select_option("data-lead")  # 14 of 40
    assert more.inner_text() == "Show 2 more"
    more.focus()
    page.keyboard.press("Enter")
    assert rows.count() == 14
    assert not more.is_visible()
    shown = "[...document.querySelectorAll('tbody tr:not([hidden]) a')]"
    assert page.evaluate(f"{shown}.indexOf(document.activeElement)") == 12
    page.get_by_label("Owner").select_option("")
    assert rows.count() == 40
    again = show(long, width=1200)
    assert again.locator("tbody tr:visible").count() == 40
    assert not again.locator(".kb-later").is_visible()
    assert show(long, width=390, scripts=False).locator("tbody tr:visible").count() == 40


def test_small_tables_get_no_filter_line(show):
    assert show(table(rows=5)).locator(".kb-controls").count() == 0


@pytest.mark.parametrize(
    "fragment", ["#kb-t-x=sort%3D99d", "#kb-t-x=sort%3D__proto__", "#kb-t-x=%25%25", "#%E0%A4%A"]
)
def test_nonsense_in_the_address_does_no_harm(show, fragment):
    assert len(column(show(table(), fragment=fragment), 0)) == 12


# ---------------------------------------------------------------- the look


def everything() -> str:
    """One of each: the vocabulary on a page, written as the pages are."""
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    return environment.get_template("vocabulary.html").render(
        marks=marks, types=[*RECORD_TYPES, "interview"], risk_level=risk_level
    )


@pytest.mark.parametrize(
    ("part", "scheme"),
    [
        ("everything", "default"),
        ("everything", "slate"),
        ("board", "slate"),
        ("table", "default"),
        ("explorer", "slate"),
        *(
            pytest.param(*each, marks=pytest.mark.soak)
            for each in [("board", "default"), ("table", "slate"), ("explorer", "default")]
        ),
    ],
)
def test_nothing_stands_in_the_way_of_readers(show, axe, part, scheme):
    body = {"everything": everything(), "board": board(), "table": table(), "explorer": explorer()}[part]
    page = show(body, scheme=scheme, fragment="#focus=EXP-0001" if part == "explorer" else "")
    # The plain frame of the test has no theme: give the page the ground that the theme gives it.
    page.evaluate(
        "document.body.style.background = getComputedStyle(document.body).getPropertyValue('--kb-surface')"
    )
    page.evaluate("document.body.style.color = getComputedStyle(document.body).getPropertyValue('--kb-ink')")
    assert axe(page) == []


@pytest.mark.parametrize("width", [360, 1400])
def test_no_page_is_wider_than_its_window(show, width):
    for body in (everything(), board(), table(), explorer()):
        page = show(body, width=width, height=800)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_shapes_of_a_drawing_take_the_colours_of_their_type(show):
    page = show(explorer())
    colour = (
        "getComputedStyle(document.querySelector('.n[data-type=task]')).getPropertyValue('--kb-c').trim()"
    )
    assert page.evaluate(colour) == "#1d56b5"
    dark = show(explorer(), scheme="slate")
    assert dark.evaluate(colour) == "#8db8ff"


def test_on_paper_the_controls_are_gone_and_the_cards_remain(show):
    page = show(board())
    page.emulate_media(media="print")
    assert not page.locator(".kb-controls").is_visible()
    assert visible(page) == ["1", "2", "3", "4", "5"]
