"""What every record has, the vocabulary its fields are written in, and `Link`, which marks a field as a link.

Records are frozen, slotted dataclasses checked by pydantic's core: next to pydantic's own model class they take a sixth
of the memory and two thirds of the time at ten thousand records (measured, see the decision in `research/`).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import (
    Annotated,
    Any,
    ClassVar,
    Final,
    Literal,
    NamedTuple,
    get_args,
    get_origin,
)

from kb.declared.compiled import PydanticCustomError
from kb.declared.groups import fields
from kb.declared.marks import Before, Field, Plain, Spelled
from kb.declared.schemas import hints_of
from kb.text.frontmatter import Quoted

ID_PATTERN: Final = r"[A-Z]{1,6}-[0-9]{1,9}"


class Link(NamedTuple):
    """Marks a field as a link: ``kind`` is its name in the graph, ``reverse`` its name the other way.

    ``to`` names the types it may lead to; empty means any type.
    """

    kind: str
    reverse: str
    to: tuple[str, ...] = ()


class LinkField(NamedTuple):
    """Where a type keeps links: a key path in which ``*`` stands for every item of a list."""

    path: tuple[str, ...]
    link: Link


@dataclass(frozen=True, slots=True)
class RecordType:
    """What is fixed about a type of record.

    Attributes:
        name: as in the field `type`.
        prefix: of its ids.
        plural: of its folder and its page.
        states: in order; empty for tasks, whose states are the workflow's.
        summary: what it is, in one sentence.
        retired: states in which nothing in force should rest on it.
        initial: the state of a new record; the first of ``states`` unless said otherwise.
        home: the folder of new records.
    """

    name: str
    prefix: str
    plural: str
    states: tuple[str, ...]
    summary: str
    retired: frozenset[str] = frozenset()
    initial: str = ""
    home: str = ""

    @property
    def first_state(self) -> str:
        """The state of a new record."""
        return self.initial or (self.states[0] if self.states else "")

    @property
    def one(self) -> str:
        """The name with its article, for sentences."""
        return f"{'an' if self.name[:1] in tuple('aeiou') else 'a'} {self.name}"

    @property
    def folder(self) -> str:
        """The folder of new records, relative to the base."""
        return self.home or f"research/{self.plural}"


def _error(kind: str, message: str) -> PydanticCustomError:
    return PydanticCustomError(kind, message)


def iso_date(value: Any) -> date:
    """A date written as year-month-day."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        try:
            return _day(value)
        except ValueError:
            pass
    raise _error("iso_date", "expected a date as YYYY-MM-DD")


@lru_cache(maxsize=4096)  # ten years of days: the same ones come again in every record
def _day(text: str) -> date:
    return date.fromisoformat(text)


_ZONE = r"[Zz]|[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9]"
_TIME = rf"[Tt ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.][0-9]{{1,9}})?)?(?:{_ZONE})?"
_MOMENT = re.compile(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:{_TIME})?")


def iso_moment(value: Any) -> datetime:
    """A date with an optional time and zone; without a zone it is taken as UTC."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            moment = datetime.fromisoformat(value.replace("z", "Z"))
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            pass
    raise _error("iso_moment", "expected a date-time such as 2026-03-04T15:30:00Z")


_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,18})")
MAX_DIGITS: Final = 15
"""Of a whole number: every program that reads JSON holds as many exactly."""
MAX_NUMBER: Final = 1e100
"""So that sums and products of what a base holds stay finite."""
_FLOAT = re.compile(r"[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?")


def as_data(value: Any) -> Any:
    """Read a value without a schema by the YAML 1.2 core rules: numbers, truth values, else the text as written."""
    if isinstance(value, dict):
        return {key: as_data(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_data(item) for item in value]
    if isinstance(value, Quoted) or not isinstance(value, str):
        return str(value) if isinstance(value, Quoted) else value
    if value in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return value[0] in "tT"
    if _INT.fullmatch(value):
        return int(value)
    if _FLOAT.fullmatch(value) and not value.isdigit():
        number = float(value)
        return number if number - number == 0 else value
    return value


def _number_text(value: Any) -> Any:
    """Keep pydantic from reading underscores and other scripts' digits, which no YAML reader agrees on."""
    if not isinstance(value, str):
        if isinstance(value, bool):
            raise _error("number", "expected a number such as 3 or 0.25")
        return value
    if not _FLOAT.fullmatch(value):
        raise _error("number", "expected a number such as 3 or 0.25")
    if isinstance(value, Quoted):
        raise _error("number", "expected a number without quotes, which make it text")
    if abs(float(value)) > MAX_NUMBER:
        raise _error("number", "expected a number up to 1e100")
    return value


def _whole_text(value: Any) -> Any:
    if not isinstance(value, str):
        if isinstance(value, bool):
            raise _error("whole", "expected a whole number")
        return value
    if not _FLOAT.fullmatch(value):
        raise _error("whole", "expected a whole number")
    if isinstance(value, Quoted):
        raise _error("whole", "expected a whole number without quotes, which make it text")
    number = float(value)
    if abs(number) >= 10**MAX_DIGITS:
        raise _error("whole", f"expected a whole number of at most {MAX_DIGITS} digits")
    if not number.is_integer():
        raise _error("whole", "expected a whole number")
    return int(number)


def _truth(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and (low := value.lower()) in ("true", "false", "yes", "no", "on", "off"):
        return low in ("true", "yes", "on")
    raise _error("truth", "expected true or false")


def _reject_mapping(value: Any) -> Any:
    if isinstance(value, str) or not isinstance(value, (dict, list)):
        return value
    raise _error("text", "expected text")


_VISIBLE = r"[^\s\x1c-\x1f\u0085\ufeff]"  # what no language takes for a blank: they disagree about these four
# Letters, digits and marks as names in XML have them: a class that every regular-expression language can spell.
_LETTER = (
    r"A-Z_a-z0-9\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u037d\u037f-\u167f\u1681-\u1fff"
    r"\u200c\u200d\u2071-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe\uff00-\uffef"
)
_TYPED: Final = ("string", "number", "boolean")
"""What a text is to a reader of YAML that was written without quotes: `1.10` is a number to it, and a text to us."""


def _text_schema(**more: Any) -> Spelled:
    """The schema of a text, as a YAML reader hands it on; what is said of texts is not said of numbers."""
    return Spelled({"type": list(_TYPED), **more})


def one_of(*words: str) -> str:
    """The pattern of these words in capitals, small letters or both."""
    spelled = ("".join(f"[{c.upper()}{c}]" for c in word) for word in words)
    return f"^({'|'.join(spelled)})$"


HANDLE_PATTERN: Final = f"^@?[{_LETTER}][{_LETTER}.-]{{0,63}}$"
SLUG_PATTERN: Final = "^[a-z0-9][a-z0-9.+_-]{0,63}$"
LINE_PATTERN: Final = rf"^[^\r\n]*{_VISIBLE}[^\r\n]*$"
_DAY = (
    r"(?!0000)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    r"|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)"
)
_DATE_SCHEMA = {"type": "string", "format": "date", "pattern": f"^{_DAY}$"}
_TRUTH_SCHEMA = {
    "anyOf": [
        {"type": "boolean"},
        {"type": "string", "pattern": one_of("true", "false", "yes", "no", "on", "off")},
    ]
}

Id = Annotated[str, Field(pattern=f"^{ID_PATTERN}$")]
Handle = Annotated[str, Field(pattern=HANDLE_PATTERN), _text_schema(pattern=HANDLE_PATTERN, minimum=0)]
Slug = Annotated[str, Field(pattern=SLUG_PATTERN), _text_schema(pattern=SLUG_PATTERN, minimum=0)]
Text = Annotated[str, Field(min_length=1, pattern=_VISIBLE), _text_schema(minLength=1, pattern=_VISIBLE)]
Line = Annotated[
    str,
    Field(min_length=1, max_length=120, pattern=LINE_PATTERN),
    _text_schema(minLength=1, maxLength=120, pattern=LINE_PATTERN),
]
Date = Annotated[date, Plain(iso_date), Spelled(_DATE_SCHEMA)]
Moment = Annotated[
    datetime,
    Plain(iso_moment),
    Spelled({"type": "string", "pattern": f"^{_DAY}(?:{_TIME})?$"}),
]
Number = Annotated[float, Before(_number_text), Field(allow_inf_nan=False)]
Whole = Annotated[int, Before(_whole_text)]
Truth = Annotated[bool, Plain(_truth), Spelled(_TRUTH_SCHEMA)]
Data = Annotated[Any, Plain(as_data), Spelled({})]
Direction = Literal["higher", "lower"]
Visibility = Literal["public", "internal", "restricted"]
Stage = Literal["mvp", "development", "production"]
RuleCode = Annotated[str, Field(pattern=r"^[A-Z]{2}[0-9]{3}$")]


def link(kind: str, reverse: str, *to: str) -> Any:
    """The type of a field that holds one id, for use in ``Annotated`` free declarations."""
    return Annotated[Id, Link(kind, reverse, to)]


@fields
class Record:
    """The fields of every record, as `records.md` lists them."""

    TYPE: ClassVar[RecordType]

    id: Id
    type: str
    title: Line
    status: Text
    created: Date
    owner: Handle | None = None
    contributors: tuple[Handle, ...] = ()
    tags: tuple[Slug, ...] = ()
    visibility: Visibility = "internal"
    review_by: Date | None = None
    related: tuple[Annotated[Id, Link("related", "related")], ...] = ()
    reviewed: Mapping[Id, Text] | None = None
    allow: tuple[RuleCode, ...] = ()
    allow_reason: Text | None = None


COMMON_FIELDS: Final = tuple(f.name for f in dataclasses.fields(Record))


def field_order(cls: type[Record]) -> tuple[str, ...]:
    """The usual order of the top-level keys: the common fields, then the type's own as declared."""
    names = [f.name for f in dataclasses.fields(cls)]
    return (*(n for n in COMMON_FIELDS if n in names), *(n for n in names if n not in COMMON_FIELDS))


def link_fields(cls: type[Any]) -> tuple[LinkField, ...]:
    """Every field of a type, at any depth, that is marked as a link."""
    found: list[LinkField] = []
    for name, hint in hints_of(cls).items():
        if name != "TYPE":
            _walk(hint, (name,), found)
    return tuple(found)


def _walk(hint: Any, path: tuple[str, ...], found: list[LinkField]) -> None:
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *extras = get_args(hint)
        for extra in extras:
            if isinstance(extra, Link):
                found.append(LinkField(path, extra))
                return
        _walk(inner, path, found)
    elif origin is tuple:
        _walk(get_args(hint)[0], (*path, "*"), found)
    elif origin is not None and origin is not Literal:
        if not (isinstance(origin, type) and issubclass(origin, Mapping)):
            for argument in get_args(hint):
                _walk(argument, path, found)
    elif dataclasses.is_dataclass(hint) and isinstance(hint, type):
        found.extend(LinkField((*path, *inner.path), inner.link) for inner in link_fields(hint))
