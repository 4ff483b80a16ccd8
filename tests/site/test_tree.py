"""The site as Markdown files: what is written, what is left alone, and what the settings of a tree say."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from kb.errors import KbError
from kb.site.tree import settings, writing
from kb.site.tree.hand import in_markdown, moved, split
from tests.site.support import files_of, note, write

TASK = note(
    "id: TASK-0001\ntype: task\ntitle: Try <b>hashing</b> & more\nstatus: idea\ncreated: 2026-11-01\n"
    "tags: [secret-tag]",
    "See [[TASK-0002]] and ![plot](plot.png).",
)
OTHER = note("id: TASK-0002\ntype: task\ntitle: Look at the data\nstatus: idea\ncreated: 2026-11-01")
BASE = {"kb.toml": "", "backlog/TASK-0001.md": TASK, "backlog/TASK-0002.md": OTHER, "backlog/plot.png": "png"}


@pytest.fixture
def tree(tmp_path, kb_run):
    """Writes the tree of a base and returns what was said."""

    def build(files: dict[str, str] | None = None, *more: str):
        write(tmp_path / "base", {**BASE, **(files or {})})
        words = ["build", "--no-lint", "--today", "2026-11-23", "--markdown", "../tree", *more]
        return kb_run(words, cwd=tmp_path / "base")

    return build


def front(text: str) -> dict[str, object]:
    return yaml.safe_load(split(text)[0].strip().strip("-"))


def settings_of(folder: Path) -> dict[str, object]:
    return yaml.safe_load((folder / "mkdocs.yml").read_text())


def test_every_page_stands_where_its_address_is(tree, tmp_path):
    assert tree().code == 0
    found = files_of(tmp_path / "tree")
    assert {
        "docs/index.md",
        "docs/board/index.md",
        "docs/r/TASK-0001/index.md",
        "docs/graph/summaries-0.json",
    } <= set(found)
    assert {"docs/assets/kb/kb.css", "docs/assets/kb/board.js", "overrides/404.html", "mkdocs.yml"} <= set(
        found
    )
    assert found["docs/files/backlog/plot.png"] == b"png"


def test_front_matter_is_the_pages_own_and_none_of_the_records(tree, tmp_path):
    tree()
    text = (tmp_path / "tree/docs/r/TASK-0001/index.md").read_text()
    assert front(text)["title"] == "TASK-0001 Try &lt;b&gt;hashing&lt;/b&gt; &amp; more"
    assert set(front(text)) == {"title", "hide", "kb_edit_url", "kb_guarded"}
    board = front((tmp_path / "tree/docs/board/index.md").read_text())
    assert board["search"] == {"exclude": True}
    assert "title" not in front((tmp_path / "tree/docs/index.md").read_text())


def test_edit_links_lead_to_the_record(tree, tmp_path):
    tree({"mkdocs.yml": "repo_url: https://example.org/team/base\nedit_uri: edit/trunk/docs/\n"})
    found = front((tmp_path / "tree/docs/r/TASK-0001/index.md").read_text())
    assert found["kb_edit_url"] == "https://example.org/team/base/edit/trunk/backlog/TASK-0001.md"


@pytest.mark.parametrize(
    ("setting", "record", "index", "template"),
    [
        ("", True, True, "kb_guarded"),
        ('policy = "all"', True, True, "<meta"),
        ('policy = "none"', True, True, ""),
        ("trust_html = true", None, True, "kb_guarded"),
    ],
)
def test_the_configuration_says_which_pages_carry_a_policy(tree, tmp_path, setting, record, index, template):
    """The template asks the page; with `all` it does not ask, with `none` it holds no policy."""
    more = "extra_javascript:\n- https://a.example/x.js\n- {path: '//b.example/{{ y }}.mjs', type: module}\n- own.js\n"
    tree({"kb.toml": f"[site]\n{setting}\n", "mkdocs.yml": f"{more}extra_css: ['https://c.example/y.css']\n"})
    found = tmp_path / "tree"
    assert front((found / "docs/r/TASK-0001/index.md").read_text()).get("kb_guarded") is record
    assert front((found / "docs/board/index.md").read_text()).get("kb_guarded") is index
    main = (found / "overrides/main.html").read_text()
    begin = main[main.index("{% block site_meta %}") : main.index("{{ super() }}")]
    assert template in begin
    assert ("Content-Security-Policy" in begin) == bool(template)
    assert ("kb_guarded" in begin) == (template == "kb_guarded")
    if template:
        assert "script-src 'self' 'unsafe-inline' https://a.example https://b.example;" in begin
        assert "script-src-attr 'none'; style-src 'self' 'unsafe-inline' https://c.example;" in begin


def test_a_second_run_writes_nothing(tree, tmp_path):
    tree()
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "tree").rglob("*") if p.is_file()}
    said = tree()
    assert re.search(r"0 written, 0 removed, \d+ unchanged", said.err)
    assert before == {p: p.stat().st_mtime_ns for p in (tmp_path / "tree").rglob("*") if p.is_file()}


def test_what_is_stale_goes_and_what_others_wrote_stays(tree, tmp_path):
    tree({"docs/guides/old.md": "# Old\n", "docs/guides/kept.md": "# Kept\n"})
    folder = tmp_path / "tree"
    write(folder, {"site/index.html": "built", "docs/theirs.md": "theirs", "kb.toml": "x"})
    (folder / "docs/guides/kept.md").write_text("changed by hand")
    for name in ("old", "kept"):
        (tmp_path / f"base/docs/guides/{name}.md").unlink()
    (tmp_path / "base/backlog/TASK-0002.md").unlink()
    assert tree({"backlog/TASK-0002.md": ""}).code == 0
    there = files_of(folder)
    assert not {"docs/guides/old.md", "docs/r/TASK-0002/index.md"} & set(there)
    assert not (folder / "docs/r/TASK-0002").exists()
    assert there["docs/guides/kept.md"] == b"changed by hand"
    assert {"site/index.html", "docs/theirs.md"} <= set(there)
    assert "docs/guides/kept.md" not in json.loads(there[writing.MANIFEST])["files"]


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        ({"tree/README.md": "mine"}, "is not empty, and not of our making"),
        ({"tree/.kb-tree.json": "[]"}, "is no list of ours"),
        ({"tree/.kb-tree.json": '{"version": 1, "files": {"../base/kb.toml": "x"}}'}, "is no list of ours"),
        ({"tree/.kb-tree.json": '{"version": 1, "files": {"/etc/passwd": "x"}}'}, "is no list of ours"),
        ({"tree/.kb-tree.json": '{"version": 2, "files": {}}'}, "is no list of ours"),
        ({"tree/.kb-tree.json": '{"version": 1, "files": {}}', "tree/mkdocs.yml": "x"}, "not of our making"),
        ({"tree": "a file"}, "is a file"),
    ],
)
def test_a_folder_of_somebody_else_is_left_alone(tree, tmp_path, prepare, said):
    for name, text in prepare.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    before = files_of(tmp_path)
    done = tree()
    assert done.code == 2
    assert said in done.err
    assert {k: v for k, v in files_of(tmp_path).items() if k.startswith("tree")} == before


def test_nothing_is_written_through_links(tree, tmp_path):
    tree()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "tree/docs").rename(tmp_path / "elsewhere/docs")
    (tmp_path / "tree/docs").symlink_to(tmp_path / "elsewhere/docs")
    done = tree()
    assert done.code == 2
    assert "is a link" in done.err


_SHARED = """
import runpy, sys
from kb.site.publishing import sharing
sharing.MANY, sharing.processors = 2, lambda: 2
fork = sharing._fork
def forked(*arguments):
    print("forked", flush=True)
    return fork(*arguments)
sharing._fork = forked
sys.argv = ["kb", *sys.argv[1:]]
runpy.run_module("kb", run_name="__main__")
"""


@pytest.mark.skipif(
    not Path("/proc/self/task").is_dir(), reason="only Linux tells how many threads there are"
)
def test_two_processes_draw_the_same_tree_and_leave_no_drafts(tree, tmp_path):
    """In a process of its own: the one of the tests has threads of libraries."""
    tree()
    command = [
        sys.executable,
        "-P",
        "-c",
        _SHARED,
        "build",
        "--no-lint",
        "--today",
        "2026-11-23",
        "--markdown",
    ]
    done = subprocess.run(
        [*command, "../other"], cwd=tmp_path / "base", env={**os.environ, "KB_JOBS": "2"},
        capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    assert done.stdout == "forked\n"
    assert files_of(tmp_path / "other") == files_of(tmp_path / "tree")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["base", "other", "tree"]


@pytest.mark.parametrize("folder", ["docs/tree", "backlog/tree", "research"])
def test_a_tree_among_its_sources_is_refused(tmp_path, kb_run, folder):
    write(tmp_path, {**BASE, "docs/a.md": "# A\n", "research/x.txt": ""})
    done = kb_run(["build", "--no-lint", "--markdown", folder], cwd=tmp_path)
    assert done.code == 2
    assert "which the tree is made from" in done.err


def test_a_crash_leaves_a_list_of_all_that_may_be_there(tmp_path, monkeypatch):
    writing.carry_out(tmp_path / "t", writing.plan(tmp_path / "t", {"a": "1", "old": "1"}))
    step = writing.plan(tmp_path / "t", {"a": "2", "b": "2", "c": "2"})
    real = writing._replace

    def failing(folder, path, data):
        if path == "b":
            raise OSError("no space")
        real(folder, path, data)

    monkeypatch.setattr(writing, "_replace", failing)
    with pytest.raises(OSError, match="no space"):
        writing.carry_out(tmp_path / "t", step)
    monkeypatch.setattr(writing, "_replace", real)
    writing.carry_out(tmp_path / "t", writing.plan(tmp_path / "t", {"a": "2", "b": "2", "c": "2"}))
    assert {k for k in files_of(tmp_path / "t") if k != writing.MANIFEST} == {"a", "b", "c"}


def test_dry_run_shows_a_diff_and_writes_nothing(tree, tmp_path):
    done = tree({}, "--dry-run")
    assert done.code == 0
    assert "+++ b/docs/board/index.md" in done.out
    assert not (tmp_path / "tree").exists()
    tree()
    before = files_of(tmp_path / "tree")
    done = tree({"backlog/TASK-0002.md": OTHER.replace("Look at", "Stare at")}, "--dry-run")
    assert '+title: "TASK-0002 Stare at the data"' in done.out
    assert files_of(tmp_path / "tree") == before


@pytest.mark.parametrize("words", [["--dry-run"], ["--markdown", "t", "--site-dir", "s"]])
def test_options_that_do_not_go_together(tmp_path, kb_run, words):
    write(tmp_path, BASE)
    assert kb_run(["build", *words], cwd=tmp_path).code == 2


def test_findings_stop_it_first(tree, tmp_path, kb_run):
    write(tmp_path / "base", {**BASE, "backlog/TASK-0003.md": TASK})
    assert kb_run(["build", "--markdown", "../tree"], cwd=tmp_path / "base").code == 1
    assert not (tmp_path / "tree").exists()


def test_the_audience_decides_what_is_in_it(tree, tmp_path):
    hidden = OTHER.replace("created:", "visibility: restricted\ncreated:").replace("Look at the", "Canary")
    for words in ([], ["--audience", "public"]):
        tree({"backlog/TASK-0002.md": hidden}, *words)
        everything = b"".join(
            [*files_of(tmp_path / "tree").values(), *map(str.encode, files_of(tmp_path / "tree"))]
        )
        assert b"Canary" not in everything
        assert b"TASK-0002/" not in everything


def test_the_audience_of_the_plugin_counts_and_the_command_line_before_it(tree, tmp_path):
    plugin = {"mkdocs.yml": "plugins: [{kb: {audience: public}}]\n"}
    tree(plugin)
    assert not (tmp_path / "tree/docs/r").exists()
    tree(plugin, "--audience", "internal")
    assert (tmp_path / "tree/docs/r/TASK-0001/index.md").is_file()


# -- settings -------------------------------------------------------------------------------------------


def test_settings_without_a_file(tree, tmp_path):
    tree({"kb.toml": 'name = "A & <B>"\n'})
    found = settings_of(tmp_path / "tree")
    assert found["site_name"] == "A &amp; &lt;B&gt;"
    assert found["theme"]["name"] == "material"
    assert found["theme"]["variant"] == "classic"
    assert found["plugins"] == ["search"]
    assert "/r/**" in found["not_in_nav"]


def test_settings_of_the_user_stay(tree, tmp_path):
    given = """\
site_name: Ours
site_url: https://example.org/sub/
docs_dir: pages
INHERIT: more.yml
hooks: [hook.py]
theme: {name: material, palette: {primary: teal}, features: [navigation.instant, toc.follow], custom_dir: mine}
plugins: [search, {kb: {today: 2026-11-23}}, {tags: {tags: true}}]
markdown_extensions:
  - pymdownx.superfences:
      custom_fences:
        - {name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format ''}
extra_css: [own.css]
extra: {from_env: !ENV [SECRET, none]}
nav: [a.md, Board: board.md]
"""
    files = {
        "mkdocs.yml": given, "more.yml": "copyright: we\nextra: {b: 1}\nsite_name: Theirs\n", "pages/a.md": "# A\n",
        "pages/own.css": "x", "mine/main.html": "{% extends 'base.html' %}", "mine/partials/copyright.html": "own",
    }  # fmt: skip
    done = tree(files)
    assert "`hooks` was left out" in done.err
    assert "mine/main.html stands in the place of ours" in done.err
    text = (tmp_path / "tree/mkdocs.yml").read_text()
    assert "!!python/name:pymdownx.superfences.fence_code_format" in text
    assert "!ENV" in text
    assert "hook" not in text
    found = settings.given(tmp_path / "tree").values
    assert (found["site_name"], found["copyright"], found["site_url"]) == (
        "Ours",
        "we",
        "https://example.org/sub/",
    )
    assert found["extra"]["b"] == 1
    assert found["theme"]["features"] == ["toc.follow"]
    assert found["theme"]["palette"] == {"primary": "teal"}
    assert found["plugins"] == ["search", {"tags": {"tags": True}}]
    assert found["nav"] == ["a.md", {"Board": "board/index.md"}]
    assert found["extra_css"] == ["assets/kb/kb.css", "own.css"]
    there = files_of(tmp_path / "tree")
    assert there["overrides/main.html"] == b"{% extends 'base.html' %}"
    assert there["overrides/partials/copyright.html"] == b"own"
    assert "overrides/404.html" in there
    assert "docs/own.css" in there


def test_addresses_that_are_files_need_no_folders(tree, tmp_path):
    tree({"mkdocs.yml": "use_directory_urls: false\n", "docs/a.md": "[[TASK-0001]]\n"})
    assert (tmp_path / "tree/docs/r/TASK-0001.md").is_file()
    assert "TASK&#45;0001&#46;html" in (tmp_path / "tree/docs/a.md").read_text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [", "mkdocs.yml:1:5: this is not valid YAML"),
        ("a: b: c", "mkdocs.yml:1:5: this is not valid YAML"),
        ("- a", "no mapping"),
        ("INHERIT: mkdocs.yml", "leads in a circle"),
        ("INHERIT: gone.yml", "gone.yml: cannot be read"),
        ("a: &a [*a]", "mkdocs.yml:1:8: the value \\*a holds itself"),
        ("[" * 60, "nested deeper"),
        ("docs_dir: !ENV X", "the tag !ENV stands where"),
        ("a: 2026-13-45", "cannot be read"),
        ("? {a: b}\n: c", "not valid YAML"),
    ],
)
def test_settings_that_cannot_be_read(tmp_path, text, said):
    (tmp_path / "mkdocs.yml").write_text(text)
    with pytest.raises(KbError, match=said):
        assert settings.given(tmp_path).docs


# -- pages by hand --------------------------------------------------------------------------------------


def place(path: str) -> str:
    return f"{path[:-3]}/index.md" if path in ("board.md", "r/TASK-0001.md") else path


@pytest.mark.parametrize(
    ("text", "here", "expected"),
    [
        ("[b](board.md)", "a.md", "[b](board/index.md)"),
        ("[b](../board.md#x)", "g/a.md", "[b](../board/index.md#x)"),
        ("[b]: board.md\n", "a.md", "[b]: board/index.md\n"),
        ("[b](other.md) [c](board.mdx)", "a.md", "[b](other.md) [c](board.mdx)"),
        (
            "`[b](board.md)`\n\n```\n[b](board.md)\n```\n",
            "a.md",
            "`[b](board.md)`\n\n```\n[b](board.md)\n```\n",
        ),
        ("[b](r/TASK-0001.md)", "a.md", "[b](r/TASK-0001/index.md)"),
    ],
)
def test_links_to_pages_that_moved(text, here, expected):
    assert moved(text, here, place) == expected


def test_links_to_records_are_markdown_and_not_inside_blocks_of_html():
    link = '<a class="kb-ref" data-type="task" href="&#46;&#46;&#47;r&#47;TASK&#45;0001&#47;" title="T&#34;">x</a>'
    text = f"See {link}.\n\n<div>\n{link}\n</div>\n"
    assert in_markdown(text, "g/a.md", place) == (
        f'See <span class="kb-ref" data-type="task">[x](../r/TASK-0001/index.md "T&#34;")</span>.\n\n'
        f"<div>\n{link}\n</div>\n"
    )


def test_front_matter_of_pages_by_hand_stays_as_it_is(tree, tmp_path):
    tree({"docs/a.md": "---\ntitle: On TASK-0001\n---\nTASK-0001\n"})
    text = (tmp_path / "tree/docs/a.md").read_text()
    assert text.startswith("---\ntitle: On TASK-0001\n---\n<span")


def test_what_lies_outside_or_is_left_over_is_not_taken(tree, tmp_path):
    (tmp_path / "base/docs").mkdir(parents=True)
    (tmp_path / "base/docs/out.md").symlink_to("/etc/hostname")
    done = tree({"docs/.hidden.md": "x", "docs/a.md.orig": "x", "docs/a.md~": "x", "docs/.git/config": "x"})
    assert "docs/out.md was left out" in done.err
    names = {name for name in files_of(tmp_path / "tree/docs") if "/" not in name}
    assert names == {"index.md"}
