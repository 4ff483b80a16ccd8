"""Bibliographies: entries that a strict reader of BibTeX takes, whatever the records say."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.exports.formats.bibtex import escaped
from tests.exports.support import NASTY, export, record

# Signs that stand for themselves in a key for BibTeX and for Biber.
KEY = re.compile(r"[A-Za-z0-9:/.+-]+")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read(text: str) -> dict[str, dict[str, str]]:
    """A strict reader: entries of one kind, values in braces or a month; raises for anything else."""
    entries: dict[str, dict[str, str]] = {}
    at = 0
    while at < len(text):
        opened = re.compile(r"\s*@misc\{([^,\s]+),\n").match(text, at)
        if opened is None:
            assert text[at:].strip() == "", text[at : at + 40]
            break
        assert KEY.fullmatch(opened[1])
        assert opened[1] not in entries
        fields: dict[str, str] = {}
        at = opened.end()
        while (found := re.compile(r"  ([a-z]+) = ").match(text, at)) is not None:
            value, at = _value(text, found.end())
            assert found[1] not in fields
            fields[found[1]] = value
            assert text[at : at + 2] == ",\n"
            at += 2
        assert text[at : at + 2] == "}\n"
        at += 2
        entries[opened[1]] = fields
    return entries


def _value(text: str, at: int) -> tuple[str, int]:
    if text[at] != "{":
        month = text[at : at + 3]
        assert month in MONTHS
        return month, at + 3
    depth = 0
    for end in range(at, len(text)):
        depth += {"{": 1, "}": -1}.get(text[end], 0)  # BibTeX counts every brace, with a backslash or without
        assert text[end] != "\n"
        if depth == 0:
            return text[at + 1 : end], end + 1
    raise AssertionError("a value never ends")


def test_results_are_entries_with_their_ids_as_keys() -> None:
    files = {
        "research/EXP-0001.md": record(
            "EXP-0001",
            "contributors: [kim, '@analyst']\ndate: 2026-06-01\ntags: [churn]\noutcome: supported\n"
            "conclusion: 5 % more, at most.\ncode: {commit: 1a2b}",
            title="Day windows",
        ),
        "research/DEC-0001.md": record("DEC-0001", "deciders: [board_1]\nquestion: Which?\nchosen: windows"),
        "backlog/TASK-0001.md": record("TASK-0001"),
    }
    found = read(export("bibtex", files))
    assert list(found) == ["DEC-0001", "EXP-0001"]
    assert found["EXP-0001"] == {
        "author": "{kim} and {analyst}",
        "title": "{Day windows}",
        "year": "2026",
        "month": "jun",
        "date": "2026-06-01",
        "howpublished": "Knowledge base, experiment EXP-0001",
        "abstract": r"5 \% more, at most.",
        "keywords": "churn",
        "note": "concluded, supported, code at commit 1a2b",
    }
    assert found["DEC-0001"]["author"] == r"{board\_1}"
    assert found["DEC-0001"]["abstract"] == "Which? Chosen: windows."


def test_ids_ask_for_records_of_any_type() -> None:
    files = {f"research/{id_}.md": record(id_) for id_ in ("EXP-0001", "RISK-0001", "DEC-0001")}
    assert list(read(export("bibtex", files, "RISK-0001"))) == ["RISK-0001"]


def test_nothing_is_an_empty_file() -> None:
    assert export("bibtex", {"backlog/TASK-0001.md": record("TASK-0001")}) == ""


def test_what_means_something_to_tex_is_a_command() -> None:
    found = read(export("bibtex", {"research/EXP-0001.md": record("EXP-0001", title=NASTY)}))
    assert found["EXP-0001"]["title"] == (
        r"{a {\textquotedbl}b{\textquotedbl} {\textbraceleft}c{\textbraceright} {\textbraceright}d{\textbraceleft} "
        r"{\textbackslash}e {\textasciitilde}f {\textasciicircum}g \$h\_i\& \#j\% {\textless}k{\textgreater} "
        r"{\textbar}l{\textbar} ,m; 'n' ü€😀 @kim /close https://x.example/?a=1\&b=2}"
    )


@given(st.text())
def test_any_text_is_one_balanced_value(text: str) -> None:
    value, end = _value("{" + escaped(text) + "},", 0)
    assert end == len(value) + 2
    assert not re.search(r"(?<!\\)[$&#_%]", value)
    assert not re.search(r"[\x00-\x1f]", value)


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_far_days_have_four_digits(year: str) -> None:
    text = record("EXP-0001").replace("created: 2026", f"created: {year}")
    assert read(export("bibtex", {"research/EXP-0001.md": text}))["EXP-0001"]["year"] == year
