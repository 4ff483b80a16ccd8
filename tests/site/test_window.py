"""What a page asks of the base is noted, and tells whether it would be drawn as before."""

from __future__ import annotations

import gc
from typing import Any

import pytest

from kb.site import builder
from kb.site.page import Page
from tests.site.support import material, note

FILES = {
    "backlog/TASK-0001.md": note(
        "id: TASK-0001\ntype: task\ntitle: Try hashing\nstatus: idea\ncreated: 2026-11-01\ndepends_on: [TASK-0002]",
        "See [[TASK-0002]] and [the third](TASK-0003.md), [[TASK-0009]].",
    ),
    "backlog/TASK-0002.md": note(
        "id: TASK-0002\ntype: task\ntitle: Look at the data\nstatus: idea\ncreated: 2026-11-01", "Text."
    ),
    "backlog/TASK-0003.md": note(
        "id: TASK-0003\ntype: task\ntitle: Third\nstatus: idea\ncreated: 2026-11-01"
    ),
}
PATH = "r/TASK-0001.md"


def page(root: Any, files: dict[str, str], **options: Any) -> Page:
    return {p.path: p for p in builder.pages(material(root, files, **options))}[PATH]


def asked(root: Any) -> tuple[Page, str]:
    first = page(root, FILES)
    text = first.draw()
    assert first.window is not None
    return first, text


def changed(found: Page, files: dict[str, str], root: Any, **options: Any) -> bool:
    """Whether the answers are others now; they are if, and only if, the page is another one."""
    before = found.draw()
    assert found.window is not None
    for name in FILES:
        (root / name).unlink(missing_ok=True)
    now = page(root, files, **options)
    assert now.window is not None
    answers = now.window.digest(found.window.asked) != found.window.noted()
    own = now.window.source() != found.window.source()
    assert (now.draw() != before) <= (answers or own)
    return answers


def test_the_same_base_gives_the_same_answers(tmp_path):
    found, _ = asked(tmp_path)
    assert not changed(found, FILES, tmp_path)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("backlog/TASK-0002.md", "Look at the data", "Look again"),
        ("backlog/TASK-0002.md", "status: idea", "status: backlog"),
        ("backlog/TASK-0003.md", "title: Third", "title: Fourth"),
        ("backlog/TASK-0003.md", "id: TASK-0003", "id: TASK-0004"),
        ("backlog/TASK-0003.md", "created: 2026-11-01", "created: 2026-11-01\ndepends_on: [TASK-0001]"),
        ("backlog/TASK-0002.md", "id: TASK-0002", "id: TASK-0005"),
    ],
)
def test_what_a_page_shows_of_others_changes_its_answers(tmp_path, name, old, new):
    found, _ = asked(tmp_path)
    assert changed(found, {**FILES, name: FILES[name].replace(old, new)}, tmp_path)


def test_a_target_that_appears_changes_the_answers(tmp_path):
    found, _ = asked(tmp_path)
    new = note("id: TASK-0009\ntype: task\ntitle: Ninth\nstatus: idea\ncreated: 2026-11-01")
    assert changed(found, {**FILES, "backlog/TASK-0009.md": new}, tmp_path)


def test_what_is_hidden_changes_the_answers(tmp_path):
    found, _ = asked(tmp_path)
    hidden = FILES["backlog/TASK-0002.md"].replace("status:", "visibility: restricted\nstatus:")
    assert changed(found, {**FILES, "backlog/TASK-0002.md": hidden}, tmp_path)


def test_the_text_of_another_record_does_not(tmp_path):
    found, _ = asked(tmp_path)
    text = FILES["backlog/TASK-0002.md"].replace("Text.", "Other words.")
    assert not changed(found, {**FILES, "backlog/TASK-0002.md": text}, tmp_path)


def test_questions_that_nobody_understands_are_no_answers(tmp_path):
    found, _ = asked(tmp_path)
    assert found.window is not None
    assert found.window.digest([("own", "nothing")]) is None
    assert found.window.digest([("guess", "x")]) is None
    assert found.window.digest([("ref",)]) is None


def test_a_page_that_was_drawn_goes_without_a_look_for_rubbish(tmp_path):
    """Of thousands that are drawn one after the other, none may wait for the collector, which is told to leave them."""
    found = material(tmp_path, FILES)
    pages = [each for each in builder.pages(found) if each.source]
    kind = type(pages[0].window)
    gc.collect()
    gc.disable()
    try:
        for each in pages:
            each.draw()
            assert each.words is not None
            each.words()
        assert sum(type(one) is kind for one in gc.get_objects()) >= len(pages)
        del each
        pages.clear()
        assert sum(type(one) is kind for one in gc.get_objects()) == 0
    finally:
        gc.enable()
