"""Runs the cases of every rule: texts in the user's language, and the findings they must and must not cause."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.history.past import Past
from kb.surroundings import asking_pages
from tests.lint import support, timeline

CASES = Path(__file__).parent / "cases"
KEYS = {
    "fail",
    "pass",
    "files",
    "raw",
    "before",
    "history",
    "against",
    "removed",
    "shallow",
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
    if "history" in case:
        check_in_time(code, case, tmp_path / "now")
        return
    before = support.build(tmp_path / "before", case["before"], settings) if "before" in case else None
    base = support.build(tmp_path / "now", files_of(case), settings)
    today = date.fromisoformat(str(case.get("today") or support.TODAY))

    pages = asking_pages(tmp_path / "now", base.config.docs, base.config.records)
    found = support.judge(
        base,
        case.get("select", [code]),
        pages=pages,
        today=today,
        previous=before,
        origins=support.origins(case.get("origins")),
    )

    check_found(case, support.with_pages(base, pages), found)
    if "mended" in case:
        check_mended(code, case, base, found, tmp_path / "mended")


def check_in_time(code: str, case: dict[str, Any], folder: Path) -> None:
    """A case with a `history`: dated commits, and what was written and `removed` in the work tree after the last.

    `against` is the number of the commit that the work tree is compared with, counted along the main branch.
    """
    settings = case.get("config") or ""
    last = timeline.tell(folder, case["history"])
    if "shallow" in case:
        folder = timeline.cut(folder, case["shallow"])
    files = {**last, **files_of(case)}
    base = support.build(
        folder, {path: text for path, text in files.items() if path not in case.get("removed", ())}, settings
    )
    previous = None
    if "against" in case:
        commit = timeline.commit_at(folder, case["against"])
        earlier = Past(folder, base).at(commit, "main")
        assert earlier is not None
        previous = earlier, commit
    today = date.fromisoformat(str(case.get("today") or support.TODAY))
    context = timeline.remembered(base, folder, today, previous)
    assert context.history is not None
    check_found(case, base, support.judge_in(context, case.get("select", [code])))


def check_found(case: dict[str, Any], base: Any, found: Any) -> None:
    """The findings are those that the case expects, at their places and in its words."""
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
