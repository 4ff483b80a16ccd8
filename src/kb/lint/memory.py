"""Gathers what the repository of a base remembers, as far as the rules that judge ask for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from kb.base import KnowledgeBase
from kb.cache import head
from kb.config import Config
from kb.graph import Graph
from kb.history.descent import Descent
from kb.history.lives import Chronicle
from kb.history.saved import Saved
from kb.lint.reach import Reach
from kb.lint.rule import Context, Rule, Standing
from kb.records.experiment import Experiment

_BY_STEP: Final = "KB001"


class Memory:
    """What git knows of a base; it is asked when the first rule that needs it judges, and once.

    Args:
        root: the folder of the base.
        config: its configuration.
        read: reads the history.
        standing: how commits stand, by their names, where somebody has looked already.
    """

    def __init__(
        self,
        root: Path,
        config: Config,
        read: Callable[[], Chronicle],
        standing: Mapping[str, Standing] | None = None,
    ) -> None:
        self._root, self._config, self._read, self._standing = root, config, read, standing
        self._asked = set[bool]()
        self._sure = True
        # Before git is asked, so that nothing can have been moved in between.
        self._states = {branches: head.state_of(str(root), branches=branches) for branches in (False, True)}

    def context(
        self,
        graph: Graph,
        today: date,
        rules: Iterable[Rule | Reach],
        *,
        previous: KnowledgeBase | None = None,
        ancestor: str | None = None,
    ) -> Context:
        """All that some rules may look at.

        Args:
            graph: the base and its links.
            today: the day of judgement.
            rules: those that will judge.
            previous: the base at an earlier revision.
            ancestor: the commit of that revision.
        """
        base = graph.base
        rules = tuple(rules)
        step = previous is not None and ancestor is not None and any(rule.code == _BY_STEP for rule in rules)
        told = self.chronicle if step or self.looks_back(rules) else None
        standing = self.standing(base) if any("commits" in rule.gains for rule in rules) else None
        if told is None or told.head is None:
            return Context(base, graph, today, previous, commits=standing)
        descent = Descent(self._root, told.head.commit)
        return Context(
            base,
            graph,
            today,
            previous,
            history=told,
            commits=standing,
            saved=Saved(self._root, self._config.records, told.head.commit).has,
            follows=descent.follows,
            since=descent.since(ancestor) if step and ancestor is not None else (),
        )

    @staticmethod
    def looks_back(rules: Iterable[Rule | Reach]) -> bool:
        """Whether some rules ask for the lives of records."""
        return any("history" in rule.needs + rule.gains for rule in rules)

    @property
    def rests(self) -> bytes | None:
        """What all of it rests on, for :func:`kb.cache.head.still`; None where nobody could tell that it changed."""
        branches = True in self._asked
        state = self._states[branches] if self._sure else None
        if not self._asked or state is None:
            return None if self._asked else b""
        return head.pledge(state, branches=branches)

    @cached_property
    def chronicle(self) -> Chronicle | None:
        """The lives of the records; None where the history tells nothing."""
        self._asked.add(False)
        found = self._read()
        there = self._states[False] not in (head.NO_REPOSITORY, head.NO_COMMIT)
        self._sure = self._sure and there is (found.untold is None)
        return found if found.untold is None and found.head is not None else None

    def is_whole(self) -> bool:
        """Whether the whole history is known."""
        return self.chronicle is not None and not self.chronicle.cut

    def standing(self, base: KnowledgeBase) -> dict[str, Standing]:
        """How the commits stand that concluded experiments ran on, by the ids of the experiments."""
        named = {
            experiment.id: experiment.code.commit
            for _, experiment in base.records(Experiment)
            if experiment.status == "concluded"
            and experiment.code is not None
            and experiment.code.commit is not None
            and (experiment.code.repository is None or self._is_here(experiment.code.repository))
        }
        if named:
            from kb.history.commits import is_hash

            named = {id_: commit for id_, commit in named.items() if is_hash(commit)}
        found = self._standing if self._standing is not None else self._look_for(named.values())
        if named:
            self._asked.add(True)
            kept = all(found.get(commit) == "reachable" for commit in named.values())
            self._sure = self._sure and (kept or self._states[True] == head.NO_REPOSITORY)
        return {id_: found.get(commit, "unknown") for id_, commit in named.items()}

    def _look_for(self, wanted: Iterable[str]) -> Mapping[str, Standing]:
        """How some commits stand."""
        names = list(wanted)
        if not names:
            return {}
        from kb.history import commits

        return commits.look_for(self._root, names)

    def _is_here(self, repository: str) -> bool:
        """Whether an address is that of the repository of the base."""
        from kb.history import git

        return self._address is not None and (git.browsable(repository) or repository) == self._address

    @cached_property
    def _address(self) -> str | None:
        from kb.history import git

        return git.remote_address(self._root)
