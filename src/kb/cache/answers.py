"""What `kb` said about a base in a certain state, to be said again while the state and the question are the same."""

from __future__ import annotations

import os
from _blake2 import blake2b
from collections.abc import Mapping, Sequence

from kb.cache import code, frames, place
from kb.cache.listing import Listing, look

NAME = "answers"
PAST = "past"
"""The file of answers that depend on the history and not on the files of the base, which stay when one is edited."""
BUILT = "built"
"""The file of answers that say of a site that it was built; with them goes what the site depends on."""
MAX_ANSWERS = 16
"""Questions whose answers are kept for a base; the one asked longest ago is forgotten."""
MAX_SAID = 2 * 1024 * 1024
"""Bytes of an answer that is kept."""
MAX_RESTS = 512 * 1024
"""Bytes that say on which words an answer rests; beyond that it rests on any of them."""
MAX_ALL = 4 * 1024 * 1024
"""Bytes of all answers about a base; those that were asked for longest ago are forgotten."""
MAX_FRESH = 4 * 1024 * 1024
"""Bytes of files that were written a moment before they were read; with more of them nothing is kept."""


class State:
    """A base, the program that judges it, and what it said.

    Attributes:
        root: the folder of the base.
        config: the name of its configuration and what is in there.
        folders: the record folders, as the configuration names them.
        timezone: where it is today.
        begun: when the files were looked at, in nanoseconds.
        files: what they looked like (:attr:`Listing.data`).
        fresh: what stands in those that look alike even if they are written again.
        code: the folders of the program, and what was in them.
        imprints: what the reader took from each file, in the order of ``files``, and the letters of all ids; for
            whoever looks whether a file that was written says the same.
        answers: question → exit code, and what was said to which stream.
    """

    def __init__(  # noqa: PLR0913  # a dataclass would import half of the standard library
        self,
        root: str,
        config: tuple[str, bytes],
        folders: tuple[str, ...],
        timezone: str,
        *,
        begun: int,
        files: bytes,
        fresh: dict[str, bytes],
        code: tuple[tuple[str, ...], bytes],
        imprints: bytes = b"",
    ) -> None:
        self.root, self.config, self.folders, self.timezone = root, config, folders, timezone
        self.begun, self.files, self.fresh, self.code = begun, files, fresh, code
        self.imprints = imprints
        self.answers: dict[bytes, bytes] = {}

    def same(self, other: State) -> bool:
        """Whether both are the same base in the same state under the same program."""
        return (self.root, self.config, self.files, self.fresh, self.code) == (
            other.root, other.config, other.files, other.fresh, other.code,
        )  # fmt: skip

    def same_program(self) -> bool:
        """Whether the program is still what it was."""
        try:
            found, _ = code.stamp(self.code[0])
        except OSError:
            return False
        return found == self.code[1]

    def rewritten(self, listing: Listing) -> list[int] | None:
        """Which files are no longer what they were, by their number in the look at them.

        Returns:
            None when files came or went, so that it is not the same base.
        """
        found = [] if listing.data == self.files else listing.since(self.files)
        if found is None or not self.fresh:
            return found
        again = {path for path, data in self.fresh.items() if reread(self.root, path, len(data)) != data}
        if again:
            found = sorted({*found, *(n for n, path in enumerate(listing.names()) if path in again)})
        return found

    def look(self, now: int) -> Listing | None:
        """Look at the files again; None when the configuration is another, or the clock was set back.

        A file written after that can have the time it had before, so that its time proves nothing.
        """
        if now < self.begun or reread(self.root, self.config[0], len(self.config[1])) != self.config[1]:
            return None
        return look(self.root, self.folders)


def reread(root: str, path: str, length: int) -> bytes | None:
    """A file of the base if it may have this length; a byte more is read, so that a longer one differs."""
    try:
        fd = os.open(f"{root}/{path}", place.READ)
    except (OSError, ValueError):
        return None
    try:
        data = os.read(fd, length + 1)
        while len(data) <= length and (more := os.read(fd, length + 1 - len(data))):
            data += more
        return data
    except OSError:
        return None
    finally:
        os.close(fd)


def load(folder: str, root: str, name: str = NAME) -> State | None:
    """The state that was kept; None when there is none that can be read and is of this base."""
    data = place.read(folder, name)
    pieces = frames.unpack(data) if data is not None else None
    if pieces is None or len(pieces) != 11 or os.fsdecode(pieces[0]) != root:
        return None
    inner = [frames.split(piece) for piece in pieces[7:10]]
    if any(found is None for found in inner) or not pieces[5].isdigit():
        return None
    fresh, program, answers = (found or [] for found in inner)
    state = State(
        root,
        (os.fsdecode(pieces[1]), pieces[2]),
        _words(pieces[3]),
        os.fsdecode(pieces[4]),
        begun=int(pieces[5]),
        files=pieces[6],
        fresh=_pairs(fresh),
        code=(tuple(os.fsdecode(path) for path in program[1:]), program[0] if program else b""),
        imprints=pieces[10],
    )
    state.answers = dict(zip(answers[::2], answers[1::2], strict=False))
    return state


def save(folder: str, state: State, name: str = NAME) -> bool:
    """Keep a state, with its latest answers."""
    answers: list[tuple[bytes, bytes]] = []
    room = MAX_ALL
    for question, answer in reversed(state.answers.items()):
        room -= len(answer)
        if room >= 0 and len(answers) < MAX_ANSWERS:
            answers.insert(0, (question, answer))
    return place.write(
        folder,
        name,
        frames.pack(
            [
                os.fsencode(state.root),
                os.fsencode(state.config[0]),
                state.config[1],
                os.fsencode("\0".join(state.folders)),
                os.fsencode(state.timezone),
                b"%d" % state.begun,
                state.files,
                frames.join(x for path, data in state.fresh.items() for x in (os.fsencode(path), data)),
                frames.join([state.code[1], *map(os.fsencode, state.code[0])]),
                frames.join(x for item in answers for x in item),
                state.imprints,
            ]
        ),
    )


class Answer:
    """What was said.

    Attributes:
        exit_code: how the run ended.
        said: each text, with whether it went to standard error.
        also: what stood in other files that it depends on.
        rests: on which words of the records it rests, in the terms of whoever kept it; empty for any of them.
        past: on which history it rests, see :func:`kb.cache.head.still`; empty for none.
        built: of which site it tells, see :mod:`kb.cli.rebuilt`; empty for none.
    """

    __slots__ = ("also", "built", "exit_code", "past", "rests", "said")

    def __init__(
        self,
        exit_code: int,
        said: list[tuple[bool, str]],
        also: dict[str, bytes],
        rests: bytes,
        past: bytes,
        built: bytes,
    ) -> None:
        self.exit_code, self.said, self.also, self.rests, self.past = exit_code, said, also, rests, past
        self.built = built


def said(
    exit_code: int,
    texts: Sequence[tuple[bool, str]],
    also: Mapping[str, bytes | None],
    rests: bytes = b"",
    past: bytes = b"",
    built: bytes = b"",
) -> bytes | None:
    """An answer as it is kept, see :class:`Answer`; None if it is too long."""
    files = frames.join(x for path, data in also.items() for x in (os.fsencode(path), data or b""))
    pieces = [b"%d" % exit_code, files, rests if len(rests) <= MAX_RESTS else b"", past, built]
    pieces += [(b"!" if err else b"-") + text.encode("utf-8", "surrogatepass") for err, text in texts]
    answer = frames.join(pieces)
    return answer if len(answer) <= MAX_SAID else None


def unsaid(answer: bytes) -> Answer | None:
    """An answer again; None when it is none."""
    pieces = frames.split(answer) or []
    files = frames.split(pieces[1]) if len(pieces) > 4 else None
    if files is None or not pieces[0].isdigit():
        return None
    try:
        texts = [(p[:1] == b"!", p[1:].decode("utf-8", "surrogatepass")) for p in pieces[5:]]
    except UnicodeDecodeError:
        return None
    return Answer(int(pieces[0]), texts, _pairs(files), pieces[2], pieces[3], pieces[4])


def content(root: str, path: str) -> bytes | None:
    """What stands in a file of the base; None when it cannot be read or is too long to be kept.

    Of a folder, named with a slash at its end, what its Markdown files look like from outside.
    """
    if path.endswith("/"):
        return _pages(root, path.rstrip("/"))
    try:
        size = os.stat(os.path.join(root, path)).st_size
    except (OSError, ValueError):
        return None
    return reread(root, path, size) if size <= MAX_SAID else None


def _pages(root: str, folder: str) -> bytes | None:
    """What the Markdown files of a folder look like; those written a moment ago by what stands in them, too."""
    seen = look(root, [folder])
    if seen is None:  # a link or the like, in which nobody reads pages
        return b""
    if seen.fresh and not seen.plain:
        return None
    said = blake2b(seen.data, digest_size=32)
    for path in seen.fresh:
        data = content(root, path)
        if data is None:
            return None
        said.update(data)
    return said.digest()


def _pairs(pieces: Sequence[bytes]) -> dict[str, bytes]:
    return {os.fsdecode(path): data for path, data in zip(pieces[::2], pieces[1::2], strict=False)}


def _words(piece: bytes) -> tuple[str, ...]:
    return tuple(os.fsdecode(piece).split("\0")) if piece else ()
