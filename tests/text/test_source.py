"""A text with its path: places for people, back to characters, and a text that can be forgotten."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.diagnostics import Position
from kb.text.source import Source


@pytest.mark.parametrize(
    ("offset", "place"),
    [
        (0, (1, 1)),
        (1, (1, 1)),
        (3, (1, 3)),
        (4, (1, 4)),
        (5, (2, 1)),
        (7, (2, 3)),
        (8, (3, 1)),
        (99, (3, 1)),
        (-5, (1, 1)),
    ],
)
def test_lines_and_columns_count_from_one_and_the_byte_order_mark_takes_no_column(
    offset: int, place: tuple[int, int]
) -> None:
    line, column = Source("a.md", "\ufeffab\r\n🙂ü\n").position(offset)
    assert (line, column) == place


def test_a_line_comes_without_its_end() -> None:
    source = Source("a.md", "\ufeffab\r\n🙂ü\n")
    assert [source.line(number) for number in range(5)] == ["", "ab", "🙂ü", "", ""]


@given(st.text("ab🙂\n\r", max_size=30), st.integers(0, 30))
def test_a_place_leads_back_to_its_character(text: str, offset: int) -> None:
    source = Source("a.md", text)
    offset = min(offset, len(text))
    assert source.offset(*source.position(offset)) == offset
    assert source.position(offset) == Position(
        text[:offset].count("\n") + 1, offset - text.rfind("\n", 0, offset)
    )


def test_a_place_outside_is_brought_inside() -> None:
    source = Source("a.md", "ab\nc")
    assert [source.offset(*place) for place in ((0, 0), (1, 2), (2, 9), (9, 1))] == [0, 1, 4, 3]


def test_a_text_that_cannot_be_read_again_is_kept() -> None:
    source = Source("a.md", "text")
    source.release()
    assert (source.text, source.unchanged, repr(source)) == ("text", True, "Source('a.md')")


def test_a_glance_reads_a_released_text_and_does_not_hold_it() -> None:
    read: list[str] = []

    def again(path: str) -> str:
        read.append(path)
        return "words"

    source = Source("a.md", "words", again)
    assert source.glance() == "words"
    assert read == []
    source.release()
    assert source.glance() == source.glance() == "words"
    assert read == ["a.md", "a.md"]
    assert source.text == source.glance() == "words"
    assert read == ["a.md"] * 3
    assert Source("b.md", "kept").glance() == "kept"
