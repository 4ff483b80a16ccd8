"""Reads single values as people write them into tables: numbers with a comma, dates, parameters in one cell.

Each takes what a cell or a JSON document holds, and says at its place what cannot be read.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from kb.errors import KbError
from kb.importers.run import Artifact, State
from kb.text.yaml_document import plain

_NUMBER: Final = r"[-+]?(?:\d+(?:[.]\d*)?|[.]\d+)(?:[eE][-+]?\d+)?"
_COMMA: Final = re.compile(r"[-+]?\d*,\d+(?:[eE][-+]?\d+)?")
_THOUSANDS: Final = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+")
_GROUPED: Final = re.compile(r"[-+]?\d{1,3}(?:[.]\d{3})+,\d+")
_SPREAD: Final = re.compile(
    r"(?P<mean>[^±+]+?)\s*(?:±|\+/-|\+-)\s*(?P<std>[^(]+?)\s*(?:\(\s*n\s*=\s*(?P<n>\d+)\s*\))?"
)
_GERMAN: Final = re.compile(r"(\d{1,2})[.](\d{1,2})[.](\d{4})")
_PAIR: Final = re.compile(
    r"\s*(?P<name>[^=:,;\s][^=:,;]*?)\s*[=:]\s*(?P<value>\"[^\"]*\"|'[^']*'|\[[^\]]*\]|[^,;\n]*)\s*"
)
_NONE: Final = frozenset(("", "-", "–", "—", "none", "n/a", "na", "null"))
_STATES: Final[Mapping[str, State]] = {
    **dict.fromkeys(("finished", "done", "completed", "complete", "succeeded", "success", "ok"), "finished"),
    **dict.fromkeys(("failed", "killed", "error", "aborted", "interrupted", "crashed", "timeout"), "failed"),
    **dict.fromkeys(("running", "started", "scheduled", "queued", "pending"), "running"),
}


def empty(value: Any) -> bool:
    """Whether a cell says that there is nothing."""
    return value is None or (isinstance(value, str) and value.strip().lower() in _NONE)


def text(value: Any, where: str) -> str | None:
    """A text; None for an empty cell."""
    if isinstance(value, Mapping | list):
        raise KbError("a text is asked for here, and this is a group or a list", where=where)
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).strip() or None if value is not None else None


def number(value: Any, where: str, *, comma: bool = False) -> float:
    """A number; `comma` says that tables like this one write their fractions behind a comma."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    said = str(value).strip() if isinstance(value, str) else ""
    if re.fullmatch(_NUMBER, said):
        return int(said) if re.fullmatch(r"[-+]?\d{1,15}", said) else float(said)
    if said.lower() in ("nan", "inf", "-inf", "+inf", "infinity", "-infinity"):
        return float(said)
    if _GROUPED.fullmatch(said):
        return float(said.replace(".", "").replace(",", "."))
    if _COMMA.fullmatch(said) and (comma or not _THOUSANDS.fullmatch(said)):
        return float(said.replace(",", "."))
    if _THOUSANDS.fullmatch(said):
        hint = "Write 1234 or 1.234."
        raise KbError(f"`{_shown(value)}` may be thousands or a fraction", where=where, hint=hint)
    raise KbError(f"`{_shown(value)}` is no number", where=where)


def whole(value: Any, where: str, *, comma: bool = False) -> int:
    """A whole number."""
    found = number(value, where, comma=comma)
    if not abs(found) < 1e15 or int(found) != found:  # NaN is not less, either
        raise KbError(f"`{_shown(value)}` is no whole number", where=where)
    return int(found)


def figure(value: Any, where: str, *, comma: bool = False) -> tuple[float, float | None, int | None]:
    """A figure with its spread and the number of measurements, as far as given: `0.87 ± 0.02 (n = 5)`."""
    if isinstance(value, Mapping):
        if not {"mean"} <= set(value) <= {"mean", "std", "n"}:
            raise KbError("a figure is a number, or `mean` with `std` and `n`", where=where)
        std, n = value.get("std"), value.get("n")
        return (
            number(value["mean"], where),
            number(std, where) if std is not None else None,
            whole(n, where) if n is not None else None,
        )
    found = _SPREAD.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return number(value, where, comma=comma), None, None
    n = int(found["n"]) if found["n"] else None
    return number(found["mean"], where, comma=comma), number(found["std"], where, comma=comma), n


def truth(value: Any, where: str) -> bool:
    """Yes or no."""
    said = value if isinstance(value, bool) else str(value).strip().lower()
    if said in (True, "true", "yes", "y", "1", "dirty"):
        return True
    if said in (False, "false", "no", "n", "0", "clean"):
        return False
    raise KbError(f"`{_shown(value)}` is neither yes nor no", where=where)


def moment(value: Any, where: str) -> date:
    """A day or a moment; without a zone it is meant in UTC."""
    said = str(value).strip()
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", said):
            return date.fromisoformat(said)
        if (german := _GERMAN.fullmatch(said)) is not None:
            return date(int(german[3]), int(german[2]), int(german[1]))
        found = datetime.fromisoformat(said)
        return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
    except ValueError:
        hint = "Write it as 2026-03-04 or 2026-03-04T15:30:00Z."
        raise KbError(f"`{_shown(value)}` is no date", where=where, hint=hint) from None


def state(value: Any, where: str) -> State:
    """What became of a run."""
    found = _STATES.get(str(value).strip().lower())
    if found is None:
        hint = f"One of: {', '.join(_STATES)}."
        raise KbError(f"`{_shown(value)}` is no state of a run", where=where, hint=hint)
    return found


def params(value: Any, where: str) -> dict[str, Any]:
    """Parameters in one cell: a JSON object, a dictionary as Python prints it, or `name=value, name=value`."""
    if isinstance(value, Mapping):
        return dict(value)
    said = str(value).strip()
    hint = "Write `depth=3, rate=0.1`, or a JSON object."
    if said.startswith("{"):
        try:
            found = json.loads(said)
        except (ValueError, RecursionError):
            found = _python(said)
        if isinstance(found, dict):
            return {str(key): inner for key, inner in found.items()}
        raise KbError("these parameters cannot be read", where=where, hint=hint)
    found, at = {}, 0
    while at < len(said):
        pair = _PAIR.match(said, at)
        if pair is None or pair["name"] in found:
            raise KbError(f"`{_shown(said)}` is no list of parameters", where=where, hint=hint)
        found[pair["name"]] = _parameter(pair["value"].strip())
        at = pair.end() + 1
    return found


def _parameter(said: str) -> Any:
    if said[:1] in ("[", "{"):
        try:
            return json.loads(said)
        except (ValueError, RecursionError):
            return said
    if said[:1] in ("'", '"') and said[-1:] == said[0] and len(said) > 1:
        return said[1:-1]
    return {"True": True, "False": False, "None": None}.get(said, plain(said))


def _python(said: str) -> Any:
    try:
        return ast.literal_eval(said)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None


def plainly(value: Any, *, comma: bool = False) -> Any:
    """A parameter with a cell of its own: a number or a truth where it looks like one."""
    if not isinstance(value, str):
        return value
    said = value.strip()
    if comma and _COMMA.fullmatch(said):
        return float(said.replace(",", "."))
    return _parameter(said)


def items(value: Any) -> list[Any]:
    """The items of a list in one cell: on lines of their own, or with semicolons, or commas and blanks, between."""
    if isinstance(value, list):
        return value
    if not isinstance(value, str):
        return [] if value is None else [value]
    return [part.strip() for part in re.split(r"[;\n]|,\s+", value) if part.strip()]


def wholes(value: Any, where: str) -> Iterator[int]:
    """Whole numbers, such as seeds."""
    parts = re.split(r"[\s,;]+", value.strip("[]() ")) if isinstance(value, str) else items(value)
    yield from (whole(part, where) for part in parts if part != "")


def outputs(value: Any, where: str) -> Iterator[Artifact]:
    """Files that a run left behind: links, or groups of `uri`, `digest` and `what`."""
    for item in items(value):
        if isinstance(item, Mapping):
            if not {"uri"} <= set(item) <= {"uri", "digest", "what"}:
                raise KbError("an output has `uri`, and may have `digest` and `what`", where=where)
            digest, what = (text(item.get(key), where) for key in ("digest", "what"))
            yield Artifact(str(item["uri"]), digest, what)
        else:
            yield Artifact(text(item, where) or "")


def _shown(value: Any) -> str:
    said = " ".join(str(value).split())
    return said if len(said) <= 40 else f"{said[:39]}…"
