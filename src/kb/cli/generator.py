"""Builds and previews the site with the `mkdocs.yml` of a base or a plain one made for the occasion."""

from __future__ import annotations

import html
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kb.cli.session import Session
from kb.errors import KbError

NAMES = ("mkdocs.yml", "mkdocs.yaml")
# The plugin adds what makes the site: styles, palette, features, navigation.
PLAIN = """\
site_name: {name}
docs_dir: {docs}
site_dir: {site}
theme: {{name: material}}
plugins:
  - search
  - kb: {{root: {root}}}
markdown_extensions: [admonition, attr_list, def_list, footnotes, tables, toc, pymdownx.details, pymdownx.superfences]
"""


def require() -> None:
    """Make sure that MkDocs and Material are there.

    Raises:
        KbError: they are not; with what to install.
    """
    if importlib.util.find_spec("mkdocs") is None or importlib.util.find_spec("material") is None:
        raise KbError(
            "the site needs MkDocs and Material for MkDocs",
            hint='Install them: pip install "research-kb[site]".',
        )


@contextmanager
def configuration(session: Session) -> Iterator[Path]:
    """The `mkdocs.yml` of the base; where there is none, a plain one that is gone afterwards."""
    written = written_configuration(session)
    if written is not None:
        yield written
        return
    with tempfile.TemporaryDirectory(prefix="kb-site-") as folder:
        docs = session.root / session.config.docs
        if not docs.is_dir():
            docs = Path(folder) / "docs"
            docs.mkdir()
        path = Path(folder) / "mkdocs.yml"
        values = {
            "name": html.escape(session.config.name),  # the theme writes it into HTML as it is
            "docs": str(docs),
            "site": str(session.root / "site"),
            "root": str(session.root),
        }
        path.write_text(PLAIN.format(**{k: json.dumps(v) for k, v in values.items()}), encoding="utf-8")
        yield path


def written_configuration(session: Session) -> Path | None:
    """The `mkdocs.yml` of the base, if there is one."""
    return next((session.root / name for name in NAMES if (session.root / name).is_file()), None)


def serve(arguments: Sequence[str], *, audience: str | None, today: str | None) -> int:
    """Run `mkdocs serve` until somebody ends it, and return its exit code."""
    command = _command("serve", ["--quiet", *arguments])
    return subprocess.run(command, env=_environment(audience, today), check=False).returncode


def index(pages: Path, folder: Path) -> None:
    """Have Pagefind read a folder of pages and write its index into another.

    Raises:
        KbError: it does not; with what it says.
    """
    done = subprocess.run(
        [sys.executable, "-P", "-m", "pagefind", "--site", str(pages), "--quiet", "--output-path", str(folder)],
        cwd=pages, capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    if done.returncode:
        raise KbError(
            f"Pagefind did not make the search index: {(done.stderr or done.stdout).strip()[-400:]}",
            hint='Build with `[site] search = "builtin"` until that is mended.',
        )


def _command(name: str, arguments: Sequence[str]) -> list[str]:
    """MkDocs in an interpreter that imports nothing from the current folder."""
    return [sys.executable, "-P", "-m", "mkdocs", name, *arguments]


def _environment(audience: str | None, today: str | None) -> dict[str, str]:
    asked = {"KB_AUDIENCE": audience, "KB_TODAY": today}
    return {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        **{name: value for name, value in asked.items() if value},
    }
