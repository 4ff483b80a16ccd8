"""Lives as bytes are the same lives, whoever asks for which of them; every history of the tests is held to that."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from kb.history.brief import Brief, brief
from kb.history.lives import Aim, Chronicle, Life, Moment, Passage, Spell


def same(chronicle: Chronicle) -> None:
    """Hold the brief of a chronicle against it."""
    found = Brief(brief(chronicle))
    assert list(found.lives) == list(chronicle.lives)
    told = (chronicle.head, chronicle.commits, chronicle.cut, chronicle.untold)
    assert (found.head, found.commits, found.cut, found.untold) == told
    for one in (found, chronicle):
        assert one.since is not None or not chronicle.lives
        assert all(one.since <= life.begun.at for life in chronicle.lives if one.since is not None)
    assert dict(found.at) == dict(chronicle.at)
    assert dict(found.alive) == dict(chronicle.alive)
    ids = {id_ for life in chronicle.lives for id_ in (life.id, *life.former)} | {"TASK-9999"}
    paths = [None, "nowhere.md", *(life.path for life in chronicle.lives if life.path is not None)]
    for id_ in ids:
        for path in paths if len(paths) < 20 else paths[:20]:
            expected = list(chronicle.owners(id_, path))
            assert list(found.owners(id_, path)) == expected, (id_, path)
            assert list(Brief(found.pieces).owners(id_, path)) == expected, "looked for in the bytes"
    for name in (*paths, *ids):
        first = Brief(found.pieces)
        assert (first.at.get(name or ""), first.alive.get(name or "")) == (
            chronicle.at.get(name or ""),
            chronicle.alive.get(name or ""),
        )


def made(seed: int) -> Chronicle:
    """Lives of few ids, so that they are shared, given up and taken again."""
    dice = random.Random(seed)
    ids = [f"TASK-000{n}" for n in range(1, 6)]

    def moment() -> Moment:
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=dice.randrange(10**7))
        return Moment(at, f"{dice.randrange(9):040}", dice.choice(("Ann", "Łukasz", "")))

    def spells() -> tuple[Spell, ...]:
        return tuple(
            Spell(moment().at, dice.choice((None, moment().at)), dice.choice(("", "no data\n")))
            for _ in range(dice.randrange(3))
        )

    def life(number: int) -> Life:
        gone = moment() if dice.random() < 0.4 else None
        former = tuple(dict.fromkeys(dice.choice(ids) for _ in range(dice.choice((0, 0, 1, 2)))))
        return Life(
            dice.choice(ids), "task", dice.choice(("Été", "b")), None if gone else f"backlog/{number}.md",
            dice.choice((None, "2026-01-05")), "internal", {"goal": "GOAL-0001"} if dice.random() < 0.5 else {},
            moment(), tuple(Passage(dice.choice(("idea", "done")), moment()) for _ in range(dice.randrange(3))),
            spells(), spells(),
            tuple(Aim(moment(), None, "a", dice.choice((None, 0.1)), "lower") for _ in range(dice.randrange(2))),
            moment(), former, gone, dice.random() < 0.2, tuple(moment() for _ in former),
        )  # fmt: skip

    lives = tuple(life(number) for number in range(dice.randrange(12)))
    return Chronicle(lives, head=moment() if lives else None, commits=len(lives), cut=dice.random() < 0.5)


@pytest.mark.parametrize("seed", range(60))
def test_a_life_is_the_same_from_bytes(seed: int) -> None:
    same(made(seed))


def test_a_life_is_found_by_its_place_as_in_any_sequence() -> None:
    chronicle = next(found for seed in range(20) if len((found := made(seed)).lives) > 3)
    lives = Brief(brief(chronicle)).lives
    assert (lives[0], lives[-1], list(lives[1:3])) == (
        chronicle.lives[0],
        chronicle.lives[-1],
        list(chronicle.lives[1:3]),
    )
    with pytest.raises(IndexError):
        lives[len(chronicle.lives)]


def test_what_finds_the_lives_can_be_let_go() -> None:
    chronicle = made(3)
    found = Brief(brief(chronicle))
    before = dict(found.at)
    found.forget()
    assert "_numbers" not in found.__dict__
    assert dict(found.at) == before


def test_why_nothing_is_known_is_said_as_well() -> None:
    same(Chronicle(untold="git cannot be run here"))
