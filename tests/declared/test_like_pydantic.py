"""The checks that hints are turned into are those of pydantic itself, told the same in its own words."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BeforeValidator, PlainValidator, TypeAdapter

from kb.declared.compiled import SchemaValidator, ValidationError
from kb.declared.marks import Before, Field, Plain
from kb.declared.schemas import schema_of


def _halved(value: Any) -> Any:
    if value == "bad":
        raise ValueError("no half of it")
    return value[1:-1] if isinstance(value, str) and value[:1] == '"' else value


PAIRS: list[tuple[Any, Any]] = [
    (hint, hint)
    for hint in (
        str,
        int,
        float,
        bool,
        Any,
        str | None,
        Literal["a", "b"],
        Literal["1", 1] | None,
        tuple[int, ...],
        tuple[str | None, ...] | None,
        Mapping[str, float],
        Mapping[str, Mapping[str, int | str]],
        float | tuple[int, ...],
    )
] + [
    (Annotated[float, Field(gt=0, le=5)], Annotated[float, pydantic.Field(gt=0, le=5)]),
    (Annotated[int, Field(ge=1, lt=3)] | None, Annotated[int, pydantic.Field(ge=1, lt=3)] | None),
    (
        Annotated[float, Before(_halved), Field(allow_inf_nan=False, ge=0)],
        Annotated[float, BeforeValidator(_halved), pydantic.Field(allow_inf_nan=False, ge=0)],
    ),
    (
        Annotated[str, Field(pattern="^[ab]", min_length=2)],
        Annotated[str, pydantic.Field(pattern="^[ab]", min_length=2)],
    ),
    (
        Annotated[tuple[int, ...], Field(min_length=1)],
        Annotated[tuple[int, ...], pydantic.Field(min_length=1)],
    ),
    (
        Mapping[Annotated[str, Field(max_length=1)], Annotated[Any, Plain(_halved)]],
        Mapping[Annotated[str, pydantic.Field(max_length=1)], Annotated[Any, PlainValidator(_halved)]],
    ),
]
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 9)
    | st.floats()
    | st.text(st.sampled_from('ab1".- 0'), max_size=4)
    | st.sampled_from(["bad", "1", "2.0", "true", "inf", 10**30]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "ab"]), inner),
    max_leaves=5,
)


def _outcome(check: Any, value: Any) -> Any:
    """What comes out, or the place and kind of everything that is wrong."""
    try:
        return repr(check(value))
    except ValidationError as error:
        return [(e["loc"], e["type"]) for e in error.errors(include_url=False)]


@pytest.mark.parametrize(("ours", "theirs"), PAIRS, ids=lambda hint: str(hint)[:40])
def test_they_take_and_refuse_the_same(ours: Any, theirs: Any) -> None:
    own, other = SchemaValidator(schema_of(ours)).validate_python, TypeAdapter(theirs).validate_python

    @given(VALUES)
    def same(value: Any) -> None:
        found, expected = _outcome(own, value), _outcome(other, value)
        assert found == expected or _only_later(found, expected)

    same()


def _only_later(found: Any, expected: Any) -> bool:
    """Whether both refuse a number at one place: the core looks at limits and at infinity in an order of its own."""
    both = isinstance(found, list) and isinstance(expected, list)
    return both and [place for place, _ in found] == [place for place, _ in expected]


def test_of_a_type_that_nobody_knows_nothing_is_made_up() -> None:
    with pytest.raises(TypeError, match="nothing checks"):
        schema_of(set[int])
