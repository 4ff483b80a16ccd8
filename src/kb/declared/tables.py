"""A table of the configuration: a class of settings that is frozen and refuses what is not declared."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import get_annotations
from typing import Any, ClassVar, Self

from kb.declared.marks import MISSING, Judged, Mark
from kb.declared.schemas import Schema, field_schema, hints_of, validator_of


class _Declaring(type):
    """What can be asked of the class of a table."""

    @property
    def model_fields(cls) -> Mapping[str, Mark]:
        """The fields by the names they have here; types are looked at when somebody asks."""
        found: dict[str, Mark] | None = cls.__dict__.get("__marks__")
        if found is None:
            said: dict[str, Any] = cls.__declared__  # type: ignore[attr-defined]  # every table has it
            found = {
                name: _mark(said.get(name, MISSING), hint)
                for name, hint in hints_of(cls).items()
                if name[0] != "_"
            }
            type.__setattr__(cls, "__marks__", found)
        return found


def _mark(said: Any, hint: Any) -> Mark:
    mark = said.copy() if isinstance(said, Mark) else Mark(said)
    mark.annotation = hint
    return mark


class Table(metaclass=_Declaring):
    """A table of the configuration: frozen, and no key that is not declared.

    A class declares its fields as annotations, with a default or what :func:`kb.declared.marks.Field` says of them.
    """

    # Under these names the core keeps what it finds.
    __slots__ = ("__dict__", "__pydantic_extra__", "__pydantic_fields_set__", "__pydantic_private__")
    __declared__: ClassVar[Mapping[str, Any]] = {}
    __judges__: ClassVar[tuple[Judged, ...]] = ()

    def __init_subclass__(cls) -> None:
        own = {name: cls.__dict__[name] for name in get_annotations(cls) if name in cls.__dict__}
        judges = {name: value for name, value in cls.__dict__.items() if isinstance(value, Judged)}
        for name in own:
            if name[0] != "_":
                delattr(cls, name)
        for name, judged in judges.items():
            setattr(cls, name, judged.method)
        cls.__declared__ = {**cls.__declared__, **own}
        cls.__judges__ = (*cls.__judges__, *judges.values())

    def __init__(self, **given: Any) -> None:
        if given or (defaults := _defaults(type(self))) is None:
            validator_of(type(self)).validate_python(given, self_instance=self)
            return
        object.__setattr__(self, "__dict__", defaults)
        object.__setattr__(self, "__pydantic_fields_set__", set())
        object.__setattr__(self, "__pydantic_extra__", None)
        object.__setattr__(self, "__pydantic_private__", None)

    @classmethod
    def model_validate(cls, given: object) -> Self:
        """The table of some values.

        Raises:
            ValidationError: they do not fit.
        """
        made: Self = validator_of(cls).validate_python(given)
        return made

    @property
    def model_fields_set(self) -> set[str]:
        """The fields that were given."""
        found: set[str] = self.__pydantic_fields_set__  # type: ignore[attr-defined]  # the core puts it there
        return found

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """The same table with other values, which are not checked."""
        made = object.__new__(type(self))
        object.__setattr__(made, "__dict__", {**self.__dict__, **update})
        object.__setattr__(made, "__pydantic_fields_set__", self.model_fields_set | update.keys())
        return made

    def model_dump(self) -> dict[str, Any]:
        """The values by their names on disk, with tables as mappings."""
        marks = type(self).model_fields
        return {mark.called(name): _dumped(getattr(self, name)) for name, mark in marks.items()}

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a table is never changed; `{name}` belongs to another one")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a table is never changed; `{name}` stays")

    def __deepcopy__(self, memo: object) -> Self:
        """Itself: the core copies defaults that cannot be hashed."""
        return self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), *self.__dict__.values()))

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items() if name[0] != "_")
        return f"{type(self).__name__}({said})"

    @classmethod
    def __core_schema__(cls) -> Schema:
        """What the core checks a table of this class by."""
        fields: dict[str, Schema] = {}
        for name, mark in cls.model_fields.items():
            schema = field_schema(mark.annotation, mark)
            for judged in cls.__judges__:
                if name in judged.fields:
                    inner = schema if schema["type"] != "default" else schema["schema"]
                    after = _after(judged.method.__get__(None, cls), inner)
                    schema = after if schema["type"] != "default" else {**schema, "schema": after}
            fields[name] = {"type": "model-field", "schema": schema}
            if mark.alias is not None:
                fields[name] |= {"validation_alias": mark.alias, "serialization_alias": mark.alias}
        whole: Schema = {
            "type": "model",
            "cls": cls,
            "schema": {
                "type": "model-fields",
                "fields": fields,
                "model_name": cls.__name__,
                "computed_fields": [],
            },
            "config": {
                "title": cls.__name__,
                "extra_fields_behavior": "forbid",
                "allow_inf_nan": False,
                "validate_by_alias": True,
                "validate_by_name": True,
            },
        }
        for judged in cls.__judges__:
            if not judged.fields:
                whole = _after(judged.method, whole)
        return whole


def _defaults(cls: type[Table]) -> dict[str, Any] | None:
    """The values of a table of which nothing is given, without the checker; None where the checker has a say in them.

    Most tables are made only so, as the defaults of others, and building a checker takes half a millisecond.
    """
    if any(not judged.fields for judged in cls.__judges__):
        return None
    found = {}
    for base in reversed(cls.__mro__):
        for name in get_annotations(base) if issubclass(base, Table) and base is not Table else ():
            if name[0] != "_":
                said = cls.__declared__.get(name, MISSING)
                value = said.default if isinstance(said, Mark) else said
                if value is MISSING:
                    return None
                found[name] = dict(value) if isinstance(value, dict) else value
    return found


def _after(judge: Any, schema: Schema) -> Schema:
    return {"type": "function-after", "function": {"type": "no-info", "function": judge}, "schema": schema}


def _dumped(value: Any) -> Any:
    if isinstance(value, Table):
        return value.model_dump()
    if isinstance(value, Mapping):
        return {key: _dumped(item) for key, item in value.items()}
    return value
