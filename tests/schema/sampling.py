"""Makes values that a JSON Schema accepts, from the schema alone."""

from __future__ import annotations

import random
from re import _parser as parser  # type: ignore[attr-defined]  # how `re` itself reads a pattern
from typing import Any

from tests.schema.reading import ecma

# Signs that a file may hold, of every kind a pattern could mean.
SIGNS = "aZ09 _-.+@:#'\"\\/[]{}|>~=&*!%?<\t\néß\u00a0\u0130\u200bжق数🙂\u3000"


class Sampler:
    """Makes values.

    Args:
        schema: the whole schema.
        seed: everything that follows depends on it alone.
    """

    def __init__(self, schema: dict[str, Any], seed: int) -> None:
        self.schema = schema
        self.random = random.Random(seed)

    def value(self, schema: Any) -> Any:
        """A value that this part of the schema accepts."""
        if "$ref" in schema:
            return self.value(self.schema["$defs"][schema["$ref"].rpartition("/")[2]])
        if "anyOf" in schema:
            return self.value(self.random.choice(schema["anyOf"]))
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self.random.choice(schema["enum"])
        kinds = schema.get("type", ["string", "integer", "boolean", "null"])
        kind = self.random.choice([kinds] if isinstance(kinds, str) else kinds)
        return getattr(self, f"_{kind}")(schema)

    def _object(self, schema: Any) -> dict[str, Any]:
        if "properties" in schema:
            needed = set(schema.get("required", ()))
            fullness = self.random.choice((0.1, 0.5, 1))
            chosen = [k for k in schema["properties"] if k in needed or self.random.random() < fullness]
            own = (
                {"x-own": self.random.choice((1, "a", [None], {"b": {}}))}
                if self.random.random() < 0.1
                else {}
            )
            return {**{key: self.value(schema["properties"][key]) for key in chosen}, **own}
        keys, values = schema.get("propertyNames", {}), schema.get("additionalProperties", {})
        values = {} if values is True else values
        return {self._string(keys)[:60]: self.value(values) for _ in range(self.random.randint(0, 3))}

    def _array(self, schema: Any) -> list[Any]:
        return [self.value(schema["items"]) for _ in range(self.random.randint(0, 3))]

    def _string(self, schema: Any) -> str:
        tree = parser.parse(schema["pattern"]) if "pattern" in schema else None
        low, high = schema.get("minLength", 0), schema.get("maxLength", 10_000)
        for _ in range(1000):
            text = self._any() if tree is None else self._of(tree)
            if tree is not None and not schema["pattern"].startswith("^"):
                text = self._any() + text + self._any()
            if low <= len(text) <= high and (tree is None or ecma(schema["pattern"]).search(text)):
                return text
        raise AssertionError(f"no text for {schema}")

    def _any(self) -> str:
        return "".join(self.random.choices(SIGNS, k=self.random.choice((0, 1, 2, 5, 100))))

    def _integer(self, schema: Any) -> int:
        low, high = schema.get("minimum", -(10**9)), schema.get("maximum", 10**9)
        return self.random.choice((low, high, self.random.randint(low, high), min(max(low, 0), high)))

    def _number(self, schema: Any) -> float:
        low = schema.get("exclusiveMinimum", schema.get("minimum", -1e100))
        high = schema.get("maximum", 1e9 if "pattern" in schema else 1e100)
        if "pattern" in schema:  # a text that looks like a number: its spelling is the text's
            return self.random.randint(int(max(low, 0)), int(high))
        found = self.random.choice((low, high, self.random.uniform(low, high), min(max(low, 0.0), high)))
        return float(high if "exclusiveMinimum" in schema and found == low else found)

    def _boolean(self, schema: Any) -> bool:
        del schema
        return self.random.random() < 0.5

    def _null(self, schema: Any) -> None:
        del schema

    def _of(self, tree: Any) -> str:
        """A text of a pattern that was taken apart; looking ahead is left to whoever tries it."""
        return "".join(self._piece(str(op), told) for op, told in tree)

    def _piece(self, op: str, told: Any) -> str:
        if op == "LITERAL":
            return chr(told)
        if op == "IN":
            return self._sign(told)
        if op == "MAX_REPEAT":
            low, high, inner = told
            return "".join(self._of(inner) for _ in range(self.random.randint(low, min(int(high), low + 70))))
        if op == "SUBPATTERN":
            return self._of(told[-1])
        if op == "BRANCH":
            return self._of(self.random.choice(told[1]))
        assert op in ("AT", "ASSERT_NOT"), op
        return ""

    def _sign(self, told: Any) -> str:
        if str(told[0][0]) == "NEGATE":
            return self.random.choice(SIGNS)
        op, what = self.random.choice(told)
        return chr(what if str(op) == "LITERAL" else self.random.randint(*what))
