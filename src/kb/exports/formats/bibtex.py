"""Results as entries of a bibliography: experiments, reviews and decisions, for BibTeX, Biber and what reads theirs.

Each is a `@misc` whose key is its id. The text is UTF-8. What means something to TeX is written as a command; a brace
in a text, which BibTeX would count, as the name of its sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Final

from kb.exports.export import Exporter, Request
from kb.exports.people import people
from kb.exports.prose import line
from kb.record import Record
from kb.records.decision import Decision
from kb.records.experiment import Experiment
from kb.records.review import Review

_COMMANDS: Final = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
    "|": r"{\textbar}",
    '"': r"{\textquotedbl}",
    **{sign: f"\\{sign}" for sign in "$&#_%"},
}
_SPECIAL: Final = re.compile("|".join(map(re.escape, _COMMANDS)))
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\ufeff]")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CITED: Final = (Experiment, Review, Decision)


class Bibtex(Exporter):
    """A `.bib` file."""

    name: ClassVar[str] = "bibtex"
    summary: ClassVar[str] = "experiments, reviews and decisions as entries of a bibliography"

    def write(self, request: Request) -> bytes:
        """The entries, by id."""
        chosen = [record for _, record in request.records() if request.ids or isinstance(record, _CITED)]
        entries = [_entry(request, record) for record in sorted(chosen, key=lambda record: record.id)]
        return "\n".join(entries).encode("utf-8", "replace")


def _entry(request: Request, record: Record) -> str:
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(request, record))
    return f"@misc{{{record.id},\n{fields}}}\n"


def _fields(request: Request, record: Record) -> Iterator[tuple[str, str]]:
    authors = people(record)
    if authors:
        yield "author", f"{{{' and '.join(f'{{{escaped(name)}}}' for name in authors)}}}"
    yield "title", f"{{{{{escaped(record.title)}}}}}"
    on = _on(record)
    yield "year", f"{{{on.year:04d}}}"
    yield "month", _MONTHS[on.month - 1]
    yield "date", f"{{{on.isoformat()}}}"
    yield "howpublished", f"{{{escaped(f'{request.graph.base.config.name}, {record.type} {record.id}')}}}"
    abstract = _abstract(record)
    if abstract:
        yield "abstract", f"{{{escaped(abstract)}}}"
    if record.tags:
        yield "keywords", f"{{{escaped(', '.join(record.tags))}}}"
    yield "note", f"{{{escaped(_note(record))}}}"


def _on(record: Record) -> date:
    if isinstance(record, Experiment) and record.date is not None:
        return record.date.date()
    if isinstance(record, Decision) and record.date is not None:
        return record.date
    return record.created


def _abstract(record: Record) -> str | None:
    if isinstance(record, Experiment):
        return record.conclusion
    if isinstance(record, Decision):
        said = (record.question, f"Chosen: {record.chosen}." if record.chosen else None, record.consequences)
        return " ".join(filter(None, said)) or None
    return record.question if isinstance(record, Review) else None


def _note(record: Record) -> str:
    outcome = f", {record.outcome}" if isinstance(record, Experiment) and record.outcome else ""
    code = record.code if isinstance(record, Experiment) else None
    commit = f", code at commit {code.commit}" if code is not None and code.commit else ""
    return f"{record.status}{outcome}{commit}"


def escaped(text: str) -> str:
    """A text as TeX prints it, on one line, with as many opening as closing braces."""
    return _SPECIAL.sub(lambda found: _COMMANDS[found[0]], _CONTROL.sub("", line(text)))
