"""Files by patterns and addresses: what people and records write leads somewhere, or nowhere, and never astray."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import KbError
from kb.experiments import places


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("out/a.csv", "out/b.json", "out/deep/c.csv", "model.bin", ".git/config", "out/.git/x"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


@pytest.mark.parametrize(
    ("patterns", "found"),
    [
        (["out/*.csv"], ["out/a.csv"]),
        (["out/**/*.csv"], ["out/a.csv", "out/deep/c.csv"]),
        (["out"], ["out/a.csv", "out/b.json", "out/deep/c.csv"]),
        (["out/"], ["out/a.csv", "out/b.json", "out/deep/c.csv"]),
        (["model.bin", "gone"], ["model.bin"]),
        (["."], ["model.bin", "out/a.csv", "out/b.json", "out/deep/c.csv"]),
    ],
)
def test_patterns_lead_to_files(root: Path, patterns: list[str], found: list[str]) -> None:
    assert sorted(places.stamps(root, patterns)) == found


@pytest.mark.parametrize("pattern", ["a**b", "***", "x/" + "*" * 5 + "y"])
def test_what_is_no_pattern_is_said(root: Path, pattern: str) -> None:
    with pytest.raises(KbError, match="is not a pattern"):
        places.matching(root, pattern)


def test_a_pattern_for_everything_has_an_end(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "MOST", 2)
    with pytest.raises(KbError, match="more than 2 files"):
        places.matching(root, "**/*")


def test_a_file_that_is_written_again_counts(root: Path) -> None:
    before = places.stamps(root, ["out"])
    assert places.written(before, places.stamps(root, ["out"])) == []
    os.utime(root / "out" / "a.csv", (1, 1))
    (root / "out" / "new").write_text("")
    assert places.written(before, places.stamps(root, ["out"])) == ["out/a.csv", "out/new"]


@pytest.mark.parametrize(
    ("uri", "there", "inside"),
    [
        ("model.bin", True, True),
        ("out", True, True),
        ("out/*.csv", True, True),
        ("gone/*.csv", False, True),
        ("../x", False, False),
        ("s3://bucket/x", False, False),
        ("http://[x", False, False),
        ("file://other-host/x", False, False),
        ("x" * 300, False, True),
        ("a**b", False, True),
        ("/dev/null", True, False),
    ],
)
def test_addresses(root: Path, uri: str, there: bool, inside: bool) -> None:
    found = places.datum(root, uri)
    assert (found.there, found.inside) == (there, inside)


def test_an_address_of_a_file_of_this_machine(root: Path) -> None:
    (root / "a b").write_text("x")
    assert places.datum(root, f"file://{root}/a%20b").there


@given(st.text(min_size=1, max_size=20) | st.text("ab/*?[]:.~", min_size=1, max_size=12))
def test_no_address_is_a_trap(uri: str) -> None:
    places.datum(Path("/nowhere"), uri).there  # noqa: B018  # that it can be asked is what is tested


def test_what_git_keeps_is_no_file_of_a_pattern(root: Path) -> None:
    (root / ".git" / "inside").mkdir(parents=True)
    (root / ".git" / "inside" / "kept.json").write_text("{}")
    (root / "kept.json").write_text("{}")
    assert places.matching(root, "**/kept.json") == ["kept.json"]
