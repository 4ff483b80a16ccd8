"""The lives of a chronicle as bytes, which take a tenth of the room: each is laid out when somebody asks for it.

So they can be kept beside an answer, and asked about ten thousand records in turn.
"""

from __future__ import annotations

import marshal
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from sys import intern
from typing import Any, Final, Protocol, cast, overload

from kb.history.lives import Aim, Chronicle, Life, Moment, Passage, Spell

FEW: Final = 20
"""Lives that are looked for one by one before all are listed, for whoever may ask for no more."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class _Moments:
    """Commits by number: each is told once, however many records it touched."""

    def __init__(self) -> None:
        self.told: list[Moment] = []
        self._numbers: dict[Moment, int] = {}

    def number(self, moment: Moment | None) -> int | None:
        if moment is None:
            return None
        number = self._numbers.get(moment)
        if number is None:
            number = self._numbers[moment] = len(self.told)
            self.told.append(moment)
        return number


class Whole(Protocol):
    """What a chronicle tells, by the names that it has there."""

    @property
    def lives(self) -> Iterable[Life]: ...
    @property
    def head(self) -> Moment | None: ...
    @property
    def commits(self) -> int: ...
    @property
    def cut(self) -> bool: ...
    @property
    def untold(self) -> str | None: ...


def brief(chronicle: Whole) -> list[bytes]:
    """A chronicle as pieces of bytes, for :class:`Brief`; its lives are gone through once."""
    moments, ends = _Moments(), array("I")
    lives = bytearray()
    index = []
    for life in chronicle.lives:
        lives += marshal.dumps(_said(life, moments))
        ends.append(len(lives))
        # An id that is interned is so when it is taken out again: the same text as that of the document.
        index.append((intern(life.id), life.path, life.gone is None, life.former))
    head = moments.number(chronicle.head)
    told = [(_seconds(moment.at), moment.commit, moment.author) for moment in moments.told]
    whole = (head, chronicle.commits, chronicle.cut, chronicle.untold, told)
    # The lives as they are: a copy of them as bytes would be a megabyte for every three thousand.
    return [marshal.dumps(whole), marshal.dumps(index), ends.tobytes(), cast("bytes", lives)]


def _said(life: Life, moments: _Moments) -> tuple[Any, ...]:
    number = moments.number
    return (
        life.id, life.type, life.title, life.path, life.created, life.visibility, tuple(life.values.items()),
        number(life.begun),
        [(passage.state, number(passage.when)) for passage in life.passages],
        [_spell(spell) for spell in life.blocked],
        [_spell(spell) for spell in life.unread],
        [(number(aim.when), *aim[1:]) for aim in life.aims],
        number(life.touched), life.former, number(life.gone), life.cut, [number(when) for when in life.left],
    )  # fmt: skip


def _spell(spell: Spell) -> tuple[Any, ...]:
    return _seconds(spell.since), None if spell.until is None else _seconds(spell.until), spell.reason


def _seconds(at: datetime) -> float:
    """Seconds to the microsecond; most are whole."""
    since = at - _EPOCH
    whole = since.days * 86_400 + since.seconds
    return whole if not since.microseconds else whole + since.microseconds / 1e6


class _Lives(Sequence[Life]):
    """All lives in their order, none of them held."""

    def __init__(self, ends: array[int], data: bytes, moments: Sequence[Moment]) -> None:
        self._ends, self._data, self._moments = ends, data, moments

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, number: int) -> Life: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Life]: ...
    def __getitem__(self, number: int | slice) -> Life | Sequence[Life]:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        number = range(len(self._ends))[number]
        begin = self._ends[number - 1] if number else 0
        found = marshal.loads(memoryview(self._data)[begin : self._ends[number]])  # noqa: S302  # plain data of our own
        return _life(found, self._moments)

    def naming(self, name: str) -> Iterator[Life]:
        """Those in which a text stands, in their order: it stands as it is in the bytes."""
        sign, at = name.encode("utf-8", "surrogatepass"), -1
        while sign and (at := self._data.find(sign, at + 1)) != -1:
            number = bisect_right(self._ends, at)
            yield self[number]
            at = self._ends[number] - 1


def _life(said: tuple[Any, ...], moments: Sequence[Moment]) -> Life:
    id_, type_, title, path, created, visibility, values, begun, passages, *rest = said
    blocked, unread, aims, touched, former, gone, cut, left = rest
    return Life(
        id_,
        type_,
        title,
        path,
        created,
        visibility,
        dict(values),
        moments[begun],
        tuple([Passage(state, moments[when]) for state, when in passages]),
        _spells(blocked) if blocked else (),
        _spells(unread) if unread else (),
        tuple([Aim(moments[when], *aim) for when, *aim in aims]) if aims else (),
        moments[touched],
        former,
        None if gone is None else moments[gone],
        cut,
        tuple([moments[when] for when in left]) if left else (),
    )


def _spells(said: Sequence[tuple[float, float | None, str]]) -> tuple[Spell, ...]:
    return tuple(
        [Spell(_when(since), None if until is None else _when(until), why) for since, until, why in said]
    )


def _when(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


class _Named(Mapping[str, Life]):
    """Name → life; the first few are looked for in the bytes, for one edit asks for no more."""

    def __init__(
        self,
        lives: _Lives,
        few: int,
        numbers: Callable[[], Mapping[str, int]],
        fits: Callable[[Life, str], bool],
    ) -> None:
        self._lives, self._few, self._made, self._fits = lives, few, numbers, fits
        self._asked = 0

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return self._made()

    def __getitem__(self, name: str) -> Life:
        self._asked += 1
        if self._asked <= self._few:
            found = next((life for life in self._lives.naming(name) if self._fits(life, name)), None)
            if found is None:
                raise KeyError(name)
            return found
        return self._lives[self._numbers[name]]

    def __contains__(self, name: object) -> bool:
        return name in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


class Brief(Chronicle):
    """A chronicle that lays out a life when it is asked for, and does not hold it.

    Args:
        pieces: as :func:`brief` made them.
        few: how many lives are looked for one by one, before all are listed: 0 for whoever will ask for all.

    Attributes:
        pieces: the same.
    """

    def __init__(self, pieces: Sequence[bytes], few: int = FEW) -> None:
        head, commits, cut, untold, told = marshal.loads(pieces[0])  # noqa: S302  # plain data of our own
        moments = [Moment(_when(at), commit, author) for at, commit, author in told]
        ends = array("I")
        ends.frombytes(pieces[2])
        self._lives = _Lives(ends, pieces[3], moments)
        self._asked, self._few = 0, few
        self._since = min((moment.at for moment in moments), default=None)
        super().__init__(
            self._lives,
            head=moments[head] if head is not None else None,
            commits=commits,
            cut=cut,
            untold=untold,
        )
        self.pieces = list(pieces)

    @property
    def since(self) -> datetime | None:
        """As the chronicle says it; the first of all commits is the first of those with which lives began."""
        return self._since

    def forget(self) -> None:
        """Let go what finds the lives; it is made again when somebody asks."""
        for name in ("_numbers", "alive", "at"):
            self.__dict__.pop(name, None)

    @cached_property
    def _numbers(self) -> tuple[dict[str, int], dict[str, int], dict[str, list[int]]]:
        """The lives by path and by id, as they are; and those of ids that not one record alone has had."""
        at: dict[str, int] = {}
        alive: dict[str, int] = {}
        borne: dict[str, list[int]] = {}
        others: list[tuple[str, int]] = []
        for number, (id_, path, there, former) in enumerate(marshal.loads(self.pieces[1])):  # noqa: S302  # plain data of our own
            if path is not None:
                at[path] = number
            if there and alive.setdefault(id_, number) == number:
                others += [(one, number) for one in former if one != id_]
            else:
                others += [(one, number) for one in dict.fromkeys((id_, *former))]
        for id_, number in others:
            borne.setdefault(id_, [alive[id_]] if id_ in alive else []).append(number)
        return at, alive, {id_: sorted(numbers) for id_, numbers in borne.items()}

    @cached_property
    def alive(self) -> Mapping[str, Life]:
        """The records that are there, by id; of several with one id the one that began first."""
        return _Named(
            self._lives,
            self._few,
            lambda: self._numbers[1],
            lambda life, id_: life.id == id_ and life.gone is None,
        )

    @cached_property
    def at(self) -> Mapping[str, Life]:
        """The records that are there, by path."""
        return _Named(self._lives, self._few, lambda: self._numbers[0], lambda life, path: life.path == path)

    def owners(self, id: str, but: str | None = None) -> Iterator[Life]:
        """Every record that has or had an id, in the order in which they began.

        Args:
            id: the id.
            but: a path; the record that has the id there is left out.
        """
        self._asked += 1
        if self._asked <= self._few:
            there = self.at.get(but) if but is not None else None
            for life in self._lives.naming(id):
                if (life.id == id and life != there) or (life.id != id and id in life.former):
                    yield life
            return
        at, alive, borne = self._numbers
        numbers = borne.get(id)
        if numbers is None:
            numbers = [alive[id]] if id in alive else []
        where = at.get(but) if but is not None else None
        for number in numbers:
            if number != where or (alive.get(id) != number and self.lives[number].id != id):
                yield self.lives[number]
