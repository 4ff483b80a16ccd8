"""Builds the environment of an experiment from its lock file with `uv`, `pip` or `conda`, in a folder of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from kb.config import Build
from kb.errors import KbError
from kb.records.experiment import Environment

_REQUIREMENTS: Final = re.compile(r".*\.(?:txt|lock|in)")
_PATIENCE: Final = 3600.0
_SHOWN: Final = 15
_CONDA: Final = ("conda", "mamba", "micromamba")


def build(kind: Build, wanted: Environment, base: Path, into: Path) -> dict[str, str]:
    """Build an environment and give the variables under which a command runs in it.

    Args:
        kind: the program that builds it.
        wanted: what the record says of it.
        base: the root of the base where the command runs, with the lock file.
        into: a folder that does not exist yet.

    Raises:
        KbError: there is no lock file, no such program, or it fails; what it said last is told.
    """
    if kind == "none":
        return {}
    if not wanted.lockfile:
        raise KbError(
            "the record names no lock file to build the environment from", hint="Leave --environment out."
        )
    lock = base / wanted.lockfile
    if not lock.is_file():
        raise KbError("the recorded lock file is not there", where=wanted.lockfile)
    {"uv": _uv, "pip": _pip, "conda": _conda}[kind](lock, wanted.python, into)
    programs = into / ("Scripts" if sys.platform == "win32" else "bin")
    return {
        "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "CONDA_PREFIX" if kind == "conda" else "VIRTUAL_ENV": str(into),
    }


def _uv(lock: Path, python: str | None, into: Path) -> None:
    version = ("--python", python) if python else ()
    if lock.name == "uv.lock":
        more = {"UV_PROJECT_ENVIRONMENT": str(into)}
        _run(["uv", "sync", "--frozen", *version, "--project", str(lock.parent)], lock.parent, more)
        return
    _run(["uv", "venv", *version, str(into)], lock.parent)
    how = ["sync"] if lock.name.startswith("pylock") else ["install", "--requirements"]
    _run(["uv", "pip", *how, str(lock)], lock.parent, {"VIRTUAL_ENV": str(into)})


def _pip(lock: Path, python: str | None, into: Path) -> None:
    if not _REQUIREMENTS.fullmatch(lock.name) or lock.name in (
        "uv.lock",
        "poetry.lock",
        "pdm.lock",
        "pixi.lock",
    ):
        raise KbError("pip does not read this lock file", where=lock.name, hint="uv may: --environment uv.")
    _run([_interpreter(python), "-m", "venv", str(into)], lock.parent)
    programs = into / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    command = [
        str(programs),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--requirement",
        str(lock),
    ]
    _run(command, lock.parent)


def _interpreter(python: str | None) -> str:
    """A Python of the recorded version, or of the same minor one; ours if it is that.

    Raises:
        KbError: there is none.
    """
    if python is None:
        return sys.executable
    minor = ".".join(python.split(".")[:2])
    if minor == f"{sys.version_info[0]}.{sys.version_info[1]}":
        return sys.executable
    found = shutil.which(f"python{minor}")
    if found is None:
        raise KbError(
            f"there is no Python {minor} here", hint="Install it, or let uv do so: --environment uv."
        )
    return found


def _conda(lock: Path, _python: str | None, into: Path) -> None:
    program = next((name for name in _CONDA if shutil.which(name)), "conda")
    how = ["env", "create"] if lock.suffix in (".yml", ".yaml") else ["create"]
    _run([program, *how, "--yes", "--quiet", "--prefix", str(into), "--file", str(lock)], lock.parent)


def _run(command: Sequence[str], folder: Path, more: Mapping[str, str] | None = None) -> None:
    if shutil.which(command[0]) is None:
        hint = "Install it, or build the environment with another: --environment uv, pip or conda."
        raise KbError(f"there is no program `{command[0]}` here to build the environment with", hint=hint)
    variables = {
        key: value
        for key, value in os.environ.items()
        if key not in ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH")
    }
    try:
        done = subprocess.run(
            list(command), cwd=folder, env={**variables, **(more or {})}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=_PATIENCE, check=False,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise KbError(f"the environment cannot be built: {error}") from None
    if done.returncode != 0:
        said = ""
        with suppress(IndexError):
            said = "\n".join(done.stdout.decode("utf-8", "replace").strip().splitlines()[-_SHOWN:])
        raise KbError(f"{Path(command[0]).name} cannot build the environment", hint=said or None)
