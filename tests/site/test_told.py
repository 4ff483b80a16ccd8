"""What a base tells besides its texts, and on which pages a title stands."""

from __future__ import annotations

import re
from typing import Any

import pytest

from kb.site import builder
from kb.site.publishing.told import Told, renamed, told
from tests.site.conftest import copied
from tests.site.support import material, note

TASK = "id: TASK-0001\ntype: task\ntitle: Try hashing\nstatus: idea\ncreated: 2026-11-01"


def tells(root: Any, head: str, body: str = "Text.") -> Told:
    return told(material(root, {"backlog/TASK-0001.md": note(head, body)}))


@pytest.mark.parametrize(
    ("old", "new", "alone"),
    [
        ("title: Try hashing", "title: Try another thing", True),
        ("title: Try hashing", 'title: "Try another thing"', False),
        ("title: Try hashing", "title: Try another # thing", False),
        ("title: Try hashing", "title: Try another\n  thing", False),
        ("title: Try hashing", "title: >\n  Try another thing", False),
        ("title: Try hashing", "title: Try another thing\npriority: high", False),
        ("status: idea", "status: backlog", False),
    ],
)
def test_another_title_on_a_line_of_its_own_is_all_that_is_new(tmp_path, old, new, alone):
    before, now = tells(tmp_path, TASK), tells(tmp_path, TASK.replace(old, new))
    assert now.whole != before.whole
    assert (now.bare == before.bare) is alone
    if alone:
        assert renamed(now, before.titles) == {"TASK-0001"}


def test_a_text_tells_nothing_and_the_same_title_is_no_new_one(tmp_path):
    before, now = tells(tmp_path, TASK), tells(tmp_path, TASK, "Another text.")
    assert now == before
    assert renamed(now, before.titles) == set()


def test_a_title_stands_on_no_page_that_says_that_it_does_not_name_the_record(tmp_path):
    """Each record of the example is called by a word of its own, which is then looked for on every page."""
    root = copied(tmp_path / "b")
    words: dict[str, str] = {}
    for path in sorted(root.rglob("*.md")):
        text = path.read_text()
        id = re.search(r"^id: (\S+)$", text, re.M)
        if id is not None and re.search(r"^title: ", text, re.M):
            words[f"Qz{len(words):03d}x"] = id[1]
            path.write_text(re.sub(r"^title: .*$", f"title: {[*words][-1]}", text, count=1, flags=re.M))
    assert len(words) > 50
    told_of = untouched = 0
    for page in builder.pages(material(root)):
        if page.window is None:
            continue
        shown = page.draw() + (page.words() if page.words is not None else "")
        named = {words[word] for word in re.findall(r"Qz\d{3}x", shown)}
        for id in words.values():
            may = page.window.may_name(page.window.asked, {id})
            own = page.path == f"r/{id}.md"  # another title is another text of its own
            assert may or own or id not in named, f"{page.path} shows the title of {id}"
            told_of += may
            untouched += not may
    assert told_of > 100
    assert untouched > told_of
