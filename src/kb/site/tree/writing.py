"""Writes a tree: what changed and nothing else; removes what a former run wrote and this one does not.

A list of our own files, with their digests, lies in the tree. A folder that is not empty and has no such list belongs
to somebody else, and so does every file that is not on it.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kb.disk import publish
from kb.errors import KbError
from kb.site.tree.contents import Content

MANIFEST: Final = ".kb-tree.json"
_VERSION: Final = 1


@dataclass(slots=True)
class Step:
    """What a run comes to.

    Attributes:
        write: path → content of files that are new or differ.
        remove: files of a former run that are not wanted any more.
        kept: such files that somebody changed since; they stay.
        same: how many files are as they should be.
        listing: path → digest of every file of this run.
        former: that of the run before.
    """

    write: dict[str, Content] = field(default_factory=dict)
    remove: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    same: int = 0
    listing: dict[str, str] = field(default_factory=dict)
    former: dict[str, str] = field(default_factory=dict)


def plan(folder: Path, files: Mapping[str, Content]) -> Step:
    """Compare what is there with what should be; nothing is written yet.

    Raises:
        KbError: the folder, or a file where one of ours belongs, is somebody else's.
    """
    step = Step(former=former(folder))
    for path in sorted(files):
        data = _bytes(files[path])
        step.listing[path] = hashlib.sha256(data).hexdigest()
        there = _there(folder, path)
        if there == data:
            step.same += 1
        elif there is not None and path not in step.former:
            raise KbError(
                f"{folder / path} is not of our making", hint="Move it away, or choose another folder."
            )
        else:
            step.write[path] = files[path]
    for path, digest in sorted(step.former.items()):
        if path in files:
            continue
        there = _there(folder, path)
        if there is not None:
            changed = hashlib.sha256(there).hexdigest() != digest
            (step.kept if changed else step.remove).append(path)
    return step


def carry_out(folder: Path, step: Step, drafts: Path | None = None) -> None:
    """Write and remove. Until all is done, the list names the old files and the new ones.

    Args:
        folder: of the tree.
        step: what is to be done.
        drafts: files in there are moved into their places; of others a copy is made.

    Raises:
        OSError: something could not be written; running it again goes on.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if not step.write and not step.remove and step.former == step.listing:
        return
    _replace(folder, MANIFEST, _listing({**step.listing, **step.former}))
    for path in step.remove:
        (folder / path).unlink()
        _tidy(folder, path)
    for path, content in step.write.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path) and content.parent == drafts:
            content.replace(target)
        else:
            _replace(folder, path, _bytes(content))
    _replace(folder, MANIFEST, _listing(step.listing))


def differences(folder: Path, step: Step) -> Iterator[str]:
    """What would be written and removed, as a unified diff."""
    for path in sorted({*step.write, *step.remove}):
        old = _there(folder, path)
        new = _bytes(step.write[path]) if path in step.write else None
        before, after = _lines(old), _lines(new)
        if before is None or after is None:
            yield f"Binary files a/{path} and b/{path} differ\n"
            continue
        names = ("/dev/null" if old is None else f"a/{path}", "/dev/null" if new is None else f"b/{path}")
        for line in difflib.unified_diff(before, after, *names):
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(data: bytes | None) -> list[str] | None:
    """None for what is no text."""
    try:
        text = (data or b"").decode()
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text.splitlines(keepends=True)


def former(folder: Path) -> dict[str, str]:
    """What a former run wrote; nothing where there was none.

    Raises:
        KbError: the folder is not empty and not ours, or its list cannot be read.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise KbError(f"{folder} is no folder", hint="Name one that is empty, or that does not exist yet.")
    if not folder.exists():
        return {}
    manifest = folder / MANIFEST
    if not manifest.is_file() or manifest.is_symlink():
        if any(folder.iterdir()):
            hint = "Name an empty folder, or one that does not exist yet."
            raise KbError(f"{folder} is not empty, and not of our making", hint=hint)
        return {}
    try:
        told = json.loads(manifest.read_text(encoding="utf-8"))
        files = told["files"]
        listed = {str(path): str(digest) for path, digest in files.items()}
        known = told["version"] == _VERSION and all(map(_harmless, listed))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        known, listed = False, {}
    if not known:
        raise KbError(f"{manifest} is no list of ours", hint="Remove the folder, or name another one.")
    return listed


def _harmless(path: str) -> bool:
    """Whether a path of a list leads below the folder, and not to the list itself."""
    parts = path.split("/")
    return path != MANIFEST and not {"", ".", ".."} & set(parts) and "\\" not in path and "\0" not in path


def _there(folder: Path, path: str) -> bytes | None:
    """The bytes of a file of ours; None where there is none.

    Raises:
        KbError: a link or a folder is in its place.
    """
    at = folder
    for part in path.split("/"):
        at = at / part
        if at.is_symlink():
            raise KbError(f"{at} is a link", hint="Remove it: nothing is written through links.")
    if not at.exists():
        return None
    if not at.is_file():
        raise KbError(f"{at} is no file", hint="Move it away: a file of the tree belongs there.")
    return at.read_bytes()


def _bytes(content: Content) -> bytes:
    return content.encode() if isinstance(content, str) else content.read_bytes()


def _listing(files: Mapping[str, str]) -> bytes:
    told = {"version": _VERSION, "files": dict(sorted(files.items()))}
    return (json.dumps(told, indent=0, ensure_ascii=False) + "\n").encode()


def _replace(folder: Path, path: str, data: bytes) -> None:
    full = str(folder / path)
    name = publish.temporary(full)
    publish.write_new(name, data, durable=False)
    try:
        Path(name).replace(full)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _tidy(folder: Path, path: str) -> None:
    """Remove the folders that are empty now."""
    for parent in (folder / path).parents:
        if parent == folder:
            return
        try:
            parent.rmdir()
        except OSError:
            return
