"""What is remembered of a template is what it would give again, and where nobody can tell, it is filled in."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kb.diagnostics import Severity
from kb.site.drawing.html import Html
from kb.site.remembered import Remembered, remembering
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


class Page:
    """A page that is filled in, and how often."""

    def __init__(self, memory: Remembered, template: Callable[[Any, str], str]) -> None:
        self.memory, self.template, self.times = memory, template, 0

    def draw(self, m: Any, here: str = "tags/x.md", **values: Any) -> str:
        def fill(given: Mapping[str, Any]) -> str:
            self.times += 1
            return self.template(given["m"], here)

        with remembering(self.memory):
            return filled("x.html", {"m": m, "here": here, **values}, fill)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def material(folder: Path, files: Mapping[str, str]) -> Any:
    """What such files come to, and nothing that was there before."""
    shutil.rmtree(folder / "b", ignore_errors=True)
    return material_of(folder / "b", {"kb.toml": "", **files})


@pytest.fixture
def memory() -> Remembered:
    return Remembered(lasting=True)


def test_the_same_is_not_filled_in_again_and_what_it_asked_is_asked_again(
    memory: Remembered, folder: Path
) -> None:
    page = Page(memory, lambda m, here: str(m.ref("TASK-0002", here, with_status=False)))
    first = page.draw(material(folder, FILES))
    assert page.draw(material(folder, FILES)) == first
    assert page.draw(material(folder, {**FILES, "backlog/a.md": task("TASK-0001", "Not shown")})) == first
    assert page.times == 1
    changed = material(folder, {**FILES, "backlog/b.md": task("TASK-0002", "Other")})
    assert "Other" in page.draw(changed)
    assert page.times == 2
    page.draw(changed, more=1)
    assert page.times == 3
    assert page.draw(changed, "tags/y/page-2.md") == str(
        changed.ref("TASK-0002", "tags/y/page-2.md", with_status=False)
    )
    assert page.times == 4


@pytest.mark.parametrize(
    ("template", "after"),
    [
        (lambda m, here: str("TASK-0002" in m.base.by_id), "False"),
        (lambda m, here: str(m.flags("TASK-0001")), "['blocked']"),
        (lambda m, here: str(m.today), "2027-01-01"),
    ],
)
def test_other_answers_fill_it_in_again(memory: Remembered, folder: Path, template: Any, after: str) -> None:
    page = Page(memory, template)
    before = page.draw(material(folder, FILES))
    assert page.draw(material(folder, FILES)) == before
    assert page.times == 1
    blocked = task("TASK-0001", "First", blocked="{reason: x, since: 2026-11-02}")
    now = material(folder, {"backlog/a.md": blocked})
    now.today = now.today.replace(2027, 1, 1)
    assert before != after
    assert page.draw(now) == after


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
def test_where_nobody_notes_what_it_looks_at_it_is_filled_in_each_time(
    memory: Remembered, folder: Path, template: Any
) -> None:
    page = Page(memory, template)
    seen = material(folder, FILES)
    assert page.draw(seen) == page.draw(seen) == template(seen, "")
    assert page.times == 2


def test_what_is_kept_may_be_something_else(memory: Remembered, folder: Path) -> None:
    page = Page(memory, lambda m, here: str(m.ref("TASK-0001", here)))
    seen = material(folder, FILES)
    first = page.draw(seen)
    for kept in ("", "null", "[]", '["a", [["ref"]], "b", "c"]', '["a", [["gone", "[[],{}]"]], "b", "c"]'):
        slot = f"x.html\0tags/x.md\0{seen.audience}\0{seen.directories}\0{seen.home}"
        assert memory.find(slot) is not None
        memory.keep(slot, kept)
        assert page.draw(seen) == first


def test_without_a_memory_that_lasts_nothing_is_compared(folder: Path) -> None:
    page = Page(Remembered(), lambda m, here: "x")
    page.draw(material(folder, FILES))
    page.draw(material(folder, FILES))
    assert page.times == 2


def test_a_record_counts_with_all_that_is_in_it(folder: Path) -> None:
    seen = material(folder, FILES).base.by_id["TASK-0001"].record
    assert seen is not None
    assert told([seen]) != told([replace(seen, title="Other")])
    assert told([seen]) == told([replace(seen)])
