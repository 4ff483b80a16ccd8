"""Proves that the development runner stops where it should, and that a machine can run the gate script."""

import importlib.util
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from tests.architecture.tree import ROOT


@pytest.fixture
def dev() -> ModuleType:
    """dev.py as a module."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run_dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "dev.py"), *arguments], capture_output=True, text=True, check=False
    )


def test_every_task_says_what_it_does() -> None:
    done = run_dev("--help")
    assert done.returncode == 0
    for task in ("site", "test", "lint", "types", "imports", "fmt", "docs", "bench", "vendor"):
        assert f"\n    {task} " in done.stdout


@pytest.mark.parametrize("arguments", [(), ("nonsense",), ("lint", "--nonsense")])
def test_a_wrong_call_is_refused(arguments: tuple[str, ...]) -> None:
    assert run_dev(*arguments).returncode == 2


def test_a_machine_without_a_browser_stops_the_gate(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "find_browser", lambda: None)
    monkeypatch.setattr(dev, "run", lambda *command, **_: 1)
    with pytest.raises(dev.Failed, match="KB_CHROMIUM") as failed:
        dev.set_up_browser()
    assert failed.value.code == 2


def test_the_browser_named_is_the_browser_used(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "chrome").touch()
    monkeypatch.setenv("KB_CHROMIUM", str(tmp_path / "chrome"))
    assert dev.find_browser() == str(tmp_path / "chrome")
    monkeypatch.setenv("KB_CHROMIUM", str(tmp_path / "nothing here"))
    assert dev.find_browser() is None


def test_a_wheel_that_lacks_a_file_is_found(dev: ModuleType, tmp_path: Path) -> None:
    tracked = dev.output("git", "-c", "core.quotePath=false", "ls-files", "src/kb").splitlines()
    for left_out, whole in [(None, True), ("src/kb/py.typed", False)]:
        wheel = tmp_path / f"{whole}.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            for path in set(tracked) - {left_out}:
                archive.writestr(path.removeprefix("src/"), "")
        if whole:
            dev.wheel_is_whole(wheel)
        else:
            with pytest.raises(dev.Failed, match=r"kb/py\.typed"):
                dev.wheel_is_whole(wheel)


def test_the_gate_script_can_be_run() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0


@pytest.mark.parametrize("name", [".github/workflows/ci.yml", ".gitlab-ci.yml"])
def test_both_ci_systems_run_the_same_gate(name: str) -> None:
    text = (ROOT / name).read_text()
    assert yaml.safe_load(text)
    assert ".ci/run" in text
    assert "dev.py site" in text


def test_the_readme_is_what_the_package_shows_when_there_is_one(dev: ModuleType) -> None:
    named = 'readme = "README.md"' in (ROOT / "pyproject.toml").read_text()
    assert named == (ROOT / "README.md").is_file(), "pyproject.toml and README.md have to know each other"


def test_a_test_that_hangs_ends_with_its_place_and_fails_alone(tmp_path: Path) -> None:
    (tmp_path / "test_two.py").write_text(
        "import time\n\ndef test_hangs():\n    time.sleep(600)\n\ndef test_goes_on():\n    pass\n"
    )
    options = [
        "-c",
        str(ROOT / "pyproject.toml"),
        "--rootdir",
        str(tmp_path),
        "-p",
        "no:cacheprovider",
        "-n",
        "1",
    ]
    command = [sys.executable, "-P", "-m", "pytest", *options, "-o", "faulthandler_timeout=1", str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 1
    assert "1 failed, 1 passed" in done.stdout
    assert "crashed while running 'test_two.py::test_hangs'" in done.stdout
    assert "line 4 in test_hangs" in done.stderr
