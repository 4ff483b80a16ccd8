"""The technology reviews: each comparison with scores, sums, knock-outs and what would change the choice."""

from __future__ import annotations

from collections.abc import Iterator

from kb.records.review import Review
from kb.review_scoring import compare
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.templating import render

INLINE = 12


class ReviewsPage(PageMaker):
    """All reviews; with many of them only the newest show their tables here, the others on their own pages."""

    section, order, label, path = "Evidence", 48, "Reviews", "reviews.md"

    def pages(self, material: Material) -> Iterator[Page]:
        yield Page(self.path, "Reviews", lambda: _draw(material), wide=True, search=False)


def _draw(material: Material) -> str:
    reviews = sorted(
        (r for _, r in material.base.records(Review)), key=lambda r: (r.created, r.id), reverse=True
    )
    return render(
        "reviews.html",
        m=material,
        here=ReviewsPage.path,
        reviews=[(review, compare(review)) for review in reviews],
        inline=INLINE,
    )
