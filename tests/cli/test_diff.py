"""`kb diff` on real repositories: what counts as new, between which revisions, and what nobody can tell."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kb.cli.terminal import display_width
from tests.conftest import Finished, GitRepo
from tools.manual.documents import schema

Run = Callable[..., Finished]
Make = Callable[..., GitRepo]
BODY = "\n# Plan\n\nA line that is long enough to tell.\n\nAnother line that tells this record.\n"


def record(
    id: str, kind: str = "task", title: str = "", status: str = "idea", more: str = "", body: str = BODY
) -> str:
    """The text of a record."""
    return (
        f"---\nid: {id}\ntype: {kind}\ntitle: {title or f'The work of {id}'}\nstatus: {status}\n"
        f"created: 2026-05-01\n{more}---\n{body}"
    )


def started(git_repo: Make, settings: str = "", **files: str) -> GitRepo:
    """A repository with records: name → text, under `backlog`."""
    return git_repo(
        files={"kb.toml": settings, **{f"backlog/{name}.md": text for name, text in files.items()}}
    )


def diff(run: Run, folder: Path, *words: str, code: int = 0) -> dict[str, Any]:
    """The JSON document, held against its schema."""
    done = run(["diff", *words, "--format", "json"], folder)
    assert done.code == code, done.err
    found: dict[str, Any] = json.loads(done.out)
    jsonschema.Draft202012Validator(schema("diff")).validate(found)
    return found


def news(found: dict[str, Any]) -> dict[str, Any]:
    """What is not empty."""
    gained_or_lost = {f"links.{key}": links for key, links in found["links"].items()}
    flat = {k: v for k, v in found.items() if k not in ("version", "from", "to", "links")} | gained_or_lost
    return {key: value for key, value in flat.items() if value}


# -- what counts as new ------------------------------------------------------------------------------


def test_a_field_is_told_from_one_value_to_the_other(git_repo: Make, kb_run: Run) -> None:
    repo = started(
        git_repo, a=record("TASK-0001", more="rank: 1\nx-team: one\nsmart: {x-note: a, specific: s}\n")
    )
    repo.write(
        "backlog/a.md",
        record(
            "TASK-0001", title="Other", more="x-team: two\nassignee: ana\nsmart: {specific: s, x-note: b}\n"
        ),
    )
    (change,) = diff(kb_run, repo.path)["changed"]
    assert change == {
        "id": "TASK-0001",
        "path": "backlog/a.md",
        "fields": {
            "title": {"from": "The work of TASK-0001", "to": "Other"},
            "rank": {"from": 1, "to": None},
            "x-team": {"from": "one", "to": "two"},
            "assignee": {"from": None, "to": "ana"},
            "smart": {
                "from": {"x-note": "a", "specific": "s"},
                "to": {"specific": "s", "x-note": "b"},
            },
        },
        "body": False,
    }


@pytest.mark.parametrize(
    "written",
    [
        record("TASK-0001", more="rank: 07\ntags: [a, b]\n").replace("rank: 07\n", 'rank: "7"\n'),
        record("TASK-0001", more="tags:\n  - a\n  - b\nrank: 7\n"),
        record("TASK-0001", more="rank: 7 # why\ntags: [a, b]\nvisibility: internal\n"),
        record("TASK-0001", more="rank: 7\ntags: [a, b]\n") + "\n\n",
    ],
    ids=["quotes", "order", "comment", "blanks"],
)
def test_another_manner_of_writing_is_no_change(written: str, git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, a=record("TASK-0001", more="rank: 7\ntags: [a, b]\n"))
    repo.write("backlog/a.md", written)
    assert news(diff(kb_run, repo.path)) == {"rewritten": ["TASK-0001"]}


def test_a_checkout_with_other_line_ends_is_the_same(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, a=record("TASK-0001"))
    repo.git("config", "core.autocrlf", "true")
    (repo.path / "backlog/a.md").unlink()
    repo.git("checkout", "-q", "--", "backlog/a.md")
    assert b"\r\n" in (repo.path / "backlog/a.md").read_bytes()
    assert news(diff(kb_run, repo.path, code=0)) == {}
    assert kb_run(["diff", "--exit-code"], repo.path).code == 0


def test_a_renamed_and_a_renumbered_record_is_neither_gone_nor_new(git_repo: Make, kb_run: Run) -> None:
    repo = started(
        git_repo,
        a=record("TASK-0001"),
        b=record("TASK-0002", more="depends_on: [TASK-0001]\n", body="See TASK-0001.\n"),
    )
    repo.git("mv", "backlog/a.md", "backlog/c.md")
    repo.write("backlog/c.md", record("TASK-0009", title="The work of TASK-0001"))
    repo.write("backlog/b.md", record("TASK-0002", more="depends_on: [TASK-0009]\n", body="See TASK-0009.\n"))
    found = news(diff(kb_run, repo.path))
    assert found.pop("renumbered") == [{"from": "TASK-0001", "to": "TASK-0009"}]
    assert found.pop("relocated") == [{"id": "TASK-0009", "from": "backlog/a.md", "to": "backlog/c.md"}]
    (change,) = found.pop("changed")
    assert (change["id"], list(change["fields"]), change["body"]) == ("TASK-0002", ["depends_on"], True)
    assert found == {}  # the links lead where they led
    said = kb_run(["diff"], repo.path).out
    assert "  TASK-0009 The work of TASK-0001  was TASK-0001; backlog/a.md → backlog/c.md\n" in said


def test_an_id_that_was_given_to_another_record_is_gone_and_new(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, a=record("TASK-0001"))
    repo.git("rm", "-q", "backlog/a.md")
    other = record("TASK-0001", title="Something else", body="").replace("2026-05-01", "2026-06-01")
    repo.write("backlog/b.md", other)
    assert news(diff(kb_run, repo.path)) == {"added": ["TASK-0001"], "removed": ["TASK-0001"]}


def test_links_are_gained_and_lost_in_fields_in_text_and_by_path(git_repo: Make, kb_run: Run) -> None:
    repo = started(
        git_repo,
        a=record("TASK-0001", more="depends_on: [TASK-0002]\n", body="[[TASK-0002]] and [this](c.md)\n"),
        b=record("TASK-0002"),
        c=record("TASK-0003"),
    )
    repo.write(
        "backlog/a.md", record("TASK-0001", more="related: [TASK-0002]\n", body="[that](b.md), TASK-0404\n")
    )
    found = diff(kb_run, repo.path)["links"]
    assert [(link["kind"], link["target"]) for link in found["gained"]] == [
        ("mentions", "TASK-0404"),
        ("related", "TASK-0002"),
    ]
    assert [(link["kind"], link["target"]) for link in found["lost"]] == [
        ("depends_on", "TASK-0002"),
        ("mentions", "TASK-0003"),
    ]
    said = kb_run(["diff"], repo.path).out
    assert "    now mentions TASK-0404\n    no longer mentions TASK-0003\n" in said
    assert "    depends_on: TASK-0002 → –\n" in said


@pytest.mark.parametrize(
    ("before", "after", "decided", "moved"),
    [
        ("proposed", "accepted", True, True),
        ("proposed", "rejected", True, True),
        (None, "accepted", True, False),
        ("accepted", "superseded", False, True),
        ("accepted", "accepted", False, False),
        (None, "proposed", False, False),
    ],
)
def test_a_decision_is_made_when_it_is_accepted_or_rejected(
    before: str | None, after: str, decided: bool, moved: bool, git_repo: Make, kb_run: Run
) -> None:
    repo = started(git_repo, b=record("TASK-0001"))
    if before is not None:
        repo.commit("before", {"backlog/d.md": record("DEC-0001", "decision", status=before)})
    repo.write("backlog/d.md", record("DEC-0001", "decision", "New words", status=after))
    found = diff(kb_run, repo.path)
    assert (found["decided"], bool(found["moved"])) == (["DEC-0001"] if decided else [], moved)
    assert ("\nMoved\n" in kb_run(["diff"], repo.path).out) == (moved and not decided)


@pytest.mark.parametrize(
    ("smart", "figure", "verdict"),
    [
        ("{measurable: {metric: m, target: 0.8}}", 0.81, "met"),
        ("{measurable: {metric: m, target: 0.8, direction: lower}}", 0.81, "missed"),
        ("{measurable: {metric: other, target: 0.8}}", 0.81, "not-measured"),
        ("{measurable: {deliverable: a text}}", 0.81, None),
    ],
)
def test_a_result_is_what_the_experiment_itself_says(
    smart: str, figure: float, verdict: str | None, git_repo: Make, kb_run: Run
) -> None:
    """Another experiment of the task reached the target before; that is no merit of this one."""
    fields = "task: TASK-0001\nmetrics: {{m: {{test: {}}}}}\n"
    older = record("EXP-0001", "experiment", status="concluded", more=fields.format(0.9))
    repo = started(git_repo, a=record("TASK-0001", more=f"smart: {smart}\n"), e=older)
    repo.commit(
        "runs", {"backlog/f.md": record("EXP-0002", "experiment", status="running", more="task: TASK-0001\n")}
    )
    repo.write(
        "backlog/f.md", record("EXP-0002", "experiment", status="concluded", more=fields.format(figure))
    )
    assert diff(kb_run, repo.path)["results"] == [{"id": "EXP-0002", "task": "TASK-0001", "verdict": verdict}]
    repo.write("backlog/f.md", record("EXP-0002", "experiment", status="concluded", more="task: TASK-0404\n"))
    assert diff(kb_run, repo.path)["results"] == [{"id": "EXP-0002", "task": None, "verdict": None}]


def test_only_candidates_with_other_points_are_scored_anew(git_repo: Make, kb_run: Run) -> None:
    text = record(
        "REV-0001",
        "review",
        status="draft",
        more="criteria: [{id: C, requirement: r, weight: 10}]\n"
        "candidates: [{name: a, scores: {C: 5}}, {name: b, scores: {C: 6}}, {name: c, scores: {C: 1}}]\n",
    )
    repo = started(git_repo, r=text)
    repo.write("backlog/r.md", text.replace("C: 5", "C: 9").replace(", {name: c, scores: {C: 1}}", ""))
    assert diff(kb_run, repo.path)["scores"] == [
        {
            "id": "REV-0001",
            "candidates": [
                {"name": "a", "from": {"got": 5, "of": 10}, "to": {"got": 9, "of": 10}},
                {"name": "c", "from": {"got": 1, "of": 10}, "to": None},
            ],
            "first": {"from": "b", "to": "a"},
        }
    ]
    repo.write("backlog/r.md", text.replace("{C: 5}", "{C: 5}, notes: {C: why}"))
    found = diff(kb_run, repo.path)
    assert found["scores"] == []
    assert list(found["changed"][0]["fields"]) == ["candidates"]


@pytest.mark.parametrize(
    "broken", ["---\nid: TASK-0001\ntype: [task\n---\n", "", "\x00\n", "---\nid: TASK-0001\n"]
)
def test_what_cannot_be_read_on_one_side_is_named_and_not_guessed_at(
    broken: str, git_repo: Make, kb_run: Run
) -> None:
    repo = started(git_repo, a=record("TASK-0001", more="depends_on: [TASK-0002]\n"), b=record("TASK-0002"))
    repo.write("backlog/a.md", broken)
    assert news(diff(kb_run, repo.path)) == {
        "unread": [{"path": "backlog/a.md", "before": False, "now": True}]
    }
    repo.commit("broken")
    repo.write("backlog/a.md", record("TASK-0001", more="depends_on: [TASK-0002]\n"))
    assert news(diff(kb_run, repo.path)) == {
        "unread": [{"path": "backlog/a.md", "before": True, "now": False}]
    }
    said = kb_run(["diff"], repo.path).out
    assert "backlog/a.md cannot be read in HEAD, so what it says is not compared" in said


def test_a_record_with_a_value_that_is_not_valid_is_compared_as_it_is_written(
    git_repo: Make, kb_run: Run
) -> None:
    repo = started(git_repo, a=record("TASK-0001", status="ready", more="rank: 1\n"))
    repo.write("backlog/a.md", record("TASK-0001", status="doing", more="rank: high\n"))
    found = news(diff(kb_run, repo.path))
    assert found["moved"] == [{"id": "TASK-0001", "from": "ready", "to": "doing"}]
    assert found["changed"][0]["fields"] == {"rank": {"from": "1", "to": "high"}}
    assert "links.lost" not in found


# -- between which revisions -------------------------------------------------------------------------


def test_the_two_ends_of_a_range_are_those_of_git(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, a=record("TASK-0001"))
    first = repo.git("rev-parse", "HEAD")
    repo.git("checkout", "-q", "-b", "topic")
    topic = repo.commit("topic", {"backlog/b.md": record("TASK-0002")})
    repo.git("checkout", "-q", "main")
    main = repo.commit("main", {"backlog/c.md": record("TASK-0003")})
    repo.write("backlog/d.md", record("TASK-0004"))
    expected: dict[tuple[str, ...], tuple[str, str | None, list[str], list[str]]] = {
        (): (main, None, ["TASK-0004"], []),
        ("topic",): (topic, None, ["TASK-0003", "TASK-0004"], ["TASK-0002"]),
        ("topic..main",): (topic, main, ["TASK-0003"], ["TASK-0002"]),
        ("topic..",): (topic, main, ["TASK-0003"], ["TASK-0002"]),
        ("..topic",): (main, topic, ["TASK-0002"], ["TASK-0003"]),
        ("main...topic",): (first, topic, ["TASK-0002"], []),
        ("...topic",): (first, topic, ["TASK-0002"], []),
        ("HEAD~1..HEAD",): (first, main, ["TASK-0003"], []),
        ("..",): (main, main, [], []),
    }
    for words, (start, end, added, removed) in expected.items():
        found = diff(kb_run, repo.path, *words)
        assert (found["from"], found["to"], found["added"], found["removed"]) == (
            start,
            end,
            added,
            removed,
        ), words


def test_git_says_nothing_else_about_which_files_changed(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, **{f"t{n}": record(f"TASK-{n:04}") for n in range(1, 30)})
    for n in range(1, 30, 3):
        repo.write(f"backlog/t{n}.md", record(f"TASK-{n:04}", title=f"Changed {n}"))
    repo.git("rm", "-q", "-f", "backlog/t2.md")
    repo.write("backlog/new.md", record("TASK-0100"))
    repo.commit("change")
    listed = repo.git("diff", "--name-status", "--no-renames", "HEAD~1", "HEAD").splitlines()
    found = diff(kb_run, repo.path, "HEAD~1..HEAD")
    assert sorted(line[2:] for line in listed if line[0] == "M") == sorted(
        c["path"] for c in found["changed"]
    )
    assert (found["added"], found["removed"]) == (["TASK-0100"], ["TASK-0002"])


def test_each_revision_is_read_by_its_own_configuration(git_repo: Make, kb_run: Run) -> None:
    own = '[types.idea]\nprefix = "IDEA"\nstates = ["new", "old"]\n'
    repo = started(git_repo, settings=own, a=record("IDEA-0001", "idea", status="new"), b=record("TASK-0001"))
    repo.commit(
        "another type",
        {
            "kb.toml": own.replace('"old"', '"seen", "old"'),
            "backlog/a.md": record("IDEA-0001", "idea", status="seen"),
        },
    )
    found = news(diff(kb_run, repo.path, "HEAD~1..HEAD"))
    assert found == {"moved": [{"id": "IDEA-0001", "from": "new", "to": "seen"}]}


def test_a_base_in_a_folder_and_one_that_was_not_there_yet(git_repo: Make, kb_run: Run) -> None:
    repo = git_repo(files={"README.md": "words\n", "backlog/x.md": record("TASK-0009")})
    repo.commit("a base", {"kb/kb.toml": "", "kb/backlog/a.md": record("TASK-0001")})
    repo.write("kb/backlog/b.md", record("TASK-0002"))
    folder = repo.path / "kb"
    assert diff(kb_run, folder)["added"] == ["TASK-0002"]
    done = kb_run(["diff", "HEAD~1", "--format", "json"], folder)
    assert json.loads(done.out)["added"] == ["TASK-0001", "TASK-0002"]
    assert done.err == "There is no base in this folder at HEAD~1.\n"


def test_a_linked_work_tree_and_a_detached_head_have_what_a_clone_has(
    git_repo: Make, kb_run: Run, tmp_path: Path
) -> None:
    repo = started(git_repo, a=record("TASK-0001"))
    repo.git("worktree", "add", "-q", "--detach", os.fspath(tmp_path / "linked"))
    linked = GitRepo(tmp_path / "linked")
    linked.write("backlog/b.md", record("TASK-0002"))
    assert diff(kb_run, linked.path)["added"] == ["TASK-0002"]
    assert diff(kb_run, repo.path)["added"] == []


def test_nothing_is_written_and_nothing_of_the_repository_is_run(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, a=record("TASK-0001"))
    trap = repo.write("trap", "#!/bin/sh\ntouch sprung\n")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "diff.external", "core.pager", "filter.x.clean", "diff.x.textconv"):
        repo.git("config", key, os.fspath(trap))
    repo.write(".gitattributes", "*.md filter=x diff=x\n")
    repo.write("backlog/a.md", record("TASK-0001", title="Other"))
    assert len(diff(kb_run, repo.path)["changed"]) == 1
    assert not (repo.path / "sprung").exists()
    assert not (repo.path / "backlog/sprung").exists()


# -- where nobody can tell ---------------------------------------------------------------------------


def test_a_shallow_clone_says_what_it_lacks(git_repo: Make, kb_run: Run, tmp_path: Path) -> None:
    repo = started(git_repo, a=record("TASK-0001"))
    repo.git("checkout", "-q", "-b", "topic")
    repo.commit("topic", {"backlog/b.md": record("TASK-0002")})
    repo.git("checkout", "-q", "main")
    repo.commit("main", {"backlog/c.md": record("TASK-0003")})
    there = tmp_path / "clone"
    repo.git("clone", "-q", "--depth=1", "--no-single-branch", repo.path.as_uri(), os.fspath(there))
    said = kb_run(["diff", "origin/main...origin/topic"], there)
    assert said.code == 2
    assert "this clone is shallow: the commit where the sides of origin/main...origin/topic part" in said.err
    said = kb_run(["diff", "HEAD~1"], there)
    assert said.code == 2
    assert "there is no revision HEAD~1 here" in said.err
    assert "git fetch --unshallow" in said.err
    assert diff(kb_run, there, "origin/main..origin/topic")["added"] == ["TASK-0002"]


@pytest.mark.parametrize(
    "words", ["nowhere", "HEAD..nowhere", "--", "HEAD:kb.toml", "a b", "HEAD^{tree}", "-x..HEAD"]
)
def test_what_is_no_revision_is_said_to_be_none(words: str, git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, a=record("TASK-0001"))
    done = kb_run(["diff", "--", words], repo.path)
    assert done.code == (0 if words == "--" and not done.err else 2)
    if done.code:
        assert "there is no revision " in done.err


def test_without_git_or_a_repository_it_says_so(
    git_repo: Make, kb_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain/kb.toml").write_text("")
    done = kb_run(["diff"], tmp_path / "plain")
    assert (done.code, done.out) == (2, "")
    assert "there is no git repository at " in done.err
    repo = started(git_repo, a=record("TASK-0001"))
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    done = kb_run(["diff"], repo.path)
    assert done.code == 2
    assert "there is no git repository at " in done.err


def test_before_the_first_commit_everything_is_new(git_repo: Make, kb_run: Run) -> None:
    repo = git_repo()
    repo.write("kb.toml", "")
    repo.write("backlog/a.md", record("TASK-0001"))
    found = diff(kb_run, repo.path)
    assert (found["from"], found["added"]) == (None, ["TASK-0001"])
    done = kb_run(["diff", "HEAD..HEAD"], repo.path)
    assert done.code == 2
    assert "There is no commit yet" in done.err


def test_the_exit_code_is_that_of_git_where_it_is_asked_for(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, a=record("TASK-0001"))
    assert kb_run(["diff", "--exit-code"], repo.path).code == 0
    repo.write("backlog/a.md", record("TASK-0001", status="backlog"))
    assert kb_run(["diff"], repo.path).code == 0
    assert kb_run(["diff", "--exit-code"], repo.path).code == 1
    assert kb_run(["diff", "HEAD..HEAD", "--exit-code"], repo.path).code == 0


# -- as a comment ------------------------------------------------------------------------------------

HOSTILE = [
    "</details><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](https://evil.example/pixel.png) [y](javascript:alert)",
    "@everyone @group/sub #12 !34 ~label %5 $6 ^7 &8 team/other#9 GH-10",
    "https://evil.example www.evil.example mail@evil.example",
    "`code` **bold** __bold__ ~~gone~~ | cell | $x^2$ {.class} \\ &lt;b&gt; &#64;ana",
    "/close /merge ::error::x ##[error]x",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_nothing_from_a_record_becomes_markup_or_a_message(title: str, git_repo: Make, kb_run: Run) -> None:
    quoted = json.dumps(title)
    repo = started(git_repo, a=record("TASK-0001"), c=record("TASK-0003"))
    repo.git("checkout", "-q", "-b", "`odd`<b>@ana")
    repo.write("backlog/a.md", record("TASK-0001", title=quoted, more=f"x-{'n' * 3}: {quoted}\n", body=title))
    repo.write("backlog/b.md", record("TASK-0002", title=quoted))
    repo.write(f"backlog/{title[:20].replace('/', '_')}.md", "no record\n")
    repo.commit("odd")
    done = kb_run(["diff", "main..`odd`<b>@ana", "--format", "md"], repo.path)
    assert done.code == 0
    assert not re.search(r"(?<!\\)[`$\[]|(?<!\\)\*(?!\*)(?<!\*\*)", done.out.replace("**", "")), done.out
    assert not re.search(r"[@#!~%^$]\w|://|www\.|GH-\d", done.out.replace("&#8288;", "\u2060")), done.out
    markdown_it = pytest.importorskip("markdown_it", reason="the second opinion of a CommonMark parser")
    html = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(done.out)
    tags = set(re.findall(r"<(/?\w+)[^>]*>", html))
    known = {"details", "summary", "strong", "ul", "li", "p"}
    assert {tag.lstrip("/") for tag in tags} <= known
    text = re.sub(r"<[^>]+>", "", html).replace("&#8288;", "\u2060")
    assert not re.search(r"[@#!~%^$][\w]|://|www\.|GH-\d", text), text
    assert not re.search(r"^\s*/", done.out, re.MULTILINE)


def test_a_comment_fits_into_what_code_hosts_take(git_repo: Make, kb_run: Run) -> None:
    repo = git_repo(files={"kb.toml": ""})
    for n in range(1, 601):
        repo.write(f"backlog/t{n}.md", record(f"TASK-{n:04}", title="_" * 110))
    repo.commit("many")
    done = kb_run(["diff", "HEAD~1..HEAD", "--format", "md"], repo.path)
    assert len(done.out) < 65_536
    assert "**Records:** 600 new" in done.out
    assert re.search(r"^- … and \d+ more$", done.out, re.MULTILINE)
    for n in range(1, 601):
        repo.write(f"backlog/t{n}.md", record(f"TASK-{n:04}", status="backlog", title="_" * 110))
    done = kb_run(["diff", "--format", "md"], repo.path)
    assert "<details><summary>Moved (600)</summary>" in done.out
    assert len(done.out) < 65_536


def test_a_terminal_gets_no_character_it_would_act_on(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, a=record("TASK-0001"))
    repo.write(
        "backlog/a.md", record("TASK-0001", more='hypothesis: "a\\e[31m\\u202eb"\nx-a: "\\e]0;t\\a"\n')
    )
    for format_ in ("table", "md", "json"):
        out = kb_run(["diff", "--format", format_], repo.path).out
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", out)


def test_an_unreadable_file_is_told_once(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, a=record("TASK-0001"), b="no record\n")
    repo.write("backlog/c.md", "no record\n")
    (repo.path / "backlog/b.md").unlink()
    found = diff(kb_run, repo.path)
    assert (found["added"], found["removed"]) == (["backlog/c.md"], ["backlog/b.md"])
    said = kb_run(["diff"], repo.path).out
    assert said.startswith("From HEAD to the work tree: 2 unreadable\n")
    assert "  backlog/c.md new, and cannot be read in the work tree, so" in said
    assert "  backlog/b.md cannot be read in HEAD, so" in said


def test_a_record_of_many_or_long_words_fits_into_a_comment_as_well(git_repo: Make, kb_run: Run) -> None:
    """Few records, each of which alone is longer than a code host takes of a comment."""
    repo = started(git_repo, a=record("TASK-0001"), b=record("TASK-0002"))
    signs = "@user <img> #1 [x](https://a.b) " * 300
    repo.write("backlog/a.md", record("TASK-0001", title=json.dumps(signs), status="done"))
    own = "".join(f"x-{n}-{'_' * 180}: '{signs[:60]}'\n" for n in range(200))
    repo.write("backlog/b.md", record("TASK-0002", more=own))
    done = kb_run(["diff", "--format", "md"], repo.path)
    assert len(done.out) < 65_536
    assert "2 changed" in done.out
    assert re.search(r"^  - … and \d+ more$", done.out, re.MULTILINE)


@pytest.mark.parametrize("columns", [40, 80])
def test_it_fits_the_terminal(
    columns: int, git_repo: Make, kb_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    repo = started(git_repo, a=record("TASK-0001"))
    title = "A title of 漢字 and of many other words that go on and on, below its beginning"
    repo.write("backlog/a.md", record("TASK-0001", title=title, status="done", more=f"hypothesis: {title}\n"))
    told = kb_run(["diff"], repo.path).out.splitlines()
    assert max(map(display_width, told)) <= columns
    assert title in " ".join(" ".join(told).split())
