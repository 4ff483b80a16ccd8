"""Merges one record when git asks: reads three files, writes the second, and needs neither click nor pydantic.

Git starts a process for every file, so nothing is loaded here that another file would not need. Whatever
happens, both sides end up in the file: what cannot be merged by values is merged by lines, as git would.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kb.cli.terminal import clean, say
from kb.history import git
from kb.text.signs import MAX_RECORD, odd
from kb.text.three_way import Bodies, Marks, Merged, Unreadable, merge

CLEAN: Final = 0
CONFLICT: Final = 1
SIZE: Final = 7
_SIZES: Final = range(1, 1000)


class Asked(NamedTuple):
    """What git asks for.

    Attributes:
        base, ours, theirs: files with the texts; ``ours`` is written.
        path: what the record is called in the repository, for people.
        size: signs of a conflict marker.
    """

    base: str
    ours: str
    theirs: str
    path: str
    size: int = SIZE


def answer(arguments: Sequence[str]) -> int | None:
    """Merge as the command line says; None for one that is to be looked at by the command itself."""
    words, size = list(arguments), str(SIZE)
    if len(words) > 1 and words[0] == "--marker-size":
        size, words = words[1], words[2:]
    if words[:1] == ["--"]:
        words = words[1:]
    elif any(word.startswith("-") for word in words):
        return None
    if len(words) != 4 or re.fullmatch("[0-9]{1,3}", size) is None or int(size) not in _SIZES:
        return None
    base, ours, theirs, path = words
    if not all(map(os.path.isfile, (base, ours, theirs))):
        return None
    return carry_out(Asked(base, ours, theirs, path, int(size)))


def carry_out(asked: Asked) -> int:
    """Merge three files into the second of them.

    Returns:
        0 if nothing is left to decide, 1 if there are conflicts.
    """
    try:
        base, ours, theirs = (_text(path) for path in (asked.base, asked.ours, asked.theirs))
        merged = merge(base, ours, theirs, lambda *three: _bodies(asked, *three), lambda: _marks(asked))
    except OSError:
        raise
    except Unreadable as error:
        return _by_lines(asked, str(error))
    except Exception as error:  # noqa: BLE001  # both sides have to be in the file, whatever is wrong with us
        return _by_lines(asked, f"a bug in kb ({type(error).__name__}: {error}); please report it")
    Path(asked.ours).write_bytes(merged.text.encode("utf-8", "surrogatepass"))
    _tell(asked, merged)
    return CONFLICT if merged.fields or merged.bodies else CLEAN


def _text(path: str) -> str:
    with Path(path).open("rb") as file:
        data = file.read(MAX_RECORD + 1)
    if len(data) > MAX_RECORD:
        raise Unreadable("one side is larger than a record may be")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable("one side is not UTF-8") from None
    if odd(data, text.removeprefix("\ufeff")) is not None:
        raise Unreadable("one side holds signs that have no business in a record")
    return text


def _marks(asked: Asked) -> Marks:
    said = git.ask(Path(), "config", "--get", "merge.conflictStyle")
    return Marks(asked.size, base=(said or "").strip() in ("diff3", "zdiff3"))


def _bodies(asked: Asked, base: str, ours: str, theirs: str) -> Bodies:
    """The bodies as git merges them."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="kb-merge-") as folder:
        files = [Path(folder, name) for name in ("ours", "base", "theirs")]
        for file, text in zip(files, (ours, base, theirs), strict=True):
            file.write_bytes(text.encode("utf-8", "surrogatepass"))
        mine, old, other = map(str, files)
        done = git.merge_file(Path(), mine, old, other, size=asked.size)
    if done is None:
        raise Unreadable("git did not merge the bodies")
    return Bodies(done[0].decode("utf-8", "surrogatepass"), done[1])


def _by_lines(asked: Asked, why: str) -> int:
    """What git does without us."""
    done = git.merge_file(Path(), asked.ours, asked.base, asked.theirs, size=asked.size)
    if done is None:
        left = "our side stands in the file, and `git checkout --theirs` takes the other"
        _say(asked, f"{why}, nor does git merge it: {left}")
        return CONFLICT
    Path(asked.ours).write_bytes(done[0])
    _say(asked, f"{why}: merged line by line")
    return CONFLICT if done[1] else CLEAN


def _tell(asked: Asked, merged: Merged) -> None:
    """Name what a person has to decide."""
    if merged.apart:
        what = "both sides began a record under this name"
        _say(asked, f"{what}; keep one here and give the other a file and an id of its own")
    elif merged.fields:
        names = [name or "the front matter" for name in merged.fields]
        _say(asked, f"both sides changed {', '.join(names)}")


def _say(asked: Asked, words: str) -> None:
    say(f"kb: {clean(asked.path)}: {clean(words)}", err=True)
    sys.stderr.flush()
