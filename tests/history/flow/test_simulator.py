"""The flow of random histories, held against living through every day of them."""

from __future__ import annotations

import pytest

from tests.history.flow.simulator import differences


@pytest.mark.parametrize("hundred", range(3))
def test_both_ways_lead_to_the_same_figures(hundred: int) -> None:
    for seed in range(hundred * 100, hundred * 100 + 100):
        _, wrong = differences(seed)
        assert wrong == []
