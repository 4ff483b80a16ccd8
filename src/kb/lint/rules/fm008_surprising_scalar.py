"""FM008 surprising-scalar: an unquoted value means the same to every reader of YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from kb.base import Document
from kb.diagnostics import Edit, Severity, Span
from kb.lint.rule import Context, Finding, Rule, Views
from kb.record import as_data
from kb.shapes import shape_at
from kb.text.frontmatter import KeyPath

_TRUE: Final = ("y", "yes", "on", "true")
_FALSE: Final = ("n", "no", "off", "false")
_NOT_PLAIN: Final = ("'", '"', "|", ">")
_RADIX: Final = {"0x": 16, "0o": 8, "0b": 2}


class SurprisingScalar(Rule):
    """An unquoted value is one thing to `kb` and another to other readers of YAML.

    ## Why

    `kb` reads a value as its field asks: `no` in a text field is the word, a commit of digits is a commit and
    version 1.10 is not version 1.1. Editors, scripts and the tools of other teams read the same file without
    knowing the fields, under the rules of YAML 1.1 or 1.2, and take `no` for false, `0123` for 83 and `1.10`
    for 1.1. Quotes, or the plain spelling of a number, make them all agree. `--fix` puts them there.

    ## Bad

    ```record research/experiments/EXP-0001-baseline.md
    ---
    id: EXP-0001
    type: experiment
    title: Boosted trees on the basic columns
    status: running
    created: 2026-05-04
    code:
      commit: 1234567
    model:
      params: {learning_rate: 1e-3, shuffle: no}
    ---
    ```

    ## Good

    ```record research/experiments/EXP-0001-baseline.md
    ---
    id: EXP-0001
    type: experiment
    title: Boosted trees on the basic columns
    status: running
    created: 2026-05-04
    code:
      commit: '1234567'
    model:
      params: {learning_rate: 0.001, shuffle: 'no'}
    ---
    ```
    """

    code: ClassVar[str] = "FM008"
    name: ClassVar[str] = "surprising-scalar"
    severity: ClassVar[Severity] = Severity.WARNING
    fixable: ClassVar[bool] = True
    views: ClassVar[Views] = ()

    def check(self, context: Context) -> Iterator[Finding]:
        """The plain scalars that the reader noticed."""
        for document in context.base.documents:
            if document.suspects and document.type is not None:
                yield from _judge(context, document, document.type)


def _judge(context: Context, document: Document, type_: str) -> Iterator[Finding]:
    model = context.base.types[type_].model
    refused = {problem.where for problem in document.problems}
    for path in _paths(document):
        shape = shape_at(model, path)
        if shape is None or path in refused:
            continue  # another rule speaks about it, or it is the team's own
        span = document.places[path].value
        text = document.source.text[span.start : span.end]
        if text.startswith(_NOT_PLAIN):
            continue  # a date in quotes: the reader keeps no note of those
        message, spelling = _verdict(text, shape.kind)
        help_ = f"Write {spelling}."
        yield Finding(document, path, message, help_, edits=(Edit(document.path, span, spelling),))


def _paths(document: Document) -> list[KeyPath]:
    """The key paths of what the reader noticed, in the order of the text."""
    by_span = {place.value: path for path, place in document.places.items()}
    found: dict[KeyPath, int] = {}
    for suspect in document.suspects:
        path = by_span.get(suspect) if isinstance(suspect, Span) else suspect
        if path is not None and path in document.places:
            found[path] = document.places[path].value.start
    return sorted(found, key=lambda path: found[path])


def _verdict(text: str, kind: str) -> tuple[str, str]:
    """What to say about a plain scalar, and how to spell it so that every reader agrees."""
    low = text.lower()
    if kind == "truth":
        truth = "true" if low in _TRUE else "false"
        return f"`{text}` means {truth} here; YAML 1.2 readers take it for a word", truth
    if kind == "number" or (kind == "data" and not isinstance(as_data(text), str)):
        other = "a word" if "e" in low else _number(text)
        return f"`{text}` is a number here; YAML 1.1 readers take it for {other}", _plain_number(text)
    from kb.text.yaml_scalar import quoted

    return f"`{text}` is text here; other YAML readers take it for {_others(text)}", quoted(text)


def _plain_number(text: str) -> str:
    """The spelling on which YAML 1.1 and 1.2 agree: no leading zeros, a point and a sign with an exponent."""
    mantissa, _, exponent = text.lower().partition("e")
    sign = mantissa[0] if mantissa[0] in "+-" else ""
    whole, point, rest = mantissa.lstrip("+-").partition(".")
    plain = f"{sign}{whole.lstrip('0') or '0'}"
    if not exponent:
        return plain + point + rest
    return f"{plain}.{rest or '0'}e{exponent if exponent[0] in '+-' else '+' + exponent}"


def _others(text: str) -> str:
    low = text.lower()
    if low in _TRUE or low in _FALSE:
        return "true" if low in _TRUE else "false"
    from kb.text.yaml_scalar import kind

    return "a date" if kind(text) == "date" else _number(text)


def _number(text: str) -> str:
    """The number that a reader without a schema sees."""
    plain = text.lower().replace("_", "")
    digits = plain.lstrip("+-")
    if ":" in plain:
        return "a number with the base 60"
    if "inf" in plain or "nan" in plain:
        return "infinity" if "inf" in plain else "not-a-number"
    try:
        if digits[:2] in _RADIX:
            return f"the number {int(digits[2:], _RADIX[digits[:2]])}"
        if re.fullmatch("0[0-7]+", digits):
            return f"the octal number {int(digits, 8)}"
        return f"the number {int(plain) if digits.isdigit() else float(plain)}"
    except ValueError:  # more digits than anybody turns into a number
        return "a number"
