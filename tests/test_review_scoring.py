"""The arithmetic of technology reviews: a printed example, hand-made cases, and what holds for any review."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.config import LimitsTable
from kb.records.review import Candidate, Criterion, Priority, Review
from kb.review_scoring import (
    CLOSE,
    DRAWS,
    PRIORITIES,
    SEED,
    Comparison,
    as_json,
    compare,
    dominators,
    failed_mandatory,
)

GROUPS = ("Ease of development", "Forecasting algorithms", "Performance and data")
# id, group, weight, priority; the weights that the printed sums need
FORECASTING: Sequence[tuple[str, int, float, Priority]] = (
    ("D1", 0, 3, "mandatory"),
    ("D2", 0, 2, "important"),
    ("D3", 0, 2, "supplementary"),
    ("D4", 0, 2, "supplementary"),
    ("D5", 0, 3, "important"),
    ("F1", 1, 3, "mandatory"),
    ("F2", 1, 1, "supplementary"),
    ("F3", 1, 3, "mandatory"),
    ("F4", 1, 2, "important"),
    ("P1", 2, 2, "important"),
    ("P2", 2, 2, "important"),
)
TABLE = {
    "pmdarima": "3 2 0 2 3 3 0 3 2 0 0",
    "statsmodels.tsa": "3 0 2 0 3 0 1 3 2 2 0",
    "Prophet": "3 0 2 2 3 3 0 3 2 0 2",
    "LightGBM and tsfresh": "3 2 2 0 0 0 0 3 0 2 0",
}
PRINTED = {
    "pmdarima": ("10/12 8/9 0/4", "3/3 3/5 1/3"),
    "statsmodels.tsa": ("8/12 6/9 2/4", "2/3 3/5 2/3"),
    "Prophet": ("10/12 8/9 2/4", "3/3 3/5 2/3"),
    "LightGBM and tsfresh": ("7/12 3/9 2/4", "2/3 2/5 1/3"),
}


def review(criteria: Sequence[Criterion], candidates: Mapping[str, Mapping[str, float] | None]) -> Review:
    made = tuple(Candidate(name=name, scores=scores) for name, scores in candidates.items())
    return Review(
        id="REV-0001",
        type="review",
        title="Which one",
        status="reported",
        created=date(2026, 7, 27),
        criteria=tuple(criteria),
        candidates=made,
    )


def criterion(name: str, weight: float, priority: Priority = "important", **more: Any) -> Criterion:
    return Criterion(id=name, requirement=f"does {name}", weight=weight, priority=priority, **more)


def forecasting(**weights: float) -> Review:
    criteria = [
        criterion(name, weights.get(name, weight), priority, group=GROUPS[group])
        for name, group, weight, priority in FORECASTING
    ]
    ids = [c.id for c in criteria]
    rows = {name: dict(zip(ids, map(float, row.split()), strict=True)) for name, row in TABLE.items()}
    return review(criteria, rows)


@pytest.mark.parametrize("name", PRINTED)
def test_the_forecasting_review_comes_out_as_printed(name: str) -> None:
    scored = compare(forecasting()).named(name)
    assert scored is not None
    groups, satisfied = PRINTED[name]
    assert " ".join(f"{scored.groups[g].got:g}/{scored.groups[g].of:g}" for g in GROUPS) == groups
    assert " ".join(f"{scored.satisfied[p].n}/{scored.satisfied[p].of}" for p in PRIORITIES) == satisfied


def test_the_forecasting_review_puts_prophet_first_and_says_how_firmly() -> None:
    found = compare(forecasting())
    assert [c.name for c in found.ranking] == [
        "Prophet",
        "pmdarima",
        "statsmodels.tsa",
        "LightGBM and tsfresh",
    ]
    assert [c.name for c in found.candidates if c.knocked_out] == ["statsmodels.tsa", "LightGBM and tsfresh"]
    assert all(c.failed_mandatory == ("F1",) for c in found.candidates if c.knocked_out)
    # 20 of 25 points against 18: D2 has to weigh 4 for pmdarima to draw level, or D3 or P2 nothing.
    assert [(f.criterion, f.needs, f.winner) for f in found.flips] == [
        ("D2", 4, "pmdarima"),
        ("D3", 0, "pmdarima"),
        ("P2", 0, "pmdarima"),
    ]
    # Of three equally distributed weights two together exceed the third in three cases of four.
    assert found.stability == pytest.approx(0.75, abs=0.04)
    assert not found.close_call


def test_with_the_weights_as_listed_no_sum_exceeds_what_is_possible() -> None:
    found = compare(forecasting(D3=1, D4=1, D5=2))
    prophet = found.named("Prophet")
    assert prophet is not None
    assert prophet.groups[GROUPS[0]] == (7, 9)


def test_the_document_has_the_keys_of_the_contract() -> None:
    document = as_json("REV-0007", compare(forecasting()))
    assert document["version"] == 1
    assert document["review"] == "REV-0007"
    assert document["groups"] == list(GROUPS)
    prophet = document["candidates"][2]
    assert prophet["total"] == {"got": 20, "of": 25}
    assert prophet["weighted"] == 0.8
    assert prophet["groups"]["Performance and data"] == {"got": 2, "of": 4}
    assert prophet["satisfied"]["important"] == {"n": 3, "of": 5}
    assert (prophet["knocked_out"], prophet["failed_mandatory"], prophet["dominated_by"]) == (False, [], [])
    assert document["front"] == {"criteria": ["pmdarima", "Prophet"], "groups": ["Prophet"]}
    sensitivity = document["sensitivity"]
    assert sensitivity.keys() == {"flips", "stability", "stability_error", "draws", "seed", "close_call"}
    assert (sensitivity["draws"], sensitivity["seed"]) == (1000, 0)
    assert document["sensitivity"]["flips"][0] == {
        "criterion": "D2",
        "weight": 2,
        "needs": 4,
        "winner": "pmdarima",
    }


def test_a_requirement_is_satisfied_from_half_of_its_weight_or_from_where_it_says() -> None:
    criteria = [criterion("A", 4), criterion("B", 4, pass_at=3), criterion("C", 4, pass_at=0)]
    found = compare(review(criteria, {"x": {"A": 2, "B": 2.5, "C": 0}, "y": {"A": 1.9, "B": 3, "C": 1}}))
    assert [c.satisfied["important"] for c in found.candidates] == [(2, 3), (2, 3)]
    nearly = compare(review([criterion("A", 0.6)], {"x": {"A": 0.1 + 0.2}, "y": {"A": 0.29}}))
    assert [c.satisfied["important"].n for c in nearly.candidates] == [1, 0]


def test_satisfied_requirements_come_before_points() -> None:
    criteria = [criterion("M", 1, "mandatory"), criterion("I", 1), criterion("S", 10, "supplementary")]
    rows = {
        "points": {"M": 1.0, "I": 0.0, "S": 10.0},
        "important": {"M": 1.0, "I": 1.0, "S": 0.0},
        "out": {"M": 0.0, "I": 1.0, "S": 10.0},
    }
    found = compare(review(criteria, rows))
    assert [c.name for c in found.ranking] == ["important", "points", "out"]
    assert found.close_call  # the points say otherwise


def test_a_score_out_of_range_counts_as_the_nearer_end_whoever_asks() -> None:
    criteria = [criterion("A", 2, "mandatory", pass_at=0), criterion("B", 2, "mandatory", pass_at=3)]
    found = compare(review(criteria, {"x": {"A": -1, "B": 9}}))
    (x,) = found.candidates
    assert (x.total, x.satisfied["mandatory"], x.failed_mandatory) == ((2, 4), (1, 2), ("B",))
    assert [c.id for c in failed_mandatory(found.review.candidates[0], criteria)] == ["B"]


def test_the_front_leaves_out_who_is_dominated_knocked_out_or_incomplete() -> None:
    criteria = [
        criterion("A", 4, group="speed"),
        criterion("B", 4, group="speed"),
        criterion("C", 4, group="cost"),
        criterion("M", 2, "mandatory", group="cost"),
    ]
    rows = {
        "fast": {"A": 4, "B": 3, "C": 0, "M": 2},
        "odd": {"A": 0, "B": 4, "C": 0, "M": 2},  # better in B alone, but not as fast in all
        "cheap": {"A": 0, "B": 1, "C": 4, "M": 1},
        "twin": {"A": 0, "B": 1, "C": 4, "M": 1},
        "behind": {"A": 0, "B": 0, "C": 4, "M": 1},
        "out": {"A": 4, "B": 4, "C": 4, "M": 0},
        "unfinished": {"A": 4, "B": 4, "C": 4},
    }
    found = compare(review(criteria, rows))
    assert found.front.criteria == ("fast", "odd", "cheap", "twin")
    assert found.front.groups == ("fast", "cheap", "twin")


def test_a_share_has_its_standard_error_and_a_certain_one_has_none() -> None:
    stable = compare(forecasting()).over_all_weightings
    assert stable is not None
    assert stable.error == pytest.approx((stable.share * (1 - stable.share) / DRAWS) ** 0.5)
    assert stable.shares == (pytest.approx(1 - stable.share), stable.share)
    criteria = [criterion("A", 2), criterion("B", 2)]
    sure = compare(review(criteria, {"x": {"A": 2, "B": 1}, "y": {"A": 0, "B": 1}, "z": {"A": 2, "B": 1}}))
    assert sure.over_all_weightings == (1.0, 0.0, (1.0, 0.0, 1.0))
    # y leads by A alone and hardly ever: none of a thousand draws is not yet certainty
    rare = compare(
        review([criterion("A", 1), criterion("B", 1e4)], {"x": {"A": 0, "B": 1e4}, "y": {"A": 1e-6, "B": 0}})
    )
    assert rare.over_all_weightings is not None
    assert rare.over_all_weightings.share == 1
    assert rare.over_all_weightings.error == pytest.approx(7.07e-4, rel=1e-2)
    # and the other way round: x leads because A weighs what nothing else does
    odd = compare(
        review([criterion("A", 1e9), criterion("B", 1)], {"x": {"A": 1e3, "B": 0}, "y": {"A": 0, "B": 1}})
    )
    assert odd.best is not None
    assert odd.best.name == "x"
    assert odd.over_all_weightings is not None
    assert odd.over_all_weightings.share == 0
    assert odd.over_all_weightings.error == pytest.approx(7.07e-4, rel=1e-2)


def test_a_missing_score_counts_nothing_and_is_named() -> None:
    criteria = [criterion("A", 2, "mandatory"), criterion("B", 2, pass_at=0)]
    found = compare(review(criteria, {"x": {"A": 2}, "y": {"A": 1, "B": 1}, "z": None}))
    x, y, z = found.candidates
    assert (x.total, x.missing, x.satisfied["important"]) == ((2, 4), ("B",), (0, 1))
    assert (z.total, z.missing, z.failed_mandatory) == ((0, 4), ("A", "B"), ("A",))
    assert [c.dominated_by for c in found.candidates] == [(), (), ()]
    assert y.satisfied["important"] == (1, 1)


@pytest.mark.parametrize("criteria", [[], [criterion("A", 2, "mandatory")]])
def test_nobody_to_compare(criteria: list[Criterion]) -> None:
    document = as_json("REV-0001", compare(review(criteria, {})))
    assert document["candidates"] == document["ranking"] == []
    assert document["sensitivity"] == {
        "flips": [],
        "stability": None,
        "stability_error": None,
        "draws": DRAWS,
        "seed": SEED,
        "close_call": False,
    }
    assert document["front"] == {"criteria": [], "groups": []}
    assert document["to_win"] == []


def test_nothing_to_compare_by() -> None:
    found = compare(review([], {"x": {}, "y": None}))
    assert [c.weighted for c in found.candidates] == [0, 0]
    assert [c.name for c in found.ranking] == ["x", "y"]
    assert (found.flips, found.stability) == ((), 1.0)


def test_everybody_knocked_out_leaves_nobody_first() -> None:
    found = compare(review([criterion("A", 2, "mandatory")], {"x": {"A": 0}, "y": {"A": 0.5}}))
    assert found.first is None
    assert [c.name for c in found.ranking] == ["y", "x"]
    assert (found.flips, found.stability, found.close_call) == ((), None, False)


def test_of_those_knocked_out_who_satisfies_more_mandatory_requirements_comes_first() -> None:
    criteria = [criterion("M", 2, "mandatory"), criterion("N", 2, "mandatory"), criterion("I", 9)]
    rows = {"points": {"M": 0, "N": 0, "I": 9}, "one": {"M": 2, "N": 0, "I": 0}}
    assert [c.name for c in compare(review(criteria, rows)).ranking] == ["one", "points"]


def test_a_single_candidate_is_no_close_call() -> None:
    found = compare(review([criterion("A", 2)], {"x": {"A": 1}}))
    assert (found.flips, found.stability, found.close_call) == ((), 1.0, False)


def test_a_draw_is_a_close_call() -> None:
    found = compare(
        review([criterion("A", 2), criterion("B", 2)], {"x": {"A": 2, "B": 0}, "y": {"A": 0, "B": 2}})
    )
    assert {(f.criterion, f.needs) for f in found.flips} == {("A", 2), ("B", 2)}
    assert found.close_call
    assert found.stability == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize(("weight", "close"), [(3.5, True), (3, True), (2.9, False)])
def test_a_call_is_close_when_a_quarter_of_a_weight_turns_it(weight: float, close: bool) -> None:
    # x leads by A alone, which weighs 4: it may lose its lead when A falls to the weight of B, or B rises to 4.
    criteria = [criterion("A", 4), criterion("B", weight)]
    found = compare(review(criteria, {"x": {"A": 4, "B": 0}, "y": {"A": 0, "B": weight}}))
    assert {(f.criterion, f.needs) for f in found.flips} == {("A", weight), ("B", 4)}
    assert found.close_call is close


def test_how_small_a_change_makes_a_call_close_can_be_said() -> None:
    criteria = [criterion("A", 4), criterion("B", 3)]
    made = review(criteria, {"x": {"A": 4, "B": 0}, "y": {"A": 0, "B": 3}})
    assert [compare(made, share).close_call for share in (0, 0.2, 0.25, 1)] == [False, False, True, True]
    assert LimitsTable().close_call_share == CLOSE


def test_the_best_is_who_has_most_points_and_is_not_out() -> None:
    criteria = [criterion("M", 1, "mandatory"), criterion("I", 1), criterion("S", 10, "supplementary")]
    rows = {
        "out": {"M": 0.0, "I": 1.0, "S": 10.0},
        "important": {"M": 1.0, "I": 1.0, "S": 0.0},
        "points": {"M": 1.0, "I": 0.0, "S": 10.0},
    }
    found = compare(review(criteria, rows))
    assert found.best is not None
    assert (found.best.name, found.ranking[0].name) == ("points", "important")
    assert compare(review(criteria, {"out": rows["out"]})).best is None


def test_the_winner_after_a_flip_is_the_one_that_draws_level_first() -> None:
    criteria = [criterion("A", 4), criterion("B", 1), criterion("C", 2)]
    rows = {
        "lead": {"A": 4.0, "B": 0.0, "C": 0.0},
        "near": {"A": 0.0, "B": 0.0, "C": 2.0},
        "far": {"A": 0.0, "B": 1.0, "C": 0.0},
    }
    flips = {f.criterion: f for f in compare(review(criteria, rows)).flips}
    assert (flips["A"].needs, flips["A"].winner) == (2, "near")
    assert (flips["B"].needs, flips["B"].winner) == (4, "far")
    assert (flips["C"].needs, flips["C"].winner) == (4, "near")


def test_a_flip_goes_by_what_the_candidates_got_of_a_weight() -> None:
    criteria = [criterion("A", 4), criterion("B", 2)]
    found = compare(review(criteria, {"x": {"A": 4, "B": 0.5}, "y": {"A": 1, "B": 2}}))
    # ahead by three quarters of A and behind by as much of B: 3 points against 1.5
    assert {(f.criterion, f.needs) for f in found.flips} == {("A", 2), ("B", 4)}


def test_of_a_fall_and_a_rise_of_a_weight_the_nearer_counts() -> None:
    criteria = [criterion("B", 10), criterion("C", 4)]
    rows = {"lead": {"B": 8, "C": 2}, "rise": {"B": 4.5, "C": 4}, "fall": {"B": 9, "C": 0}}
    for order_ in (("lead", "rise", "fall"), ("lead", "fall", "rise")):
        flips = {f.criterion: f for f in compare(review(criteria, {n: rows[n] for n in order_})).flips}
        assert (flips["C"].needs, flips["C"].winner) == (2, "fall")  # a rise to 7 would do it, too


def test_stability_is_the_same_every_time_and_a_share_of_the_draws() -> None:
    first, second = compare(forecasting()), compare(forecasting())
    assert first.stability == second.stability
    assert first.stability is not None
    assert (first.stability * DRAWS) % 1 == 0


# -- what holds for any review ---------------------------------------------------------------------

names = st.sampled_from(["a", "b", "c", "d"])


@st.composite
def reviews(draw: st.DrawFn) -> Review:
    weights = draw(st.lists(st.integers(1, 6), min_size=1, max_size=5))
    criteria = [
        criterion(
            f"C{number}", weight, draw(st.sampled_from(PRIORITIES)), group=draw(st.sampled_from(GROUPS))
        )
        for number, weight in enumerate(weights)
    ]
    candidates: dict[str, dict[str, float]] = {}
    for name in draw(st.lists(names, unique=True, max_size=4)):
        given_to = {c.id: draw(st.integers(-1, int(c.weight) + 1)) for c in criteria}
        skipped = draw(st.sets(st.sampled_from([c.id for c in criteria]), max_size=1))
        candidates[name] = {k: float(v) for k, v in given_to.items() if k not in skipped}
    return review(criteria, candidates)


def order(found: Comparison) -> list[str]:
    return [candidate.name for candidate in found.ranking]


def scaled(made: Review, factor: float) -> Review:
    criteria = [criterion(c.id, c.weight * factor, c.priority, group=c.group) for c in made.criteria]
    rows = {c.name: {k: v * factor for k, v in (c.scores or {}).items()} for c in made.candidates}
    return review(criteria, rows)


@given(reviews())
@settings(max_examples=60, deadline=None)
def test_what_is_asked_of_one_candidate_is_answered_as_for_the_whole_review(made: Review) -> None:
    for number, scored in enumerate(compare(made).candidates):
        failed = failed_mandatory(made.candidates[number], made.criteria)
        assert tuple(c.id for c in failed) == scored.failed_mandatory
        assert dominators(made, number) == scored.dominated_by


@given(reviews(), st.sampled_from([0.1, 0.3, 2.0, 7.0, 1000.0]))
@settings(max_examples=60, deadline=None)
def test_scaling_weights_and_scores_together_changes_nothing(made: Review, factor: float) -> None:
    before, after = compare(made), compare(scaled(made, factor))
    assert order(after) == order(before)
    assert after.close_call == before.close_call
    assert [c.satisfied for c in after.candidates] == [c.satisfied for c in before.candidates]


@given(reviews())
@settings(max_examples=100, deadline=None)
def test_a_dominated_candidate_never_wins(made: Review) -> None:
    found = compare(made)
    if found.first is not None:
        assert found.first.dominated_by == ()
    for candidate in found.candidates:
        for better in candidate.dominated_by:
            assert order(found).index(better) < order(found).index(candidate.name)


@given(reviews())
@settings(max_examples=100, deadline=None)
def test_sums_add_up_and_never_exceed_what_is_possible(made: Review) -> None:
    found = compare(made)
    assert sorted(order(found)) == sorted(c.name for c in made.candidates)
    for candidate in found.candidates:
        assert all(0 <= points.got <= points.of for points in candidate.groups.values())
        assert candidate.total.got == sum(points.got for points in candidate.groups.values())
        assert candidate.total.of == sum(c.weight for c in made.criteria)
        assert 0 <= candidate.weighted <= 1
        assert sum(count.of for count in candidate.satisfied.values()) == len(made.criteria)
        assert all(0 <= count.n <= count.of for count in candidate.satisfied.values())
    out = [candidate.knocked_out for candidate in found.ranking]
    assert out == sorted(out)


@given(reviews())
@settings(max_examples=60, deadline=None)
def test_a_flip_is_where_the_averages_meet(made: Review) -> None:
    found = compare(made)
    for flip in found.flips:
        if flip.needs <= 0:
            continue
        assert found.leader is not None
        leader = [c.name for c in found.candidates if not c.knocked_out][found.leader]
        shares = {
            c.name: {
                k.id: min(max((c.scores or {}).get(k.id, 0), 0), k.weight) / k.weight for k in made.criteria
            }
            for c in made.candidates
        }
        weights = {c.id: c.weight for c in made.criteria} | {flip.criterion: flip.needs}
        sums = {name: sum(weights[k] * v for k, v in row.items()) for name, row in shares.items()}
        assert sums[leader] == pytest.approx(sums[flip.winner])
