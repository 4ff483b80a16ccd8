"""A page that is filled in stands as long as its values and answers, and where nobody can tell, it is drawn."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kb.diagnostics import Severity
from kb.site import rendered
from kb.site.drawing.html import Html
from kb.site.page import Page
from kb.site.rendered import Unknown, filled, fingerprint
from tests.site.support import material as material_of
from tests.site.support import note


@dataclass
class Some:
    one: Any
    two: Any = None


def told(value: Any) -> str:
    return fingerprint({"value": value}, {})


def test_values_that_are_not_the_same_are_told_apart() -> None:
    values = [
        1, True, 1.0, "1", Html("1"), None, "None", [], (), {}, "", [""], ["a", ["b"]], [["a"], "b"], ["a", "b"],
        ("a", "b"), ["a\0str 'b'"], {"a": "b"}, {"a": 1, "b": 2}, {"b": 2, "a": 1}, Counter({"a": 1, "b": 2}),
        Some(1), Some("1"), Some(1, 2), Some([1, 2]), Severity.ERROR, "error", -0.0, 0.0, float("nan"), "\ud800", told,
    ]  # fmt: skip
    assert len({told(value) for value in values}) == len(values)
    assert told(Some([1, {"a": (2, None)}])) == told(Some([1, {"a": (2, None)}]))


@pytest.mark.parametrize(
    "value",
    [lambda: 1, partial(told, 1), {1, 2}, object(), Some(object()), [iter([1])], Some, Some(1).__repr__],
)
def test_values_that_could_be_anything_are_not_compared(value: Any) -> None:
    with pytest.raises(Unknown):
        told(value)


def task(id: str, title: str, **more: str) -> str:
    extra = "".join(f"\n{name}: {value}" for name, value in more.items())
    return note(f"id: {id}\ntype: task\ntitle: {title}\nstatus: backlog\ncreated: 2026-11-01{extra}", "")


FILES = {"backlog/a.md": task("TASK-0001", "First"), "backlog/b.md": task("TASK-0002", "Second")}


HERE = "tags/x.md"


def page(m: Any, template: Callable[[Any, str], str], here: str = HERE, **values: Any) -> Page:
    """A page whose template is a function."""
    found = filled(m, here, "X", "x.html", lambda: values)

    def draw(name: str, **given: Any) -> str:
        assert name == "x.html"
        return template(given["m"], given["here"])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendered, "render", draw)
        return replace(found, words=partial(str, found.draw()))


def text(drawn: Page) -> str:
    assert drawn.words is not None
    return drawn.words()


def stands(drawn: Page, now: Page) -> bool:
    """Whether a page that was drawn would be taken over, as it is kept."""
    assert drawn.window is not None
    assert now.window is not None
    asked = [tuple(each) for each in json.loads(json.dumps([*drawn.window.asked]))]
    return now.window.digest(asked) == drawn.window.noted()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def material(folder: Path, files: Mapping[str, str]) -> Any:
    """What such files come to, and nothing that was there before."""
    shutil.rmtree(folder / "b", ignore_errors=True)
    return material_of(folder / "b", {"kb.toml": "", **files})


def test_the_same_stands_and_other_answers_or_values_do_not(folder: Path) -> None:
    def template(m: Any, here: str) -> str:
        return str(m.ref("TASK-0002", here, with_status=False))

    first = page(material(folder, FILES), template)
    assert stands(first, page(material(folder, FILES), template))
    other = material(folder, {**FILES, "backlog/a.md": task("TASK-0001", "Not shown")})
    assert stands(first, page(other, template))
    assert not stands(first, page(other, template, more=1))
    changed = page(material(folder, {**FILES, "backlog/b.md": task("TASK-0002", "Other")}), template)
    assert not stands(first, changed)
    assert "Other" in text(changed)


@pytest.mark.parametrize("here", ["index.md", "board.md", "tags/x.md", "tags/x/page-2.md", "r/TASK-0001.md"])
@pytest.mark.parametrize("directories", [True, False])
def test_a_reference_is_the_one_of_its_page(folder: Path, here: str, directories: bool) -> None:
    m = material(folder, FILES)
    m.directories = directories
    for _ in range(2):
        for other in ("board.md", "people/y.md", here):
            drawn = page(m, lambda seen, at: str(seen.ref("TASK-0002", at, note="n")), other)
            assert text(drawn) == str(m.ref("TASK-0002", other, note="n"))


@pytest.mark.parametrize(
    ("template", "after"),
    [
        (lambda m, here: str("TASK-0002" in m.base.by_id), "False"),
        (lambda m, here: str(m.flags("TASK-0001")), "['blocked']"),
        (lambda m, here: str(m.today), "2027-01-01"),
    ],
)
def test_other_answers_draw_it_again(folder: Path, template: Any, after: str) -> None:
    before = page(material(folder, FILES), template)
    assert stands(before, page(material(folder, FILES), template))
    blocked = task("TASK-0001", "First", blocked="{reason: x, since: 2026-11-02}")
    now = material(folder, {"backlog/a.md": blocked})
    now.today = now.today.replace(2027, 1, 1)
    drawn = page(now, template)
    assert not stands(before, drawn)
    assert text(drawn) == after != text(before)


@pytest.mark.parametrize(
    "template",
    [
        lambda m, here: str(len(m.base.documents)),
        lambda m, here: str(m.base.by_id["TASK-0001"].path),
        lambda m, here: str([*m.base.by_id.keys()]),
        lambda m, here: str(m.graph.backlinks("TASK-0001")),
        lambda m, here: str(m.ref("TASK-0001", "elsewhere.md")),
        lambda m, here: str(m.best("GOAL-0001", 1.5, None)),
    ],
)
def test_where_nobody_notes_what_it_looks_at_it_is_drawn_each_time(folder: Path, template: Any) -> None:
    seen = material(folder, FILES)
    drawn = page(seen, template)
    assert text(drawn) == template(seen, "")
    assert not stands(drawn, page(seen, template))


def test_where_a_value_could_be_anything_it_is_drawn_each_time(folder: Path) -> None:
    seen = material(folder, FILES)
    drawn = page(seen, lambda m, here: "x", value=object())
    assert not stands(drawn, drawn)


@pytest.mark.parametrize(
    "kept", [(), ("ref",), ("gone", "TASK-0001"), ("is", "nothing"), ("ref", [], "", 1, 2)]
)
def test_a_question_that_is_none_has_no_answer(folder: Path, kept: tuple[Any, ...]) -> None:
    drawn = page(material(folder, FILES), lambda m, here: "x")
    assert drawn.window is not None
    assert drawn.window.digest([kept]) is None


def test_a_record_counts_with_all_that_is_in_it(folder: Path) -> None:
    seen = material(folder, FILES).base.by_id["TASK-0001"].record
    assert seen is not None
    assert told([seen]) != told([replace(seen, title="Other")])
    assert told([seen]) == told([replace(seen)])


def test_a_file_counts_with_its_text(folder: Path) -> None:
    one = material(folder, FILES).base.by_id["TASK-0001"]
    assert told([one]) == told([material(folder, FILES).base.by_id["TASK-0001"]])
    other = material(folder, {**FILES, "backlog/a.md": FILES["backlog/a.md"] + "More.\n"})
    assert told([one]) != told([other.base.by_id["TASK-0001"]])
