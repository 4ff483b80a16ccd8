"""Runs MkDocs, in a process of its own, on the `mkdocs.yml` of a base or on a plain one made for the occasion."""

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
    for name in NAMES:
        if (session.root / name).is_file():
            yield session.root / name
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


def run(arguments: Sequence[str], *, audience: str | None, today: str | None = None) -> int:
    """Run `mkdocs` with the arguments and return its exit code; nothing in the current folder can be imported."""
    environment = dict(os.environ, NO_MKDOCS_2_WARNING="1")
    if audience is not None:
        environment["KB_AUDIENCE"] = audience
    if today is not None:
        environment["KB_TODAY"] = today
    command = [sys.executable, "-P", "-m", "mkdocs", *arguments]
    return subprocess.run(command, env=environment, check=False).returncode
