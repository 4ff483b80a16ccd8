"""The technology reviews: each comparison with scores, sums, knock-outs and what would change the choice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from kb.records.review import Review
from kb.review_scoring import Comparison, compare
from kb.site.charts.look import Chart
from kb.site.charts.scores import scores
from kb.site.charts.weights import weights
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.paging import Part, parts
from kb.site.rendered import filled, ids_of

SIZE = 12
DRAWN = 12
"""So many of the newest reviews have drawings below their tables: a drawing costs as much as ten pages."""


class Shown(NamedTuple):
    """A review on the page: its comparison and charts, how firm its choice is, and the decisions that rest on it."""

    review: Review
    result: Comparison
    charts: list[Chart]
    firm: str
    led: list[str]


class ReviewsPage(PageMaker):
    """All reviews with their tables, newest first."""

    section, order, label, path = "Evidence", 48, "Reviews", "reviews.md"

    def pages(self, material: Material) -> Iterator[Page]:
        reviews = [record for _, record in material.base.records(Review)]
        reviews.sort(key=lambda r: (r.created, r.id), reverse=True)
        for part in parts(self.path, reviews, SIZE):
            values, about = partial(_values, material, part), partial(ids_of, part.items)
            title = part.title("Reviews")
            yield filled(material, part.path, title, "reviews.html", values, wide=True, about=about)


def _values(material: Material, part: Part[Review]) -> Mapping[str, Any]:
    close = material.config.limits.close_call_share
    reviews = []
    for n, review in enumerate(part.items, start=part.before + 1):
        result = compare(review, close)
        led = [link.source_id for link in material.graph.backlinks(review.id, ("based_on",))]
        charts = _charts(result, n) if n <= DRAWN else []
        reviews.append(Shown(review, result, charts, _firm(result), led))
    return {"part": part.of(reviews), "noted": 0}


def _firm(result: Comparison) -> str:
    """How firmly the choice of a comparison stands, in a few words."""
    if not result.review.criteria or len(result.candidates) < 2:
        return "nothing to compare"
    left = result.field.names
    if len(left) < 2:
        return "no rival is left" if left else "everybody is knocked out"
    if result.stability is None:
        return ""
    first = result.first
    name = f"{first.name} is " if first is not None and first.name not in result.review.recommends else ""
    return f"{name}first in {100 * result.stability:.0f} % of random weightings"


def _charts(result: Comparison, number: int) -> list[Chart]:
    """The sums of a comparison and how firmly the choice stands, where there is something to compare."""
    if not result.review.criteria or len(result.candidates) < 2:
        return []
    turned = weights(result, f"weights-{number}")
    return [scores(result, f"scores-{number}"), *([turned] if turned is not None else [])]
