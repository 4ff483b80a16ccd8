"""Names the people of a record, who are its authors wherever records leave the base."""

from __future__ import annotations

from kb.record import Record
from kb.records.decision import Decision


def people(record: Record) -> list[str]:
    """The handles of those who decided, who answers and who contributed, each once, without `@`."""
    deciders = record.deciders if isinstance(record, Decision) else ()
    names = (*deciders, *((record.owner,) if record.owner else ()), *record.contributors)
    return list(dict.fromkeys(name.removeprefix("@") for name in names))
