"""The charts: what is taken over of a drawing, and that drawings are the same wherever and whenever they are made."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from itertools import pairwise

import pytest

from kb.history.flow import Tally
from kb.site import builder
from kb.site.charts import vega
from kb.site.charts.cumulative_flow import OTHER, POINTS, cumulative_flow, step_for
from kb.site.charts.look import Level, day, levels, values, whole
from kb.site.charts.shades import SHADES, shades
from kb.site.charts.taken import KEY, taken
from kb.site.drawing.palette import status_tone
from kb.workflow import Workflow

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="20.04">'
KNOWN = {"svg", "title", "desc", "g", "a", "path", "line", "rect", "text", "circle"}


def inner(drawing: str, links: dict[str, str] | None = None) -> str:
    return taken(f"{SVG}{drawing}</svg>", links or {}).inner


# -- what is taken over -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "drawing",
    [
        '<script>alert(1)</script><style>* {fill: red}</style><foreignObject><p fill="black">x</p></foreignObject>',
        '<image href="https://x.example/"/><use href="#a"/><clipPath id="a"><path d="M0,0" fill="none"/></clipPath>',
        '<path d="M0,0h1" fill="none"/><rect width="1" height="1"/><path d="" display="none" fill="var(--kb-ink)"/>',
        '<g transform="translate(5,5)"><g/></g><text/>',
        '<text opacity="0" fill="var(--kb-ink)">a label without room</text>',
    ],
)
def test_what_a_chart_does_not_need_is_left_behind(drawing):
    assert inner(drawing) == ""


def test_only_known_attributes_come_along():
    shape = '<path d="M0,0h1" fill="var(--kb-ink)" style="fill:red" onclick="alert(1)" class="x" id="y" role="img"/>'
    assert inner(shape) == '<path d="M0,0h1" fill="var(--kb-ink)"/>'


@pytest.mark.parametrize("colour", ["red", "url(#a)", "var(--kb-ink);x", "var(--other)", "#ffffff"])
def test_colours_are_those_of_the_site_or_none(colour):
    assert inner(f'<path d="M0,0h1" fill="{colour}" stroke="var(--kb-edge)"/>') == (
        '<path d="M0,0h1" stroke="var(--kb-edge)" fill="none"/>'
    )


def test_links_lead_where_the_page_says_and_nowhere_else():
    dot = '<path aria-label="TASK-0001: &lt;3 days" d="M1,0h1" fill="var(--kb-ink)"/>'
    known = inner(f'<a xlink:href="{KEY}7">{dot}</a>', {"7": "../r/TASK-0001/?a&b"})
    assert known == (
        '<a href="../r/TASK-0001/?a&amp;b" fill="var(--kb-ink)"><title>TASK-0001: &lt;3 days</title>'
        '<path d="M1,0h1"/></a>'
    )
    for address in (f"{KEY}8", "javascript:alert(1)", "https://x.example/", ""):
        assert (
            inner(f'<a xlink:href="{address}">{dot}</a>', {"7": "x"})
            == '<path d="M1,0h1" fill="var(--kb-ink)"/>'
        )


def test_numbers_are_short_and_what_all_say_is_said_once():
    two = "".join(
        f'<path transform="translate({x}.123456,2)" d="M3.1,0A3.1,3.1,0,1,1,-3.1,0A3.1,3.1,0,1,1,3.1,0" '
        'fill="var(--kb-series-1)" fill-opacity="0.25" opacity="1" stroke-width="1"/>'
        for x in (1, 2)
    )
    assert inner(f'<g transform="translate(0,0)">{two}</g>') == (
        '<g fill="var(--kb-series-1)" fill-opacity="0.25"><circle cx="1.1" cy="2" r="3.1"/>'
        '<circle cx="2.1" cy="2" r="3.1"/></g>'
    )


def test_text_stays_text():
    assert inner('<text x="1.26" fill="var(--kb-ink)" font-size="11px">a &amp; &lt;b&gt;</text>') == (
        '<text x="1.3" fill="var(--kb-ink)">a &amp; &lt;b&gt;</text>'
    )
    assert taken(f"{SVG}</svg>", {})[1:] == ("10", "20")


# -- what is drawn ------------------------------------------------------------------------------------------

WORDS = '</text><script>alert("x")</script>&amp;\u202e'


def hostile() -> str:
    spec = whole(
        [
            {
                "data": {"values": [{"x": WORDS, "y": 1, "to": f"{KEY}0", "said": WORDS}]},
                "mark": "point",
                "encoding": {
                    "x": {"field": "x", "type": "nominal", "title": WORDS},
                    "y": {"field": "y", "type": "quantitative"},
                    "href": {"field": "to"},
                    "description": {"field": "said"},
                    "stroke": {"value": "var(--kb-ink)"},
                },
            },
            *levels([Level(1, WORDS)], 1),
        ]
    )
    drawn = vega.draw(spec, "odd", WORDS, WORDS, {"0": "../r/TASK-0001/"})
    assert drawn is not None
    return drawn


def test_words_of_records_are_words():
    root = ET.fromstring(hostile())
    assert {element.tag for element in root.iter()} <= KNOWN
    said = [element.text or "" for element in root.iter() if element.tag in ("text", "title", "desc")]
    assert sum(WORDS.split("\u202e", maxsplit=1)[0] in text for text in said) >= 4
    assert [element.get("href") for element in root.iter("a")] == ["../r/TASK-0001/"]


def test_a_drawing_names_itself_to_those_who_do_not_see_it():
    root = ET.fromstring(hostile())
    names = {element.get("id"): element.text for element in root}
    assert root.get("role") == "group"
    assert names[root.get("aria-labelledby")] == names[root.get("aria-describedby")] != ""


def days(n: int) -> list[Tally]:
    first = date(2026, 10, 1)
    return [Tally(first + timedelta(days=k), {"doing": k % 5, "done": k, "dropped": 1}) for k in range(n)]


def test_drawings_are_the_same_in_every_time_zone_and_process():
    program = (
        "from tests.site.test_charts import days, Workflow, cumulative_flow\n"
        "print(cumulative_flow(days(60), Workflow()).drawing)"
    )
    drawn = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": language},
            capture_output=True, text=True, check=True, timeout=120,
        ).stdout
        for zone, seed, language in (
            ("UTC", "1", "C.UTF-8"), ("Pacific/Kiritimati", "2", "de_DE.UTF-8"), ("America/Adak", "3", "C"),
        )
    }  # fmt: skip
    assert len(drawn) == 1
    assert "1 Nov" in drawn.pop()


@pytest.mark.parametrize(
    ("span", "step"), [(1, 1), (POINTS, 1), (POINTS + 1, 2), (6 * POINTS, 6), (6 * POINTS + 1, 7), (3000, 35)]
)
def test_long_histories_are_told_by_few_days(span, step):
    assert step_for(span) == step


def test_a_drawing_is_light():
    states = {f"state-{n}": n for n in range(8)}
    tallies = [
        Tally(date(2025, 1, 1) + timedelta(days=n), {k: v + n for k, v in states.items()})
        for n in range(POINTS)
    ]
    chart = cumulative_flow(tallies, Workflow(states=tuple(states), started="state-2", finished=("state-7",)))
    assert chart.drawing is not None
    assert len(chart.drawing) < 25_000
    assert len({look for look, _ in chart.legend}) == 8
    assert all(look.colour in chart.drawing for look, _ in chart.legend)


def test_states_look_like_their_marks_elsewhere():
    flowing = Workflow()
    found = shades(flowing.states, flowing)
    assert {state: look.tone for state, look in found.items()} == {
        state: status_tone(state, "task") for state in flowing.states
    }
    assert found["idea"] != found["backlog"]


def test_states_that_a_team_named_look_like_their_place_on_the_board():
    states = ("wish", "ready", "write", "met", "shipped", "shelved")
    team = Workflow(states=states, started="write", finished=("shipped", "shelved"))
    found = shades((*states, OTHER), team)
    tones = ["idle", "ready", "active", "active", "good", "over", "over"]
    assert [look.tone for look in found.values()] == tones
    assert len(set(found.values())) == len(found)


def test_the_legend_is_as_dense_as_the_bands():
    css = builder.style_sheet()
    stated = dict(re.findall(r'\[data-shade(?:="(\d)")?\]::before { opacity:([\d.]+); }', css))
    assert [float(stated[str(n) if n > 1 else ""]) for n in range(1, len(SHADES) + 1)] == list(SHADES)


def test_every_band_has_its_name_beside_it_and_no_two_touch():
    last = {"done": 395, "review": 1, "doing": 1, "ready": 1, "backlog": 1, "idea": 1, "dropped": 9}
    drawn = cumulative_flow([*days(9)[:8], Tally(date(2026, 10, 9), last)], Workflow()).drawing
    assert drawn is not None
    names = re.findall(r'<text transform="translate\([\d.]+,(-?[\d.]+)\)">(\w+ \d+)</text>', drawn)
    assert [name for _, name in names] == [
        f"{state} {last[state]}" for state in ("done", "review", "doing", "ready", "backlog", "idea")
    ]
    heights = [float(height) for height, _ in names]
    assert min(below - above for below, above in pairwise(heights)) >= 12
    assert min(heights) > 0


@pytest.mark.parametrize("span", [0, 1, 2, 3, 7, 13, 14, 15, 16, 31, 90, 199, 200, 365, 900])
def test_days_on_an_axis_are_whole_and_said_once(span):
    first = date(2026, 11, 23)
    rows = values([{"day": (first + timedelta(days=n)).isoformat()} for n in {0, span}])
    layer = {"data": rows, "mark": "point", "encoding": {"x": day("day", "day", span)}}
    drawn = vega.draw(whole([layer]), "x", "X", "")
    assert drawn is not None
    said = re.findall(r">(\d+ [A-Z][a-z]{2}|[A-Z][a-z]{2} \d{4})</text>", drawn)
    assert said
    assert len(set(said)) == len(said)


def test_the_library_is_loaded_with_the_first_drawing_in_a_process_of_its_own():
    program = (
        "import sys\nfrom kb.site import builder\nbuilder.makers()\n"
        "from kb.site.charts.drawer import DRAWER\n"
        "from kb.site.publishing.sharing import _alone\n"
        "from tests.site.test_charts import days, Workflow, cumulative_flow\n"
        "cumulative_flow(days(1), Workflow())\nassert DRAWER._process is None\n"
        "cumulative_flow(days(9), Workflow())\nassert DRAWER._process.poll() is None\n"
        "assert 'vl_convert' not in sys.modules\n"
        "assert _alone() or sys.platform != 'linux'\n"  # so that a second process may draw pages
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=120)
