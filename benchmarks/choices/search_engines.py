"""Which search shows its first result soonest, and what does a visitor load for it? Sites as `kb build` makes them.

Run: `python benchmarks/choices/search_engines.py --pieced SITE --whole SITE > benchmarks/results/search_engines.json`

One base (of `benchmarks.generate`) is built twice, with `[site] search = "pagefind"` and with `"builtin"`. The sites
are served as hosts of static files do it: texts are packed by gzip, answers may be kept for ten minutes, and all goes
through one line of so many megabits with so long a way. Three searches are asked in Chromium:

- `pieces`: the page Search and the box of the header, with Pagefind's index, which loads by piece;
- `list`: the page Search of a site without Pagefind, which loads ids, titles, tags and kinds of all records;
- `theme`: the search of Material, which loads an index of all texts and makes it ready in a worker.

Each is asked in four ways: at once (typed the moment the page can be typed into), settled (in a new browser, when
nothing more is loaded), again (other words in the same page) and back (the next page, with what the browser has kept).
Times run from the typing to the first result in the page. Beside them stands the CPU time of all processes of the
browser, since a clock on a busy machine says little, and what was sent, and how much that is unpacked. The searches
take turns.
"""

import argparse
import contextlib
import gzip
import http.server
import json
import os
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from timing import report

PACKED = (".html", ".js", ".json", ".css", ".svg", ".xml")
KINDS = {".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".css": "text/css"}
FOUND = """([field, event, words, hit]) => new Promise((done) => {
  const box = document.querySelector(field);
  const before = document.querySelector(hit)?.textContent;
  const began = performance.now();
  const look = () => {
    const first = document.querySelector(hit);
    if (!first || !first.offsetParent || first.textContent === before) return;
    watch.disconnect();
    done(performance.now() - began);
  };
  const watch = new MutationObserver(look);
  watch.observe(document.body, { childList: true, subtree: true, attributes: true });
  box.focus();
  box.value = words;
  box.dispatchEvent(new Event(event, { bubbles: true }));
})"""
# Where one asks, by which event the search hears of it, and what is a result.
SEARCHES = {
    "pieces, page": ("pieced", "search/", "[data-kb-search] [name=words]", "input", ".kb-hit"),
    "pieces, header": ("pieced", "r/{id}/", ".kb-find__box", "input", ".kb-find__list [role=option]"),
    "list, page": ("whole", "search/", "[data-kb-search] [name=words]", "input", ".kb-hit"),
    "theme, header": (
        "whole",
        "r/{id}/",
        "[data-md-component=search-query]",
        "keyup",
        ".md-search-result__item",
    ),
}


class Line:
    """What a visitor is connected by: bytes go one after another, each answer a way later."""

    def __init__(self, megabits: float, way_ms: float) -> None:
        self.per_second = megabits * 125_000
        self.way = way_ms / 1000
        self.free = 0.0
        self.sent = [0, 0]
        self.lock = threading.Lock()

    def send(self, size: int, unpacked: int) -> None:
        """Wait as long as it takes."""
        with self.lock:
            self.sent = [self.sent[0] + size, self.sent[1] + unpacked]
            now = time.monotonic()
            self.free = max(self.free, now) + (size / self.per_second if self.per_second else 0)
            wait = self.free - now + self.way
        time.sleep(wait)

    def taken(self) -> dict[str, float]:
        """What was sent since the last look."""
        with self.lock:
            size, unpacked = self.sent
            self.sent = [0, 0]
        return {"kb": round(size / 1000), "unpacked_kb": round(unpacked / 1000)}


@contextlib.contextmanager
def served(folder: Path, line: Line, instead: dict[str, Path] | None = None) -> Iterator[str]:
    """The address of a site; `instead` has other files for some of its paths."""
    packed: dict[Path, bytes] = {}

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name = self.path.partition("?")[0].lstrip("/")
            path = (instead or {}).get(name, folder / name)
            path = path / "index.html" if path.is_dir() else path
            if not path.is_file():
                self.send_error(404)
                return
            kind = path.suffix in PACKED
            if kind and path not in packed:
                packed[path] = gzip.compress(path.read_bytes(), 6)
            data = packed[path] if kind else path.read_bytes()
            line.send(len(data) + 300, path.stat().st_size)  # and about so much of headers
            self.send_response(200)
            self.send_header("Content-Type", KINDS.get(path.suffix, "application/octet-stream"))
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", "max-age=600")
            if kind:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  # the name of the base class
            """Nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a visitor who is gone takes no answer
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def browser_cpu() -> float:
    """CPU seconds of the processes of Chromium below this one, worker threads included."""
    parents, spent = {}, {}
    for place in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            head, _, rest = (place / "stat").read_text().rpartition(")")
            fields = rest.split()
            pid = int(place.name)
            parents[pid] = int(fields[1])
            if "chrom" in head:
                spent[pid] = int(fields[11]) + int(fields[12])
    own = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in own} - own:
        own |= more
    return sum(ticks for pid, ticks in spent.items() if pid in own) / os.sysconf("SC_CLK_TCK")


def asked(page: Page, search: str, words: str, line: Line) -> dict[str, float]:
    """Type and wait for the first result."""
    _, _, field, event, hit = SEARCHES[search]
    before = browser_cpu()
    took = page.evaluate(FOUND, [field, event, words, hit])
    # Read at once: what comes after the first result is another matter.
    return {"ms": round(took), "cpu_s": round(browser_cpu() - before, 2), **line.taken()}


def opened(page: Page, address: str, search: str) -> None:
    """Go to a page and wait until one can type."""
    page.goto(address, wait_until="domcontentloaded")
    page.locator(SEARCHES[search][2]).wait_for(timeout=120_000)


def visit(browser: Browser, url: str, search: str, words: list[str], id: str, line: Line) -> dict[str, Any]:
    """One visitor at once, another when all is quiet, with the next questions."""
    address = url + SEARCHES[search][1].format(id=id)
    found: dict[str, Any] = {}
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    line.taken()
    opened(page, address, search)
    found["at_once"] = asked(page, search, words[0], line)
    context.close()
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    line.taken()
    before = browser_cpu()
    opened(page, address, search)
    page.wait_for_load_state("networkidle", timeout=180_000)
    spent = browser_cpu()
    while (now := browser_cpu()) - spent > 0.05 or now == before:  # a worker may be at it for long
        spent = now
        time.sleep(1)
    found["before"] = {**line.taken(), "cpu_s": round(spent - before, 2)}
    found["settled"] = asked(page, search, words[0], line)
    for text in words[1:]:
        found[f"again: {text}"] = asked(page, search, text, line)
    page.wait_for_load_state("networkidle", timeout=180_000)
    line.taken()
    opened(page, address.replace(id, id[:-1] + "2"), search)
    found["back"] = asked(page, search, words[-1], line)
    context.close()
    return found


def middle(visits: list[Any]) -> Any:
    """The medians of several visits."""
    if isinstance(visits[0], dict):
        return {key: middle([each[key] for each in visits]) for key in visits[0]}
    return statistics.median(visits)


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--pieced", type=Path, required=True, help="a site with Pagefind's index")
    options.add_argument("--whole", type=Path, required=True, help="the same site without")
    options.add_argument(
        "--words", nargs="+", required=True, help="what is asked, one question after another"
    )
    options.add_argument(
        "--id", default="TASK-0001", help="of the record on whose page the headers are asked"
    )
    options.add_argument("--only", choices=SEARCHES, nargs="*", default=list(SEARCHES))
    options.add_argument("--megabits", type=float, default=20)
    options.add_argument("--way-ms", type=float, default=40)
    options.add_argument("--visits", type=int, default=5)
    options.add_argument("--chromium", default="/usr/bin/chromium")
    chosen = options.parse_args()
    line = Line(chosen.megabits, chosen.way_ms)
    turns: dict[str, list[Any]] = {search: [] for search in chosen.only}
    with contextlib.ExitStack() as stack:
        urls = {
            kind: stack.enter_context(served(getattr(chosen, kind), line)) for kind in ("pieced", "whole")
        }
        driver = stack.enter_context(sync_playwright())
        browser = driver.chromium.launch(
            executable_path=chosen.chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        for turn in range(chosen.visits):
            for search, visits in turns.items():
                url = urls[SEARCHES[search][0]]
                visits.append(visit(browser, url, search, chosen.words, chosen.id, line))
                print(turn, search, json.dumps(visits[-1]), file=sys.stderr)
        version = browser.version
        browser.close()
    said = {
        "megabits": chosen.megabits,
        "way_ms": chosen.way_ms,
        "visits": chosen.visits,
        "words": chosen.words,
    }
    records = sum(path.is_dir() for path in (chosen.pieced / "r").iterdir())
    report(
        "Which search shows its first result soonest, and what does a visitor load for it?",
        ("pagefind", "mkdocs-material", "playwright"),
        {
            "chromium": version,
            "records": records,
            **said,
            "medians": {search: middle(visits) for search, visits in turns.items()},
        },
    )


if __name__ == "__main__":
    main()
