"""`kb build --safe`: whatever in a base could run while its site is built is told, and nothing is built."""

from __future__ import annotations

import pytest

from tests.site.support import files_of, note, write

TASK = note("id: TASK-0001\ntype: task\ntitle: Work\nstatus: idea\ncreated: 2026-11-01")
GOOD = """\
site_name: Ours
docs_dir: docs
site_dir: site
theme: {name: material, palette: {primary: teal}}
plugins: [search, {kb: {today: 2026-11-23}}]
markdown_extensions: [admonition, toc: {permalink: true}, pymdownx.superfences, markdown.extensions.tables]
"""
TRAP = "import pathlib\npathlib.Path('PWNED').write_text('x')\n"


def build(kb_run, root, *more):
    return kb_run(["build", "--safe", "--no-lint", "--markdown", str(root.parent / "tree"), *more], cwd=root)


@pytest.mark.parametrize(
    "settings", [None, GOOD, "site_name: x\n", "plugins: {search: {lang: en}, kb: {}}\n"]
)
def test_harmless_settings_pass(tmp_path, kb_run, settings):
    files = {"docs/a.md": "---\ntitle: x\n---\n# A\n\n```\ntemplate: x\n```\n", "backlog/TASK-0001.md": TASK}
    root = write(tmp_path / "base", files | ({"mkdocs.yml": settings} if settings else {}))
    done = build(kb_run, root)
    assert (done.code, done.out) == (0, "")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("hooks: [evil.py]", "mkdocs.yml:1:1: `hooks` runs a program of the branch"),
        ("INHERIT: ../evil.yml", "mkdocs.yml:1:1: `INHERIT` takes settings from another file"),
        ("theme: {name: material, custom_dir: evil}", "mkdocs.yml:1:25: `theme.custom_dir` runs templates"),
        ("theme: evil_theme", "mkdocs.yml:1:1: the theme 'evil_theme' is not known"),
        ("plugins: [search, evil]", "mkdocs.yml:1:19: the plugin 'evil' is a program"),
        ("plugins: [{macros: {module_name: evil}}]", "mkdocs.yml:1:11: the plugin 'macros' is a program"),
        (
            "plugins: {gen-files: {scripts: [evil.py]}}",
            "mkdocs.yml:1:11: the plugin 'gen-files' is a program",
        ),
        (
            "plugins: [{search: {prebuild_index: node}}]",
            "mkdocs.yml:1:11: `prebuild_index` of the plugin 'search' runs",
        ),
        ("plugins: [{kb: {root: ../..}}]", "mkdocs.yml:1:11: `root` of the plugin `kb` leads out"),
        (
            "x: !!python/object/apply:os.system [id]",
            "mkdocs.yml:1:1: the tag tag:yaml.org,2002:python/object/apply",
        ),
        ("extra: {a: [{b: !ENV TOKEN}]}", "mkdocs.yml:1:14: the tag !ENV"),
        ("extra: !relative x", "mkdocs.yml:1:1: the tag !relative"),
        (
            "markdown_extensions: [pymdownx.snippets]",
            "mkdocs.yml:1:23: the Markdown extension 'pymdownx.snippets'",
        ),
        ("markdown_extensions: [pymdownx.b64]", "mkdocs.yml:1:23: the Markdown extension 'pymdownx.b64'"),
        (
            "markdown_extensions: [{markdown_include.include: {}}]",
            "the Markdown extension 'markdown_include.include'",
        ),
        ("markdown_extensions: {evil: {}}", "mkdocs.yml:1:23: the Markdown extension 'evil'"),
        ("extra_templates: [a.html]", "mkdocs.yml:1:1: `extra_templates` runs templates"),
        ("docs_dir: /etc", "mkdocs.yml:1:1: `docs_dir` leads out of the base"),
        ("docs_dir: ..", "mkdocs.yml:1:1: `docs_dir` leads out of the base"),
        ("docs_dir: .git", "mkdocs.yml:1:1: `docs_dir` leads out of the base"),
        ("site_dir: backlog", "mkdocs.yml:1:1: `site_dir` is emptied by every build"),
        ("site_dir: ../..", "mkdocs.yml:1:1: `site_dir` is emptied by every build"),
        ("a: [", "mkdocs.yml:2:1: this is not valid YAML"),
    ],
)
def test_what_could_run_is_told_and_nothing_is_built(tmp_path, kb_run, settings, said):
    files = {"mkdocs.yml": settings + "\n", "evil.py": TRAP, "hooks.py": TRAP, "backlog/TASK-0001.md": TASK}
    root = write(tmp_path / "base", files)
    before = files_of(tmp_path)
    for words in ([], ["--dry-run"]):
        done = build(kb_run, root, *words)
        assert done.code == 1
        assert said in done.out
        assert "with --safe nothing of the branch may run" in done.err
    assert files_of(tmp_path) == before
    assert kb_run(["build", "--safe", "--no-lint"], cwd=root).code == 1
    assert not (root / "site").exists()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "docs/a.md",
            "---\ntitle: x\ntemplate: evil.html\n---\n",
            "docs/a.md:3:1: `template` chooses what draws",
        ),
        ("docs/g/b.md", "template: evil.html\n\ntext\n", "docs/g/b.md:1:1: `template` chooses what draws"),
        ("docs/c.md", '---\n"template" : evil.html\n---\n', "docs/c.md:2:1: `template` chooses what draws"),
        ("kb.toml", "[site]\ntrust_html = true\n", "kb.toml: `trust_html` publishes raw HTML"),
    ],
)
def test_pages_and_the_configuration_are_looked_through(tmp_path, kb_run, name, text, said):
    root = write(tmp_path / "base", {"mkdocs.yml": GOOD, name: text})
    done = build(kb_run, root)
    assert done.code == 1
    assert said in done.out


def test_links_that_lead_out_are_told(tmp_path, kb_run):
    root = write(tmp_path / "base", {"docs/a.md": "# A\n"})
    (root / "docs/out.md").symlink_to("/etc/hostname")
    (tmp_path / "settings.yml").write_text("site_name: x\n")
    (root / "mkdocs.yml").symlink_to(tmp_path / "settings.yml")
    done = build(kb_run, root)
    assert done.code == 1
    assert "docs/out.md: is a link that leads out of the base" in done.out
    assert "mkdocs.yml: is a link" in done.out
