"""What is built on top of the last build is what is built from nothing, byte for byte, whatever happened in between."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jinja2
import pytest

from kb import __main__, config
from kb.base import load
from kb.cache import frames, listing
from kb.cli import recall
from kb.cli.publishing import Publishing, Wish
from kb.cli.session import Session
from kb.errors import KbError
from kb.site import builder
from kb.site.charts import vega
from kb.site.publishing import publisher, sharing, watching
from kb.site.publishing.frame import Frame
from kb.site.publishing.kept import Drawn, Kept, Store
from kb.site.publishing.told import told
from kb.site.remembered import Remembered
from kb.text.source import Source
from tests.site.conftest import EXAMPLE
from tests.site.support import files_of, note, write
from tests.site.support import material as example_of

DAY = "2026-11-23"
WORDS = ["hashing", "target", "<b>bold</b>", "&", '"quoted"', "'it'", "ä", "[link](TASK-0002.md)", "churn"]


def task(number: int, draw: random.Random, hidden: float = 0.2) -> str:
    fields = [
        f"id: TASK-{number:04d}",
        "type: task",
        f"title: Number {number} {draw.choice(['one', 'two', 'three'])}",
        f"status: {draw.choice(['idea', 'backlog'])}",
        "created: 2026-11-01",
    ]
    if draw.random() < 0.5:
        fields.append(f"depends_on: [TASK-{draw.randint(1, 9):04d}]")
    if draw.random() < hidden:
        fields.append("visibility: restricted")
    if draw.random() < 0.3:
        fields.append(f"tags: [{draw.choice(['fast', 'slow'])}]")
    if draw.random() < 0.5:
        fields.append(f"{draw.choice(['owner', 'assignee'])}: {draw.choice(['ada', 'grace'])}")
    body = " ".join(
        draw.choice([*WORDS, "[[TASK-0003]]", "TASK-0005", "![plot](plot.png)"]) for _ in range(12)
    )
    return note("\n".join(fields), body)


def experiment(number: int, draw: random.Random) -> str:
    outcome = draw.choice(["supported", "refuted", "inconclusive"])
    fields = [
        f"id: EXP-{number:04d}",
        "type: experiment",
        f"title: Run {number} {draw.choice(['one', 'two'])}",
        "status: concluded",
        "created: 2026-11-01",
        f"date: 2026-11-{draw.randint(2, 20):02d}",
        f"task: TASK-{draw.randint(1, 9):04d}",
        f"metrics: {{auc: {{test: 0.{draw.randint(60, 99)}}}}}",
        f"outcome: {outcome}",
        f"conclusion: It came out {draw.choice(['well', 'badly', 'as <i>expected</i>'])}.",
    ]
    if draw.random() < 0.2:
        fields.append("visibility: restricted")
    return note("\n".join(fields), draw.choice(["", "See TASK-0002.", "[[EXP-0001]]"]))


def base(root: Path, draw: random.Random) -> Path:
    files = {f"backlog/TASK-{number:04d}.md": task(number, draw, 0) for number in range(1, 8)}
    write(
        root,
        {**files, "kb.toml": "", "docs/about.md": "# About\n\n[[TASK-0001]]\n", "backlog/plot.png": "one"},
    )
    return root


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A cache of the test's own, and files that count as settled at once."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("KB_NO_CACHE", raising=False)
    monkeypatch.setattr(watching, "GRAIN", 0)


def build(root: Path, site: Path | None = None, **wish: Any) -> dict[str, bytes]:
    options = {"audience": None, "today": DAY, "strict": False, "site": site, **wish}
    Publishing(Session(root), Wish(**options)).run()
    return files_of(site or root / "site")


def by_command(root: Path, **wish: str) -> dict[str, bytes]:
    """The site, built by the command, which may find that it stands."""
    options = [word for name, value in {"today": DAY, **wish}.items() for word in (f"--{name}", value)]
    assert __main__.main(["-C", str(root), "build", "--no-lint", *options]) == 0
    return files_of(root / "site")


def anew(root: Path, **wish: Any) -> dict[str, bytes]:
    """The site, built from nothing."""
    site = root.parent / "fresh" / "site"
    shutil.rmtree(site.parent, ignore_errors=True)
    before = os.environ.get("KB_NO_CACHE")
    os.environ["KB_NO_CACHE"] = "1"
    try:
        return build(root, site, **wish)
    finally:
        if before is None:
            del os.environ["KB_NO_CACHE"]


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


class Counted:
    """How many pages of records were drawn, and whether MkDocs ran."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.drawn = 0
        self.mkdocs = 0
        draw, make = publisher.Publisher._draw, Publishing._anew

        def counted(it: Any, page: Any, staged: Any) -> Any:
            self.drawn += page.source is not None
            return draw(it, page, staged)

        def made(it: Any, before: Any) -> Any:
            self.mkdocs += 1
            return make(it, before)

        monkeypatch.setattr(publisher.Publisher, "_draw", counted)
        monkeypatch.setattr(Publishing, "_anew", made)

    def take(self) -> tuple[int, int]:
        """The numbers since the last time: pages, runs of MkDocs."""
        found = (self.drawn, self.mkdocs)
        self.drawn = self.mkdocs = 0
        return found


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    return Counted(monkeypatch)


# -- what is done, and what is not ----------------------------------------------------------------------


def test_nothing_changed_draws_nothing_and_writes_nothing(tmp_path, counted):
    root = base(tmp_path / "b", random.Random(1))
    first = build(root)
    assert counted.take() == (7, 1)
    looks = {p: p.stat() for p in (root / "site").rglob("*") if p.is_file()}
    assert build(root) == first
    assert counted.take() == (0, 0)
    assert {p: (p.stat().st_ino, p.stat().st_mtime_ns) for p in looks} == {
        p: (s.st_ino, s.st_mtime_ns) for p, s in looks.items()
    }


def test_one_changed_text_draws_one_page(tmp_path, counted):
    root = base(tmp_path / "b", random.Random(1))
    build(root)
    counted.take()
    path = root / "backlog" / "TASK-0004.md"
    path.write_text(path.read_text() + "\nMore words.\n")
    assert differing(build(root), anew(root)) == []
    assert counted.take() == (1 + 7, 0 + 1)
    assert b"More words." in (root / "site" / "r" / "TASK-0004" / "index.html").read_bytes()


def index_pages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of index pages, lists and data that are drawn from now on."""
    drawn: list[str] = []

    def watched(material: Any) -> Any:
        for page in pages(material):
            if page.source is None:
                yield replace(page, draw=lambda page=page: drawn.append(page.path) or page.draw())
            else:
                yield page

    pages = builder.pages
    monkeypatch.setattr(builder, "pages", watched)
    return drawn


def test_index_pages_are_drawn_again_when_a_field_changes_and_not_when_a_text_does(tmp_path, monkeypatch):
    root = base(tmp_path / "b", random.Random(1))
    build(root)
    drawn = index_pages(monkeypatch)
    some = root / "backlog" / "TASK-0002.md"  # which no page by hand names
    some.write_text(some.read_text() + "\nOther words.\n")
    assert differing(build(root), anew(root)) == []
    assert drawn.count("board.md") == 1  # from nothing
    drawn.clear()
    some.write_text(some.read_text().replace("title: Number", "title: The number"))
    build(root)
    assert {"board.md", "graph.md"} <= set(drawn)
    assert not {"people.md", "goals.md", "flow.md", "finished.md"} & set(drawn)  # where no title of it stands


def test_a_text_that_a_confirmed_citation_rests_on_is_seen_on_index_pages(tmp_path):
    root = base(tmp_path / "b", random.Random(1))
    cited = load(config.read(root)).by_id["TASK-0001"].digest
    fields = "id: TASK-0009\ntype: task\ntitle: Nine\nstatus: backlog\ncreated: 2026-11-01"
    confirmed = note(f"{fields}\nreviewed: {{TASK-0001: {cited}}}", "See TASK-0001.")
    write(root, {"backlog/TASK-0009.md": confirmed})
    first = build(root)
    some = root / "backlog" / "TASK-0001.md"
    some.write_text(some.read_text() + "\nSomething else altogether.\n")
    second = build(root)
    assert "health/index.html" in differing(first, second)
    assert differing(second, anew(root)) == []


def test_a_finding_that_moves_to_another_line_is_moved_on_index_pages(tmp_path):
    root = base(tmp_path / "b", random.Random(1))
    some = root / "backlog" / "TASK-0001.md"
    some.write_text(some.read_text() + "\nOne two TASK-0999 is not there.\n")
    build(root)
    some.write_text(some.read_text().replace("One two", "One\ntwo"))
    assert differing(build(root), anew(root)) == []


@pytest.mark.parametrize("damage", ["removed", "edited"])
@pytest.mark.parametrize("name", ["board/index.html", "graph/summaries-0.json", "assets/kb/kb.css"])
def test_an_index_page_or_data_that_somebody_touched_is_made_again(tmp_path, name, damage):
    root = base(tmp_path / "b", random.Random(1))
    first = build(root)
    target = root / "site" / name
    if damage == "removed":
        target.unlink()
    else:
        target.write_text("mine")
    assert build(root) == first


def test_pages_show_no_text_but_their_own(monkeypatch):
    """The digest of what is told leaves the texts out: a page that shows another one has to take it in there."""
    material = example_of(EXAMPLE)
    told(material)  # citations and findings look into texts, and are in there
    asked: set[str] = set()
    text: Any = Source.text

    def noted(source: Source) -> str:
        asked.add(source.path)
        found: str = text.fget(source)
        return found

    monkeypatch.setattr(Source, "text", property(noted))
    placed = {finding.path for finding in material.findings}  # where a finding stands is in there, too
    seen = 0
    for page in builder.pages(material):
        asked.clear()
        page.draw()
        if page.words is not None:
            page.words()
        assert asked - placed <= {page.source}, page.path
        seen += bool(asked)
    assert seen > 20
    asked.clear()
    builder.files(material)
    assert not asked - placed


def test_a_new_title_draws_the_pages_that_show_it(tmp_path, counted):
    root = base(tmp_path / "b", random.Random(1))
    write(
        root,
        {
            "backlog/TASK-0008.md": note(
                "id: TASK-0008\ntype: task\ntitle: A\nstatus: idea\ncreated: 2026-11-01"
            )
        },
    )
    build(root)
    counted.take()
    path = root / "backlog" / "TASK-0001.md"  # the page by hand names it
    path.write_text(path.read_text().replace("title: ", "title: Other "))
    now = build(root)
    drawn, mkdocs = counted.take()
    assert mkdocs == 1
    assert 1 <= drawn < 8
    assert b"Other" in now["about/index.html"]
    assert differing(now, anew(root)) == []


def test_a_page_by_hand_brings_mkdocs_back(tmp_path, counted):
    root = base(tmp_path / "b", random.Random(1))
    build(root)
    counted.take()
    write(root, {"docs/about.md": "# About\n\nNew words.\n"})
    assert b"New words." in build(root)["about/index.html"]
    assert counted.take() == (0, 1)


@pytest.mark.parametrize(
    "line", ["hooks: [hook.py]", "plugins: [search, kb, privacy]", "markdown_extensions: [pymdownx.snippets]"]
)
def test_where_mkdocs_reads_what_nobody_watches_it_always_runs(tmp_path, counted, line):
    root = base(tmp_path / "b", random.Random(1))
    plugins = "" if line.startswith("plugins") else "plugins: [search, kb]\n"
    write(root, {"mkdocs.yml": f"site_name: X\ntheme: {{name: material}}\n{plugins}{line}\n", "hook.py": ""})
    first = build(root)
    counted.take()
    assert build(root) == first
    assert counted.take() == (0, 1)


def test_a_page_of_the_site_that_somebody_edited_or_removed_is_made_again(tmp_path, counted):
    root = base(tmp_path / "b", random.Random(1))
    first = build(root)
    site = root / "site"
    (site / "r" / "TASK-0001" / "index.html").write_text("mine")
    (site / "r" / "TASK-0002" / "index.html").unlink()
    (site / "board" / "index.html").write_text("mine")
    (site / "404.html").write_text("mine")
    shutil.rmtree(site / "graph")
    (site / "r" / "TASK-0003" / "index.html").unlink()
    (site / "r" / "TASK-0003" / "index.html").mkdir()
    shutil.rmtree(site / "r" / "TASK-0004")
    (site / "r" / "TASK-0004").symlink_to(root / "backlog")
    write(site, {"old/page.html": "stale", ".nojekyll": ""})
    (site / ".git" / "refs" / "tags").mkdir(parents=True)  # what is published can be a repository of its own
    again = build(root)
    assert again.pop(".nojekyll") == b""
    assert differing(again, first) == []
    assert (root / "backlog" / "TASK-0004.md").exists()
    assert not (site / "old").exists()
    assert (site / ".git" / "refs" / "tags").is_dir()


def test_what_is_kept_may_be_torn_or_foreign(tmp_path):
    root = base(tmp_path / "b", random.Random(1))
    first = build(root)
    kept = next((tmp_path / "cache").rglob("site-*"))
    whole = kept.read_bytes()
    for data in (
        b"",
        whole[:-20],
        whole.replace(b'"r/TASK', b'"r/TOSK'),
        b"\0" * 100,
        whole[:40] + b"x" + whole[41:],
    ):
        kept.write_bytes(data)
        assert differing(build(root), first) == []


def test_many_pages_are_kept_and_found_again(tmp_path):
    pages = {f"r/{n}.md": Drawn(f"{n}", [("ref", n % 7), ("own", "x")], f"{n}" * 3, "o") for n in range(1203)}
    kept = Kept(
        Frame(style="mkdocs"), "stands", pages, {"a": [1, 2, 3, 4]}, ["a"], "site", told="t", data=["b"]
    )
    Store(tmp_path, "").save(kept)
    assert Store(tmp_path, "").load() == kept


def test_without_a_cache_everything_is_drawn(tmp_path, counted, monkeypatch):
    root = base(tmp_path / "b", random.Random(1))
    monkeypatch.setenv("KB_NO_CACHE", "1")
    build(root)
    build(root)
    assert counted.take() == (14, 2)
    assert not list((tmp_path / "cache").rglob("site-*"))


# -- two processes --------------------------------------------------------------------------------------


# In a process of its own: the one of the tests has threads of libraries, whose locks a copy would wait for.
_SHARING = """
import os, sys
from pathlib import Path
from kb import config
from kb.base import load
from kb.cli.publishing import Publishing, Wish
from kb.cli.session import Session
from kb.site.publishing import publisher, sharing
sharing.MANY, sharing.processors = 2, lambda: 2
parent, fork, draw = os.getpid(), sharing._fork, publisher.Publisher._draw
def forked(*arguments):
    print("forked", flush=True)
    return fork(*arguments)
here = []
def drawn(*arguments):
    here.append(os.getpid())
    if sys.argv[2] == "dies" and os.getpid() != parent:
        os.kill(os.getpid(), 9)
    return draw(*arguments)
sharing._fork, publisher.Publisher._draw = forked, drawn
Publishing(Session(Path(sys.argv[1])), Wish(None, "2026-11-23", False, None)).run()
print(len(here), flush=True)
"""


def in_a_process_of_its_own(root, child="lives", **environment):
    """Build; returns whether a second process was begun, and how many pages the first one drew."""
    command = [sys.executable, "-P", "-c", _SHARING, str(root), child]
    done = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=True, timeout=300
    )
    *forked, pages = done.stdout.split()
    return forked == ["forked"], int(pages)


@pytest.mark.skipif(
    not Path("/proc/self/task").is_dir(), reason="only Linux tells how many threads there are"
)
@pytest.mark.parametrize("child", ["lives", "dies"])
def test_two_processes_write_the_same_bytes_and_one_that_dies_is_replaced(tmp_path, child):
    root = base(tmp_path / "b", random.Random(3))
    forked, pages = in_a_process_of_its_own(root, child, KB_JOBS="2")
    assert forked
    assert pages == (7 if child == "lives" else 13)
    assert differing(files_of(root / "site"), anew(root)) == []


def test_where_one_process_is_asked_for_the_pages_are_drawn_in_one(tmp_path):
    assert in_a_process_of_its_own(base(tmp_path / "b", random.Random(3)), KB_JOBS="1") == (False, 13)


def test_what_only_pages_need_goes_with_them(tmp_path):
    session = Session(base(tmp_path / "b", random.Random(3)))
    assert session.graph.base is session.base
    Publishing(session, Wish("restricted", DAY, False, None)).run()
    drawn = [
        d for d in session.base.documents if (tmp_path / "b/site/r" / (d.id or "") / "index.html").exists()
    ]
    assert len(drawn) > 5
    assert [d.path for d in drawn if d.source.held] == []
    assert "graph" not in vars(session)


def test_beside_other_threads_no_process_is_started(tmp_path, monkeypatch):
    """A lock that a thread holds while the process is copied stays locked in the copy for ever."""
    monkeypatch.setattr(sharing, "MANY", 2)
    monkeypatch.setattr(sharing, "processors", lambda: 2)
    monkeypatch.setattr(sharing, "_fork", lambda *_: pytest.fail("a process was started"))
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        build(base(tmp_path / "b", random.Random(3)))
    finally:
        done.set()
        thread.join()


# -- what goes wrong ------------------------------------------------------------------------------------


def test_a_build_that_fails_leaves_the_site_as_it_was(tmp_path, monkeypatch):
    root = base(tmp_path / "b", random.Random(1))
    first = build(root)
    path = root / "backlog" / "TASK-0004.md"
    path.write_text(path.read_text() + "\nMore words.\n")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(publisher.folder, "put", full)
        with pytest.raises(KbError, match="No space left"):
            build(root)
    assert files_of(root / "site") == first
    assert [p.name for p in root.iterdir() if ".kb-" in p.name] == []
    assert differing(build(root), anew(root)) == []


def test_a_build_that_is_killed_while_it_moves_is_mended_by_the_next(tmp_path, monkeypatch):
    root = base(tmp_path / "b", random.Random(1))
    build(root)
    for path in (root / "backlog").glob("*.md"):
        path.write_text(path.read_text().replace("title: ", "title: New "))
    replace, left = os.replace, [5]

    def killed(source: Any, target: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        replace(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(publisher.folder.os, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            build(root)
    assert differing(build(root), anew(root)) == []


@pytest.mark.parametrize("place", [".", ".."])
def test_the_base_is_no_place_for_the_site(tmp_path, place):
    root = base(tmp_path / "a" / "b", random.Random(1))
    shutil.rmtree(root / "docs")  # MkDocs itself looks after that one
    before = files_of(tmp_path / "a")
    with pytest.raises(KbError, match="the base lies in there"):
        build(root, (root / place).resolve())
    assert files_of(tmp_path / "a") == before


def test_warnings_are_said_again(tmp_path):
    root = base(tmp_path / "b", random.Random(1))
    write(root, {"docs/about.md": "# About\n\n[x](nowhere.md)\n"})
    wish = Wish(None, DAY, strict=False, site=None)
    said = Publishing(Session(root), wish).run()
    assert "nowhere.md" in " ".join(said)
    assert Publishing(Session(root), wish).run() == said
    with pytest.raises(KbError, match="nowhere"):
        Publishing(Session(root), Wish(None, DAY, strict=True, site=None)).run()


# -- at random ------------------------------------------------------------------------------------------


def _edit(root: Path, draw: random.Random) -> dict[str, Any]:
    """One of the things that people do, or that happen."""
    records = sorted((root / "backlog").glob("TASK-*.md"))
    some = draw.choice(records)
    site = root / "site"
    wish: dict[str, Any] = {}

    def elsewhere() -> None:
        wish.update(audience=draw.choice(["public", "internal", "restricted"]))

    def later() -> None:
        wish.update(today="2027-03-01")

    def spoil() -> None:
        found = [p for p in site.rglob("*") if p.is_file()]
        draw.choice(found).write_text("mine")

    def cache() -> None:
        for path in (root.parent / "cache").rglob("*"):
            if path.is_file() and draw.random() < 0.7:
                path.write_bytes(path.read_bytes()[: draw.randint(0, 4000)])

    def another() -> None:
        """What was kept of another base comes into the place of what was kept of this one."""
        for path in (root.parent / "cache").rglob("drawings"):
            memory = Remembered()
            memory.keep(draw.choice(["tag.html", "chart"]), "<b>of somebody else</b>")
            pieces = [watching.program().encode()]
            pieces += [piece for key, packed in memory.made.items() for piece in (key.encode(), packed)]
            path.write_bytes(frames.pack(pieces))

    def themed() -> None:
        theme = draw.choice(["material", "mkdocs"])
        write(root, {"mkdocs.yml": f"site_name: X\ntheme: {{name: {theme}}}\nplugins: [search, kb]\n"})

    number = int(some.stem[5:9])
    doings: list[Callable[[], Any]] = [
        lambda: some.write_text(task(number, draw)),
        lambda: some.write_text(task(number, draw)),
        lambda: some.write_text(some.read_text() + "\nOther words, and TASK-0002.\n"),
        lambda: (root / "backlog" / f"TASK-{draw.randint(1, 9):04d}.md").write_text(task(draw.randint(1, 9), draw)),
        lambda: some.unlink() if len(records) > 3 else None,
        lambda: some.rename(some.with_name(f"TASK-{number:04d}-{draw.randint(1, 99)}.md")),
        lambda: (root / "backlog" / "plot.png").write_text(draw.choice("abc")),
        lambda: (root / "kb.toml").write_text(draw.choice(["", 'name = "Other"\n', "[site]\ntrust_html = true\n"])),
        lambda: (root / "docs" / "about.md").write_text(f"# About\n\n[[TASK-000{draw.randint(1, 9)}]]\n"),
        lambda: write(root, {f"docs/more/{draw.randint(1, 3)}.md": "# More\n"}),
        lambda: write(root, {f"backlog/EXP-{(n := draw.randint(1, 4)):04d}.md": experiment(n, draw)}),
        lambda: write(root, {f"backlog/EXP-{(n := draw.randint(1, 4)):04d}.md": experiment(n, draw)}),
        lambda: some.write_text(some.read_text().replace("title: ", "title: Other ")),
        lambda: some.write_text(re.sub("status: .*", f"status: {draw.choice(['doing', 'done'])}", some.read_text())),
        themed,
        elsewhere,
        later,
        another,
        spoil,
        cache,
    ]  # fmt: skip
    draw.choice(doings)()
    return wish


def test_after_another_title_charts_and_pages_that_do_not_show_it_are_not_drawn_again(tmp_path, monkeypatch):
    root = base(tmp_path / "b", random.Random(1))
    draw = random.Random(2)
    for n in (1, 2, 3):
        write(root, {f"backlog/EXP-{n:04d}.md": experiment(n, draw).replace("visibility: restricted", "")})
    task = note("id: TASK-0008\ntype: task\ntitle: A\nstatus: idea\ncreated: 2026-11-01\ntags: [alone]")
    write(root, {"backlog/TASK-0008.md": task, "docs/about.md": "# About\n"})
    build(root)
    drawn: list[str] = []
    chart, page = vega._drawn, jinja2.Template.new_context
    monkeypatch.setattr(vega, "_drawn", lambda spec: drawn.append("chart") or chart(spec))
    monkeypatch.setattr(
        jinja2.Template,
        "new_context",
        lambda it, told=None, *all, **more: (
            drawn.append(f"{it.name} {(told or {}).get('here')}") or page(it, told, *all, **more)
        ),
    )
    some = root / "backlog" / "TASK-0007.md"
    some.write_text(some.read_text().replace("title: ", "title: Other "))
    now = build(root)
    assert {"board.html board.md", "record.html r/TASK-0007.md"} <= set(drawn)
    assert not {"chart", "tag.html tags/alone.md", "record.html r/TASK-0004.md"} & set(drawn)
    assert differing(now, anew(root)) == []
    assert "chart" in drawn


def test_another_program_draws_everything_again(tmp_path, monkeypatch, counted):
    root = base(tmp_path / "b", random.Random(1))
    first = build(root)
    counted.take()
    monkeypatch.setattr(watching, "program", lambda: "another")
    assert build(root) == first
    assert counted.take() == (7, 1)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.soak) for seed in (1, 2, 3))])
def test_whatever_happens_the_site_is_the_one_built_from_nothing(tmp_path, seed, monkeypatch):
    # The theme of MkDocs writes the time into the start page.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    draw = random.Random(seed)
    root = base(tmp_path / "b", draw)
    for module in (listing, recall):
        monkeypatch.setattr(module, "GRAIN", 0)
    by_command(root)
    for step in range(8):
        wish: dict[str, Any] = {}
        for _ in range(draw.randint(1, 2)):
            wish.update(_edit(root, draw))
        now = by_command(root, **wish)
        assert differing(now, anew(root, **wish)) == [], f"step {step}"
        assert differing(by_command(root, **wish), now) == [], f"step {step}, again"
