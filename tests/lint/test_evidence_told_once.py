"""Of reviews and decisions, too, nobody is told a thing twice: one rule speaks, and its neighbours are silent."""

from pathlib import Path

import pytest

from tests.lint.support import build, judge

HEAD = "---\nid: {id}\ntype: {type}\ntitle: {id}\nstatus: {status}\ncreated: 2026-06-15\n{fields}---\n"
TYPES = {"REV": "review", "DEC": "decision", "EXP": "experiment"}
MANDATORY = "criteria: [{id: A, requirement: Runs, rationale: we pay, weight: 2, priority: mandatory}]\n"
PAIR = "candidates: [{name: one, technology: one, scores: {A: %s}}, {name: two, scores: {A: 2}}]\n"
ADOPTS = "based_on: [REV-0001]\nconsequences: cheap\ntechnologies: {one: adopt}\n"

DROPS = "technologies: {one: drop}\nconsequences: dear\n"

SITUATIONS = {
    "a recommendation of who is knocked out, and a decision on it": (
        {
            "REV-0001": ("reported", MANDATORY + PAIR % 0 + "recommends: [one]\n"),
            "DEC-0001": ("accepted", ADOPTS),
        },
        {("REV-0001", "RV005")},
    ),
    "a decision against the recommendation": (
        {
            "REV-0001": ("reported", MANDATORY + PAIR % 0 + "recommends: [two]\n"),
            "DEC-0001": ("accepted", ADOPTS),
        },
        {("DEC-0001", "DC006")},
    ),
    "a mandatory score that is missing": (
        {
            "REV-0001": ("reported", MANDATORY + PAIR.replace("A: %s", "") + "recommends: [one]\n"),
            "DEC-0001": ("accepted", ADOPTS),
        },
        {("REV-0001", "RV002")},
    ),
    "a score under another id": (
        {"REV-0001": ("reported", MANDATORY + PAIR.replace("A: %s", "a: 2") + "recommends: [one]\n")},
        {("REV-0001", "RV003")},
    ),
    "a score below nothing": (
        {"REV-0001": ("reported", MANDATORY + PAIR % -1 + "recommends: [one]\n")},
        {("REV-0001", "RV001")},
    ),
    "a bar above the weight": (
        {
            "REV-0001": (
                "reported",
                MANDATORY.replace("weight: 2", "weight: 2, pass_at: 3")
                + PAIR % 2
                + "recommends: [one, two]\n",
            ),
            "DEC-0001": ("accepted", ADOPTS),
        },
        {("REV-0001", "RV001")},
    ),
    "a review that compared nothing": (
        {"REV-0001": ("reported", "recommends: [one]\n")},
        {("REV-0001", "RV008")},
    ),
    "a review past both of its days": (
        {
            "REV-0001": (
                "reported",
                "review_by: 2026-08-01\nvalid_until: 2026-09-01\n" + MANDATORY + PAIR % 2,
            )
        },
        {("REV-0001", "FR001")},
    ),
    "a review past its last day alone": (
        {
            "REV-0001": (
                "reported",
                "review_by: 2027-08-01\nvalid_until: 2026-09-01\n" + MANDATORY + PAIR % 2,
            )
        },
        {("REV-0001", "RV009")},
    ),
    "a decision on an invalid experiment": (
        {
            "EXP-0001": ("invalid", "outcome: refuted\n"),
            "DEC-0001": ("accepted", "based_on: [EXP-0001]\nconsequences: cheap\n"),
        },
        {("DEC-0001", "DC003")},
    ),
    "a decision on a running experiment that looks refuted": (
        {
            "EXP-0001": ("running", "outcome: refuted\n"),
            "DEC-0001": ("accepted", "based_on: [EXP-0001]\nconsequences: cheap\n"),
        },
        {("DEC-0001", "DC002")},
    ),
    "a decision on a superseded review that knocks it out": (
        {
            "REV-0001": ("superseded", MANDATORY + PAIR % 0),
            "DEC-0001": ("accepted", ADOPTS),
        },
        {("DEC-0001", "LK006")},
    ),
    "a decision that its superseder does not hide": (
        {
            "DEC-0001": ("accepted", "question: What?\nchosen: one\ntechnologies: {one: adopt}\n"),
            "DEC-0002": (
                "accepted",
                "question: What?\nchosen: two\nbased_on: [EXP-0001]\nsupersedes: [DEC-0001]\n" + DROPS,
            ),
            "EXP-0001": ("concluded", ""),
        },
        {("DEC-0001", "LK007")},
    ),
}


@pytest.mark.parametrize(("records", "expected"), SITUATIONS.values(), ids=SITUATIONS)
def test_one_mistake_is_one_finding(
    records: dict[str, tuple[str, str]], expected: set[tuple[str, str]], tmp_path: Path
) -> None:
    files = {
        f"research/{id_}.md": HEAD.format(id=id_, type=TYPES[id_[:3]], status=status, fields=fields)
        for id_, (status, fields) in records.items()
    }
    files["backlog/TASK-0001.md"] = HEAD.format(
        id="TASK-0001",
        type="task",
        status="idea",
        fields="teaches: [DEC-0001]\n" if "DEC-0001" in records else "",
    )
    found = judge(build(tmp_path, files), ["RV", "DC", "FR", "LK001", "LK002", "LK006", "LK007"])
    assert sorted((d.record, d.code) for d in found) == sorted(expected), [d.message for d in found]
