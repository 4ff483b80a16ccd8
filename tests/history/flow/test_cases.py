"""The flow of small histories, held against figures that were counted by hand."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from kb.history.flow import Item, items
from kb.workflow import Workflow
from tests.history.flow.support import chronicle, told

CASES = Path(__file__).parent / "cases"


def cases() -> list[Any]:
    """Every case, named by its file and what it says of itself."""
    return [
        pytest.param(case, id=f"{path.stem}: {case['name']}")
        for path in sorted(CASES.glob("*.yml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def seen(item: Item, name: str) -> Any:
    """A fact of an item under the name that the cases use."""
    if name == "uncertain":
        return [f"{doubt.about}: {doubt.why}" for doubt in item.doubts]
    if name == "stays":
        days: Counter[str] = Counter()
        for stay in item.stays:
            days[stay.state] += stay.span.days
        return {state: n for state, n in days.items() if n}
    short = ("lead", "cycle", "age", "least_age", "state_age", "blocked", "active")
    return getattr(item, f"{name}_days" if name in short else name)


@pytest.mark.parametrize("case", cases())
def test_the_days_are_those_counted_by_hand(case: Mapping[str, Any]) -> None:
    lives = {name: told(name, words) for name, words in case["tasks"].items()}
    workflow = Workflow(**{k: v if k == "started" else tuple(v) for k, v in case.get("workflow", {}).items()})
    zone = ZoneInfo(case.get("zone", "UTC"))
    assert isinstance(case["as_of"], datetime.date)
    found = {
        next(name for name, life in lives.items() if life is item.life): item
        for item in items(chronicle(list(lives.values())), workflow, zone, case["as_of"])
    }
    assert set(found) >= set(case["expect"])
    for name, expected in case["expect"].items():
        assert {key: seen(found[name], key) for key in expected} == expected, name
    if not case["expect"]:
        assert not found
