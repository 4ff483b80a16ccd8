"""The example base as a site, built once for all tests of pages, by the command itself."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import kb
from kb.site import builder
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


@pytest.fixture
def show(tmp_path: Path, serve: Callable[[Path], str], tabs: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page with this body; afterwards fails if the policy stopped anything or a payload ran."""
    for asset in builder.assets():
        if asset.file.suffix == ".js":
            target = tmp_path / asset.path.removeprefix("assets/kb/")
            target.parent.mkdir(exist_ok=True)
            shutil.copy(asset.file, target)
    (tmp_path / "kb.css").write_text(builder.style_sheet(), encoding="utf-8")
    (tmp_path / "favicon.ico").touch()  # a browser asks every server for one
    address = serve(tmp_path)
    complaints: list[str] = []
    opened = []

    def open_page(
        body: str, *, fragment: str = "", scripts: bool = True, scheme: str = "default", **more: Any
    ) -> Any:
        name = f"page{len(opened)}.html"
        (tmp_path / name).write_text(support.frame(body, scripts=scripts, scheme=scheme), encoding="utf-8")
        page = tabs.open("about:blank", **more)
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(f"{address}{name}{fragment}")
        opened.append(page)
        return page

    yield open_page
    assert not any(page.evaluate("window.hurt") for page in opened)
    assert not complaints
