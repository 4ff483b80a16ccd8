"""Makes a class of fields: a frozen dataclass with slots, whose values the core checks."""

from __future__ import annotations

import dataclasses
from itertools import repeat
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

from kb.declared.compiled import ArgsKwargs
from kb.declared.marks import MISSING, Field
from kb.declared.schemas import Schema, field_schema, hints_of, name_on_disk, validator_of

T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(Field, dataclasses.field))
def fields(cls: type[T]) -> type[T]:
    """Make a class a frozen, slotted dataclass whose values are checked; unknown keys are refused.

    The methods are the same functions for all classes: writing and compiling some for each costs more than anything
    else that a short run does.
    """
    make = dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=True, slots=True)
    made = make(cls)
    names = tuple(field.name for field in dataclasses.fields(made))  # type: ignore[arg-type]  # it is one now
    values = attrgetter(*names) if len(names) > 1 else lambda self: (getattr(self, names[0]),)
    own = {
        "__names__": names,
        "__values__": staticmethod(values),
        "__core_schema__": classmethod(_core_schema),
    }
    for name, method in (_METHODS | own).items():
        if name not in cls.__dict__:
            setattr(made, name, method)
    return made


def _init(self: Any, **given: Any) -> None:
    validator_of(type(self)).validate_python(ArgsKwargs((), given), self_instance=self)


def _repr(self: Any) -> str:
    said = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__names__)
    return f"{type(self).__qualname__}({said})"


def _eq(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self.__values__(self) == self.__values__(other)


def _hash(self: Any) -> int:
    return hash(self.__values__(self))


def _setattr(self: Any, name: str, value: object) -> None:  # noqa: ARG001  # nothing is set
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: Any, name: str) -> None:  # noqa: ARG001  # nothing is deleted
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _getstate(self: Any) -> Any:
    return self.__values__(self)


def _setstate(self: Any, state: Any) -> None:
    # Ten thousand records come from another process so, with thirty fields each: no loop of our own.
    any(map(object.__setattr__, repeat(self), self.__names__, state))


_METHODS: dict[str, Any] = {
    "__init__": _init,
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__setattr__": _setattr,
    "__delattr__": _delattr,
    "__getstate__": _getstate,
    "__setstate__": _setstate,
}


def _core_schema(cls: Any) -> Schema:
    hints, told = hints_of(cls), []
    for field in dataclasses.fields(cls):
        default = MISSING if field.default is dataclasses.MISSING else field.default
        one: Schema = {
            "type": "dataclass-field",
            "name": field.name,
            "schema": field_schema(hints[field.name], default),
        }
        name = name_on_disk(field.name, default)
        if name != field.name:
            one |= {"validation_alias": name, "serialization_alias": name}
        told.append(one)
    return {
        "type": "dataclass",
        "cls": cls,
        "ref": f"{cls.__module__}.{cls.__qualname__}:{id(cls)}",
        "schema": {
            "type": "dataclass-args",
            "dataclass_name": cls.__name__,
            "fields": told,
            "computed_fields": [],
            "collect_init_only": False,
        },
        "fields": [field.name for field in dataclasses.fields(cls)],
        "slots": True,
        "config": {"extra_fields_behavior": "forbid", "title": cls.__name__},
    }
