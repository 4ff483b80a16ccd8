"""The text of records never runs: payloads in every field, built into a site and opened in Chromium."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import GitRepo
from tests.site import trackers
from tests.site.acting import CONTENTS
from tests.site.payloads import HIT, PAYLOADS
from tests.site.support import Node, mkdocs, note, parse, searched, settled, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SETTINGS = """\
name = "Base <img src=x onerror=window.hit=1>"
[site]
policy = "none"  # what is escaped must be harmless by itself
[types.task.fields]
customer = { type = "text", required = false }
[types.interview]
prefix = "INT"
plural = "interviews"
states = ["planned"]
[types.interview.fields]
participant = { type = "text", required = false }
"""


def quoted(text: str) -> str:
    """A text as YAML."""
    return json.dumps(text)


def records(number: int, payload: str) -> dict[str, str]:
    """A task, an experiment, a decision and more, with one payload in every field that takes text."""
    p, n = quoted(payload), f"{number:04d}"
    line = " ".join(payload.split())
    slug = re.sub(r"[^a-z0-9]+", "-", payload.lower()).strip("-")[:30].strip("-") or "x"
    file = re.sub(r"[/\0\\]", "_", line)[:60]
    head = "created: 2026-11-01\ncontributors: [analyst]\nowner: analyst\n"
    return {
        f"backlog/TASK-{n}-{file}.md": note(
            f"id: TASK-{n}\ntype: task\ntitle: {p}\nstatus: backlog\n{head}assignee: analyst\ntags: [{slug}]\n"
            f"hypothesis: {p}\nresearch: data\ncustomer: {p}\ngoal: GOAL-{n}\ndepends_on: [TASK-0001]\n"
            f"smart: {{specific: {p}, measurable: {{metric: {p}, dataset: {p}, baseline: 1, target: 2}}, "
            f"achievable: {{effort_days: 1, needs: [{p}]}}, relevant: {p}, time_bound: 2026-12-01}}\n"
            f"blocked: {{since: 2026-11-02, reason: {p}}}\nquick_test: {{on: 2026-11-03, finding: {p}}}",
            f"{payload}\n\n# {line}\n\n| {line} | b |\n|---|---|\n| {line} | c |\n\n```{line}\n{payload}\n```\n\n"
            f'> {line}\n\n- {line}\n\n[{line}](../research/decisions/DEC-{n}.md "{line}")\n\n[[DEC-{n}|{line}]]\n\n'
            f"![{line}](plot.png)\n\n[^1]\n\n[^1]: {line}\n\n!!! {line}\n    {line}\n",
        ),
        f"research/goals/GOAL-{n}.md": note(
            f"id: GOAL-{n}\ntype: goal\ntitle: {p}\nstatus: active\n{head}process: {p}\napproach: {p}\n"
            f"business_metric: {{name: {p}, unit: {p}, baseline: 1, target: 2, direction: higher}}\n"
            f"technical_metrics: [{{name: {p}, target: 0.9, direction: higher, why: {p}}}]\n"
            f"success_criteria: [{p}]\nscope: {{included: [{p}], excluded: [{p}]}}\n"
            f"data_sources: [{{name: {p}, uri: {p}, available: true, access: {p}}}]\n"
        ),
        f"research/experiments/EXP-{n}.md": note(
            f"id: EXP-{n}\ntype: experiment\ntitle: {p}\nstatus: concluded\n{head}task: TASK-{n}\n"
            f"date: 2026-11-04T10:00:00Z\nmetrics: {{{p}: {{{p}: 0.5}}, same: {{test: 0.5}}}}\noutcome: supported\n"
            f"conclusion: {p}\ncode: {{command: {p}, repository: {p}, config: {p}}}\n"
            f"environment: {{hardware: {p}}}\ndata: {{{p}: {{uri: {p}, digest: {p}}}}}\n"
            f"model: {{name: {p}, type: {p}, params: {{{p}: {p}}}}}\noutputs: [{{uri: {p}, what: {p}}}]\n"
        ),
        f"research/reviews/REV-{n}.md": note(
            f"id: REV-{n}\ntype: review\ntitle: {p}\nstatus: reported\n{head}question: {p}\n"
            f"criteria: [{{id: F1, group: {p}, requirement: {p}, rationale: {p}, weight: 2, priority: mandatory}}]\n"
            f"candidates: [{{name: {p}, url: {p}, scores: {{F1: 2}}, notes: {{F1: {p}}}}}, "
            f"{{name: other, scores: {{F1: 0}}}}]\nrecommends: [{p}]\n"
        ),
        f"research/decisions/DEC-{n}.md": note(
            f"id: DEC-{n}\ntype: decision\ntitle: {p}\nstatus: accepted\n{head}deciders: [analyst]\nquestion: {p}\n"
            f"options: [{{name: {p}, summary: {p}}}]\nchosen: {p}\nconsequences: {p}\nbased_on: [EXP-{n}]\n"
            f"technologies: {{{slug}: adopt}}\n"
        ),
        f"research/risks/RISK-{n}.md": note(
            f"id: RISK-{n}\ntype: risk\ntitle: {p}\nstatus: open\n{head}group: mvp\nlikelihood: 4\n"
            f"impact: 4\ntrigger: {p}\nsolution: {p}\n"
        ),
        f"research/products/PROD-{n}.md": note(
            f"id: PROD-{n}\ntype: product\ntitle: {p}\nstatus: agreed\n{head}problem: {p}\nusers: [{p}]\n"
            f"features: [{{name: {p}, class: core, why: {p}}}]\ncompetitors: [{{name: {p}, difference: {p}}}]\n"
            f"components: [{{name: {p}, reused_in: [{p}], licence: {p}}}]\n"
        ),
        f"research/privacy/PRIV-{n}.md": note(
            f"id: PRIV-{n}\ntype: privacy\ntitle: {p}\nstatus: approved\n{head}subject: {p}\n"
            f"assets: [{{name: {p}, kind: data, contract: {p}, permitted_uses: [{p}]}}]\nplanned_uses: [{p}]\n"
        ),
        f"research/stacks/STACK-{n}.md": note(
            f"id: STACK-{n}\ntype: stack\ntitle: {p}\nstatus: agreed\n{head}project: {p}\n"
            f"requirements: [{{id: FR1, text: {p}, technologies: [{slug}]}}]\nviews: {{component: {p}}}\n"
        ),
        f"research/changes/CHG-{n}.md": note(
            f"id: CHG-{n}\ntype: change\ntitle: {p}\nstatus: requested\n{head}reason: {p}\n"
            f"requested: {{by: {p}, on: 2026-11-05}}\neffect_days: 3\n"
        ),
        f"research/interviews/INT-{n}.md": note(
            f"id: INT-{n}\ntype: interview\ntitle: {p}\nstatus: planned\n{head}participant: {p}\n"
        ),
        # Handles are names; a record in which they are anything else is not read, and so is on no page but Health.
        f"backlog/bad/TASK-1{n}.md": note(
            f"id: TASK-1{n}\ntype: task\ntitle: Bad\nstatus: idea\ncreated: 2026-11-01\nowner: {p}\nassignee: {p}\n"
        ),
        f"docs/page-{n}.md": f"# Page {n}\n\n[[TASK-{n}|{re.sub('[]|[]', ' ', line)}]] and [[DEC-{n}]].\n",
    }


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> tuple[Path, int]:
    """A site of records that hold payloads wherever there is room; and how many of the records could be read."""
    from kb import base, config

    files = {"kb.toml": SETTINGS, "backlog/plot.png": "png"}
    for number, payload in enumerate(PAYLOADS, 1):
        files.update(records(number, payload))
    files.update(trackers.answers(tmp_path_factory.mktemp("trackers")))
    root = write(tmp_path_factory.mktemp("hostile"), files)
    read = base.load(config.read(root))
    with_history(root, files)
    site = mkdocs(root)
    return site, sum(document.record is not None for document in read.documents)


def with_history(root: Path, files: dict[str, str]) -> None:
    """The records in a repository: tasks were in states called by payloads, then in work, and some are done or gone."""
    repo = GitRepo(root)
    repo.git("init", "--quiet")
    tasks = {name: text for name, text in files.items() if name.startswith("backlog/TASK-")}
    as_state = {
        name: re.sub(
            "^status: .*$", lambda _, n=n: f"status: {quoted(PAYLOADS[n])}", text, flags=re.MULTILINE
        )
        for n, (name, text) in enumerate(tasks.items())
    }
    repo.commit(PAYLOADS[0], as_state, at="2026-11-01T12:00:00Z")
    in_work = {name: text.replace("status: backlog", "status: doing") for name, text in tasks.items()}
    repo.commit(PAYLOADS[1], in_work, at="2026-11-05T12:00:00Z")
    done = {name: text.replace("status: backlog", "status: done") for name, text in tasks.items()}
    repo.commit(PAYLOADS[2], done, at="2026-11-08T12:00:00Z")
    repo.commit(PAYLOADS[3], in_work, at="2026-11-09T12:00:00Z")
    repo.commit(PAYLOADS[4], files, at="2026-11-10T12:00:00Z")


def test_the_payloads_reach_the_pages(hostile):
    site, count = hostile
    assert len(PAYLOADS) >= 150
    assert all(len(payload) <= 120 for payload in PAYLOADS)  # as long as a title may be
    handles = [payload for payload in PAYLOADS if re.fullmatch(r"[\w.-]+", payload)]
    imported = sorted(p for p in (site / "r").glob("EXP-*") if p.name > f"EXP-{trackers.FIRST:04d}")
    assert len(imported) == 2 * len(trackers.GROUPS) + 1
    assert count == 11 * len(PAYLOADS) + len(handles) + len(imported)
    assert len(list((site / "r").iterdir())) == count
    # What trackers answered has gone through the import, nearly all of it: from MLflow, from Sacred, and from DVC.
    one = len(trackers.GROUPS)
    for some in (imported[:one], imported[one:-1], imported[-1:]):
        told = " ".join(parse((page / "index.html").read_text()).one("article").text for page in some)
        assert sum(" ".join(payload.split()) in told for payload in PAYLOADS) > 140


ACTING = (
    "iframe",
    "object",
    "embed",
    "base",
    "video",
    "audio",
    "math",
    "noscript",
    "template",
    "foreignobject",
)


def test_no_page_holds_an_element_or_attribute_that_came_from_a_record(hostile):
    """Without a browser, on every page, head and navigation included: whatever could act is the theme's or ours."""
    site, _ = hostile
    usual = counts(list(parse((site / "health/index.html").read_text(encoding="utf-8")).walk()))
    looked_at = 0
    for path in site.rglob("*.html"):  # one after another: all of them together are gigabytes
        looked_at += 1
        name = path.relative_to(site).as_posix()
        root = parse(path.read_text(encoding="utf-8"))
        nodes = list(root.walk())
        inputs = [
            n.tag for part in root.all("article") for n in part.walk() if n.tag in ("form", "input", "button")
        ]
        if name == "search/index.html":  # which asks and filters by a form of its own
            assert inputs.count("form") == 1
            assert counts(nodes)[:-1] == usual[:-1]
        else:
            assert not inputs, name
            ours = [n for n in nodes if n.attributes.get("rel") == "preload" and name == "graph/index.html"]
            if ours:  # the data of a large graph, asked for beside the scripts
                (ahead,) = ours
                assert (ahead.tag, ahead.attributes["href"]) == ("link", "graph.json")
            assert counts([n for n in nodes if n not in ours]) == usual, name
        for node in nodes:
            assert node.tag not in ACTING or (name, node.tag) == ("search/index.html", "noscript"), name
            for attribute, value in node.attributes.items():
                assert not attribute.startswith("on"), name
                assert attribute not in ("srcdoc", "srcset"), name
                if attribute in ("href", "src", "xlink:href"):
                    assert not re.match(r"\s*(javascript|data|vbscript):", value, re.IGNORECASE), (
                        name,
                        value,
                    )
                    assert not (attribute == "src" and re.match(r"\w+:|//", value)), (name, value)
    assert looked_at > 11 * len(PAYLOADS)
    # What the theme says on every page is in files of its own: were a payload in one, there would be one for each.
    assert len(list(site.glob("assets/kb/frame-*"))) < 20


def counts(nodes: list[Node]) -> tuple[int, ...]:
    """How many scripts, styles and the like a page has: the same on every page, but for the scripts of the explorer.

    A page of a record has a sheet more, for the theme's signs.
    """
    found = Counter(
        node.tag
        for node in nodes
        if not (node.tag == "link" and node.attributes.get("rel") in ("prev", "next"))
        and not (node.tag == "link" and SIGNS.fullmatch(node.attributes.get("href", "")))
        and not (node.tag == "script" and EXPLORER.fullmatch(node.attributes.get("src", "")))
    )
    return tuple(found[tag] for tag in ("link", "script", "style", "meta", "form"))


SIGNS = re.compile(r"(\.\./)*assets/kb/frame-[0-9a-f]{8}\.css")
EXPLORER = re.compile(r"(\.\./)*assets/kb/graph/[a-z]+\.js")


def test_data_files_hold_texts_only(hostile):
    site, count = hostile
    graph = json.loads((site / "graph" / "graph.json").read_text())
    assert len(graph["nodes"]) == count
    drawing = (site / "graph" / "graph.svg").read_text()
    assert f"onerror={HIT}>" not in drawing
    assert "<script" not in drawing


OPENED = ("", "board/", "backlog/", "finished/", "goals/", "experiments/", "reviews/", "decisions/", "graph/", "risks/",
          "product/", "health/", "flow/", "changes/")  # fmt: skip


def test_nothing_runs_and_nothing_is_asked_of_another_host(hostile, tabs, serve):
    """Every index page, some of each type with all that the theme does, and the content of all the others."""
    site, _ = hostile
    names = sorted(p.name for p in (site / "r").iterdir())
    types = {name.split("-")[0] for name in names}
    whole = [f"r/{kind}-{n:04d}/" for kind in sorted(types) for n in (1, 3)] + [
        *(f"r/EXP-{trackers.FIRST + n:04d}/" for n in (1, 2, 21, 22, 41)),
        "page-0001/",
        "page-0058/",
        "404.html",
    ]
    contents = [f"r/{name}/" for name in names] + [f"page-{n:04d}/" for n in range(1, len(PAYLOADS) + 1)]
    url = serve(site)
    page = settled(tabs.open(url))
    hits: list[str] = []
    page.on("dialog", lambda dialog: (hits.append(dialog.message), dialog.dismiss()))
    for path in [*OPENED, "goals/page-2/", "reviews/page-2/", *whole]:
        page.goto(url + path)
        settled(page)
        touched(page)
        if page.evaluate("window.hit") is not None:
            hits.append(path)
    assert hits == []
    assert page.evaluate(CONTENTS, [url, contents]) == []
    assert hits == []


def test_the_browser_would_tell(hostile, tabs, serve):
    """What the test above looks for is found where a payload is not treated as data."""
    site, _ = hostile
    (site / "bad.html").write_text(f"<html><body><article><img src=x onerror={HIT}></article></body></html>")
    page = settled(tabs.open(serve(site)))
    assert page.evaluate(CONTENTS, ["", ["bad.html"]]) == ["bad.html"]


def touched(page) -> None:
    """Open what can be opened, filter, and move over everything."""
    page.evaluate(
        """() => {
          for (const fold of document.querySelectorAll("details")) fold.open = true;
          for (const select of document.querySelectorAll(".kb-controls select")) {
            for (const option of [...select.options, select.options[0]]) {
              select.value = option.value;
              select.dispatchEvent(new Event("change"));
            }
          }
          for (const node of document.querySelectorAll("article *"))
            for (const kind of ["mouseover", "focus", "pointerover"])
              node.dispatchEvent(new MouseEvent(kind, { bubbles: kind !== "focus" }));
        }"""
    )


def test_the_search_shows_payloads_as_texts(hostile, tabs, serve):
    site, _ = hostile
    page = tabs.open(serve(site) + "health/")
    settled(page)
    for words in ("onerror", "script", "TASK-0003", "img src"):
        searched(page, words)
        assert page.evaluate("window.hit") is None
        assert page.locator(".md-search-result :is(img, script, iframe)").count() == 0


@pytest.mark.parametrize(
    "address",
    [
        "#q=<img src=x onerror=window.hit=1>",
        "#goal=__proto__&lane=constructor",
        "#focus=<svg onload=window.hit=1>&type=x",
    ],
)
def test_addresses_are_data_too(hostile, tabs, serve, address):
    site, _ = hostile
    url = serve(site)
    for path in ("board/", "graph/", "backlog/"):
        page = tabs.open(url + path + address)
        settled(page)
        assert page.evaluate("window.hit") is None


def test_the_name_of_the_base_is_a_text(kb_run, tmp_path):
    root = write(tmp_path, {"kb.toml": SETTINGS})
    assert kb_run(["build", "--no-lint"], root, process=True).code == 0
    text = (root / "site" / "index.html").read_text()
    assert "<img src=x" not in text
    assert "Base &lt;img src=x onerror=window.hit=1&gt;" in text
