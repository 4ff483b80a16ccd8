"""The example in a real browser: every page in light and dark, wide and narrow; with and without scripts."""

from __future__ import annotations

import pytest

from tests.site.support import Waiting, searched, settled

pytestmark = pytest.mark.browser

INDEXES = [
    "", "overview/", "board/", "backlog/", "flow/", "finished/", "goals/", "experiments/", "reviews/", "decisions/",
    "graph/", "technology/", "risks/", "product/", "changes/", "health/", "people/", "leaderboards/", "search/",
    "people/data-scientist/", "tags/", "tags/model/", "churn-data/", "404.html",
]  # fmt: skip
RECORDS = [
    f"r/{id}/"
    for id in (
        "GOAL-0001", "TASK-0003", "TASK-0011", "EXP-0005", "REV-0001", "DEC-0003", "RISK-0001", "PROD-0001",
        "PRIV-0001", "STACK-0001", "CHG-0001",
    )
]  # fmt: skip
LAYOUTS = [
    "overview/",
    "board/",
    "reviews/",
    "technology/",
    "graph/",
    "r/TASK-0011/",
    "r/EXP-0005/",
]  # one page of each kind
COLOURS = ("color-contrast", "link-in-text-block")  # the rules of axe that look at them


def opened(tabs, url: str, said: list[str], **window):
    """A page that keeps what is said on its console."""
    page = settled(tabs.open(url, **window))
    page.on(
        "console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None
    )
    return page


def scheme(page) -> str:
    return page.evaluate("document.body.dataset.mdColorScheme")


def switched(page):
    """The page in the other colours, with nothing on its way from one to the other."""
    page.locator("label[title^='Switch to']:visible").click()
    page.evaluate(
        """() => Promise.all(document.getAnimations().filter(each => each instanceof CSSTransition)
        .map(each => each.finished.catch(() => null)))"""
    )
    return page


def edges(page, selector: str) -> list[float]:
    """Where an element begins and ends from left to right."""
    return page.evaluate(
        """selector => {
            const box = document.querySelector(selector).getBoundingClientRect();
            return [box.left, box.right];
        }""",
        selector,
    )


def beyond(page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def test_every_page_fits_its_window_and_reads_for_everybody_in_light_and_dark(example, tabs, axe):
    """No page is wider than its window, no message on the console, nothing that axe calls serious or critical.

    A page is loaded once, in the colours that the one before was left in. In the others it consists of the same
    elements, so that axe is asked for their colours alone. Then its window becomes as narrow as a telephone.
    """
    said: list[str] = []
    wrong: list[str] = []
    page = opened(tabs, example.url, said, width=1400, color_scheme="light")
    schemes = ["default", "slate"]
    for path in [*INDEXES, *RECORDS]:
        page.goto(example.url + path)
        settled(page)
        assert scheme(page) == schemes[0]
        wrong += [f"{path}, {schemes[0]}: {found}" for found in axe(page)]
        if beyond(page) > 0:
            wrong.append(f"{path}: {beyond(page)} pixels too wide")
        schemes.reverse()
        assert scheme(switched(page)) == schemes[0]
        wrong += [f"{path}, {schemes[0]}: {found}" for found in axe(page, only=COLOURS)]
        page.set_viewport_size({"width": 390, "height": 900})
        if not Waiting(3).until(lambda: beyond(page) <= 0):  # what scripts draw follows the window
            wrong.append(f"{path}: {beyond(page)} pixels too wide for a telephone")
        # Tables are read entry by entry, but for those whose columns are compared, and numbers behind a chart.
        sideways = page.locator(".kb-table-wrap:not(:has(.kb-matrix, .kb-table--compact))")
        if sideways.evaluate_all("boxes => boxes.some(box => box.scrollWidth > box.clientWidth)"):
            wrong.append(f"{path}: a table is wider than a telephone")
        page.set_viewport_size({"width": 1400, "height": 900})
    assert wrong == []
    assert said == []


def test_a_page_of_each_kind_fits_a_dark_telephone_and_reads_for_everybody(example, tabs, axe):
    said: list[str] = []
    wrong: list[str] = []
    page = opened(tabs, example.url, said, width=390, color_scheme="dark")
    for path in LAYOUTS:
        page.goto(example.url + path)
        settled(page)
        assert scheme(page) == "slate"
        wrong += [f"{path}: {found}" for found in axe(page)]
        if beyond(page) > 0:
            wrong.append(f"{path}: {beyond(page)} pixels too wide")
    assert wrong == []
    assert said == []


def test_on_a_telephone_a_review_shows_every_candidate_of_each_criterion(example, tabs):
    """Also where the page is scrolled, the names of the candidates stand over their scores; nothing moves sideways."""
    page = settled(tabs.open(example.url + "r/REV-0001/", width=390))
    wrap = page.locator(".kb-table-wrap:has(> .kb-matrix)")
    fits = "box => box.scrollWidth <= box.clientWidth && box.scrollHeight <= box.clientHeight"
    assert Waiting(10).until(lambda: wrap.evaluate(fits))  # a script arranges it, and letters come late
    heads = page.locator(".kb-matrix thead .kb-matrix__candidate")
    page.locator(".kb-matrix th[scope=row]").nth(8).evaluate("th => th.scrollIntoView({block: 'center'})")
    row = page.locator(".kb-matrix tbody tr:has(th[scope=row])").nth(8)
    scores = row.locator("td:not([data-kind])")
    assert heads.count() == scores.count() == 4
    for head, score in zip(heads.all(), scores.all(), strict=True):
        above, below = head.bounding_box(), score.bounding_box()
        assert above["x"] == pytest.approx(below["x"], abs=1)
        assert above["width"] == pytest.approx(below["width"], abs=1)
        assert 0 <= above["y"] < below["y"] < 900
        assert above["x"] >= 0
        assert above["x"] + above["width"] <= 390
    criterion = row.locator("th").bounding_box()
    assert criterion["width"] > 200
    assert criterion["y"] + criterion["height"] <= scores.first.bounding_box()["y"] + 1


@pytest.mark.parametrize("width", [1280, 1920])
def test_the_head_stays_where_it_is_from_page_to_page(example, tabs, width):
    """Also where a page is as wide as its window; that one begins and ends where the head does."""
    page = settled(tabs.open(example.url + "board/", width=width))
    head, content = edges(page, ".md-header__inner"), edges(page, ".md-content__inner")
    assert max(abs(one - other) for one, other in zip(head, content, strict=True)) < 24
    for path in ("overview/", "r/DEC-0007/", "goals/"):
        page.goto(example.url + path)
        assert edges(settled(page), ".md-header__inner") == head, path


def test_on_a_telephone_no_word_over_the_risk_matrix_is_broken(example, tabs):
    page = settled(tabs.open(example.url + "risks/", width=390))
    heads = page.locator("table.kb-risks thead th")
    broken = heads.evaluate_all(
        """all => all.map(th => th.firstChild).flatMap(text => [...text.data.matchAll(/\\S+/g)].filter(word => {
            const range = document.createRange();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            return range.getClientRects().length > 1;
        }).map(word => word[0]))"""
    )
    assert heads.count() == 5
    assert broken == []


def test_the_backlog_has_room_for_what_is_to_do(example, tabs):
    page = settled(tabs.open(example.url + "backlog/", width=1280))
    assert page.locator(".kb-table-wrap").evaluate("box => box.scrollWidth <= box.clientWidth")
    assert page.locator("#kb-t-backlog td:last-child").first.bounding_box()["width"] > 180


def test_a_chart_that_stands_alone_has_its_words_beside_it(example, tabs):
    page = settled(tabs.open(example.url + "reviews/", width=1400))
    alone = page.locator(".kb-charts > .kb-flowchart:only-child").first
    drawing, said = (alone.locator(each).bounding_box() for each in ("figure", ".kb-said"))
    assert said["x"] >= drawing["x"] + drawing["width"]
    assert said["y"] <= drawing["y"] + drawing["height"] / 2


# -- the board ------------------------------------------------------------------------------------------


def shown(page) -> list[str]:
    """The cards on the board that one can see."""
    return page.locator(".kb-card:visible").evaluate_all("cards => cards.map(card => card.dataset.id)")


def test_the_board_is_filtered_by_words_person_and_goal_and_the_address_keeps_it(example, tabs):
    page = settled(tabs.open(example.url + "board/"))
    page.locator(".kb-controls").wait_for()
    everything = shown(page)
    page.get_by_role("searchbox", name="Filter").or_(
        page.locator(".kb-controls input[type=search]")
    ).first.fill("prophet")
    assert shown(page) == ["TASK-0027", "TASK-0025"]
    assert "q=prophet" in page.url
    page.reload()
    settled(page)
    page.locator(".kb-controls").wait_for()
    assert shown(page) == ["TASK-0027", "TASK-0025"]
    page.goto(example.url + "board/#goal=GOAL-0004")
    assert Waiting().until(
        lambda: page.evaluate("document.querySelectorAll('.kb-card:not([hidden])').length < 10")
    )
    assert set(shown(page)) == {"TASK-0033", "TASK-0034", "TASK-0035"}
    page.goto(example.url + "board/#blocked=1")
    assert Waiting().until(
        lambda: page.evaluate("document.querySelectorAll('.kb-card:not([hidden])').length < 3")
    )
    assert shown(page) == ["TASK-0011"]
    page.goto(example.url + "board/#")
    assert Waiting().until(
        lambda: page.evaluate(
            f"document.querySelectorAll('.kb-card:not([hidden])').length == {len(everything)}"
        )
    )


def test_the_board_is_walked_by_keys_and_opened_by_enter(example, tabs):
    page = settled(tabs.open(example.url + "board/"))
    page.locator(".kb-controls").wait_for()
    focused = (
        "document.activeElement.closest('.kb-card') && document.activeElement.closest('.kb-card').dataset.id"
    )
    page.locator(".kb-card[data-id=TASK-0012] .kb-card__title").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "TASK-0011"
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) in ("TASK-0014", "TASK-0029")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.wait_for_url("**/r/TASK-00*/")
    settled(page)


# -- search, colours, tables, graph -----------------------------------------------------------------------


def test_the_search_finds_a_record_by_its_id_its_title_and_its_text(example, tabs):
    page = settled(tabs.open(example.url + "health/"))
    assert searched(page, "TASK-0003")[0] == "TASK-0003 Test hash encoding for the shop"
    assert searched(page, "papermill")[0].endswith("Run notebooks in pipelines with papermill")
    assert "TASK-0003 Test hash encoding for the shop" in searched(page, "dictionary")
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url("**/r/TASK-0003/**")
    settled(page)


def test_colours_are_switched_and_remembered(example, tabs):
    page = settled(tabs.open(example.url + "board/", color_scheme="light"))
    assert page.evaluate("document.body.dataset.mdColorScheme") == "default"
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("label[title='Switch to dark']").click()
    assert Waiting().until(lambda: page.evaluate("document.body.dataset.mdColorScheme == 'slate'"))
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page.goto(example.url + "r/TASK-0003/")
    settled(page)
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


def test_a_register_is_sorted_and_filtered(example, tabs):
    page = settled(tabs.open(example.url + "finished/"))
    page.locator(".kb-sort").first.wait_for()
    ids = "rows => rows.filter(r => !r.hidden).map(r => r.querySelector('.kb-id').textContent)"
    page.get_by_role("button", name="Task").click()
    assert page.locator("#kb-t-ended tbody tr").evaluate_all(ids)[0] == "TASK-0001"
    page.get_by_label("Verdict").select_option("met")
    assert set(page.locator("#kb-t-ended tbody tr").evaluate_all(ids)) == {
        "TASK-0002", "TASK-0006", "TASK-0008", "TASK-0019", "TASK-0020", "TASK-0023",
    }  # fmt: skip


def test_the_graph_opens_at_the_record_one_came_from(example, tabs):
    page = settled(tabs.open(example.url + "r/DEC-0007/"))
    page.get_by_role("link", name="Open in the graph").click()
    panel = page.locator(".kb-explorer__panel")
    panel.wait_for()
    settled(page)
    assert "DEC-0007" in panel.text_content()
    assert "Which features and which model go into the weekly job?" in panel.text_content()


# -- without scripts --------------------------------------------------------------------------------------


def test_without_scripts_lists_tables_and_drawings_are_all_there(example, tabs):
    page = tabs.open(example.url + "board/", java_script_enabled=False)
    assert page.locator(".kb-column").count() == 7
    assert page.locator(".kb-card:visible").count() == 24
    page.locator(".kb-card[data-id=TASK-0012] .kb-card__title").click()
    assert page.url.endswith("/r/TASK-0012/")
    page.goto(example.url + "graph/")
    assert page.locator(".kb-graph a.n").count() == 88
    page.locator(".kb-data > summary").click()
    page.locator(".kb-data tbody tr").first.wait_for()
    assert page.locator(".kb-data tbody tr").count() == 88
    page.goto(example.url + "r/DEC-0007/")
    page.locator(".kb-graph a.n", has_text="EXP-0009").click()
    assert page.url.endswith("/r/EXP-0009/")
    page.goto(example.url + "reviews/")
    assert page.locator(".kb-matrix__why:visible").first.text_content() == "a pipeline has no browser"


def test_the_pages_read_on_paper(example, tabs):
    page = settled(tabs.open(example.url + "board/", width=800))
    page.emulate_media(media="print")
    assert page.locator(".md-header").is_hidden()
    assert page.locator(".kb-controls").is_hidden()
    assert page.locator(".kb-card").first.is_visible()


def test_the_site_opens_from_a_folder(example, browser):
    """From `file://`, pages and links between files work; the search needs a server, and links to folders an index."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((example.site / "board" / "index.html").as_uri())
    page.locator(".kb-controls").wait_for()
    assert page.locator(".kb-card:visible").count() == 24
    assert page.evaluate("getComputedStyle(document.querySelector('.kb-card')).borderTopStyle") == "solid"
    context.close()
    assert [error for error in errors if "search_index.js" not in error] == []
