"""Makes lives from a few words a line, so that a case of the flow can be read and counted by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from kb.history.lives import Chronicle, Life, Moment, Passage, Spell


def at(words: Any) -> datetime:
    """A moment of `2026-03-02` (noon) or `2026-03-02 09:30`, in UTC."""
    text = str(words).strip()
    return datetime.fromisoformat(text if " " in text else f"{text} 12:00").replace(tzinfo=UTC)


def moment(when: datetime) -> Moment:
    """A commit of that time."""
    return Moment(when, f"{int(when.timestamp()) & (1 << 160) - 1:040x}", "Analyst")


def spell(words: str) -> Spell:
    """A spell of `2026-03-02 .. 2026-03-05 why`, or with nothing behind the dots while it lasts."""
    since, rest = words.split("..", 1)
    until, _, reason = rest.strip().partition(" ") if rest.strip()[:1].isdigit() else ("", "", rest)
    clock, _, tail = reason.strip().partition(" ")
    if until and ":" in clock:
        until, reason = f"{until} {clock}", tail
    return Spell(at(since), at(until) if until else None, reason.strip() or "no data yet")


def life(id: str, steps: Iterable[tuple[datetime, str]], **more: Any) -> Life:
    """A task that entered states at times; whatever else a life has by name."""
    passages = tuple(Passage(state, moment(when)) for when, state in steps)
    begun = more.pop("begun", None) or passages[0].when
    given: dict[str, Any] = {
        "type": "task",
        "title": f"Task {id}",
        "path": f"backlog/{id}.md",
        "created": None,
        "visibility": "internal",
        "values": {},
        "blocked": (),
        "unread": (),
        "aims": (),
        "touched": passages[-1].when if passages else begun,
        "former": (),
        "gone": None,
        "cut": False,
    } | more
    if given["gone"] is not None:
        given["path"] = None
    return Life(id=id, begun=begun, passages=passages, **given)


def told(id: str, words: dict[str, Any]) -> Life:
    """A task of a case: `way` holds lines such as `2026-03-02 09:00 doing`; see :func:`life` for the rest."""
    steps = [(at(when), state) for when, state in (str(line).rsplit(" ", 1) for line in words.get("way", ()))]
    more: dict[str, Any] = {
        name: tuple(map(spell, words[name])) for name in ("blocked", "unread") if name in words
    }
    more |= {name: words[name] for name in ("cut", "values", "title", "type") if name in words}
    if "created" in words:
        more["created"] = str(words["created"])
    for name in ("begun", "gone"):
        if name in words:
            more[name] = moment(at(words[name]))
    return life(words.get("id", id), steps, **more)


def chronicle(lives: Sequence[Life]) -> Chronicle:
    """A history of nothing but these lives."""
    return Chronicle(tuple(sorted(lives, key=lambda one: one.begun.at)))
