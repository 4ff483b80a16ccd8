"""What would have to be true for a candidate to win: by hand, and against everything else that could be tried."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kb.records.review import Review
from kb.review_scoring import Comparison, Flip, ToWin, compare, remarks, whose, wins
from kb.review_scoring.overturning import RIVALS
from kb.review_scoring.programme import cheapest
from kb.review_scoring.scoring import rank
from tests.test_review_scoring import criterion, forecasting, review, reviews


def wanted(found: Comparison, name: str) -> ToWin:
    return next(each for each in found.to_win if each.name == name)


def told(found: Comparison) -> dict[str, str]:
    return dict(wins(found))


def test_the_forecasting_review_could_have_been_won_by_one_point_or_by_two_of_weight() -> None:
    found = compare(forecasting())
    assert [each.name for each in found.to_win] == ["pmdarima", "statsmodels.tsa", "LightGBM and tsfresh"]
    pmdarima = wanted(found, "pmdarima")
    # 3 of 5 important and 1 of 3 supplementary against 2 of 3: a fourth important one is the shortest way.
    assert pmdarima.by_scores == (1, (("P1", 0, 1),))
    assert pmdarima.by_weights is not None
    assert pmdarima.by_weights.single == Flip("D2", 2, 4, "pmdarima")
    assert (pmdarima.by_weights.possible, pmdarima.by_weights.moved) == (True, 2)
    assert found.stability is not None
    assert pmdarima.share == pytest.approx(1 - found.stability)
    statsmodels = wanted(found, "statsmodels.tsa")
    assert statsmodels.fails == (("F1", 0, 1.5),)
    assert statsmodels.by_scores == (2.5, (("D2", 0, 1), ("F1", 0, 1.5)))
    assert (statsmodels.by_weights, statsmodels.share) == (None, None)


def test_a_dominated_candidate_wins_by_no_weighting() -> None:
    criteria = [criterion("A", 2), criterion("B", 2)]
    found = compare(review(criteria, {"x": {"A": 2, "B": 2}, "y": {"A": 2, "B": 1}}))
    weights = wanted(found, "y").by_weights
    assert weights is not None
    assert (weights.possible, weights.single, weights.moved, weights.weights) == (False, None, None, ())
    assert told(found)["y"] == (
        "1 point more makes it first, such as B at 2 instead of 1; no weighting makes it win: it is dominated by x"
    )


def test_two_others_together_may_leave_no_weighting_to_a_candidate_that_neither_dominates() -> None:
    criteria = [criterion("A", 4), criterion("B", 4)]
    rows = {
        "a": {"A": 4, "B": 0},
        "b": {"A": 0, "B": 4},
        "mean": {"A": 2, "B": 2},
        "less": {"A": 1.9, "B": 2},
    }
    found = compare(review(criteria, rows))
    assert [c.dominated_by for c in found.candidates] == [(), (), (), ("mean",)]
    for name in ("less", "b"):
        weights = wanted(found, name).by_weights
        assert weights is not None
        assert weights.possible is (name == "b")
    rows["mean"] = {"A": 2.1, "B": 2}
    better = wanted(compare(review(criteria, rows)), "a").by_weights
    assert better is not None
    assert better.possible is True


def test_level_at_best_is_not_winning() -> None:
    # "mean" is level with both others when A and B weigh the same, and behind one of them otherwise.
    criteria = [criterion("A", 3, pass_at=3), criterion("B", 4, pass_at=4)]
    found = compare(
        review(criteria, {"a": {"A": 3, "B": 0}, "b": {"A": 0, "B": 4}, "mean": {"A": 1.5, "B": 2}})
    )
    weights = wanted(found, "mean").by_weights
    assert weights is not None
    assert (weights.possible, weights.single) == (False, None)


def test_the_nearest_weight_counts_and_not_the_first_criterion() -> None:
    criteria = [criterion("A", 6), criterion("B", 3), criterion("C", 3)]
    rows = {
        "a": {"A": 6.0, "B": 0.0, "C": 0.0},
        "b": {"A": 0.0, "B": 3.0, "C": 0.0},
        "c": {"A": 0.0, "B": 0.0, "C": 3.0},
        "all": {"A": 2.4, "B": 1.2, "C": 1.2},  # two fifths everywhere
    }
    weights = wanted(compare(review(criteria, rows)), "all").by_weights
    assert weights is not None
    # A may weigh at most two thirds of the others together.
    assert (weights.possible, weights.single, weights.moved) == (True, Flip("A", 6, 4, "all"), 2)
    assert weights.weights == (Flip("A", 6, 4, "all"),)


def test_where_no_single_weight_does_it_several_do() -> None:
    criteria = [criterion("A", 4), criterion("B", 1), criterion("C", 3)]
    rows = {
        "a": {"A": 4.0, "B": 0.0, "C": 0.0},
        "b": {"A": 0.0, "B": 1.0, "C": 0.0},
        "c": {"A": 0.0, "B": 0.0, "C": 3.0},
        "mix": {"A": 1.0, "B": 0.25, "C": 1.8},  # a quarter, a quarter, three fifths
    }
    found = compare(review(criteria, rows))
    weights = wanted(found, "mix").by_weights
    assert weights is not None
    assert (weights.possible, weights.single, weights.moved) == (True, None, 1.8)
    assert weights.weights == (Flip("A", 4, 3, "mix"), Flip("B", 1, 1.8, "mix"))
    assert (
        "it has the best average if A weighs 3 instead of 4, B weighs 1.8 instead of 1" in told(found)["mix"]
    )


def test_who_has_the_best_average_already_is_told_so() -> None:
    criteria = [criterion("I", 1), criterion("S", 10, "supplementary")]
    found = compare(review(criteria, {"first": {"I": 1, "S": 0}, "points": {"I": 0, "S": 10}}))
    (points,) = found.to_win
    assert points.name == "points"
    assert points.by_weights == (True, True, None, 0.0, ())
    assert points.by_scores == (0.5, (("I", 0, 0.5),))
    assert "it has the best average already, and satisfies fewer requirements" in told(found)["points"]


def test_everybody_knocked_out_has_only_requirements_to_satisfy() -> None:
    criteria = [criterion("M", 2, "mandatory"), criterion("N", 2, "mandatory", pass_at=2), criterion("I", 4)]
    found = compare(review(criteria, {"x": {"M": 0, "N": 2, "I": 0}, "y": {"M": 0.5, "N": 1}}))
    assert found.first is None
    assert {each.name: each.by_scores for each in found.to_win} == {
        "x": (1, (("M", 0, 1),)),
        "y": (1.5, (("M", 0.5, 1), ("N", 1, 2))),
    }
    assert told(found)["x"] == (
        "has to satisfy M at 1 instead of 0 first; 1 point more makes it first, such as M at 1 instead of 0"
    )


def test_a_bar_above_the_weight_is_out_of_reach() -> None:
    criteria = [criterion("M", 2, "mandatory", pass_at=3), criterion("I", 2)]
    found = compare(review(criteria, {"x": {"M": 2, "I": 2}}))
    assert found.to_win[0].by_scores is None
    assert "no scores make it win: a bar is set above the weight" in told(found)["x"]


def test_a_missing_score_is_named_as_one_and_costs_nothing_where_the_bar_is_zero() -> None:
    criteria = [criterion("M", 2, "mandatory", pass_at=0), criterion("I", 2)]
    found = compare(review(criteria, {"x": {"M": 0, "I": 1}, "y": {"I": 1}}))
    assert wanted(found, "y").by_scores == (0, (("M", None, 0),))


def test_twins_are_level_as_they_stand() -> None:
    found = compare(review([criterion("A", 2)], {"x": {"A": 1}, "y": {"A": 1}}))
    (y,) = found.to_win
    assert y.by_scores == (0, ())
    assert y.by_weights is not None
    assert y.by_weights.leads
    assert told(found)["y"].startswith("it is level with the first as it stands")


def test_more_than_anybody_weighs_is_not_worked_out_and_said_so() -> None:
    criteria = [criterion(f"C{n}", 1) for n in range(41)]
    rows = {"x": {c.id: 1.0 for c in criteria}, "y": {c.id: float(c.id == "C0") for c in criteria}}
    rows["x"]["C0"] = 0.0
    found = compare(review(criteria, rows))
    weights = wanted(found, "y").by_weights
    assert weights is not None
    assert (weights.possible, weights.single) == (True, Flip("C0", 1, 40, "y"))
    rows["z"] = {c.id: 0.4 if c.id == "C0" else 0.5 for c in criteria}
    assert "was not worked out" in told(compare(review(criteria, rows)))["z"]


def test_a_weight_at_which_it_is_level_at_best_makes_nobody_win() -> None:
    criteria = [criterion("A", 1), criterion("B", 1), criterion("C", 2)]
    rows = {"x": {"A": 0.5, "B": 0.0, "C": 1.0}, "low": {"A": 1.0, "B": 0.0, "C": 0.0}}
    rows |= {"high": {"A": 0.0, "B": 1.0, "C": 1.0}}  # level at 2 of A, as `low` is, and `far`
    rows |= {f"far {n}": {"A": 0.0, "B": 0.0, "C": 2.0} for n in range(RIVALS)}
    weights = wanted(compare(review(criteria, rows)), "x").by_weights
    assert weights is not None
    assert (weights.possible, weights.single) == (None, None)


def test_weights_without_end_are_not_worked_out_but_a_dominated_candidate_is_known_as_one() -> None:
    criteria = [criterion("A", 4e10), criterion("B", 1e10), criterion("C", 3e10)]
    rows = {
        "a": {"A": 4e10, "B": 0.0, "C": 0.0},
        "b": {"A": 0.0, "B": 1e10, "C": 0.0},
        "c": {"A": 0.0, "B": 0.0, "C": 3e10},
        "mix": {"A": 1e10, "B": 0.25e10, "C": 1.8e10},
        "behind": {"A": 1e10, "B": 0.25e10, "C": 1.7e10},
    }
    found = compare(review(criteria, rows))
    assert "no weighting makes it win: it is dominated by mix" in told(found)["behind"]
    assert "was not worked out" in told(found)["mix"]


def test_of_single_weights_the_smallest_change_is_told() -> None:
    criteria = [criterion("F", 3), criterion("G", 2), criterion("O", 2), criterion("P", 1)]
    rows = {"git": {"F": 2, "G": 1, "O": 2, "P": 1}, "tracker": {"F": 3, "G": 2, "O": 0, "P": 0}}
    weights = wanted(compare(review(criteria, rows)), "tracker").by_weights
    assert weights is not None
    # F would have to weigh 6 instead of 3, G 4 instead of 2; O is nearer
    assert weights.single == Flip("O", 2, 1, "tracker")


def test_a_weight_may_have_to_fall_below_one() -> None:
    criteria = [criterion("A", 2), criterion("B", 2)]
    weights = wanted(
        compare(review(criteria, {"x": {"A": 2, "B": 0}, "y": {"A": 0, "B": 0.5}})), "y"
    ).by_weights
    assert weights is not None
    assert weights.single == Flip("A", 2, 0.5, "y")
    assert weights.moved == 1.5


def test_who_is_level_already_needs_no_other_weights_and_twins_do_not_stand_in_each_others_way() -> None:
    criteria = [criterion("A", 2), criterion("B", 2)]
    level = wanted(compare(review(criteria, {"x": {"A": 2, "B": 0}, "y": {"A": 0, "B": 2}})), "y").by_weights
    assert level is not None
    assert level.leads
    rows = {"x": {"A": 2, "B": 0}, "y": {"A": 0, "B": 1}, "z": {"A": 0, "B": 1}}
    for name in ("y", "z"):
        twin = wanted(compare(review(criteria, rows)), name).by_weights
        assert twin is not None
        assert (twin.possible, twin.moved) == (True, 1)


def test_points_are_taken_from_where_most_can_be_had() -> None:
    criteria = [criterion("A", 4, pass_at=0), criterion("B", 3, pass_at=0), criterion("C", 3, pass_at=0)]
    behind = {"A": 1, "B": 2, "C": 1}
    some = compare(review(criteria, {"first": {"A": 4, "B": 3, "C": 1}, "behind": behind}))
    assert wanted(some, "behind").by_scores == (4, (("A", 1, 4), ("C", 1, 2)))
    most = compare(review(criteria, {"first": {"A": 4, "B": 3, "C": 3}, "behind": behind}))
    assert wanted(most, "behind").by_scores == (6, (("A", 1, 4), ("B", 2, 3), ("C", 1, 3)))


def test_one_more_supplementary_requirement_may_be_the_shortest_way() -> None:
    criteria = [criterion("I", 2), *(criterion(name, 1, "supplementary") for name in ("S", "T", "U"))]
    rows = {"first": {"I": 2, "S": 1, "T": 0, "U": 0}, "behind": {"I": 1, "S": 0, "T": 0, "U": 0}}
    # two of them at a half, where as many points as the first has would cost two
    assert wanted(compare(review(criteria, rows)), "behind").by_scores == (1, (("S", 0, 0.5), ("T", 0, 0.5)))


def test_no_weight_falls_below_nothing() -> None:
    criteria = [criterion("A", 0.5), criterion("B", 4), criterion("C", 1)]
    rows = {"first": {"A": 0.5, "B": 2, "C": 0}, "behind": {"A": 0, "B": 0, "C": 0.9}}
    weights = wanted(compare(review(criteria, rows)), "behind").by_weights
    assert weights is not None
    # A gives most for the weight that is moved, but has only a half of it: the rest comes from C
    assert [(flip.criterion, flip.needs) for flip in weights.weights] == [
        ("A", 0),
        ("C", pytest.approx(2 + 2 / 9)),
    ]
    assert weights.moved == pytest.approx(0.5 + 1 + 2 / 9)


def test_what_is_said_about_the_whole() -> None:
    lines = remarks(compare(forecasting()))
    assert "statsmodels.tsa is knocked out: F1 not satisfied." in lines
    assert "Not dominated by the sums of the groups: Prophet." in lines
    assert lines[-1].startswith(
        "76 % of 1,000 random weightings keep the same candidate first (standard error 1.3 %)"
    )


def test_of_the_weights_that_turn_the_choice_the_three_nearest_are_told() -> None:
    criteria = [criterion("A", 9), *(criterion(name, 1) for name in "BCDE")]
    rows = {"x": {"A": 9.0, **dict.fromkeys("BCDE", 0.0)}, "y": {"A": 0.0, **dict.fromkeys("BCDE", 1.0)}}
    found = compare(review(criteria, rows))
    assert [flip.criterion for flip in found.flips] == [*"ABCDE"]
    assert [line for line in remarks(found) if line.startswith("The choice changes")] == [
        "The choice changes if A weighs 4 instead of 9: then y.",
        "The choice changes if B weighs 6 instead of 1: then y.",
        "The choice changes if C weighs 6 instead of 1: then y.",
    ]


def test_who_is_left_alone_is_not_held_against_weightings() -> None:
    mandatory = [criterion("A", 2, "mandatory")]
    alone = compare(review(mandatory, {"x": {"A": 2}}))
    assert remarks(alone) == []
    left = compare(review(mandatory, {"x": {"A": 2}, "y": {"A": 0}}))
    assert remarks(left)[-1] == "Nobody but x is left to choose."
    assert whose(left) == "another candidate"
    nobody = compare(review(mandatory, {"x": {"A": 0}, "y": {"A": 0}}))
    assert remarks(nobody) == [f"{name} is knocked out: A not satisfied." for name in "xy"]
    assert whose(nobody) == "a candidate"


# -- against everything else that could be tried ----------------------------------------------------


def with_scores(made: Review, name: str, scores: dict[str, float]) -> Comparison:
    rows = {c.name: dict(c.scores or {}) for c in made.candidates}
    rows[name] |= scores
    return compare(review(made.criteria, rows))


def ahead_or_level(found: Comparison, name: str) -> bool:
    own = found.named(name)
    assert own is not None
    return all(rank(own)[:5] <= rank(other)[:5] for other in found.candidates) and not own.knocked_out


@given(reviews())
@settings(max_examples=80, deadline=None)
def test_with_the_points_that_are_named_a_candidate_is_first_and_they_are_as_many_as_said(
    made: Review,
) -> None:
    for each in compare(made).to_win:
        assert each.by_scores is not None
        points, raised = each.by_scores
        assert ahead_or_level(with_scores(made, each.name, {r.criterion: r.needs for r in raised}), each.name)
        assert points == pytest.approx(sum(r.needs - min(max(r.score or 0, 0), 99) for r in raised))


@given(reviews(), st.data())
@settings(max_examples=100, deadline=None)
def test_with_fewer_points_it_is_not(made: Review, data: st.DataObject) -> None:
    found = compare(made)
    assume(found.to_win)
    each = data.draw(st.sampled_from(found.to_win))
    assert each.by_scores is not None
    scores = next(c.scores or {} for c in made.candidates if c.name == each.name)
    tried = {
        c.id: data.draw(
            st.integers(int(2 * min(max(scores.get(c.id, 0), 0), c.weight)), int(2 * c.weight)).map(
                lambda n: n / 2
            )
        )
        for c in made.criteria
    }
    more = sum(tried[c.id] - min(max(scores.get(c.id, 0), 0), c.weight) for c in made.criteria)
    if ahead_or_level(with_scores(made, each.name, tried), each.name):
        assert more >= each.by_scores.points - 1e-9


def leads(made: Review, name: str, weights: dict[str, Fraction]) -> bool:
    """Whether nobody that is not knocked out has a better average by these weights."""
    found = compare(made)
    alive = [c for c, s in zip(made.candidates, found.candidates, strict=True) if not s.knocked_out]
    sums = {
        c.name: sum(
            weights[k.id]
            * Fraction(min(max((c.scores or {}).get(k.id, 0), 0), k.weight))
            / Fraction(k.weight)
            for k in made.criteria
        )
        for c in alive
    }
    return all(sums[name] >= other for other in sums.values())


@given(reviews())
@settings(max_examples=80, deadline=None)
def test_with_the_weights_that_are_named_nobody_has_a_better_average(made: Review) -> None:
    for each in compare(made).to_win:
        if each.by_weights is None or not each.by_weights.possible:
            continue
        now = {c.id: Fraction(c.weight) for c in made.criteria}
        flips = [*each.by_weights.weights]
        changed = {f.criterion: Fraction(f.needs).limit_denominator(10**6) for f in flips}
        assert leads(made, each.name, now | changed)
        assert each.by_weights.moved == pytest.approx(sum(abs(f.needs - f.weight) for f in flips))
        if each.by_weights.single is not None:
            one = each.by_weights.single
            assert leads(made, each.name, now | {one.criterion: Fraction(one.needs).limit_denominator(10**6)})
            assert abs(one.needs - one.weight) >= each.by_weights.moved - 1e-9


@given(reviews(), st.lists(st.integers(0, 24), min_size=5, max_size=5))
@settings(max_examples=120, deadline=None)
def test_with_smaller_changes_or_none_somebody_has(made: Review, drawn: list[int]) -> None:
    weights = {c.id: Fraction(n, 2) for c, n in zip(made.criteria, drawn, strict=False)}
    assume(any(weights.values()))
    moved = sum(abs(weights[c.id] - Fraction(c.weight)) for c in made.criteria)
    for each in compare(made).to_win:
        if each.by_weights is None:
            continue
        if leads(made, each.name, weights):
            if each.by_weights.possible:
                assert each.by_weights.moved is not None
                assert moved >= each.by_weights.moved - 1e-9
            else:  # level at best: a weight more on anything it is behind in, and it is not
                rivals = [n for n in made.candidates if n.name != each.name and leads(made, n.name, weights)]
                assert rivals
        elif each.by_weights.leads:
            assert any(weights[c.id] != c.weight for c in made.criteria)


def test_a_small_programme_is_solved_exactly() -> None:
    third = Fraction(1, 3)
    # least x + y with x/3 + y >= 1 and x >= y: both at 3/4
    assert cheapest([1, 1], [[-third, Fraction(-1)], [Fraction(-1), Fraction(1)]], [-1, 0]) == [
        Fraction(3, 4),
        Fraction(3, 4),
    ]
    assert cheapest([1], [[Fraction(1)], [Fraction(-1)]], [1, -2]) is None
    assert cheapest([1, 2], [[Fraction(1), Fraction(1)]], [0]) == [0, 0]


@given(
    st.lists(st.lists(st.integers(-3, 3), min_size=2, max_size=2), min_size=1, max_size=4),
    st.lists(st.integers(-4, 4), min_size=4, max_size=4),
)
@settings(max_examples=100, deadline=None)
def test_no_point_of_a_grid_is_cheaper(rows: list[list[int]], bounds: list[int]) -> None:
    limits = bounds[: len(rows)]
    found = cheapest([1, 1], [[Fraction(v) for v in row] for row in rows], limits)
    grid = [Fraction(n, 2) for n in range(25)]
    fits = [
        x + y
        for x, y in product(grid, grid)
        if all(a * x + b * y <= limit for (a, b), limit in zip(rows, limits, strict=True))
    ]
    if found is None:
        assert not fits
        return
    assert all(v >= 0 for v in found)
    assert all(
        sum(a * v for a, v in zip(row, found, strict=True)) <= limit
        for row, limit in zip(rows, limits, strict=True)
    )
    assert not fits or min(fits) >= sum(found)
