"""Reads the YAML between two `---` lines strictly: plain data, problems with places, nothing constructed.

The events of libyaml are walked once. Nothing is composed or constructed before depth, tags, anchors and
aliases were looked at, because composing alone can exhaust memory or the stack. Scalars stay the text that
was written: the schema of a record decides what is a number, so `no`, `1.10` and a commit of digits survive
in a text field. Where nobody asks for places, :mod:`kb.text.plain` reads what is plain beyond doubt before that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from sys import intern
from typing import Any, Final, NamedTuple

import yaml
from yaml.reader import ReaderError

from kb.diagnostics import Span
from kb.text import plain
from kb.text.places import KeyPath, Place, Trail, span_of
from kb.text.scalars import AMBIGUOUS, NULLS, NUMBERISH, SHARED, TRUTHS, TYPED, Quoted
from kb.text.source import BOM

__all__ = [
    "CONFLICT", "MAX_DEPTH", "MAX_HEAD", "FrontMatter", "KeyPath", "Place", "Problem", "Quoted",
    "conflicts_in", "locate", "parse", "split",
]  # fmt: skip

MAX_HEAD: Final = 64 * 1024
MAX_DEPTH: Final = 20
CONFLICT: Final = "an unresolved merge conflict"


class Problem(NamedTuple):
    """Something the reader refuses: the code of the rule that tells people, and where.

    ``where`` is a span, or a key path whose place is looked up when somebody asks; ``on`` says whether the
    key or the value at that path is meant.
    """

    code: str
    where: Span | KeyPath
    message: str
    help: str = ""
    on: str = "value"


@dataclass(slots=True)
class FrontMatter:
    """What stood between the `---` lines.

    Attributes:
        values: the mapping, leaves as text or None; None when there is no usable mapping.
        problems: why not, or what else is wrong with the text of the front matter.
        head: the characters between the two lines.
        body: where the Markdown begins.
        opening: the `---` of the first line.
        suspects: plain scalars that other readers of YAML take for something else.
    """

    values: dict[str, Any] | None
    head: Span
    body: int
    opening: Span
    problems: list[Problem] = field(default_factory=list)
    suspects: list[Span] = field(default_factory=list)


_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What an escape in double quotes can hide: controls, and what turns the direction of text.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SEPARATOR = re.compile("[\u2028\u2029]")
_WORD = re.compile(r"!<[^>\s]*>|[&*!%][^\s,\[\]{}]*")
_MARKER = re.compile(r"^(<{7}|>{7}|\|{7})(?: .*)?\r?$", re.MULTILINE)

_HINTS: Final = (
    (
        "mapping values are not allowed",
        "Put text that holds a colon and a space in quotes; else check the indentation.",
    ),
    ("expected <document start>", "Keep one block of fields between the `---` lines."),
    (
        "cannot start any token",
        "Indent with spaces, and quote text that starts with a special sign (@ ` % tab).",
    ),
    ("could not find expected ':'", "A key needs a colon and a space after it."),
    ("did not find expected key", "Check the indentation, and quote text that starts with a quote, [ or {."),
    ("did not find expected '-' indicator", "Check the indentation of the list."),
)


class _Unsafe(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def split(text: str) -> tuple[Span | None, int, Problem | None]:
    """Find the front matter.

    Returns:
        the span between the two `---` lines, where the body begins, and what is wrong if there is none.
    """
    start = 1 if text.startswith(BOM) else 0
    if not text.strip(BOM + " \t\r\n"):
        return (
            None,
            len(text),
            Problem("FM001", Span(0, len(text)), "the file is empty", "Start it with `kb new`."),
        )
    first = text.find("\n", start)
    opening = text[start : first if first != -1 else len(text)]
    if opening.rstrip(" \t\r") != "---":
        help_ = (
            "A record starts with a line `---`, its fields, and a second line `---`. "
            "What is no record goes elsewhere."
        )
        end = start + len(opening.rstrip("\r"))
        return None, start, Problem("FM001", Span(start, end), "there is no front matter", help_)
    begin = first + 1
    at = begin - 1
    while first != -1 and (at := text.find("\n---", at)) != -1:
        line_end = text.find("\n", at + 4)
        rest = text[at + 4 : line_end if line_end != -1 else len(text)]
        if not rest.strip(" \t\r"):
            return Span(begin, at + 1), (line_end + 1 if line_end != -1 else len(text)), None
        at += 4
    problem = Problem(
        "FM001",
        Span(start, start + 3),
        "the front matter is not closed",
        "Add a line `---` after the last field.",
    )
    return None, len(text), problem


def parse(text: str) -> FrontMatter:
    """Read the front matter of a text. Never raises for anything a text can hold."""
    return _read(text, None)


def locate(text: str) -> dict[KeyPath, Place]:
    """The place of every key and item of the front matter by its path; what could not be read has none."""
    places: dict[KeyPath, Place] = {}
    _read(text, places)
    return places


def _read(text: str, places: dict[KeyPath, Place] | None) -> FrontMatter:
    head, body, problem = split(text)
    if head is None:
        assert problem is not None
        return FrontMatter(None, Span(0, 0), body, Span(0, 0), [problem])
    opening = Span(1, 4) if text.startswith(BOM) else Span(0, 3)
    front = FrontMatter(None, head, body, opening)
    if head.end - head.start > MAX_HEAD:
        message = f"the front matter is longer than {MAX_HEAD // 1024} KiB"
        front.problems.append(Problem("FM007", opening, message, "Move long text into the body."))
        return front
    inside = text[head.start : head.end]
    if places is None and (values := plain.read(inside)) is not None:
        front.values = values
        return front
    if (marker := _MARKER.search(inside)) is not None:
        front.problems.append(_conflict(marker, head.start))
        return front
    if not inside.isascii() and (separator := _SEPARATOR.search(inside)) is not None:
        at = Span(head.start + separator.start(), head.start + separator.end())
        what = f"a line separator (U+{ord(separator[0]):04X}), at which YAML begins a line that nobody sees"
        front.problems.append(Problem("FM007", at, what, "Remove it, or begin a new line."))
        return front
    try:
        front.values = _build(inside, front, places)
    except _Unsafe as refused:
        front.problems.append(_on_the_word(refused.problem, text))
    except yaml.YAMLError as error:
        front.problems.append(_yaml_problem(error, inside, head.start))
    except (ValueError, OverflowError, RecursionError) as error:
        front.problems.append(Problem("FM002", opening, f"the YAML cannot be read: {error}"))
    return front


def conflicts_in(text: str, start: int) -> Iterator[Problem]:
    """The merge-conflict markers at the start of a line at or after ``start``."""
    return (_conflict(marker, 0) for marker in _MARKER.finditer(text, start))


def _conflict(marker: re.Match[str], base: int) -> Problem:
    span = Span(base + marker.start(), base + marker.start() + 7)
    help_ = "Choose what to keep, then remove the lines `<<<<<<<`, `=======` and `>>>>>>>`."
    return Problem("FM002", span, CONFLICT, help_)


def _yaml_problem(error: yaml.YAMLError, inside: str, base: int) -> Problem:
    mark = getattr(error, "problem_mark", None)
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    context, opened = getattr(error, "context", None), getattr(error, "context_mark", None)
    help_ = next((hint for phrase, hint in _HINTS if phrase in said), "")
    if said.startswith("found duplicate %YAML") or inside.startswith("%"):
        word = Span(base, base + len(inside.split(None, 1)[0]))
        return Problem("FM007", word, "YAML directives are not read", "Remove the line.")
    if isinstance(error, ReaderError) and (hidden := _CONTROL.search(inside)) is not None:
        what = f"a control character (U+{ord(hidden[0]):04X})"
        return Problem("FM007", Span(base + hidden.start(), base + hidden.end()), what, "Remove it.")
    if opened is not None and ("unexpected end of stream" in said or "flow" in str(context)):
        mark, help_ = opened, "Close the quote or bracket that opens here; quote text that starts with one."
    elif opened is not None and "simple key" in str(context):
        mark = opened
    at = min(mark.index if mark is not None else 0, max(len(inside) - 1, 0))
    return Problem("FM002", Span(base + at, base + at + 1), f"this is not valid YAML: {said}", help_)


def _refuse(event: Any, base: int, message: str, help_: str, code: str = "FM007") -> _Unsafe:
    start = event.start_mark.index
    end = max(event.end_mark.index, start + 1)
    return _Unsafe(Problem(code, Span(base + start, base + min(end, start + 80)), message, help_))


def _on_the_word(problem: Problem, text: str) -> Problem:
    """Narrow a refusal to the anchor, alias, tag or directive itself, or to one line."""
    assert isinstance(problem.where, Span)
    start, end = problem.where
    word = _WORD.match(text, start)
    line = text[start:end].partition("\n")[0].rstrip()
    end = word.end() if word is not None else start + max(len(line), 1)
    return problem._replace(where=Span(start, end))


def _check_node(event: Any, base: int) -> None:
    """Refuse what makes a reader construct or share something."""
    if isinstance(event, yaml.AliasEvent):
        help_ = "Write the value out; quote text that starts with `*`."
        raise _refuse(event, base, f"the alias *{event.anchor} is not read", help_)
    if event.anchor is not None:
        help_ = "Write the value out where it is used; quote text that starts with `&`."
        raise _refuse(event, base, f"the anchor &{event.anchor} is not read", help_)
    if event.tag is not None:
        tag = event.tag.replace("tag:yaml.org,2002:", "!!", 1)
        help_ = "Remove the tag; quote text that starts with `!`."
        raise _refuse(event, base, f"the tag {tag} is not read", help_)


def _empty(front: FrontMatter) -> _Unsafe:
    help_ = "Start with `id:` and `type:`."
    return _Unsafe(Problem("FM001", front.opening, "the front matter is empty", help_))


def _root(get: Any, front: FrontMatter) -> Any:
    """The event that opens the top-level mapping, or a problem."""
    base = front.head.start
    get()
    event = get()
    if isinstance(event, yaml.StreamEndEvent):
        raise _empty(front)
    if event.version or event.tags:
        raise _refuse(event, base, "YAML directives are not read", "Remove the line.")
    event = get()
    _check_node(event, base)
    if isinstance(event, yaml.MappingStartEvent):
        return event
    if isinstance(event, yaml.ScalarEvent) and event.value == "":
        raise _empty(front)
    kind = "a list" if isinstance(event, yaml.SequenceStartEvent) else "a single value"
    raise _refuse(event, base, f"the front matter is {kind}", "Write fields as `name: value`.", "FM001")


def _build(inside: str, front: FrontMatter, places: dict[KeyPath, Place] | None) -> dict[str, Any]:  # noqa: C901, PLR0912, PLR0915 - the one hot loop; splitting it doubles its time
    base = front.head.start
    get = _Parser(inside).get_event
    opened = _root(get, front)
    root: dict[str, Any] = {}
    container: Any = root
    in_map = True
    key: Any = None
    stack: list[Any] = []
    scalar, map_start, seq_start = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
    map_end, seq_end = yaml.MappingEndEvent, yaml.SequenceEndEvent
    trail = Trail(places, base, opened) if places is not None else None
    repeated = 0
    while True:
        event = get()
        cls = event.__class__
        if cls is scalar:
            value = event.value
            if event.anchor is not None or event.tag is not None:
                _check_node(event, base)
            style = event.style
            if in_map and key is None:
                if value == "<<" and not style:
                    raise _refuse(event, base, "the merge key << is not read", "Write the fields out.")
                key = value
                if trail is not None:
                    trail.key(event)
                if value in container:
                    repeated += 1
                    front.problems.append(_duplicate(event, base))
                    key = f"{value}\0{repeated}"  # kept aside: the first value stands
                continue
            if not style:
                if value in NULLS:
                    value = None
                elif (value[0] in NUMBERISH and AMBIGUOUS.fullmatch(value)) or value in TRUTHS:
                    front.suspects.append(span_of(event, base))
                elif len(value) < SHARED:
                    value = intern(value)
            elif TYPED.fullmatch(value):
                value = Quoted(value)
            elif style == '"' and not value.isprintable() and (hidden := _HIDDEN.search(value)):
                front.problems.append(_hidden(event, base, hidden[0]))
            if trail is not None:
                trail.scalar(event, key if in_map else len(container))
            if in_map:
                container[key] = value
                key = None
            else:
                container.append(value)
        elif cls is map_start or cls is seq_start:
            _check_node(event, base)
            if in_map and key is None:
                help_ = "Quote it if it starts with [ or {."
                raise _refuse(event, base, "a key must be a word", help_, "FM002")
            if len(stack) >= MAX_DEPTH:
                raise _refuse(event, base, f"nested deeper than {MAX_DEPTH} levels", "Flatten it.")
            new: Any = {} if cls is map_start else []
            if trail is not None:
                trail.open(event, key if in_map else len(container))
            if in_map:
                container[key] = new
            else:
                container.append(new)
            stack.append((container, in_map))
            container, in_map, key = new, cls is map_start, None
        elif cls is map_end or cls is seq_end:
            if trail is not None:
                trail.close(event)
            if not stack:
                break
            container, in_map = stack.pop()
            key = None
        else:
            _check_node(event, base)
    _finish(get, base)
    if repeated:
        _drop_repeats(root)
    return root


def _finish(get: Any, base: int) -> None:
    event = get()
    if isinstance(event, yaml.DocumentEndEvent):
        event = get()
    if not isinstance(event, yaml.StreamEndEvent):
        raise _refuse(
            event,
            base,
            "a second YAML document",
            "Keep one block of fields between the `---` lines.",
            "FM002",
        )


def _hidden(event: Any, base: int, sign: str) -> Problem:
    what = f"an escape that stands for U+{ord(sign):04X}, which nobody can see"
    return Problem("FM007", span_of(event, base), what, "Remove the escape.")


def _duplicate(event: Any, base: int) -> Problem:
    message = f"the key `{event.value}` is already there"
    return Problem("FM003", span_of(event, base), message, "Keep one of the two.")


def _drop_repeats(value: Any) -> None:
    if isinstance(value, dict):
        for key in [k for k in value if "\0" in k]:
            del value[key]
        for child in value.values():
            _drop_repeats(child)
    elif isinstance(value, list):
        for child in value:
            _drop_repeats(child)
