"""Every command that the manual and the README show prints what they say it prints."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kb.cli.session import Session
from tests.architecture.tree import ROOT
from tests.docs.console import has_commands, play, printed_on

DOCS = ROOT / "docs"
PAGES = [page for page in [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))] if has_commands(page)]

PROGRAM = """\
import datetime, sys
from kb.cli.session import Session
begin = Session.__init__
def begin_then(self, start):
    begin(self, start)
    self.pretend_today(datetime.date.fromisoformat("{day}"))
Session.__init__ = begin_then
from kb.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def programs(tmp_path: Path, page: Path) -> Path:
    """A program `kb` for pipelines, which thinks it is the day the page was printed."""
    folder = tmp_path / "programs"
    folder.mkdir()
    (folder / "kb.py").write_text(PROGRAM.format(day=printed_on(page)))
    (folder / "kb").write_text(f'#!/bin/sh\nexec "{sys.executable}" -P "{folder}/kb.py" "$@"\n')
    (folder / "kb").chmod(0o755)
    return folder


@pytest.fixture
def printed_day(monkeypatch: pytest.MonkeyPatch, page: Path) -> None:
    """Let commands measure dates from the day on which the page was printed."""
    begin = Session.__init__

    def begin_then(self: Session, start: Path) -> None:
        begin(self, start)
        self.pretend_today(printed_on(page))

    monkeypatch.setattr(Session, "__init__", begin_then)


@pytest.mark.usefixtures("printed_day")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_prints_what_it_says(
    page: Path, tmp_path: Path, programs: Path, request: pytest.FixtureRequest
) -> None:
    folder = tmp_path / "reader"
    folder.mkdir()
    wrong = play(page, folder, programs, update=request.config.getoption("--update-goldens"))
    assert not wrong, "\n\n".join(wrong)


def test_the_tutorial_and_the_how_to_pages_have_commands() -> None:
    shown = {page.relative_to(DOCS).as_posix() for page in PAGES if DOCS in page.parents}
    assert "tutorial.md" in shown
    silent = {page.name for page in (DOCS / "howto").glob("*.md") if f"howto/{page.name}" not in shown}
    assert silent <= {"publish.md", "text-of-a-record.md"}
