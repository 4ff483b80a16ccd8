"""A pattern that is compiled late finds what it would find if it had been compiled at once."""

import re

import pytest

from kb.text.late import late


def test_it_is_the_same_pattern_from_its_first_use_on() -> None:
    found, usual = late(r"(a)b*", re.IGNORECASE), re.compile(r"(a)b*", re.IGNORECASE)
    assert "search" not in found.__dict__
    for _ in range(2):
        assert found.fullmatch("ABb") is not None
        assert found.search("xab")[1] == "a"  # type: ignore[index]  # it is there
        assert [m[0] for m in found.finditer("ab a")] == [m[0] for m in usual.finditer("ab a")]
        assert found.sub("-", "ab c") == usual.sub("-", "ab c")
    assert found.pattern == usual.pattern
    assert "search" in found.__dict__


def test_a_mistake_in_it_is_one_when_it_is_used() -> None:
    with pytest.raises(re.error):
        late("(").search("")
