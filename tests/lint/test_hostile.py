"""Texts made to keep the reader and the rules busy: each is judged in one go, however long it is.

Nothing here looks at the clock; what is quadratic takes minutes at these lengths.
"""

from pathlib import Path

import pytest

from kb.lint.engine import MAX_PER_FILE
from tests.lint import support

HEAD = "---\nid: RISK-0001\ntype: risk\ntitle: Drift\nstatus: open\ncreated: 2026-05-04\n"
RUN = "---\nid: EXP-0001\ntype: experiment\ntitle: x\nstatus: running\ncreated: 2026-05-04\n"
REV = "---\nid: REV-0001\ntype: review\ntitle: x\nstatus: reported\ncreated: 2026-05-04\ncriteria:\n"
CRITERIA = "".join(f"- {{id: c{n}, requirement: x, weight: 2}}\n" for n in range(700))
STRANGERS = f"candidates: [{{name: x, scores: {{{', '.join(f'd{n}: 1' for n in range(2_800))}}}}}]\n"
ONE_OF_MANY = "- {id: a, requirement: x, weight: 2}\n" + "".join(
    ["candidates:\n", *(f"- {{name: n{n}, scores: {{a: {n % 3}}}}}\n" for n in range(1_100))]
)
NOBODY, EVERYBODY = (f"recommends: [{', '.join(f'{x}{n}' for n in range(1_100))}]\n" for x in "mn")
TEXTS = {
    "one key again and again": (HEAD + "a: 1\n" * 12_000 + "---\n", "FM003", 11_999),
    "unknown keys": (HEAD + "".join(f"k{n}: 1\n" for n in range(6_000)) + "---\n", "FM004", 6_000),
    "keys of one's own": (
        RUN + f"code: {{{', '.join(f'x-{n}: 1' for n in range(5_000))}}}\n---\n",
        "FM004",
        0,
    ),
    "bad items": (HEAD + f"related: [{'x, ' * 15_000}]\n---\n", "FM005", 15_000),
    "words for truth": (HEAD + f"tags: [{'no, ' * 15_000}no]\n---\n", "FM008", 15_001),
    "scores of nothing": (REV + CRITERIA + STRANGERS + "---\n", "RV003", 2_800),
    "nobody recommended": (REV + ONE_OF_MANY + NOBODY + "---\n", "RV005", 1_100),
    "everybody recommended": (REV + ONE_OF_MANY + EVERYBODY + "---\n", "RV006", 0),
    "tabs": (HEAD + "x-a: [" + "1,\t" * 20_000 + "1]\n---\n", "FM009", 20_000),
    "tabs in a comment": (HEAD + "# " + "\t " * 30_000 + "x\n---\n", "FM009", 0),
    "comments above a key": (HEAD + "group: research\n" + "# c\n" * 15_000 + "owner: a\n---\n", "FM009", 1),
    "conflicts in fences": (HEAD + "---\n" + "```\n<<<<<<< a\n```\n" * 50_000, "FM002", 0),
    "conflicts": (HEAD + "---\n" + "<<<<<<< a\n" * 90_000, "FM002", 1),
    "ids": (HEAD + "---\n" + "".join(f"TASK-{n} " for n in range(40_000)), "LK001", 40_000),
    "links to files": (HEAD + "---\n" + "[a](TASK-1.md)\n" * 30_000, "LK001", 30_000),
    "brackets": (HEAD + "---\n" + "[[A-1|" * 150_000, "LK001", 0),
}


@pytest.mark.parametrize(("text", "code", "count"), TEXTS.values(), ids=TEXTS)
def test_a_long_text_is_judged_in_one_go(text: str, code: str, count: int, tmp_path: Path) -> None:
    base = support.build(tmp_path, {"research/risks/x.md": text})
    assert len(support.judge(base, [code])) == min(count, MAX_PER_FILE + 1)
