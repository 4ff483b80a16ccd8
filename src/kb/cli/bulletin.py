"""Prints a digest for people, on a terminal and as Markdown, with what its period means and what is not known of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, tzinfo
from typing import Any, Final, NamedTuple

from kb.cli.comment import Room, bullets, fitting, inert
from kb.cli.entries import print_entries
from kb.cli.terminal import clean, say, style, width, wrap
from kb.days import day_in
from kb.digest import Digest, summary, tell
from kb.history.periods import End, Period
from kb.wording import plural

_SHOWN: Final = Room(10, 5)  # of each chapter on a terminal, so that a report can be read in one go
_SENT: Final = Room(20, 10)  # and in a message
_ALL: Final = Room(None, None)


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


def table(digest: Digest, about: About, *, everything: bool) -> None:
    """Print it to people, within the width of the terminal."""
    room = _ALL if everything else _SHOWN
    say(style(f"{clean(_heading(about))}, {plural(about.period.commits, 'commit')}", "bold"))
    for note in (*_notes(about), *_unknown(about)):
        for line in wrap(clean(note), width()):
            say(style(line, "dim"))
    say()
    for line in wrap(clean(_summary(digest)), width()):
        say(line)
    cut = False
    for chapter in tell(digest):
        say()
        say(style(chapter.heading, "bold"))
        for line in wrap(clean(chapter.sentence), width(), "  ", "  "):
            say(line)
        print_entries(chapter.entries, *room)
        cut = cut or len(chapter.entries) > len(chapter.entries[: room.entries])
    if cut:
        say()
        say(style("`kb digest --all` tells all of it.", "dim"))


def markdown(digest: Digest, about: About, *, everything: bool) -> None:
    """Print it as Markdown for a message or a page; as long as it is only where everything is wanted."""
    if everything:
        say("\n".join(_markdown(digest, about, _ALL)))
    else:
        say(fitting(lambda room: _markdown(digest, about, room), _SENT))


def _markdown(digest: Digest, about: About, room: Room) -> Iterator[str]:
    yield f"# {inert(_heading(about))}"
    yield ""
    yield f"{inert(_summary(digest))} ({plural(about.period.commits, 'commit')})"
    for note in (*_notes(about), *_unknown(about)):
        yield ""
        yield f"> {inert(note)}"
    for chapter in tell(digest):
        yield ""
        yield f"## {chapter.heading}"
        if chapter.sentence:
            yield ""
            yield inert(chapter.sentence)
        if chapter.entries:
            yield ""
        yield from bullets(chapter.entries, room)


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
        day = f", committed on {_written(day_in(start.at, about.zone))}" if start.at is not None else ""
        yield f"It begins with commit {start.commit[:10]}{day}, which was the head then."
    if end.commit is not None and end.moment is not None:
        yield f"It ends with commit {end.commit[:10]}, which was the head then."


def _unknown(about: About) -> Iterator[str]:
    """What nobody can tell, and what is therefore not in it."""
    period = about.period
    if period.start.here is not None:
        day = _written(day_in(period.start.here, about.zone))
        yield (
            f"This clone is shallow: it goes back to {day} only, and what happened before is not known. "
            "`git fetch --unshallow` brings the rest."
        )
    elif period.begun is not None:
        day = _written(day_in(period.begun, about.zone))
        yield f"The history begins on {day}, later than that: everything is new."
    elif period.start.commit is None and not period.end.now:
        yield "There was no commit yet."
    elif period.start.commit is None:
        yield "There is no commit yet: everything is new."
    for end in about.missing:
        yield f"There was no base in this folder at {end.asked}."


def _end(end: End) -> dict[str, Any]:
    return {"asked": end.asked or None, "commit": end.commit, "committed": end.at}


def _written(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
