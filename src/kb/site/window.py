"""What a page of a record sees of the base: it may ask, and all its questions are noted with their answers.

A page is a function of its record and of these answers. When all of them come out as they were, so would the page:
then nobody has to draw it again. What else the page might look at is not in here, so that nothing goes unnoticed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from kb.reproducibility import fulfilled
from kb.site import addresses
from kb.site.drawing.html import Html
from kb.site.page import Question

if TYPE_CHECKING:
    from kb.progress import Best
    from kb.records.experiment import Experiment
    from kb.reproducibility import Criterion
    from kb.site.drawing.svg import DrawnNode
    from kb.site.material import Material

_FEW: Final = 200_000
# Whose answers hold the title of the record they are about; those of a page's own that hold the titles of any. No other
# answer has a title in it.
_NAMING: Final = frozenset({"named", "node", "ref"})
_NAMED: Final = frozenset({"answers", "fit"})


class Window:
    """The base as the page of one record sees it.

    Args:
        material: the base.
        here: the path of the page.
        id: the record.

    Attributes:
        asked: the questions, with the digests of their answers.
    """

    __slots__ = ("_folder", "_heard", "_material", "_own", "asked", "here", "id")

    def __init__(self, material: Material, here: str, id: str) -> None:
        self._material = material
        self.id = id
        self.here = here
        self.asked: dict[Question, bytes] = {}
        self._folder = addresses.folder(here)
        self._heard: dict[str, Any] = {}
        self._own: Mapping[str, Callable[[], Any]] | None = None

    def _give(self) -> Mapping[str, Callable[[], Any]]:
        """What only this page asks, by name; asked for when the page asks first."""
        raise NotImplementedError

    def source(self) -> bytes:
        """Digest of the text of the record."""
        raise NotImplementedError

    def __getitem__(self, name: str) -> Any:
        """The answer to a question of this page alone; however often the page asks, it is looked up once."""
        if name not in self._heard:
            self._heard[name] = self._ask(("own", name))
        return self._heard[name]

    def digest(self, questions: Iterable[Question]) -> bytes | None:
        """What the answers to some questions come to now; None where a question is not understood."""
        whole = blake2b(digest_size=16)
        try:
            for question in questions:
                whole.update(self._answer(question)[1])
        except (LookupError, TypeError, ValueError):
            return None
        return whole.digest()

    def may_name(self, questions: Iterable[Question], ids: Set[str | None]) -> bool:
        """Whether the title of one of those records may be in the answers to some questions."""
        return any(
            each[1] in (ids if each[0] in _NAMING else _NAMED if each[0] == "own" else ())
            for each in questions
        )

    def noted(self) -> bytes:
        """What the answers came to while the page was drawn."""
        whole = blake2b(digest_size=16)
        for answer in self.asked.values():
            whole.update(answer)
        return whole.digest()

    def _ask(self, question: Question) -> Any:
        answer, digest = self._answer(question)
        self.asked[question] = digest
        return answer

    def _answer(self, question: Question) -> tuple[Any, bytes]:
        """The answer and its digest. What other pages ask in the same words is looked up once."""
        kind = question[0]
        if kind == "own":
            if self._own is None:
                self._own = self._give()
            return _digested(self._own[question[1]]())
        # From a text of its own, or about itself: no other page asks it. Else a link is the same from a whole folder.
        if kind == "leads" or self.id in question:
            return _digested(self._looked_up(*question))
        key = (self._folder, question)
        known = self._material.answers
        found = known.get(key)
        if found is None:
            if len(known) > _FEW:
                known.clear()
            found = known[key] = _digested(self._looked_up(*question))
        return found

    def _looked_up(self, kind: str, *values: Any) -> Any:
        material = self._material
        if kind == "ref":
            id, note, with_flags, with_status = values
            return material.ref(id, self.here, note=note, with_flags=with_flags, with_status=with_status)
        if kind == "node":
            return material.node(values[0], self.here)
        if kind == "best":
            return material.best(*values)
        if kind == "named":
            return material.bodies.named(*values)
        if kind == "leads":
            href, source, loaded = values
            return material.bodies.leads(href, source, self.here, loaded=loaded)
        raise KeyError(kind)

    # -- what templates ask: a new question is a method here and a line above ----------------------------------------

    @property
    def repository(self) -> str:
        """The address of the repository on its code host."""
        return self._material.repository

    @property
    def branch(self) -> str:
        """The branch that edit and history links lead to."""
        return self._material.branch

    def ref(
        self, id: str, here: str, *, note: str = "", with_flags: bool = True, with_status: bool = True
    ) -> Html:
        """As :meth:`kb.site.material.Material.ref`."""
        found: Html = self._ask(("ref", id, note, with_flags, with_status))
        return found

    def node(self, id: str) -> DrawnNode:
        """As :meth:`kb.site.material.Material.node`."""
        found: DrawnNode = self._ask(("node", id))
        return found

    def best(self, goal: str, metric: str, direction: str) -> Best | None:
        """As :meth:`kb.site.material.Material.best`."""
        found: Best | None = self._ask(("best", goal, metric, direction))
        return found

    def page_url(self, path: str, here: str) -> str:
        """As :meth:`kb.site.material.Material.page_url`, which looks at no record."""
        return self._material.page_url(path, here)

    def person(self, name: str | None, here: str) -> Html:
        """As :meth:`kb.site.material.Material.person`, which looks at no record."""
        return self._material.person(name, here)

    def tag(self, name: str, here: str) -> Html:
        """As :meth:`kb.site.material.Material.tag`, which looks at no record."""
        return self._material.tag(name, here)

    def suspects(self, id: str) -> list[str]:
        """What the record of this page cites that has changed since."""
        found: list[str] = self["suspects"]
        return found

    def successors(self, id: str) -> list[str]:
        """The records that took the place of the one of this page."""
        found: list[str] = self["successors"]
        return found

    def criteria(self, experiment: Experiment) -> tuple[Criterion, ...]:
        """The criteria of reproducibility of the experiment of this page."""
        found: tuple[Criterion, ...] = self["criteria"]
        return found

    def fulfilled(self, experiment: Experiment) -> int | None:
        """How many of them hold."""
        found = self.criteria(experiment)
        return fulfilled(found) if found else None

    # -- what bodies ask ------------------------------------------------------------------------------------

    def named(self, id: str) -> Any:
        """What a body says of a record that it names."""
        return self._ask(("named", id))

    def leads(self, href: str, source: str, *, loaded: bool) -> str | None:
        """Where a link of a body leads."""
        found: str | None = self._ask(("leads", href, source, loaded))
        return found


def _digested(answer: Any) -> tuple[Any, bytes]:
    """An answer is a value: what it consists of is what it shows of itself."""
    return answer, blake2b(repr(answer).encode("utf-8", "surrogatepass"), digest_size=8).digest()
