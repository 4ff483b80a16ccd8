"""The file that `kb export -o` writes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Finished


@pytest.mark.parametrize("mode", [0o600, 0o640])
def test_who_may_read_a_file_may_read_what_is_written_over_it(
    mode: int, kb_run: Callable[..., Finished], tmp_path: Path
) -> None:
    (tmp_path / "kb.toml").write_text("")
    file = tmp_path / "all.json"
    file.write_text("of yesterday")
    file.chmod(mode)
    assert kb_run(["export", "json", "-o", "all.json"], tmp_path).code == 0
    assert file.stat().st_mode & 0o777 == mode
    assert file.read_text().startswith("{")
