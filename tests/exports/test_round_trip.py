"""What `kb export` hands out comes in again where `kb import` reads it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kb import example
from tests.conftest import Finished

MEASURED = "select metric, split, value, std, n from metrics order by metric, split, value, std"


def test_the_file_of_metrics_is_what_kb_import_reads(kb_run: Callable[..., Finished], tmp_path: Path) -> None:
    there, here = tmp_path / "there", tmp_path / "here"
    there.mkdir()
    here.mkdir()
    example.copy(there, example.TODAY)
    (here / "kb.toml").write_text("")
    assert kb_run(["export", "csv", "--columns", "course", "-o", str(here / "metrics.csv")], there).code == 0
    done = kb_run(["import", "csv", "metrics.csv"], here)
    assert done.code == 0, done.err

    def rows(folder: Path) -> Any:
        return json.loads(kb_run(["sql", MEASURED, "--format", "json"], folder).out)["rows"]

    assert len(rows(there)) > 50
    assert rows(here) == rows(there)
    again = kb_run(["import", "csv", "metrics.csv", "--format", "json"], here)
    assert json.loads(again.out)["written"] == []
