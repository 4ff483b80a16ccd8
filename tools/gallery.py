"""Photographs every kind of page of three bases, light and dark, wide and on a telephone, onto one sheet to look at."""

from __future__ import annotations

import functools
import html
import http.server
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser

from tests.example import history

ROOT = Path(__file__).resolve().parent.parent
GENERATED_TODAY = "2026-03-02"  # the day up to which the generator tells
TALLEST = 3200
LOOKS = tuple((scheme, width) for scheme in ("light", "dark") for width in (1400, 390))
# Of pages of which there are many, one each: a record of each type, a person, a tag, the second page of a list.
_MANY = re.compile(r"^(r/[A-Z]+|people|tags|[a-z]+/page|changes)[-/][^/]+/$")


@dataclass(frozen=True)
class Picture:
    """A page in one look, and where its picture is; or what is wrong with it."""

    page: str
    scheme: str
    width: int
    file: str
    wider: int
    errors: tuple[str, ...]


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line per request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
        """Say nothing."""


def build(name: str, folder: Path, today: str, records: int) -> Path:
    """The site of `example`, `own` or `generated`."""
    site = folder / f"{name}-site"
    base = folder / name
    if name == "example":
        history.write(base, date.fromisoformat(today))
    elif name == "own":
        base = ROOT
    else:
        command = [sys.executable, "-m", "benchmarks.generate", str(base), "--records", str(records)]
        subprocess.run(command, cwd=ROOT, check=True)
    day = [] if name == "own" else ["--today", GENERATED_TODAY if name == "generated" else today]
    command = [sys.executable, "-P", "-m", "kb", "build", "--no-lint", *day, "--site-dir", str(site)]
    subprocess.run(command, cwd=base, check=True)
    return site


def pages(site: Path) -> list[str]:
    """The addresses to look at: every page but records, people and tags, and one of each kind of those."""
    kinds: dict[str, str] = {}
    for path in sorted(site.rglob("index.html")):
        page = path.parent.relative_to(site).as_posix() + "/"
        page = "" if page == "./" else page
        many = _MANY.match(page)
        kinds.setdefault(many[1] if many else page, page)
    return [*kinds.values(), "404.html"]


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a folder."""
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def photograph(browser: Browser, site: Path, folder: Path) -> list[Picture]:
    """Every page in every look."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    with served(site) as address:
        for scheme, width in LOOKS:
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme="dark" if scheme == "dark" else "light",
                reduced_motion="reduce",
            )
            for page in pages(site):
                errors: list[str] = []
                tab = context.new_page()
                tab.on("pageerror", lambda error, into=errors: into.append(str(error)))
                tab.goto(address + page, wait_until="load")
                tab.wait_for_timeout(300)
                told = "document.documentElement"
                tall = min(int(tab.evaluate(f"{told}.scrollHeight")), TALLEST)
                wider = int(tab.evaluate(f"{told}.scrollWidth - {told}.clientWidth"))
                tab.set_viewport_size({"width": width, "height": max(tall, 900)})
                file = f"{page.strip('/').replace('/', '-') or 'start'}-{scheme}-{width}.jpg"
                tab.screenshot(path=folder / file, type="jpeg", quality=70, animations="disabled")
                found.append(Picture(page or "start page", scheme, width, file, wider, tuple(errors)))
                tab.close()
            context.close()
    return found


def sheet(title: str, pictures: list[Picture]) -> str:
    """One page with all pictures, those of a page side by side."""
    rows = []
    for page in dict.fromkeys(each.page for each in pictures):
        cells = []
        for each in (p for p in pictures if p.page == page):
            said = f"{each.scheme}, {each.width}"
            said += f", {each.wider} px too wide" if each.wider > 0 else ""
            said += "".join(f", {error}" for error in each.errors)
            name = html.escape(each.file)
            small = "wide" if each.width > 600 else "narrow"
            cells.append(
                f'<figure class="{small}"><a href="{name}"><img src="{name}" loading="lazy" alt=""></a>'
                f"<figcaption>{html.escape(said)}</figcaption></figure>"
            )
        rows.append(f"<h2>{html.escape(page)}</h2><div>{''.join(cells)}</div>")
    return f"{_HEAD}<title>{html.escape(title)}</title><h1>{html.escape(title)}</h1>{''.join(rows)}\n"


_HEAD = """<!doctype html><meta charset="utf-8"><style>
body { font: 14px sans-serif; margin: 1rem; background: #888 }
div { display: flex; gap: .5rem; align-items: flex-start } figure { margin: 0 }
img { width: 100%; max-height: 900px; object-fit: cover; object-position: top; display: block }
.wide { width: 36% } .narrow { width: 12% }
</style>"""


def make(browser: Browser, folder: Path, today: str, records: int) -> list[str]:
    """Photograph the bases into a folder each, with a sheet; returns what can be seen to be wrong without looking."""
    wrong = []
    with tempfile.TemporaryDirectory(prefix="kb-gallery-") as scratch:
        for name in ("example", "own", *(("generated",) if records else ())):
            site = build(name, Path(scratch), today, records)
            pictures = photograph(browser, site, folder / name)
            (folder / name / "index.html").write_text(sheet(f"{name} base", pictures), encoding="utf-8")
            print(f"{folder / name / 'index.html'}: {len(pictures)} pictures")
            for each in pictures:
                place = f"{name}: {each.page}, {each.scheme}, {each.width} px"
                wrong += [f"{place}: {each.wider} px too wide"] if each.wider > 0 else []
                wrong += [f"{place}: {error}" for error in each.errors]
    return wrong
