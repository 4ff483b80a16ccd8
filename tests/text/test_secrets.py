"""What counts as a secret or as somebody's address in a text, where it stands, and how much of it is shown."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.diagnostics import Span
from kb.text.secrets import sightings

LISTS: Any = yaml.safe_load((Path(__file__).parent / "secrets.yml").read_text(encoding="utf-8"))


def joined(text: Any) -> str:
    return text if isinstance(text, str) else "".join(map(str, text))


FOUND = [(case["kind"], joined(case["text"])) for case in LISTS["found"]]
INNOCENT = [joined(text) for text in LISTS["innocent"]]
each_found = pytest.mark.parametrize(("kind", "marked"), FOUND, ids=[str(n) for n in range(len(FOUND))])


def test_the_lists_are_long_enough_to_mean_something() -> None:
    assert len(FOUND) >= 50
    assert len(INNOCENT) >= 70


@each_found
def test_a_secret_is_found_with_its_characters(kind: str, marked: str) -> None:
    begin, end = marked.index("«"), marked.index("»") - 1
    text = marked.replace("«", "").replace("»", "")
    (seen,) = sightings(text)
    assert (seen.kind, seen.span) == (kind, Span(begin, end))
    assert seen.shown.isprintable()


@each_found
def test_a_secret_is_found_among_many_words_and_never_shown_whole(kind: str, marked: str) -> None:
    text = "Wörter, words\n" * 50 + marked.replace("«", "").replace("»", "") + "\nmore words" * 50
    (seen,) = sightings(text)
    secret = text[seen.span.start : seen.span.end].partition("@")[0]
    assert seen.kind == kind
    assert not any(secret[n : n + 5] in seen.shown for n in range(len(secret) - 4))


@pytest.mark.parametrize("text", INNOCENT, ids=[str(n) for n in range(len(INNOCENT))])
def test_what_only_looks_like_a_secret_is_let_go(text: str) -> None:
    assert sightings(text) == ()
    assert sightings(f"{text}\n" * 3) == ()


def test_all_secrets_of_a_text_are_found_in_order() -> None:
    marked = [marked for _, marked in FOUND]
    text = "\n\n".join(marked).replace("«", "").replace("»", "")
    found = sightings(text)
    assert [seen.kind for seen in found] == [kind for kind, _ in FOUND]
    assert list(found) == sorted(found, key=lambda seen: seen.span)


@pytest.mark.parametrize(
    "unit",
    [
        "eyJ",
        "eyJaaaaaaaa.",
        "a@b.",
        "a@",
        "@",
        "x://a:b@",
        "A1" * 20 + " ",
        "ghp_",
        "sk-",
        "xox",
        "-----BEGIN ",
        "a." * 9,
    ],
)
def test_a_hostile_text_is_read_to_its_end(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    assert all(0 <= seen.span.start < seen.span.end <= len(text) for seen in sightings(text))
