"""The guest in MkDocs: real builds of the example and of bases by hand, in every arrangement people use."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError

from kb.mkdocs_plugin import shell
from kb.site import shelves
from tests.site.conftest import copied
from tests.site.support import Waiting, files_of, mkdocs, note, parse, write

TASK = note(
    "id: TASK-0001\ntype: task\ntitle: Try hashing\nstatus: idea\ncreated: 2026-11-01\ndepends_on: [TASK-0002]",
    "See [[TASK-0002]].",
)
OTHER = note("id: TASK-0002\ntype: task\ntitle: Look at the data\nstatus: idea\ncreated: 2026-11-01")
BASE = {"backlog/TASK-0001.md": TASK, "backlog/TASK-0002.md": OTHER}


def settings(*lines: str, plugin: str = "{today: 2026-11-23}") -> str:
    return "\n".join(
        ["site_name: Test", "theme: {name: material}", f"plugins: [search, {{kb: {plugin}}}]", *lines, ""]
    )


def broken_links(site: Path, start: str = "https://site.example/") -> list[str]:
    """The links and sources of all pages that lead to no file of the site."""
    found = []
    for file in site.rglob("*.html"):
        here = start + file.relative_to(site).as_posix()
        text = file.read_text(encoding="utf-8")
        for node in parse_page(text):
            target = urljoin(here, node)
            if not target.startswith(start):
                if urlsplit(target).hostname == "site.example":
                    found.append(f"{here}: {node} leaves the site")
                continue
            path = site / unquote(urlsplit(target).path.removeprefix(urlsplit(start).path))
            if not (path.is_file() or (path / "index.html").is_file()):
                found.append(f"{here}: {node}")
    return found


def parse_page(text: str) -> list[str]:
    """What a page links to and loads."""
    root = parse(text)
    found = [
        node.attributes.get(name, "")
        for node in root.walk()
        for name in ("href", "src", "data-kb-graph", "data-kb-svg")
    ]
    return [address for address in found if address and not address.startswith(("#", "mailto:", "data:"))]


# -- the example ----------------------------------------------------------------------------------------


def test_every_link_of_the_example_leads_somewhere(example):
    assert broken_links(example.site) == []
    assert len(list((example.site / "r").iterdir())) == 88


def test_a_page_by_hand_links_to_a_decision(example):
    guide = parse((example.site / "index.html").read_text())
    link = next(a for a in guide.all("a", "kb-ref") if a.text == "DEC-0001")
    assert link.attributes["href"] == "r/DEC-0001/"


def test_records_stay_out_of_the_navigation(example):
    for name in ("index.html", "board/index.html", "r/TASK-0003/index.html"):
        root = parse((example.site / name).read_text())
        navigation = [a.attributes.get("href", "") for n in root.all("nav", "md-nav") for a in n.all("a")]
        assert not [href for href in navigation if "/TASK-" in href or "r/" in href.split("..")[-1][:3]]
        words = {" ".join(a.text.split()) for n in root.all("nav", "md-nav--primary") for a in n.all("a")}
        if name.startswith("r/"):  # it leads to the sections, which lead on
            assert {"Work", "Evidence", "Docs"} <= words
            assert not {"Backlog", "Graph", "The churn data"} & words
        else:
            assert {
                "Overview",
                "Board",
                "Backlog",
                "Goals",
                "Graph",
                "Where to begin",
                "The churn data",
            } <= words


def test_titles_of_pages(example):
    titles = {
        name: re.search("<title>(.*)</title>", (example.site / name / "index.html").read_text())[1]
        for name in ("board", "overview", "r/TASK-0003")
    }
    assert titles == {
        "board": "Board - Teaching base",
        "overview": "Overview - Teaching base",
        "r/TASK-0003": "TASK-0003 Test hash encoding for the shop - Teaching base",
    }


def test_pages_are_light(example):
    sizes = {p: len(data) for p, data in files_of(example.site).items() if p.endswith(".html")}
    records = sorted(size for path, size in sizes.items() if path.startswith("r/"))
    assert records[len(records) // 2] < 30_000
    assert records[-1] < 60_000
    drawn = (
        "graph/",
        "experiments/",
        "flow/",
        "goals/",
    )  # with drawings and the tables behind them in the page
    assert max(size for path, size in sizes.items() if not path.startswith(drawn)) < 80_000
    assert max(sizes.values()) < 200_000


def test_the_search_index_knows_records_by_id_and_title_and_no_registers(example):
    docs = json.loads((example.site / "search" / "search_index.json").read_text())["docs"]
    by_place = {d["location"]: d for d in docs}
    assert by_place["r/TASK-0003/"]["title"] == "TASK-0003 Test hash encoding for the shop"
    assert "Hashing is the lazy encoding" in by_place["r/TASK-0003/"]["text"]
    assert not [place for place in by_place if place.startswith(("board", "backlog", "experiments", "graph"))]
    assert "churn-data/#who-leaves" in by_place


def test_the_same_base_gives_the_same_bytes(example):
    """Whatever order sets have in a process; only what compresses the sitemap writes the time of day."""
    first = files_of(example.site)
    command = [sys.executable, "-P", "-m", "kb", "build", "--no-lint", "--today", "2026-11-23", "-d", "again"]
    subprocess.run(command, cwd=example.base, env={**os.environ, "PYTHONHASHSEED": "1"}, check=True)
    second = files_of(example.base / "again")
    assert first.keys() == second.keys()
    assert {name for name in first if first[name] != second[name]} <= {"sitemap.xml.gz"}


# -- arrangements ---------------------------------------------------------------------------------------


def test_addresses_that_are_files(tmp_path):
    folder = copied(tmp_path / "base")
    (folder / "mkdocs.yml").write_text(settings("use_directory_urls: false"))
    site = mkdocs(folder, strict=True)
    assert (site / "r" / "TASK-0003.html").is_file()
    assert (site / "summaries-0.json").is_file()
    assert broken_links(site) == []


def test_a_site_below_a_path(tmp_path):
    write(tmp_path, {**BASE, "mkdocs.yml": settings("site_url: https://site.example/sub/path/")})
    site = mkdocs(tmp_path, strict=True)
    assert broken_links(site, "https://site.example/sub/path/") == []
    assert "https://site.example/sub/path/r/TASK-0001/" in (site / "sitemap.xml").read_text()
    lost = parse((site / "404.html").read_text())
    assert {"/sub/path/board/", "/sub/path/graph/"} <= set(lost.hrefs)


def test_without_pages_by_hand_the_start_page_is_the_start(tmp_path):
    site = mkdocs(write(tmp_path, BASE), strict=True)
    assert "<title>Test</title>" in (site / "index.html").read_text()
    assert not (site / "overview").exists()
    assert broken_links(site) == []


@pytest.mark.parametrize("name", ["index.md", "README.md"])
def test_a_start_page_of_ones_own_stays(tmp_path, name):
    site = mkdocs(write(tmp_path, {**BASE, f"docs/{name}": "# My own\n\n[[TASK-0001]]\n"}), strict=True)
    start = parse((site / "index.html").read_text())
    assert "My own" in start.headings
    assert "r/TASK-0001/" in start.hrefs
    assert "Kept here: 2 tasks." in parse((site / "overview" / "index.html").read_text()).text
    assert broken_links(site) == []


def test_pages_by_hand_stand_in_the_navigation_by_folder_under_their_titles(tmp_path):
    files = {
        "docs/guides/second.md": "# On seconds\n",
        "docs/guides/first-steps.md": "# On firsts\n",
        "docs/about.md": "# About us\n",
        "docs/hidden.md": "# Hidden\n",
        "mkdocs.yml": settings("not_in_nav: /hidden.md"),
    }
    site = mkdocs(write(tmp_path, {**BASE, **files}), strict=True)
    navigation = parse((site / "board" / "index.html").read_text()).one("nav", "md-nav--primary")
    words = [a.text for a in navigation.all("a", "md-nav__link")]
    assert words[-3:] == ["About us", "On firsts", "On seconds"]
    assert "Guides" in navigation.text
    assert "Hidden" not in navigation.text


def test_a_navigation_of_ones_own_that_names_pages_of_the_base_is_left_alone(tmp_path):
    files = {
        "docs/about.md": "# About us\n",
        "mkdocs.yml": settings("nav:", "  - about.md", "  - Our board: board.md", "  - Graph: graph.md"),
    }
    site = mkdocs(write(tmp_path, {**BASE, **files}), strict=True)
    navigation = parse((site / "board" / "index.html").read_text()).one("nav", "md-nav--primary")
    assert [a.text for a in navigation.all("a", "md-nav__link") if a.text][-3:] == [
        "About us",
        "Our board",
        "Graph",
    ]
    assert (site / "risks" / "index.html").is_file()
    assert broken_links(site) == []


def test_a_navigation_of_ones_own_without_them_gets_them_in_front(tmp_path):
    files = {"docs/about.md": "# About us\n", "mkdocs.yml": settings("nav: [about.md]")}
    site = mkdocs(write(tmp_path, {**BASE, **files}), strict=True)
    words = [
        a.text
        for a in parse((site / "board" / "index.html").read_text()).one("nav", "md-nav--primary").all("a")
    ]
    assert words.index("Board") < words.index("About us")


def test_a_base_in_a_folder_below(tmp_path):
    write(
        tmp_path / "kb",
        {
            **BASE,
            "backlog/TASK-0003.md": note(
                "id: TASK-0003\ntype: task\ntitle: Third\nstatus: idea\ncreated: 2026-11-01",
                "[guide](../../docs/guide.md)",
            ),
        },
    )
    (tmp_path / ".git").mkdir()
    write(
        tmp_path,
        {
            "kb.toml": "",
            "docs/guide.md": "# Guide\n\n[[TASK-0001]] and [its file](../kb/backlog/TASK-0002.md)\n",
            "mkdocs.yml": settings(
                "repo_url: https://example.org/team/base", plugin="{root: kb, today: 2026-11-23}"
            ),
        },
    )
    (tmp_path / "kb.toml").unlink()
    site = mkdocs(tmp_path, strict=True)
    assert broken_links(site) == []
    guide = parse((site / "guide" / "index.html").read_text())
    assert {"../r/TASK-0001/", "../r/TASK-0002/"} <= set(guide.hrefs)
    third = parse((site / "r" / "TASK-0003" / "index.html").read_text())
    assert "../../guide/" in third.hrefs
    edit = [href for href in third.hrefs if "/edit/" in href]
    assert set(edit) == {"https://example.org/team/base/edit/main/kb/backlog/TASK-0003.md"}


def test_an_empty_base(tmp_path):
    site = mkdocs(write(tmp_path, {}), strict=True)
    assert broken_links(site) == []
    assert "The backlog is empty" in parse((site / "backlog" / "index.html").read_text()).text
    assert not (site / "r").exists()


def test_files_that_are_no_records_leave_the_others_alone(tmp_path):
    broken = {
        "backlog/TASK-0007.md": "---\nid: TASK-0007\ntype: task\n",
        "backlog/TASK-0008.md": "\x00\x01",
        "backlog/TASK-0009.md": "",
        "backlog/TASK-0010.md": TASK,  # the id of another file
    }
    site = mkdocs(write(tmp_path, {**BASE, **broken}), strict=True)
    assert sorted(p.name for p in (site / "r").iterdir()) == ["TASK-0001", "TASK-0002"]
    assert broken_links(site) == []


def test_plots_beside_records_come_along_and_nothing_else(tmp_path):
    text = TASK + "\n![plot](plot.png) ![no](../secret.png) ![link](linked.png)\n"
    write(tmp_path, {**BASE, "backlog/TASK-0001.md": text, "backlog/plot.png": "png", "secret.png": "no"})
    (tmp_path / "backlog" / "linked.png").symlink_to("/etc/hostname")
    site = mkdocs(tmp_path)
    assert [p for p in files_of(site) if p.startswith("files/")] == ["files/backlog/plot.png"]


def test_a_page_by_hand_where_a_page_of_the_base_belongs_is_refused(tmp_path):
    with pytest.raises((PluginError, Abort, SystemExit)) as failure:
        mkdocs(write(tmp_path, {**BASE, "docs/board.md": "# Mine\n"}))
    assert "board.md" in str(failure.value) or isinstance(failure.value, SystemExit)


# -- settings -------------------------------------------------------------------------------------------


def configured(folder: Path):
    loaded = load_config(str(folder / "mkdocs.yml"))
    loaded.plugins.on_startup(command="build", dirty=False)
    return loaded.plugins.on_config(loaded)


def test_records_and_configuration_are_watched(tmp_path):
    write(tmp_path, {**BASE, "research/goals/x.txt": "", "docs/a.md": "# A", "mkdocs.yml": settings()})
    loaded = configured(tmp_path)
    assert set(loaded.watch) >= {str(tmp_path / name) for name in ("kb.toml", "backlog", "research")}


def test_what_the_user_left_open_is_filled_in(tmp_path):
    write(tmp_path, {**BASE, "docs/a.md": "# A", "mkdocs.yml": settings()})
    theme = configured(tmp_path).theme
    assert "navigation.tabs" in theme["features"]
    assert theme["font"] is False
    assert [p["scheme"] for p in theme["palette"]] == ["default", "slate"]


def test_what_the_user_chose_stays(tmp_path):
    chosen = settings().replace(
        "{name: material}",
        "{name: material, features: [toc.follow, navigation.instant], palette: {primary: teal}}",
    )
    write(tmp_path, {**BASE, "docs/a.md": "# A", "mkdocs.yml": chosen})
    theme = configured(tmp_path).theme
    assert theme["features"] == ["toc.follow"]  # instant loading cannot follow links inside drawings
    assert theme["palette"] == {"primary": "teal"}


def test_switched_off_it_does_nothing(tmp_path):
    write(
        tmp_path,
        {
            **BASE,
            "docs/index.md": "# A\n\n[[TASK-0001]]\n",
            "mkdocs.yml": settings(plugin="{enabled: false}"),
        },
    )
    site = mkdocs(tmp_path, strict=True)
    assert not (site / "board").exists()
    assert "[[TASK-0001]]" in (site / "index.html").read_text()


def test_other_themes_get_the_pages_too(tmp_path):
    write(tmp_path, {**BASE, "mkdocs.yml": settings().replace("material", "mkdocs")})
    site = mkdocs(tmp_path)
    assert "Try hashing" in (site / "r" / "TASK-0001" / "index.html").read_text()


def test_an_override_of_ones_own_comes_before_ours(tmp_path):
    chosen = settings().replace("{name: material}", "{name: material, custom_dir: mine}")
    write(tmp_path, {**BASE, "mkdocs.yml": chosen, "mine/404.html": "my own 404"})
    assert (mkdocs(tmp_path) / "404.html").read_text() == "my own 404"


@pytest.mark.parametrize("audience", ["publik", "PUBLIC", "everyone"])
def test_an_audience_that_does_not_exist_is_refused(tmp_path, monkeypatch, audience):
    monkeypatch.setenv("KB_AUDIENCE", audience)
    write(tmp_path, {**BASE, "docs/a.md": "# A", "mkdocs.yml": settings()})
    with pytest.raises(PluginError, match="there is no audience"):
        configured(tmp_path)


def test_no_base_at_all_is_said(tmp_path):
    (tmp_path / "mkdocs.yml").write_text(settings())
    (tmp_path / "docs").mkdir()
    with pytest.raises(PluginError, match=r"there is no kb\.toml"):
        configured(tmp_path)


# -- preview --------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_preview_of_mkdocs_is_built_again_when_a_record_changes(tmp_path):
    # With a hook, which may look at anything, `kb serve` leaves it to MkDocs; all others are in test_preview.py.
    write(
        tmp_path,
        {**BASE, "mkdocs.yml": settings("hooks: [hook.py]"), "hook.py": "", "docs/about.md": "# A\n"},
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-P",
        "-m",
        "kb",
        "serve",
        "--address",
        f"127.0.0.1:{port}",
        "--today",
        "2026-11-23",
    ]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=os.environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as server:
        try:
            address = f"http://127.0.0.1:{port}/r/TASK-0001/"
            assert Waiting().until(lambda: "Try hashing" in fetched(address))
            (tmp_path / "backlog" / "TASK-0001.md").write_text(
                TASK.replace("Try hashing", "Try something else")
            )
            assert Waiting().until(lambda: "Try something else" in fetched(address))
        finally:
            os.killpg(server.pid, signal.SIGINT)
            try:
                assert server.wait(30) in (0, 130, -signal.SIGINT)
            finally:
                if server.poll() is None:  # one that does not end must not hold up all other tests
                    os.killpg(server.pid, signal.SIGKILL)


def fetched(address: str) -> str:
    """What stands at an address; nothing while nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.read().decode()
    except OSError:
        return ""


# -- pages that MkDocs does not make --------------------------------------------------------------------


def test_a_page_filled_in_is_what_the_theme_makes_of_a_page(tmp_path):
    """A record in the navigation goes the way of all pages; one outside is filled in: they differ in that alone."""
    odd = TASK.replace("Try hashing", "'Try <b>hashing</b> & \"more\" | 100% ä'")
    chosen = settings("nav: [about.md, board.md@]", "repo_url: https://example.org/team/base").replace(
        "{name: material}", "{name: material, features: [content.action.edit]}"
    )
    texts = []
    for number, named in enumerate(["", ", r/TASK-0001.md"]):
        folder = tmp_path / str(number)
        files = {
            "docs/about.md": "# A\n",
            "mkdocs.yml": chosen.replace("@", named),
            "backlog/TASK-0001.md": odd,
        }
        site = mkdocs(write(folder, {**BASE, **files}))
        texts.append((site / "r" / "TASK-0001" / "index.html").read_text())
    filled, made = (parse(text) for text in texts)
    for root in (filled, made):
        assert (
            root.one("a", "md-content__button", rel="edit")
            .attributes["href"]
            .endswith("/backlog/TASK-0001.md")
        )
    heads = [
        [
            (n.tag, n.attributes, n.text)
            for n in root.one("head").walk()
            if n.tag != "script"  # what all pages outside the navigation repeat stands in files
            and n.attributes.get("rel") not in ("prev", "next")
            and n.attributes.get("http-equiv") is None
            and "kb/frame-" not in n.attributes.get("href", "")
        ]
        for root in (filled, made)
    ]
    assert heads[1] == heads[0]
    assert filled.one("article").text == made.one("article").text


def test_pages_by_hand_link_to_pages_of_records_by_path(tmp_path):
    text = "# A\n\n[one](r/TASK-0001.md) [file](../backlog/TASK-0002.md#notes)\n"
    site = mkdocs(write(tmp_path, {**BASE, "docs/about.md": text}), strict=True)
    assert {"../r/TASK-0001/", "../r/TASK-0002/#notes"} <= set(
        parse((site / "about" / "index.html").read_text()).hrefs
    )


def test_a_link_to_a_record_that_is_not_there_is_reported(tmp_path):
    text = "# A\n\n[one](r/TASK-0009.md)\n"
    with pytest.raises((Abort, SystemExit)):
        mkdocs(write(tmp_path, {**BASE, "docs/about.md": text}), strict=True)


def test_a_page_by_hand_where_a_record_belongs_is_refused(tmp_path):
    with pytest.raises((PluginError, Abort, SystemExit)):
        mkdocs(write(tmp_path, {**BASE, "docs/r/TASK-0001.md": "# Mine\n"}))


def test_a_theme_that_makes_more_of_a_title_is_asked_for_each_page(tmp_path):
    chosen = settings().replace("{name: material}", "{name: material, custom_dir: mine}")
    said = '<meta name="said" content="{{ page.title|length }}">'
    override = f'{{% extends "base.html" %}}{{% block extrahead %}}{said}{{% endblock %}}'
    write(tmp_path, {**BASE, "mkdocs.yml": chosen, "mine/main.html": override})
    site = mkdocs(tmp_path)
    for id, title in (("TASK-0001", "TASK-0001 Try hashing"), ("TASK-0002", "TASK-0002 Look at the data")):
        assert f'<meta name="said" content="{len(title)}">' in (site / "r" / id / "index.html").read_text()


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
@pytest.mark.parametrize("nav", ["", "nav: [about.md, tags/slow.md, board.md]", "use_directory_urls: false"])
def test_folders_that_are_rendered_once_come_out_as_each_by_itself(tmp_path, monkeypatch, theme, nav):
    monkeypatch.setattr(shelves, "ROWS", 2)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    fields = "type: task\ntitle: One\nstatus: idea\ncreated: 2026-11-01\ntags: [fast, slow, even]\nowner: ada"
    chosen = settings(nav, "site_url: https://site.example/b/").replace("name: material", f"name: {theme}")
    files = {f"backlog/TASK-{n:04d}.md": note(f"id: TASK-{n:04d}\n{fields}") for n in range(1, 6)}
    write(tmp_path, {**files, "docs/about.md": "# A\n", "mkdocs.yml": chosen})
    rendered: list[str] = []
    render = shell.Shells._rendered
    monkeypatch.setattr(
        shell.Shells, "_rendered", lambda it, its, told: rendered.append(its.folder) or render(it, its, told)
    )
    first = files_of(mkdocs(tmp_path))
    assert rendered.count("tags/even") == 1  # to see whether its neighbours can be like it
    assert rendered.count("tags/fast") == 0
    assert b"../../" in first["tags/even/page-3.html" if "use" in nav else "tags/even/page-3/index.html"]
    monkeypatch.setattr(shell.Shells, "_like_its_neighbours", lambda it, its: None)
    each = files_of(mkdocs(tmp_path))
    assert rendered.count("tags/fast") > 0
    names = [name for name in each if not name.startswith(("assets/kb/frame-", "sitemap"))]
    assert [name for name in names if first[name] != each[name]] == []


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_records_are_found_with_other_themes_too(tmp_path, theme):
    site = mkdocs(write(tmp_path, {**BASE, "mkdocs.yml": settings().replace("material", theme)}))
    docs = json.loads((site / "search" / "search_index.json").read_text())["docs"]
    assert {"r/TASK-0001/", "r/TASK-0002/"} <= {entry["location"] for entry in docs}
    assert broken_links(site) == []
