"""Makes records out of the types themselves: every field, values the models accept, links of every kind at random.

A type that gets a new field is covered the moment it has it; a new kind of value fails here until it is given one.
"""

from __future__ import annotations

import dataclasses
import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import yaml

from kb.declared.marks import limits_of
from kb.record import Data, Date, Handle, Id, Line, Link, Moment, Number, RuleCode, Slug, Text, Truth, Whole
from kb.records import Entry, Registry
from kb.records.stack import Met
from kb.schema import field_hints
from kb.text.yaml_block import entries

WORDS: dict[str, list[Any]] = yaml.safe_load(
    (Path(__file__).parent / "words.yml").read_text(encoding="utf-8")
)
REQUIREMENT = "^N?FR[0-9]{1,4}$"
STYLES = ("block", "block", "block", "json", "flow")


@cache
def _fields(model: type[Any]) -> tuple[dict[str, Any], set[str]]:
    """The fields of a class by their names on disk, and those that may not be left out."""
    hints, declared = field_hints(model), dataclasses.fields(model)  # in the same order
    return hints, {
        key for key, field in zip(hints, declared, strict=True) if field.default is dataclasses.MISSING
    }


@dataclass(frozen=True)
class Bounds:
    """Where a number may lie."""

    low: float = -1e100
    high: float = 1e100
    beyond_low: bool = False

    def holds(self, number: float) -> bool:
        """Whether a number may stand here."""
        return (self.low < number if self.beyond_low else self.low <= number) and number <= self.high


class Maker:
    """Makes records and bases of them.

    Args:
        seed: everything that follows depends on it alone.
        types: the types, with whatever a team added to them.
        today: the day around which most dates lie.
    """

    def __init__(self, seed: int, types: Registry, today: date) -> None:
        self.random = random.Random(seed)
        self.types = types
        self.today = today
        self.ids: dict[str, list[str]] = {}
        self.fullness = 0.5
        self.kinds: dict[int, Callable[[Maker, str], Any] | None] = {}

    # -- bases ------------------------------------------------------------------------------------------

    def files(self, count: int) -> dict[str, str]:
        """A base of so many records of all types, linked at random: path → text."""
        kinds = [self.random.choice(list(self.types)) for _ in range(count)]
        self.ids = {name: [] for name in self.types}
        named: list[tuple[str, str]] = []
        for number, kind in enumerate(kinds, 1):
            id_ = f"{self.types[kind].type.prefix}-{number:04}"
            self.ids[kind].append(id_)
            named.append((kind, id_))
        return dict(self.file(kind, id_) for kind, id_ in named)

    def file(self, kind: str, id_: str) -> tuple[str, str]:
        """The path and the text of one record."""
        entry = self.types[kind]
        folder = entry.type.folder if self.random.random() < 0.9 else "research/elsewhere"
        name = f"{id_}-{self.random.choice(('x', 'a-longer-name', 'ä', ''))}.md"
        return f"{folder}/{name}", self.text(self.record(entry, id_))

    def text(self, values: Mapping[str, Any]) -> str:
        """The file of these values, in one of the ways people write YAML, and a body."""
        style = self.random.choice(STYLES)
        if style == "json":
            lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
            head = "\n".join(lines)
        elif style == "flow":
            head = json.dumps(values, ensure_ascii=False, indent=self.random.choice((None, 1)))
        else:
            head = "\n".join(entries(dict(values), 0))
        text = f"---\n{head}\n---\n{self.body()}"
        if self.random.random() < 0.05:
            text = text.replace("\n", "\r\n")
        return "\ufeff" + text if self.random.random() < 0.02 else text

    def body(self) -> str:
        """A few lines of Markdown, some of them with ids."""
        return "\n\n".join(
            self.random.choice(WORDS["bodies"]).replace("ID", self.id_of(())) for _ in range(self.count())
        )

    # -- records ----------------------------------------------------------------------------------------

    def record(self, entry: Entry, id_: str) -> dict[str, Any]:
        """The values of one record that its model accepts."""
        self.fullness = self.random.choice((0.1, 0.5, 0.9, 1.0))
        fixed = {"id": id_, "type": entry.type.name, "status": self.random.choice(entry.type.states)}
        made = self.group(entry.model, entry.order)
        made |= {key: value for key, value in fixed.items() if key in made}
        if self.random.random() < 0.1:
            made["x-note"] = self.data()
        if made.get("allow") and self.random.random() < 0.8:
            del made["allow"]  # most are to be judged
        return made

    def group(self, model: type[Any], order: Sequence[str] = ()) -> dict[str, Any]:
        """Values of the fields of a class; those that must be there, and some of the others."""
        hints, needed = _fields(model)
        made = {}
        for key in order or hints:
            if key in hints and (key in needed or self.random.random() < self.fullness):
                made[key] = self.value(hints[key], key)
        if self.random.random() < 0.03:
            made["x-own"] = self.data()
        return made

    def value(self, hint: Any, key: str = "", bounds: Bounds | None = None) -> Any:
        """A value for a hint."""
        simple = self.simple(hint, key)
        if simple is not None:
            return simple()
        origin, arguments = get_origin(hint), get_args(hint)
        if is_dataclass(hint) and isinstance(hint, type):
            return self.group(hint)
        if origin is Literal:
            return self.random.choice(arguments)
        if origin is tuple:
            return [self.value(arguments[0], key) for _ in range(self.count())]
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {
                str(self.key_text(arguments[0], key)): self.value(arguments[1], key)
                for _ in range(self.count())
            }
        if origin is not Annotated:
            chosen = [a for a in arguments if a is not type(None)]
            if len(chosen) < len(arguments) and self.random.random() < 0.03:
                return None
            return self.value(self.random.choice(chosen), key)
        return self.annotated(arguments, key, bounds)

    def annotated(self, arguments: tuple[Any, ...], key: str, bounds: Bounds | None) -> Any:
        """A value of a type that more is said about: bounds, a pattern, where a link leads."""
        inner, *extras = arguments
        link = next((extra for extra in extras if isinstance(extra, Link)), None)
        if link is not None:
            return self.id_of(link.to)
        limits = limits_of(extras)
        if limits.get("pattern") == REQUIREMENT:
            return f"{self.random.choice(('FR', 'NFR'))}{self.random.randint(0, 12)}"
        if inner in (int, float):
            low = limits.get("ge", limits.get("gt", -1e100))
            found = Bounds(low, limits.get("le", 1e100), "gt" in limits)
            return self.number(found, whole=inner is int)
        raise NotImplementedError(f"no values are known for {arguments} of {key}")

    def simple(self, hint: Any, key: str) -> Callable[[], Any] | None:
        """How to make a value of a kind that the models share."""
        if id(hint) not in self.kinds:
            self.kinds[id(hint)] = next((make for kind, make in _SIMPLE if kind == hint), None)
        make = self.kinds[id(hint)]
        return None if make is None else lambda: make(self, key)

    # -- single values ------------------------------------------------------------------------------------

    def pick(self, name: str) -> Any:
        """One of the words for a purpose."""
        return self.random.choice(WORDS[name])

    def count(self) -> int:
        """How long a list is."""
        return self.random.choice((0, 1, 1, 2, 3, 5))

    def words(self, key: str) -> str:
        """A text: mostly one that fits its key, so that records speak of the same metrics, data and licences."""
        found = WORDS["keys"].get(key)
        if found and self.random.random() < 0.8:
            return str(self.random.choice(found))
        if self.random.random() < 0.1:
            return self.id_of(())
        if self.random.random() < 0.02:
            return "x" * self.random.choice((200, 3000))
        return str(self.pick("texts"))

    def key_text(self, hint: Any, key: str) -> str:
        """A key of a group whose keys are free."""
        return str(self.words(f"{key} keys") if hint is str else self.value(hint, key))[:200]

    def line(self) -> str:
        """A title: one line of at most 120 characters."""
        text = " ".join(self.words("title").split())[:120]
        return text.strip() or "a title"

    def id_of(self, types: tuple[str, ...]) -> str:
        """An id: mostly of a record of these types, sometimes of another, sometimes of none."""
        chance = self.random.random()
        wanted = types if types and chance < 0.85 else tuple(self.types)
        known = [id_ for name in wanted for id_ in self.ids.get(name, ())]
        if chance > 0.95 or not known:
            return f"{self.random.choice([e.type.prefix for e in self.types.values()])}-{self.random.randint(0, 99):04}"
        return self.random.choice(known)

    def date(self) -> str:
        """A day, mostly one near today."""
        if self.random.random() < 0.08:
            return str(self.pick("dates"))
        return (self.today + timedelta(days=round(self.random.gauss(0, 200)))).isoformat()

    def moment(self) -> str:
        """A moment in one of the forms people write."""
        if self.random.random() < 0.1:
            return str(self.pick("moments"))
        day = datetime.combine(date.fromisoformat(self.date()), datetime.min.time())
        if not datetime(1000, 1, 1) < day < datetime(9000, 1, 1):  # noqa: DTZ001 - the day alone is compared
            return day.date().isoformat()
        at = day + timedelta(seconds=self.random.randrange(86_400))
        return at.isoformat(sep=self.random.choice("T ")) + self.random.choice(("", "Z", "+02:00", "-1130"))

    def number(self, bounds: Bounds, *, whole: bool = False) -> Any:
        """A number inside its bounds, often right at them."""
        numbers = [n for n in WORDS["numbers"] if bounds.holds(n)]
        ends = [n for n in (bounds.low, bounds.high) if abs(n) < 1e100 and bounds.holds(n)]
        if bounds.low >= 0 and bounds.high <= 5:
            between = self.random.uniform(bounds.low, bounds.high)
            numbers += [round(between), round(between, 3), round(between, 1)] * 4
            numbers = [n for n in numbers if bounds.holds(n)]
        chosen = self.random.choice([*numbers, *ends])
        return max(min(int(chosen), 10**15 - 1), 1 - 10**15) if whole else chosen

    def data(self, depth: int = 0) -> Any:
        """Anything: a value, a list or a group."""
        chance = self.random.random()
        if depth < 3 and chance < 0.15:
            return [self.data(depth + 1) for _ in range(self.count())]
        if depth < 3 and chance < 0.3:
            return {self.key_text(str, "data"): self.data(depth + 1) for _ in range(self.count())}
        return self.random.choice((None, True, self.pick("numbers"), self.words("data")))


_SIMPLE: tuple[tuple[Any, Callable[[Maker, str], Any]], ...] = (
    (Text, Maker.words),
    (str, Maker.words),
    (Line, lambda m, _: m.line()),
    (Handle, lambda m, _: m.pick("handles")),
    (Slug, lambda m, _: m.pick("slugs")),
    (RuleCode, lambda m, _: m.pick("codes")),
    (Id, lambda m, _: m.id_of(())),
    (Date, lambda m, _: m.date()),
    (Moment, lambda m, _: m.moment()),
    (Number, lambda m, _: m.number(Bounds())),
    (Whole, lambda m, _: m.number(Bounds(), whole=True)),
    (Truth, lambda m, _: m.pick("truths")),
    (Met, lambda m, _: m.pick("met")),
    (Data, lambda m, _: m.data()),
)
