"""The findings that a team has agreed to live with for now, as a text: what is in it is silent, what is new is not."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from kb.base import KnowledgeBase
from kb.diagnostics import Diagnostic
from kb.errors import KbError
from kb.lint.engine import Verdicts
from kb.lint.identity import Identity, identity, settled
from kb.text.source import Source

VERSION: Final = 1
_CODE: Final = re.compile(r"[A-Z]{2}\d{3}")
_ID: Final = re.compile(r"[A-Z]{1,6}-\d{1,9}")
_BLANK: Final = re.compile(r"[\s,]*")
_LIST: Final = re.compile(r'"findings"\s*:\s*\[')
_MOST: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Baseline:
    """How many findings of each kind are silent.

    Attributes:
        counts: identity → how many.
        name: of the file, for people.
    """

    counts: Counter[Identity] = field(default_factory=Counter)
    name: str = ""

    def silence(
        self, verdicts: Verdicts, base: KnowledgeBase, judged: Callable[[Identity], bool]
    ) -> Verdicts:
        """What is left of an outcome; of findings that say the same, the first ones are silent.

        Args:
            verdicts: the outcome.
            base: that it is about.
            judged: whether a finding would be in the outcome if it were still there; only then an entry
                that matches nothing is counted as gone.
        """
        left = Counter(self.counts)
        heard: list[Diagnostic] = []
        for diagnostic in verdicts.diagnostics:
            what = identity(diagnostic, base)
            if left[what] > 0:
                left[what] -= 1
            else:
                heard.append(diagnostic)
        gone = sum(count for what, count in left.items() if count > 0 and judged(what))
        silent = len(verdicts.diagnostics) - len(heard)
        return replace(verdicts, diagnostics=tuple(heard), silent=silent, gone=gone)

    def renewed(
        self, diagnostics: Iterable[Diagnostic], base: KnowledgeBase, judged: Callable[[Identity], bool]
    ) -> Baseline:
        """A baseline of what is found now; entries stay that this run could not have found."""
        counts = Counter({what: count for what, count in self.counts.items() if not judged(what)})
        counts.update(identity(diagnostic, base) for diagnostic in diagnostics)
        return replace(self, counts=counts)

    def text(self) -> str:
        """The file: one line for each entry, in an order that does not change."""
        entries = sorted(self.counts.items(), key=lambda entry: (entry[0].where, entry[0]))
        lines = ",\n".join(f"    {_written(what, count)}" for what, count in entries if count > 0)
        listed = f"[\n{lines}\n  ]" if lines else "[]"
        return f'{{\n  "version": {VERSION},\n  "findings": {listed}\n}}\n'


def _written(what: Identity, count: int) -> str:
    entry = {
        "record" if _ID.fullmatch(what.where) else "path": what.where,
        "code": what.code,
        **({"count": count} if count > 1 else {}),
        "message": what.message,
    }
    return json.dumps(entry, ensure_ascii=False)


def parse(text: str, name: str) -> Baseline:
    """Read a baseline.

    Raises:
        KbError: it is not one; with ``name:line:column``.
    """
    data = _json(text, name)
    if not isinstance(data, dict):
        raise _wrong(text, name, 0, "a baseline is an object with `version` and `findings`")
    if data.get("version") is not VERSION:
        said = f"its version is {_shown(data.get('version'))}; this kb reads version {VERSION}"
        raise _wrong(text, name, max(text.find('"version"'), 0), said)
    if unknown := next((key for key in data if key not in ("version", "findings")), None):
        raise _wrong(text, name, max(text.find(json.dumps(unknown)), 0), f"unknown key {_shown(unknown)}")
    if not isinstance(data.get("findings"), list):
        raise _wrong(text, name, max(text.find('"findings"'), 0), "`findings` must be a list")
    counts: Counter[Identity] = Counter()
    for number, entry in enumerate(data["findings"]):
        problem = _problem(entry)
        if problem is not None:
            raise _wrong(text, name, _offset(text, number), problem)
        where = entry.get("record", entry.get("path"))
        counts[Identity(entry["code"], where, settled(entry["message"]))] += entry.get("count", 1)
    return Baseline(counts, name)


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise _wrong(text, name, error.pos, f"this is not valid JSON: {error.msg}") from None
    except (RecursionError, ValueError) as error:
        deep = isinstance(error, RecursionError)
        found = re.search(r"[\[{]{20,}" if deep else r"\d{1000,}", text)
        said = "it is nested too deeply" if deep else "a number is too long"
        raise _wrong(text, name, found.start() if found else 0, said) from None


def _problem(entry: Any) -> str | None:
    """What is wrong with an entry."""
    if not isinstance(entry, dict):
        return f"an entry is an object, not {_shown(entry)}"
    unknown = next((key for key in entry if key not in ("record", "path", "code", "count", "message")), None)
    if unknown is not None:
        return f"unknown key {_shown(unknown)}"
    if ("record" in entry) is ("path" in entry):
        return "an entry has a `record` or a `path`"
    for key in ("record" if "record" in entry else "path", "code", "message"):
        if not isinstance(entry.get(key), str) or not entry[key]:
            return f"`{key}` must be text, not {_shown(entry.get(key))}"
    if not _CODE.fullmatch(entry["code"]):
        return f"{_shown(entry['code'])} is no code of a rule"
    count = entry.get("count", 1)
    if type(count) is not int or not 1 <= count <= _MOST:
        return f"`count` must be a number from 1, not {_shown(count)}"
    return None


def _shown(value: Any) -> str:
    said = json.dumps(value)
    return f"`{said if len(said) <= 40 else said[:39] + '…'}`"


def _offset(text: str, number: int) -> int:
    """Where the entry with a number begins."""
    found = _LIST.search(text)
    starts = _starts(text, found.end()) if found is not None else iter(())
    return next((at for n, at in enumerate(starts) if n == number), found.start() if found else 0)


def _starts(text: str, at: int) -> Iterator[int]:
    decoder = json.JSONDecoder()
    while True:
        blank = _BLANK.match(text, at)
        at = blank.end() if blank is not None else at
        yield at
        try:
            _, at = decoder.raw_decode(text, at)
        except ValueError:
            return


def _wrong(text: str, name: str, at: int, said: str) -> KbError:
    line, column = Source(name, text).position(at)
    hint = (
        "`kb lint --write-baseline` writes a baseline; take a broken one from the history of the repository."
    )
    return KbError(said, where=f"{name}:{line}:{column}", hint=hint)
