#!/usr/bin/env python3
"""The development runner: every task of this project, each working on a fresh clone.

Only the standard library is needed to start it; whatever else a task needs is installed into `.venv` first
and left alone while `pyproject.toml` and `constraints.txt` stay as they are.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = "Scripts" if os.name == "nt" else "bin"
PYTHON = VENV / BIN / "python"
CONSTRAINTS = ROOT / "constraints.txt"

# Generators that build the same site besides MkDocs; the gate goes on without one that no registry has.
ENGINES = ("properdocs", "zensical")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WHERE_PLAYWRIGHT_PUT_IT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
MAC_BROWSER = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")

# name and version, the digest of the archive, and what to take from it: path inside -> path here
VENDORED = {
    "axe-core@4.11.0": (
        "39bed7d72308f6d620789c169d699bfd7e8da80f65b545821a6b2215c3e83107",
        {"package/axe.min.js": "tests/vendor/axe/axe.min.js", "package/LICENSE": "tests/vendor/axe/LICENSE"},
    ),
    "@microsoft/jest-sarif@1.0.0-beta.0": (
        "748e2c3d1a842e7bb258416685c7ea3a0da40005b72267b2052c2856d48ad102",
        {"package/lib/schemas/sarif-2.1.0-rtm.5.json": "tests/vendor/sarif/sarif-2.1.0-rtm.5.json"},
    ),
}


class Failed(Exception):
    """A task cannot go on; the message says what to do, the code is the exit code."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


# -- running things --------------------------------------------------------------------------------


def say(message: str) -> None:
    """Prints at once, so that the lines of the programs we run come after it."""
    print(f"» {message}", flush=True)


def run(*command: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> int:
    """Runs a program to its end and returns its exit code; it gets no standard input."""
    words = [str(part) for part in command]
    return subprocess.run(words, cwd=cwd, env=env, stdin=subprocess.DEVNULL, check=False).returncode


def must(*command: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    """Runs a program that has to succeed."""
    if code := run(*command, cwd=cwd, env=env):
        raise Failed(f"{' '.join(str(part) for part in command)} ended with {code}")


def output(*command: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> str:
    """Runs a program that has to succeed and returns what it wrote to standard output."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Failed(f"{' '.join(str(part) for part in command)} ended with {done.returncode}\n{done.stdout}")
    return done.stdout.strip()


# -- setting up ------------------------------------------------------------------------------------


def pip_install(python: Path, *what: str | Path) -> None:
    """Installs with the tested versions; a slow network gets three chances."""
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input",
               "--retries", "10", "--timeout", "120", "-c", CONSTRAINTS, *what]  # fmt: skip
    for wait in (5, 20, None):
        if run(*command) == 0:
            return
        if wait is None:
            raise Failed("pip could not install what is needed; its messages are above", 2)
        say(f"pip failed; trying again in {wait} s")
        time.sleep(wait)


def make_venv(where: Path) -> Path:
    """Makes a virtual environment and returns its interpreter."""
    if run(sys.executable, "-m", "venv", where):
        raise Failed(
            "no virtual environment could be made; on Debian and Ubuntu: apt-get install python3-venv", 2
        )
    return where / BIN / "python"


def set_up(extras: str = "site,dev") -> None:
    """Makes `.venv` and installs the project into it, unless that was done for these very requirements."""
    stamp = VENV / ".installed"
    wanted = hashlib.sha256(
        b"\0".join([sys.version.encode(), (ROOT / "pyproject.toml").read_bytes(), CONSTRAINTS.read_bytes()])
    ).hexdigest()
    installed, _, digest = stamp.read_text().partition(" ") if stamp.is_file() else ("", "", "")
    if PYTHON.exists() and digest == wanted and set(extras.split(",")) <= set(installed.split(",")):
        return
    if not PYTHON.exists():
        make_venv(VENV)
    say(f"installing research-kb[{extras}] into .venv (a minute or two the first time)")
    pip_install(PYTHON, "-e", f"{ROOT}[{extras}]")
    for engine in ENGINES if "dev" in extras.split(",") else ():
        try:
            pip_install(PYTHON, engine)
        except Failed:
            say(f"{engine} cannot be installed here: its tests are left out, and say so")
    stamp.write_text(f"{extras} {wanted}")


def find_browser() -> str | None:
    """Where Chromium is, as `KB_CHROMIUM` or PATH say."""
    named = os.environ.get("KB_CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or (str(MAC_BROWSER) if MAC_BROWSER.is_file() else None)


def set_up_browser() -> str:
    """Finds Chromium or installs it; the tests that need it are never left out."""
    if found := find_browser():
        return found
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        say("no Chromium here; installing it with apt-get")
        if run("apt-get", "update") == 0:
            run("apt-get", "install", "-y", "--no-install-recommends", "chromium")
        if found := find_browser():
            return found
    say("no Chromium here; installing Playwright's")
    if run(PYTHON, "-m", "playwright", "install", "chromium") == 0:
        return output(PYTHON, "-c", WHERE_PLAYWRIGHT_PUT_IT)
    raise Failed(
        "the browser tests need Chromium: install it, or say where it is with KB_CHROMIUM=/path/to/it", 2
    )


# -- the steps of the gate -------------------------------------------------------------------------


def python_files() -> list[str]:
    """What ruff looks at: whatever of it there is."""
    return [name for name in ("src", "tests", "tools", "benchmarks", "dev.py") if (ROOT / name).exists()]


def check_lint() -> int:
    """ruff check"""
    return run(PYTHON, "-m", "ruff", "check", "--output-format", "concise", *python_files())


def check_format() -> int:
    """ruff format --check"""
    return run(PYTHON, "-m", "ruff", "format", "--check", "--output-format", "concise", *python_files())


def check_types() -> int:
    """mypy --strict"""
    return run(PYTHON, "-m", "mypy")


def check_imports() -> int:
    """import-linter"""
    return run(VENV / BIN / "lint-imports", "--no-logo")


def check_docs() -> int:
    """generated reference pages are up to date"""
    if not (ROOT / "tools" / "reference.py").is_file():
        say("tools/reference.py is not there yet: nothing is generated, nothing can be out of date")
        return 0
    return run(PYTHON, "-m", "tools.reference", "--check")


def check_package() -> int:
    """wheel and sdist, installed in an empty environment"""
    with tempfile.TemporaryDirectory(prefix="kb-package-") as name:
        scratch = Path(name)
        must(PYTHON, "-m", "build", "--no-isolation", "--outdir", scratch / "dist", ROOT)
        (wheel,) = (scratch / "dist").glob("*.whl")
        wheel_is_whole(wheel)
        pip_install(make_venv(scratch / "venv"), wheel)
        first_steps(scratch / "venv" / BIN / "kb", scratch / "base")
    return 0


def wheel_is_whole(wheel: Path) -> None:
    """Every tracked file of the package ships: templates, styles, scripts, the example base."""
    shipped = set(zipfile.ZipFile(wheel).namelist())
    tracked = output("git", "-c", "core.quotePath=false", "ls-files", "src/kb").splitlines()
    if missing := [path for path in tracked if path.removeprefix("src/") not in shipped]:
        raise Failed("the wheel lacks:\n  " + "\n  ".join(missing))


def first_steps(kb: Path, base: Path) -> None:
    """What a new user does first, with nothing installed but the core."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "GIT_", "KB_"))}
    base.mkdir()
    version = output(kb, "--version", cwd=base, env=env)
    if not re.search(r"\b\d+\.\d+\.\d+", version):
        raise Failed(f"kb --version says {version!r}, which names no version")
    say(version)
    output(kb, "--help", cwd=base, env=env)
    must("git", "init", "--quiet", cwd=base, env=env)
    must(kb, "init", "--example", cwd=base, env=env)
    must(kb, "lint", "--strict", cwd=base, env=env)


STEPS: tuple[Callable[[], int], ...] = (
    check_lint, check_format, check_types, check_imports, check_docs, check_package,
)  # fmt: skip


def run_pytest(arguments: Sequence[str]) -> int:
    """pytest on two processes, with a browser.

    Each has half of the tests and takes some of the other's when it is done, so that what the tests of a file share is
    made once, and neither waits for long at the end.
    """
    env = os.environ | {"KB_CHROMIUM": set_up_browser()}
    # Thousands of programs are started, and compiling for each of them would be a fifth of the time; the files go where
    # no test sees them, even for somebody who wants none in the work tree.
    env |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(VENV / "bytecode")}
    workers = (
        [] if any(argument.startswith("-n") for argument in arguments) else ["-n", "2", "--dist", "worksteal"]
    )
    return run(PYTHON, "-m", "pytest", *workers, *arguments, env=env)


# -- the tasks -------------------------------------------------------------------------------------


def task_site(_: argparse.Namespace) -> int:
    """check the project's own research base and build its site into site/"""
    set_up("site,charts")
    kb = VENV / BIN / "kb"
    must(kb, "lint", "--strict")
    must(kb, "build")
    index = ROOT / "site" / "index.html"
    if not index.is_file():
        raise Failed("kb build ended well but wrote no site/index.html")
    say(f"open {index.as_uri()}  (search needs a server: python3 -m http.server -d site)")
    return 0


def task_test(options: argparse.Namespace) -> int:
    """the whole gate: lint, format, types, imports, docs, package, tests"""
    set_up()
    os.environ["KB_CHROMIUM"] = set_up_browser()
    broken = []
    for step in STEPS:
        say(str(step.__doc__))
        try:
            code = step()
        except Failed as failure:
            code = failure.code
            say(str(failure))
        if code:
            broken.append(str(step.__doc__))
    if broken:
        say("NOT GOOD, whatever the tests say: " + "; ".join(broken))
    say("tests")
    tests = run_pytest(options.arguments)
    return tests or (1 if broken else 0)


def task_pytest(options: argparse.Namespace) -> int:
    """only the tests; what follows is handed to pytest"""
    set_up()
    return run_pytest(options.arguments)


def task_cover(options: argparse.Namespace) -> int:
    """the tests with branch coverage, as a table and as htmlcov/"""
    set_up()
    return run_pytest(["--cov", "--cov-branch", "--cov-report=term", "--cov-report=html", *options.arguments])


def task_lint(_: argparse.Namespace) -> int:
    """ruff: rules and format"""
    set_up()
    return max(check_lint(), check_format())


def task_fmt(_: argparse.Namespace) -> int:
    """ruff: put right what it can"""
    set_up()
    fixed = run(PYTHON, "-m", "ruff", "check", "--fix", *python_files())
    return max(fixed, run(PYTHON, "-m", "ruff", "format", *python_files()))


def task_types(_: argparse.Namespace) -> int:
    """mypy"""
    set_up()
    return check_types()


def task_imports(_: argparse.Namespace) -> int:
    """the floor plan of docs/architecture.md, checked"""
    set_up()
    return check_imports()


def task_docs(options: argparse.Namespace) -> int:
    """write the generated reference pages, or with --check say whether they are up to date"""
    set_up()
    if options.check:
        return check_docs()
    if not (ROOT / "tools" / "reference.py").is_file():
        raise Failed("tools/reference.py is not there yet: there is nothing to generate", 2)
    return run(PYTHON, "-m", "tools.reference")


def task_bench(options: argparse.Namespace) -> int:
    """the benchmarks; what follows is handed to them"""
    set_up()
    if not (ROOT / "benchmarks" / "__main__.py").is_file():
        raise Failed("benchmarks/__main__.py is not there yet: there is nothing to measure", 2)
    return run(PYTHON, "-m", "benchmarks", *options.arguments)


def task_shots(_: argparse.Namespace) -> int:
    """take the pictures of the manual from the example base, into docs/images/"""
    set_up()
    return run(PYTHON, "-m", "tools.screenshots", env=os.environ | {"KB_CHROMIUM": set_up_browser()})


def task_lock(_: argparse.Namespace) -> int:
    """write constraints.txt from what .venv holds now"""
    set_up()
    head = [line for line in CONSTRAINTS.read_text().splitlines() if line.startswith("#")]
    pins = output(PYTHON, "-m", "pip", "freeze", "--exclude-editable").splitlines()
    CONSTRAINTS.write_text("\n".join([*head, *sorted(pins, key=str.lower)]) + "\n")
    return 0


def task_vendor(_: argparse.Namespace) -> int:
    """fetch the vendored scripts of the tests again, at their pinned versions"""
    if not shutil.which("npm"):
        raise Failed("npm is needed to fetch vendored scripts", 2)
    for package, (digest, files) in VENDORED.items():
        with tempfile.TemporaryDirectory(prefix="kb-vendor-") as name:
            archive = Path(name) / output("npm", "pack", "--silent", package, cwd=Path(name)).splitlines()[-1]
            found = hashlib.sha256(archive.read_bytes()).hexdigest()
            if found != digest:
                raise Failed(f"{package}: the archive's digest is {found}, expected {digest}")
            with tarfile.open(archive) as packed:
                for inside, here in files.items():
                    member = packed.extractfile(inside)
                    if member is None:
                        raise Failed(f"{package}: {inside} is not a file")
                    (ROOT / here).parent.mkdir(parents=True, exist_ok=True)
                    (ROOT / here).write_bytes(member.read())
        say(f"{package}: {', '.join(files.values())}")
    return 0


def read_command_line() -> tuple[Callable[[argparse.Namespace], int], argparse.Namespace]:
    """One sub-command per `task_…` function, its docstring being its help."""
    parser = argparse.ArgumentParser(prog="dev.py", description=str(__doc__).splitlines()[0])
    commands = parser.add_subparsers(required=True, metavar="TASK")
    for name, function in sorted(globals().items()):
        if name.startswith("task_"):
            command = commands.add_parser(name.removeprefix("task_"), help=function.__doc__)
            command.set_defaults(task=function)
            if name == "task_docs":
                command.add_argument(
                    "--check", action="store_true", help="write nothing; exit 1 when out of date"
                )
    options, rest = parser.parse_known_args()
    if rest and options.task not in (task_test, task_pytest, task_cover, task_bench):
        parser.error(f"unrecognised: {' '.join(rest)}")
    options.arguments = rest
    return options.task, options


def main() -> int:
    """Runs the task named on the command line and returns the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036  # started by whatever python3 is there
        print("Python 3.11 or newer is needed; this is " + sys.version.split()[0], file=sys.stderr)
        return 2
    # What a script starts in the background is born deaf to Ctrl-C and Ctrl-\, and so are the programs that the
    # tests start in order to press them.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGQUIT"):
        signal.signal(signal.SIGQUIT, signal.SIG_DFL)
    task, options = read_command_line()
    try:
        return task(options)
    except Failed as failure:
        print(f"dev.py: {failure}", file=sys.stderr)
        return failure.code
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
