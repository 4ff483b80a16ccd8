"""The technology reviews: each comparison with scores, sums, knock-outs and what would change the choice."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kb.records.review import Review
from kb.review_scoring import compare
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.paging import Part, parts
from kb.site.templating import render

SIZE = 12


class ReviewsPage(PageMaker):
    """All reviews with their tables, newest first."""

    section, order, label, path = "Evidence", 48, "Reviews", "reviews.md"

    def pages(self, material: Material) -> Iterator[Page]:
        reviews = [record for _, record in material.base.records(Review)]
        reviews.sort(key=lambda r: (r.created, r.id), reverse=True)
        for part in parts(self.path, reviews, SIZE):
            draw = partial(_draw, material, part)
            yield Page(part.path, part.title("Reviews"), draw, wide=True, search=False)


def _draw(material: Material, part: Part[Review]) -> str:
    close = material.config.limits.close_call_share
    reviews = [(review, compare(review, close)) for review in part.items]
    return render("reviews.html", m=material, here=part.path, part=part, reviews=reviews)
