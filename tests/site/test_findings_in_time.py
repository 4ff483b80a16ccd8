"""What the site tells of findings that rest on the history: what `kb lint` tells, as far as the audience may know."""

import datetime
from pathlib import Path

from kb import base as bases
from kb import config
from kb.history import chronicle
from kb.site.material import Material
from tests.lint import support, timeline

RISK = """\
---
id: RISK-0001
type: risk
title: {title}
status: open
created: {created}
visibility: {visibility}
---
"""
TASK = """\
---
id: TASK-0001
type: task
title: Encode the shop
status: idea
created: 2026-01-05
---
"""


def material(folder: Path, settings: str = "", audience: str = "internal") -> Material:
    old = RISK.format(title="A takeover of Kahn", created="2026-01-05", visibility="restricted")
    new = RISK.format(title="The prices go up", created="2026-06-05", visibility="internal")
    last = timeline.tell(
        folder,
        [
            {
                "day": "2026-01-05",
                "files": {"research/risks/RISK-0001-a.md": old, "backlog/TASK-0001-a.md": TASK},
            },
            {"day": "2026-02-05", "gone": ["research/risks/RISK-0001-a.md"]},
            {"day": "2026-06-05", "files": {"research/risks/RISK-0001-b.md": new}},
        ],
    )
    support.write(folder, {**last, "kb.toml": settings})
    located = config.read(folder)
    return Material(
        bases.load(located),
        datetime.date(2026, 11, 23),
        audience=audience,
        root=folder.as_posix(),
        chronicle=chronicle.read(folder, located.config, cached=False),
    )


def test_the_findings_are_those_of_the_linter(tmp_path: Path) -> None:
    told = {(d.code, d.path) for d in material(tmp_path).findings if d.code in ("KB008", "ID005")}
    assert told == {("KB008", "backlog/TASK-0001-a.md"), ("ID005", "research/risks/RISK-0001-b.md")}


def test_the_title_of_what_only_few_could_see_is_not_told(tmp_path: Path) -> None:
    assert not any("Kahn" in f"{d.message} {d.help}" for d in material(tmp_path).findings)


def test_a_team_can_leave_the_history_out(tmp_path: Path) -> None:
    found = material(tmp_path, "[lint]\nhistory = false\n").findings
    assert not {"KB008", "ID005"} & {d.code for d in found}
