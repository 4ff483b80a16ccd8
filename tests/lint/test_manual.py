"""Executes the manual pages of the rules: what is shown under Bad is found, what is shown under Good is not."""

import re
from pathlib import Path

import pytest
import yaml

from kb.lint.engine import all_rules
from kb.lint.rule import Rule
from tests.lint import support, timeline

BLOCK = re.compile(
    r"^(?P<fence>`{3,})(?P<kind>record|before|commit|config|source)\b[ ]?(?P<name>[^\n]*)\n(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
HEADINGS = ["Why", "Bad", "Good"]
each_rule = pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)


def sections(rule: Rule) -> dict[str, str]:
    """Heading → text."""
    parts = re.split(r"^## (.+)$", rule.manual(), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def found_in(section: str, rule: Rule, folder: Path) -> list[str]:
    """What a rule says about the records shown in a section."""
    shown = [(match["kind"], match["name"].strip(), match["text"]) for match in BLOCK.finditer(section)]
    settings = "".join(text for kind, _, text in shown if kind == "config")
    files = {path: text for kind, path, text in shown if kind == "record"}
    earlier = {path: text for kind, path, text in shown if kind == "before"}
    found = {name: yaml.safe_load(text) for kind, name, text in shown if kind == "source"}
    steps = [
        {"day": name.split()[0], "files": {name.split()[1]: text}}
        for kind, name, text in shown
        if kind == "commit"
    ]
    assert files or steps, "the section shows no record"
    if steps:
        files = {**timeline.tell(folder / "now", steps), **files}
    base = support.build(folder / "now", files, settings)
    before = support.build(folder / "before", earlier, settings) if earlier else None
    if steps:
        context = timeline.remembered(base, folder / "now", support.TODAY)
        return [d.message for d in support.judge_in(context, [rule.code])]
    return [
        d.message
        for d in support.judge(base, [rule.code], previous=before, origins=support.origins(found or None))
    ]


@each_rule
def test_the_page_has_its_sections(rule: Rule) -> None:
    assert list(sections(rule))[:3] == HEADINGS
    assert set(sections(rule)) <= {*HEADINGS, "Configure"}
    assert re.fullmatch(r"[A-Z`].{10,300}[.]", rule.summary())
    assert all(text.strip() for text in sections(rule).values())


@each_rule
def test_what_is_shown_as_bad_is_found(rule: Rule, tmp_path: Path) -> None:
    assert found_in(sections(rule)["Bad"], rule, tmp_path)


@each_rule
def test_what_is_shown_as_good_is_not(rule: Rule, tmp_path: Path) -> None:
    assert found_in(sections(rule)["Good"], rule, tmp_path) == []


@each_rule
def test_a_good_record_is_good_as_text(rule: Rule, tmp_path: Path) -> None:
    shown = {
        match["name"].split()[-1]: match["text"]
        for match in BLOCK.finditer(sections(rule)["Good"])
        if match["kind"] in ("record", "commit")
    }
    base = support.build(tmp_path, shown)
    assert [d.message for d in support.judge(base, ["FM", "ID"])] == []
