"""The site: whether `mkdocs.yml` knows the base, and which of its settings run code or read other files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar, Final

from kb import disk
from kb.cli.checkup import Checkup, Patient, Remark
from kb.errors import KbError
from kb.founding import yaml_files

NAMES: Final = ("mkdocs.yml", "mkdocs.yaml")
# Plugins that come with MkDocs and Material and run nothing of the repository.
KNOWN: Final = frozenset(
    ("kb", "search", "tags", "meta", "privacy", "offline", "optimize", "social", "blog", "group", "info",
     "projects", "typeset")
)  # fmt: skip
# What to look for in the lines, because such files often hold tags that no plain reader of YAML takes.
LINES: Final = (
    (r"^hooks:", "`hooks` runs Python files of the repository"),
    (r"^[ \t]+custom_dir:", "`theme.custom_dir` runs templates of the repository"),
    (r"!!python/", "a tag `!!python/` runs Python"),
    (r"!ENV\b", "a tag `!ENV` puts variables of the environment, perhaps secrets, into the site"),
    (r"^INHERIT:", "`INHERIT` takes settings from another file"),
    (r"pymdownx\.snippets", "`pymdownx.snippets` puts other files, perhaps secrets, into pages"),
    (r"pymdownx\.b64", "`pymdownx.b64` puts other files into pages"),
)


class Site(Checkup):
    """What `mkdocs.yml` does besides."""

    name: ClassVar[str] = "site"
    turn: ClassVar[int] = 4

    def look(self, patient: Patient) -> Iterator[Remark]:
        """Whether the plugin is there, and what runs code."""
        path = next((name for name in NAMES if (patient.here / name).exists()), None)
        if path is None:
            yield Remark("note", "there is no mkdocs.yml; `kb build` uses a plain one")
            return
        try:
            text = disk.read_text(patient.here, path)
        except KbError as error:
            yield Remark("problem", str(error), error.hint or "")
            return
        remarks = [*_lines(path, text), *_plugins(path, text)]
        yield from remarks
        if all(remark.status == "ok" for remark in remarks):
            yield Remark("ok", f"nothing in {path} runs code of the repository or reads other files")


def _lines(path: str, text: str) -> Iterator[Remark]:
    help_ = "Whoever can change this file can do so where the site is built: review changes to it."
    for number, line in enumerate(text.splitlines(), start=1):
        bare = re.sub(r"(^|\s)#.*", "", line)
        for pattern, words in LINES:
            if re.search(pattern, bare):
                yield Remark("note", f"{path}:{number}: {words}", help_)


def _plugins(path: str, text: str) -> Iterator[Remark]:
    names = _named((yaml_files.values(text) or {}).get("plugins"))
    if names is None:
        if not re.search(r"^plugins:.*\bkb\b|^[ \t]*-[ \t]+kb\b|^[ \t]+kb:", text, re.MULTILINE):
            yield Remark("note", f"{path} does not seem to name the plugin kb", "Add `- kb` to `plugins`.")
        return
    if "kb" in names:
        yield Remark("ok", f"{path} names the plugin kb")
    else:
        yield Remark("problem", f"{path} does not name the plugin kb", "Add `- kb` to `plugins`.")
    unknown = [name for name in names if name.removeprefix("material/") not in KNOWN]
    if unknown:
        help_ = "Install only plugins whose authors you trust, at a fixed version."
        yield Remark("note", f"{path}: other plugins run, too: {', '.join(unknown)}", help_)


def _named(plugins: Any) -> list[str] | None:
    """The names under `plugins`; None if they cannot be read."""
    if isinstance(plugins, dict):
        return [str(name) for name in plugins]
    if isinstance(plugins, list):
        return [str(next(iter(item), "")) if isinstance(item, dict) else str(item) for item in plugins]
    return None
