"""Student's distribution against its published table, the cases that have a formula, and what is true of all."""

import math
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.statistics.student import below, quantile

# Percentage points as they are printed in every textbook (Abramowitz and Stegun, table 26.10).
SHARES = (0.9, 0.95, 0.975, 0.99, 0.995)
TABLE = {
    1: (3.078, 6.314, 12.706, 31.821, 63.657),
    2: (1.886, 2.920, 4.303, 6.965, 9.925),
    3: (1.638, 2.353, 3.182, 4.541, 5.841),
    4: (1.533, 2.132, 2.776, 3.747, 4.604),
    5: (1.476, 2.015, 2.571, 3.365, 4.032),
    6: (1.440, 1.943, 2.447, 3.143, 3.707),
    7: (1.415, 1.895, 2.365, 2.998, 3.499),
    8: (1.397, 1.860, 2.306, 2.896, 3.355),
    9: (1.383, 1.833, 2.262, 2.821, 3.250),
    10: (1.372, 1.812, 2.228, 2.764, 3.169),
    15: (1.341, 1.753, 2.131, 2.602, 2.947),
    20: (1.325, 1.725, 2.086, 2.528, 2.845),
    30: (1.310, 1.697, 2.042, 2.457, 2.750),
    60: (1.296, 1.671, 2.000, 2.390, 2.660),
    120: (1.289, 1.658, 1.980, 2.358, 2.617),
    10**9: (1.282, 1.645, 1.960, 2.326, 2.576),
}
FREEDOM = st.floats(0.5, 1e9)


@pytest.mark.parametrize("freedom", TABLE)
def test_quantiles_are_those_of_the_table(freedom: int) -> None:
    assert [round(quantile(share, freedom), 3) for share in SHARES] == list(TABLE[freedom])


@given(st.floats(-1e6, 1e6))
def test_one_and_two_degrees_of_freedom_have_a_formula(t: float) -> None:
    assert below(t, 1) == pytest.approx(0.5 + math.atan(t) / math.pi, abs=1e-14)
    assert below(t, 2) == pytest.approx(0.5 + t / (2 * math.sqrt(2 + t * t)), abs=1e-14)


@given(st.floats(0.001, 0.999))
def test_with_many_degrees_it_is_the_normal_distribution(share: float) -> None:
    for freedom in (9.9e6, 1.1e7):  # on either side of where the one is taken for the other
        assert quantile(share, freedom) == pytest.approx(NormalDist().inv_cdf(share), abs=1e-5)


@given(st.floats(1e-9, 1 - 1e-9), st.floats(1, 1e9))
def test_a_quantile_has_its_share_below_it(share: float, freedom: float) -> None:
    assert below(quantile(share, freedom), freedom) == pytest.approx(share, abs=1e-11)


@given(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3), FREEDOM)
def test_it_rises_and_is_the_same_on_both_sides(one: float, two: float, freedom: float) -> None:
    low, high = sorted((one, two))
    assert below(low, freedom) <= below(high, freedom) + 1e-15
    assert below(one, freedom) + below(-one, freedom) == pytest.approx(1, abs=1e-14)


def test_what_is_beyond_all_bounds() -> None:
    assert (below(math.inf, 3), below(-math.inf, 3), below(0, 3)) == (1, 0, 0.5)
    assert below(1e308, 3) == 1
    assert below(-1e308, 0.5) == pytest.approx(0, abs=1e-100)
    assert math.isfinite(quantile(0.975, 0.05))
    for freedom in (0, -1, math.nan):
        with pytest.raises(ValueError, match="degrees of freedom"):
            below(1, freedom)
    for share in (0, 1, -0.1, math.nan):
        with pytest.raises(ValueError, match="between 0 and 1"):
            quantile(share, 3)
