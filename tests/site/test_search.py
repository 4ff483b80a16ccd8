"""The search: which engine a site gets, what it is made of, and when it is made again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.cli import generator
from kb.cli.publishing import Publishing, Wish
from kb.cli.session import Session
from kb.errors import KbError
from kb.site import builder
from kb.site.pages.search import SearchPage
from kb.site.publishing import pieces, watching
from tests.site.support import files_of, material, note, page, write

BASE = {
    "backlog/TASK-0001.md": note(
        "id: TASK-0001\ntype: task\ntitle: Encode <shops> & towns\nstatus: doing\ncreated: 2026-11-01\n"
        "tags: [encoding]\nhypothesis: hashing is enough\n"
    ),
    "backlog/TASK-0002.md": note(
        "id: TASK-0002\ntype: task\ntitle: Hidden zebra\nstatus: idea\ncreated: 2026-11-01\nvisibility: restricted\n"
    ),
    "research/decisions/DEC-0001.md": note(
        "id: DEC-0001\ntype: decision\ntitle: Take it\nstatus: accepted\ncreated: 2026-11-20\n"
    ),
}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A cache of the test's own, and files that count as settled at once."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("KB_NO_CACHE", raising=False)
    monkeypatch.setattr(watching, "GRAIN", 0)


def built(root: Path) -> list[str]:
    return Publishing(Session(start=root), Wish(None, "2026-11-23", False, None)).run()


def base(root: Path, search: str = "pagefind") -> Path:
    write(
        root,
        {**BASE, "kb.toml": f'[site]\nsearch = "{search}"\n', "docs/about.md": "# About\n\nOn walruses.\n"},
    )
    return root


@pytest.mark.parametrize(
    ("wish", "records", "there", "engine", "told"),
    [
        ("auto", 1_000, True, "builtin", 0),
        ("auto", 1_000, False, "builtin", 0),
        ("auto", 1_001, True, "pagefind", 0),
        ("auto", 1_001, False, "builtin", 1),
        ("builtin", 50_000, True, "builtin", 0),
        ("builtin", 50_000, False, "builtin", 0),
        ("pagefind", 1, True, "pagefind", 0),
    ],
)
def test_the_engine_follows_from_the_wish_the_size_and_what_is_installed(
    monkeypatch, wish, records, there, engine, told
):
    monkeypatch.setattr(pieces, "is_there", lambda: there)
    assert (pieces.chosen(wish, records)[0], len(pieces.chosen(wish, records)[1])) == (engine, told)


def test_asking_for_what_is_not_installed_says_what_to_install(monkeypatch):
    monkeypatch.setattr(pieces, "is_there", lambda: False)
    with pytest.raises(KbError) as refused:
        pieces.chosen("pagefind", 3)
    assert "research-kb[search]" in (refused.value.hint or "")


def test_the_list_names_what_the_audience_sees_by_title_tag_and_sentence(tmp_path):
    found = material(tmp_path, BASE)
    text = SearchPage().files(found)["search/records.json"]
    listed = json.loads(text)
    rows = {row[0]: row for row in listed["records"]}
    assert set(rows) == {"TASK-0001", "DEC-0001"}
    assert "zebra" not in text
    assert rows["TASK-0001"][1] == "Encode <shops> & towns"
    assert rows["TASK-0001"][4] == "hashing is enough encoding"
    assert listed["kinds"][rows["TASK-0001"][2]] == ["task", "Task", "task"]
    assert listed["states"][rows["DEC-0001"][3]][0] == "accepted"


def test_the_page_offers_the_types_and_states_there_are_and_leads_on_without_a_script(tmp_path):
    drawn = page(material(tmp_path, BASE), "search.md")
    offered = {
        (box.attributes["name"], box.attributes["value"]) for box in drawn.all("input", type="checkbox")
    }
    assert offered == {("type", "task"), ("type", "decision"), ("state", "doing"), ("state", "accepted")}
    assert {link.text for link in drawn.one("noscript").all("a")} >= {"Backlog", "Decisions", "Tags"}


def test_with_an_index_by_piece_nothing_is_loaded_whole(tmp_path):
    root = base(tmp_path / "base")
    assert built(root) == []
    files = files_of(root / "site")
    assert "search/search_index.json" not in files
    assert "search/records.json" not in files
    assert {"pagefind/pagefind.js", "pagefind/pagefind-worker.js", "pagefind/pagefind-entry.json"} <= set(
        files
    )
    assert not [name for name in files if name.startswith("pagefind/") and "ui" in name]
    assert b"data-kb-find" in files["board/index.html"]
    assert b'name="search"' not in files["board/index.html"]


def test_the_index_is_made_again_when_a_record_says_something_else_and_only_then(tmp_path, monkeypatch):
    root, made = base(tmp_path / "base"), []
    original = pieces.make
    monkeypatch.setattr(pieces, "make", lambda *given: (made.append(1), original(*given)))
    built(root)
    before = files_of(root / "site")
    built(root)
    assert len(made) == 1
    assert files_of(root / "site") == before
    path = root / "backlog/TASK-0001.md"
    path.write_text(path.read_text().replace("hashing is enough", "narwhals"), encoding="utf-8")
    built(root)
    assert len(made) == 2
    (root / "site/pagefind/pagefind-entry.json").unlink()
    built(root)
    assert len(made) == 3
    assert (root / "site/pagefind/pagefind-entry.json").is_file()


def test_going_back_to_the_search_of_the_theme_leaves_nothing_behind(tmp_path):
    root = base(tmp_path / "base")
    built(root)
    base(root, "builtin")
    built(root)
    files = files_of(root / "site")
    assert not [name for name in files if name.startswith("pagefind/")]
    assert {"search/search_index.json", "search/records.json"} <= set(files)
    assert b"data-kb-find" not in files["board/index.html"]


def test_a_failure_of_pagefind_is_told_and_leaves_the_site_as_it_was(tmp_path, monkeypatch):
    root = base(tmp_path / "base")
    built(root)
    before = files_of(root / "site")
    (root / "backlog/TASK-0003.md").write_text(
        note("id: TASK-0003\ntype: task\ntitle: New\nstatus: idea\ncreated: 2026-11-01\n"), encoding="utf-8"
    )
    monkeypatch.setattr(generator.sys, "executable", "/bin/false")
    with pytest.raises(KbError, match="Pagefind did not make the search index"):
        built(root)
    assert files_of(root / "site") == before


def test_every_part_of_the_style_is_published():
    assert ".kb-find" in builder.style_sheet()
