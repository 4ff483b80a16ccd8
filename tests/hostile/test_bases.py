"""Bases that once broke something: every rule judges them, every question is answered, every page is drawn."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from kb import base, config
from kb.base import KnowledgeBase
from kb.records import registry
from kb.text.source import Source
from kb.text.yaml_block import entries
from tests.hostile.asking import TODAY, check, draw

CASES = yaml.safe_load((Path(__file__).parent / "bases.yml").read_text(encoding="utf-8"))


def built(case: dict[str, Any]) -> KnowledgeBase:
    """The base of a case."""
    settings = config.parse(case.get("settings", ""))
    types = registry(settings)
    documents = []
    for values in case["records"]:
        kind = types.by_prefix[values["id"].split("-")[0]].type
        plain = {"type": kind.name, "title": "T", "status": kind.first_state, "created": "2026-01-05"}
        told = {**plain, **{key: value for key, value in values.items() if key != "body"}}
        text = "---\n" + "\n".join(entries(told, 0)) + f"\n---\n{values.get('body', '')}\n"
        documents.append(base.read(Source(f"{kind.folder}/{values['id']}-t.md", text), types))
    return KnowledgeBase(settings, types, documents)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_base_that_broke_something_is_borne(case: dict[str, Any]) -> None:
    known = built(case)
    today = date.fromisoformat(case["today"]) if "today" in case else TODAY
    assert all(document.record is not None for document in known.documents)
    check(known, today)
    draw(known, today)
