"""The page of the flow in a real browser: read by everybody, in both colours, followed into the records."""

from __future__ import annotations

import functools
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb import example
from tests.conftest import QuietHandler
from tests.example import history
from tests.site.support import Waiting, settled

pytestmark = pytest.mark.browser

WINDOWS = {"light, wide": ("light", 1400), "dark, wide": ("dark", 1400), "dark, narrow": ("dark", 390)}


@pytest.fixture(scope="module")
def flowing(clean_machine: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The example base with half a year of history, built and served."""
    folder = tmp_path_factory.mktemp("flowing") / "base"
    history.write(folder)
    done = subprocess.run(
        [sys.executable, "-P", "-m", "kb", "build", "--strict", "--today", example.TODAY.isoformat()],
        cwd=folder, env=os.environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    handler = functools.partial(QuietHandler, directory=str(folder / "site"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("window", WINDOWS)
def test_the_flow_fits_its_window_and_reads_for_everybody(flowing, tabs, axe, window):
    scheme, width = WINDOWS[window]
    page = settled(tabs.open(flowing + "flow/", width=width, color_scheme=scheme))
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert axe(page) == []


def test_charts_turn_dark_with_the_page(flowing, tabs):
    fills = "[...new Set([...document.querySelectorAll('.kb-plot [fill^=var]')].map(e => getComputedStyle(e).fill))]"
    page = settled(tabs.open(flowing + "flow/", color_scheme="light"))
    light = page.evaluate(fills)
    page.locator("label[title='Switch to dark']").click()
    assert Waiting().until(lambda: page.evaluate("document.body.dataset.mdColorScheme == 'slate'"))
    dark = page.evaluate(fills)
    assert len(light) > 5
    assert all(each.startswith("rgb(") for each in [*light, *dark])
    assert not set(light) & set(dark)


def test_marks_lead_to_their_tasks_by_mouse_and_by_keys(flowing, tabs):
    page = settled(tabs.open(flowing + "flow/"))
    mark = page.locator("#kb-ages svg a").first
    name = mark.locator("title").text_content()
    mark.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/r/{name[:9]}/")
    settled(page)
    assert page.locator(".kb-head .kb-id").first.text_content() == name[:9]


def test_without_scripts_all_is_there(flowing, tabs):
    page = tabs.open(flowing + "flow/", java_script_enabled=False)
    assert page.locator("svg.kb-plot:visible").count() == 6
    page.locator("#kb-cycle summary").click()
    assert page.locator("#kb-cycle tbody tr:visible").count() == 19


def test_on_paper_no_drawing_is_cut(flowing, tabs):
    page = settled(tabs.open(flowing + "flow/", width=760))
    page.emulate_media(media="print")
    assert page.evaluate(
        "[...document.querySelectorAll('.kb-plotbox')].every(box => box.scrollWidth <= box.clientWidth)"
    )


def test_on_a_telephone_charts_over_time_begin_with_what_is_newest(flowing, tabs):
    page = settled(tabs.open(flowing + "flow/", width=390))
    for name, place in {"cumulative": 1, "cycle": 1, "throughput": 1, "states": 0}.items():
        box = page.locator(f"#kb-{name} .kb-plotbox")
        room = box.evaluate("box => box.scrollWidth - box.clientWidth")
        assert room > 100, name
        assert box.evaluate("box => box.scrollLeft") == pytest.approx(place * room, abs=1), name


def test_an_edge_beyond_which_there_is_more_fades(flowing, tabs):
    page = settled(tabs.open(flowing + "flow/", width=390))
    box = page.locator("#kb-cumulative .kb-plotbox")
    names = "box => [box.hasAttribute('data-more-left'), box.hasAttribute('data-more-right')]"
    for place, expected in ((1, [True, False]), (0.5, [True, True]), (0, [False, True])):
        box.evaluate(
            "(box, place) => { box.scrollLeft = place * (box.scrollWidth - box.clientWidth) }", place
        )
        Waiting().until(lambda expected=expected: box.evaluate(names) == expected)
    page.set_viewport_size({"width": 2400, "height": 900})
    Waiting().until(lambda: box.evaluate(names) == [False, False])
