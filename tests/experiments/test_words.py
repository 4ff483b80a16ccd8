"""Commands as lines: what was called is what is read again, and what needs a shell is known."""

import shlex
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import KbError
from kb.experiments import words

WORD = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=12)
NAME = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,8}", fullmatch=True)
FOLDER = st.lists(
    st.from_regex(r"[A-Za-z0-9 '\"$;&_][A-Za-z0-9 '\"$;&._-]{0,6}", fullmatch=True), max_size=3
).map("/".join)


@given(
    st.from_regex(r"[a-z./]{1,9}", fullmatch=True),
    st.lists(WORD, max_size=5),
    FOLDER,
    st.dictionaries(NAME, WORD, max_size=3),
)
def test_what_was_called_is_what_is_read_again(
    program: str, arguments: list[str], folder: str, variables: dict[str, str]
) -> None:
    called = (program, *arguments)
    read = words.read(words.written(called, folder, variables))
    assert read == words.Command(called, folder.rstrip("/"), variables)


@pytest.mark.parametrize(
    "arguments", [["a b", "$HOME", "`ls`", "*.py", "x'y", 'q"r', "a\\b", ";", "&&", "line\nbreak", ""]]
)
def test_a_shell_reads_the_line_in_the_same_way(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "in here").mkdir()
    line = words.written(["printf", "%s|", *arguments], "in here", {"A": "1 2"})
    said = subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert said == "".join(f"{word}|" for word in arguments)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("python train.py", (("python", "train.py"), "", {}, False)),
        ("OMP=2 A='b c' python -c 'a; b'", (("python", "-c", "a; b"), "", {"OMP": "2", "A": "b c"}, False)),
        ("cd model && python x.py", (("python", "x.py"), "model", {}, False)),
        ("cd 'my model/a' && python x.py", (("python", "x.py"), "my model/a", {}, False)),
        ("cd a && b | c", (("sh", "-c", "b | c"), "a", {}, True)),
        ("python x.py > log", (("sh", "-c", "python x.py > log"), "", {}, True)),
        ('python "$HOME/x.py"', (("sh", "-c", 'python "$HOME/x.py"'), "", {}, True)),
        ("python '$HOME/x.py' \\$x", (("python", "$HOME/x.py", "$x"), "", {}, False)),
        ("python data/*.csv", (("sh", "-c", "python data/*.csv"), "", {}, True)),
        ("a && b", (("sh", "-c", "a && b"), "", {}, True)),
        ("a\nb", (("sh", "-c", "a\nb"), "", {}, True)),
        ("  python   x.py  ", (("python", "x.py"), "", {}, False)),
    ],
)
def test_lines_that_people_write(line: str, read: object) -> None:
    assert tuple(words.read(line)) == read


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "empty"),
        ("A=1", "empty"),
        ("python 'open", "split into words"),
        ("cd .. && python x.py", "not inside"),
        ("cd /etc && python x.py", "not inside"),
        ("cd a/../../b && python x.py", "not inside"),
    ],
)
def test_lines_that_are_none_are_refused(line: str, said: str) -> None:
    with pytest.raises(KbError, match=said):
        words.read(line)


def test_a_folder_with_a_variable_is_for_the_shell() -> None:
    assert words.read("cd $HOME && ls").shell
    assert shlex.split("cd 'a b' && x")[1] == words.read("cd 'a b' && x").folder
