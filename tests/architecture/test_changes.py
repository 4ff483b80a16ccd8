"""Proves that news fragments are named as agreed and become a section of the changelog."""

from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from tools import changelog


def test_every_fragment_here_is_named_after_its_kind_and_says_something() -> None:
    for paths in changelog.fragments(ROOT / "changes").values():
        assert all(path.read_text().strip().endswith(".") for path in paths)


def test_the_changelog_here_can_take_a_release() -> None:
    assert changelog.MARK in (ROOT / "CHANGELOG.md").read_text()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one release behind it and two fragments."""
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n<!-- releases -->\n\n## 0.1.0 (2026-01-01)\n")
    news = {"README.md": "how", "list.fixed.md": "`kb list` sorts\nby id.\n", "board.added.md": "A board.\n"}
    (tmp_path / "changes").mkdir()
    for name, text in news.items():
        (tmp_path / "changes" / name).write_text(text)
    return tmp_path


def test_a_release_takes_the_fragments_in(project: Path) -> None:
    changelog.release(project, "0.2.0", "2026-02-01")
    assert (project / "CHANGELOG.md").read_text() == (
        "# Changelog\n\n<!-- releases -->\n\n"
        "## 0.2.0 (2026-02-01)\n\n"
        "### Added\n\n- A board.\n\n"
        "### Fixed\n\n- `kb list` sorts\n  by id.\n\n"
        "## 0.1.0 (2026-01-01)\n"
    )
    assert [path.name for path in (project / "changes").iterdir()] == ["README.md"]


def test_a_fragment_of_no_kind_is_refused(project: Path) -> None:
    (project / "changes" / "x.improved.md").write_text("Better.\n")
    with pytest.raises(ValueError, match=r"x\.improved\.md"):
        changelog.release(project, "0.2.0", "2026-02-01")
