"""Notebooks that papermill really ran (`papermill/make.py`), and others that it did not."""

import json
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import KbError
from kb.importers.importer import Request
from kb.importers.run import Run, Trouble
from kb.importers.tools.papermill import Papermill
from tests.importers.papermill import make

FOLDER = Path(make.__file__).parent


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "notebooks" / "deep").mkdir(parents=True)
    for path in FOLDER.glob("*.ipynb"):
        shutil.copy(path, tmp_path / "notebooks")
    (tmp_path / "notebooks" / ".ipynb_checkpoints").mkdir()
    shutil.copy(FOLDER / "neighbours-1.ipynb", tmp_path / "notebooks" / ".ipynb_checkpoints")
    shutil.move(tmp_path / "notebooks" / "neighbours-0.ipynb", tmp_path / "notebooks" / "deep")
    return tmp_path


def test_the_runs_of_a_folder_the_oldest_first(root: Path) -> None:
    found = list(Papermill().runs(Request(root, "notebooks")))
    assert all(isinstance(run, Run) for run in found)
    assert [(run.id, run.state) for run in found if isinstance(run, Run)] == [
        ("neighbours-1", "finished"),
        ("neighbours-15", "finished"),
        ("neighbours-0", "failed"),
    ]


def test_a_run_is_told_whole(root: Path) -> None:
    (run,) = Papermill().runs(Request(root, "notebooks/neighbours-15.ipynb"))
    assert isinstance(run, Run)
    assert run.name == "Neighbours on two clouds (neighbours-15)"
    assert run.group == "clouds"
    assert run.params == {
        "neighbours": 15, "seed": 7, "rows": 400, "weights": {"near": 1.0, "far": 0.5}, "note": 'größer – "wide" vote',
    }  # fmt: skip
    assert run.seeds == (7,)
    assert (
        run.command
        == "papermill clouds.ipynb neighbours-15.ipynb -p neighbours 15 -p note 'größer – \"wide\" vote'"
    )
    assert {m.name for m in run.metrics} == {"accuracy.train", "accuracy.test", "test_errors"}
    assert all(0 < m.value < 100 for m in run.metrics)
    assert run.remarks == ("left out classes: glued, and no figure",)
    assert run.environment["python"].startswith("3.")
    assert run.started is not None
    assert run.ended is not None
    assert run.ended > run.started
    assert run.outputs[0].found


def test_saving_a_notebook_again_does_not_change_its_run(root: Path) -> None:
    path = root / "notebooks" / "neighbours-1.ipynb"
    (before,) = Papermill().runs(Request(root, "notebooks/neighbours-1.ipynb"))
    path.write_text(json.dumps(json.loads(path.read_text()), indent=4))
    (after,) = Papermill().runs(Request(root, "notebooks/neighbours-1.ipynb"))
    assert isinstance(before, Run)
    assert isinstance(after, Run)
    assert before.outputs != after.outputs
    assert before.digest == after.digest


def notebook(cells: list[Any] | None = None, **mill: Any) -> dict[str, Any]:
    return {"cells": cells or [], "metadata": {"papermill": mill}, "nbformat": 4, "nbformat_minor": 5}


def read(root: Path, book: Any) -> Run:
    (root / "n.ipynb").write_text(json.dumps(book))
    (run,) = Papermill().runs(Request(root, "n.ipynb"))
    assert isinstance(run, Run)
    return run


def test_figures_recorded_by_papermill_itself_before_it_had_scrapbook(tmp_path: Path) -> None:
    output = {"output_type": "display_data", "data": {"application/papermill.record+json": {"auc": 0.8}}}
    book = notebook([{"cell_type": "code", "outputs": [output]}], end_time="2018-03-01T10:00:00")
    run = read(tmp_path, book)
    assert [(m.name, m.value) for m in run.metrics] == [("auc", 0.8)]
    assert run.command is None


@pytest.mark.parametrize(
    ("code", "params"),
    [
        ("a = 1\nb: str = 'x'\nc = d = 2\ne = f(1)\nimport os\n", {"a": 1, "b": "x"}),
        ("a = (", {}),
        ("a = " + "(" * 5000, {}),
        ("a = b'x'\nc = {1, 2}\nd = -1.5\ne = 1j", {"d": -1.5}),
        ("a = '\0'", {}),
    ],
)
def test_defaults_are_read_and_never_run(tmp_path: Path, code: str, params: dict[str, Any]) -> None:
    cell = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": code, "outputs": []}
    assert read(tmp_path, notebook([cell])).params == params


def test_a_notebook_that_has_no_end_is_running(tmp_path: Path) -> None:
    assert read(tmp_path, notebook(start_time="2026-03-01T10:00:00")).state == "running"


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        ('{"cells": [', "n.ipynb:1:12", "this is no notebook"),
        ('{"worksheets": []}', "n.ipynb", "it has no cells"),
        ("[]", "n.ipynb", "it has no cells"),
        ('{"cells": [], "metadata": {}}', "n.ipynb", "papermill did not run this notebook"),
        ("[" * 100_000, "n.ipynb", "cannot be read"),
        ('{"cells": [], "metadata": {"papermill": {"start_time": "soon"}}}', "n.ipynb", "no date"),
    ],
)
def test_what_is_no_run_is_said(tmp_path: Path, text: str, where: str, message: str) -> None:
    (tmp_path / "n.ipynb").write_text(text)
    with pytest.raises(KbError, match=message) as refused:
        list(Papermill().runs(Request(tmp_path, "n.ipynb")))
    assert refused.value.where == where


def test_in_a_folder_the_others_go_on(root: Path) -> None:
    (root / "notebooks" / "a-cut.ipynb").write_text('{"cells": [')
    found = list(Papermill().runs(Request(root, "notebooks")))
    assert [type(one).__name__ for one in found] == ["Trouble", "Run", "Run", "Run"]


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["cells", "metadata", "papermill", "parameters", "outputs", "data", "tags", "source", "name", *(
            "application/scrapbook.scrap.json+json", "application/papermill.record+json", "cell_type", "start_time")]),
        inner, max_size=4,
    ),
    max_leaves=10,
)  # fmt: skip


@given(st.lists(ANY, max_size=3), ANY)
def test_any_notebook_gives_a_run_or_a_trouble(cells: list[Any], mill: Any) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        book = {"cells": cells, "metadata": {"papermill": mill if isinstance(mill, dict) else {}}}
        (Path(folder) / "n.ipynb").write_text(json.dumps(book))
        with suppress(KbError):
            for one in Papermill().runs(Request(Path(folder), "n.ipynb")):
                assert isinstance(one, Run | Trouble)
