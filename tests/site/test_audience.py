"""Who may see what: nothing that is kept from an audience is anywhere in its site."""

from __future__ import annotations

import gzip
import html
import json
import re
from base64 import b64encode
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest

from kb import config
from kb.base import load
from kb.graph import Graph
from kb.site import builder
from kb.site.material import Material
from tests.conftest import GitRepo
from tests.site.support import files_of, material, mkdocs, note, page, parse, write
from tests.site.test_safety import SETTINGS, records

LEVELS = ("public", "internal", "restricted")
TYPES = SETTINGS[SETTINGS.index("[types.") :]


def secret(word: str, level: str) -> dict[str, str]:
    """A task, an experiment, a decision, a risk and a goal of one level, with a word in every field."""
    n = 1 + LEVELS.index(level)
    see = f"visibility: {level}\ncreated: 2026-10-0{n}\ntags: [{word}-tag]\nowner: {word}-owner\n"
    return {
        f"research/goals/GOAL-000{n}-{word}-goalfile.md": note(
            f"id: GOAL-000{n}\ntype: goal\ntitle: {word} goal title\nstatus: active\n{see}"
            f"business_metric: {{name: {word} business, unit: {word}unit, baseline: 1, target: 2, direction: higher}}\n"
            f"technical_metrics: [{{name: {word}_metric, target: 0.9, direction: higher, why: {word} why}}]\n",
            f"{word} goal body",
        ),
        f"backlog/TASK-000{n}-{word}-taskfile.md": note(
            f"id: TASK-000{n}\ntype: task\ntitle: {word} task title\nstatus: doing\n{see}assignee: {word}-assignee\n"
            f"goal: GOAL-000{n}\nhypothesis: {word} hypothesis\nresearch: data\n"
            f"smart: {{specific: {word} specific, measurable: {{metric: {word}_metric, target: 0.9}},"
            f" achievable: {{effort_days: 2, needs: [{word} need]}}, relevant: {word} aim, time_bound: 2026-10-20}}\n"
            f"blocked: {{since: 2026-11-01, reason: {word} blocked}}\n",
            f"# {word} heading\n\n![{word} plot]({word}-plot.png)\n\n{word} body",
        ),
        f"backlog/{word}-plot.png": f"{word} attachment",
        f"research/experiments/EXP-000{n}.md": note(
            f"id: EXP-000{n}\ntype: experiment\ntitle: {word} run title\nstatus: concluded\n{see}task: TASK-000{n}\n"
            f"date: 2026-11-10T10:00:00Z\nmetrics: {{{word}_metric: {{{word}_split: 0.95}}}}\noutcome: supported\n"
            f"conclusion: {word} conclusion\n"
        ),
        f"research/decisions/DEC-000{n}.md": note(
            f"id: DEC-000{n}\ntype: decision\ntitle: {word} decision title\nstatus: accepted\n{see}date: 2026-11-12\n"
            f"question: {word} question\nchosen: {word} chosen\noptions: [{{name: {word} chosen}}]\n"
            f"based_on: [EXP-000{n}]\nserves: [GOAL-000{n}]\ntechnologies: {{{word}-tech: adopt}}\n"
        ),
        f"research/risks/RISK-000{n}.md": note(
            f"id: RISK-000{n}\ntype: risk\ntitle: {word} risk title\nstatus: open\n{see}group: research\n"
            f"likelihood: 4\nimpact: 4\ntrigger: {word} trigger\nthreatens: [GOAL-000{n}]\n"
        ),
    }


# Whoever may see less has links, mentions and findings that touch what they may not see.
CROSSING = {
    "backlog/TASK-0011.md": note(
        "id: TASK-0011\ntype: task\ntitle: Open work\nstatus: ready\nvisibility: public\ncreated: 2026-11-01\n"
        "goal: GOAL-0003\ndepends_on: [TASK-0003, TASK-0002]\n",
        "See [[TASK-0003]], TASK-0002, [the file](TASK-0003-zebra-taskfile.md) and [[DEC-0003|what was decided]].",
    ),
    "research/decisions/DEC-0011.md": note(
        "id: DEC-0011\ntype: decision\ntitle: Open decision\nstatus: accepted\nvisibility: public\n"
        "created: 2026-11-01\nowner: data-lead\nbased_on: [EXP-0003, EXP-0001]\nsupersedes: [DEC-0003]\n"
    ),
    "docs/guide.md": "# Guide\n\nWe rest on [[DEC-0003]] and [[DEC-0011]].\n",
}


def everywhere(word: str, level: str, number: int) -> dict[str, str]:
    """A record of every type, one of the team's own included, with a word in every field and in the body."""
    return {
        name.replace(f"{number:04d}-", f"{number:04d}-{word}-", 1): text.replace(
            "\ncreated:", f"\nvisibility: {level}\n# {word} says a comment\ncreated:", 1
        )
        .replace("[analyst]", f"[{word}-handle]")
        .replace(": analyst", f": {word}-handle")
        for name, text in records(number, f"{word} in a field").items()
        if not name.startswith(("docs/", "backlog/bad/"))
    }


BASE = {
    **secret("apricot", "public"),
    **secret("walrus", "internal"),
    **secret("zebra", "restricted"),
    **CROSSING,
}
WHOLE = {
    **BASE,
    **everywhere("apricot", "public", 51),
    **everywhere("walrus", "internal", 52),
    **everywhere("zebra", "restricted", 53),
}
GZIPPED = b"\x1f\x8b"  # the sitemap, and all pieces of an index of Pagefind whatever they are called
WORDS = {"public": "apricot", "internal": "walrus", "restricted": "zebra"}


def spellings(word: str) -> list[bytes]:
    """A word as it may have been written into a file: as it is, in capitals, escaped, backwards compatible with all."""
    entities = "".join(f"&#{ord(c)};" for c in word)
    hexed = "".join(f"&#x{ord(c):x};" for c in word)
    escaped = "".join(f"\\u{ord(c):04x}" for c in word)
    found = {word, word.upper(), word.capitalize(), entities, hexed, escaped, quote(word), html.escape(word)}
    found |= {"".join(f"%{ord(c):02x}" for c in word), "".join(f"%{ord(c):02X}" for c in word)}
    raw = [word.encode("utf-16-le"), word.encode("utf-16-be"), word.encode().hex().encode()]
    # What base64 makes of a word depends on where it begins; the letters that hold bits of a neighbour do not count.
    for before in range(3):
        whole = b64encode(b"\0" * before + word.encode() + b"\0\0\0")
        raw.append(whole[-(-before * 8 // 6) : (before + len(word)) * 8 // 6])
    return [text.encode() for text in found] + raw


def gone(word: str, level: str, number: int, see: str) -> dict[str, str]:
    """A task and a decision that the second commit takes away, the latter with something for the feed."""
    head = f"visibility: {see}\ncreated: 2026-10-01\nowner: {word}-owner\n"
    return {
        f"backlog/TASK-{number:04d}-{word}-lost.md": note(
            f"id: TASK-{number:04d}\ntype: task\ntitle: {word} lost task\nstatus: idea\n{head}",
            f"{word} lost body",
        ),
        f"research/decisions/DEC-{number:04d}-{word}-lost.md": note(
            f"id: DEC-{number:04d}\ntype: decision\ntitle: {word} lost decision\nstatus: accepted\n{head}"
            f"question: {word} lost question\nchosen: {word} lost\n"
        ),
    }


def with_history(root: Path, files: dict[str, str]) -> Path:
    """The base in a repository in which records went from state to state, lost their leave to be seen, and went."""
    repo = GitRepo(write(root, files))
    repo.git("init", "--quiet")
    lost = {
        **gone("apricot", "public", 31, "public"),
        **gone("walrus", "internal", 32, "internal"),
        **gone("zebra", "restricted", 33, "restricted"),
        **gone("zebra", "restricted", 34, "Public"),
        **gone("zebra", "restricted", 35, "[public]"),
        **gone("zebra", "restricted", 36, "public"),
        **gone("zebra", "restricted", 37, "public"),
    }
    early = {
        name: text.replace("status: doing", "status: idea").replace("status: accepted", "status: proposed")
        for name, text in {**files, **lost}.items()
        if name.endswith(".md") and "docs/" not in name
    }
    repo.commit("zebra message", early, at="2026-10-05T09:00:00Z")
    closed = {
        n: t.replace("visibility: public", "visibility: restricted") for n, t in lost.items() if "0036" in n
    }
    broken = {n: t.replace("created: 2026-10-01", "created: [") for n, t in lost.items() if "0037" in n}
    repo.commit("zebra second", {**files, **lost, **closed, **broken}, at="2026-10-13T09:00:00Z")
    for name in lost:
        (root / name).unlink()
    repo.commit("zebra third", at="2026-10-20T09:00:00Z")
    return root


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """The same base for each audience, with its history."""
    found = {}
    for audience in LEVELS:
        settings = {"kb.toml": f'{TYPES}[site]\naudience = "{audience}"\n'}
        root = with_history(tmp_path_factory.mktemp(audience), {**WHOLE, **settings})
        found[audience] = mkdocs(root, site_url="https://example.org/base/")
    return found


@pytest.mark.parametrize("audience", LEVELS)
def test_the_past_of_what_an_audience_may_see_is_told_and_no_more(sites, audience):
    """Not even the ids of what is kept from it, whether it is there or gone."""
    rank = LEVELS.index(audience)
    changes = (sites[audience] / "changes" / "index.html").read_text()
    feed = (sites[audience] / "changes" / "feed.xml").read_text()
    for number, level in ((1, 0), (2, 1), (3, 2), (31, 0), (32, 1), (33, 2), (34, 2), (35, 2), (36, 2)):
        for id in (f"TASK-{number:04d}", f"DEC-{number:04d}"):
            assert (id in changes) == (level <= rank), id
    assert ("DEC-0003" in feed) == (audience == "restricted")
    assert "DEC-0001" in feed
    assert "DEC-0037" not in changes
    history = (sites[audience] / "r" / "TASK-0001" / "index.html").read_text()
    assert "History of states" in history
    for text in (changes, feed, history):
        assert "message" not in text
        assert "Test Author" not in text
        assert "author@example.org" not in text


@pytest.mark.parametrize("audience", LEVELS)
def test_canaries(sites, audience):
    hidden = [WORDS[level] for level in LEVELS[LEVELS.index(audience) + 1 :]]
    shown = [WORDS[level] for level in LEVELS[: LEVELS.index(audience) + 1]]
    files = files_of(sites[audience])
    for word in hidden:
        assert len(spellings(word)) >= 12
        assert sum(text.count(word) for text in WHOLE.values()) >= 70
        assert where(files, word) == []
    for word in shown:
        assert len(where(files, word)) > 5


def where(files: dict[str, bytes], word: str) -> list[str]:
    """The files that hold a word, in their names or in what they say."""
    said = {name: gzip.decompress(data) if data.startswith(GZIPPED) else data for name, data in files.items()}
    wanted = spellings(word)
    return [name for name, data in said.items() if any(s in data or s in name.encode() for s in wanted)]


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_pages_data_and_search_know_visible_records_only(sites, audience):
    site = sites[audience]
    ids = {p.name for p in (site / "r").iterdir()}
    gone = {f"{prefix}-0003" for prefix in ("GOAL", "TASK", "EXP", "DEC", "RISK")}
    assert not ids & gone
    summaries = json.loads((site / "graph" / "summaries-0.json").read_text())["summaries"]
    assert set(summaries) <= ids
    drawing = (site / "graph" / "index.html").read_text()
    assert set(re.findall(r'data-id="([^"]+)"', drawing)) == ids
    assert not [id for id in gone if id in drawing]
    search = json.loads((site / "search" / "search_index.json").read_text())
    assert not [d["location"] for d in search["docs"] for id in gone if f"r/{id}" in d["location"]]
    assert not [id for id in gone if f"r/{id}" in (site / "sitemap.xml").read_text()]


def test_a_link_to_what_is_hidden_says_so_and_leads_nowhere(sites):
    task = (sites["internal"] / "r" / "TASK-0011" / "index.html").read_text()
    assert "TASK-0003 (restricted)" in html.unescape(task)
    assert re.search(
        r'<code class="kb-id">GOAL-0003</code> <span class="kb-flag" data-flag="restricted">', task
    )
    assert "TASK-0003/" not in task
    guide = html.unescape((sites["internal"] / "guide" / "index.html").read_text())
    assert "DEC-0003 (restricted)" in guide
    assert 'href="../r/DEC-0011/"' in guide
    assert "../r/DEC-0003/" not in guide


def test_numbers_count_what_is_seen(tmp_path):
    write(tmp_path, BASE)
    public = page(material(tmp_path, audience="public"), "index.md")
    assert "Kept here: 1 goal, 2 tasks, 1 experiment, 2 decisions and 1 risk." in public.text
    everybody = page(material(tmp_path, audience="restricted"), "index.md")
    assert "Kept here: 3 goals, 4 tasks, 3 experiments, 4 decisions and 3 risks." in everybody.text


def test_a_hidden_experiment_measures_nothing_for_those_who_may_not_see_it(tmp_path):
    files = dict(secret("apricot", "public"))
    files["research/experiments/EXP-0001.md"] = files["research/experiments/EXP-0001.md"].replace(
        "public", "restricted"
    )
    write(tmp_path, files)
    goals = page(material(tmp_path, audience="public"), "goals.md")
    assert "not measured" in goals.text
    assert "0.95" in page(material(tmp_path, audience="restricted"), "goals.md").text


def test_findings_tell_nothing_that_only_hidden_records_could_have_told(tmp_path):
    write(tmp_path, BASE)
    for audience in ("public", "internal"):
        found = material(tmp_path, audience=audience)
        told = " ".join(f"{d.path} {d.message} {d.help}" for d in found.findings)
        assert found.findings
        for level in LEVELS[LEVELS.index(audience) + 1 :]:
            assert WORDS[level] not in told
            assert f"000{1 + LEVELS.index(level)}" not in told
    assert len(material(tmp_path, audience="restricted").findings) > len(
        material(tmp_path, audience="public").findings
    )


def test_files_that_cannot_be_read_are_shown_to_nobody_but_the_trusted(tmp_path):
    broken = {"backlog/TASK-0021-quagga.md": "---\nid: TASK-0021\ntitle: quagga: [\n---\nquagga\n"}
    write(tmp_path, {**BASE, **broken})
    for audience in LEVELS:
        found = material(tmp_path, audience=audience)
        drawn = {p.path: p.draw() for p in builder.pages(found)}
        assert "r/TASK-0021.md" not in drawn
        telling = {path for path, text in drawn.items() if "quagga" in text}
        assert telling == ({"health.md"} if audience == "restricted" else set())


@pytest.mark.parametrize("value", ["Public", "PUBLIC", "publik", "[public]", "true", "' public'"])
def test_an_odd_visibility_is_no_visibility(tmp_path, value):
    files = secret("zebra", "restricted")
    write(
        tmp_path,
        {
            name: text.replace("visibility: restricted", f"visibility: {value}")
            for name, text in files.items()
        },
    )
    found = material(tmp_path, audience="public")
    assert not [p.path for p in builder.pages(found) if p.path.startswith("r/") or "zebra" in p.draw()]


@pytest.mark.parametrize(("audience", "seen"), [("public", 3), ("internal", 5), ("restricted", 7)])
def test_the_flow_is_that_of_what_an_audience_may_see(sites, audience, seen):
    """The open task that all may see is drawn as well; tasks that are gone are in no state any more."""
    root = parse(files_of(sites[audience])["flow/index.html"].decode())
    assert root.section("Cumulative flow").one("span", "kb-aside").text.startswith(f"n = {seen} tasks,")
    assert root.section("Work item age").one("span", "kb-aside").text.startswith(f"n = {seen // 2} task")


def test_what_the_command_says_goes_before_what_mkdocs_yml_says(kb_run, tmp_path):
    settings = (
        "site_name: Test\ntheme: {name: material}\nplugins:\n  - search\n  - kb: {audience: restricted}\n"
    )
    own = {"kb.toml": '[site]\nsearch = "pagefind"\n', "mkdocs.yml": settings, "docs/a.md": "# A\n"}
    root = write(tmp_path, {**BASE, **own})
    assert kb_run(["build", "--no-lint", "--audience", "public"], root, process=True).code == 0
    files = files_of(root / "site")
    assert where(files, "zebra") == []
    # An index that loads by piece names words in its index, titles in its fragments and kinds in its filters.
    parts = {name.rpartition(".")[2] for name in where(files, "apricot") if name.startswith("pagefind/")}
    assert parts == {"pf_index", "pf_fragment"}
    assert [name for name in where(files, "decision") if name.endswith(".pf_filter")]
    assert kb_run(["build", "--no-lint"], root, process=True).code == 0
    files = files_of(root / "site")
    assert {name.partition("/")[0] for name in where(files, "zebra")} >= {"pagefind", "r"}


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_canaries_in_the_tree_of_markdown(kb_run, tmp_path, audience):
    root = with_history(tmp_path / "base", {**WHOLE, "kb.toml": TYPES})
    done = kb_run(["build", "--no-lint", "--markdown", "../tree", "--audience", audience], root, process=True)
    assert done.code == 0, done.err
    files = files_of(tmp_path / "tree")
    for level in LEVELS[LEVELS.index(audience) + 1 :]:
        assert where(files, WORDS[level]) == []
    assert len(where(files, WORDS[audience])) > 5


def test_links_are_taken_over_only_where_nothing_is_kept_from_the_audience(tmp_path: Path) -> None:
    write(tmp_path, {"kb.toml": SETTINGS, **secret("open", "public"), **secret("hush", "restricted")})
    whole = load(config.read(tmp_path))
    graph = Graph(whole)
    for audience in LEVELS:
        seen = Material(whole, date(2026, 11, 23), audience=audience, graph=graph)
        assert (seen.graph is graph) == (seen.base is whole) == (audience == "restricted")
        assert ("GOAL-0003" in seen.base.by_id) == (audience == "restricted")
        assert all(
            "GOAL-0003" not in link.target_id for links in seen.graph.out.values() for link in links
        ) == (audience != "restricted")
