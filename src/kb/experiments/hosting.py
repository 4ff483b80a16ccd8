"""What a command runs on: version of Python, lock file, image and machine; no names of people or hosts."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

LOCKFILES: Final = (
    "uv.lock", "pylock.toml", "poetry.lock", "pdm.lock", "Pipfile.lock", "conda-lock.yml", "pixi.lock",
    "requirements.lock", "requirements.txt", "environment.yml", "environment.yaml", "renv.lock",
)  # fmt: skip
"""Most exact first."""
_PYTHON: Final = re.compile(r"(?:python|pypy)[0-9.]*(?:\.exe)?")
_ASKED: Final = "import platform; print(platform.python_version())"
_PATIENCE: Final = 10.0


def environment(
    root: Path,
    folder: Path,
    words: Sequence[str],
    *,
    variables: Mapping[str, str],
    lockfile: str = "",
    image: str = "",
) -> dict[str, str]:
    """The field `environment` of an experiment, as far as it can be told.

    Args:
        root: of the base.
        folder: in which the command runs.
        words: the command.
        variables: of the environment that it runs in.
        lockfile: as configured.
        image: as configured.
    """
    found = {
        "lockfile": lockfile or _lockfile(root, folder),
        "python": python_of(words, folder, variables),
        "image": image or variables.get("CI_JOB_IMAGE"),
        "hardware": hardware(),
    }
    return {key: value for key, value in found.items() if value}


def _lockfile(root: Path, folder: Path) -> str | None:
    """The lock file in the folder of the command or in one above it, up to the root of the base."""
    for here in (folder, *folder.parents):
        for name in LOCKFILES:
            if (here / name).is_file() and here.is_relative_to(root):
                return (here / name).relative_to(root).as_posix()
        if here == root:
            return None
    return None


def python_of(words: Sequence[str], folder: Path, variables: Mapping[str, str]) -> str | None:
    """The version of the Python that runs the command; None where it is another program, or does not say."""
    program = program_of(words[0], folder, variables)
    if program is None:
        return None
    interpreter = [program] if _PYTHON.fullmatch(Path(program).name) else _shebang(program)
    if not interpreter or not _PYTHON.fullmatch(Path(interpreter[-1]).name):
        return None
    with suppress(OSError, subprocess.SubprocessError, UnicodeDecodeError):
        said = subprocess.run(
            [*interpreter, "-I", "-c", _ASKED],
            cwd=folder, env=dict(variables), stdin=subprocess.DEVNULL, capture_output=True,
            timeout=_PATIENCE, check=True,
        ).stdout.decode("ascii")  # fmt: skip
        return said.strip() if len(said) < 40 else None
    return None


def program_of(name: str, folder: Path, variables: Mapping[str, str]) -> str | None:
    """The file of a program as the system would find it; None when there is none that can be run."""
    if os.sep in name or (os.altsep and os.altsep in name):
        return shutil.which(folder / name)
    return shutil.which(name, path=variables.get("PATH", os.defpath))


def _shebang(program: str) -> list[str]:
    """The interpreter of a script, as an installed entry point names it in its first line."""
    with suppress(OSError), Path(program).open("rb") as file:
        first = file.readline(200)
        if first.startswith(b"#!"):
            return os.fsdecode(first[2:]).split()
    return []


def hardware() -> str:
    """Processor, cores, memory, accelerators and system, in one line."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    parts = [
        f"{cores} × {_processor()}",
        _memory(),
        *_accelerators(),
        f"{platform.system()} {platform.machine()}",
    ]
    return ", ".join(part for part in parts if part)


def _processor() -> str:
    with suppress(OSError), Path("/proc/cpuinfo").open(encoding="utf-8", errors="replace") as file:
        for line in file:
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return " ".join(value.split())
    if platform.system() == "Darwin":
        return _said("sysctl", "-n", "machdep.cpu.brand_string") or platform.machine()
    return platform.processor() or platform.machine()


def _memory() -> str:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return ""
    return f"{size / 2**30:.0f} GiB of memory"


def _accelerators() -> list[str]:
    said = _said("nvidia-smi", "--query-gpu=name", "--format=csv,noheader")
    names = [line.strip() for line in said.splitlines() if line.strip()]
    return [f"{names.count(name)} × {name}" for name in dict.fromkeys(names)]


def _said(*command: str) -> str:
    if shutil.which(command[0]) is None:
        return ""
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=False
        )
        return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""
    return ""
