"""What `kb review` says of a base that it can read only in part."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Finished

UNREAD = "cannot be read, and nobody knows what is cited there; `kb lint` says why.\nNothing else to look at again.\n"


@pytest.mark.parametrize(
    ("files", "said"),
    [(0, "Nothing to look at again.\n"), (1, f"1 file {UNREAD}"), (2, f"2 files {UNREAD}")],
)
def test_files_that_cannot_be_read_are_not_passed_over(
    files: int, said: str, kb_run: Callable[..., Finished], tmp_path: Path
) -> None:
    (tmp_path / "kb.toml").write_text("")
    (tmp_path / "research").mkdir()
    for number in range(files):
        (tmp_path / "research" / f"DEC-000{number}-x.md").write_text("---\nid: [\n---\n")
    assert kb_run(["review"], tmp_path).err == said
