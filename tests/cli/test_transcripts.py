"""Every command by transcript, and the runner of transcripts itself."""

from pathlib import Path

import pytest

from tests.cli.transcripts import matches, parse, play

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.md"))


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    folder = tmp_path / "programs"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_command_does_as_its_transcript_says(
    transcript: Path, tmp_path: Path, programs: Path, request: pytest.FixtureRequest
) -> None:
    folder = tmp_path / "churn"
    folder.mkdir()
    wrong = play(transcript, folder, programs, update=request.config.getoption("--update-goldens"))
    assert not wrong, "\n\n".join(wrong)


def test_a_transcript_has_commands() -> None:
    assert TRANSCRIPTS
    empty = [path.name for path in TRANSCRIPTS if not any(step.command for step in parse(path.read_text()))]
    assert not empty


PAGE = """\
# A page

```python
print("for the reader")
```

```markdown title="notes/a.md"
words
```

```console
$ cat notes/a.md
words
$ echo one;
> echo two
one
two
$ sh -c 'exit 3'
[3]
$ kb --version | cut -c1-3
kb{...}
```
"""


def test_the_runner_reads_files_commands_and_exit_codes(tmp_path: Path, programs: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE)
    assert [step.path or step.command for step in parse(PAGE)] == [
        "notes/a.md",
        "cat notes/a.md",
        "echo one;\necho two",
        "sh -c 'exit 3'",
        "kb --version | cut -c1-3",
    ]
    assert play(page, tmp_path, programs, update=False) == []


@pytest.mark.parametrize(
    ("was", "now"),
    [("$ cat notes/a.md\nwords", "$ cat notes/a.md\nother"), ("[3]", "[4]"), ("one\ntwo", "one")],
)
def test_the_runner_finds_what_differs_and_writes_it_when_asked(
    tmp_path: Path, programs: Path, was: str, now: str
) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE.replace(was, now))
    assert len(play(page, tmp_path, programs, update=False)) == 1
    assert play(page, tmp_path, programs, update=True) == []
    assert page.read_text() == PAGE


def test_wildcards_stand_for_parts_of_a_line_or_for_lines() -> None:
    assert matches(["created 2026-01-05 at abc"], ("created {...} at {...}",))
    assert not matches(["created 2026-01-05", "at abc"], ("created {...} at {...}",))
    assert matches(["a", "b", "c"], ("a", "{...}"))
    assert matches(["a"], ("a", "{...}"))
    assert not matches(["a", "b"], ("{...}", "c"))
    assert not matches([], ("a",))
