"""What one version of a record says that its life is made of, read without a schema: old versions fit no new one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from kb import disk
from kb.disk import MAX_RECORD
from kb.record import ID_PATTERN
from kb.text import frontmatter
from kb.text.frontmatter import Quoted

VERSION: Final = b"1"
"""Of what is read here; facts that were kept by another one count for nothing."""
PEOPLE: Final = ("goal", "assignee", "owner", "research", "task")
TOO_LARGE: Final = f"the file is larger than {MAX_RECORD:,} bytes"
_ID: Final = re.compile(ID_PATTERN)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER: Final = re.compile(r"[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?")
_TELLING: Final = 24


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


class Facts(NamedTuple):
    """What a version of a record says.

    Attributes:
        trouble: why it cannot be read as a record; None if it can.
        id: None for what it does not say, as for the following.
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


def read(data: bytes | None, path: str = "") -> Facts:
    """The facts of a version; None is one that is larger than a record may be.

    Args:
        data: what stands in it.
        path: under which it lies.
    """
    if data is None:
        return Facts(TOO_LARGE)
    source, problem = disk.decoded(path, data)
    if problem is not None:
        return Facts(problem.message)
    front = frontmatter.parse(source.text)
    if front.values is None:
        return Facts(front.problems[0].message if front.problems else "there is no front matter")
    return of(front.values)


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
        _text(values, "visibility"),
        tuple((name, text) for name in PEOPLE if (text := _text(values, name)) is not None),
        _hold(values["blocked"]) if "blocked" in values else None,
        _goalpost(smart.get("measurable")) if isinstance(smart, dict) else None,
    )


def telling_lines(data: bytes | None) -> frozenset[int]:
    """The lines of a version that two records do not share by accident, as numbers."""
    text = data.decode("utf-8", "replace") if data is not None else ""
    lines = (line.strip() for line in text.splitlines())
    told = (line for line in lines if len(line) >= _TELLING and not line.startswith(("created:", "goal:")))
    return frozenset(map(hash, told))


def _text(values: Mapping[str, Any], name: str) -> str | None:
    found = values.get(name)
    return str(found) if isinstance(found, str) else None


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
