"""Prints a digest for people, on a terminal and as Markdown, with what its period means and what is not known of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, tzinfo
from typing import Any, Final, NamedTuple

from kb.cli.comment import inert
from kb.cli.terminal import clean, say, style
from kb.digest import Digest, summary, tell
from kb.digest.telling import counted
from kb.history.periods import End, Period

_MANY: Final = 20  # of what was merely new, changed or gone; `kb diff` tells all
_SHORTENED: Final = "Everything else"


class About(NamedTuple):
    """What a digest is about.

    Attributes:
        period: from where to where.
        zone: in which days are meant.
        start: the day at its beginning.
        end: the day at its end.
        goal: the goal that it is limited to, if any.
        missing: which ends held no base in this folder.
    """

    period: Period
    zone: tzinfo
    start: date
    end: date
    goal: str | None
    missing: tuple[End, ...] = ()


def as_json(about: About) -> dict[str, Any]:
    """What a digest is about, as plain data."""
    return {
        "from": {**_end(about.period.start), "day": about.start},
        "to": {**_end(about.period.end), "day": about.end},
        "commits": about.period.commits,
        "goal": about.goal,
        "unknown": list(_unknown(about)),
    }


def table(digest: Digest, about: About) -> None:
    """Print it to people."""
    say(f"{clean(_heading(about))}, {counted(about.period.commits, 'commit')}")
    for note in (*_notes(about), *_unknown(about)):
        say(style(clean(note), "dim"))
    say()
    say(clean(_summary(digest)))
    for chapter in tell(digest):
        say()
        say(style(chapter.heading, "bold"))
        if chapter.sentence:
            say(f"  {clean(chapter.sentence)}")
        entries = chapter.entries[:_MANY] if chapter.heading == _SHORTENED else chapter.entries
        for entry in entries:
            words = f"  {style(clean(entry.words), 'cyan')}" if entry.words else ""
            say(f"  {clean(entry.id)}{' ' if entry.title else ''}{clean(entry.title)}{words}")
            for detail in entry.details:
                say(f"    {clean(detail)}")
        if len(entries) < len(chapter.entries):
            say(f"  … and {len(chapter.entries) - len(entries)} more")


def markdown(digest: Digest, about: About) -> None:
    """Print it as Markdown for a message or a page."""
    say("\n".join(_markdown(digest, about)))


def _markdown(digest: Digest, about: About) -> Iterator[str]:
    yield f"# {inert(_heading(about))}"
    yield ""
    yield f"{inert(_summary(digest))} ({counted(about.period.commits, 'commit')})"
    for note in (*_notes(about), *_unknown(about)):
        yield ""
        yield f"> {inert(note)}"
    for chapter in tell(digest):
        yield ""
        yield f"## {chapter.heading}"
        if chapter.sentence:
            yield ""
            yield inert(chapter.sentence)
        entries = chapter.entries[:_MANY] if chapter.heading == _SHORTENED else chapter.entries
        if entries:
            yield ""
        for entry in entries:
            title = f" {inert(entry.title)}" if entry.title else ""
            words = f" – {inert(entry.words)}" if entry.words else ""
            yield f"- **{inert(entry.id)}**{title}{words}"
            yield from (f"  - {inert(detail)}" for detail in entry.details)
        if len(entries) < len(chapter.entries):
            yield f"- … and {len(chapter.entries) - len(entries)} more"


def _heading(about: About) -> str:
    start, end = about.period.start, about.period.end
    first = _written(about.start) if start.moment is not None or not start.asked else start.asked
    last = "now" if end.now else _written(about.end) if end.moment is not None else end.asked
    goal = f" for {about.goal}" if about.goal is not None else ""
    return f"What happened{goal} from {first} to {last}"


def _summary(digest: Digest) -> str:
    return summary(digest) or "Nothing happened in the records."


def _notes(about: About) -> Iterator[str]:
    """Which commits stand for the two ends."""
    start, end = about.period.start, about.period.end
    if start.commit is not None and start.here is None and start.moment is not None:
        day = f", committed on {_written(_day(start.at, about.zone))}" if start.at is not None else ""
        yield f"It begins with commit {start.commit[:10]}{day}, which was the head then."
    if end.commit is not None and end.moment is not None:
        yield f"It ends with commit {end.commit[:10]}, which was the head then."


def _unknown(about: About) -> Iterator[str]:
    """What nobody can tell, and what is therefore not in it."""
    period = about.period
    if period.start.here is not None:
        day = _written(_day(period.start.here, about.zone))
        yield (
            f"This clone is shallow: it goes back to {day} only, and what happened before is not known. "
            "`git fetch --unshallow` brings the rest."
        )
    elif period.begun is not None:
        day = _written(_day(period.begun, about.zone))
        yield f"The history begins on {day}, later than that: everything is new."
    elif period.start.commit is None and not period.end.now:
        yield "There was no commit yet."
    elif period.start.commit is None:
        yield "There is no commit yet: everything is new."
    for end in about.missing:
        yield f"There was no base in this folder at {end.asked}."


def _end(end: End) -> dict[str, Any]:
    return {"asked": end.asked or None, "commit": end.commit, "committed": end.at}


def _day(when: datetime, zone: tzinfo) -> date:
    return when.astimezone(zone).date()


def _written(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
