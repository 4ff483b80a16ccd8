"""Days and moments at both ends of the calendar, where another zone would write a year that there is not."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from kb.days import day_in, in_utc
from kb.importers import leaves, plan
from kb.site.timeline import Week
from tests.conftest import Finished, GitRepo

Run = Callable[..., Finished]
EAST, WEST = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))
FIRST, LAST = "0001-01-01", "9999-12-31"


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        (datetime(2026, 3, 1, 23, 30, tzinfo=UTC), EAST, date(2026, 3, 2)),
        (datetime(2026, 3, 1, 23, 30, tzinfo=EAST), UTC, date(2026, 3, 1)),
        (datetime(9999, 12, 31, 23, tzinfo=UTC), EAST, date.max),
        (datetime(1, 1, 1, tzinfo=UTC), WEST, date.min),
    ],
)
def test_every_moment_is_on_a_day_everywhere(moment: datetime, zone: timezone, day: date) -> None:
    assert day_in(moment, zone) == day


@pytest.mark.parametrize("moment", [datetime(1, 1, 1, tzinfo=EAST), datetime(9999, 12, 31, 23, tzinfo=WEST)])
def test_what_has_no_time_in_greenwich_stays_as_it_is_written(moment: datetime) -> None:
    assert in_utc(moment) is moment
    usual = moment.replace(year=2026)
    assert in_utc(usual).tzinfo is UTC
    assert in_utc(usual) == usual


def test_the_last_week_ends_with_the_last_day() -> None:
    week = Week(9999, 52, date(9999, 12, 27), {})
    assert week.last == date.max
    assert week._replace(first=date(2026, 3, 2)).last == date(2026, 3, 8)


RECORDS = {
    "research/goals/GOAL-0001-g.md": "type: goal\ntitle: Keep customers\nstatus: active\nowner: analyst\n"
    'confirmed: {{by: head of sales, "on": {day}}}\nconstraints: {{deadline: {day}}}\n',
    "research/experiments/EXP-0001-e.md": "type: experiment\ntitle: Encode the shop\nstatus: running\ntask: TASK-0001\n"
    "date: {day}T{hour}\nrun: {{tracker: mlflow, id: abc}}\n",
    "research/reviews/REV-0001-r.md": "type: review\ntitle: Readers\nstatus: published\nvalid_until: {day}\n",
    "research/privacy/PRIV-0001-p.md": "type: privacy\ntitle: Orders\nstatus: approved\nowner: analyst\n"
    "assets: [{{name: orders, nda_until: {day}, retention_until: {day}}}]\n",
    "backlog/TASK-0001-t.md": "type: task\ntitle: Encode\nstatus: doing\ngoal: GOAL-0001\ndue: {day}\n"
    "blocked: {{since: {day}, reason: no data}}\n",
}


@pytest.fixture(params=[(FIRST, "00:00:00+14:00"), (LAST, "23:59:59-12:00")], ids=["first", "last"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A base all of whose dates are the first or the last one."""
    day, hour = request.param
    for path, text in RECORDS.items():
        id_ = "-".join(path.rsplit("/", 1)[-1].split("-")[:2])
        words = f"---\nid: {id_}\ncreated: {day}\n{text.format(day=day, hour=hour)}---\n\nWords.\n"
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(words)
    return tmp_path


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("today", [FIRST, LAST, "2026-03-02"])
@pytest.mark.parametrize(
    "words",
    [
        ["lint"], ["board"], ["groom"], ["next"], ["list"], ["show", "GOAL-0001"], ["why", "TASK-0001"],
        ["impact", "GOAL-0001"], ["stack"], ["stack", "--since", "90d"], ["stack", "--since", "quarter"],
        ["sql", "select * from records"], ["export", "json"], ["export", "ics"], ["export", "bibtex"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_no_command_fails_at_the_ends_of_the_calendar(
    words: list[str], today: str, zone: str, root: Path, kb_run: Run
) -> None:
    (root / "kb.toml").write_text(f'timezone = "{zone}"\n')
    done = kb_run([*words, "--today", today], root)
    told = done.code == 2 and "is no day" in done.err  # 90 days before the first day there is none
    assert done.code in (0, 1) or told, done.err


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("since", [FIRST, LAST])
def test_a_period_may_begin_with_the_first_day(
    since: str, zone: str, git_repo: Callable[..., GitRepo], kb_run: Run
) -> None:
    repo = git_repo(files={"kb.toml": f'timezone = "{zone}"\n'})
    done = kb_run(["digest", "--since", since, "--today", "2026-03-02"], repo.path)
    assert done.code == 0, done.err


def test_an_import_knows_a_run_of_the_first_day_again() -> None:
    moment = datetime(1, 1, 1, 0, 30, tzinfo=EAST)
    assert leaves._plain(moment) == moment.isoformat()
    assert leaves._plain(moment.replace(year=2026)) == "2025-12-31T10:30:00+00:00"
    assert plan._day(moment) == date.min
    assert plan._day(moment.replace(year=2026)) == date(2025, 12, 31)
