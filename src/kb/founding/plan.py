"""Decides which files a new base gets, which existing ones are added to, and what is left to people."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kb import config, disk
from kb._version import __version__
from kb.config import Config
from kb.diagnostics import Edit, Span
from kb.errors import KbError
from kb.founding import yaml_files
from kb.records import registry
from kb.schema import json_schema
from kb.text.frontmatter import KeyPath
from kb.text.source import Source

FILES: Final = Path(__file__).parent / "files"
SCHEMAS: Final = ".kb/schemas"
PLUGIN: Final = "add `- kb` to the list `plugins` (and `- search`, if there is no such list yet)"
HOOK: Final = "add a local hook to `repos` that runs `kb lint`, with `additional_dependencies: [research-kb]`"


@dataclass(frozen=True, slots=True)
class Site:
    """Where the base is made.

    Attributes:
        root: its folder.
        name: of the base.
        at_top: whether it is the top of its repository, or in none.
        hosts: whose CI files to write: ``github``, ``gitlab``.
        repository: the address of the repository for a browser, if known.
    """

    root: Path
    name: str
    at_top: bool = True
    hosts: tuple[str, ...] = ("github", "gitlab")
    repository: str | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """Something that people have to do by hand: where, and what."""

    path: str
    what: str


@dataclass(slots=True)
class Plan:
    """What making a base comes to.

    Attributes:
        new: path → text of files that are not there yet.
        edits: additions to files that are.
        sources: the texts of these files, by path.
        kept: files that are there and stay as they are.
        advice: what has to be done by hand.
    """

    new: dict[str, str] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    advice: list[Advice] = field(default_factory=list)

    def add(self, path: str, old: str, new: str) -> None:
        """Plan to change a file that is there."""
        if old == new:
            self.kept.append(path)
        else:
            self.sources[path] = Source(path, old)
            self.edits.append(Edit(path, Span(0, len(old)), new))

    def join(self, other: Plan) -> None:
        """Take in what another plan says of other files."""
        self.new.update(other.new)
        self.edits += other.edits
        self.sources.update(other.sources)
        self.kept += other.kept
        self.advice += other.advice


def plan(site: Site) -> Plan:
    """What to write for a base at a place; nothing is written yet, and nothing there is overwritten.

    Raises:
        KbError: the configuration that is there already is unusable.
    """
    made = Plan()
    _offer(made, site, _files(site, configuration(site)))
    _add_plugin(made, site)
    _ignore_site(made, site)
    if site.at_top:
        _add_hook(made, site)
    else:
        made.advice.append(Advice(".pre-commit-config.yaml", "at the top of the repository, " + HOOK))
        made.advice.append(Advice("CI", "at the top of the repository, let it run `kb lint` in this folder"))
    return made


def default_name(root: Path) -> str:
    """The name of a base after its folder: `churn-research` is `Churn research`."""
    words = " ".join(re.findall(r"[^\W_]+", root.name))
    return words[:1].upper() + words[1:] or "Knowledge base"


def named(text: str, name: str) -> str:
    """A `kb.toml` under another name."""
    line = f"name = {json.dumps(name, ensure_ascii=False)}"
    return re.sub(r"^name = .*$", lambda _: line, text, count=1, flags=re.MULTILINE)


def configuration(site: Site) -> Config:
    """The settings of the base that is there, or of the one that will be.

    Raises:
        KbError: those that are there are unusable.
    """
    there = config.find_root(site.root) == site.root
    return config.read(site.root).config if there else config.parse(_kb_toml(site))


def _kb_toml(site: Site) -> str:
    return _file("kb.toml").replace("{name}", json.dumps(site.name, ensure_ascii=False))


def _file(name: str) -> str:
    return (FILES / name).read_text(encoding="utf-8").replace("{version}", __version__)


def _files(site: Site, settings: Config) -> Iterator[tuple[str, str]]:
    if config.find_root(site.root) == site.root and not (site.root / config.FILE).is_file():
        yield "pyproject.toml", ""
    else:
        yield config.FILE, _kb_toml(site)
    for folder in settings.records:
        if not (site.root / folder).is_dir():
            yield f"{folder}/.gitkeep", ""
    if not _mkdocs_files(site):
        yield "mkdocs.yml", _mkdocs(site, settings)
        yield f"{settings.docs}/how-we-work.md", _file("how-we-work.md")
    if site.at_top and "github" in site.hosts:
        yield ".github/workflows/kb.yml", _file("github.yml")
    if site.at_top and "gitlab" in site.hosts:
        yield ".gitlab-ci.yml", _file("gitlab.yml")
    yield from _editor_files(settings)


def _editor_files(settings: Config) -> Iterator[tuple[str, str]]:
    """What editors can use: the schemas, and a task that shows findings as problems.

    The schemas do not name their dialect: the checkers of front matter that editors have stop at one they do not know,
    and take these all the same.
    """
    for name, entry in registry(settings).items():
        schema = json_schema(entry, id_width=settings.id_width)
        del schema["$schema"]
        yield f"{SCHEMAS}/{name}.json", json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    yield ".vscode/settings.json", json.dumps({"search.exclude": {"site": True}}, indent=2) + "\n"
    yield ".vscode/tasks.json", _file("tasks.json")


def _mkdocs_files(site: Site) -> list[str]:
    return [name for name in ("mkdocs.yml", "mkdocs.yaml") if (site.root / name).exists()]


def _mkdocs(site: Site, settings: Config) -> str:
    said = json.dumps(site.repository)
    repository = f"repo_url: {said}\n" if site.repository is not None else ""
    text = _file("mkdocs.yml").replace("{repository}", repository)
    return text.replace("{name}", json.dumps(site.name, ensure_ascii=False)).replace(
        "{docs}", json.dumps(settings.docs)
    )


def _offer(made: Plan, site: Site, files: Iterator[tuple[str, str]]) -> None:
    for path, text in files:
        if (site.root / path).exists() or (site.root / path).is_symlink():
            made.kept.append(path)
        else:
            made.new[path] = text


def _add_plugin(made: Plan, site: Site) -> None:
    for path in _mkdocs_files(site):
        text = _read(site, path)
        held = yaml_files.values(text) if text is not None else None
        if text is None or held is None:
            made.advice.append(Advice(path, PLUGIN))
            continue
        plugins = held.get("plugins")
        listed = plugins if isinstance(plugins, list | dict) else []
        if "kb" in listed or any(isinstance(item, dict) and "kb" in item for item in listed):
            made.kept.append(path)
            continue
        how: dict[KeyPath, Any] = {("plugins",): ["search", "kb"]}
        if plugins:
            how = {("plugins", "kb"): {}} if isinstance(plugins, dict) else {("plugins", "+"): "kb"}
        new = yaml_files.changed(text, how)
        _take(made, path, text, new, PLUGIN)


def _take(made: Plan, path: str, old: str, new: str | None, otherwise: str) -> None:
    if new is None:
        made.advice.append(Advice(path, otherwise))
    else:
        made.add(path, old, new)


def _read(site: Site, path: str) -> str | None:
    try:
        return disk.read_text(site.root, path)
    except KbError:
        return None


def _hook(site: Site) -> str:
    settings = configuration(site)
    folders = "|".join(re.escape(folder) for folder in settings.records)
    pattern = rf"^(({folders})/.*\.md|kb\.toml|pyproject\.toml)$"
    return _file("pre-commit.yml").replace(
        "{files}", json.dumps(pattern).replace('"', "'").replace("\\\\", "\\")
    )


def _add_hook(made: Plan, site: Site) -> None:
    path = ".pre-commit-config.yaml"
    if not (site.root / path).exists():
        made.new[path] = _hook(site)
        return
    text = _read(site, path)
    if text is not None and re.search(r"id: *[\"']?kb-lint", text):
        made.kept.append(path)
        return
    entry = (yaml_files.values(_hook(site)) or {})["repos"][0]
    new = yaml_files.changed(text, {("repos", "+"): _plain(entry)}) if text is not None else None
    _take(made, path, text or "", new, HOOK)


def _plain(value: object) -> object:
    """Values as read, with truth values as such: written anew they must not get quotes."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return {"true": True, "false": False}.get(str(value), value)


def _ignore_site(made: Plan, site: Site) -> None:
    path = ".gitignore"
    if not (site.root / path).exists():
        made.new[path] = "/site/\n"
        return
    text = _read(site, path)
    if text is None:
        made.advice.append(Advice(path, "add the line `/site/`"))
        return
    if {"site", "site/", "/site", "/site/"} & {line.strip() for line in text.splitlines()}:
        made.kept.append(path)
        return
    end = "\r\n" if "\r\n" in text else "\n"
    lead = "" if not text or text.endswith("\n") else end
    made.add(path, text, f"{text}{lead}/site/{end}")
