"""Guards the register of rules: codes and names are public, and mean what the catalogue says."""

import inspect
import re
from pathlib import Path

import pytest
import yaml

from kb.lint.engine import all_rules
from kb.lint.rule import Rule

CASES = Path(__file__).parent / "cases"
each_rule = pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)

# The public catalogue of these families: code, name, and whether the rule only warns.
CATALOGUE = """
FM001 not-a-record             error
FM002 bad-yaml                 error
FM003 duplicate-key            error
FM004 unknown-key              error
FM005 bad-value                error
FM006 missing-field            error
FM007 unsafe-yaml              error
FM008 surprising-scalar        warning
FM009 untidy-front-matter      warning
ID001 duplicate-id             error
ID002 file-name-mismatch       error
ID003 wrong-prefix             error
ID004 wrong-folder             warning
ID005 id-reused                error
ID006 case-clash               error
LK001 dangling-link            error
LK002 wrong-kind-of-target     error
LK003 cycle                    error
LK004 orphan                   warning
LK005 link-leaves-repository   error
LK006 link-to-retired          warning
LK007 one-sided-supersession   warning
LK008 suspect-citation         warning
"""


def test_the_families_of_text_ids_and_links_are_complete() -> None:
    listed = [line.split() for line in CATALOGUE.split("\n") if line]
    families = {"FM", "ID", "LK"}
    found = [[r.code, r.name, str(r.severity)] for r in all_rules() if r.family in families]
    assert found == listed


@each_rule
def test_a_file_is_named_by_code_and_name(rule: Rule) -> None:
    stem = Path(inspect.getfile(type(rule))).stem
    assert stem == f"{rule.code.lower()}_{rule.name.replace('-', '_')}"
    assert re.fullmatch(r"[A-Z]{2}[0-9]{3}", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)


def test_codes_and_names_are_unique() -> None:
    rules = all_rules()
    assert len({rule.code for rule in rules}) == len(rules)
    assert len({rule.name for rule in rules}) == len(rules)


@each_rule
def test_a_rule_mends_what_it_says_it_mends(rule: Rule) -> None:
    cases = yaml.safe_load(next(CASES.glob(f"{rule.code.lower()}_*.yml")).read_text(encoding="utf-8"))
    mended = [case for case in cases if "mended" in case]
    assert rule.fixable is any(not case.get("guessed") for case in mended)
    assert rule.guesses is any(bool(case.get("guessed")) for case in mended)


@each_rule
def test_a_rule_keeps_no_state(rule: Rule) -> None:
    assert not vars(rule)
