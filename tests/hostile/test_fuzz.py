"""Spoiled records, configurations and bodies, by the thousand: nothing raises, every finding lies in its text.

The gate runs the same inputs every time; `--soak` goes on for minutes from a new seed, which a failure names.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb import base, config
from kb.base import KnowledgeBase
from kb.config import Config
from kb.disk import read_source
from kb.errors import KbError
from kb.example import BASE, files
from kb.records import registry
from kb.text.source import Source
from tests.conftest import Finished
from tests.hostile.asking import check
from tests.hostile.mutation import Mutator
from tests.hostile.support import UNSHOWN

Run = Callable[..., Finished]

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TOGETHER = 100
CONFIGURATIONS = 10
USUAL = registry(Config())


def sound_records() -> list[str]:
    """The records of the example and of this repository, and the cases of the types."""
    found = [text for path, text in files() if path.startswith(("backlog/", "research/"))]
    for folder in ("backlog", "research", "tests/records/cases"):
        found += [path.read_text(encoding="utf-8") for path in sorted((ROOT / folder).rglob("*.md"))]
    return found


def sound_settings() -> list[str]:
    """Configurations that are in use, and one that says all that can be said."""
    everything = (HERE / "everything.toml").read_text(encoding="utf-8")
    return [
        everything,
        everything,
        (BASE / "kb.toml").read_text(encoding="utf-8"),
        (ROOT / "kb.toml").read_text(),
    ]


def written(folder: Path, datas: list[bytes]) -> Iterator[str]:
    """The paths of files of these bytes below a folder."""
    for number, data in enumerate(datas):
        path = f"backlog/TASK-{number:04}-x.md"
        (folder / path).write_bytes(data)
        yield path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "backlog").mkdir()
    (tmp_path / "kb.toml").write_text("")
    return tmp_path


# -- one batch ---------------------------------------------------------------------------------------------


def read_all(folder: Path, datas: list[bytes], settings: Config) -> KnowledgeBase:
    """A base of these files; what needs a second look is written to disk and read as `kb` reads it."""
    types = USUAL if settings == Config() else registry(settings)
    odd = [data for data in datas if not plain(data)]
    read = [read_source(folder, path) for path in written(folder, odd)]
    texts = [data.decode() for data in datas if plain(data)]
    read += [(Source(f"research/{number}.md", text), None) for number, text in enumerate(texts)]
    return KnowledgeBase(settings, types, [base.read(source, types, problem) for source, problem in read])


def plain(data: bytes) -> bool:
    """Whether reading the file and decoding the bytes come to the same."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    return not UNSHOWN.search(text.replace("\t", "").replace("\r\n", "\n")) and "\ufffe" not in text


def culprits(folder: Path, datas: list[bytes], error: BaseException) -> str:
    """Which of the inputs fails alone, for the message."""
    for data in datas:
        try:
            check(read_all(folder, [data], Config()))
        except Exception as alone:  # noqa: BLE001 - whatever it is, the input that did it must be told
            return f"{alone!r} for {data!r}"
    return f"{error!r}, only together: {datas!r}"


def records_round(mutator: Mutator, folder: Path) -> int:
    """Read and judge one batch of spoiled records; how many there were."""
    datas = [mutator.data() for _ in range(TOGETHER)]
    try:
        check(read_all(folder, datas, Config()))
    except Exception as error:  # noqa: BLE001 - whatever it is, the input that did it must be told
        pytest.fail(culprits(folder, datas, error))
    return TOGETHER


PLACE = re.compile(r"kb\.toml:(\d+):(\d+)")


def settings_round(mutator: Mutator, folder: Path, sound: list[bytes]) -> int:
    """Read spoiled configurations; judge with those that are still good ones."""
    for _ in range(CONFIGURATIONS):
        text = mutator.data().decode("utf-8", "replace")
        try:
            refused = judge_with(text, folder, sound)
        except Exception as error:  # noqa: BLE001 - whatever it is, the input that did it must be told
            pytest.fail(f"{error!r} for {text!r}")
        if refused is not None:
            assert names_a_place(refused, text), (refused.where, refused.message, text)
    return CONFIGURATIONS


def judge_with(text: str, folder: Path, sound: list[bytes]) -> KbError | None:
    """Judge records with a configuration, if it is one."""
    try:
        settings = config.parse(text)
        known = read_all(folder, sound, settings)
    except KbError as refused:
        return refused
    check(known)
    return None


def names_a_place(refused: KbError, text: str) -> bool:
    """Whether an error says where in the text the trouble is."""
    place = PLACE.fullmatch(refused.where or "")
    if place is None:
        return False
    lines, line, column = text.split("\n"), int(place[1]), int(place[2])
    return 1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1


COMMANDS = (
    ["lint"],
    ["lint", "--output-format", "json"],
    ["lint", "--output-format", "github"],
    ["list", "--sort", "-score"],
    ["board", "--swimlane", "goal"],
    ["board", "--format", "json"],
    ["groom"],
    ["next", "--format", "json"],
    ["show", "TASK-0001"],
    ["show", "EXP-0001", "--format", "json"],
    ["compare", "REV-0001"],
    ["compare", "REV-0001", "--format", "json"],
    ["why", "DEC-0001"],
    ["impact", "GOAL-0001"],
    ["graph", "--around", "TASK-0001"],
    ["schema"],
    ["sql", "select * from findings"],
)


def commands_round(mutator: Mutator, settings: Mutator, folder: Path, kb_run: Run) -> int:
    """Run one command on a base of spoiled records, sometimes with a spoiled configuration."""
    list(written(folder, [mutator.data() for _ in range(8)]))
    spoiled = mutator.random.random() < 0.3
    (folder / "kb.toml").write_bytes(settings.data() if spoiled else b"")
    command = mutator.random.choice(COMMANDS)
    done = kb_run(command, folder)
    if done.code not in (0, 1, 2) or "Traceback" in done.err:
        kept = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        pytest.fail(f"kb {' '.join(command)} ended with {done.code}: {done.err}{kept!r}")
    return 8 + spoiled


def bodies() -> list[str]:
    """Texts to make bodies of: those of sound records, and some that are hostile on purpose."""
    found = [text.split("\n---\n", 1)[-1] for text in sound_records()]
    return [*found, "", "```\n" * 50, "[[" * 500, "`" * 500, "<!--", "[[TASK-0001|" * 50, "[a](b" * 50]


def body_round(mutator: Mutator, folder: Path) -> int:
    """Judge sound front matter with spoiled bodies."""
    datas = []
    for number in range(TOGETHER):
        head = f"---\nid: TASK-{number:04}\ntype: task\ntitle: T\nstatus: idea\ncreated: 2026-01-05\n---\n"
        datas.append((head + mutator.text()).encode("utf-8", "surrogatepass"))
    try:
        check(read_all(folder, datas, Config()))
    except Exception as error:  # noqa: BLE001 - whatever it is, the input that did it must be told
        pytest.fail(culprits(folder, datas, error))
    return TOGETHER


# -- the gate, and the long run -------------------------------------------------------------------------------


def test_spoiled_records_are_read_and_judged(folder: Path) -> None:
    mutator = Mutator(20261123, sound_records())
    assert sum(records_round(mutator, folder) for _ in range(25)) == 2500


def test_spoiled_bodies_are_read_and_judged(folder: Path) -> None:
    mutator = Mutator(20261124, bodies())
    assert sum(body_round(mutator, folder) for _ in range(10)) == 1000


def test_spoiled_configurations_are_refused_with_their_place_or_used(folder: Path) -> None:
    mutator = Mutator(20261125, sound_settings())
    sound = [text.encode() for text in sound_records()[::50]]
    assert sum(settings_round(mutator, folder, sound) for _ in range(12)) == 120


def test_commands_end_well_on_spoiled_bases(folder: Path, kb_run: Run) -> None:
    records, settings = Mutator(20261126, sound_records()), Mutator(20261127, sound_settings())
    assert sum(commands_round(records, settings, folder, kb_run) for _ in range(100)) >= 800
