"""A page that is a template filled in: the values it is given, and what it asks the base, are all that it depends on.

Where the values are what they were, and so are the answers, the page would come out as it is there. The values are told
to the last one of them, the questions are noted with their answers and asked again. Where a value could be anything,
such as a function, or a template asks what is no question here, nobody knows, and the page is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cached_property
from hashlib import blake2b
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final

from kb.base import Document
from kb.record import Record
from kb.site import addresses
from kb.site.drawing.html import Html
from kb.site.page import Page, Question
from kb.site.remembered import current
from kb.site.templating import render

if TYPE_CHECKING:
    from kb.site.material import Material

_PLAIN: Final = (str, int, float, bool, type(None), date, datetime, time, Html)
_ASKED: Final = frozenset({"best", "flags", "outcome_of", "own_verdict", "suspects", "verdict"})
# From the path of the page and the way addresses are made, which are compared, too.
_PLACES: Final = frozenset({"asset_url", "page_url", "person", "tag", "url"})
_UNTOLD: Final = ("untold",)
_FEW: Final = 200_000


class Unknown(Exception):
    """A value of which nobody can say all that is in it."""


def filled(  # noqa: PLR0913  # what a page is, each by name
    material: Material,
    path: str,
    title: str,
    template: str,
    values: Callable[[], Mapping[str, Any]],
    *,
    wide: bool = False,
    search: bool = False,
    words: Callable[[], str] | None = None,
    about: Callable[[], Set[str]] | None = None,
) -> Page:
    """A page that is filled in.

    Args:
        material: the base, which the template knows as `m`.
        path: of the page, which it knows as `here`.
        title: of the page.
        template: its name.
        values: what it is given besides; asked when the page is drawn, or compared to the one that is there.
        wide: as of the page.
        search: as of the page.
        words: as of the page.
        about: the ids of all records whose titles the values can hold; without it, of any.
    """
    its = Filled(material, path, template, values, about)
    return Page(path, title, its.draw, wide=wide, search=search, words=words, window=its)


def ids_of(records: Iterable[Record]) -> set[str]:
    """The ids of some records, for :func:`filled`."""
    return {record.id for record in records}


class Filled:
    """What a page is filled in with, and what its template asks.

    Args:
        material: the base.
        here: the path of the page.
        template: its name.
        values: what it is given.
        about: the ids of all records whose titles they can hold; None for any.

    Attributes:
        asked: the questions of the template, with the digests of their answers.
    """

    def __init__(
        self,
        material: Material,
        here: str,
        template: str,
        values: Callable[[], Mapping[str, Any]],
        about: Callable[[], Set[str]] | None = None,
    ) -> None:
        self.asked: dict[Question, bytes] = {}
        self._material = material
        self._here = here
        self._template = template
        self._made = values
        self._about = about

    @cached_property
    def _values(self) -> Mapping[str, Any]:
        return {**self._made(), "here": self._here}

    @cached_property
    def _told(self) -> str | None:
        try:
            return fingerprint(self._values, current().records)
        except Unknown:
            return None

    def draw(self) -> str:
        """The content of the page."""
        asking = Asking(self._material, self._here)
        text = render(self._template, m=asking, **self._values)
        self.asked = asking.asked if asking.told else {_UNTOLD: b""}
        return text

    def source(self) -> bytes:
        """Nothing: it is about no text."""
        return b""

    def digest(self, questions: Iterable[Question]) -> bytes | None:
        """What the values and the answers to some questions come to now; None where nobody can tell."""
        if self._told is None:
            return None
        asking = Asking(self._material, self._here)
        try:
            return self._digest(asking.answer(question)[1] for question in questions)
        except (LookupError, TypeError, ValueError, AttributeError):
            return None

    def may_name(self, questions: Iterable[Question], ids: Set[str | None]) -> bool:
        """Whether the title of one of those records may be in the values, or in the answers to some questions."""
        if self._about is None or not self._about().isdisjoint(ids):
            return True
        return any(each == _UNTOLD or (each[0] == "ref" and each[1] in ids) for each in questions)

    def noted(self) -> bytes:
        """What they came to while the page was drawn; the values are let go, for nothing more is drawn of them."""
        found = self._digest(self.asked.values())
        self.__dict__.pop("_values", None)
        return found

    def _digest(self, answers: Iterable[bytes]) -> bytes:
        whole = blake2b((self._told or "").encode(), digest_size=16)
        for answer in answers:
            whole.update(answer)
        return whole.digest()


class Asking:
    """The base as a template sees it: what it asks is noted.

    Args:
        material: the base.
        here: the path of the page.

    Attributes:
        asked: the questions, with the digests of their answers.
        told: whether they are all that it looked at.
    """

    def __init__(self, material: Material, here: str) -> None:
        self.asked: dict[Question, bytes] = {}
        self.told = True
        self._material = material
        self._here = here
        self._level = addresses.level(here, directories=material.directories)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._material, name)
        if name in _PLACES:
            return found
        if name in _ASKED:
            return lambda *values: self._ask((name, *values))
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
        found: bool = self._ask(("knows", id))
        return found

    def rest(self, name: str) -> Any:
        """Something of the base of which nobody notes what a template takes from it."""
        self.told = False
        return getattr(self._material.base, name)

    def ref(
        self, id: str, here: str, *, note: str = "", with_flags: bool = True, with_status: bool = True
    ) -> Html:
        """As :meth:`kb.site.material.Material.ref`."""
        if here != self._here or type(id) is not str:
            self.told = False
            return self._material.ref(id, here, note=note, with_flags=with_flags, with_status=with_status)
        found: Html = self._ask(("ref", id, note, with_flags, with_status))
        return found

    def _ask(self, question: Question) -> Any:
        if not all(type(each) in (str, int, bool, type(None)) for each in question):
            self.told = False
            name, *values = question
            return getattr(self._material, name)(*values)
        answer, digest = self.answer(question)
        self.asked[question] = digest
        return answer

    def answer(self, question: Question) -> tuple[Any, bytes]:
        """The answer and its digest. What other pages ask in the same words is looked up once.

        Raises:
            LookupError, TypeError, ValueError, AttributeError: it is no question.
        """
        # How far below the root a page stands is all that a reference to a record takes from it.
        key = (self._level if question[0] == "ref" else "of lists", question)
        known = self._material.answers
        if key not in known:
            if len(known) > _FEW:
                known.clear()
            answer = self._looked_up(*question)
            known[key] = answer, blake2b(_bytes(repr(answer)), digest_size=8).digest()
        return known[key]

    def _looked_up(self, name: str, *values: Any) -> Any:
        if name == "is":
            return getattr(self._material, values[0])
        if name == "knows":
            return values[0] in self._material.base.by_id
        if name == "ref":
            id, note, with_flags, with_status = values
            return self._material.ref(
                id, self._here, note=note, with_flags=with_flags, with_status=with_status
            )
        if name not in _ASKED:
            raise KeyError(name)
        return getattr(self._material, name)(*values)


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


def fingerprint(values: Mapping[str, Any], known: dict[int, tuple[object, str]]) -> str:
    """All that is in some values, in short.

    Args:
        values: what a template is given.
        known: records and files that were looked at; each is in the values of many pages.

    Raises:
        Unknown: there is something in there of which nobody can say what it is.
    """
    whole = blake2b(digest_size=20)
    for name, value in values.items():
        found: list[str] = [name]
        _tell(value, found, known)
        whole.update(_bytes("\0".join(found)))
    return whole.hexdigest()


def _tell(value: Any, found: list[str], known: dict[int, tuple[object, str]]) -> None:
    """What a value consists of, from outside to inside; each part says what it is and how long."""
    kind = type(value)
    if kind in _PLAIN:
        found.append(f"{kind.__name__} {value!r}")
        return
    if isinstance(value, Record | Document):
        found.append(_digested(value, known))
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


def _digested(value: Record | Document, known: dict[int, tuple[object, str]]) -> str:
    if id(value) not in known:
        if len(known) > _FEW:
            known.clear()
        said = repr(value) if isinstance(value, Record) else f"{value.path}\0{value.source.glance()}"
        known[id(value)] = (value, blake2b(_bytes(said), digest_size=20).hexdigest())
    return known[id(value)][1]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
