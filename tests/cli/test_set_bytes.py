"""What `kb set` writes: the value asked for and not a byte else, whatever the hand that wrote the file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kb.base import read
from kb.changing import assign, parse
from kb.config import Config
from kb.records import registry
from kb.text.edit import apply
from kb.text.source import Source

TYPES = registry(Config())
TITLES = ("Hash the shop", "'Hash the shop'", '"Hash the shop"')
NOTES = ("", "   # short for now", " #no: {blank}")
LISTS = (
    " [churn, encoding]{note}",
    " [ churn ,encoding ]{note}",
    "{note}\n  - churn\n  - encoding   # both",
    "{note}\n- 'churn'\n- encoding",
)
MEASURABLE = (
    " {{metric: roc_auc, target: 0.7}}{note}",
    "{note}\n    metric: roc_auc\n\n    # what is asked for\n    target: 0.7{note}",
    "{note}\n      target:   0.7{note}\n      metric: 'roc_auc'",
)
ENDS = ("\n", "\r\n")
ASSIGNMENTS = (
    ("title=Encode the shop by target", "title=Hash the shop"),
    ("title=1.10", "title=Hash the shop"),
    ("title=a: b # c", "title=Hash the shop"),
    ("tags+=target", "tags-=target"),
    ("tags-=encoding", "tags+=encoding"),
    ("smart.measurable.target=0.75", "smart.measurable.target=0.7"),
    ("smart.measurable.metric=log_loss", "smart.measurable.metric=roc_auc"),
    ("smart.measurable.dataset=test", "smart.measurable.dataset="),
    ("smart.time_bound=2026-03-01", "smart.time_bound=2026-02-01"),
    ("smart.relevant=because", "smart.relevant="),
    ("smart.achievable.effort_days=3", "smart.achievable="),
    ("expectation.gain=3 expectation.confidence=0.5", "expectation="),
    ("depends_on=TASK-0002,TASK-0003", "depends_on="),
    ("x-note=anything", "x-note="),
)


@st.composite
def tasks(draw: st.DrawFn) -> str:
    """A task as somebody may have written it."""
    notes = st.sampled_from(NOTES)
    text = "\n".join(
        [
            "---",
            "id: TASK-0001",
            "type:   task",
            f"title: {draw(st.sampled_from(TITLES))}{draw(notes)}",
            f"status: idea{draw(notes)}",
            "# before the date",
            "created: 2026-01-05",
            "tags:" + draw(st.sampled_from(LISTS)).format(note=draw(notes)),
            "smart:" + draw(notes),
            "  measurable:" + draw(st.sampled_from(MEASURABLE)).format(note=draw(notes)),
            f"  time_bound: 2026-02-01{draw(notes)}",
            *draw(st.sampled_from(([], ["x-own: {a: 1}   # kept"], ["# the end"]))),
            "---",
            "Words with trailing blanks.  ",
            "\ttabs and --- dashes",
        ]
    )
    text = text.replace("\n", draw(st.sampled_from(ENDS))) + draw(st.sampled_from(("", "\n", "\n\n")))
    return draw(st.sampled_from(("", "\ufeff"))) + text


def setting(text: str, words: str) -> str:
    """The text after `kb set`; assignments are separated by ` and ` where there are several."""
    document = read(Source("backlog/TASK-0001.md", text), TYPES)
    assert document.record is not None, document.problems
    parts = words.split(" ") if words.startswith("expectation.") else [words]
    return apply(text, assign(document, TYPES, [parse(part) for part in parts]).edits)


def values(text: str) -> dict[str, Any]:
    return read(Source("backlog/TASK-0001.md", text), TYPES).values


@given(tasks(), st.sampled_from(ASSIGNMENTS))
def test_there_and_back_leaves_the_bytes_as_they_were(text: str, words: tuple[str, str]) -> None:
    there = setting(text, words[0])
    field = words[0].partition("=")[0].rstrip("+-").partition(".")[0]
    assert there != text
    changed = {key for key in values(there) | values(text) if values(there).get(key) != values(text).get(key)}
    assert changed == {field}
    assert setting(there, words[1]) == text


@given(tasks())
def test_what_is_so_already_changes_nothing(text: str) -> None:
    for words in ("title=Hash the shop", "tags=churn,encoding", "smart.measurable.target=0.7", "owner="):
        assert setting(text, words) == text


def test_the_file_keeps_its_mode_and_line_ends(kb_run: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "kb.toml").write_text("")
    (tmp_path / "backlog").mkdir()
    file = tmp_path / "backlog" / "TASK-0001-x.md"
    text = b"---\r\nid: TASK-0001\r\ntype: task\r\ntitle: x\r\nstatus: idea\r\ncreated: 2026-01-05\r\n---\r\n"
    file.write_bytes(text)
    file.chmod(0o640)
    done = kb_run(["set", "TASK-0001", "owner=analyst"], tmp_path)
    assert done.code == 0, done.err
    assert file.read_bytes() == text.replace(b"-05\r\n", b"-05\r\nowner: analyst\r\n")
    assert file.stat().st_mode & 0o777 == 0o640
