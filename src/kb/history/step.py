"""What one commit did to the records: which went on as which, which came, which went; merges among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
        replay: what all steps share.
        state: the base at the first parent, to be changed.
        commit: the commit.
        others: the base at its other parents.
    """

    def __init__(self, replay: Whole, state: State, commit: Commit, others: Sequence[State]) -> None:
        self.replay, self.state, self.commit, self.others = replay, state, commit, others
        self.known = replay.known

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
        if olds or news:
            self.replay.touched()
        if self.others:
            self._merge(olds, news)
        else:
            self._edit(olds, news)

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
        for path, blob in changes.items():
            old = state.places.get(path)
            is_there = blob is not None and self.replay.takes(state.settings, path)
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
        for new, life in self._paired(olds, news):
            self._continue(life, new)
        for new in news:
            self._continue(self._resumed(new) or self.replay.number(), new)
        for path, life in olds.items():
            self._end(path, life)

    def _paired(self, olds: dict[str, int], news: list[New]) -> list[tuple[New, int]]:
        """Which of the new became of which of the old; both lose what is found. Places are vacated."""
        found: list[tuple[New, int]] = []
        lines = {
            path: line for path, life in olds.items() if (line := self.state.lines.get(life)) is not None
        }
        for old_key, new_key in KEYS:
            waiting: dict[Any, list[str]] = {}
            for path in sorted(olds):
                if (key := old_key(lines[path])) is not None:
                    waiting.setdefault(key, []).append(path)
            left = []
            for new in news:
                key = new_key(new)
                candidates = waiting.get(key, ()) if key is not None else ()
                match = next((p for p in candidates if not is_another(lines[p], new, self.known)), None)
                if match is None:
                    left.append(new)
                else:
                    waiting[key].remove(match)
                    found.append((new, olds.pop(match)))
            news[:] = left
            if not (news and olds):
                break
        for new, life in found:
            old = self.state.lines.get(life)
            assert old is not None
            if old.path != new.path and self.state.places.get(old.path) == life:
                self.state.places.drop(old.path)
        return found

    def _resumed(self, new: New) -> int | None:
        """The record that had this id and went, if it is that one which is there again."""
        life = self.state.gone.get(new.facts.id) if new.facts.id is not None else None
        line = self.state.lines.get(life) if life is not None else None
        if line is None or not line.gone or is_another(line, new, self.known):
            return None
        return life

    def _continue(self, life: int, new: New, line: Line | None = None) -> None:
        """A record goes on with another version, on the line that it has here if not on another one."""
        before = line if line is not None else self.state.lines.get(life)
        self.state.places.put(new.path, life)
        self.state.lines.put(life, Line(before, self.commit, new.path, new.blob, new.facts))

    def _end(self, path: str, life: int, line: Line | None = None) -> None:
        """A record is there no more."""
        before = line if line is not None else self.state.lines.get(life)
        assert before is not None
        if self.state.places.get(path) == life:
            self.state.places.drop(path)
        self._went(life, Line(before, self.commit, before.path, None, None))

    def _went(self, life: int, line: Line) -> None:
        self.state.lines.put(life, line)
        if (id_ := line.id) is not None:
            self.state.gone.put(id_, life)

    # -- merges --------------------------------------------------------------------------------------

    def _merge(self, olds: dict[str, int], news: list[New]) -> None:
        """A commit with several parents: what is as in one of them has the past that it has there."""
        state, before = self.state, dict(olds)
        for path, life in olds.items():
            if state.places.get(path) == life:
                state.places.drop(path)
        taken: set[int] = set()
        left = [new for new in news if not self._adopted(new, taken)]
        rest = [new for new in left if not self._merged(new, before, taken)]
        olds = {path: life for path, life in olds.items() if life not in taken}
        for new, life in self._paired(olds, rest):
            self._continue(life, new)
            taken.add(life)
        for new in rest:
            life = self._resumed(new) or self.replay.number()
            self._continue(life, new)
            taken.add(life)
        self._close(olds, taken)

    def _adopted(self, new: New, taken: set[int]) -> bool:
        """Take the past of the first other parent that has the very same there."""
        for other in self.others:
            life = other.places.get(new.path)
            line = other.lines.get(life) if life is not None else None
            if life is not None and line is not None and line.blob == new.blob and self._free(life, taken):
                self.state.places.put(new.path, life)
                self.state.lines.put(life, line)
                taken.add(life)
                return True
        return False

    def _merged(self, new: New, before: Mapping[str, int], taken: set[int]) -> bool:
        """Go on with the past of the first parent in which the record is in the state that came out."""
        places = [before.get(new.path), *(other.places.get(new.path) for other in self.others)]
        candidates: list[tuple[int, Line]] = []
        for life in dict.fromkeys(found for found in places if found is not None):
            if not self._free(life, taken):
                continue
            for side in (self.state, *self.others):
                line = side.lines.get(life)
                if line is not None and not line.gone:
                    candidates.append((life, line))
        if not candidates:
            return False
        same = (c for c in candidates if c[1].state == new.facts.status)
        life, line = next(same, candidates[0])
        self._continue(life, new, line)
        taken.add(life)
        return True

    def _free(self, life: int, taken: set[int]) -> bool:
        """Whether a record is not already somewhere else in the result."""
        if life in taken:
            return False
        line = self.state.lines.get(life)
        return line is None or line.gone or self.state.places.get(line.path) != life

    def _close(self, olds: Mapping[str, int], taken: set[int]) -> None:
        """Records that one side has and the result has not: gone there, gone here, or one with another's past."""
        for path, life in olds.items():
            if life not in taken:
                self._lost(path, life)
        for other in self.others:
            for life, line in sorted(other.lines.unlike(self.state.lines), key=lambda item: item[0]):
                if self.state.lines.get(life) is None:
                    if line.gone:
                        self._went(life, line)
                    elif not self._absorbed(line):
                        self._end(line.path, life, line)

    def _lost(self, path: str, life: int) -> None:
        line = self.state.lines.get(life)
        assert line is not None
        there = (other.lines.get(life) for other in self.others)
        gone = next((found for found in there if found is not None and found.gone), None)
        if gone is not None:
            self._went(life, gone)
        elif self._absorbed(line):
            self.state.lines.drop(life)
        else:
            self._end(path, life)

    def _absorbed(self, line: Line) -> bool:
        """Whether the result has the same record with the past of another side, on which it was made as well."""
        life = self.state.places.get(line.path)
        now = self.state.lines.get(life) if life is not None else None
        return now is not None and now.id == line.id
