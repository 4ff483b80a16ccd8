"""Which rules an edit reaches, and whom they judge again: told by what rules say of themselves, with none loaded."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from kb import discovery
from kb.lint.facts import Skeleton
from kb.lint.rule import SKELETON, Rule, Views


class Reach(NamedTuple):
    """What a rule says of itself, as far as it decides whether an edit reaches it.

    Attributes:
        code: its code.
        module: where it is.
        needs: what must be in the context for it to speak.
        gains: what it can say more with.
        views: along which links it looks, see :data:`kb.lint.rule.Views`.
        judges: the types about which it finds something; None for any.
        minds: whether only the rule itself can say that an edit leaves all else as it was.
    """

    code: str
    module: str
    needs: tuple[str, ...]
    gains: tuple[str, ...]
    views: Views
    judges: tuple[str, ...] | None
    minds: bool

    @property
    def chains(self) -> Iterator[tuple[str, ...]]:
        """The chains of links along which it looks, with the beginnings of each."""
        for way in self.views or () if self.views != SKELETON else ():
            steps = tuple(way.split())
            yield from (steps[:length] for length in range(1, len(steps) + 1))

    def is_about(self, type_: str | None) -> bool:
        """Whether it may find something about a record of a type."""
        return self.judges is None or type_ in self.judges


def reach_of(rule: Rule) -> Reach:
    """What a rule says of itself."""
    minds = rule.views is None or type(rule).unmoved is not Rule.unmoved
    return Reach(rule.code, type(rule).__module__, rule.needs, rule.gains, rule.views, rule.judges, minds)


@cache
def rule_of(reach: Reach) -> Rule:
    """The rule itself, loaded."""
    return discovery.own(importlib.import_module(reach.module), Rule)()


def reached(
    skeleton: Skeleton, edited: Mapping[int, str], rules: Iterable[Reach]
) -> tuple[Sequence[Rule], set[int]]:
    """The rules that may find something else after an edit, and the numbers of the records about which they may.

    Args:
        skeleton: what is seen of all records.
        edited: the ids of the edited records by their numbers.
        rules: those that judge.
    """
    sight: dict[tuple[str, ...], set[int]] = {}

    def along(chain: tuple[str, ...]) -> set[int]:
        if chain not in sight:
            sight[chain] = {n for id_ in edited.values() for n in skeleton.seen_by(id_, (chain,))}
        return sight[chain]

    near: list[Rule] = []
    judged = set(edited)
    for rule in rules:
        if rule.views == SKELETON:
            continue
        seen = set(edited).union(*map(along, rule.chains))
        about = {number for number in seen if rule.is_about(skeleton.facts[number].type)}
        if about:
            near.append(rule_of(rule))
            judged |= about
    return near, judged
