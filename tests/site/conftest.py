"""The example base as a site, built once for all tests of pages, by the command itself."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import kb
from kb.site.material import Material
from tests.conftest import QuietHandler
from tests.site import support

EXAMPLE = Path(kb.__file__).parent / "example" / "base"


@dataclass(frozen=True)
class Built:
    """A site: the folder of its base, its own folder, and its address."""

    base: Path
    site: Path
    url: str


def copied(folder: Path) -> Path:
    """A copy of the example base."""
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture(scope="session")
def example(clean_machine: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The example base, built by `kb build --strict` and served."""
    folder = copied(tmp_path_factory.mktemp("example") / "base")
    done = subprocess.run(
        [sys.executable, "-P", "-m", "kb", "build", "--strict", "--today", support.TODAY.isoformat()],
        cwd=folder, env=os.environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    handler = functools.partial(QuietHandler, directory=str(folder / "site"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Built(folder, folder / "site", f"http://127.0.0.1:{server.server_port}/")
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def teaching(clean_machine: Path) -> Material:
    """The material of the example base, for pages drawn without a generator."""
    return support.material(EXAMPLE)
