"""Every defect that is seeded is found by `kb lint` where it was seeded, and nothing else is."""

import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.corpus import plan
from benchmarks.defects import CATALOGUE, write_with_defects
from benchmarks.generate import drafts, texts_of
from benchmarks.rows_lint import unseen
from kb.lint.engine import all_rules

EACH = 4


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spoilt")
    made = plan(80, seed=5)
    write_with_defects(folder, made, drafts(made), EACH)
    return folder


def noted(folder: Path) -> dict:
    return json.loads((folder / "defects.json").read_text())


def test_each_rule_has_its_defects(spoilt):
    seeded = Counter(defect["code"] for defect in noted(spoilt)["defects"])
    assert set(seeded) == set(CATALOGUE)
    families = Counter(code[:2] for code in CATALOGUE)
    least = {
        "FM": 9,
        "ID": 6,
        "LK": 8,
        "SM": 7,
        "KB": 9,
        "GO": 10,
        "EX": 14,
        "LN": 2,
        "RV": 10,
        "DC": 10,
        "RK": 4,
        "PD": 5,
    }
    least |= {"ST": 4, "CH": 2, "QU": 2}
    assert families.items() >= least.items()
    assert all(count == EACH for code, count in seeded.items() if code != "KB002")


def test_each_defect_is_in_a_file_and_on_a_line_that_exist(spoilt):
    for defect in noted(spoilt)["defects"]:
        if defect["file"]:
            lines = (spoilt / defect["file"]).read_text().split("\n")
            assert 0 <= defect["line"] <= len(lines), defect


def test_seeding_leaves_the_clean_records_as_they_were(spoilt):
    clean = texts_of(drafts(plan(80, seed=5)))
    assert [name for name, text in clean.items() if (spoilt / name).read_text() != text] == ["kb.toml"]


def test_defects_are_the_same_for_the_same_seed(tmp_path):
    made = [plan(60, seed=2) for _ in "ab"]
    found = [
        write_with_defects(tmp_path / name, one, drafts(one), 2) for name, one in zip("ab", made, strict=True)
    ]
    assert found[0] == found[1]
    for defect in found[0]:
        if defect.file:
            assert (tmp_path / "a" / defect.file).read_bytes() == (tmp_path / "b" / defect.file).read_bytes()


def report(folder: Path, kb_run, *options: str) -> list[dict]:
    notes = noted(folder)
    done = kb_run(["lint", "--today", notes["today"], "--output-format", "json", *options], folder)
    assert done.code == 1, done.err
    return json.loads(done.out)["diagnostics"]


def blamed_beside(folder: Path, found: list[dict]) -> list[tuple]:
    """Findings that are neither a seeded defect nor what the same words break besides."""
    allowed = set()
    for defect in noted(folder)["defects"]:
        for file in (defect["file"], *defect["also"]):
            allowed |= {(file, code) for code in (defect["code"], *defect["companions"])}
    return [
        (finding["path"], finding["code"], finding["message"])
        for finding in found
        if finding["code"] in CATALOGUE
        and finding["code"] != "KB002"
        and (finding["path"], finding["code"]) not in allowed
    ]


def test_kb_lint_finds_every_defect_where_it_is_and_blames_nothing_else(spoilt, kb_run):
    found = report(spoilt, kb_run)
    seeded = [defect for defect in noted(spoilt)["defects"] if not defect["history"]]
    assert unseen(seeded, found) == []
    assert blamed_beside(spoilt, found) == []


def test_what_only_a_step_shows_is_found_against_the_earlier_base(spoilt, kb_run):
    steps = {rule.code for rule in all_rules() if "previous" in rule.needs}
    assert steps == {"DC009", "KB001"}
    found = report(spoilt, kb_run, "--against", noted(spoilt)["against"])
    seeded = [d for d in noted(spoilt)["defects"] if d["code"] in steps or not d["history"]]
    assert unseen(seeded, found) == []
    assert blamed_beside(spoilt, found) == []
    assert not steps & {finding["code"] for finding in report(spoilt, kb_run)}


def test_what_only_the_history_shows_is_found_where_there_is_one(spoilt, kb_run):
    past = {rule.code for rule in all_rules() if "history" in rule.needs}
    assert past == {"FR002", "ID005", "KB006", "KB008", "SM007"}
    found = report(spoilt, kb_run)
    assert unseen([defect for defect in noted(spoilt)["defects"] if defect["code"] in past], found) == []
    assert not past & {finding["code"] for finding in report(spoilt, kb_run, "--no-history")}


def test_what_only_a_source_shows_is_found_by_verify(spoilt, kb_run):
    notes = noted(spoilt)
    done = kb_run(["verify", "--today", notes["today"], "--format", "json"], spoilt)
    assert done.code == 1, done.err
    found = json.loads(done.out)["diagnostics"]
    seeded = [defect for defect in notes["defects"] if defect["code"] == "EX014"]
    assert unseen(seeded, found) == []
    assert {finding["path"] for finding in found} == {defect["file"] for defect in seeded}


def test_an_unfound_defect_is_noticed():
    seeded = [
        {"code": "FM004", "file": "a.md", "line": 3, "also": []},
        {"code": "LK003", "file": "b.md", "line": 0, "also": ["c.md"]},
    ]
    right = [{"code": "FM004", "path": "a.md", "line": 3}, {"code": "LK003", "path": "c.md", "line": 9}]
    assert unseen(seeded, right) == []
    assert unseen(seeded, [dict(right[0], line=4), right[1]]) == [seeded[0]]
    assert unseen(seeded, [right[0]]) == [seeded[1]]
