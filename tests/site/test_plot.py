"""Any numbers as a chart: what is drawn stands where it belongs, what is not drawn is said, and words stay words."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest

from kb.site.charts.naming import Spot, sides
from kb.site.charts.plot import BARS, GROUPS, POINTS, Point, plot

HOSTILE = "</title><script>alert(1)</script>'\"&\u202e"


def drawn(points, kind="scatter", **more):
    said = {"name": "p", "title": "A plot", "across": "days", "up": "score", **more}
    return plot(points, kind, **said)


def marks(chart):
    """Where the marks of a drawing stand, by the words that name them."""
    found = {}
    for element in ET.fromstring(chart.drawing).iter():
        title = element.find("title")
        if element.tag == "a" and title is not None:
            circle = next(iter(element.iter("circle")))
            found[title.text] = (float(circle.get("cx")), float(circle.get("cy")))
    return found


def test_points_stand_where_their_numbers_say():
    points = [
        Point(x, y, name, href=f"../r/{name}/") for x, y, name in ((0, 1, "A"), (5, 2, "B"), (10, 5, "C"))
    ]
    at = marks(drawn(points))
    (ax, ay), (bx, by), (cx, cy) = at["A: 1"], at["B: 2"], at["C: 5"]
    assert bx - ax == pytest.approx(cx - bx, abs=0.2)
    assert (ay - by) * 3 == pytest.approx(by - cy, abs=0.4)
    assert cx - ax > 400


def test_days_are_drawn_in_their_distance():
    points = [Point(date(2026, 11, n), n, f"E{n}", href="x") for n in (1, 2, 11)]
    (ax, _), (bx, _), (cx, _) = marks(drawn(points, "line")).values()
    assert (bx - ax) * 10 == pytest.approx(cx - ax, rel=0.02)


def test_what_is_not_drawn_is_said_and_stays_in_the_table():
    chart = drawn([Point(n, float(n)) for n in range(POINTS + 7)] + [Point(1, None)], of=("run", "runs"))
    assert chart.sample == f"n = {POINTS + 7} runs"
    assert chart.note == f"Drawn are the first {POINTS} of {POINTS + 7}. Left out: 1 run without a number."
    assert len(chart.table.rows) + chart.table.more == POINTS + 8
    assert f"first {BARS} of 60" in drawn([Point(f"w{n}", n) for n in range(60)], "bar").note


def test_nothing_to_draw_is_a_table():
    for points in ([], [Point("a", None)]):
        chart = drawn(points)
        assert chart.drawing is None
        assert chart.sentence == "There is no number to draw."
        assert len(chart.table.rows) == len(points)


def test_the_sentence_names_the_lowest_and_the_highest():
    chart = drawn([Point("a", 3.0), Point("b", -1.5), Point("c", 20000.0)])
    assert chart.sentence == "score lies between \u22121.5 (b) and 20\u202f000 (c)."
    assert drawn([Point("a", 2), Point("b", 2)]).sentence == "score is 2 everywhere."


def test_groups_differ_by_shape_as_well_as_by_colour():
    chart = drawn([Point(n, n, group=f"g{n % 3}") for n in range(9)])
    looks = [re.findall(r'd="([^"]+)"|fill="([^"]+)"', key) for key, _ in chart.keys]
    assert [word for _, word in chart.keys] == ["g0", "g1", "g2"]
    assert len({str(look[0]) for look in looks}) == len({str(look[1]) for look in looks}) == 3
    many = drawn([Point(n, n, group=f"g{n}") for n in range(GROUPS + 2)])
    assert len(many.keys) == GROUPS
    assert f"first {GROUPS} of {GROUPS + 2}" in many.note


def test_bars_of_one_name_do_not_hide_each_other():
    chart = drawn([Point("a", 3), Point("a", 5), Point("a", 4, group="g")], "bar")
    bars = re.findall(r'd="M[\d.]+,[\d.]+h[\d.]+v[\d.]+h-[\d.]+Z"', chart.drawing)
    assert len(bars) == len(set(bars)) == 3


@pytest.mark.parametrize("kind", ["line", "bar", "scatter"])
@pytest.mark.parametrize("x", [HOSTILE, 1.5, date(2026, 1, 1)])
def test_words_are_words(kind, x):
    chart = drawn(
        [Point(x, 1, HOSTILE, HOSTILE, "../x/?a&b")], kind, title=HOSTILE, across=HOSTILE, up=HOSTILE
    )
    root = ET.fromstring(chart.drawing)
    assert "script" not in {element.tag for element in root.iter()}
    assert [element.get("href") for element in root.iter("a")] == ["../x/?a&b"]


@pytest.mark.parametrize(
    "numbers", [[0], [5, 5], [-3, -1], [1e-300, 2e-300], [1e300, -1e300], [0.1 + 0.2, 0.3]]
)
@pytest.mark.parametrize("kind", ["line", "bar", "scatter"])
def test_numbers_of_any_size(kind, numbers):
    chart = drawn([Point(n, number) for n, number in enumerate(numbers)], kind)
    assert "NaN" not in chart.drawing
    assert "Infinity" not in chart.drawing


def test_names_stand_where_they_touch_nothing():
    assert sides([Spot(10, 50, "EXP-0001"), Spot(290, 50, "EXP-0002"), Spot(150, 90, "")], 300, 100) == [
        "right",
        "left",
        "",
    ]
    crowded = [Spot(50, 50, "EXP-0001"), Spot(52, 50, "EXP-0002"), Spot(51, 52, "EXP-0003")]
    assert sides(crowded, 300, 100).count("") >= 1
    assert sides([Spot(5, 50, "a name that is far too long for it")], 60, 100) == [""]
