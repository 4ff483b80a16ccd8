"""The base as a research object: `ro-crate-metadata.json` by RO-Crate 1.1, to lie beside `kb.toml`.

Every record is a file of the crate, with what it is based on. An experiment is also an action: who ran which code on
which data, what came out, with its figures. Data and outputs are files of the crate where they are there, or have an
address on the web; a file elsewhere is only named. A crate states its licence, which nobody can guess: `--license`
says it, or a file such as `LICENSE` in the folder of the base.
"""

from __future__ import annotations

import json
import posixpath
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar, Final
from urllib.parse import quote

from kb.base import Document
from kb.citations import citations
from kb.errors import KbError
from kb.exports.export import Exporter, Request
from kb.exports.people import people
from kb.exports.prose import line
from kb.record import Record
from kb.records.decision import Decision
from kb.records.experiment import Code, Experiment, Spread

CONTEXT: Final = "https://w3id.org/ro/crate/1.1/context"
PROFILE: Final = "https://w3id.org/ro/crate/1.1"
_LICENCE_FILES: Final = (
    "LICENSE",
    "LICENSE.md",
    "LICENSE.txt",
    "LICENCE",
    "LICENCE.md",
    "LICENCE.txt",
    "COPYING",
)
_SPDX: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")
_WEB: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_FORMATS: Final = {
    ".bin": "application/octet-stream",
    ".csv": "text/csv",
    ".gz": "application/gzip",
    ".html": "text/html",
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".md": "text/markdown",
    ".parquet": "application/vnd.apache.parquet",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".py": "text/x-python",
    ".svg": "image/svg+xml",
    ".toml": "application/toml",
    ".tsv": "text/tab-separated-values",
    ".txt": "text/plain",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
    ".zip": "application/zip",
}
Entity = dict[str, Any]


class RoCrate(Exporter):
    """The metadata file of a crate."""

    name: ClassVar[str] = "ro-crate"
    summary: ClassVar[str] = "the base as a research object: ro-crate-metadata.json"
    options: ClassVar[frozenset[str]] = frozenset({"license"})

    def write(self, request: Request) -> bytes:
        """The metadata, as JSON-LD."""
        crate = _Crate(request)
        graph = crate.entities()
        told = {"@context": CONTEXT, "@graph": graph}
        text = json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False)
        return f"{text}\n".encode("utf-8", "replace")


class _Crate:
    """Collects the entities, each once."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._found: dict[str, Entity] = {}
        self._parts: list[str] = []
        self._actions: list[str] = []
        self._authors: dict[str, None] = {}

    def entities(self) -> list[Entity]:
        licence = self._licence()
        chosen = list(self._request.records())
        names = {record.id: _uri(document.path) for document, record in chosen}
        for document, record in chosen:
            self._record(document, record, names)
        return [self._descriptor(), self._root(licence), *self._found.values()]

    @staticmethod
    def _descriptor() -> Entity:
        return {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": PROFILE},
        }

    def _root(self, licence: str) -> Entity:
        config = self._request.graph.base.config
        goals = [r.title for _, r in self._request.records() if r.type == "goal"]
        said = f" Goals: {'; '.join(goals)}." if goals else ""
        root: Entity = {
            "@id": "./",
            "@type": "Dataset",
            "name": config.name,
            "description": f"{config.name}: research backlog, experiments and decisions.{said}",
            "datePublished": self._request.today.isoformat(),
            "license": {"@id": licence},
        }
        more = {"hasPart": self._parts, "author": self._authors, "mentions": self._actions}
        return root | {name: _refs(found) for name, found in more.items() if found}

    def _licence(self) -> str:
        said = self._request.options.get("license")
        if said is None:
            for name in _LICENCE_FILES:
                if (self._request.root / name).is_file():
                    self._file(name, f"Licence of {self._request.graph.base.config.name}")
                    return name
            hint = "Say it with --license CC-BY-4.0 (or an address), or put a LICENSE beside kb.toml."
            raise KbError("a crate states its licence, and nothing here does", hint=hint)
        if _WEB.fullmatch(said):
            at = said
        elif _SPDX.fullmatch(said):
            at = f"https://spdx.org/licenses/{said}"
        else:
            raise KbError(f"`{said}` is neither an SPDX identifier nor an address", hint="Such as CC-BY-4.0.")
        self._add({"@id": at, "@type": "CreativeWork", "name": said, "identifier": at})
        return at

    def _add(self, entity: Entity) -> str:
        name: str = entity["@id"]
        self._found.setdefault(
            name, {key: value for key, value in entity.items() if value not in (None, [], "")}
        )
        return name

    def _record(self, document: Document, record: Record, names: dict[str, str]) -> None:
        persons = [self._person(name) for name in people(record)]
        self._authors.update(dict.fromkeys(persons))
        based = [c.target.id or "" for c in citations(self._request.graph, document)]
        action = self._action(record, persons) if isinstance(record, Experiment) else None
        self._file(
            document.path,
            f"{record.id} {record.title}",
            description=_said(record),
            identifier=record.id,
            dateCreated=record.created.isoformat(),
            creativeWorkStatus=record.status,
            keywords=", ".join(record.tags),
            creator=_refs(persons),
            isBasedOn=_refs(names[id] for id in based if id in names),
            about={"@id": action} if action is not None else None,
        )

    def _person(self, handle: str) -> str:
        return self._add({"@id": f"#{_uri(f'person-{handle}')}", "@type": "Person", "name": handle})

    def _action(self, record: Experiment, people: list[str]) -> str:
        on = (record.date or record.created).isoformat()
        entity: Entity = {
            "@id": f"#{record.id}",
            "@type": "CreateAction",
            "name": record.title,
            "description": _said(record),
            "actionStatus": f"http://schema.org/{'Active' if record.status == 'running' else 'Completed'}ActionStatus",
            "startTime" if record.status == "running" else "endTime": on,
            "agent": _refs(people),
            "instrument": _refs([self._code(record.code)] if record.code is not None else []),
            "object": _refs(self._data(record)),
            "result": _refs([*self._outputs(record), *self._figures(record)]),
        }
        name = self._add(entity)
        self._actions.append(name)
        return name

    def _code(self, code: Code) -> str:
        version = code.commit or "unknown"
        command = f", run by `{line(code.command)}`" if code.command else ""
        apart = zlib.crc32(f"{code.repository}{command}".encode("utf-8", "replace"))
        return self._add({
            "@id": f"#{_uri(f'code-{version}-{apart:08x}')}",
            "@type": "SoftwareSourceCode",
            "name": f"Code at commit {version}" if code.commit else "Code of an unknown version",
            "description": f"Code at commit {version}{command}",
            "version": code.commit,
            "codeRepository": code.repository,
        })  # fmt: skip

    def _data(self, record: Experiment) -> Iterator[str]:
        for split, data in (record.data or {}).items():
            if data.uri:
                rows = f", {data.rows} rows" if data.rows is not None else ""
                yield self._thing(data.uri, f"{split} data of {record.id}{rows}", data.digest)

    def _outputs(self, record: Experiment) -> Iterator[str]:
        for output in record.outputs:
            yield self._thing(output.uri, line(output.what or f"output of {record.id}"), output.digest)

    def _figures(self, record: Experiment) -> Iterator[str]:
        for metric, splits in (record.metrics or {}).items():
            for split, value in splits.items():
                spread = value if isinstance(value, Spread) else None
                yield self._add({
                    "@id": f"#{_uri(f'{record.id}-{metric}-{split}')}",
                    "@type": "PropertyValue",
                    "name": f"{metric} on {split}",
                    "propertyID": metric,
                    "value": spread.mean if spread is not None else value,
                    "description": _spread(spread) if spread is not None else None,
                })  # fmt: skip

    def _thing(self, uri: str, name: str, digest: str | None) -> str:
        """A file of data: part of the crate where it is there or on the web, else only named."""
        if _WEB.fullmatch(uri):
            self._part(uri)
            return self._add({
                "@id": uri, "@type": "File", "name": name, "identifier": digest, "encodingFormat": _format(uri)
            })  # fmt: skip
        path = _inside(self._request.root, uri)
        if path is not None:
            return self._file(path, name, identifier=digest)
        return self._add(
            {"@id": f"#{_uri(uri)}", "@type": "CreativeWork", "name": name, "identifier": digest or uri}
        )

    def _file(self, path: str, name: str, **more: Any) -> str:
        full = self._request.root / path
        folder = full.is_dir()
        at = f"{_uri(path)}/" if folder else _uri(path)
        self._part(at)
        kind = {"@type": "Dataset"} if folder else {"@type": "File", "encodingFormat": _format(path)}
        size = None if folder or not full.is_file() else str(full.stat().st_size)
        return self._add({"@id": at, **kind, "name": name, "contentSize": size, **more})

    def _part(self, name: str) -> None:
        if name not in self._parts:
            self._parts.append(name)


def _refs(names: Iterable[str]) -> list[Entity] | Entity:
    """References to entities; one of them stands alone, as compact JSON-LD has it."""
    found = [{"@id": name} for name in dict.fromkeys(names)]
    return found[0] if len(found) == 1 else found


def _uri(path: str) -> str:
    return quote(path, safe="/")


def _format(path: str) -> str:
    return _FORMATS.get(posixpath.splitext(path.split("?", 1)[0])[1].lower(), "application/octet-stream")


def _inside(root: Path, uri: str) -> str | None:
    """A file or folder in the folder of the base, by its path; None for what is not there or lies outside."""
    path = posixpath.normpath(uri.replace("\\", "/")) if uri and "\0" not in uri else ""
    if not path or path in (".", "..") or path.startswith(("/", "../")) or ":" in path:
        return None
    try:
        full = (root / path).resolve()
        return path if full.is_relative_to(root.resolve()) and full.exists() else None
    except (OSError, RuntimeError):
        return None


def _said(record: Record) -> str | None:
    if isinstance(record, Experiment):
        return line(record.conclusion) if record.conclusion else None
    if isinstance(record, Decision):
        return line(record.chosen or record.question or "") or None
    return None


def _spread(value: Spread) -> str:
    std = f"standard deviation {value.std:.6g}" if value.std is not None else "mean"
    return f"{std} of {value.n} runs" if value.n is not None else std
