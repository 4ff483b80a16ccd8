"""The explorer of the graph in a real browser: every interaction by pointer, by keyboard and by address."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kb.site.drawing.svg import DrawnEdge, DrawnNode
from tests.site import support
from tests.site.graphs import EVIL, explorer, graph, loaded, two_goals

pytestmark = pytest.mark.browser
VIEW = "document.querySelector('svg.kb-drawing').getAttribute('viewBox').split(' ').map(Number)"
IDS = ["DEC-0001", "EXP-0001", "EXP-0002", "GOAL-0001", "INT-0001", "TASK-0001"]
FOCUSED = "document.activeElement.dataset.id || ''"


def write(folder: Path, name: str, content: str) -> None:
    (folder / name).write_text(content, encoding="utf-8")


def marked(page: Any, name: str) -> list[str]:
    return page.eval_on_selector_all(f".n[data-id].{name}", "all => all.map(n => n.dataset.id).sort()")


def node(page: Any, record_id: str) -> Any:
    return page.locator(f'.n[data-id="{record_id}"]')


def hash_of(page: Any) -> str:
    return page.evaluate("decodeURIComponent(location.hash)")


def panel(page: Any) -> Any:
    return page.locator(".kb-explorer__panel")


def said(page: Any) -> str:
    return page.get_by_role("status").inner_text()


# -- one record and what is around it ---------------------------------------------------------------------


def test_a_click_shows_the_neighbourhood_and_a_summary(show, tmp_path):
    write(tmp_path, "summaries-0.json", json.dumps({"summaries": {"EXP-0001": f"Why {EVIL}"}}))
    page = show(explorer('data-kb-summaries="summaries-"'))
    node(page, "EXP-0001").click()
    assert marked(page, "dim") == ["EXP-0002", "GOAL-0001", "INT-0001"]
    assert f"Title of EXP-0001 {EVIL}" in panel(page).inner_text()
    # Polling an expression needs eval, which the policy of the site forbids.
    page.locator(".kb-explorer__panel", has_text="Why <img").wait_for()
    assert panel(page).get_by_role("link").get_attribute("href") == "EXP-0001.html"
    assert "concluded · refuted · 1 Feb 2026" in panel(page).inner_text()
    assert hash_of(page) == "#focus=EXP-0001"
    assert said(page) == "6 records, 2 around EXP-0001"


def test_the_neighbourhood_grows_by_steps_and_goes_one_way(show):
    page = show(explorer())
    node(page, "EXP-0001").click()
    page.get_by_label("How far around it").select_option("2 steps")
    assert marked(page, "dim") == ["EXP-0002", "INT-0001"]
    page.get_by_label("Which way").select_option("why: what it rests on")
    assert marked(page, "dim") == ["DEC-0001", "EXP-0002", "INT-0001"]
    assert hash_of(page) == "#focus=EXP-0001&steps=2&way=up"
    page.get_by_label("How far around it").select_option("all steps")
    page.get_by_label("Which way").focus()
    page.get_by_label("Which way").select_option("impact: what rests on it")
    assert marked(page, "dim") == ["EXP-0002", "GOAL-0001", "INT-0001", "TASK-0001"]
    assert "1 record in all" in panel(page).inner_text()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Which way"


def test_a_mention_counts_for_one_step_only(show):
    page = show(explorer(), fragment="#focus=DEC-0001")
    assert "INT-0001" not in marked(page, "dim")
    assert "INT-0001" in marked(show(explorer(), fragment="#focus=EXP-0001&steps=all"), "dim")


def test_the_panel_leads_from_record_to_record_and_back_leads_back(show):
    page = show(explorer())
    node(page, "EXP-0001").click()
    panel(page).get_by_role("button", name="DEC-0001").click()
    assert marked(page, "focus") == ["DEC-0001"]
    panel(page).get_by_role("button", name="Close the summary").click()
    assert hash_of(page) == ""
    for expected in ("DEC-0001", "EXP-0001", ""):
        page.go_back()
        page.locator(f".n.focus[data-id={expected}]" if expected else ".kb-explorer__panel[hidden]").wait_for(
            state="attached"
        )
        assert marked(page, "focus") == ([expected] if expected else [])


def test_double_click_and_enter_open_the_record(show, tmp_path):
    write(tmp_path, "DEC-0001.html", support.frame("<h1>Decision</h1>"))
    write(tmp_path, "TASK-0001.html", support.frame("<h1>Task</h1>"))
    page = show(explorer())
    node(page, "DEC-0001").dblclick()
    page.wait_for_url("**/DEC-0001.html")
    page = show(explorer())
    node(page, "TASK-0001").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/TASK-0001.html")


# -- search and filters -----------------------------------------------------------------------------------


def test_the_search_lists_what_it_finds_and_enter_goes_there(show):
    page = show(explorer())
    page.keyboard.press("/")
    page.keyboard.type("title")
    found = page.locator(".kb-found [role=option]")
    assert found.count() == 6
    page.keyboard.type(" dec")
    assert [re.search(r"[A-Z]+-\d+", each).group() for each in found.all_inner_texts()] == ["DEC-0001"]
    assert len(marked(page, "dim")) == 5
    assert said(page) == "1 of 6 records"
    page.keyboard.press("Enter")
    assert hash_of(page) == "#q=title+dec&focus=DEC-0001"
    assert not page.get_by_role("listbox").is_visible()


def test_the_list_of_the_search_is_walked_by_keys(show):
    page = show(explorer())
    field = page.get_by_role("combobox", name="Find a record")
    field.fill("experiment")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    assert chosen.get_attribute("aria-selected") == "true"
    second = re.search(r"EXP-000\d", chosen.inner_text()).group()
    page.keyboard.press("Enter")
    assert f"focus={second}" in hash_of(page)
    field.fill("nothing like it")
    assert "No record has these words." in page.get_by_role("listbox").inner_text()
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"


@pytest.mark.parametrize(
    ("words", "expected"), [("text", ["EXP-0001", "TASK-0001"]), ("running", ["EXP-0002"]), ("exp-0001", ["EXP-0001"])]
)  # fmt: skip
def test_the_search_reads_tags_states_and_ids(show, words, expected):
    page = show(explorer(), fragment=f"#q={words}")
    assert sorted(set(IDS) - set(marked(page, "dim"))) == expected


def test_filters_hide(show):
    page = show(explorer())
    page.get_by_role("button", name="experiment").click()
    assert marked(page, "off") == ["EXP-0001", "EXP-0002"]
    assert page.locator(".e .off").count() == 3
    page.get_by_role("button", name="experiment").click()
    page.get_by_label("State", exact=True).select_option("running")
    assert len(marked(page, "off")) == 5
    page.get_by_label("State", exact=True).select_option("")
    page.get_by_label("Goal", exact=True).select_option("GOAL-0001")
    assert marked(page, "off") == ["INT-0001"]
    page.get_by_label("Tag", exact=True).select_option("text")
    assert marked(page, "off") == ["DEC-0001", "EXP-0002", "GOAL-0001", "INT-0001"]
    assert said(page) == "2 of 6 records"
    page.get_by_role("button", name="Clear").click()
    assert marked(page, "off") == []
    page.get_by_label("Only records dated from").fill("2026-02-01")
    page.get_by_label("Only records dated up to").fill("2026-03-01")
    assert marked(page, "off") == ["DEC-0001", "GOAL-0001", "INT-0001", "TASK-0001"]
    assert hash_of(page) == "#since=2026-02-01&until=2026-03-01"


def test_kinds_of_links_are_hidden_and_no_longer_followed(show):
    page = show(explorer(), fragment="#focus=EXP-0001")
    page.locator(".kb-kinds > summary").click()
    page.get_by_role("button", name="based on", exact=True).click()
    assert "DEC-0001" in marked(page, "dim")
    assert page.locator(".k-based_on .off").count() == 1
    assert page.locator(".e .off").count() == 1
    assert "kind=goal,mentions,task" in hash_of(page)


# -- a path between two records ---------------------------------------------------------------------------


def test_the_path_between_two_records_is_said_and_shown(show):
    page = show(explorer())
    node(page, "DEC-0001").click()
    panel(page).get_by_role("button", name="Path from here").click()
    assert "Choose the other end" in panel(page).inner_text()
    node(page, "GOAL-0001").click()
    text = panel(page).inner_text()
    assert "3 links lie between DEC-0001 and GOAL-0001. The evidence runs from GOAL-0001 to DEC-0001." in text
    steps = [" ".join(each.split()[:-3]) for each in panel(page).locator("ol.kb-path li").all_inner_texts()]
    assert [re.sub(r" Title.*", "", each) for each in steps] == [
        "GOAL-0001", "is served by TASK-0001", "is tested by EXP-0001", "supports DEC-0001",
    ]  # fmt: skip
    assert marked(page, "dim") == ["EXP-0002", "INT-0001"]
    assert page.locator(".e .near").count() == 3
    assert page.locator(".e .dim ~ .near, .e .near ~ .dim").count() == 0
    assert hash_of(page) == "#from=DEC-0001&to=GOAL-0001"
    page.keyboard.press("Escape")
    node(page, "DEC-0001").focus()
    page.keyboard.press("Escape")
    assert hash_of(page) == ""


def test_that_there_is_no_path_is_said(show):
    page = show(explorer(), fragment="#from=EXP-0002&to=DEC-0001")
    assert "leads neither from EXP-0002 to DEC-0001 nor back" in panel(page).inner_text()
    page = show(explorer(), fragment="#from=INT-0001&to=DEC-0001")
    assert "Mentions do not count" in panel(page).inner_text()


def test_the_other_end_of_a_path_is_found_by_the_search(show):
    page = show(explorer())
    node(page, "TASK-0001").focus()
    page.keyboard.press("p")
    page.keyboard.press("/")
    page.keyboard.type("dec-0001")
    page.keyboard.press("Enter")
    assert {"from=TASK-0001", "to=DEC-0001"} <= set(hash_of(page)[1:].split("&"))
    assert "2 links lie between TASK-0001 and DEC-0001." in panel(page).inner_text()


# -- time -------------------------------------------------------------------------------------------------


def test_the_slider_shows_how_the_graph_grew(show):
    page = show(explorer())
    slider = page.get_by_role("slider")
    assert slider.get_attribute("aria-valuetext") == "today"
    slider.focus()
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    assert slider.get_attribute("aria-valuetext") == "10 Jan 2026"
    assert page.locator(".kb-slider__said").inner_text() == "10 Jan 2026"
    assert marked(page, "off") == ["DEC-0001", "EXP-0001", "EXP-0002"]
    assert said(page) == "3 of 6 records up to 10 Jan 2026"
    assert hash_of(page) == "#until=2026-01-10"
    page.keyboard.press("End")
    assert marked(page, "off") == []
    assert hash_of(page) == ""
    again = show(explorer(), fragment="#until=2026-02-15")
    assert again.get_by_role("slider").get_attribute("aria-valuetext") == "1 Feb 2026"
    assert marked(again, "off") == ["DEC-0001", "EXP-0002"]


# -- address, window, keys --------------------------------------------------------------------------------


def test_the_graph_reads_its_state_from_the_address(show):
    page = show(explorer(), fragment="#focus=EXP-0001&type=goal,task,experiment&line=1")
    assert marked(page, "off") == ["DEC-0001", "INT-0001"]
    assert marked(page, "focus") == ["EXP-0001"]
    assert marked(page, "dim") == ["DEC-0001", "EXP-0002", "INT-0001"]
    page = show(explorer(), fragment="#view=10_20_1.5")
    assert page.evaluate(VIEW)[:2] == [10, 20]


@pytest.mark.parametrize(
    "fragment",
    ["#focus=__proto__", "#steps=99x&focus=EXP-0001", "#view=a_b_c", "#from=X&to=Y", "#until=soon", "#%E0%A4%A"],
)  # fmt: skip
def test_nonsense_in_the_address_does_no_harm(show, fragment):
    page = show(explorer(), fragment=fragment)
    assert marked(page, "off") == []
    assert node(page, "DEC-0001").is_visible()


def test_a_view_that_was_moved_is_in_the_address_and_comes_back(show):
    page = show(explorer())
    start = page.evaluate(VIEW)
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_url("**#view=*")
    moved = page.evaluate(VIEW)
    assert moved[2] < start[2]
    again = show(explorer(), fragment=page.evaluate("location.hash"))
    assert again.evaluate(VIEW) == pytest.approx(moved, abs=2)


def test_pan_and_zoom_by_mouse_and_keys(show):
    page = show(explorer())
    start = page.evaluate(VIEW)
    stage = page.locator(".kb-explorer").bounding_box()
    page.mouse.move(stage["x"] + 30, stage["y"] + stage["height"] - 30)
    page.mouse.down()
    page.mouse.move(stage["x"] + 130, stage["y"] + stage["height"] - 80, steps=4)
    page.mouse.up()
    moved = page.evaluate(VIEW)
    scale = stage["width"] / start[2]
    assert moved[0] == pytest.approx(start[0] - 100 / scale, abs=4)
    assert moved[1] == pytest.approx(start[1] + 50 / scale, abs=4)
    page.keyboard.press("+")
    assert page.evaluate(VIEW)[2] < moved[2]
    page.get_by_role("button", name="Zoom out").click()
    assert page.evaluate(VIEW)[2] == pytest.approx(moved[2], abs=2)
    page.keyboard.press("0")
    assert page.evaluate(VIEW) == pytest.approx(start, abs=2)
    page.mouse.wheel(0, 200)
    assert page.evaluate(VIEW) == pytest.approx(start, abs=2)
    node(page, "TASK-0001").focus()
    page.keyboard.press("Shift+ArrowRight")
    assert page.evaluate(VIEW)[0] > start[0]


def test_a_drag_is_not_a_click(show):
    page = show(explorer())
    box = node(page, "TASK-0001").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 60, steps=4)
    page.mouse.up()
    assert "focus" not in hash_of(page)
    assert page.url.split("#")[0].endswith(".html")
    assert marked(page, "focus") == []


@pytest.mark.parametrize("large", [False, True])
def test_the_graph_is_walked_by_keys(show, tmp_path, large):
    page = show(loaded(tmp_path) if large else explorer())
    page.locator(".n[data-id][tabindex='0']").wait_for()
    assert page.locator(".n[data-id][tabindex='0']").count() == 1
    node(page, "GOAL-0001").focus()
    steps = []
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
        steps.append(page.evaluate(FOCUSED))
    assert steps[0] == "TASK-0001"
    assert steps[1] in ("EXP-0001", "EXP-0002")
    assert steps[2] != steps[1]
    assert steps[3] == steps[1]
    assert steps[4:] == ["TASK-0001", "GOAL-0001"]
    page.keyboard.press("Space")
    assert hash_of(page) == "#focus=GOAL-0001"
    page.keyboard.press("i")
    assert hash_of(page) == "#focus=GOAL-0001&steps=all&way=down"
    page.keyboard.press("Escape")
    assert hash_of(page) == ""


@pytest.mark.parametrize("large", [False, True])
def test_every_record_is_reached_by_the_arrow_down(show, tmp_path, large):
    page = show(loaded(tmp_path) if large else explorer())
    page.locator(".n[data-id][tabindex='0']").focus()
    met = [page.evaluate(FOCUSED)]
    for _ in range(5):
        page.keyboard.press("ArrowDown")
        met.append(page.evaluate(FOCUSED))
    assert sorted(met) == IDS


def test_a_question_mark_tells_the_keys(show):
    page = show(explorer())
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    assert "Shift + arrows" in dialog.inner_text()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()


# -- a graph that is loaded as data -----------------------------------------------------------------------


def drawn(page: Any) -> Any:
    page.locator(".kb-canvas[data-drawn]").wait_for()
    page.locator(".kb-canvas__link").first.wait_for()
    return page


def colour_at(page: Any, record_id: str) -> list[int]:
    """The colour of the canvas inside the box of a record, near its lower border."""
    return page.evaluate(
        """id => { const spot = document.querySelector(`.n[data-id="${id}"]`).getBoundingClientRect();
        const canvas = document.querySelector('.kb-canvas canvas'); const edge = canvas.getBoundingClientRect();
        const [x, y] = [spot.left + spot.width / 2 - edge.left, spot.bottom - 4 - edge.top];
        const ratio = canvas.width / edge.width;
        return [...canvas.getContext('2d').getImageData(x * ratio, y * ratio, 1, 1).data].slice(0, 3); }""",
        record_id,
    )


def test_a_graph_of_data_is_drawn_with_real_links_over_it(show, tmp_path):
    page = drawn(show(loaded(tmp_path)))
    assert page.locator(".kb-canvas__link").count() == 6
    link = page.get_by_role("link", name="EXP-0001 (experiment, concluded, refuted)")
    assert link.get_attribute("href") == "EXP-0001.html"
    assert colour_at(page, "TASK-0001") == [0xE6, 0xEE, 0xFB]
    assert colour_at(page, "EXP-0001") == [255, 255, 255]


def test_a_graph_of_data_takes_the_colours_of_the_scheme(show, tmp_path):
    page = drawn(show(loaded(tmp_path)))
    before = page.locator(".kb-canvas").get_attribute("data-drawn")
    page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    page.locator(f".kb-canvas:not([data-drawn='{before}'])").wait_for()
    assert colour_at(page, "TASK-0001") == [0x1B, 0x2C, 0x4C]


def test_a_graph_of_data_answers_as_a_small_one_does(show, tmp_path):
    page = drawn(show(loaded(tmp_path)))
    node(page, "DEC-0001").click()
    page.locator(".kb-explorer__panel", has_text="Why DEC-0001 <img").wait_for()
    assert hash_of(page) == "#focus=DEC-0001"
    assert said(page) == "6 records, 2 around DEC-0001"
    page.get_by_role("combobox", name="Find a record").fill("exp-0002")
    page.keyboard.press("Enter")
    assert "focus=EXP-0002" in hash_of(page)
    page.get_by_role("button", name="experiment").click()
    assert said(page).startswith("0 of 6 records") is False
    path = drawn(show(loaded(tmp_path), fragment="#from=GOAL-0001&to=DEC-0001"))
    assert "3 links lie between GOAL-0001 and DEC-0001." in panel(path).inner_text()


def test_a_graph_of_data_is_moved_and_zoomed(show, tmp_path):
    page = drawn(show(loaded(tmp_path)))
    before = node(page, "TASK-0001").bounding_box()
    stage = page.locator(".kb-explorer").bounding_box()
    page.mouse.move(stage["x"] + 30, stage["y"] + stage["height"] - 30)
    page.mouse.down()
    page.mouse.move(stage["x"] + 130, stage["y"] + stage["height"] - 80, steps=4)
    page.mouse.up()
    after = node(page, "TASK-0001").bounding_box()
    assert (after["x"] - before["x"], after["y"] - before["y"]) == pytest.approx((100, -50), abs=3)
    assert "focus" not in hash_of(page)
    page.wait_for_url("**#view=*")


def test_while_a_window_widens_the_whole_is_under_what_was_drawn_near(show, tmp_path):
    page = drawn(show(loaded(tmp_path)))
    before = page.locator(".kb-canvas").get_attribute("data-drawn")
    for _ in range(4):
        page.keyboard.press("+")
    page.locator(f".kb-canvas:not([data-drawn='{before}'])").wait_for()
    # Back at once, and looked at before the window rests: nothing is drawn anew, and no part of it is empty.
    seen = page.evaluate(
        """() => {
          const farther = () => new KeyboardEvent('keydown', { key: '-', bubbles: true });
          for (let n = 0; n < 4; n++) document.body.dispatchEvent(farther());
          const canvas = document.querySelector('.kb-canvas canvas');
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          const columns = new Set();
          for (let at = 0; at < data.length; at += 4) {
            if (data[at] !== data[0] || data[at + 1] !== data[1]) columns.add((at / 4) % canvas.width);
          }
          return [Math.min(...columns) / canvas.width, Math.max(...columns) / canvas.width];
        }"""
    )
    stage = page.locator(".kb-explorer").bounding_box()
    page.keyboard.press("0")
    page.locator(".kb-canvas__link").first.wait_for()
    boxes = [link.bounding_box() for link in page.locator(".kb-canvas__link").all()]
    left, right = min(box["x"] for box in boxes), max(box["x"] + box["width"] for box in boxes)
    assert (seen[1] - seen[0]) * stage["width"] > 0.9 * (right - left)


def width_of(page: Any, record_id: str) -> float:
    """In pixels; 0 while the window moves, when there is no link."""
    box = node(page, record_id).bounding_box()
    return box["width"] if box else 0


def test_what_is_around_a_record_is_brought_together_where_it_could_not_be_read(show, tmp_path):
    nodes = [DrawnNode("GOAL-0001", "goal", "A goal of many tasks", "GOAL-0001.html", "active")]
    nodes += [
        DrawnNode(f"TASK-{n:04}", "task", f"Task {n}", f"TASK-{n:04}.html", "done") for n in range(1, 61)
    ]
    edges = [DrawnEdge("GOAL-0001", node.id, "goal", "is served by") for node in nodes[1:41]]
    page = drawn(show(loaded(tmp_path, (nodes, edges))))
    page.get_by_role("combobox", name="Find a record").fill("goal-0001")
    page.keyboard.press("Enter")
    page.locator("[data-id='TASK-0040']").wait_for()
    stage = page.locator(".kb-explorer").bounding_box()
    boxes = [link.bounding_box() for link in page.locator(".kb-canvas__link").all()]
    assert len(boxes) == 41
    assert all(box["width"] > 94 and box["x"] >= stage["x"] for box in boxes)
    assert max(box["x"] + box["width"] for box in boxes) <= panel(page).bounding_box()["x"]
    assert max(box["y"] + box["height"] for box in boxes) <= stage["y"] + stage["height"]
    assert hash_of(page) == "#q=goal-0001&focus=GOAL-0001"
    node(page, "GOAL-0001").focus()
    page.keyboard.press("ArrowRight")
    first = page.evaluate(FOCUSED)
    page.keyboard.press("ArrowDown")
    assert first.startswith("TASK-")
    assert page.evaluate(FOCUSED) not in (first, "GOAL-0001")
    page.get_by_role("button", name="Show where they stand").click()
    assert "place=whole" in hash_of(page)
    assert support.Waiting().until(lambda: 0 < width_of(page, "GOAL-0001") < 94)
    again = drawn(show(loaded(tmp_path, (nodes, edges)), fragment=hash_of(page)))
    assert support.Waiting().until(lambda: 0 < width_of(again, "GOAL-0001") < 94)
    again.get_by_role("button", name="Bring them together").click()
    assert support.Waiting().until(lambda: width_of(again, "GOAL-0001") > 94)
    again.keyboard.press("Escape")
    assert said(again).startswith("1 of 61 records")


def test_a_hidden_record_has_no_link_over_the_canvas(show, tmp_path):
    page = drawn(show(loaded(tmp_path), fragment="#type=goal,task"))
    assert sorted(page.locator(".kb-canvas__link").evaluate_all("all => all.map(n => n.dataset.id)")) == [
        "GOAL-0001", "TASK-0001",
    ]  # fmt: skip


def test_without_the_data_the_links_to_drawing_and_lists_stay(show, tmp_path):
    page = show(loaded(tmp_path), scripts=False)
    assert page.get_by_role("link", name="All").get_attribute("href") == "graph.svg"


# -- every reader -----------------------------------------------------------------------------------------


def test_without_scripts_the_drawing_and_its_links_remain(show):
    page = show(explorer(), scripts=False)
    link = page.get_by_role("link", name="DEC-0001 (decision, accepted)")
    assert link.get_attribute("href") == "DEC-0001.html"


READERS = [("small", "default"), ("path", "slate"), ("large", "default"), ("keys", "slate")]
OTHERS = [("small", "slate"), ("path", "default"), ("large", "slate"), ("keys", "default")]


@pytest.mark.parametrize(
    ("part", "scheme"), [*READERS, *(pytest.param(*each, marks=pytest.mark.soak) for each in OTHERS)]
)
def test_nothing_stands_in_the_way_of_readers(show, axe, tmp_path, part, scheme):
    fragment = "#from=GOAL-0001&to=DEC-0001" if part == "path" else "#focus=EXP-0001"
    body = loaded(tmp_path) if part == "large" else explorer()
    page = show(body, scheme=scheme, fragment=fragment)
    page.evaluate(
        "document.body.style.background = getComputedStyle(document.body).getPropertyValue('--kb-surface')"
    )
    page.evaluate("document.body.style.color = getComputedStyle(document.body).getPropertyValue('--kb-ink')")
    if part == "large":
        drawn(page)
    if part == "keys":
        page.keyboard.press("?")
    assert axe(page) == []


@pytest.mark.parametrize("large", [False, True])
def test_on_a_phone_nothing_is_wider_and_fingers_move_and_zoom(show, tmp_path, large):
    page = show(loaded(tmp_path) if large else explorer(), width=390, height=800, has_touch=True)
    if large:
        drawn(page)
    page.get_by_role("button", name="Show everything").click()
    node(page, "TASK-0001").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    session = page.context.new_cdp_session(page)
    stage = page.locator(".kb-explorer").bounding_box()
    middle = [stage["x"] + stage["width"] / 2, stage["y"] + stage["height"] / 2]

    def touch(kind: str, *reaches: float) -> None:
        points = [{"x": middle[0] + reach, "y": middle[1], "id": at} for at, reach in enumerate(reaches)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    before = node(page, "TASK-0001").bounding_box()["width"]
    touch("touchStart", -30, 30)
    for reach in (45, 60, 80):
        touch("touchMove", -reach, reach)
    touch("touchEnd")

    def grown() -> bool:
        box = node(page, "TASK-0001").bounding_box()  # none while it is drawn anew
        return box is not None and box["width"] > before * 1.5

    assert support.Waiting().until(grown)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("large", [False, True])
def test_a_phone_opens_on_the_newest_decision_that_stands_and_what_it_rests_on(show, tmp_path, large):
    nodes, edges = graph()
    nodes.append(
        DrawnNode("DEC-0002", "decision", "Withdrawn", "DEC-0002.html", flags=("invalid",), date="2026-05-01")
    )
    edges.append(DrawnEdge("DEC-0001", "DEC-0002", "based_on", "supports"))
    drawing = nodes, edges
    page = show(loaded(tmp_path, drawing) if large else explorer(drawn=drawing), width=390, height=800)
    if large:
        drawn(page)
    stage = page.locator(".kb-explorer").bounding_box()
    for id in ("DEC-0001", "EXP-0001"):
        box = node(page, id).bounding_box()
        assert box["width"] > 110, id
        assert stage["x"] <= box["x"], id
        assert box["x"] + box["width"] <= stage["x"] + stage["width"], id
        assert stage["y"] <= box["y"] < box["y"] + box["height"] <= stage["y"] + stage["height"], id
    assert hash_of(page) == ""
    # Of what a filter leaves, the window opens on what is there.
    page = show(
        loaded(tmp_path, drawing) if large else explorer(drawn=drawing),
        fragment="#type=goal,task",
        width=390,
        height=800,
    )
    if large:
        drawn(page)
    box = node(page, "TASK-0001").bounding_box()
    assert stage["x"] <= box["x"] < box["x"] + box["width"] <= stage["x"] + stage["width"]


def test_on_a_phone_the_filters_wait_behind_a_button(show):
    page = show(explorer(), width=390, height=800)
    fold, state = page.get_by_role("button", name="Filters"), page.get_by_label("State", exact=True)
    assert not state.is_visible()
    assert page.get_by_role("combobox", name="Find a record").is_visible()
    fold.focus()
    page.keyboard.press("Enter")
    assert fold.get_attribute("aria-expanded") == "true"
    state.select_option("running")
    fold.click()
    assert not state.is_visible()
    assert said(page) == "1 of 6 records"
    assert page.get_by_role("button", name="Clear").is_visible()
    page.set_viewport_size({"width": 1200, "height": 800})
    assert state.is_visible()
    assert not fold.is_visible()


def test_the_marks_survive_forced_colours(show):
    page = show(explorer(), forced_colors="active")
    box = ".n[data-id=EXP-0001] use"
    assert page.evaluate(f"getComputedStyle(document.querySelector('{box}')).visibility") == "visible"
    assert node(page, "EXP-0001").locator("text.m").text_content() == "refuted"


# -- rows of goals ----------------------------------------------------------------------------------------


def test_each_goal_has_a_row_whose_name_stays_at_the_left_of_the_window(show):
    page = show(explorer(drawn=two_goals()))
    names = page.locator(".row text")
    assert names.all_text_contents() == [f"Title of GOAL-0001 {EVIL}", "Another goal"]
    tops = {
        id: node(page, id).bounding_box()["y"] for id in ("TASK-0001", "EXP-0001", "GOAL-0002", "TASK-0002")
    }
    assert max(tops["TASK-0001"], tops["EXP-0001"]) < names.nth(1).bounding_box()["y"] < tops["TASK-0002"]
    node(page, "TASK-0002").focus()
    for _ in range(4):
        page.keyboard.press("Shift+ArrowRight")
    assert names.nth(1).bounding_box()["x"] >= page.locator(".kb-explorer").bounding_box()["x"]


def test_a_line_that_a_row_says_already_is_drawn_only_from_the_chosen_record(show):
    page = show(explorer(drawn=two_goals()))
    line = page.locator("path[data-s='GOAL-0001'][data-t='DEC-0001']")
    assert not line.is_visible()
    node(page, "EXP-0001").click()
    assert not line.is_visible()
    page.keyboard.press("Escape")
    node(page, "DEC-0001").click()
    assert line.is_visible()


def test_a_path_goes_along_what_was_thought_rather_than_from_the_goal_at_once(show):
    page = show(explorer(drawn=two_goals()), fragment="#from=GOAL-0001&to=DEC-0001")
    assert "3 links lie between GOAL-0001 and DEC-0001" in panel(page).inner_text()


def test_the_canvas_has_the_same_rows(show, tmp_path):
    page = show(loaded(tmp_path, two_goals()), fragment="#from=GOAL-0001&to=DEC-0001")
    page.locator(".kb-canvas[data-drawn]").wait_for()
    assert "3 links lie between GOAL-0001 and DEC-0001" in panel(page).inner_text()
    heights = dict(
        page.evaluate(
            "[...document.querySelectorAll('.kb-canvas__link')].map((link) => [link.dataset.id, link.offsetHeight])"
        )
    )
    assert heights["TASK-0002"] > heights["GOAL-0002"]


def test_the_whole_screen_by_key_and_back(show):
    page = show(explorer())
    page.keyboard.press("f")
    page.locator("figure.kb-graph:fullscreen").wait_for()
    page.keyboard.press("f")
    page.locator("figure.kb-graph:not(:fullscreen)").wait_for()


def test_a_sheet_holds_the_whole_drawing_and_the_window_comes_back(show):
    page = show(explorer(drawn=two_goals()), fragment="#view=0_0_2")
    before = page.evaluate(VIEW)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    x, y, width, height = page.evaluate(VIEW)
    box = page.evaluate(
        "(() => { const b = document.querySelector('svg.kb-drawing').getBBox(); return [b.width, b.height]; })()"
    )
    assert x < 0
    assert width > box[0] > before[2]
    assert y + height > box[1]
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(VIEW) == before


def test_a_mention_of_the_chosen_record_stays_dotted(show):
    page = show(explorer())
    node(page, "DEC-0001").click()
    line = page.locator("path[data-s='INT-0001'][data-t='DEC-0001']")
    assert line.evaluate("path => getComputedStyle(path).strokeDasharray") == "2px, 3px"
    strong = page.locator("path[data-s='EXP-0001'][data-t='DEC-0001']")
    assert strong.evaluate("path => getComputedStyle(path).strokeDasharray") == "none"


def test_from_afar_the_rows_of_a_graph_of_data_are_named_beside_it(show, tmp_path):
    page = drawn(show(loaded(tmp_path, two_goals()), width=1400))
    beside = """() => { const canvas = document.querySelector('.kb-canvas canvas');
        const edge = canvas.getBoundingClientRect();
        const first = document.querySelector(".n[data-id='GOAL-0001']").getBoundingClientRect().left - edge.left;
        const ratio = canvas.width / edge.width;
        const { data } = canvas.getContext('2d').getImageData((first - 120) * ratio, 0, 100 * ratio, canvas.height);
        let dark = 0;
        for (let at = 0; at < data.length; at += 4) dark += data[at] + data[at + 1] + data[at + 2] < 400;
        return dark; }"""
    for _ in range(7):
        before = page.locator(".kb-canvas").get_attribute("data-drawn")
        page.keyboard.press("-")
        page.locator(f".kb-canvas:not([data-drawn='{before}'])").wait_for()
    assert page.evaluate(beside) > 100
