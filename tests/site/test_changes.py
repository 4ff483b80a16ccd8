"""The pages of what happened, the feed and the history of states: from real repositories, and from made lives."""

from __future__ import annotations

import datetime
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from kb.history import chronicle
from kb.history.brief import Brief, brief
from kb.history.lives import Chronicle, Life, Moment, Passage
from kb.site import atom, builder
from kb.site.timeline import KINDS
from tests.conftest import GitRepo
from tests.site.payloads import PAYLOADS
from tests.site.support import files_of, material, mkdocs, note, page, parse, write

ADDRESS = "https://example.org/kb/"
ATOM = "{http://www.w3.org/2005/Atom}"
AIM = "smart: {measurable: {metric: roc_auc, dataset: test, target: 0.8}}\n"


def record(id: str, type_: str, status: str, more: str = "", title: str = "") -> str:
    """The text of a record."""
    return note(
        f"id: {id}\ntype: {type_}\ntitle: {title or f'The work of {id}'}\nstatus: {status}\n"
        f"created: 2026-05-01\n{more}",
        f"What {id} is about, in a line that is long enough to tell it from others.",
    )


def experiment(status: str, more: str = "") -> str:
    """An experiment of the task."""
    return record(
        "EXP-0001", "experiment", status, f"task: TASK-0001\nmetrics: {{roc_auc: {{test: 0.7}}}}\n{more}"
    )


STEPS: dict[str, dict[str, str | None]] = {
    "2026-09-07T09:00:00Z": {
        "research/goals/GOAL-0001.md": record("GOAL-0001", "goal", "active", "owner: analyst\n"),
        "backlog/TASK-0001.md": record("TASK-0001", "task", "ready", AIM),
        "backlog/TASK-0002.md": record("TASK-0002", "task", "idea"),
    },
    "2026-09-08T09:00:00Z": {"backlog/TASK-0001.md": record("TASK-0001", "task", "doing", AIM)},
    "2026-09-20T23:30:00Z": {"research/experiments/EXP-0001.md": experiment("running")},
    "2026-09-22T09:00:00Z": {
        "research/experiments/EXP-0001.md": experiment("concluded", "outcome: refuted\nconclusion: It did not.\n"),
        "research/decisions/DEC-0001.md": record("DEC-0001", "decision", "proposed", "question: Which?\n"),
    },
    "2026-09-23T09:00:00Z": {
        "backlog/TASK-0001.md": record("TASK-0001", "task", "done", AIM),
        "backlog/TASK-0002.md": None,
        "research/decisions/DEC-0001.md": record(
            "DEC-0001", "decision", "accepted", "question: Which?\nchosen: this one\noptions: [{name: this one}]\n"
        ),
    },
}  # fmt: skip


def repository(folder: Path, steps: dict[str, dict[str, str | None]], settings: str = "") -> GitRepo:
    """A repository with a commit for each step; None removes a file."""
    folder.mkdir(parents=True, exist_ok=True)
    repo = GitRepo(folder)
    repo.git("init", "--quiet", "--initial-branch=main")
    repo.write("kb.toml", settings or 'name = "Churn"\n')
    for at, files in steps.items():
        for name, text in files.items():
            if text is None:
                (folder / name).unlink()
            else:
                repo.write(name, text)
        repo.commit("step", at=at)
    return repo


def told(root: Path, **options):
    """The material of a base with its history, as the plugin hands it over."""
    found = material(root, **options)
    lives = chronicle.read(root, found.config, cached=False)
    return material(root, chronicle=lives, address=ADDRESS, **options)


def groups(week) -> dict[str, list[str]]:
    """The ids under each heading of a week."""
    found: dict[str, list[str]] = {}
    heading = ""
    for node in week.walk():
        if node.tag == "h3":
            heading = re.sub(r" \d+$", "", node.text)
        elif node.tag == "code" and "kb-id" in node.attributes.get("class", ""):
            found.setdefault(heading, []).append(node.text)
    return found


# -- weeks ------------------------------------------------------------------------------------------------


def test_weeks_tell_what_happened_the_latest_first(tmp_path):
    changes = page(told(repository(tmp_path, STEPS).path), "changes.md")
    weeks = changes.all("li", "kb-timeline__item")
    assert [week.one("h2").text for week in weeks] == [
        "21 – 27 Sep 2026", "14 – 20 Sep 2026", "7 – 13 Sep 2026",
    ]  # fmt: skip
    assert [week.attributes["id"] for week in weeks] == ["kb-2026-w39", "kb-2026-w38", "kb-2026-w37"]
    assert groups(weeks[0]) == {
        "Results": ["EXP-0001"], "Decisions": ["DEC-0001"], "Finished": ["TASK-0001"], "New": ["DEC-0001"],
        "Gone": ["TASK-0002"],
    }  # fmt: skip
    assert groups(weeks[1]) == {"New": ["EXP-0001"]}
    assert groups(weeks[2]).keys() == {"Started", "New"}
    assert sorted(groups(weeks[2])["New"]) == ["GOAL-0001", "TASK-0001", "TASK-0002"]
    assert "1 result, 1 decision, 1 task finished, 1 new record, 1 record gone" in weeks[0].text
    assert "refuted missed 0.7 on test Tue 22 Sep" in weeks[0].text
    assert "accepted this one Wed 23 Sep" in weeks[0].text
    assert "../r/TASK-0002/" not in changes.hrefs
    assert "../r/EXP-0001/" in changes.hrefs


def test_days_are_those_of_the_time_zone_of_the_base(tmp_path):
    found = told(repository(tmp_path, STEPS, 'timezone = "Asia/Tokyo"\n').path)
    weeks = page(found, "changes.md").all("li", "kb-timeline__item")
    assert [week.attributes["id"] for week in weeks] == ["kb-2026-w39", "kb-2026-w37"]
    assert "Mon 21 Sep" in weeks[0].text


def test_every_kind_of_event_has_its_place(tmp_path):
    moves = {
        "GOAL": ("goal", "active", "met", "goal"),
        "TASK": ("task", "doing", "dropped", "dropped"),
        "EXP": ("experiment", "concluded", "invalid", "withdrawn"),
        "DEC": ("decision", "accepted", "superseded", "replaced"),
        "REV": ("review", "draft", "reported", "compared"),
        "RISK": ("risk", "open", "occurred", "risk"),
        "CHG": ("change", "requested", "approved", "scope"),
        "PRIV": ("privacy", "draft", "approved", "moved"),
    }
    owner = "owner: analyst\n"
    before = {f"research/{k}.md": record(f"{k}-0001", t, a, owner) for k, (t, a, _, _) in moves.items()}
    after = {f"research/{k}.md": record(f"{k}-0001", t, b, owner) for k, (t, _, b, _) in moves.items()}
    reopened = {"research/TASK.md": record("TASK-0001", "task", "doing", owner)}
    steps = {"2026-09-07T09:00:00Z": before, "2026-09-14T09:00:00Z": after, "2026-09-21T09:00:00Z": reopened}
    newest, middle, _ = told(repository(tmp_path, steps).path).weeks
    assert {kind: [e.id for e in found] for kind, found in middle.events.items()} == {
        kind: [f"{k}-0001"] for k, (_, _, _, kind) in moves.items()
    }
    assert list(middle.events) == [kind for kind in KINDS if kind in middle.events]
    assert list(newest.events) == ["reopened"]


def test_a_renumbered_record_is_one_record(tmp_path):
    repo = repository(tmp_path, STEPS)
    text = (repo.path / "backlog/TASK-0001.md").read_text()
    (repo.path / "backlog/TASK-0001.md").unlink()
    repo.write("backlog/TASK-0010.md", text.replace("TASK-0001", "TASK-0010", 1))
    before = [event.name for event in told(repo.path).events]
    repo.commit("renumber", at="2026-09-24T09:00:00Z")
    found = told(repo.path)
    again = [event.name for event in found.events]
    assert set(before) <= set(again)
    assert {event.id for event in found.events if event.type == "task"} == {"TASK-0010", "TASK-0002"}


def test_without_a_history_the_pages_say_so(tmp_path):
    files = {"backlog/TASK-0001.md": record("TASK-0001", "task", "doing")}
    found = told(write(tmp_path / "plain", files))
    changes = page(found, "changes.md")
    assert "Nothing is known of the past" in changes.text
    assert not changes.all("a", "kb-action")
    assert builder.files(found).keys().isdisjoint({atom.PATH})
    assert "What changed lately" not in page(found, "index.md").text
    assert "History of states" not in page(found, "r/TASK-0001.md").text
    empty = repository(tmp_path / "empty", {"2026-09-07T09:00:00Z": {}})
    assert "Nothing has happened yet" in page(told(empty.path), "changes.md").text


def test_a_shallow_clone_tells_what_it_has_and_says_so(tmp_path):
    repo = repository(tmp_path / "whole", STEPS)
    clone = tmp_path / "clone"
    repo.git("clone", "--quiet", "--depth", "2", f"file://{repo.path}", str(clone))
    found = told(clone)
    changes = page(found, "changes.md")
    assert "The history begins here" in changes.text
    (week,) = changes.all("li", "kb-timeline__item")
    assert groups(week) == {"Decisions": ["DEC-0001"], "Finished": ["TASK-0001"], "Gone": ["TASK-0002"]}
    history = page(found, "r/TASK-0001.md").one("ol", "kb-history").text
    assert history == "22 Sep 2026 or earlier doing 2 days 23 Sep 2026 done"


def lives(weeks: int, per_week: int) -> Chronicle:
    """A history of tasks that came and went, all public, none of them there any more."""
    found = []
    for number in range(weeks * per_week):
        at = datetime.datetime(2020, 1, 6, 9, tzinfo=datetime.UTC) + datetime.timedelta(
            weeks=number // per_week
        )
        moment = Moment(at, f"{number:040x}", "somebody")
        found.append(
            Life(
                id=f"TASK-{number + 1:04d}", type="task", title="A title of the usual length of eight words",
                path=None, created=None, visibility="public", values={}, begun=moment,
                passages=(Passage("idea", moment),), blocked=(), unread=(), aims=(), touched=moment, former=(),
                gone=moment, cut=False,
            )
        )  # fmt: skip
    return Chronicle(tuple(found), commits=len(found))


@pytest.mark.parametrize(("weeks", "per_week"), [(300, 3), (2, 4000), (40, 60)])
def test_no_page_grows_with_the_history(tmp_path, weeks, per_week):
    found = material(tmp_path, {}, chronicle=lives(weeks, per_week), address=ADDRESS)
    pages = [p for p in builder.pages(found) if p.path.startswith("changes")]
    drawn = [p.draw() for p in pages]
    assert max(len(text.encode()) for text in drawn) < 100_000
    anchors = [id for text in drawn for id in re.findall(r'id="(kb-\d{4}-w\d\d)"', text)]
    assert len(anchors) == len(set(anchors)) == weeks
    assert anchors == sorted(anchors, reverse=True)
    if len(pages) > 1:
        assert parse(drawn[0]).one("a", rel="next").attributes["href"] == "page-2/"
    assert len(builder.files(found)[atom.PATH]) < 100_000


# -- the history of states, and the start page ------------------------------------------------------------


def test_a_record_shows_the_states_it_was_in(tmp_path):
    repo = repository(tmp_path, STEPS)
    found = told(repo.path)
    history = page(found, "r/TASK-0001.md").section("History of states")
    assert history.one("ol", "kb-history").text == (
        "7 Sep 2026 ready 1 day 8 Sep 2026 doing 16 days 23 Sep 2026 done"
    )
    repo.write("backlog/TASK-0001.md", record("TASK-0001", "task", "doing", AIM))
    history = page(told(repo.path), "r/TASK-0001.md").section("History of states")
    assert history.text.endswith("23 Sep 2026 done not committed doing")
    moved = repo.path / "backlog" / "other.md"
    (repo.path / "backlog/TASK-0001.md").rename(moved)
    assert "ready" in page(told(repo.path), "r/TASK-0001.md").section("History of states").text


def test_a_long_history_is_folded(tmp_path):
    states = ["doing", "ready"] * 10
    steps = {
        f"2026-09-{day:02d}T09:00:00Z": {"backlog/TASK-0001.md": record("TASK-0001", "task", state)}
        for day, state in enumerate(states, 1)
    }
    history = page(told(repository(tmp_path, steps).path), "r/TASK-0001.md").section("History of states")
    assert history.one("summary").text == "8 before"
    assert len(history.all("li")) == 20


def test_the_start_page_leads_to_the_changes(tmp_path):
    lately = page(told(repository(tmp_path, STEPS).path), "index.md").section("What changed lately")
    found = [node.text for node in lately.all("code", "kb-id")]
    assert sorted(found[:2]) == ["DEC-0001", "TASK-0001"]
    assert found[2:] == ["EXP-0001"]
    assert "changes/" in lately.hrefs


# -- the feed ---------------------------------------------------------------------------------------------


def feed_of(found) -> ET.Element:
    """The feed, read as XML and held against what RFC 4287 requires of a feed and of its entries."""
    text = builder.files(found)[atom.PATH]
    root = ET.fromstring(text.encode())
    assert root.tag == f"{ATOM}feed"
    assert_holds(root)
    for entry in root.findall(f"{ATOM}entry"):
        assert_holds(entry)
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {"self": f"{ADDRESS}changes/feed.xml", "alternate": f"{ADDRESS}changes/"}
    assert len(root.findall(f"{ATOM}author")) == 1  # so that entries need none of their own
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) <= 50
    assert all(
        re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", id)
        for id in ids
    )
    times = [entry.findtext(f"{ATOM}updated") for entry in root.findall(f"{ATOM}entry")]
    assert times == sorted(times, reverse=True)
    assert root.findtext(f"{ATOM}updated") == (times[0] if times else root.findtext(f"{ATOM}updated"))
    return root


def assert_holds(element: ET.Element) -> None:
    """Exactly one id, title and time, one page to go to, and nothing that RFC 4287 does not know."""
    known = {
        "id",
        "title",
        "subtitle",
        "updated",
        "published",
        "author",
        "link",
        "category",
        "summary",
        "entry",
    }
    assert {child.tag.removeprefix(ATOM) for child in element} <= known
    for name in ("id", "title", "updated"):
        assert len(element.findall(f"{ATOM}{name}")) == 1
        assert element.findtext(f"{ATOM}{name}")
    assert len([link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]) == 1
    for link in element.findall(f"{ATOM}link"):
        assert link.get("href", "").startswith(ADDRESS)
    for name in ("updated", "published"):
        for found in element.findall(f"{ATOM}{name}"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", found.text or "")
            datetime.datetime.fromisoformat(found.text or "")
    for category in element.findall(f"{ATOM}category"):
        assert category.get("term")


def test_the_feed_tells_what_was_decided_found_and_finished(tmp_path):
    found = feed_of(told(repository(tmp_path, STEPS).path))
    entries = found.findall(f"{ATOM}entry")
    titles = {entry.findtext(f"{ATOM}title") for entry in entries}
    assert titles == {
        "Finished: TASK-0001 The work of TASK-0001 (done)",
        "Decision: DEC-0001 The work of DEC-0001 (accepted)",
        "Result: EXP-0001 The work of EXP-0001 (refuted, target missed)",
    }
    assert {entry.findtext(f"{ATOM}summary") for entry in entries} == {
        None,
        "Which? → this one",
        "It did not.",
    }
    assert found.findtext(f"{ATOM}title") == "Churn"
    assert {entry.find(f"{ATOM}link").get("href") for entry in entries} == {
        f"{ADDRESS}r/TASK-0001/", f"{ADDRESS}r/DEC-0001/", f"{ADDRESS}r/EXP-0001/",
    }  # fmt: skip


def test_the_feed_keeps_its_names_through_rebuilds_rebases_and_other_ids(tmp_path):
    repo = repository(tmp_path, STEPS)
    first = told(repo.path)
    names = {entry.findtext(f"{ATOM}id") for entry in feed_of(first).findall(f"{ATOM}entry")}
    later = told(repo.path, today=datetime.date(2027, 1, 1))
    assert builder.files(later)[atom.PATH] == builder.files(first)[atom.PATH]
    assert page(later, "changes.md").text == page(first, "changes.md").text
    head = repo.git("rev-parse", "HEAD")
    env = {"GIT_COMMITTER_DATE": "2026-10-01T00:00:00Z"}
    repo.git("rebase", "--quiet", "--force-rebase", "--root", env=env)
    assert repo.git("rev-parse", "HEAD") != head
    text = (repo.path / "research/experiments/EXP-0001.md").read_text()
    (repo.path / "research/experiments/EXP-0001.md").unlink()
    repo.write("research/experiments/EXP-0002.md", text.replace("EXP-0001", "EXP-0002", 1))
    repo.commit("renumber", at="2026-10-02T09:00:00Z")
    entries = feed_of(told(repo.path)).findall(f"{ATOM}entry")
    assert {entry.findtext(f"{ATOM}id") for entry in entries} == names
    assert "Result: EXP-0002" in " ".join(entry.findtext(f"{ATOM}title") or "" for entry in entries)


def test_only_the_latest_fifty_are_in_the_feed(tmp_path):
    steps = {
        f"2026-{month:02d}-01T{hour:02d}:00:00Z": {
            f"research/DEC-{(month * 24 + hour):04d}.md": record(
                f"DEC-{month * 24 + hour:04d}",
                "decision",
                "accepted",
                "question: q\nchosen: c\noptions: [{name: c}]\n",
            )
        }
        for month in range(1, 6)
        for hour in range(0, 24, 2)
    }
    entries = feed_of(told(repository(tmp_path, steps).path)).findall(f"{ATOM}entry")
    assert len(entries) == 50
    assert (entries[0].findtext(f"{ATOM}title") or "").startswith("Decision: DEC-0142 ")


@pytest.mark.parametrize("payload", [*PAYLOADS[:40], "a & b < c > d \" e ' f", "]]> <!-- -->", "&amp;lt;"])
def test_nothing_from_a_record_becomes_markup(tmp_path, payload):
    title = '"' + re.sub(r'[\\"]', lambda m: f"\\{m[0]}", " ".join(payload.split())) + '"'
    text = record("DEC-0001", "decision", "accepted", f"question: {title}\nchosen: {title}\n", title)
    gone = record("TASK-0001", "task", "idea", title=title)
    steps = {
        "2026-09-07T09:00:00Z": {"research/DEC-0001.md": text, "backlog/TASK-0001.md": gone},
        "2026-09-08T09:00:00Z": {"backlog/TASK-0001.md": None},
    }
    found = told(repository(tmp_path, steps).path)
    if "DEC-0001" not in found.base.by_id:
        pytest.skip("no record may hold it")
    (entry,) = feed_of(found).findall(f"{ATOM}entry")
    assert [child.tag for child in entry if len(child)] == []
    assert found.base.by_id["DEC-0001"].record.title.split()[0] in (entry.findtext(f"{ATOM}title") or "")
    changes = page(found, "changes.md")
    assert not changes.all("script")
    assert not changes.all("img")
    assert all(not name.startswith("on") for node in changes.walk() for name in node.attributes)


def test_signs_that_xml_cannot_hold_are_replaced(tmp_path):
    title = '"a\\u0001b\\ufffec"'
    text = record("DEC-0001", "decision", "accepted", f"question: {title}\nchosen: c\n", "plain")
    found = told(repository(tmp_path, {"2026-09-07T09:00:00Z": {"research/DEC-0001.md": text}}).path)
    if found.events:
        feed_of(found)
    assert atom._text("a\x01b\ufffec\ud800<&") == "a\ufffdb\ufffdc\ufffd&lt;&amp;"


# -- the built site -----------------------------------------------------------------------------------------


def built(root: Path, **settings) -> dict[str, bytes]:
    """The files of the site."""
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs" / "guide.md").write_text("# Guide\n\nBy hand.\n")
    return files_of(mkdocs(root, **settings))


def test_every_page_of_a_site_with_an_address_names_the_feed(tmp_path):
    repo = repository(tmp_path / "a", STEPS)
    files = built(repo.path, site_url=ADDRESS)
    # Material takes what is an alternate and nothing else for a translation, and asks it for a sitemap
    link = (
        '<link rel="alternate feed" type="application/atom+xml" title="Churn: changes" '
        f'href="{ADDRESS}changes/feed.xml">'
    )
    for name in (
        "index.html",
        "guide/index.html",
        "404.html",
        "changes/index.html",
        "r/TASK-0001/index.html",
    ):
        assert files[name].decode().count(link) == 1, name
    assert files["changes/feed.xml"].startswith(b'<?xml version="1.0" encoding="utf-8"?>\n<feed ')
    again = built(repo.path, site_url=ADDRESS)
    assert {n: b for n, b in again.items() if "sitemap" not in n} == {
        n: b for n, b in files.items() if "sitemap" not in n
    }


def test_without_an_address_there_is_no_feed_and_nothing_names_one(tmp_path):
    files = built(repository(tmp_path, STEPS).path)
    assert "changes/feed.xml" not in files
    assert not [name for name, data in files.items() if b"application/atom+xml" in data]


def test_addresses_that_are_files(tmp_path):
    repo = repository(tmp_path, STEPS)
    files = built(repo.path, site_url=ADDRESS, use_directory_urls=False)
    feed = files["changes/feed.xml"].decode()
    assert f'href="{ADDRESS}changes.html"' in feed
    assert f'href="{ADDRESS}r/TASK-0001.html"' in feed
    assert b'href="changes/feed.xml"' in files["changes.html"]


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "width"), [("light", 1400), ("dark", 390)])
def test_the_page_reads_for_everybody(tmp_path, tabs, axe, serve, scheme, width):
    site = mkdocs(repository(tmp_path, STEPS).path, site_url=ADDRESS)
    address = serve(site)
    tab = tabs.open(address + "changes/", width=width, color_scheme=scheme)
    for path in ("changes/", "r/TASK-0001/", ""):
        tab.goto(address + path)
        assert axe(tab) == []
        assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_card_on_the_board_is_as_old_in_its_state_as_the_history_tells(tmp_path):
    steps = {
        "2026-09-07T09:00:00Z": {"backlog/TASK-0001.md": record("TASK-0001", "task", "ready", AIM)},
        "2026-09-08T09:00:00Z": {"backlog/TASK-0001.md": record("TASK-0001", "task", "doing", AIM)},
    }
    found = told(repository(tmp_path, steps).path)
    card = page(found, "board.md").one("li", "kb-card", data_id="TASK-0001")
    days = (found.today - datetime.date(2026, 9, 8)).days + 1
    assert card.one("span", "kb-age").text == f"{days} d"
    assert card.one("span", "kb-age").attributes["title"] == "days in this state"


def test_a_chronicle_that_lays_out_its_lives_for_everyone_who_asks_tells_the_same(tmp_path):
    """As `kb build` has it after it has linted: two questions for one life give two equal objects."""
    repository(tmp_path, STEPS)
    whole = told(tmp_path)
    short = material(tmp_path, chronicle=Brief(brief(whole.chronicle), few=0), address=ADDRESS)
    assert len(short.history.lives) == len(whole.history.lives) > 3
    for path in ("changes.md", "flow.md"):
        assert page(short, path) == page(whole, path)
        assert not page(short, path).all(cls="kb-empty")
