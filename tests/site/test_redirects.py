"""The old addresses of records that were renumbered: where they lead, and whom they tell nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.site import builder
from tests.site.support import material, mkdocs, note, parse, write

TABLE = "[site.redirects]\n{}\n"


def task(number: int, more: str = "") -> dict[str, str]:
    id = f"TASK-{number:04d}"
    front = f"id: {id}\ntype: task\ntitle: Try number {number}\nstatus: idea\ncreated: 2026-11-01\n{more}"
    return {f"backlog/{id}.md": note(front)}


def redirects(root: Path, pairs: str, files: dict[str, str], **options: object) -> dict[str, str]:
    made = builder.files(material(root, {"kb.toml": TABLE.format(pairs), **files}, **options))
    return {path: text for path, text in made.items() if path.startswith("r/")}


def target(text: str) -> str:
    """Where a page leads; its three ways have to agree."""
    nodes = list(parse(text).walk())
    (link,) = [node.attributes["href"] for node in nodes if node.tag == "a"]
    (canonical,) = [
        n.attributes["href"] for n in nodes if n.tag == "link" and n.attributes["rel"] == "canonical"
    ]
    (refresh,) = [n.attributes["content"] for n in nodes if n.attributes.get("http-equiv") == "refresh"]
    assert not [node for node in nodes if node.tag == "script"]
    assert refresh == f"0; url={link}"
    assert canonical == link
    return str(link)


def test_an_old_address_leads_to_the_page_of_today(tmp_path: Path) -> None:
    found = redirects(tmp_path, 'TASK-0001 = "TASK-0002"', task(2))
    assert {path: target(text) for path, text in found.items()} == {"r/TASK-0001/index.html": "../TASK-0002/"}


def test_without_folders_it_does_so_too(tmp_path: Path) -> None:
    found = redirects(tmp_path, 'TASK-0001 = "TASK-0002"', task(2), directories=False)
    assert {path: target(text) for path, text in found.items()} == {"r/TASK-0001.html": "TASK-0002.html"}


def test_a_record_that_was_renumbered_twice_has_two_old_addresses(tmp_path: Path) -> None:
    found = redirects(tmp_path, 'TASK-0001 = "TASK-0002"\nTASK-0002 = "TASK-0003"', task(3))
    assert [target(text) for text in found.values()] == ["../TASK-0003/"] * 2


@pytest.mark.parametrize(
    "pairs",
    [
        'TASK-0001 = "TASK-0009"',
        'TASK-0001 = "TASK-0001"',
        'TASK-0001 = "TASK-0004"\nTASK-0004 = "TASK-0001"',
        'TASK-0002 = "TASK-0003"',
    ],
)
def test_what_leads_nowhere_in_a_circle_or_away_from_a_record_is_no_page(tmp_path: Path, pairs: str) -> None:
    assert redirects(tmp_path, pairs, {**task(2), **task(3)}) == {}


@pytest.mark.parametrize(("audience", "count"), [("public", 0), ("internal", 0), ("restricted", 1)])
def test_the_old_id_of_a_hidden_record_is_hidden_too(tmp_path: Path, audience: str, count: int) -> None:
    files = {**task(2, "visibility: restricted\n"), **task(3, "visibility: public\n")}
    assert len(redirects(tmp_path, 'TASK-0001 = "TASK-0002"', files, audience=audience)) == count


def test_in_a_built_site_it_is_a_file_and_in_neither_search_nor_map(tmp_path: Path) -> None:
    pairs = 'TASK-0001 = "TASK-0002"\nTASK-0007 = "TASK-0003"'
    files = {**task(2), **task(3, "visibility: restricted\n"), "kb.toml": TABLE.format(pairs)}
    site = mkdocs(write(tmp_path, files), strict=True, site_url="https://site.example/")
    text = (site / "r/TASK-0001/index.html").read_text(encoding="utf-8")
    assert (site / "r/TASK-0001" / target(text) / "index.html").is_file()
    everything = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert [path for path, data in everything.items() if b"TASK-0001" in data] == [
        site / "r/TASK-0001/index.html"
    ]
    assert [
        path for path, data in everything.items() if b"TASK-0007" in data or "TASK-0007" in str(path)
    ] == []
