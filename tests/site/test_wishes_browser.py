"""What readers ask of every page by their system: less motion, and colours of their own."""

from __future__ import annotations

import pytest

from tests.site.support import settled

pytestmark = pytest.mark.browser

PAGES = ("board/", "graph/", "risks/", "reviews/", "experiments/", "flow/", "r/TASK-0011/", "r/EXP-0005/")
# Of our own parts, which marks of the theme's are none of.
MOVING = """() => [...document.querySelectorAll('article [class*=kb-], article [class*=kb-] *')].filter((node) => {
  const style = getComputedStyle(node);
  const long = (text) => text.split(',').some((part) => parseFloat(part) > 0);
  return long(style.transitionDuration) || (style.animationName !== 'none' && long(style.animationDuration))
    || style.scrollBehavior === 'smooth';
}).map((node) => node.outerHTML.slice(0, 120))"""
STILL = "document.getAnimations().filter((each) => each.effect.target.closest('[class*=kb-]')).length"
# A mark says by a shape or by words what it says by its colour.
TOLD = """() => [...document.querySelectorAll(
  'article :is(.kb-status, .kb-type, .kb-outcome, .kb-verdict, .kb-flag, .kb-score, .kb-chip)'
)].filter((node) => node.offsetParent && !node.textContent.trim() && !node.getAttribute('aria-label') && !node.title)
  .map((node) => node.outerHTML.slice(0, 120))"""
# With forced colours every ground is one of the system's, so that text on it can be read.
GROUNDS = """() => [...new Set([...document.querySelectorAll('article [class*=kb-]:not(svg *, mark)')]
  .filter((node) => node.offsetParent && getComputedStyle(node).forcedColorAdjust !== 'auto')
  .map((node) => node.className))]"""


def test_with_less_motion_nothing_of_ours_moves(example, tabs):
    page = settled(tabs.open(example.url, reduced_motion="reduce"))
    for path in PAGES:
        page.goto(example.url + path)
        assert page.evaluate(MOVING) == [], path
    page.goto(example.url + "board/")
    page.locator(".kb-card").first.hover()
    assert page.evaluate(STILL) == 0
    page.goto(example.url + "graph/#focus=DEC-0007")
    page.locator(".kb-explorer__panel").wait_for()
    page.keyboard.press("0")
    assert page.evaluate(STILL) == 0


def test_where_motion_is_welcome_there_is_some(example, tabs):
    """The test above would see it."""
    page = settled(tabs.open(example.url + "board/", reduced_motion="no-preference"))
    assert page.evaluate(MOVING) != []


# The system's colours are others, ours are none of them.
@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.soak)])
def test_with_forced_colours_every_page_reads_for_everybody(example, tabs, axe, scheme):
    page = settled(tabs.open(example.url, forced_colors="active", color_scheme=scheme))
    wrong: list[str] = []
    for path in PAGES:
        page.goto(example.url + path)
        settled(page)
        wrong += [f"{path}: {found}" for found in axe(page)]
        wrong += [f"{path}: says nothing: {found}" for found in page.evaluate(TOLD)]
        wrong += [f"{path}: keeps its colours: {found}" for found in page.evaluate(GROUNDS)]
    assert wrong == []
    page.goto(example.url + "risks/")
    edge = "getComputedStyle(document.querySelector('.kb-risks__cell')).borderTopStyle"
    assert page.evaluate(edge) == "solid"
    page.goto(example.url + "graph/")
    # Shapes are drawn by reference, into which nothing but inherited properties reaches.
    grounds = "nodes => [...new Set(nodes.map(node => getComputedStyle(node).getPropertyValue('--kb-b')))]"
    assert page.locator(".kb-drawing .n").evaluate_all(grounds) == ["Canvas"]
    edges = "nodes => new Set(nodes.map(node => getComputedStyle(node).borderBottomColor)).size"
    assert page.locator(".kb-strip a").evaluate_all(edges) == 2  # the page one is on is told from the others
