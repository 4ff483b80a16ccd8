"""Walks the events of libyaml once, for the values of a front matter and, if somebody asks, their places.

Nothing is composed or constructed before depth, tags, anchors and aliases were looked at, because composing alone can
exhaust memory or the stack.
"""

from __future__ import annotations

import re
from typing import Any, Final

import yaml
from yaml.reader import ReaderError

from kb.diagnostics import Span
from kb.text.frontmatter import MAX_DEPTH, FrontMatter, KeyPath, Place, Problem
from kb.text.places import span_of
from kb.text.scalars import AMBIGUOUS, NULLS, NUMBERISH, TRUTHS, TYPED, Quoted, shared
from kb.text.trail import Trail

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What an escape in double quotes can hide: controls, and what turns the direction of text.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_WORD = re.compile(r"!<[^>\s]*>|[&*!%][^\s,\[\]{}]*")

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


def walk(text: str, front: FrontMatter, places: dict[KeyPath, Place] | None) -> None:
    """Put the values of a front matter, or what is wrong with it, where they belong.

    Args:
        text: the whole text.
        front: where its front matter stands; gets the values, the problems and the suspects.
        places: gets the place of every key and value; None when nobody asks.
    """
    inside = text[front.head.start : front.head.end]
    try:
        front.values = _build(inside, front, places)
    except _Unsafe as refused:
        front.problems.append(_on_the_word(refused.problem, text))
    except yaml.YAMLError as error:
        front.problems.append(_yaml_problem(error, inside, front.head.start))
    except (ValueError, OverflowError, RecursionError) as error:
        front.problems.append(Problem("FM002", front.opening, f"the YAML cannot be read: {error}"))


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
                else:
                    value = shared(value)
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
