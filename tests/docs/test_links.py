"""Every link of the manual and the README leads somewhere, and every id they name is a record of our own base."""

from __future__ import annotations

import posixpath
import re
from functools import cache
from pathlib import Path

import pytest
from markdown.extensions.toc import slugify

from kb import base, config
from kb.site import builder
from kb.text.markdown import blank_code, mentions
from tests.architecture.tree import ROOT

DOCS = ROOT / "docs"
TOP = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "changes/README.md")]
PAGES = [*TOP, *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"!?\[[^\[\]]*\]\(([^()\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(?P<words>.+?)(?: *\{ *#(?P<id>[\w-]+) *\})?$", re.MULTILINE)
EXPLICIT = re.compile(r"\{ *#([\w-]+) *\}")

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


@cache
def drawn() -> frozenset[str]:
    """The pages that `kb` adds to the site, as links from `docs/` name them."""
    paths = {maker.path for maker in builder.makers() if maker.path} - {"index.md"}
    return frozenset(paths | {"overview.md"})


@cache
def anchors(page: Path) -> frozenset[str]:
    """What a link to a part of a page may say."""
    found = set()
    for heading in HEADING.finditer(blank_fences(page.read_text(encoding="utf-8"))):
        words = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading["words"])
        found.add(heading["id"] or slugify(words, "-"))
    return frozenset(found)


def blank_fences(text: str) -> str:
    """The text without its fenced blocks."""
    return re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)


def links(page: Path) -> list[str]:
    """The targets of a page's links, code left out."""
    return LINK.findall(blank_code(page.read_text(encoding="utf-8")))


@every_page
def test_a_link_leads_somewhere(page: Path) -> None:
    broken = [target for target in links(page) if not leads_somewhere(page, target)]
    assert not broken


def leads_somewhere(page: Path, target: str) -> bool:
    """Whether a link leads to a page, a heading or a file that is there; other hosts are not asked."""
    if target.startswith(("https://", "http://")):
        return True
    path, _, part = target.partition("#")
    file = Path(posixpath.normpath(page.parent / path)) if path else page
    if DOCS in file.parents and file.relative_to(DOCS).as_posix() in drawn():
        return DOCS in page.parents
    if DOCS in page.parents and DOCS not in file.parents:
        return False  # it would not be on the site
    return file.exists() and (not part or part in anchors(file))


@every_page
def test_an_id_is_a_record_of_our_own_base(page: Path) -> None:
    records = own_ids()
    text = blank_code(page.read_text(encoding="utf-8"))
    prefixes = {id.partition("-")[0] for id in records}
    unknown = [mention.id for mention in mentions(text, 0, prefixes) if mention.id not in records]
    assert not unknown


@cache
def own_ids() -> frozenset[str]:
    """The ids of this repository's own base."""
    found = base.load(config.read(ROOT), keep_text=False)
    return frozenset(found.by_id)


def test_a_broken_link_is_noticed(tmp_path: Path) -> None:
    page = DOCS / "howto" / "publish.md"
    assert leads_somewhere(page, "audience.md")
    assert leads_somewhere(page, "../reference/configuration.md#workflow")
    assert leads_somewhere(page, "../board.md")
    for target in ("nowhere.md", "../reference/configuration.md#nowhere", "../../README.md", "#nowhere"):
        assert not leads_somewhere(page, target), target
