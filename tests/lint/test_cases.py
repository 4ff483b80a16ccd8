"""Runs the cases of every rule: texts in the user's language, and the findings they must and must not cause."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.lint import support

CASES = Path(__file__).parent / "cases"
KEYS = {
    "fail",
    "pass",
    "files",
    "raw",
    "before",
    "origins",
    "config",
    "today",
    "select",
    "expect",
    "mended",
    "renamed",
    "guessed",
    "untouched",
}


def collected() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.yml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            name = case.get("fail") or case.get("pass")
            found.append(pytest.param(path.stem[:5].upper(), case, id=f"{path.stem}: {name}"))
    return found


def files_of(case: dict[str, Any]) -> dict[str, str | bytes]:
    """`files` are texts; `raw` are bytes, each written as the character of its number."""
    raw = {path: text.encode("latin-1") for path, text in case.get("raw", {}).items()}
    return {**case.get("files", {}), **raw}


@pytest.mark.parametrize(("code", "case"), collected())
def test_case(code: str, case: dict[str, Any], tmp_path: Path) -> None:
    assert set(case) <= KEYS, f"unknown keys: {set(case) - KEYS}"
    assert ("fail" in case) is bool(case.get("expect")), "a case that fails says what is found, and where"
    settings = case.get("config") or ""
    before = support.build(tmp_path / "before", case["before"], settings) if "before" in case else None
    base = support.build(tmp_path / "now", files_of(case), settings)
    today = date.fromisoformat(str(case.get("today") or support.TODAY))

    found = support.judge(
        base,
        case.get("select", [code]),
        today=today,
        previous=before,
        origins=support.origins(case.get("origins")),
    )

    assert [support.place(base, d) for d in found] == [e["at"] for e in case.get("expect", [])], said(
        base, found
    )
    for diagnostic, expected in zip(found, case.get("expect", []), strict=True):
        assert expected["says"] in diagnostic.message, diagnostic.message
        assert expected.get("help", "") in diagnostic.help, diagnostic.help
        assert str(diagnostic.severity) == expected.get("severity", str(diagnostic.severity))
        if "related" in expected:
            assert [support.place(base, r) for r in diagnostic.related] == expected["related"]
        assert diagnostic.message.isprintable()
        assert diagnostic.help.isprintable()
    for path in case.get("untouched", ()):
        assert not [d.message for d in found if d.path == path and d.mendable]
    if "mended" in case:
        check_mended(code, case, base, found, tmp_path / "mended")


def check_mended(code: str, case: dict[str, Any], base: Any, found: Any, folder: Path) -> None:
    """The texts after the edits, which leave nothing to mend."""
    assert {d.safe for d in found if d.mendable} == {not case.get("guessed", False)}
    texts, moves = support.mended(base, found)
    assert texts == case["mended"]
    assert moves == case.get("renamed", {})
    files = {path: text for path, text in files_of(case).items() if path not in moves}
    after = support.build(folder, {**files, **texts}, case.get("config") or "")
    assert support.judge(after, case.get("select", [code])) == ()
    assert all(document.record for document in after.documents)


def said(base: Any, found: Any) -> str:
    """The findings with their words, for whoever reads the failure."""
    return "\n".join(f"{support.place(base, d)} «{support.words(base, d)}» {d.message}" for d in found)
