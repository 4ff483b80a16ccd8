"""Differences and their errors: cases worked out by hand, and what is true whatever the figures are."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.statistics.differences import Difference, Sample, between, overlap_of, paired, summary, to_number

FIGURE = st.floats(-1e6, 1e6)
SPREAD = st.floats(1e-3, 1e6)
COUNT = st.integers(2, 1000)
SAMPLES = st.builds(Sample, FIGURE, SPREAD, COUNT, st.sampled_from([0.0, 0.25]))
RUNS = st.lists(st.tuples(FIGURE, FIGURE), min_size=2, max_size=20)


def test_welch_by_hand() -> None:
    # s²/n is 4/4 = 1 and 9/9 = 1, so the error is √2, and f = (1 + 1)² / (1²/3 + 1²/8) = 4 / (11/24).
    found = between(Sample(10, 2, 4), Sample(7, 3, 9))
    assert found.manner == "welch"
    assert (found.amount, found.error) == (3, pytest.approx(math.sqrt(2)))
    assert found.freedom == pytest.approx(96 / 11)
    # t is 3/√2 = 2.12; at 8.73 degrees of freedom 2.27 is needed for 95 %, and 1.84 for 90 %.
    assert (found.beyond(0.95), found.beyond(0.9)) == (False, True)
    low, high = found.interval(0.95) or (0, 0)
    assert (round(low, 2), round(high, 2)) == (-0.21, 6.21)


def test_one_more_run_by_hand() -> None:
    # √(2² + 2²/4) = √5 with 3 degrees of freedom, where 3.182 is needed.
    for one, two, amount in ((Sample(10, 2, 4), Sample(7, n=1), 3), (Sample(7, n=1), Sample(10, 2, 4), -3)):
        found = between(one, two)
        assert (found.manner, found.amount, found.freedom) == ("one more", amount, 3)
        assert found.error == pytest.approx(math.sqrt(5))
        low, high = found.interval(0.95) or (0, 0)
        assert (high - low) / 2 == pytest.approx(3.182446 * math.sqrt(5), rel=1e-6)


def test_pairs_by_hand() -> None:
    # The differences are 1, 2, 3: mean 2, standard deviation 1, error 1/√3.
    found = paired([2, 4, 6], [1, 2, 3])
    assert (found.manner, found.amount, found.freedom) == ("paired", 2, 2)
    assert found.error == pytest.approx(1 / math.sqrt(3))
    # As three folds of a cross-validation they share half of the rest: √(1/3 + 1/2).
    assert overlap_of(3) == 0.5
    assert paired([2, 4, 6], [1, 2, 3], 0.5).error == pytest.approx(math.sqrt(5 / 6))


def test_a_target_by_hand() -> None:
    found = to_number(Sample(10, 2, 4), 7)
    assert (found.manner, found.amount, found.error, found.freedom) == ("to a number", 3, 1, 3)
    assert found.beyond(0.9)  # 2.353 is needed …
    assert not found.beyond(0.95)  # … and 3.182 here


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (Sample(1, n=1), Sample(2, n=1)),
        (Sample(1, 0.1), Sample(2, 0.1, 5)),  # a spread of nobody knows how many
        (Sample(1, n=3), Sample(2, 0.1, 5)),  # several, of nobody knows what spread
        (Sample(1, 0.1, 1), Sample(2, None, 1)),
    ],
)
def test_without_a_spread_nobody_can_know(one: Sample, two: Sample) -> None:
    found = between(one, two)
    assert found == Difference(-1)
    assert found.interval(0.95) is None
    assert found.beyond(0.95) is None
    assert paired([1], [2]) == Difference(-1)
    assert to_number(Sample(1, n=1), 2) == Difference(-1)


def test_what_does_not_vary_is_known_exactly() -> None:
    found = between(Sample(2, 0, 3), Sample(1, 0, 3))
    assert (found.interval(0.95), found.beyond(0.999)) == ((1, 1), True)
    assert between(Sample(1, 0, 3), Sample(1, 0, 3)).beyond(0.5) is False


def test_a_summary_by_hand() -> None:
    assert summary([1, 2, 3, 4]) == Sample(2.5, pytest.approx(math.sqrt(5 / 3)), 4)
    assert summary([7]) == Sample(7, None, 1)
    assert (overlap_of(None), overlap_of(1), overlap_of(10)) == (0, 0, pytest.approx(1 / 9))


@given(SAMPLES, SAMPLES)
def test_turned_round_only_the_sign_changes(one: Sample, two: Sample) -> None:
    there, back = between(one, two), between(two, one)
    assert there.amount == -back.amount
    assert there.error == pytest.approx(back.error)
    assert there.freedom == pytest.approx(back.freedom)
    assert there.beyond(0.95) == back.beyond(0.95)


@given(SAMPLES, SAMPLES, st.sampled_from([2.0**-30, 0.5, 2.0, 1024.0]), st.integers(-1000, 1000))
def test_units_and_zero_points_do_not_matter(one: Sample, two: Sample, scale: float, shift: int) -> None:
    assert one.std is not None
    assert two.std is not None
    first, second = (Sample(scale * s.mean, scale * (s.std or 0), s.n, s.overlap) for s in (one, two))
    there, scaled = between(one, two), between(first, second)
    assert scaled.error == pytest.approx(scale * (there.error or 0))
    assert scaled.freedom == pytest.approx(there.freedom)
    assert scaled.beyond(0.95) == there.beyond(0.95)
    moved = between(one._replace(mean=one.mean + shift), two._replace(mean=two.mean + shift))
    assert moved.amount == pytest.approx(there.amount, abs=1e-6)


@given(SAMPLES, SAMPLES)
def test_degrees_of_freedom_lie_between_the_fewer_and_all(one: Sample, two: Sample) -> None:
    found = between(one, two).freedom
    assert one.n is not None
    assert two.n is not None
    assert found is not None
    assert min(one.n, two.n) - 1 - 1e-6 <= found <= one.n + two.n - 2 + 1e-6


@given(SAMPLES, SAMPLES, st.sampled_from([0.5, 0.8, 0.95, 0.99]))
def test_the_judgement_is_that_of_the_interval(one: Sample, two: Sample, confidence: float) -> None:
    found = between(one, two)
    low, high = found.interval(confidence) or (0.0, 0.0)
    assert low <= found.amount <= high
    if min(abs(low), abs(high)) > 1e-9 * (high - low):
        assert found.beyond(confidence) is (low > 0 or high < 0)
    wider = found.interval(1 - (1 - confidence) / 2) or (0.0, 0.0)
    assert wider[0] <= low
    assert high <= wider[1]


@given(RUNS, st.randoms(use_true_random=False))
def test_pairs_may_come_in_any_order_and_share_whatever_moves_both(
    runs: list[tuple[float, float]], chance: object
) -> None:
    ones, twos = [a for a, _ in runs], [b for _, b in runs]
    found = paired(ones, twos)
    assert found.error is not None
    shuffled = list(runs)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    again = paired([a for a, _ in shuffled], [b for _, b in shuffled])
    assert again.amount == pytest.approx(found.amount, abs=1e-6)
    assert again.error == pytest.approx(found.error, abs=1e-6)
    # A hard fold is hard for both: what it takes from each does not count.
    hard = [100.0 * number for number in range(len(runs))]
    both = paired(
        [a - h for a, h in zip(ones, hard, strict=True)], [b - h for b, h in zip(twos, hard, strict=True)]
    )
    assert both.error == pytest.approx(found.error, abs=1e-6)
    assert paired(ones, twos, 0.25).error == pytest.approx(found.error * math.sqrt(1 + len(runs) / 4))


@pytest.mark.parametrize("size", [1e-320, 1e-200, 1e200, 1.7e308])
def test_figures_without_measure_lead_to_no_crash(size: float) -> None:
    for one, two in (
        (Sample(size, size, 2), Sample(-size, size, 2)),
        (Sample(size, size, 9), Sample(0, n=1)),
    ):
        found = between(one, two)
        assert found.beyond(0.95) in (True, False)
        assert found.interval(0.95) is not None
    assert summary([size, -size, size]).n == 3
    assert to_number(Sample(size, size, 3), -size).beyond(0.95) in (True, False)
