"""Links in bodies: what counts as one, where it is, and that code and comments are left alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text.markdown import Href, Mention, blank_code, fenced, hrefs, mentions

PREFIXES = ("TASK", "EXP", "DEC")


def ids(text: str, start: int = 0) -> list[str]:
    return [mention.id for mention in found(text, start)]


def found(text: str, start: int = 0) -> list[Mention]:
    return mentions(blank_code(text, start), start, PREFIXES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TASK-0001", ["TASK-0001"]),
        ("(TASK-1), TASK-2; TASK-3. TASK-4: TASK-5", ["TASK-1", "TASK-2", "TASK-3", "TASK-4", "TASK-5"]),
        ("TASK-1-hash.md", ["TASK-1"]),
        ("🔥TASK-1🔥 und „EXP-2“", ["TASK-1", "EXP-2"]),
        ("UTF-8, ISO-9001, COVID-19", []),
        ("XTASK-1 TASK-1a TASK-1_ TASK_1 TASK-1-2 TASK-x", []),
        ("a/TASK-1 #TASK-1 .TASK-1 -TASK-1 _TASK-1", []),
        ("TASK-1234567890", []),
        ("task-1", []),
        ("[[task-1]] [[ISO-9]] [[TASK-1|words]]", ["task-1", "ISO-9", "TASK-1"]),
        ("[[TASK-1]", ["TASK-1"]),
        ("[[TASK-1|two\nlines]]", ["TASK-1"]),
        ("[[TASK]] [[-1]] [[TASK-1 x]] [[x TASK-2]]", ["TASK-1", "TASK-2"]),
        ("TASK-\u0661", []),
        ("TASK-1\u0661", ["TASK-1"]),
    ],
)
def test_ids_in_text(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


def test_the_parts_of_a_wiki_link() -> None:
    text = "a [[TASK-1| some words ]] b [[EXP-2]]"
    first, second = found(text)
    assert (first.words, first.wiki, second.words) == ("some words", True, None)
    assert text[slice(*first.span)] == "TASK-1"
    assert text[slice(*first.outer)] == "[[TASK-1| some words ]]"
    assert text[slice(*second.outer)] == "[[EXP-2]]"


def test_a_body_begins_where_it_is_said_to() -> None:
    text = "TASK-1\n---\nTASK-2 [[TASK-3]]"
    assert ids(text, text.index("TASK-2")) == ["TASK-2", "TASK-3"]
    assert ids(text, text.index("[TASK-3")) == ["TASK-3"]


@pytest.mark.parametrize(
    "text",
    [
        "`TASK-1`",
        "``TASK-1 ` TASK-2``",
        "```\nTASK-1\n```",
        "~~~ text\nTASK-1\n```\nTASK-2\n~~~~",
        "````\n```\nTASK-1\n````",
        "```\nTASK-1",
        "   ```\n   TASK-1\n   ```",
        "1. a\n\n    ```py\n    TASK-1\n    ```",
        "<!-- TASK-1 -->",
        "<!--\nTASK-1\n",
        "`a\nTASK-1\nb`",
        "<!-- ` --> <!-- TASK-1 ` -->",
    ],
)
def test_code_and_comments_hold_no_ids(text: str) -> None:
    assert ids(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "`open TASK-1",
        "``open` TASK-1",
        "``` no ` fence TASK-1",
        "a ``` b\nTASK-1",
        "```\ncode\n```\nTASK-1",
        "```\ncode\n``` \r\nTASK-1",
        "~~~\n`\n~~~\nTASK-1 `",
        "` <!-- ` TASK-1 -->",
        "--> TASK-1 <!-- x -->",
    ],
)
def test_what_only_looks_like_code_holds_them(text: str) -> None:
    assert ids(text) == ["TASK-1"]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("[a](b.md) ![c](d.png)", ["b.md", "d.png"]),
        ('[a](b.md "title") [c]( d.md )', ["b.md", "d.md"]),
        ("[a](<b c.md>) [d](<e.md>)", ["b c.md", "e.md"]),
        ("[a]: b.md\n  [c]: <d e.md> 'title'", ["b.md", "d e.md"]),
        ("[^1]: a footnote\n    [x]: indented too far", []),
        ("[a] (b.md) [c][d] <https://example.org>", []),
        ("[a]()", []),
        ("[![alt](image.png)](page.md)", ["image.png", "page.md"]),
    ],
)
def test_ordinary_links(text: str, targets: list[str]) -> None:
    links = hrefs(text, 0)
    assert [link.target for link in links] == targets
    assert all(text[slice(*link.span)] == link.target for link in links)
    assert all(isinstance(link, Href) for link in links)


def test_fences_are_found_whole() -> None:
    text = "a\n```py\nx\n```\nb\n~~~\ny"
    assert [text[slice(*span)] for span in fenced(text)] == ["```py\nx\n```", "~~~\ny"]


@given(
    st.lists(st.sampled_from(["`", "```", "~~~", "````", "\n", " ", "\t", "\r\n", "py"]), max_size=30).map(
        "".join
    ),
    st.integers(0, 9),
)
def test_fences_are_the_lines_that_begin_with_them(text: str, start: int) -> None:
    """Held against a search that looks at every line."""
    spans, opened = [], None
    for line in re.finditer(r"^[ \t]*(`{3,}|~{3,})([^\n]*)$", text[start:], re.MULTILINE):
        if line.start() == 0 and start and text[start - 1 : start] != "\n":
            continue  # it begins in the middle of a line
        if opened is None:
            opened = None if line[1][0] == "`" and "`" in line[2] else line
        elif line[1].startswith(opened[1]) and not line[2].strip():
            spans.append((start + opened.start(), start + line.end()))
            opened = None
    if opened is not None:
        spans.append((start + opened.start(), len(text)))
    assert [tuple(span) for span in fenced(text, start)] == spans


MARKS = st.sampled_from(
    [
        "`",
        "``",
        "```",
        "~~~",
        "\n",
        " ",
        "<!--",
        "-->",
        "[[",
        "]]",
        "|",
        "TASK-1",
        "EXP-22",
        "a",
        "](",
        ")",
        "]:",
        "\t",
    ]
)


@given(st.lists(MARKS, max_size=40).map("".join))
def test_blanking_moves_nothing(text: str) -> None:
    blanked = blank_code(text)
    assert len(blanked) == len(text)
    assert all(new in (old, " ") for old, new in zip(text, blanked, strict=True))
    for mention in mentions(blanked, 0, PREFIXES):
        assert text[slice(*mention.span)] == mention.id
        assert mention.outer.start <= mention.span.start < mention.span.end <= mention.outer.end
    for link in hrefs(blanked, 0):
        assert blanked[slice(*link.span)] == link.target


@pytest.mark.parametrize(
    "piece", ["`", "``` ", "[[TASK-1|", "<!--", "](", "[a]:", "~~~\n", "TASK-", "-1", "` `` ``` "]
)
def test_long_texts_are_read_in_one_go(piece: str) -> None:
    # What is quadratic takes minutes at this length, what is linear a moment.
    text = piece * (400_000 // len(piece))
    blanked = blank_code(text)
    assert len(mentions(blanked, 0, PREFIXES)) + len(hrefs(blanked, 0)) >= 0
