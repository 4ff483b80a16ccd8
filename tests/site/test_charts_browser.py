"""The charts of results in a real browser: every word is inside its drawing, and no two words lie on each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from kb.site import builder
from kb.site.charts.differences import Gap, differences
from kb.site.charts.parallel import Axis, Line, parallel
from kb.site.charts.plot import Point, plot
from kb.site.charts.results import Aim, Result, over_time
from kb.site.templating import environment
from tests.site.support import settled

pytestmark = pytest.mark.browser

FAULTS = """() => {
  const faults = [];
  for (const drawing of document.querySelectorAll('svg.kb-plot')) {
    const all = drawing.getBoundingClientRect();
    const words = [...drawing.querySelectorAll('text')].map(e => [e.textContent, e.getBoundingClientRect()]);
    words.forEach(([said, box], n) => {
      if (box.left < all.left - 1 || box.right > all.right + 1 || box.top < all.top - 1 || box.bottom > all.bottom + 1)
        faults.push(`${drawing.closest('section').id}: ${said} is cut off`);
      for (const [other, beside] of words.slice(0, n)) {
        if (other === said) continue;  // a ground below words that are read over lines
        const wide = Math.min(box.right, beside.right) - Math.max(box.left, beside.left);
        const high = Math.min(box.bottom, beside.bottom) - Math.max(box.top, beside.top);
        if (wide > 1 && high > 3) faults.push(`${drawing.closest('section').id}: ${said} lies on ${other}`);
      }
    });
  }
  return faults;
}"""
PAGES = ("experiments/", "goals/", "reviews/")


def crowded() -> Iterator[object]:
    """Charts of numbers that are hard to draw."""
    start = date(2025, 1, 31)
    results = [
        Result(
            f"EXP-{n:04d}", start + timedelta(days=n * n % 400), 0.8 + n / 1e4, 0.0001, 5, "refuted", "r", "x"
        )
        for n in range(60)
    ]
    aims = [Aim("baseline", 0.80001), Aim("target", 0.80002), Aim("target", 0.80003), Aim("target", 0.8059)]
    yield over_time("a", "A", sorted(results, key=lambda r: r.on), aims, metric="a_metric_of_a_long_name_indeed",
                    direction="higher")  # fmt: skip
    yield over_time(
        "b", "B", results[:2], [Aim("target", 123456.789)], metric="m", direction="lower", small=True
    )
    gaps = [
        Gap(f"EXP-{n:04d}", n / 7, (n / 7 - 3, n / 7 + 3), "within-spread", False, "E", "r", "x")
        for n in range(20)
    ]
    yield differences(
        "c", "C", gaps, metric="a_metric_of_a_long_name_indeed", direction="higher", sure="95 %"
    )
    lines = [Line(f"EXP-{n:04d}", None, "r", "x") for n in range(50)]
    axes = [
        Axis("a parameter of a long name", tuple(f"a value of many letters {n % 12}" for n in range(50))),
        Axis("rate", tuple(10.0 ** (n % 7 - 5) for n in range(50))),
        Axis("depth", tuple(n % 3 for n in range(50))),
        Axis("auc", tuple(0.9 - n / 1e6 for n in range(50)), metric=True, direction="higher"),
    ]
    yield parallel("d", "D", lines, axes)
    points = [Point(n % 9, n * n % 11, f"EXP-{n:04d}", f"g{n % 3}", "x") for n in range(60)]
    yield plot(points, "scatter", name="e", title="E", across="days", up="score")
    yield plot(
        [Point(f"a word of many letters {n}", n) for n in range(20)],
        "bar",
        name="f",
        title="F",
        across="w",
        up="n",
    )


@pytest.mark.parametrize(
    ("width", "scheme", "path"),
    [
        *((390, "dark", path) for path in PAGES),
        (1400, "light", "experiments/"),
        *(
            pytest.param(1400, "light", path, marks=pytest.mark.soak)
            for path in PAGES
            if path != "experiments/"
        ),
    ],
)
def test_the_pages_of_results_fit_their_window(example, tabs, axe, path, width, scheme):
    page = settled(tabs.open(example.url + path, width=width, color_scheme=scheme))
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator("svg.kb-plot").count() > 3
    assert page.locator("ul.kb-glyphs:visible").count() > 2
    assert page.evaluate(FAULTS) == []
    assert axe(page) == []


def test_hard_numbers_are_drawn_without_a_word_on_another(tabs, tmp_path: Path):
    macro = environment().get_template("chart.html").module
    html = "".join(macro.chart(each) for each in crowded())  # type: ignore[attr-defined]
    file = tmp_path / "crowded.html"
    file.write_text(
        f"<!doctype html><style>{builder.style_sheet()}</style><div id=kb>{html}</div>", encoding="utf-8"
    )
    page = tabs.open(file.as_uri(), width=1400)
    assert page.locator("svg.kb-plot").count() == 6
    assert page.evaluate(FAULTS) == []


def test_on_a_phone_the_small_charts_need_no_scrolling(example, tabs):
    page = settled(tabs.open(example.url + "goals/", width=390))
    assert page.evaluate(
        "[...document.querySelectorAll('.kb-plotbox:has(> .small)')].every(box => box.scrollWidth <= box.clientWidth)"
    )


def test_a_mark_leads_to_its_experiment_by_keys(example, tabs):
    page = settled(tabs.open(example.url + "experiments/"))
    mark = page.locator("#kb-time-1 svg a").first
    name = mark.locator("title").text_content()
    mark.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/r/{name[:8]}/")
