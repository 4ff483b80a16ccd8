"""The search in a browser, with both engines: found by what, filtered, by keyboard, under the policy of the pages."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Tabs
from tests.site import support
from tests.site.conftest import Built, copied

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pieced(clean_machine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example base with an index by piece, and a record that tries to run something."""
    root = copied(tmp_path_factory.mktemp("pieced") / "base")
    with (root / "kb.toml").open("a", encoding="utf-8") as stream:
        stream.write('\n[site]\nsearch = "pagefind"\n')
    hostile = "'<img src=x onerror=window.hurt=1> </mark><script>window.hurt=1</script> walrus'"
    (root / "backlog/TASK-0999-hostile.md").write_text(
        support.note(
            f"id: TASK-0999\ntype: task\ntitle: {hostile}\nstatus: idea\ncreated: 2026-11-01\n", "walrus"
        ),
        encoding="utf-8",
    )
    command = [sys.executable, "-P", "-m", "kb", "build", "--no-lint", "--today", support.TODAY.isoformat()]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


@pytest.fixture
def both(example: Built, pieced: Path, serve: Callable[[Path], str]) -> dict[str, str]:
    """Engine → address."""
    return {"builtin": example.url, "pagefind": serve(pieced)}


def hits(page: Any) -> list[str]:
    page.locator(".kb-search__said:not(:empty)").wait_for()
    page.locator(".kb-hits:not([aria-busy])").wait_for(state="attached")
    return [text.split()[1] for text in page.locator(".kb-hit > a").all_inner_texts()]


ENGINES = pytest.mark.parametrize("engine", ["builtin", "pagefind"])


@ENGINES
@pytest.mark.parametrize(
    ("asked", "wanted", "among"),
    [
        ("TASK-0007", "TASK-0007", 1),
        ("task-0007", "TASK-0007", 1),
        # What is first of several that say both words is the engine's choice.
        ("window features", "TASK-0007", 3),
        ("stumps", "TASK-0002", 1),
    ],
)
def test_a_record_is_found_by_id_title_and_words(both, tabs: Tabs, engine, asked, wanted, among):
    page = tabs.open(f"{both[engine]}search/?{'&'.join(('type=task', 'words=' + asked.replace(' ', '+')))}")
    assert wanted in hits(page)[:among]
    # The theme opens a search of its own over the page where the address has a word `q`.
    assert page.locator("[data-md-toggle=search]:checked").count() == 0


@ENGINES
def test_filters_narrow_what_is_found_and_stand_in_the_address(both, tabs: Tabs, engine):
    page = tabs.open(f"{both[engine]}search/")
    page.get_by_role("searchbox", name="Search for").fill("baseline")
    page.locator("input[name=type][value=experiment]").check()
    assert {id.split("-")[0] for id in hits(page)} == {"EXP"}
    assert page.url.endswith("?words=baseline&type=experiment")
    page.reload()
    assert {id.split("-")[0] for id in hits(page)} == {"EXP"}
    page.goto(f"{both[engine]}search/?type=decision&state=superseded")
    assert set(hits(page)) == {
        row.split()[1] for row in page.locator(".kb-hit > a").all_inner_texts() if row.startswith("Decision")
    }
    assert (
        page.locator(".kb-hit .kb-status").all_inner_texts()
        == ["superseded"] * page.locator(".kb-hit").count()
    )


@ENGINES
def test_the_page_is_worked_by_keyboard(both, tabs: Tabs, engine):
    page = tabs.open(f"{both[engine]}search/")
    page.locator("h1").click()
    page.keyboard.press("/")
    page.keyboard.type("TASK-0007")
    assert hits(page)[0] == "TASK-0007"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/r/TASK-0007/")


@ENGINES
def test_nothing_found_is_said(both, tabs: Tabs, engine):
    page = tabs.open(f"{both[engine]}search/?words=xylophonequartz")
    assert hits(page) == []
    assert "Nothing is found" in page.locator(".kb-search__said").inner_text()


def test_the_list_is_busy_until_what_is_found_is_shown(both, tabs: Tabs):
    page = tabs.open(f"{both['pagefind']}search/")
    pieces = "**/pagefind/fragment/*"
    held: list[Any] = []
    let_go: list[bool] = []
    page.route(pieces, lambda route: route.continue_() if let_go else held.append(route))
    with page.expect_request(pieces):
        page.get_by_role("searchbox", name="Search for").fill("baseline")
    assert page.locator(".kb-hits[aria-busy=true]").count() == 1
    let_go.append(True)
    for each in held:
        each.continue_()
    assert len(hits(page)) > 3


def test_enter_opens_what_was_asked_last_although_an_older_answer_is_listed(both, tabs: Tabs):
    page = tabs.open(f"{both['pagefind']}search/?words=baseline")
    assert hits(page)[0] != "TASK-0007"
    held: list[Any] = []
    page.route("**/pagefind/fragment/*", lambda route: held.append(route))  # noqa: PLW0108  # no bound method
    with page.expect_request("**/pagefind/fragment/*"):
        page.get_by_role("searchbox", name="Search for").fill("TASK-0007")
    page.keyboard.press("Enter")
    assert page.locator(".kb-hit > a").count() > 3
    for each in held:
        each.continue_()
    page.wait_for_url("**/r/TASK-0007/")


@pytest.mark.parametrize("nears", ["hover", "focus"])
def test_who_comes_near_the_box_has_all_files_of_the_index_asked_for_at_once(both, tabs: Tabs, nears):
    page = tabs.open(f"{both['pagefind']}decisions/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    held: list[Any] = []
    page.route("**/pagefind/pagefind.js", lambda route: held.append(route))  # noqa: PLW0108  # no bound method
    assert not page.evaluate(
        "performance.getEntriesByType('resource').some((e) => e.name.includes('pagefind'))"
    )
    getattr(page.locator(".kb-find__box"), nears)()
    # The program that asks for these one after another is not there yet.
    wanted = {"pagefind-worker.js", "pagefind-entry.json", "wasm.en.pagefind"}
    assert support.Waiting().until(
        lambda: page.evaluate("1") and wanted <= set(asked) and any(n.endswith(".pf_meta") for n in asked)
    )
    for route in held:
        route.continue_()
    page.locator(".kb-find__box").fill("TASK-0007")
    page.locator(".kb-find__list [data-url$='r/TASK-0007/']").wait_for()


def test_what_is_typed_on_is_not_asked_and_the_count_stands_before_the_pieces(both, tabs: Tabs):
    page = tabs.open(f"{both['pagefind']}decisions/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    held: list[Any] = []
    let_go: list[bool] = []
    page.route("**/pagefind/fragment/*", lambda route: route.continue_() if let_go else held.append(route))
    page.locator(".kb-find__box").focus()
    page.keyboard.type("baseline")
    page.locator(".kb-find__list [data-url]", has_text="with filters").wait_for()
    assert page.locator(".kb-find__list [role=option]").count() == 1
    assert support.Waiting().until(lambda: page.evaluate("1") and len(held) >= 4)
    let_go.append(True)
    for route in held:
        route.continue_()
    page.locator(".kb-find__list [role=option]").nth(8).wait_for()
    # The beginnings of the word would have had their pieces loaded as well.
    assert sum("/fragment/" in url for url in asked) <= 8


@pytest.mark.parametrize(
    ("engine", "scheme"),
    [
        ("builtin", "light"),
        ("pagefind", "dark"),
        pytest.param("builtin", "dark", marks=pytest.mark.soak),
        pytest.param("pagefind", "light", marks=pytest.mark.soak),
    ],
)
def test_the_page_is_accessible(both, tabs: Tabs, axe, engine, scheme):
    page = tabs.open(f"{both[engine]}search/?words=baseline", color_scheme=scheme)
    assert hits(page)
    assert axe(page) == []


@ENGINES
def test_on_a_phone_nothing_is_wider_than_the_screen(both, tabs: Tabs, engine):
    page = tabs.open(f"{both[engine]}search/?words=baseline", width=390, height=844)
    assert hits(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_box_in_the_header_lists_opens_and_leads_on(both, tabs: Tabs, axe):
    page = tabs.open(f"{both['pagefind']}decisions/")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.keyboard.press("/")
    page.keyboard.type("TASK-0007")
    page.wait_for_selector(".kb-find__list [data-url]")
    assert "TASK-0007" in page.locator(".kb-find__list li").first.inner_text()
    assert axe(page) == []
    page.keyboard.press("Escape")
    assert page.locator(".kb-find__list").is_hidden()
    page.keyboard.type(" windows")
    page.wait_for_selector(".kb-find__list [data-url]")
    page.keyboard.press("ArrowDown")
    assert page.locator(".kb-find__list [aria-selected=true]").count() == 1
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/decisions/" not in url)
    assert not said


def test_enter_without_a_choice_goes_to_the_page_with_what_was_asked(both, tabs: Tabs):
    page = tabs.open(f"{both['pagefind']}decisions/")
    page.locator(".kb-find__box").fill("baseline")
    page.locator(".kb-find__box").press("Enter")
    page.wait_for_url("**/search/?words=baseline")
    assert hits(page)


def test_what_a_record_says_is_shown_and_never_run(both, tabs: Tabs):
    page = tabs.open(f"{both['pagefind']}search/?words=walrus")
    assert hits(page) == ["TASK-0999"]
    assert "<img src=x" in page.locator(".kb-hit").inner_text()
    page.locator(".kb-find__box").fill("walrus")
    page.wait_for_selector(".kb-find__list [data-url]")
    assert not page.evaluate("window.hurt")
    assert not page.locator(".kb-hit img, .kb-find__list img").count()


def test_on_a_phone_the_header_leads_to_the_page(both, tabs: Tabs):
    page = tabs.open(f"{both['pagefind']}decisions/", width=390, height=844)
    page.locator("[data-kb-find] a").click()
    page.wait_for_url("**/search/")


def test_without_a_script_the_header_leads_to_the_page_and_that_to_the_lists(both, tabs: Tabs):
    page = tabs.open(f"{both['pagefind']}decisions/", java_script_enabled=False)
    page.locator("[data-kb-find] a").click()
    page.wait_for_url("**/search/")
    assert page.get_by_role("link", name="Backlog").count()
    assert page.locator(".kb-search").is_hidden()


def test_from_a_folder_of_files_it_says_why_nothing_is_found(pieced, tabs: Tabs):
    page = tabs.open(f"{(pieced / 'search/index.html').as_uri()}?words=baseline")
    page.locator(".kb-search__said", has_text="needs a server").wait_for()
