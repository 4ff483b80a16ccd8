"""What one commit did to the records: which went on as which, which came, which went; merges among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from kb.history.lines import KEYS, Known, Line, New, Settings, State, is_another
from kb.history.log import Commit
from kb.rooting import FILE, PROJECT


class Whole(Protocol):
    """What all steps share."""

    @property
    def known(self) -> Known:
        """What stands in the files."""

    def takes(self, settings: Settings, path: str) -> bool:
        """Whether a file is a record by some settings."""

    def number(self) -> int:
        """A number for a new life."""

    def touched(self) -> None:
        """Count a commit that did something to the records."""


class Step:
    """What one commit did to the base.

    Args:
        whole: what all steps share.
        state: the base at the first parent, to be changed.
        commit: the commit.
        others: the base at its other parents.
    """

    def __init__(self, whole: Whole, state: State, commit: Commit, others: Sequence[State]) -> None:
        self.whole, self.state, self.commit, self.others = whole, state, commit, others
        self.taken: set[int] = set()  # lives that a merge has found a place for
        self.came: list[int] = []  # those of them that the first parent has never had
        self.did = False
        self._ids: dict[str, list[Line]] | None = None
        self.known = whole.known

    def take(self) -> None:
        """Do it."""
        state, changes = self.state, dict(self.commit.changes)
        for path, blob in self.commit.changes:
            if blob is None:
                state.files.drop(path)
            else:
                state.files.put(path, blob)
        before = state.settings
        if FILE in changes or PROJECT in changes:
            state.settings = self._settings()
            if state.settings != before:
                changes |= dict(sorted(state.files.items()))
        olds, news = self._moved(changes)
        if self.others:
            self._merge(olds, news)
        else:
            self._edit(olds, news)
        if self.did:
            self.whole.touched()

    def _settings(self) -> Settings:
        """The settings that this commit has; those before it where they cannot be read."""
        files, known = self.state.files, self.known.settings
        for name in (FILE, PROJECT):
            blob = files.get(name)
            if blob is not None and (name == FILE or known.get(blob) is not None):
                return known.get(blob) or self.state.settings
        return self.known.today

    def _moved(self, changes: Mapping[str, str | None]) -> tuple[dict[str, int], list[New]]:
        """The records that were at the paths, and what is there now; what is the same is neither."""
        state, olds, news = self.state, dict[str, int](), list[New]()
        for path, blob in sorted(changes.items()) if len(changes) > 1 else changes.items():
            old = state.places.get(path)
            is_there = blob is not None and self.whole.takes(state.settings, path)
            line = state.lines.get(old) if old is not None else None
            if line is not None and is_there and line.blob == blob:
                continue
            if old is not None:
                olds[path] = old
            if is_there:
                assert blob is not None
                news.append(New(path, blob, self.known.facts[blob]))
        return olds, news

    def _edit(self, olds: dict[str, int], news: list[New]) -> None:
        """An ordinary commit: find out which record became which."""
        for new, life in self._paired(self.state, olds, news):
            self._continue(life, new)
        for new in news:
            self._continue(self._resumed(new) or self.whole.number(), new)
        for path, life in olds.items():
            self._end(path, life)

    def _paired(self, side: State, olds: dict[str, int], news: list[New]) -> list[tuple[New, int]]:
        """Which of the new became of which of the old; both lose what is found. Places are vacated."""
        found: list[tuple[New, int]] = []
        lines = {path: line for path, life in olds.items() if (line := side.lines.get(life)) is not None}
        for old_key, new_key in KEYS:
            if not (news and olds):
                break
            waiting: dict[Any, list[str]] = {}
            for path in olds:
                if (key := old_key(lines[path])) is not None:
                    waiting.setdefault(key, []).append(path)
            left = []
            for new in news:
                candidates = waiting.get(new_key(new), ())
                match = next((p for p in candidates if not is_another(lines[p], new, self.known)), None)
                if match is None:
                    left.append(new)
                else:
                    waiting[new_key(new)].remove(match)
                    found.append((new, olds.pop(match)))
            news[:] = left
        for new, life in found:
            old = side.lines.get(life)
            assert old is not None
            if old.path != new.path and self.state.places.get(old.path) == life:
                self.state.places.drop(old.path)
        return found

    def _resumed(self, new: New) -> int | None:
        """The record that had this id and went, if it is that one which is there again."""
        for life in (self.state.gone.get(new.facts.id) if new.facts.id is not None else None) or ():
            line = self.state.lines.get(life)
            if line is not None and line.gone and not is_another(line, new, self.known):
                return life
        return None

    def _continue(self, life: int, new: New, line: Line | None = None) -> None:
        """A record goes on with another version, on the line that it has here if not on another one."""
        before = line if line is not None else self.state.lines.get(life)
        self.state.places.put(new.path, life)
        self.state.lines.put(life, Line(before, self.commit, new.path, new.blob, new.facts))
        self.did = True

    def _end(self, path: str, life: int, line: Line | None = None) -> None:
        """A record is there no more."""
        before = line if line is not None else self.state.lines.get(life)
        assert before is not None
        if self.state.places.get(path) == life:
            self.state.places.drop(path)
        self._went(life, Line(before, self.commit, before.path, None, None))
        self.did = True

    def _went(self, life: int, line: Line) -> None:
        self.state.lines.put(life, line)
        if line.id is not None:
            others = self.state.gone.get(line.id) or ()
            self.state.gone.put(line.id, (life, *(other for other in others if other != life)))

    # -- merges --------------------------------------------------------------------------------------

    def _merge(self, olds: dict[str, int], news: list[New]) -> None:
        """A commit with several parents: what is as in one of them has the past that it has there."""
        before = dict(olds)
        for path, life in olds.items():
            if self.state.places.get(path) == life:
                self.state.places.drop(path)
        rest = [new for new in news if not self._adopted(new)]
        rest = [new for new in rest if not self._merged(new, before)]
        for side in (self.state, *self.others) if rest else ():
            if side is self.state:
                free = {path: life for path, life in olds.items() if self._free(life)}
            else:
                free = {
                    line.path: life for life, line in self._only(side) if not line.gone and self._free(life)
                }
            for new, life in self._paired(side, free, rest):
                self._took(life)
                self._continue(life, new, self._line(life, new))
        for new in rest:
            life = self._resumed(new) or self.whole.number()
            self._continue(life, new)
            self.taken.add(life)
        self._close(olds)

    def _only(self, side: State) -> list[tuple[int, Line]]:
        """The lives that have another past on another side than here, oldest first."""
        return sorted(side.lines.unlike(self.state.lines), key=lambda item: item[0])

    def _adopted(self, new: New) -> bool:
        """Take the past of the first other parent that has the very same there."""
        for other in self.others:
            life = other.places.get(new.path)
            line = other.lines.get(life) if life is not None else None
            if life is not None and line is not None and line.blob == new.blob and self._free(life):
                self._took(life)
                self.state.places.put(new.path, life)
                self.state.lines.put(life, line)
                return True
        return False

    def _merged(self, new: New, before: Mapping[str, int]) -> bool:
        """Go on with the past of the first parent in which the record is in the state that came out."""
        places = [before.get(new.path), *(other.places.get(new.path) for other in self.others)]
        lives = [life for life in dict.fromkeys(places) if life is not None and self._free(life)]
        lines = [(life, line) for life in lives for line in self._alive(life)]
        if not lines:
            return False
        life, line = next((one for one in lines if one[1].state == new.facts.status), lines[0])
        self._took(life)
        self._continue(life, new, line)
        return True

    def _took(self, life: int) -> None:
        self.taken.add(life)
        if self.state.lines.get(life) is None:
            self.came.append(life)

    def _line(self, life: int, new: New) -> Line:
        """The past of a record by the first parent in which it is in the state that came out, else the first."""
        lines = list(self._alive(life))
        return next((line for line in lines if line.state == new.facts.status), lines[0])

    def _alive(self, life: int) -> Iterator[Line]:
        """A record at each parent that has it."""
        for side in (self.state, *self.others):
            line = side.lines.get(life)
            if line is not None and not line.gone:
                yield line

    def _free(self, life: int) -> bool:
        """Whether a record is not already somewhere else in the result."""
        if life in self.taken:
            return False
        line = self.state.lines.get(life)
        return line is None or line.gone or self.state.places.get(line.path) != life

    def _close(self, olds: Mapping[str, int]) -> None:
        """Records that a side has and the result has not: gone there, gone here, or told as another's past."""
        for path, life in olds.items():
            if life not in self.taken:
                self._lost(path, life)
        for other in self.others:
            for life, line in self._only(other):
                if self.state.lines.get(life) is None and not self._absorbed(line):
                    self._lost(line.path, life, line)
        for life in self.came:
            self._absorb(life)

    def _absorb(self, came: int) -> None:
        """A record that came from another side is the one that was made and removed on this side alone as well."""
        line = self.state.lines.get(came)
        if line is None or line.facts is None or line.id is None:
            return
        new = New(line.path, line.blob or "", line.facts)
        for life in self.state.gone.get(line.id) or ():
            old = self.state.lines.get(life)
            alone = all(other.lines.get(life) is None for other in self.others)
            if old is not None and old.gone and alone and not is_another(old, new, self.known):
                self.state.lines.drop(life)

    def _lost(self, path: str, life: int, line: Line | None = None) -> None:
        """A record is not there any more; on the line that it has here if not on another one."""
        last = line if line is not None else self.state.lines.get(life)
        assert last is not None
        there = (last, *(found for other in self.others if (found := other.lines.get(life)) is not None))
        gone = next((found for found in there if found.gone), None)
        if gone is not None:
            self._went(life, gone)
        elif self._absorbed(last):
            self.state.lines.drop(life)
        else:
            self._end(path, life, last)

    def _absorbed(self, line: Line) -> bool:
        """Whether the result has the same record with the past of another side, on which it was made as well."""
        if line.id is None:
            return False
        if self._ids is None:
            self._ids = {}
            for life in self.state.places.values():
                now = self.state.lines.get(life)
                if now is not None and now.id is not None:
                    self._ids.setdefault(now.id, []).append(now)
        return any(
            not is_another(line, New(now.path, now.blob or "", now.facts), self.known)
            for now in self._ids.get(line.id, ())
            if now.facts is not None
        )
