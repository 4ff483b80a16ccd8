"""What one version of a record says that its life is made of, read without a schema: old versions fit no new one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple
from zlib import crc32

from kb import disk
from kb.disk import MAX_RECORD
from kb.record import ID_PATTERN
from kb.text import frontmatter, plain
from kb.text.frontmatter import MAX_HEAD, Quoted

VERSION: Final = b"1"
"""Of what is read here; facts that were kept by another one count for nothing."""
PEOPLE: Final = ("goal", "assignee", "owner", "research", "task")
TOO_LARGE: Final = f"the file is larger than {MAX_RECORD:,} bytes"
_ID: Final = re.compile(ID_PATTERN)
_ID_LINE: Final = re.compile(rf"^id: *({ID_PATTERN})[ \t]*\r?$", re.MULTILINE)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER: Final = re.compile(r"[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?")
_TELLING: Final = 24
_MANY: Final = 100_000  # fields that are remembered
_FEW: Final = 2_000  # whole front matters that are
_FIELD: Final = re.compile(r"\n(?=[A-Za-z_])")
_CLOSING: Final = "\n---\n"
_NEW: Final[Any] = object()


class Hold(NamedTuple):
    """Why a record is blocked: the day that it gives, and its words."""

    since: str | None
    reason: str


class Goalpost(NamedTuple):
    """What a task takes for success: metric, dataset, target and direction, None for what it does not say."""

    metric: str | None
    dataset: str | None
    target: float | None
    direction: str | None


NOWHERE: Final = Goalpost(None, None, None, None)
"""What a task says that is not to be measured any more."""


class Facts(NamedTuple):
    """What a version of a record says.

    Attributes:
        trouble: why it cannot be read as a record; None if it can.
        id: None for what it does not say, as for the following; an unreadable one may name it all the same.
        type: as it is written, and so are the following.
        title: see above.
        status: see above.
        created: the day.
        visibility: see above.
        values: pairs of what else people ask by, see :data:`PEOPLE`.
        hold: set while it is blocked.
        goalpost: set in a task that is to be measured.
    """

    trouble: str | None
    id: str | None = None
    type: str | None = None
    title: str | None = None
    status: str | None = None
    created: str | None = None
    visibility: str | None = None
    values: tuple[tuple[str, str], ...] = ()
    hold: Hold | None = None
    goalpost: Goalpost | None = None


class Reader:
    """Reads versions one after the other: most say nearly what another one said, and are read only where they differ.

    The front matter is looked at field by field; a field that stands word for word in another version has the same
    value there. What is not plain beyond doubt is read as a whole by :mod:`kb.text.frontmatter`.
    """

    def __init__(self) -> None:
        self._fields: dict[str, tuple[str, Any] | None] = {}
        self._heads: dict[str, Facts] = {}

    def read(self, data: bytes | None) -> Facts:
        """The facts of a version; None is one that is larger than a record may be."""
        if data is None:
            return Facts(TOO_LARGE)
        source, problem = disk.decoded("", data)
        if problem is not None:
            return Facts(problem.message)
        text = source.text
        end = text.find(_CLOSING, 3, MAX_HEAD) if text[:4] == "---\n" else -1
        head = text[4:end] if end > 3 else ""
        found = self._heads.get(head) if head else None
        if found is not None:
            return found
        values = self._plainly(head) if head else None
        if values is None:
            return _strictly(text)
        found = of(values)
        if len(self._heads) > _FEW:
            self._heads.clear()
        self._heads[head] = found
        return found

    def _plainly(self, head: str) -> dict[str, Any] | None:
        """The values of a front matter each of whose fields is plain by itself; None where that is not so."""
        values: dict[str, Any] = {}
        known = self._fields
        words = _FIELD.split(head)
        for word in words:
            field = known.get(word, _NEW)
            if field is _NEW:
                field = known[word] = self._field(word)
            if field is None:
                return None
            values[field[0]] = field[1]
        return values if len(values) == len(words) else None

    def _field(self, word: str) -> tuple[str, Any] | None:
        if len(self._fields) > _MANY:
            self._fields.clear()
        found = plain.read(f"{word}\n")
        return next(iter(found.items())) if found is not None and len(found) == 1 else None


def _strictly(text: str) -> Facts:
    front = frontmatter.parse(text)
    if front.values is not None:
        return of(front.values)
    said = _ID_LINE.search(text, 0, MAX_HEAD) if text[:3] == "---" else None
    trouble = front.problems[0].message if front.problems else "there is no front matter"
    return Facts(trouble, said[1] if said is not None else None)


def of(values: Mapping[str, Any]) -> Facts:
    """The facts in the values of a front matter."""
    id_, created = _text(values, "id"), _text(values, "created")
    type_ = _text(values, "type")
    smart = values.get("smart") if type_ == "task" else None
    return Facts(
        None,
        id_ if id_ is not None and _ID.fullmatch(id_) else None,
        type_,
        _text(values, "title"),
        _text(values, "status"),
        created if created is not None and _DAY.fullmatch(created) else None,
        _visibility(values),
        tuple((name, text) for name in PEOPLE if (text := _text(values, name)) is not None),
        _hold(values["blocked"]) if "blocked" in values else None,
        _goalpost(smart.get("measurable")) if isinstance(smart, dict) else None,
    )


def telling_lines(data: bytes | None) -> frozenset[int]:
    """The lines of a version that two records do not share by accident, as numbers."""
    text = data.decode("utf-8", "replace") if data is not None else ""
    lines = (line.strip() for line in text.splitlines())
    told = (line for line in lines if len(line) >= _TELLING and not line.startswith(("created:", "goal:")))
    return frozenset(crc32(line.encode()) for line in told)


def _text(values: Mapping[str, Any], name: str) -> str | None:
    found = values.get(name)
    if found is None or found.__class__ is str:
        return found
    return str(found) if isinstance(found, str) else None


def _visibility(values: Mapping[str, Any]) -> str | None:
    """Who may see it, as it is said; what is no text is no leave to show it."""
    return _text(values, "visibility") or ("restricted" if "visibility" in values else None)


def _hold(blocked: Any) -> Hold | None:
    if not isinstance(blocked, dict):
        return None
    since = _text(blocked, "since")
    by = blocked.get("by")
    waits = ", ".join(one for one in by if isinstance(one, str)) if isinstance(by, list) else ""
    given = since if since is not None and _DAY.fullmatch(since) else None
    return Hold(given, _text(blocked, "reason") or waits)


def _goalpost(measurable: Any) -> Goalpost | None:
    if not isinstance(measurable, dict):
        return None
    metric, target = _text(measurable, "metric"), measurable.get("target")
    number = float(target) if isinstance(target, str) and _is_number(target) else None
    if metric is None and number is None:
        return None
    return Goalpost(metric, _text(measurable, "dataset"), number, _text(measurable, "direction"))


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None and not isinstance(text, Quoted) and abs(float(text)) <= 1e100
