"""What is said of a field beside its type: limits, a default, another name, functions that read or judge its value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Literal, NamedTuple


class _Missing:
    """There is no default."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()
LIMITS: Final = ("gt", "ge", "lt", "le", "min_length", "max_length", "pattern", "allow_inf_nan")
"""What the core checks by itself, under its own names."""


class Mark:
    """What :func:`Field` says of a field or, inside ``Annotated``, of a value.

    Attributes:
        default: the value of a field that is not given; :data:`MISSING` when it must be.
        alias: the name on disk, where it is another one.
        description: what the reference says of it.
        limits: name → limit, see :data:`LIMITS`.
        annotation: of a field of a table, its type; filled in by the table.
    """

    __slots__ = ("alias", "annotation", "default", "description", "limits")

    def __init__(
        self,
        default: Any,
        alias: str | None = None,
        description: str | None = None,
        limits: Mapping[str, Any] | None = None,
    ) -> None:
        self.default, self.alias, self.description = default, alias, description
        self.limits: Mapping[str, Any] = limits or {}
        self.annotation: Any = None

    def copy(self) -> Mark:
        """The same once more, for another field."""
        return Mark(self.default, self.alias, self.description, self.limits)

    def __repr__(self) -> str:
        return f"Field({self.default!r}, alias={self.alias!r}, **{dict(self.limits)!r})"

    @property
    def required(self) -> bool:
        """Whether the field must be given."""
        return self.default is MISSING

    def called(self, name: str) -> str:
        """The name on disk of a field that has this name here."""
        return self.alias or name


def Field(  # noqa: N802  # it stands where a class would
    default: Any = MISSING,
    *,
    alias: str | None = None,
    description: str | None = None,
    **limits: Any,
) -> Any:
    """Say more of a field than its type.

    Args:
        default: its value when it is not given; without one it must be.
        alias: its name on disk.
        description: what the reference says of it.
        limits: any of :data:`LIMITS`.

    Raises:
        TypeError: a limit that there is not.
    """
    if unknown := limits.keys() - set(LIMITS):
        raise TypeError(f"no limit is called {', '.join(sorted(unknown))}")
    return Mark(default, alias, description, limits)


def limits_of(extras: Iterable[Any]) -> dict[str, Any]:
    """All limits among what ``Annotated`` says of a value."""
    return {
        name: limit for extra in extras if isinstance(extra, Mark) for name, limit in extra.limits.items()
    }


class Before(NamedTuple):
    """Reads a value before the core sees it; raises what does not fit."""

    read: Callable[[Any], Any]


class Plain(NamedTuple):
    """Reads a value instead of the core."""

    read: Callable[[Any], Any]


class Spelled:
    """What a JSON Schema says of a value, where it is not what the checks say."""

    __slots__ = ("schema",)

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.schema = schema


class Judged(NamedTuple):
    """A method of a table that judges its fields, or the whole table; see :func:`field_validator`."""

    method: Any
    fields: tuple[str, ...]


def field_validator(*fields: str) -> Callable[[Any], Judged]:
    """Mark a class method that is shown values of these fields, and returns them or raises ValueError."""
    return lambda method: Judged(method, fields)


def model_validator(*, mode: Literal["after"]) -> Callable[[Any], Judged]:  # noqa: ARG001  # there is one mode
    """Mark a method that judges the whole table and returns it, or raises ValueError."""
    return lambda method: Judged(method, ())
