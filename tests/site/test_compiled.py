"""Compiled templates are kept between runs, and what was kept by others, torn or of another program is not run."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from kb.cache import frames
from kb.site import compiled
from kb.site.compiled import Compiled


@pytest.fixture(autouse=True)
def cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("KB_NO_CACHE", raising=False)


def filled(text: str = "Hello {{ name }}") -> str:
    loader = jinja2.DictLoader({"facts/one.html": text})
    env = jinja2.Environment(loader=loader, autoescape=True, bytecode_cache=Compiled())
    return env.get_template("facts/one.html").render(name="<Ada>")


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    compile_ = jinja2.Environment._generate

    def counted(env, source, name, filename, defer_init=False):
        found.append(name)
        return compile_(env, source, name, filename, defer_init)

    monkeypatch.setattr(jinja2.Environment, "_generate", counted)
    return found


def kept(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "kb" / "templates" / "facts-one.html"


def test_a_template_is_compiled_once(tmp_path, compilations):
    assert [filled(), filled()] == ["Hello &lt;Ada&gt;"] * 2
    assert len(compilations) == 1
    assert kept(tmp_path).stat().st_mode & 0o077 == 0


def test_another_text_or_another_program_is_compiled_anew_in_its_place(tmp_path, compilations, monkeypatch):
    filled()
    assert filled("Bye {{ name }}") == "Bye &lt;Ada&gt;"
    monkeypatch.setattr(compiled, "_program", lambda: b"another")
    assert filled("Bye {{ name }}") == "Bye &lt;Ada&gt;"
    assert len(compilations) == 3
    assert [path.name for path in kept(tmp_path).parent.iterdir()] == ["facts-one.html"]


def test_what_is_torn_or_holds_something_else_is_compiled_anew(tmp_path, compilations):
    filled()
    whole = kept(tmp_path).read_bytes()
    program, checksum, _ = frames.unpack(whole) or []
    for data in (
        whole[:-5],
        b"",
        whole[:40] + b"?" + whole[41:],
        frames.pack([program, checksum, b"\x00" * 99]),
    ):
        kept(tmp_path).write_bytes(data)
        assert filled() == "Hello &lt;Ada&gt;"
    assert len(compilations) == 5


@pytest.mark.skipif("os.name == 'nt'")
def test_what_others_could_have_written_is_not_run(tmp_path, compilations):
    filled()
    kept(tmp_path).chmod(0o666)
    filled()
    kept(tmp_path).parent.chmod(0o777)
    filled()
    assert len(compilations) == 3


def test_without_a_cache_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("KB_NO_CACHE", "1")
    assert filled() == "Hello &lt;Ada&gt;"
    assert not kept(tmp_path).exists()
