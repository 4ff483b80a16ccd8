"""Remembers what a template was filled with and what came out: of the same values and answers comes the same page.

A template sees the values that it is given, and asks the base. The values are compared to the last one of them, the
questions are noted with their answers and asked again. Where a value could be anything, such as a function, or a
template asks what is no question here, nobody knows, and the template is filled in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from hashlib import blake2b
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final

from kb.record import Record
from kb.site.drawing.html import Html
from kb.site.remembered import current

if TYPE_CHECKING:
    from kb.site.material import Material

_PLAIN: Final = (str, int, float, bool, type(None), date, datetime, time, Html)
_ASKED: Final = frozenset({"best", "flags", "outcome_of", "own_verdict", "suspects", "verdict"})
_HOW: Final = {"note": "", "with_flags": True, "with_status": True}
# From the path of the page and the way addresses are made, which are compared, too.
_PLACES: Final = frozenset({"asset_url", "page_url", "url"})
_FEW: Final = 200_000


class Unknown(Exception):
    """A value of which nobody can say all that is in it."""


def filled(template: str, values: Mapping[str, Any], fill: Callable[[Mapping[str, Any]], str]) -> str:
    """What comes out of a template.

    Args:
        template: its name.
        values: what it is given.
        fill: fills it in.
    """
    memory, material = current(), values.get("m")
    from kb.site.material import Material

    if not memory.lasting or not isinstance(material, Material):
        return fill(values)
    here = values.get("here")
    slot = f"{template}\0{here}\0{material.audience}\0{material.directories}\0{material.home}"
    try:
        given = fingerprint(values, memory.records)
    except Unknown:
        return fill(values)
    asking = Asking(material, str(here))
    text = _again(memory.find(slot), given, asking)
    if text is None:
        asking = Asking(material, str(here))
        text = fill({**values, "m": asking})
        if asking.told:
            said = [given, [*asking.asked], asking.answers(asking.asked), text]
            memory.keep(slot, json.dumps(said))
    return text


def _again(kept: str | None, given: str, asking: Asking) -> str | None:
    """What came out the last time; None where something else would come out now, or may."""
    if kept is None:
        return None
    try:
        before, asked, answers, text = json.loads(kept)
        questions = [tuple(question) for question in asked]
        same = before == given and answers == asking.answers(questions)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return text if same and isinstance(text, str) else None


class Asking:
    """The base as a template sees it: what it asks is noted.

    Args:
        material: the base.
        here: the path of the page.

    Attributes:
        asked: the questions.
        told: whether they are all that it looked at.
    """

    def __init__(self, material: Material, here: str) -> None:
        self.asked: dict[tuple[Any, ...], None] = {}
        self.told = True
        self._material = material
        self._here = here

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._material, name)
        if name in _PLACES:
            return found
        if name in _ASKED:
            return lambda *values, **named: self._ask((name, [*values], named))
        if type(found) in _PLAIN:
            return self._ask(("is", name))
        self.told = False
        return found

    @property
    def base(self) -> _Base:
        """The records, of which a template may ask whether one is there."""
        return _Base(self)

    def knows(self, id: str) -> bool:
        """Whether a record is there."""
        found: bool = self._ask(("knows", [id], {}))
        return found

    def rest(self, name: str) -> Any:
        """Something of the base of which nobody notes what a template takes from it."""
        self.told = False
        return getattr(self._material.base, name)

    def answers(self, questions: Any) -> str:
        """What the answers to some questions come to now."""
        whole = blake2b(digest_size=20)
        for question in questions:
            whole.update(self._answer(question)[1])
        return whole.hexdigest()

    def ref(self, id: str, here: str, **how: Any) -> Html:
        """As :meth:`kb.site.material.Material.ref`."""
        if here != self._here or not {type(each) for each in (id, *how.values())} <= {str, bool}:
            self.told = False
        else:
            self.asked["ref", json.dumps([[id], how])] = None
        return self._material.ref(id, here, **how)

    def _ask(self, question: tuple[Any, ...]) -> Any:
        plain = [each for part in question[1:] for each in _parts(part)]
        if all(type(each) in (str, int, bool, type(None)) for each in plain):
            said = (question[0], json.dumps(question[1:]))
            self.asked[said] = None
            return self._answer(said)[0]
        self.told = False
        name, values, named = question
        return getattr(self._material, name)(*values, **named)

    def _answer(self, question: tuple[Any, ...]) -> tuple[Any, bytes]:
        name, said = question
        if name == "ref":
            # A link follows from the id and the place of the page; so what is compared is what pages of records see.
            (id,), how = json.loads(said)
            key: Any = ("r", ("ref", id, *({**_HOW, **how}.values())))
        else:
            key = ("rendered", *question)
        known = self._material.answers  # which other pages ask, too
        if key not in known:
            if len(known) > _FEW:
                known.clear()
            answer = self._looked_up(name, json.loads(said))
            known[key] = (
                answer,
                blake2b(repr(answer).encode("utf-8", "surrogatepass"), digest_size=8).digest(),
            )
        return known[key]

    def _looked_up(self, name: str, said: list[Any]) -> Any:
        if name == "is":
            return getattr(self._material, said[0])
        values, named = said
        if name == "knows":
            return values[0] in self._material.base.by_id
        if name == "ref":
            return self._material.ref(values[0], "r/-.md", **{**_HOW, **named})
        if name not in _ASKED:
            raise KeyError(name)
        return getattr(self._material, name)(*values, **named)


class _Base:
    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self.by_id = _Ids(asking)

    def __getattr__(self, name: str) -> Any:
        return self._asking.rest(name)


class _Ids:
    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self._asking.knows(id)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._asking.rest("by_id"), name)

    def __getitem__(self, id: str) -> Any:
        return self._asking.rest("by_id")[id]


def _parts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value.values()]
    return value if isinstance(value, list) else [value]


def fingerprint(values: Mapping[str, Any], known: dict[int, tuple[Record, str]]) -> str:
    """All that is in some values, in short; the base, which a template only asks, is left out.

    Args:
        values: what a template is given.
        known: records that were looked at; each is in the values of many pages.

    Raises:
        Unknown: there is something in there of which nobody can say what it is.
    """
    whole = blake2b(digest_size=20)
    for name, value in values.items():
        if name != "m":
            found: list[str] = [name]
            _tell(value, found, known)
            whole.update("\0".join(found).encode("utf-8", "surrogatepass"))
    return whole.hexdigest()


def _tell(value: Any, found: list[str], known: dict[int, tuple[Record, str]]) -> None:
    """What a value consists of, from outside to inside; each part says what it is and how long."""
    kind = type(value)
    if kind in _PLAIN:
        found.append(f"{kind.__name__} {value!r}")
        return
    if isinstance(value, Record):
        found.append(_record(value, known))
        return
    found.append(f"{kind.__module__}.{kind.__qualname__}")
    if isinstance(value, FunctionType) and "<" not in value.__qualname__ and value.__closure__ is None:
        found.append(
            f"{value.__module__}.{value.__qualname__}"
        )  # of the program, so that it stays what it is
    elif isinstance(value, Enum):
        found.append(repr(value))
    elif isinstance(value, tuple | list):
        found.append(str(len(value)))
        for each in value:
            _tell(each, found, known)
    elif isinstance(value, Mapping):
        found.append(str(len(value)))
        for key, each in value.items():
            _tell(key, found, known)
            _tell(each, found, known)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            _tell(getattr(value, field.name), found, known)
    else:
        raise Unknown


def _record(record: Record, known: dict[int, tuple[Record, str]]) -> str:
    if id(record) not in known:
        if len(known) > _FEW:
            known.clear()
        said = repr(record).encode("utf-8", "surrogatepass")
        known[id(record)] = (record, blake2b(said, digest_size=20).hexdigest())
    return known[id(record)][1]
