"""The technology reviews: each comparison with scores, sums, knock-outs and what would change the choice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from kb.records.review import Review
from kb.review_scoring import Comparison, compare
from kb.site.charts.look import Chart
from kb.site.charts.scores import scores
from kb.site.charts.weights import weights
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.paging import Part, parts
from kb.site.rendered import filled

SIZE = 12
DRAWN = 12
"""So many of the newest reviews have drawings below their tables: a drawing costs as much as ten pages."""


class ReviewsPage(PageMaker):
    """All reviews with their tables, newest first."""

    section, order, label, path = "Evidence", 48, "Reviews", "reviews.md"

    def pages(self, material: Material) -> Iterator[Page]:
        reviews = [record for _, record in material.base.records(Review)]
        reviews.sort(key=lambda r: (r.created, r.id), reverse=True)
        for part in parts(self.path, reviews, SIZE):
            values = partial(_values, material, part)
            yield filled(material, part.path, part.title("Reviews"), "reviews.html", values, wide=True)


def _values(material: Material, part: Part[Review]) -> Mapping[str, Any]:
    close = material.config.limits.close_call_share
    reviews = []
    for n, review in enumerate(part.items, start=part.before + 1):
        result = compare(review, close)
        reviews.append((review, result, _charts(result, n) if n <= DRAWN else []))
    return {"part": part.of(reviews)}


def _charts(result: Comparison, number: int) -> list[Chart]:
    """The sums of a comparison and how firmly the choice stands, where there is something to compare."""
    if not result.review.criteria or len(result.candidates) < 2:
        return []
    turned = weights(result, f"weights-{number}")
    return [scores(result, f"scores-{number}"), *([turned] if turned is not None else [])]
