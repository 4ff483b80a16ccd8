"""The scores of a review as a table that a team fills in with a spreadsheet, and the way back into the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from typing import Any, Final, NamedTuple

from kb.records.review import Candidate, Criterion, Review
from kb.text.frontmatter import KeyPath
from kb.text.sheet import Cell, Misread, number, rows

ABOUT: Final = ("id", "group", "requirement", "priority", "weight")
"""Columns about a criterion: the first says which, the others are for whoever fills the table in."""
BY_CANDIDATE: Final = ("candidate", "name")
"""First columns of the other way round: a row for each candidate, a column for each criterion."""
_FORMULA: Final = "=+-@"


class Mistake(NamedTuple):
    """What is wrong with a table, and where."""

    line: int
    column: int
    message: str
    help: str = ""


class Filled(NamedTuple):
    """What a table says: new values by their place in the record, and what is wrong with it."""

    changes: dict[KeyPath, Any]
    mistakes: list[Mistake]


def sheet(review: Review) -> list[list[Any]]:
    """The table of a review: a row for each criterion, two columns for each candidate, its score and a note."""
    head = [*ABOUT]
    for candidate in review.candidates:
        head += [candidate.name, f"{candidate.name} note"]
    found: list[list[Any]] = [[*head]]
    for c in review.criteria:
        row: list[Any] = [c.id, c.group, c.requirement, c.priority, c.weight]
        for candidate in review.candidates:
            row += [_plain((candidate.scores or {}).get(c.id)), (candidate.notes or {}).get(c.id)]
        found.append(row)
    return found


def _plain(score: float | None) -> int | str | None:
    """A score in so many digits that reading it again gives the same number."""
    if score is None:
        return None
    return int(score) if score.is_integer() and abs(score) < 1e15 else repr(score)


def fill(review: Review, text: str, written: Callable[[Any], str]) -> Filled:
    """Read a table back: which scores and notes of a review are to change.

    A cell that is empty says nothing, and neither does one that holds what the table of the review holds there.

    Args:
        review: the record.
        text: the table, by criteria as :func:`sheet` makes it, or by candidates.
        written: how a value looks in a table, which keeps spreadsheets from taking it for a formula.
    """
    try:
        table = rows(text)
    except Misread as error:
        return Filled({}, [Mistake(error.line, error.column, str(error))])
    if not table:
        return Filled({}, [Mistake(1, 1, "the table is empty")])
    reader = _Reader(review, written)
    reader.read(table)
    return Filled(reader.changes, reader.mistakes)


class _Column(NamedTuple):
    """A column that says something: a name, and whether it holds notes."""

    name: str
    notes: bool


class _Reader:
    """Collects what a table says about a review."""

    def __init__(self, review: Review, written: Callable[[Any], str]) -> None:
        self.changes: dict[KeyPath, Any] = {}
        self.mistakes: list[Mistake] = []
        self._written = written
        self._criteria = {c.id: c for c in review.criteria}
        self._places = {c.name: place for place, c in enumerate(review.candidates)}
        self._candidates = {c.name: c for c in review.candidates}

    def read(self, table: Sequence[Sequence[Cell]]) -> None:
        head, *body = table
        turned = head[0].text.strip().casefold() in BY_CANDIDATE
        if not turned and head[0].text.strip().casefold() not in ("id", "criterion"):
            self._wrong(
                head[0],
                "the first column is neither `id`, for the criteria, nor `candidate`",
                "`kb compare REVIEW --template` prints a table to fill in.",
            )
            return
        across, down = (self._criteria, self._candidates) if turned else (self._candidates, self._criteria)
        what = ("candidate", "criterion") if turned else ("criterion", "candidate")
        columns = self._columns(head, across, what[1])
        seen: set[str] = set()
        for row in body:
            name = self._known(row[0], down)
            if name is None:
                self._unknown(row[0], down, what[0])
            elif name in seen:
                self._wrong(row[0], f"{name} has a row already")
            else:
                seen.add(name)
                self._row(row[1:], columns[1:], name, turned)

    def _columns(self, head: Sequence[Cell], across: dict[str, Any], what: str) -> list[_Column | None]:
        found: list[_Column | None] = [None]
        about = set(ABOUT[1:])
        for cell in head[1:]:
            column = None
            bare = cell.text.strip()
            before = found[-1]
            if bare.casefold() in about:
                about.discard(bare.casefold())
            elif before is not None and not before.notes and self._same(bare, f"{before.name} note"):
                column = _Column(before.name, True)
            elif (name := self._known(cell, across)) is not None:
                column = _Column(name, False)
            elif bare:
                noted = next((name for name in across if self._same(bare, f"{name} note")), None)
                column = _Column(noted, True) if noted is not None else None
                if noted is None:
                    self._unknown(cell, across, what)
            if column is not None and column in found:
                self._wrong(cell, f"{bare} has a column already")
                column = None
            found.append(column)
        return found

    def _same(self, text: str, name: str) -> bool:
        return text in (name.strip(), self._written(name).strip())

    def _known(self, cell: Cell, names: dict[str, Any]) -> str | None:
        bare = cell.text.strip()
        return bare if bare in names else next((name for name in names if self._same(bare, name)), None)

    def _row(self, row: Sequence[Cell], columns: Sequence[_Column | None], name: str, turned: bool) -> None:
        for cell in row[len(columns) :]:
            if cell.text.strip():
                self._wrong(cell, "this column has no heading")
        for cell, column in zip(row, columns, strict=False):
            if column is not None and cell.text.strip():
                candidate, criterion = (name, column.name) if turned else (column.name, name)
                self._cell(cell, column.notes, self._candidates[candidate], self._criteria[criterion])

    def _cell(self, cell: Cell, notes: bool, candidate: Candidate, criterion: Criterion) -> None:
        given = candidate.notes if notes else candidate.scores
        now: Any = (given or {}).get(criterion.id)
        shown = now if notes else _plain(now)
        if now is not None and cell.text.strip() == self._written(shown).strip():
            return
        new = self._note(cell) if notes else self._score(cell, candidate, criterion)
        if new is not None and new != now:
            field = "notes" if notes else "scores"
            self.changes[("candidates", self._places[candidate.name], field, criterion.id)] = new

    @staticmethod
    def _note(cell: Cell) -> str:
        bare = cell.text.strip()
        return bare[1:] if bare[:1] == "'" and bare[1:2] in tuple(_FORMULA) else bare

    def _score(self, cell: Cell, candidate: Candidate, criterion: Criterion) -> int | float | None:
        found = number(cell.text)
        if found is None:
            help_ = "Write 2, 2.5 or 2,5; an empty cell leaves the score as it is."
            self._wrong(cell, f"`{_short(cell.text)}` is not a number", help_)
            return None
        if not 0 <= found <= criterion.weight:
            message = (
                f"{found:g} is out of range: a score for {criterion.id} goes from 0 to {criterion.weight:g}"
            )
            self._wrong(cell, message, f"It stands for {candidate.name}.")
            return None
        return int(found) if found.is_integer() else found

    def _unknown(self, cell: Cell, names: dict[str, Any], what: str) -> None:
        bare = cell.text.strip()
        close = get_close_matches(bare, names, n=1)
        help_ = f"Did you mean {close[0]}?" if close else f"There is: {', '.join(names) or 'none'}."
        said = f"there is no {what} {_short(bare)}" if bare else f"this row names no {what}"
        self._wrong(cell, said, help_)

    def _wrong(self, cell: Cell, message: str, help_: str = "") -> None:
        self.mistakes.append(Mistake(cell.line, cell.column, message, help_))


def _short(text: str) -> str:
    bare = " ".join(text.split())
    return bare if len(bare) <= 40 else f"{bare[:39]}…"


def twins(review: Review) -> Iterator[str]:
    """Criteria and candidates that a table cannot tell apart, because another one is called the same."""
    for names in ([c.id for c in review.criteria], [c.name for c in review.candidates]):
        yield from (name for name in dict.fromkeys(names) if names.count(name) > 1)
