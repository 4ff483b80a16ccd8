"""What every test may ask for: a clean machine, repositories, the command line, golden files, a browser."""

import contextlib
import functools
import http.server
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent
AXE = Path(__file__).parent / "vendor" / "axe" / "axe.min.js"

GIT_CONFIG = """\
[init]
    defaultBranch = main
[safe]
    directory = *
[commit]
    gpgsign = false
[core]
    autocrlf = false
[protocol "file"]
    allow = always
[advice]
    detachedHead = false
"""
# Nothing may read the settings of whoever runs the tests: git stops at a file like this one.
POISON = "[this is not a git configuration\n"

# What the shell or the CI around the tests says must not change what they see.
FOREIGN = (
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR",
    "CI",
    "GITHUB_ACTIONS",
    "GITLAB_CI",
    "PAGER",
    "EDITOR",
    "VISUAL",
)
BROWSER_FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    # No other machine is found, whatever a page asks for.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]  # fmt: skip
AXE_RUN = """async ([impacts, only]) => {
  const options = { resultTypes: ["violations"], preload: false, ...(only ? { runOnly: only } : {}) };
  const { violations } = await axe.run(document, options);
  return violations.filter(({ impact }) => impacts.includes(impact)).flatMap(({ id, impact, help, nodes }) =>
    nodes.map(({ html }) => `${id} (${impact}): ${help}: ${html.slice(0, 200)}`));
}"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write golden files instead of comparing")
    parser.addoption("--soak", action="store_true", help="also run the tests that take minutes on purpose")


def pytest_configure(config: pytest.Config) -> None:
    """No property fails because the machine is busy, or today only; --soak looks further and at random."""
    slow = [hypothesis.HealthCheck.too_slow]
    hypothesis.settings.register_profile("gate", deadline=None, derandomize=True, suppress_health_check=slow)
    hypothesis.settings.register_profile(
        "soak", deadline=None, max_examples=5000, print_blob=True, suppress_health_check=slow
    )
    hypothesis.settings.load_profile("soak" if config.getoption("--soak") else "gate")
    # Under nohup a hang-up is ignored, and the programs that tests start in order to hang up would ignore it, too. What
    # is listened to, by doing nothing, is not inherited.
    hang_up = getattr(signal, "SIGHUP", None)
    main = threading.current_thread() is threading.main_thread()
    if hang_up is not None and main and signal.getsignal(hang_up) == signal.SIG_IGN:
        signal.signal(hang_up, lambda *_: None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--soak"):
        return
    soak = [item for item in items if item.get_closest_marker("soak")]
    if soak:
        config.hook.pytest_deselected(items=soak)
        items[:] = [item for item in items if not item.get_closest_marker("soak")]


# -- a clean machine ---------------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def clean_machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home that nobody owns: git identity and settings are ours, the user's would stop git."""
    home = tmp_path_factory.mktemp("home")
    settings = tmp_path_factory.mktemp("settings") / "gitconfig"
    settings.write_text(GIT_CONFIG)
    for poisoned in (home / ".gitconfig", home / ".config" / "git" / "config"):
        poisoned.parent.mkdir(parents=True, exist_ok=True)
        poisoned.write_text(POISON)
    real_home = Path.home()
    with pytest.MonkeyPatch.context() as patch:
        for name in [*FOREIGN, *(name for name in os.environ if name.startswith(("GIT_", "KB_")))]:
            if name != "KB_CHROMIUM":
                patch.delenv(name, raising=False)
        keep_installers_working(patch, real_home)
        for name, value in clean_environment(home, settings).items():
            patch.setenv(name, value)
        yield home


def clean_environment(home: Path, settings: Path) -> dict[str, str]:
    """The variables every test and every program it starts runs under."""
    person = {"NAME": "Test Author", "EMAIL": "author@example.org"}
    return {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "GIT_CONFIG_GLOBAL": str(settings),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_CEILING_DIRECTORIES": str(home.parent.parent),
        **{f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in person.items()},
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "100",
        "KB_NO_CACHE": "1",
    }


def keep_installers_working(patch: pytest.MonkeyPatch, home: Path) -> None:
    """Lets pip and Playwright find what they had: where packages come from is no setting of ours."""
    if (pip := home / ".config" / "pip" / "pip.conf").is_file() and "PIP_CONFIG_FILE" not in os.environ:
        patch.setenv("PIP_CONFIG_FILE", str(pip))
    if (pip_cache := home / ".cache" / "pip").is_dir() and "PIP_CACHE_DIR" not in os.environ:
        patch.setenv("PIP_CACHE_DIR", str(pip_cache))
    if (
        browsers := home / ".cache" / "ms-playwright"
    ).is_dir() and "PLAYWRIGHT_BROWSERS_PATH" not in os.environ:
        patch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(browsers))


# -- git repositories --------------------------------------------------------------------------------


@dataclass(frozen=True)
class GitRepo:
    """A real repository in a temporary folder."""

    path: Path

    def git(self, *arguments: str, check: bool = True, env: Mapping[str, str] | None = None) -> str:
        """Runs git here and returns what it printed; a failure shows both its streams."""
        done = subprocess.run(
            ["git", *arguments], cwd=self.path, env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if check and done.returncode:
            pytest.fail(f"git {' '.join(arguments)} ended with {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout.strip()

    def write(self, name: str, content: str | bytes) -> Path:
        """Writes a file, exactly these bytes, with the folders it needs."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def commit(
        self,
        message: str = "change",
        files: Mapping[str, str | bytes] | None = None,
        at: str = "2026-01-01T12:00:00Z",
    ) -> str:
        """Writes the files, commits all there is at the given time and returns the commit's id."""
        for name, content in (files or {}).items():
            self.write(name, content)
        self.git("add", "--all")
        dates = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
        self.git("commit", "--quiet", "--allow-empty", "--message", message, env=dates)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def git_repo(tmp_path: Path) -> Callable[..., GitRepo]:
    """Makes repositories: `git_repo()` for one in tmp_path/repo, `git_repo(path)` for one elsewhere."""

    def make(path: Path | None = None, files: Mapping[str, str | bytes] | None = None) -> GitRepo:
        path = path or tmp_path / "repo"
        path.mkdir(parents=True, exist_ok=True)
        repo = GitRepo(path)
        repo.git("init", "--quiet", "--initial-branch=main")
        if files is not None:
            repo.commit("first", files)
        return repo

    return make


# -- the command line --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Finished:
    """How a run of `kb` ended."""

    code: int
    out: str
    err: str


def run_in_process(arguments: Sequence[str], cwd: Path, stdin: str) -> Finished:
    """Calls the entry point with the three streams replaced; much quicker than a process."""
    from kb.__main__ import main

    out, err = (
        io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="", write_through=True) for _ in "oe"
    )
    with (
        contextlib.chdir(cwd),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        try:
            code = main(list(arguments))
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    texts = [stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined]  # BytesIO
    return Finished(int(code or 0), *texts)


def run_as_process(arguments: Sequence[str], cwd: Path, stdin: str, env: Mapping[str, str]) -> Finished:
    """Runs `python -P -m kb`, as the installed command would."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "kb", *arguments], cwd=cwd, env={**os.environ, **env},
        input=stdin.encode(), capture_output=True, check=False,
    )  # fmt: skip
    return Finished(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def kb_run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Finished]:
    """Runs the command line: `kb_run(["lint"], cwd)`; with `process=True` as a program of its own."""

    def run(
        args: Sequence[str],
        cwd: Path,
        *,
        process: bool = False,
        stdin: str = "",
        env: Mapping[str, str] | None = None,
    ) -> Finished:
        arguments = [str(argument) for argument in args]
        if process:
            return run_as_process(arguments, cwd, stdin, env or {})
        with monkeypatch.context() as patch:
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            return run_in_process(arguments, cwd, stdin)

    return run


# -- golden files ------------------------------------------------------------------------------------


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with `goldens/<name>` beside the test; `--update-goldens` writes it instead."""
    folder = request.path.parent / "goldens"

    def compare(text: str, name: str) -> None:
        path = folder / name
        if request.config.getoption("--update-goldens"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
            return
        if not path.is_file():
            pytest.fail(f"{path} is not there: look at the output, then run pytest with --update-goldens")
        assert text == path.read_bytes().decode()

    return compare


# -- a browser ---------------------------------------------------------------------------------------


def find_chromium() -> str:
    """Where Chromium is; a test that needs it fails without it."""
    named = os.environ.get("KB_CHROMIUM")
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = named or next(filter(None, map(shutil.which, names)), None)
    if not found:
        pytest.fail("no Chromium: run the tests with dev.py, or name one in KB_CHROMIUM")
    return found


def is_foreign(url: str) -> bool:
    """Whether a request would leave this machine."""
    parts = urlsplit(url)
    if parts.scheme in ("file", "data", "blob", "about"):
        return False
    return parts.hostname not in ("localhost", "127.0.0.1", "::1")


@pytest.fixture(scope="session")
def browser(clean_machine: Path) -> Iterator[Any]:
    """Chromium, driven by Playwright, once per test process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=BROWSER_FLAGS)
        yield chromium
        chromium.close()


@dataclass
class Tabs:
    """Opens pages; keeps every request to another host and every script error."""

    browser: Any
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    contexts: list[Any] = field(default_factory=list)

    def open(self, url: str, *, width: int = 1280, height: int = 900, **context_options: Any) -> Any:
        """A Playwright page on `url`; options such as color_scheme="dark" go to the browser context."""
        context = self.browser.new_context(viewport={"width": width, "height": height}, **context_options)
        self.contexts.append(context)
        context.on("request", self.note)
        context.on("requestfailed", self.strike)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))
        page.goto(url)
        return page

    def note(self, request: Any) -> None:
        """Keeps what was asked of another machine, which the browser does not find.

        Nothing is routed through here: that would cost a round trip for every file, the browser's cache, and an
        answer to what a page still asks while its context is closed.
        """
        if is_foreign(request.url):
            self.foreign.append(request.url)

    def strike(self, request: Any) -> None:
        """Takes back what the policy of the page stopped before it was asked."""
        if request.failure == "csp" and request.url in self.foreign:
            self.foreign.remove(request.url)


@pytest.fixture
def tabs(browser: Any) -> Iterator[Tabs]:
    """Opens pages; afterwards the test fails if one of them asked another host or if its scripts failed."""
    opened = Tabs(browser)
    yield opened
    for context in opened.contexts:
        context.close()
    assert not opened.foreign, f"requests to other hosts: {opened.foreign}"
    assert not opened.errors, f"errors in scripts: {opened.errors}"


@pytest.fixture
def axe() -> Callable[..., list[str]]:
    """Checks an open page for accessibility; returns what axe-core calls serious or critical, a line each.

    `only` names the rules to ask, where all of them were asked of the same elements before.
    """

    def check(
        page: Any, impacts: Sequence[str] = ("serious", "critical"), only: Sequence[str] | None = None
    ) -> list[str]:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        # What is fine stays in the browser: on a long page it is megabytes.
        found: list[str] = page.evaluate(AXE_RUN, [list(impacts), None if only is None else list(only)])
        return found

    return check


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line per request; only what a generator names by its digest is kept by a browser."""

    def do_GET(self) -> None:
        if self.path == "/favicon.ico":  # which a browser asks for, whatever the page says
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def end_headers(self) -> None:
        kept = re.search(r"\.[0-9a-f]{8}\.min\.(js|css)$", self.path)
        self.send_header("Cache-Control", "max-age=600" if kept else "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name is the base class's
        pass


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves a folder on this machine and returns its address, for what `file://` cannot do (search)."""
    with contextlib.ExitStack() as stack:

        def start(folder: Path) -> str:
            handler = functools.partial(QuietHandler, directory=str(folder))
            server = stack.enter_context(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler))
            threading.Thread(target=server.serve_forever, daemon=True).start()
            stack.callback(server.shutdown)
            return f"http://127.0.0.1:{server.server_port}/"

        yield start
