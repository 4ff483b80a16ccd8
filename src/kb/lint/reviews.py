"""What rules of reviews and of decisions ask alike: who fails a requirement, and whose words mean the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kb.base import Document
from kb.lint.rule import Context
from kb.lint.saying import few
from kb.records.decision import Decision
from kb.records.review import Candidate, Criterion, Review
from kb.review_scoring import failed_mandatory

_BETWEEN: Final = re.compile(r"[\W_]+")


def failed(review: Review, place: int) -> list[Criterion]:
    """The mandatory requirements that a candidate does not satisfy by the score it was given.

    A score that is missing, out of range or compared with a bar that no score reaches is another rule's to tell.
    """
    candidate = review.candidates[place]
    given = candidate.scores or {}
    return [
        c
        for c in failed_mandatory(candidate, review.criteria)
        if 0 <= given.get(c.id, -1) <= c.weight and c.satisfied_from <= c.weight
    ]


def sound(review: Review, place: int) -> bool:
    """Whether a candidate has all of its scores and none out of range: until then, it is not compared with others."""
    given = review.candidates[place].scores or {}
    return all(0 <= given.get(c.id, -1) <= c.weight for c in review.criteria)


def why_failed(candidate: Candidate, criteria: Sequence[Criterion]) -> str:
    """In words: which mandatory requirements a candidate fails, and by what score."""
    given = candidate.scores or {}
    scores = [f"{c.id} ({given[c.id]:g} of at least {c.satisfied_from:g})" for c in criteria]
    return f"does not satisfy the mandatory {few(scores)}"


def decisions_on(context: Context, review: Review) -> list[tuple[Document, Decision]]:
    """The decisions that rest on a review, whatever became of them."""
    links = context.graph.backlinks(review.id, ("based_on",))
    return [(link.source, link.source.record) for link in links if isinstance(link.source.record, Decision)]


def plain(words: str) -> str:
    """A text by its words alone, so that case, blanks and punctuation make no difference."""
    return _BETWEEN.sub(" ", words.casefold()).strip()
