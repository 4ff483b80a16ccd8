"""Makes front matters at the border of what is read line by line, and holds both readers against each other.

`python -m tests.text.bordering --minutes 30 --seed 1` does so for as long as one likes.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from kb.text import frontmatter, plain
from tests.hostile import test_fuzz
from tests.hostile.mutation import Mutator
from tests.text.handwriting import ODD, TYPED, WORDS

KEYS = (
    "id", "type", "a", "b", "k.l", "x-note", "on", "12", "a/b", "null", "n", "_", "0x1", "2026-01-31", '"on"',
    '"b"', '"null"', "größe", "a b", "'a'", '"a b"', "<<", "~", "-", "- a", "a:b", "?", "? a", "a ", "", "k" * 101,
    "[a]", "{a}", "*a", "&a k", "!t k", "#a", '"a', "a#", "---", "...", "%a", "=", "@", "\ta", '""',
)  # fmt: skip
VALUES = (
    *WORDS, *TYPED, *ODD, "''", '""', "'5'", '"true"', "'~'", "'it''s'", '"\\x41"', "'a' b", "'a' # c", '"a"b"',
    "'a: b'", '"a #b"', "'a", "a'", '"', "a: b", "a:", "a::b", ":a", "a #b", "a# b", "#", "a  b", "- a", "-a", "-",
    "--", "-5", "-.5", "- ", "-:", "+1", "~a", "(a)", "/a", ".", "..", "...", "--- a", "=", "a=", "<<", "< a", "$a",
    "^a", "a|b", "|", ">", ">-", "|-", ">+", ">2", "> a", ">- a", ">-\n  x", "&a", "*a", "!t", "%a", "@a", "`a", "?a",
    "? a", "a?", "a, b", ",a", "a]", "a}", "\\a", "a\\", "a\tb", "a\u00a0b", "a\u0085b", "a\u200db", "é", "数: b",
    "é:", "🙂", "\u0301", "\ufeffa", "a\x7fb", "https://example.org/a?b=c#d", "s3://a/b:1", "12:30", "1e5", "0o7",
    "0.80", "2026-01-31T10:00:00Z", "1_000", "yes", "Off", "NULL", "Null", "x" * 47, "x" * 48, "x" * 49, "word " * 12,
)  # fmt: skip
FLOWS = (
    "[]", "{}", "[a]", "[a, b]", "[a,b]", "[a , b]", "[ a, b ]", "[a, b,]", "[a, ]", "[,]", "[a b, c d]", "[a, b",
    "a, b]", "[a]]", "[[a], b]", "[[a]]", "[[a], [b, c]]", "[a, [b]]", "[{a: 1}, {b: 2}]", "{a: 1}", "{a: 1, b: x}",
    "{a: 1, a: 2}", "{a: {b: {c: {d: {e: 1}}}}}", "{a: [b, c], d: e}", "{a: b: c}", "{a:1}", "{a: }", "{a}", "{a, b}",
    "{a: 1]", "[a}", "{a: [b}", "[a: 1]", "[a: 1, b]", "['a', \"b\"]", "['a, b', c]", "['5', 5, ~, null, \"~\"]",
    "{'a': 1}", '{"a": 1}', "[a] b", "[a] # c", "[a]: b", "{a: 1}: b", "[a]\n", "[a,\n  b]", "[no, yes]", "[1e5]",
    "[-1, - 1, -a, -]", "[a: b]", "[a:b]", "[a:, b]", "[:a]", "[::]", "[?a]", "[a?b]", "[a#b]", "[a #b]", "[é, ü]",
    "[&a b]", "[*a]", "[!t a]", "[a'b]", "[a, 'b]", "[a\\b]", "['a'b]", "['a' 'b']", "[a][b]", "[a], b", "{}{}",
    "[https://a.b/c, s3://d]", "{u: sha256:0a, v: 12:30}", "{a: -1.5, b: .5, c: +2}", "{a: null, b: ~, c: ''}",
    "{ a: 1 }", "{a:  1}", "{a: 1,b: 2}", "{a: 1 , b: 2}", "[[], {}]", "[a, []]", "{a: [], b: {}}", "[(a), ~b, /c]",
    "[a] ", "{a : 1}", "[" * 5 + "a" + "]" * 5, "[" * 21 + "a" + "]" * 21,
)  # fmt: skip
BLOCKS = (
    ">-\n{}  a\n{}  b", ">-\n{} a", ">-\n{}a", ">-\n{}  a\n{}   b", ">-\n{}    a\n{}  b", ">-\n\n{}  a",
    ">-\n{}  a\n\n{}  b", ">-\n{}  5", ">-\n{}  a: b\n{}  # c\n{}  - d", ">-\n{}  a\n{} # c", ">-\n{}  a\n# c",
    ">-\n{}  ---",
    ">-", ">-\n",
    "|\n{}  a\n{}  b", "|-\n{}  a", ">\n{}  a", ">-\n{}  a\n{}\tb", ">- # c\n{}  a", ">-  \n{}  a",
    ">-\n{}  a \n{}  b",
    "a\n{}  b", "a\n{} b", "'a\n{}  b'", "\n{}  a", "\n{}  - a", "\n{}- a", "\n{}  b: c", "\n{} b: c\n{} d: e",
    "\n{}  'a'",
    "\n\n{}  - a\n\n{}  - b\n", "\n{}  # c\n{}  b: c", "\n{}# c\n{}  b: c", "# c\n{}  b: c", "\n{}  [a]",
    "\n{}  b: c\n{} d: e",
    ">-\n{}  é\n{}  数", ">-\n{}  ~", ">-\n{}  a\n\n", ">-\n{}  a\n  \n",
)  # fmt: skip
LINES = (
    "", "", "# c", "  # c", "    # a: b", " ", "\t", "---", "--- a", "...", "... a", "----", "%YAML 1.1", "- a", "a",
    "a b", "'a'", "[a]", "{a: 1}", "? a", ": a", "&a", "!!map", "<<<<<<< a", "=======", ">>>>>>> b", "- - x", "-",
    "- ",
    "-  a", "- a: 1", "-   a: 1", "- a:", "-\ta", "a:", "a: ", ":", "::", "- :", "- #", "#",
)  # fmt: skip
SIGNS = (
    " ", " ", " ", "\n", "\n", ":", ": ", ":\n", "-", "- ", "#", " #", "'", '"', "[", "]", "{", "}", ",", ", ", "|",
    ">", "\t", "\r", "\r\n", "\\", "&", "*", "!", "%", "@", "`", "?", "~", "=", "<", "é", "\u2028", "\u0085",
    "\ufeff", "\0",
    "0", "a", "---\n", "...\n", "\n  ", "\n- ", "\n# c\n",
)  # fmt: skip


class Bordering:
    """Makes front matters: most lines in order, now and then something at the border.

    Args:
        seed: everything that follows depends on it alone.
    """

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.oddity = 0.0

    def odd(self) -> bool:
        """Whether something out of order comes now."""
        return self.random.random() < self.oddity

    def text(self) -> str:
        """A text with a front matter."""
        self.oddity = self.random.choice((0.0, 0.02, 0.02, 0.05, 0.2))
        head = "\n".join(self.mapping(0, 0))
        for _ in range(self.random.choice((0, 0, 0, 1, 1, 2))):
            at = self.random.randint(0, len(head))
            head = head[:at] + self.random.choice(SIGNS) + head[at + self.random.choice((0, 0, 1, 2)) :]
        text = f"---\n{head}\n---\nbody\n"
        if self.random.random() < 0.05:
            text = text.replace("\n", "\r\n")
        return "\ufeff" * self.odd() + text

    def mapping(self, column: int, depth: int) -> Iterator[str]:
        """The lines of a mapping at a column."""
        for _ in range(self.random.choice((1, 1, 2, 3, 4))):
            yield from self.between(column)
            key = self.random.choice(KEYS) if self.odd() else f"k{self.random.randint(0, 40)}"
            yield from self.entry(f"{' ' * self.shifted(column)}{key}:", column, depth)

    def between(self, column: int) -> Iterator[str]:
        """A line between others."""
        if self.odd():
            pad = " " * self.shifted(column)
            yield self.random.choice((pad, "")) + self.random.choice(LINES)

    def shifted(self, column: int) -> int:
        """A column, or one beside it."""
        return max(0, column + self.random.choice((-2, -1, 1, 2))) if self.odd() else column

    def entry(self, lead: str, column: int, depth: int) -> Iterator[str]:
        """A key, or a dash, with what belongs to it."""
        kind = self.random.choice(("value", "value", "value", "flow", "block", "map", "seq", "none"))
        gap = self.random.choice(("  ", "", "\t", "   ")) if self.odd() else " "
        if kind == "map" and depth < 24:
            yield lead
            yield from self.mapping(self.shifted(column + self.random.choice((2, 2, 1, 4))), depth + 1)
        elif kind == "seq" and depth < 24:
            yield lead
            yield from self.sequence(self.shifted(column + self.random.choice((2, 0, 0, 4))), depth + 1)
        elif kind == "none":
            yield lead
        elif kind == "block":
            block = self.random.choice(BLOCKS) if self.odd() else BLOCKS[0]
            yield f"{lead} " + block.replace("{}", " " * column)
        else:
            yield lead + gap + self.value(kind)

    def sequence(self, column: int, depth: int) -> Iterator[str]:
        """The lines of a list at a column."""
        for _ in range(self.random.choice((1, 2, 3))):
            yield from self.between(column)
            pad = " " * self.shifted(column)
            dash = "-" + " " * self.random.choice((1, 1, 1, 3))
            if self.random.random() < 0.4:
                inner = column + len(dash)
                yield from self.entry(f"{pad}{dash}k{self.random.randint(0, 9)}:", inner, depth)
                if self.random.random() < 0.7:
                    yield from self.mapping(inner, depth + 1)
            elif self.odd():
                yield from self.entry(f"{pad}{dash if self.odd() else dash.rstrip()}", column, depth)
            else:
                yield f"{pad}{dash}{self.value('value')}"

    def value(self, kind: str) -> str:
        """A value on one line."""
        if kind == "flow":
            return self.random.choice(FLOWS) if self.odd() else self.flow(2)
        if self.odd():
            return self.random.choice((*VALUES, *ODD))
        return self.random.choice((*WORDS, *TYPED, "'5'", '"a: b"', "''", "a  b", "-5", "a:b", "x" * 60))

    def flow(self, depth: int) -> str:
        """A collection in brackets."""
        parts = [
            self.flow(depth - 1) if depth and self.random.random() < 0.2 else self.word()
            for _ in range(self.random.choice((1, 1, 2, 3)))
        ]
        if self.random.random() < 0.5:
            return f"[{', '.join(parts)}]"
        return "{" + ", ".join(f"k{self.random.randint(0, 30)}: {part}" for part in parts) + "}"

    def word(self) -> str:
        """A word between brackets."""
        if self.odd():
            return self.random.choice(VALUES)
        return self.random.choice(("a", "b c", "5", "0.80", "-1.5", "'5'", '"a, b"', "a:b", "~", "null", "é"))


def alike(one: Any, other: Any) -> bool:
    """Whether two values are equal, of the same classes, and their keys in the same order."""
    if one.__class__ is not other.__class__:
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(map(alike, one.values(), other.values()))
    if isinstance(one, list):
        return len(one) == len(other) and all(map(alike, one, other))
    return bool(one == other)


def compare(text: str) -> bool:
    """Hold both readers against each other; whether the text was read line by line."""
    head, _, _ = frontmatter.split(text)
    if head is None or plain.read(text[head.start : head.end]) is None:
        return False
    quick = frontmatter.parse(text)
    strict = frontmatter._read(text, {})  # whoever wants places gets the strict reader
    assert not strict.problems, f"the strict reader refuses {text!r}: {strict.problems}"
    assert quick == strict, f"{text!r}: {quick} is not {strict}"
    assert alike(quick.values, strict.values), f"{text!r}: {quick.values!r} is not {strict.values!r}"
    return True


def texts(seed: int) -> Iterator[tuple[str, str]]:
    """Texts without end, each with the name of its kind: made at the border, and records that were spoiled."""
    border, mutator = Bordering(seed), Mutator(seed, test_fuzz.sound_records())
    while True:
        for _ in range(8):
            yield "made", border.text()
        yield "spoiled", mutator.text()


def soak(seed: int, minutes: float) -> Counter[str]:
    """Compare for minutes; tells each difference and goes on."""
    counts: Counter[str] = Counter()
    end = time.monotonic() + 60 * minutes
    for number, (kind, text) in enumerate(texts(seed)):
        counts[kind] += 1
        try:
            counts[f"{kind}, read line by line"] += compare(text)
        except AssertionError as error:
            counts["differences"] += 1
            if counts["differences"] <= 20:
                print(f"-- {error!s:.3000}", flush=True)
        if number % 1000 == 0 and time.monotonic() > end:
            break
    return counts


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print(dict(soak(asked.seed, asked.minutes)))
