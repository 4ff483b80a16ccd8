"""Tells the life of a record of its versions: pure, one version after the other."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

from kb.history.facts import Facts, Hold
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
    ids = list(dict.fromkeys(v.facts.id for v in versions if v.facts is not None and v.facts.id is not None))
    last = next((v.facts for v in reversed(versions) if v.facts is not None and v.facts.id is not None), None)
    named = _NAMED.fullmatch(posixpath.basename(versions[-1].path))
    if last is None and named is None:
        return None
    said = _Said()
    moment = _moment(versions[0], versions[0].at)
    begun = moment
    for version in versions:
        moment = _moment(version, max(version.at, _seconds(moment)))
        said.next(version, moment)
    known = last if last is not None else Facts("")
    id_ = known.id or (named[1].upper() if named is not None else "")
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
        former=tuple(former for former in ids if former != id_),
        gone=moment if end.facts is None else None,
        cut=cut,
        left=said.left(id_),
    )


class _Said:
    """What was told so far."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.blocked: list[Spell] = []
        self.unread: list[Spell] = []
        self.aims: list[Aim] = []
        self._begun: datetime | None = None
        self._held: datetime | None = None
        self._id: str | None = None
        self._left: dict[str, Moment] = {}

    def left(self, last: str) -> tuple[Moment, ...]:
        """When it gave up each id but the last one, in the order in which it had them first."""
        return tuple(when for id_, when in self._left.items() if id_ != last)

    def next(self, version: Version, moment: Moment) -> None:
        """Go on with a version."""
        self._begun = self._begun or moment.at
        facts = version.facts
        trouble = ABSENT if facts is None else facts.trouble
        if self.unread and self.unread[-1].until is None and self.unread[-1].reason != trouble:
            self.unread[-1] = self.unread[-1]._replace(until=moment.at)
        if facts is None:
            self._release(moment)
        if trouble is not None:
            if facts is not None or not self._lasting():
                self._lose(trouble, moment)
            return
        assert facts is not None
        if facts.id is not None and facts.id != self._id:
            if self._id is not None:
                self._left[self._id] = moment
            self._id = facts.id
        if facts.status is not None and (not self.passages or self.passages[-1].state != facts.status):
            self.passages.append(Passage(facts.status, moment))
        self._hold(facts.hold, moment)
        goalpost = facts.goalpost or ((None,) * 4 if self.aims else None)
        if goalpost is not None and (not self.aims or self.aims[-1][1:] != tuple(goalpost)):
            self.aims.append(Aim(moment, *goalpost))

    def _lasting(self) -> bool:
        return bool(self.unread) and self.unread[-1].until is None

    def _lose(self, reason: str, moment: Moment) -> None:
        if not self._lasting():
            self.unread.append(Spell(moment.at, None, reason))

    def _hold(self, hold: Hold | None, moment: Moment) -> None:
        if hold is None:
            self._release(moment)
            return
        lasting = self._held is not None
        shown = self._held if self._held is not None else moment.at
        before = self.blocked[:-1] if lasting else self.blocked
        earliest = max(filter(None, (self._begun, before[-1].until if before else None)))
        since = min(max(_day(hold.since) or shown, earliest), shown)
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
