"""Classes of fields: frozen, slotted, compared by what they hold, and checked when they are made."""

import copy
import dataclasses
import pickle
from typing import Literal

import pytest

from kb.declared.compiled import ValidationError
from kb.declared.groups import fields
from kb.declared.marks import Field


@fields
class Point:
    """Two numbers and a name."""

    x: int
    y: int = 0
    class_: Literal["a", "b"] | None = Field(default=None, alias="class")

    def __repr__(self) -> str:
        return f"<{self.x}, {self.y}>"


@fields
class Named(Point):
    """A point with a name."""

    name: str


@fields
class Alone:
    """A single field."""

    only: int = 1


def test_what_is_held_is_checked_and_kept() -> None:
    assert (Point(x=1).x, Point(x=1).y, Point(x=1).class_) == (1, 0, None)
    assert not hasattr(Point(x=1), "__dict__")
    with pytest.raises(ValidationError) as wrong:
        Point(x="one", z=2)  # type: ignore[arg-type, call-arg]  # that is the point
    assert [(e["loc"], e["type"]) for e in wrong.value.errors()] == [
        (("x",), "int_parsing"),
        (("z",), "unexpected_keyword_argument"),
    ]


def test_they_are_what_they_hold() -> None:
    assert Point(x=1) == Point(x=1, y=0) != Point(x=2)
    assert hash(Point(x=1)) == hash(Point(x=1))
    assert Named(x=1, name="p") != Point(x=1)
    assert Alone() == Alone(only=1)
    assert len({Alone(), Alone(only=1), Alone(only=2)}) == 2
    assert repr(Named(x=1, name="p")) == "Named(x=1, y=0, class_=None, name='p')"
    assert repr(Point(x=1)) == "<1, 0>", "a method of the class itself stays"


def test_nothing_is_set_and_nothing_deleted() -> None:
    point = Point(x=1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.x = 2  # type: ignore[misc]  # that is the point
    with pytest.raises(dataclasses.FrozenInstanceError):
        del point.x


def test_copies_are_equal() -> None:
    point = Named(x=1, name="p")
    assert copy.deepcopy(point) == copy.copy(point) == pickle.loads(pickle.dumps(point)) == point
    assert dataclasses.replace(Alone(only=2), only=3) == Alone(only=3)
    assert [field.name for field in dataclasses.fields(Named)] == ["x", "y", "class_", "name"]
