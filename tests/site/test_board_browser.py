"""The board in a real browser at size: keys, what is said to screen readers, cards that are fetched when wanted."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import QuietHandler
from tests.site.conftest import Built
from tests.site.support import Waiting, mkdocs, note, write

pytestmark = pytest.mark.browser

IDEAS = 250


def task(number: int, status: str) -> str:
    who = ("ada", "grace", "edsger")[number % 3] if number != IDEAS else "zoe"
    idea = "`idea`" if number == 247 else "idea"
    return note(
        f"id: TASK-{number:04d}\ntype: task\ntitle: Try {idea} {number}\nstatus: {status}\ncreated: 2026-10-01\n"
        f"assignee: {who}\n" + ("blocked: {since: 2026-11-01, reason: no access}\n" if number == 241 else "")
    )


@pytest.fixture(scope="module")
def crowded(clean_machine: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """A board with more ideas than a column shows, two tasks in work and one done, served below a path."""
    folder = tmp_path_factory.mktemp("crowded")
    states = {251: "doing", 252: "doing", 253: "done"}
    files = {f"backlog/TASK-{n:04d}.md": task(n, states.get(n, "idea")) for n in range(1, IDEAS + 4)}
    base = write(folder / "base", files)
    site = mkdocs(base)
    (folder / "www" / "sub").mkdir(parents=True)
    site.rename(folder / "www" / "sub" / "path")
    handler = functools.partial(QuietHandler, directory=str(folder / "www"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Built(base, folder / "www" / "sub" / "path", f"http://127.0.0.1:{server.server_port}/sub/path/")
    server.shutdown()
    server.server_close()


def board(tabs, built: Built, hash_: str = "", **more):
    page = tabs.open(f"{built.url}board/{hash_}", **more)
    page.locator(".kb-controls").wait_for()
    return page


def focused(page) -> str:
    return page.evaluate("document.activeElement.closest('.kb-card')?.dataset.id || ''")


def ideas(page) -> int:
    return page.locator(".kb-column[data-state=idea] .kb-card:visible").count()


def test_a_long_column_brings_more_cards_when_asked_and_the_page_itself_stays_short(crowded, tabs):
    page = board(tabs, crowded)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert ideas(page) == 60
    more = page.locator("[data-kb-more=idea] a")
    assert more.text_content() == "190 more"
    more.click()
    assert Waiting().until(lambda: page.evaluate("document.querySelectorAll('.kb-card').length > 100"))
    assert ideas(page) == 160
    assert more.text_content() == "90 more"
    more.click()
    assert ideas(page) == IDEAS
    assert more.is_hidden()
    assert [url for url in asked if "board.json" in url] == [f"{crowded.url}board/board.json"]
    assert (crowded.site / "board" / "index.html").stat().st_size < 100_000


def test_a_filter_finds_cards_that_the_page_does_not_hold_and_the_address_keeps_it(crowded, tabs):
    page = board(tabs, crowded)
    page.locator(".kb-controls input[type=search]").fill("idea 247")
    assert Waiting().until(
        lambda: page.evaluate("document.querySelectorAll('.kb-card:not([hidden])').length == 1")
    )
    assert page.locator(".kb-card:visible").get_attribute("data-id") == "TASK-0247"
    assert page.locator(".kb-card:visible .kb-card__title").inner_html() == "Try <code>idea</code> 247"
    assert "q=idea+247" in page.url
    page.locator(".kb-card:visible .kb-card__title").click()
    page.wait_for_url("**/sub/path/r/TASK-0247/")
    # A person whom only a card beyond the first ones names.
    page = board(tabs, crowded, "#person=zoe")
    assert Waiting().until(
        lambda: page.evaluate("document.querySelectorAll('.kb-card:not([hidden])').length == 1")
    )
    assert page.get_by_label("Person").input_value() == "zoe"
    page = board(tabs, crowded, "#blocked=1")
    assert Waiting().until(
        lambda: page.evaluate("document.querySelectorAll('.kb-card:not([hidden])').length == 1")
    )
    assert "blocked 23 d: no access" in page.locator(".kb-card:visible").text_content()


def test_lanes_by_person_hold_the_cards_that_came_later_too(crowded, tabs):
    page = board(tabs, crowded, "#lane=person&person=grace")
    assert Waiting().until(
        lambda: page.evaluate("document.querySelectorAll('.kb-lane .kb-card:not([hidden])').length > 60")
    )
    assert page.locator(".kb-lane:visible .kb-lane__title").all_text_contents()[0].startswith("grace")


def test_the_keys_lead_through_cards_and_columns_and_are_said(crowded, tabs):
    page = board(tabs, crowded)
    in_order = page.locator(".kb-card a[tabindex='0']")
    assert in_order.count() == 1
    in_order.focus()
    first = focused(page)
    page.keyboard.press("ArrowDown")
    assert focused(page) != first
    assert page.locator(".kb-controls .kb-sr").text_content() == "idea, card 2 of 60"
    page.keyboard.press("End")
    assert page.locator(".kb-controls .kb-sr").text_content() == "idea, card 60 of 60"
    page.keyboard.press("Home")
    assert focused(page) == first
    page.keyboard.press("ArrowRight")
    assert focused(page) == "TASK-0251"
    assert page.locator(".kb-card a[tabindex='0']").count() == 1
    page.keyboard.press("Tab")
    assert focused(page) == ""
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "TASK-0251"
    page.keyboard.press("Enter")
    page.wait_for_url("**/r/TASK-0251/")


def test_the_keys_are_told_by_a_key_and_the_slash_leads_to_the_filter(crowded, tabs):
    page = board(tabs, crowded)
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys on the board")
    keys.wait_for()
    assert "Arrow keys" in keys.text_content()
    page.keyboard.press("Escape")
    keys.wait_for(state="hidden")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.type("a?b")
    assert page.locator(".kb-controls input[type=search]").input_value() == "a?b"
    assert keys.is_hidden()


def test_without_scripts_and_from_a_folder_the_rest_is_in_the_backlog(crowded, tabs, browser):
    page = tabs.open(crowded.url + "board/", java_script_enabled=False)
    assert page.locator(".kb-card:visible").count() == 63
    page.locator("[data-kb-more=idea] a").click()
    page.wait_for_url("**/sub/path/backlog/")
    context = browser.new_context()
    page = context.new_page()
    page.goto((crowded.site / "board" / "index.html").as_uri())
    page.locator(".kb-controls input[type=search]").fill("idea 247")
    page.get_by_text("the rest is in the backlog").wait_for()
    assert page.locator("[data-kb-more=idea] a").is_visible()
    context.close()


def test_a_telephone_has_jumps_to_the_columns(crowded, tabs):
    page = board(tabs, crowded, width=390)
    page.locator(".kb-board__jump a", has_text="doing").click()
    page.wait_for_function(
        "Math.abs(document.getElementById('kb-col-doing').getBoundingClientRect().top) < 200"
    )
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_page_for_what_is_not_there_offers_to_search_for_it(crowded, tabs):
    page = tabs.open(crowded.url + "404.html")
    page.evaluate("history.replaceState(null, '', 'r/TASK-9999%3Cb%3E/')")
    page.evaluate("document.querySelector('.kb-lost__asked').hidden = true")
    page.add_script_tag(url=crowded.url + "assets/kb/lost.js")
    find = page.get_by_role("button", name="Search for TASK-9999<b>")
    find.first.wait_for()
    find.first.click()
    assert page.locator("[data-md-component=search-query]").input_value() == "TASK-9999<b>"
    assert page.locator(".kb-lost__asked code b").count() == 0
