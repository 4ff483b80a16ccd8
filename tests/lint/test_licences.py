"""Licences: which texts are SPDX expressions, which one was meant, and what licences hold against planned uses."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.lint import licences

LISTS: Any = yaml.safe_load((Path(__file__).parent / "licences.yml").read_text(encoding="utf-8"))


def test_the_lists_are_long_enough_to_mean_something() -> None:
    assert len(LISTS["accepted"]) >= 50
    assert len(LISTS["refused"]) >= 50


@pytest.mark.parametrize("text", LISTS["accepted"])
def test_an_expression_is_read_and_its_usual_spelling_stays(text: str) -> None:
    expression = licences.canonical(text)
    assert expression is not None
    assert expression == "" or licences.canonical(expression) == expression
    if text.startswith("DocumentRef") or " DocumentRef" in text:
        assert "DocumentRef" not in expression
    elif expression:
        assert expression.casefold() == text.strip().casefold()


@pytest.mark.parametrize(("text", "meant"), LISTS["refused"].items())
def test_what_is_no_expression_is_refused_and_the_likely_id_named(text: str, meant: str | None) -> None:
    assert licences.canonical(text) is None
    assert licences.meant(text) == meant


@pytest.mark.parametrize("text", licences.COMMON)
def test_what_is_known_without_the_library_is_known_to_the_library(text: str) -> None:
    from packaging.licenses import canonicalize_license_expression

    assert canonicalize_license_expression(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "(" * 300 + "MIT" + ")" * 300,
        "MIT OR " * 20_000 + "MIT",
        "(" * 100_000,
        "A" * 100_000,
        "MIT\x00",
        "MIT\nOR\nISC",
    ],
    ids=["nested", "long", "brackets", "letters", "nul", "lines"],
)
def test_a_hostile_text_is_only_a_licence_or_none(text: str) -> None:
    assert licences.canonical(text) in (None, "MIT OR ISC")


def term(expression: str, use: str) -> Any:
    canonical = licences.canonical(expression)
    assert canonical
    return licences.term_of(canonical, use)


@pytest.mark.parametrize(("expression", "use"), LISTS["forbidden"])
def test_what_a_licence_forbids(expression: str, use: str) -> None:
    assert term(expression, use).forbids


@pytest.mark.parametrize(("expression", "use"), LISTS["asked"])
def test_what_a_licence_asks_for(expression: str, use: str) -> None:
    assert not term(expression, use).forbids


@pytest.mark.parametrize(("expression", "use"), LISTS["fine"])
def test_nothing_is_held_against_a_use_without_need(expression: str, use: str) -> None:
    assert term(expression, use) is None
