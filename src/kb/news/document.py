"""News as the JSON document of the contract."""

from __future__ import annotations

from typing import Any

from kb.base import Document
from kb.news.gathering import News
from kb.news.links import Connection
from kb.review_scoring import Points


def as_json(news: News, start: str | None, end: str | None) -> dict[str, Any]:
    """What is new as plain data.

    Args:
        news: what is new.
        start: the commit that it begins at; None for nothing.
        end: the commit that it ends at; None for the work tree.
    """
    return {
        "from": start,
        "to": end,
        "added": [_name(document) for document in news.added],
        "removed": [_name(document) for document in news.removed],
        "moved": [{"id": _name(one.record), "from": one.old, "to": one.new} for one in news.moved],
        "changed": [
            {
                "id": _name(one.record),
                "path": one.record.path,
                "fields": {name: {"from": was.old, "to": was.new} for name, was in one.fields.items()},
                "body": one.body,
            }
            for one in news.changed
        ],
        "links": {"gained": list(map(_link, news.gained)), "lost": list(map(_link, news.lost))},
        "decided": [_name(document) for document in news.decided],
        "results": [
            {
                "id": _name(one.record),
                "task": one.task.id if one.task is not None else None,
                "verdict": one.verdict.name if one.verdict is not None else None,
            }
            for one in news.results
        ],
        "scores": [
            {
                "id": _name(one.record),
                "candidates": [
                    {"name": name, "from": _points(old), "to": _points(new)}
                    for name, (old, new) in one.totals.items()
                ],
                "first": {"from": one.first[0], "to": one.first[1]},
            }
            for one in news.rescored
        ],
        "relocated": [
            {"id": _name(step.new), "from": step.old.path, "to": step.new.path} for step in news.relocated
        ],
        "renumbered": [{"from": old, "to": new} for old, new in news.renumbered.items()],
        "rewritten": [_name(document) for document in news.rewritten],
        "unread": [{"path": one.record.path, "before": one.before, "now": one.now} for one in news.unread],
    }


def _name(document: Document) -> str:
    return document.id or document.path


def _link(link: Connection) -> dict[str, str]:
    return link._asdict()


def _points(points: Points | None) -> dict[str, float] | None:
    return points._asdict() if points is not None else None
