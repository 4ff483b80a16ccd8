"""Reads front matter as any YAML 1.2 reader does, and holds it against a JSON Schema as ECMA-262 means its patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators


class CoreLoader(yaml.SafeLoader):
    """YAML with the core schema of version 1.2, and keys as text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own way

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """A mapping whose keys are the texts that were written."""
        del deep
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


def _whole(loader: CoreLoader, node: Any) -> int:
    text = loader.construct_scalar(node)
    return int(text, 0) if text.startswith(("0o", "0x")) else int(text)


def _number(loader: CoreLoader, node: Any) -> float:
    return float(loader.construct_scalar(node).lower().replace(".inf", "inf").replace(".nan", "nan"))


def _mapping(loader: CoreLoader, node: Any) -> dict[Any, Any]:
    return loader.construct_mapping(node)


for _tag, _pattern in (
    ("null", r"~|null|Null|NULL|"),
    ("bool", "true|True|TRUE|false|False|FALSE"),
    ("int", "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), None)
CoreLoader.add_constructor("tag:yaml.org,2002:int", _whole)
CoreLoader.add_constructor("tag:yaml.org,2002:float", _number)
CoreLoader.add_constructor("tag:yaml.org,2002:map", _mapping)


def core(head: str) -> Any:
    """The values of a front matter as a YAML 1.2 reader hands them on."""
    return yaml.load(head, CoreLoader)


def ecma(pattern: str) -> re.Pattern[str]:
    """A pattern as ECMA-262 means it: `$` is the end, and not also the place before a last line end."""
    return re.compile(re.sub(r"(?<!\\)\$", r"\\Z", pattern))


def _pattern(validator: Any, pattern: str, instance: Any, schema: Any) -> Iterator[ValidationError]:
    del schema
    if validator.is_type(instance, "string") and not ecma(pattern).search(instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


_Validator = validators.extend(Draft202012Validator, {"pattern": _pattern})


def validator(schema: dict[str, Any]) -> Any:
    """A validator that also looks at formats."""
    return _Validator(schema, format_checker=FormatChecker())


def patterns(schema: Any) -> Iterator[str]:
    """Every pattern of a schema."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "pattern" and isinstance(value, str):
                yield value
            elif key == "patternProperties":
                yield from value
            yield from patterns(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from patterns(item)
