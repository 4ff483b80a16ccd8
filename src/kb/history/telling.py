"""Tells the life of a record of its versions: pure, one version after the other."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

from kb.history.facts import NOWHERE, Facts, Hold
from kb.history.lives import Aim, Life, Moment, Passage, Spell

ABSENT: Final = "it was not there"
_NAMED: Final = re.compile(r"([A-Z]{1,6}-[0-9]{1,9})(?![0-9])[^/]*\.md", re.IGNORECASE)


class Version(NamedTuple):
    """What a commit left of a record.

    Attributes:
        commit: its id.
        at: when it was written, in seconds.
        author: who wrote it.
        path: where the record lies.
        facts: what it says; None when the commit removed it.
    """

    commit: str
    at: int
    author: str
    path: str
    facts: Facts | None


def life(versions: Sequence[Version], *, cut: bool) -> Life | None:
    """The life of a record.

    Args:
        versions: oldest first; the first one is there.
        cut: whether it may be older than that.

    Returns:
        None of a file that never was a record and is not named like one.
    """
    read = [v.facts for v in versions if v.facts is not None and v.facts.trouble is None and v.facts.id]
    known = read[-1] if read else Facts("")
    id_ = known.id or _guessed(versions)
    if id_ is None:
        return None
    said = _Said()
    moment = _moment(versions[0], versions[0].at)
    begun = moment
    for version in versions:
        moment = _moment(version, max(version.at, _seconds(moment)))
        said.next(version, moment)
    end = versions[-1]
    return Life(
        id=id_,
        type=known.type or "",
        title=known.title or "",
        path=end.path if end.facts is not None else None,
        created=known.created,
        visibility=known.visibility or "internal",
        values=dict(known.values),
        begun=begun,
        passages=tuple(said.passages),
        blocked=tuple(said.blocked),
        unread=tuple(said.unread),
        aims=tuple(said.aims),
        touched=moment,
        former=tuple(dict.fromkeys(facts.id for facts in read if facts.id and facts.id != id_)),
        gone=moment if end.facts is None else None,
        cut=cut,
        left=said.left(id_),
    )


def _guessed(versions: Sequence[Version]) -> str | None:
    """The id of a record that could never be read, by a line in it or by the name of its file."""
    said = next((v.facts.id for v in versions if v.facts is not None and v.facts.id is not None), None)
    named = _NAMED.fullmatch(posixpath.basename(versions[-1].path))
    return said or (named[1].upper() if named is not None else None)


class _Said:
    """What was told so far."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.blocked: list[Spell] = []
        self.unread: list[Spell] = []
        self.aims: list[Aim] = []
        self._begun: datetime | None = None
        self._held: datetime | None = None
        self._away: datetime | None = None
        self._id: str | None = None
        self._left: dict[str, Moment] = {}

    def left(self, last: str) -> tuple[Moment, ...]:
        """When it gave up each id but the last one, in the order in which it had them first."""
        return tuple(when for id_, when in self._left.items() if id_ != last)

    def next(self, version: Version, moment: Moment) -> None:
        """Go on with a version."""
        self._begun = self._begun or moment.at
        if self._away is not None:
            self.unread.append(Spell(self._away, moment.at, ABSENT))
            self._away = None
        facts = version.facts
        if facts is None:
            self._away = moment.at
            self._release(moment)
        if facts is None or facts.trouble is None:
            if self.unread and self.unread[-1].until is None:
                self.unread[-1] = self.unread[-1]._replace(until=moment.at)
        elif not self.unread or self.unread[-1].until is not None:
            self.unread.append(Spell(moment.at, None, facts.trouble))
        if facts is not None and facts.trouble is None:
            self._hear(facts, moment)

    def _hear(self, facts: Facts, moment: Moment) -> None:
        if facts.id is not None and facts.id != self._id:
            if self._id is not None:
                self._left[self._id] = moment
            self._id = facts.id
        if facts.status is not None and (not self.passages or self.passages[-1].state != facts.status):
            self.passages.append(Passage(facts.status, moment))
        self._hold(facts.hold, moment)
        goalpost = facts.goalpost or (NOWHERE if self.aims else None)
        if goalpost is not None and (not self.aims or self.aims[-1][1:] != tuple(goalpost)):
            self.aims.append(Aim(moment, *goalpost))

    def _hold(self, hold: Hold | None, moment: Moment) -> None:
        if hold is None:
            self._release(moment)
            return
        lasting = self._held is not None
        shown = self._held if self._held is not None else moment.at
        before = self.blocked[:-1] if lasting else self.blocked
        earliest = max(filter(None, (self._begun, before[-1].until if before else None)))
        given = _day(hold.since)
        since = max(given, earliest) if given is not None and given.date() < shown.date() else shown
        self.blocked = [*before, Spell(since, None, hold.reason)]
        self._held = shown

    def _release(self, moment: Moment) -> None:
        if self._held is not None:
            self.blocked[-1] = self.blocked[-1]._replace(until=moment.at)
            self._held = None


def _moment(version: Version, at: int) -> Moment:
    return Moment(datetime.fromtimestamp(at, UTC), version.commit, version.author)


def _seconds(moment: Moment) -> int:
    return int(moment.at.timestamp())


def _day(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC) if text is not None else None
    except ValueError:
        return None
