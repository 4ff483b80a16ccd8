"""What each format prints for one base, as a file to look at."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kb._version import __version__
from kb.cli.report import format_names
from tests.cli.formats.support import TODAY, write
from tests.conftest import Finished

PAGES = re.compile(r'("help": \{\n +"text": )".*"(,\n +"markdown": )".*"')
"""The pages of rules are tested elsewhere, and get better."""


@pytest.mark.parametrize("format_", format_names())
def test_golden(
    format_: str, tmp_path: Path, kb_run: Callable[..., Finished], golden: Callable[[str, str], None]
) -> None:
    done = kb_run(["lint", "--output-format", format_, "--today", TODAY], write(tmp_path))
    out = done.out.replace(f'"{__version__}"', '"THIS VERSION"')
    out = PAGES.sub(r'\1"THE PAGE"\2"THE PAGE"', out)
    golden(f"{out}-- standard error --\n{done.err}-- exit code {done.code} --\n", f"{format_}.txt")
