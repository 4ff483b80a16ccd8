"""`kb serve` for real: a server of its own, and files that change under it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.cli.publishing import Publishing, Wish
from kb.cli.session import Session
from tests.site.support import Waiting, files_of, note, write

DAY = "2026-11-23"
SCRIPT = re.compile(rb'<script src="/\.kb/reload\.js\?(\d+)"></script>')


def task(number: int, title: str, body: str = "", more: str = "") -> str:
    return note(
        f"id: TASK-{number:04d}\ntype: task\ntitle: {title}\nstatus: idea\ncreated: 2026-11-01\n{more}", body
    )


BASE = {
    "backlog/TASK-0001.md": task(1, "Try hashing", "See [[TASK-0002]] and ![plot](plot.png)."),
    "backlog/TASK-0002.md": task(2, "Look at the data"),
    "backlog/TASK-0003.md": task(3, "For nobody else", more="visibility: restricted"),
    "backlog/plot.png": "one",
    "docs/about.md": "# About\n\n[[TASK-0001]] and [[TASK-0009]].\n",
    "kb.toml": 'name = "First name"\n',
}


class Server:
    """A `kb serve` that runs."""

    def __init__(self, root: Path, *arguments: str) -> None:
        self.root = root
        (root.parent / "temporary").mkdir(exist_ok=True)
        self.process = subprocess.Popen(
            [
                sys.executable, "-P", "-m", "kb", "serve", "--address", "127.0.0.1:0", "--today", DAY, *arguments,
            ],
            cwd=root,
            env={**os.environ, "TMPDIR": str(root.parent / "temporary"), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )  # fmt: skip
        self.said: list[str] = []
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()
        assert Waiting(120).until(lambda: self.address or self.process.poll() is not None)
        assert self.address, self.said

    def _listen(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line.rstrip("\n"))

    @property
    def address(self) -> str:
        return next((found[0] for line in self.said if (found := re.search(r"http://\S+", line))), "")

    @property
    def host(self) -> str:
        return "/".join(self.address.split("/")[:3])

    def get(self, name: str, *, whole: bool = False) -> bytes:
        """A file of the site; without the script that loads it again."""
        try:
            with urllib.request.urlopen(self.address + name, timeout=60) as answer:
                data: bytes = answer.read()
        except urllib.error.HTTPError as error:
            data = f"{error.code} ".encode() + error.read()
        return data if whole else SCRIPT.sub(b"", data)

    def state(self) -> str:
        """The number of the state that is shown."""
        found = SCRIPT.search(self.get("board/", whole=True))
        assert found is not None
        return found[1].decode()

    def shows(self, words: str, name: str) -> bool:
        return Waiting().until(lambda: words.encode() in self.get(name))

    def tells(self, words: str) -> bool:
        return Waiting().until(lambda: any(words in line for line in self.said))

    def end(self) -> int:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
        try:
            return self.process.wait(60)
        finally:
            if self.process.poll() is None:  # one that does not end must not hold up all other tests
                os.killpg(self.process.pid, signal.SIGKILL)
            self.listener.join(10)
            assert self.process.stderr is not None
            self.process.stderr.close()


@pytest.fixture
def server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Server]:
    monkeypatch.delenv("KB_AUDIENCE", raising=False)
    started = Server(write(tmp_path / "base", BASE), *getattr(request, "param", ()))
    yield started
    assert started.end() == 0
    assert not any("Traceback" in line for line in started.said)
    assert list((tmp_path / "temporary").iterdir()) == []


def built(root: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The site as `kb build` makes it from nothing."""
    monkeypatch.setenv("KB_NO_CACHE", "1")
    site = root.parent / "fresh"
    Publishing(Session(root), Wish(None, DAY, strict=False, site=site)).run()
    return files_of(site)


@pytest.mark.slow
def test_what_changes_is_shown_as_a_build_from_nothing_shows_it(server, monkeypatch):
    root = server.root
    assert b"Try hashing" in server.get("r/TASK-0001/")
    assert b"Look at the data" in server.get("board/")
    before = server.state()

    write(
        root,
        {**BASE, "backlog/TASK-0001.md": BASE["backlog/TASK-0001.md"].replace("hashing", "target encoding")},
    )
    assert server.shows("Try target encoding", "r/TASK-0001/")
    assert b"Try target encoding" in server.get("about/") or server.shows("Try target encoding", "about/")
    assert b"Try target encoding" in server.get("board/")
    assert server.state() != before

    # one comes, one goes, one is renamed; a page by hand names the one that comes
    (root / "backlog" / "TASK-0009.md").write_text(task(9, "Came later", "After [[TASK-0001]]."))
    (root / "backlog" / "TASK-0002.md").unlink()
    (root / "backlog" / "TASK-0001.md").rename(root / "backlog" / "TASK-0001-other.md")
    assert server.shows("Came later", "r/TASK-0009/")
    assert server.shows("Came later", "about/")
    assert Waiting().until(lambda: server.get("r/TASK-0002/").startswith(b"404 "))

    # the page that people wrote
    (root / "docs" / "about.md").write_text("# About\n\nNew words.\n")
    assert server.shows("New words.", "about/")
    (root / "docs" / "more.md").write_text("# More of it\n\n[[TASK-0009]]\n")
    assert server.shows("Came later", "more/")
    assert server.shows("More of it", "board/")  # in the navigation

    # the configuration, broken in between
    (root / "kb.toml").write_text("name = [\n")
    assert server.tells("kb.toml:")
    path = root / "backlog" / "TASK-0009.md"
    path.write_text(path.read_text().replace("Came later", "Came at last"))
    assert server.shows("Came at last", "r/TASK-0009/")
    (root / "kb.toml").write_text('name = "Another name"\n')
    assert server.shows("Another name", "board/")

    fresh = built(root, monkeypatch)
    shown = {name: server.get(name) for name in sorted(fresh, key=lambda name: not name.endswith(".html"))}
    assert [name for name in fresh if shown[name] != fresh[name] and not name.startswith("sitemap")] == []
    assert len(fresh) > 40


@pytest.mark.slow
# What cannot be read may be meant for few: only who sees everything sees that it is there.
@pytest.mark.parametrize("server", [("--audience", "restricted")], indirect=True)
def test_a_broken_record_is_told_and_a_mended_one_comes_back(server):
    path = server.root / "backlog" / "TASK-0001.md"
    whole = path.read_text()
    path.write_text(whole.replace("type: task", "type: [task"))
    assert server.tells("backlog/TASK-0001.md:")
    line = next(line for line in server.said if line.startswith("backlog/TASK-0001.md:"))
    found = re.match(r"backlog/TASK-0001\.md:\d+:\d+: ([A-Z]+\d+) ", line)
    assert found is not None, line
    assert server.shows(found[1], "health/")
    assert server.get("r/TASK-0001/").startswith(b"404 ")
    assert b"Look at the data" in server.get("r/TASK-0002/")
    path.write_bytes(b"\xff\xfe no text")
    assert server.tells("UTF-8")
    path.write_text(whole)
    assert server.shows("Try hashing", "r/TASK-0001/")
    assert Waiting().until(lambda: b"backlog/TASK-0001.md" not in server.get("health/"))
    told = len(server.said)
    path.write_text(whole.replace("type: task", "type: [task"))  # the same again is told again
    assert Waiting().until(lambda: len(server.said) > told)


@pytest.mark.slow
def test_only_what_belongs_to_the_site_is_handed_out(server):
    assert server.get("files/backlog/plot.png").startswith(b"404 ")  # no page that was asked for shows it
    assert b"plot.png" in server.get("r/TASK-0001/")
    assert server.get("files/backlog/plot.png") == b"one"
    for name in (
        "../base/kb.toml",
        "%2e%2e/base/kb.toml",
        "/etc/passwd",
        "..%2f..%2fbase%2fkb.toml",
        "kb.toml",
        "%00",
    ):
        assert server.get(name).startswith(b"404 "), name
    with urllib.request.urlopen(server.address + "r/TASK-0001", timeout=60) as answer:
        assert answer.url == server.address + "r/TASK-0001/"
    with urllib.request.urlopen(
        urllib.request.Request(server.address + "board/", method="HEAD"), timeout=60
    ) as answer:
        assert answer.read() == b""
        assert int(answer.headers["Content-Length"]) > 1000
    # a browser that shows another state than this is told at once
    with urllib.request.urlopen(f"{server.host}/.kb/state?1", timeout=60) as answer:
        assert answer.read().decode() == server.state()


@pytest.mark.slow
def test_an_audience_and_a_path_below_which_the_site_stands(tmp_path):
    lines = [
        "site_name: X",
        "theme: {name: material}",
        "plugins: [search, kb]",
        "site_url: https://x.example/sub/",
    ]
    root = write(tmp_path / "base", {**BASE, "mkdocs.yml": "\n".join([*lines, ""])})
    server = Server(root, "--audience", "public")
    try:
        assert server.address.endswith("/sub/")
        assert server.get("r/TASK-0003/").startswith(b"404 ")
        path = root / "backlog" / "TASK-0003.md"
        path.write_text(path.read_text().replace("visibility: restricted", "visibility: public"))
        assert server.shows("For nobody else", "r/TASK-0003/")
        with urllib.request.urlopen(f"{server.host}/", timeout=60) as answer:
            assert answer.url == server.address
        (root / "mkdocs.yml").write_text("site_name: [\n")
        assert server.tells("MkDocs did not build the site")
        (root / "mkdocs.yml").write_text("\n".join(["site_name: Mended", *lines[1:], ""]))
        assert server.shows("Mended", "about/")
    finally:
        assert server.end() == 0


def test_a_port_that_is_taken_and_no_port_at_all(tmp_path, monkeypatch):
    root = write(tmp_path / "base", BASE)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        for address, words in (
            (f"127.0.0.1:{taken.getsockname()[1]}", "Choose another place with `--address"),
            ("127.0.0.1", "is no HOST:PORT"),
            ("127.0.0.1:99999", "is no HOST:PORT"),
        ):
            done = subprocess.run(
                [sys.executable, "-P", "-m", "kb", "serve", "--address", address],
                cwd=root, env=os.environ, capture_output=True, text=True, check=False, timeout=120,
            )  # fmt: skip
            assert done.returncode == 2
            assert words in done.stderr


@pytest.mark.browser
@pytest.mark.slow
def test_a_browser_loads_the_page_again_by_itself(server, tabs):
    page = tabs.open(server.address + "r/TASK-0001/")
    assert "Try hashing" in page.inner_text("h1")
    path = server.root / "backlog" / "TASK-0001.md"
    path.write_text(path.read_text().replace("Try hashing", "Try something else"))
    page.locator("h1", has_text="Try something else").wait_for(timeout=60_000)
