"""What makes a finding the same finding tomorrow: its rule, its record and its words, not the line it stands on.

A fingerprint survives lines that move, edits elsewhere in the file and a file that gets another name. It does not
survive other words of the finding: whoever changes what is wrong has changed what was agreed to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from kb.base import KnowledgeBase
from kb.diagnostics import Diagnostic

# Numbers that grow by themselves, such as days since a date; those in ids, dates and quoted words stay.
_COUNTS: Final = re.compile(r"`[^`]*`|(?<![\w.,:/-])[+-]?\d+(?:[.,]\d+)*(?![\w:/-])")


class Identity(NamedTuple):
    """One finding, whatever else happens to its file.

    Attributes:
        code: of the rule.
        where: the id of the record; the path of a file that has none, or shares its id with another.
        message: with a sign in place of numbers that change by themselves.
    """

    code: str
    where: str
    message: str


def identity(diagnostic: Diagnostic, base: KnowledgeBase) -> Identity:
    """What a finding is, apart from where in the file it stands."""
    owner = base.by_id.get(diagnostic.record) if diagnostic.record is not None else None
    shared = owner is None or owner.path != diagnostic.path
    where = diagnostic.path if shared or diagnostic.record is None else diagnostic.record
    return Identity(diagnostic.code, where, settled(diagnostic.message))


def settled(message: str) -> str:
    """A message without the numbers that change by themselves."""
    return _COUNTS.sub(lambda found: found[0] if found[0].startswith("`") else "#", message)


def fingerprints(
    diagnostics: Iterable[Diagnostic], base: KnowledgeBase, below: str = ""
) -> Iterator[tuple[Diagnostic, str]]:
    """Every finding with 32 hex digits that no other finding has.

    Args:
        diagnostics: in the order of their places; of findings that say the same, each is the next of its kind.
        base: that they are about.
        below: where in its repository the base lies, so that two bases in one do not get in each other's way.
    """
    seen: Counter[Identity] = Counter()
    for diagnostic in diagnostics:
        what = identity(diagnostic, base)
        seen[what] += 1
        parts = "\0".join((below, *what, str(seen[what])))
        import hashlib  # loads a library of its own

        digest = hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()
        yield diagnostic, digest[:32]
