"""Says again what `kb` said before, where nothing has changed since, without loading what would find it out.

Everything that an answer depends on is compared: the arguments, the folder, the day, what a terminal and the
environment add to it, the configuration, every record file, the commit that is checked out where the history was asked,
and the program. What changes something or asks anything else is never kept: a command says of itself that its answer
depends on nothing else (:meth:`Run.vouch`).
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence

from kb.cache import answers, code, facts, head, listing, place
from kb.cache.answers import Answer, State
from kb.cache.listing import GRAIN, Listing, look
from kb.rooting import find_root, git_folder, git_top

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kb.cli.reworded import Reading

COMMANDS = frozenset({"board", "build", "flow", "lint", "list", "show"})
"""Commands of which some runs can be repeated."""
PAST = frozenset({"flow"})
"""Those that read no record as it is now: the configuration and the history are all that they depend on."""
NAMES = {**dict.fromkeys(PAST, answers.PAST), "build": answers.BUILT}
"""The files in which their answers are kept, where it is not the usual one."""
FEW = 20
"""With more files edited than that, all are read."""
VARIABLES = (
    "COLUMNS", "CI", "FORCE_COLOR", "GITHUB_ACTIONS", "GITLAB_CI", "NO_COLOR", "PYTHONIOENCODING",
    "SOURCE_DATE_EPOCH", "TERM",
)  # fmt: skip
"""What of the environment can change an answer, besides everything that begins with `KB_`."""


class Run:
    """One run of `kb`, as the cache sees it.

    Args:
        arguments: the command line.
        root: the folder of the base.
        name: the file in which its answer is kept.

    Attributes:
        judges: whether an edit may leave its answer as it is.
    """

    def __init__(self, arguments: Sequence[str], root: str, name: str = answers.NAME) -> None:
        self.begun = listing.now()
        self.root = root
        self.said: list[tuple[bool, str]] = []
        self._arguments = arguments
        self._folder = place.folder_of(root)
        self._name = name
        self.judges = name != answers.BUILT
        self._known: State | None = None
        self._listing: Listing | None = None
        self._looked: tuple[str, ...] | None = None
        self._vouched: tuple[tuple[str, bytes], str] | None = None
        self._facts: Callable[[], Iterable[bytes]] | None = None
        self._read: Reading | None = None
        self._also: dict[str, bytes | None] = {}
        self._past: list[Callable[[], bytes | None]] = []
        self._built = b""

    def answer(self) -> int | None:
        """Say what was said before; None when that is not known, or may be no longer so."""
        self._known = known = answers.load(self._folder, self.root, self._name)
        if known is None:
            return None
        kept = known.answers.get(self._question(known.timezone, self.begun))
        if kept is None:
            return None
        self._listing = seen = known.look(self.begun)
        self._looked = known.folders
        rewritten = known.rewritten(seen) if seen is not None else None
        if seen is None or rewritten is None or (rewritten and not self.judges) or not known.same_program():
            return None
        found = answers.unsaid(kept)
        if found is None or any(
            answers.content(self.root, path) != data for path, data in found.also.items()
        ):
            return None
        if not head.still(self.root, found.past) or not self._is_built(found.built):
            return None
        state = known
        if rewritten:
            from kb.cli import reworded

            now = reworded.now(known, found, seen, rewritten) or self._rejudged(known, found, seen, rewritten)
            if now is None:
                return None
            state = now
        self._say(found)
        if state is not known:
            answers.save(self._folder, state, self._name)
        return found.exit_code

    def _is_built(self, built: bytes) -> bool:
        """Whether the site of an answer stands, if it tells of one."""
        if not built:
            return True
        from kb.cli import rebuilt

        return rebuilt.stands(self.root, built)

    def _rejudged(self, known: State, found: Answer, seen: Listing, rewritten: Sequence[int]) -> State | None:
        """Judge what an edit reaches; None when the answer may be another one, or nobody can tell."""
        from kb.cli import reworded

        question = self._question(known.timezone, self.begun)
        kept = facts.load(self._folder, reworded.token(known), question)
        if not kept or len(rewritten) > FEW:
            return None
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        from kb.cli import rejudged

        try:
            return rejudged.now(known, found, seen, rewritten, rejudged.Kept(self._folder, question, kept))
        except Exception:  # noqa: BLE001  # the run that reads all of it says what is wrong, if it is
            return None

    @staticmethod
    def _say(found: Answer) -> None:
        for err, text in found.said:
            stream = sys.stderr if err else sys.stdout
            if stream is not None:
                stream.write(text)
        if sys.stdout is not None:
            sys.stdout.flush()

    def look(self, folders: Sequence[str]) -> Listing | None:
        """What the files look like before the first of them is read."""
        if self._listing is None or self._looked != tuple(folders):
            self._looked = tuple(folders)
            self._listing = look(self.root, folders)
        return self._listing

    def read(self, reading: Reading) -> None:
        """Learn that every file was read, and what was taken from them."""
        self._read = reading

    def depend(self, path: str) -> None:
        """Learn that the answer depends on another file, which is about to be read."""
        self._also[path] = answers.content(self.root, path)

    def remember(self, past: Callable[[], bytes | None]) -> None:
        """Learn what the answer rests on in the history; it is asked when all is said."""
        self._past.append(past)

    def _rests(self) -> bytes | None:
        """What the answer rests on in the history; None where nobody could tell that it changed."""
        whole = b""
        for pledge in self._past:
            said = pledge()
            if said is None:
                return None
            if not head.covers(whole, said):
                if not head.covers(said, whole):
                    return None
                whole = said
        return whole

    def vouch(
        self, config: tuple[str, bytes], timezone: str, facts: Callable[[], Iterable[bytes]] | None = None
    ) -> None:
        """Learn that this answer depends on nothing but the base, the day and the words of the question.

        Args:
            config: the name of the configuration and what is in there.
            timezone: where it is today.
            facts: makes what lets a later run judge an edit by itself, see :mod:`kb.cli.rejudged`.
        """
        self._vouched, self._facts = (config, timezone), facts

    def build(self, evidence: bytes) -> None:
        """Learn that a site was built, and what tells whether it stands, see :mod:`kb.cli.rebuilt`."""
        self._built = evidence

    def keep(self, exit_code: int) -> None:
        """Keep what was said, if it may be said again."""
        past_only = self._name == answers.PAST
        seen, read = self.look(()) if past_only else self._listing, self._read
        if (
            self._vouched is None
            or exit_code not in (0, 1)
            or (self._name == answers.BUILT and not self._built)
            or seen is None
            or (read is None) is not past_only
        ):
            return
        from kb.cli import reworded

        past = self._rests()
        if past is None or not head.still(self.root, past):
            return
        config, timezone = self._vouched
        question = self._question(timezone, self.begun)
        answer = answers.said(
            exit_code, self.said, self._also, read.rests() if read is not None else b"", past, self._built
        )
        folders = code.folders()
        if answer is None or folders is None or question != self._question(timezone, listing.now()):
            return
        texts = read.fresh if read is not None else {}
        fresh = {path: text.encode("utf-8", "surrogatepass") for path, text in texts.items()}
        stamp, latest = code.stamp(folders)
        token = os.urandom(16)
        if latest >= self.begun - GRAIN or sum(map(len, fresh.values())) > answers.MAX_FRESH:
            return
        if any(data is None or answers.content(self.root, path) != data for path, data in self._also.items()):
            return
        if not seen.plain or not _alike(seen, look(self.root, self._looked or ())):
            return
        state = State(
            self.root, config, self._looked or (), timezone,
            begun=seen.begun, files=seen.data, fresh=fresh, code=(tuple(folders), stamp),
            imprints=reworded.pack(read, seen, token) if read is not None and self.judges else b"",
        )  # fmt: skip
        if self._known is not None and state.same(self._known):
            state.answers = self._known.answers
            state.begun = self._known.begun
        state.answers.pop(question, None)
        state.answers[question] = answer
        if self._facts is not None:
            facts.save(self._folder, token, question, self._facts())
        answers.save(self._folder, state, self._name)

    def _question(self, timezone: str, now: int) -> bytes:
        """Everything that the answer depends on, besides the base and the program."""
        said = [*self._arguments, "", os.getcwd(), _day(timezone, now), str(getattr(os, "geteuid", int)())]
        said += [str(git_top(self.root)), str(git_folder(self.root))]
        said += [f"{name}={os.environ[name]}" for name in VARIABLES if name in os.environ]
        said += sorted(f"{name}={value}" for name, value in os.environ.items() if name.startswith("KB_"))
        for stream in (sys.stdout, sys.stderr):
            if stream is None:
                said.append("closed")
            else:
                said += [str(stream.encoding), str(stream.errors), str(stream.isatty())]
        said.append(_columns())
        return "\0".join(said).encode("utf-8", "surrogateescape")


def begin(arguments: Sequence[str]) -> Run | None:
    """The run of a command line; None when there is nothing about it to be kept or said again."""
    start, rest = "", list(arguments)
    if len(rest) > 1 and rest[0] == "-C":
        start, rest = rest[1], rest[2:]
    if not rest or rest[0] not in COMMANDS or "--no-cache" in rest:
        return None
    if os.environ.get("KB_NO_CACHE") or "_KB_COMPLETE" in os.environ:
        return None
    try:
        root = find_root(os.path.realpath(start or os.curdir))
        if root is None or not place.folder_of(root):
            return None
        return Run(arguments, root, NAMES.get(rest[0], answers.NAME))
    except (OSError, ValueError):
        return None


def _alike(before: Listing, after: Listing | None) -> bool:
    """Whether nothing was written, and nothing came or went, while the base was read."""
    return after is not None and after.data == before.data and after.folders == before.folders


def _day(timezone: str, now: int) -> str:
    if timezone == "UTC":
        return time.strftime("%Y-%m-%d", time.gmtime(now // 1_000_000_000))
    import datetime
    from zoneinfo import ZoneInfo

    try:
        zone = ZoneInfo(timezone)
    except (KeyError, ValueError, OSError):
        return ""
    return datetime.datetime.fromtimestamp(now // 1_000_000_000, zone).date().isoformat()


def _columns() -> str:
    try:
        return str(os.get_terminal_size(sys.__stdout__.fileno()).columns) if sys.__stdout__ else ""
    except (OSError, ValueError, AttributeError):
        return ""
