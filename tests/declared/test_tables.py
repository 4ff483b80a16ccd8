"""Tables of settings: what is declared, given and refused."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Annotated

import pytest

from kb.config import Config
from kb.declared.compiled import ValidationError
from kb.declared.marks import MISSING, Field, field_validator, model_validator
from kb.declared.tables import Table


class Inner(Table):
    """A table in a table."""

    low: int = Field(1, ge=0, description="The lowest.")
    high: int = 3

    @model_validator(mode="after")
    def _in_order(self) -> Inner:
        if self.high < self.low:
            raise ValueError("the lowest is above the highest")
        return self


class Outer(Table):
    """A table with everything a table can have."""

    name: str = Field(min_length=1)
    odd: str | None = Field(None, alias="very-odd", min_length=2)
    sizes: Mapping[str, Annotated[float, Field(gt=0)]] = Field({})
    inner: Inner = Inner(high=7)
    _hidden: str | None = None

    @field_validator("name", "odd")
    @classmethod
    def _lower(cls, value: str) -> str:
        if value != value.lower():
            raise ValueError("small letters, please")
        return value


def wrong(table: type[Table], **given: object) -> list[tuple[object, str]]:
    with pytest.raises(ValidationError) as error:
        table.model_validate(given)
    return [(e["loc"], e["type"]) for e in error.value.errors()]


def test_what_is_given_and_what_is_not() -> None:
    made = Outer.model_validate({"name": "x", "very-odd": "ab", "inner": {"low": 2}})
    assert (made.name, made.odd, made.sizes, made.inner.low, made.inner.high) == ("x", "ab", {}, 2, 3)
    assert made.model_fields_set == {"name", "odd", "inner"}
    assert Outer(name="x", odd="ab").odd == "ab", "by its name here, too"
    assert Outer(name="x").inner == Inner(high=7)
    assert made._hidden is None


def test_what_does_not_fit_is_refused() -> None:
    assert wrong(Outer) == [(("name",), "missing")]
    assert wrong(Outer, name="x", nam="y") == [(("nam",), "extra_forbidden")]
    assert wrong(Outer, name="X") == [(("name",), "value_error")]
    assert wrong(Outer, name="x", **{"very-odd": "a"}) == [(("very-odd",), "string_too_short")]
    assert wrong(Outer, name="x", sizes={"a": 0}) == [(("sizes", "a"), "greater_than")]
    assert wrong(Outer, name="x", sizes={"a": float("nan")}) == [(("sizes", "a"), "finite_number")]
    assert wrong(Outer, name="x", inner={"low": 9}) == [(("inner",), "value_error")]


def test_a_table_stays_as_it_is() -> None:
    made = Outer(name="x", sizes={"a": 1})
    with pytest.raises(AttributeError, match="never changed"):
        made.name = "y"
    with pytest.raises(AttributeError, match="never changed"):
        del made.name
    other = made.model_copy(update={"name": "y"})
    assert (made.name, other.name, other.sizes) == ("x", "y", {"a": 1})
    assert other != made == copy.deepcopy(made)
    assert other.model_fields_set == {"name", "sizes"}
    assert hash(Inner()) == hash(Inner(low=1))
    assert repr(Inner()) == "Inner(low=1, high=3)"
    assert other.model_dump() == {
        "name": "y", "very-odd": None, "sizes": {"a": 1}, "inner": {"low": 1, "high": 7},
    }  # fmt: skip


def test_what_is_said_of_fields() -> None:
    told = Outer.model_fields
    assert list(told) == ["name", "odd", "sizes", "inner"]
    assert told["name"].required
    assert told["name"].default is MISSING
    assert told["odd"].called("odd") == "very-odd"
    assert told["inner"].annotation is Inner
    assert Inner.model_fields["low"].description == "The lowest."
    assert not hasattr(Outer, "name"), "no default is taken for a value"


def test_a_limit_that_there_is_not_is_no_limit() -> None:
    with pytest.raises(TypeError, match="minimum"):
        Field(1, minimum=2)


class Plain(Table):
    """A table whose defaults nobody judges."""

    low: int = Field(1, ge=0)
    names: Mapping[str, int] = Field({}, alias="all-names")
    inner: Inner = Inner(high=7)
    _hidden: str | None = None


class Wider(Plain):
    """One field more, and another default."""

    low: int = 2
    more: tuple[str, ...] = ("a",)


@pytest.mark.parametrize(
    "table",
    [
        Plain,
        Wider,
        Inner,
        Config,
        *(type(value) for value in vars(Config()).values() if isinstance(value, Table)),
    ],
)
def test_defaults_are_those_of_the_checker(table: type[Table]) -> None:
    by_the_checker = table.model_validate({})
    made = table()
    assert made == by_the_checker
    assert list(vars(made)) == list(vars(by_the_checker))
    assert (made.model_fields_set, made._hidden if table is Plain else None) == (set(), None)
    for kept in ("__pydantic_extra__", "__pydantic_private__"):
        assert getattr(made, kept, "none") == getattr(by_the_checker, kept, "none")


def test_defaults_are_nobody_elses() -> None:
    Plain().names["x"] = 1  # type: ignore[index]  # on purpose
    assert Plain().names == {}


def test_what_must_be_given_is_asked_for() -> None:
    with pytest.raises(ValidationError, match="name"):
        Outer()
