"""How does the graph page behave with many records? Build time, bytes, first paint, frames, search and filter.

Run: `PYTHONPATH=src python benchmarks/choices/graph_explorer.py BASE > benchmarks/results/graph_explorer.json`
In pairs: with `--keep FOLDER` once at the earlier state, then with `--beside FOLDER`.

The page alone is drawn from a base (of `benchmarks.generate`), put into a plain frame with the style sheet and the
scripts of the site, and opened in Chromium without a graphics card: every pixel is drawn by the processor. Frames
are counted by `requestAnimationFrame` while a pointer drags for two seconds; times of a search and a filter run from
the event to the second frame after it. CPU is that of all processes of the browser: it says what the clock of a busy
machine does not. `choice` is how wide the box of a record is that was chosen by the search, 208 at full size.

`TARGETS` says what "usable" means, with where each figure comes from; medians are held against them.
"""

import argparse
import datetime
import functools
import http.server
import json
import statistics
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright
from search_engines import browser_cpu
from timing import report

from kb import base, config
from kb.site import builder
from kb.site.material import Material
from kb.site.pages.graph import GraphPage

# Set before what they judge was written. The first is below the 1.8 s that web.dev calls a good first contentful paint;
# two seconds are as long as attention is kept while something loads, by the guides of RAIL for loading (five on a slow
# telephone); 30 frames a second are half of what RAIL wants of a screen that a graphics card draws, here a processor
# does; 200 ms is what web.dev calls a good interaction to next paint; a box of 94 pixels is the smallest in which
# titles are written, at 125 they are 7 pixels tall.
TARGETS = {
    "first_paint_ms": ("<=", 1000),
    "drawn_ms": ("<=", 2000),
    "panning_far.per_second": (">=", 30),
    "panning_middle.per_second": (">=", 30),
    "panning_near.per_second": (">=", 30),
    "zooming.per_second": (">=", 30),
    "zooming.cpu_ms_a_frame": ("<=", 33),
    "search TASK-00.shown_ms": ("<=", 200),
    "search feature.shown_ms": ("<=", 200),
    "filter.shown_ms": ("<=", 200),
    "choice.box_px": (">=", 125),
}
FRAMES = """async (seconds) => {
  const began = performance.now();
  const times = [];
  await new Promise((done) => {
    const step = (now) => {
      times.push(now);
      if (performance.now() - began < seconds * 1000) requestAnimationFrame(step);
      else done();
    };
    requestAnimationFrame(step);
  });
  const gaps = times.slice(1).map((time, at) => time - times[at]).sort((a, b) => a - b);
  const long = performance.now() - began;
  return { per_second: Math.round(10000 * gaps.length / long) / 10, slowest_ms: Math.round(gaps.at(-1) || long) };
}"""
DRAG = """(seconds) => {
  const target = document.querySelector('.kb-canvas') || document.querySelector('.kb-explorer svg');
  const edge = target.getBoundingClientRect();
  const began = performance.now();
  const at = (part) => ({
    bubbles: true, cancelable: true, pointerId: 1, isPrimary: true, button: 0, buttons: 1,
    clientX: edge.left + edge.width * (0.5 + 0.35 * Math.sin(part * 5)),
    clientY: edge.top + edge.height * (0.5 + 0.25 * Math.cos(part * 4)),
  });
  target.dispatchEvent(new PointerEvent('pointerdown', at(0)));
  const step = () => {
    const part = (performance.now() - began) / 1000;
    target.dispatchEvent(new PointerEvent(part < seconds ? 'pointermove' : 'pointerup', at(part)));
    if (part < seconds) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}"""
WHEEL = """(seconds) => {
  const target = document.querySelector('.kb-explorer');
  const edge = target.getBoundingClientRect();
  const began = performance.now();
  const step = () => {
    const part = (performance.now() - began) / 1000;
    target.dispatchEvent(new WheelEvent('wheel', {
      bubbles: true, cancelable: true, ctrlKey: true, deltaY: Math.sin(part * 3) > 0 ? 12 : -12,
      clientX: edge.left + edge.width / 2, clientY: edge.top + edge.height / 2,
    }));
    if (part < seconds) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}"""
_TIMED = """
  const handled = performance.now() - began;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const shown = performance.now() - began;
  return { handled_ms: Math.round(handled * 10) / 10, shown_ms: Math.round(shown * 10) / 10 };
}"""
ANSWER = (
    """async (words) => {
  const field = document.querySelector('.kb-controls input[type=search]');
  field.focus();
  field.value = words;
  const began = performance.now();
  field.dispatchEvent(new Event('input', { bubbles: true }));"""
    + _TIMED
)
FILTER = (
    """async () => {
  const began = performance.now();
  document.querySelector('.kb-types button[data-toggle=risk]').click();"""
    + _TIMED
)
CHOICE = """() => {
  const field = document.querySelector('.kb-controls input[type=search]');
  field.value = 'task-0100';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
}"""
CHOSEN = "document.querySelector('.kb-canvas__link[data-id=TASK-0100]')?.getBoundingClientRect().width"
PAINT = "performance.getEntriesByType('paint').find((e) => e.name === 'first-contentful-paint')?.startTime"
LIVE = "document.querySelector('.kb-graph[data-live] :is(.kb-canvas[data-drawn], svg.kb-drawing)') !== null"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server that says nothing."""

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  # the name of the base class
        """Nothing."""


def laid_out(root: Path, today: datetime.date, folder: Path) -> dict[str, object]:
    """Writes the page and what it loads into a folder; how long that took and how large it is."""
    began = time.process_time()
    material = Material(base.load(config.read(root)), today)
    read = time.process_time() - began
    maker = GraphPage()
    began = time.process_time()
    html = next(iter(maker.pages(material))).draw()
    files = dict(maker.files(material))
    drawn = time.process_time() - began
    (folder / "graph").mkdir()
    for asset in builder.assets():
        target = folder / asset.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(asset.file.read_bytes())
    (folder / builder.STYLE_SHEET).write_text(builder.style_sheet(), encoding="utf-8")
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    scripts = "".join(f'<script src="../{name}"></script>' for name in builder.scripts())
    (folder / "graph" / "index.html").write_text(
        '<!doctype html><meta charset="utf-8"><title>Graph</title><meta name="viewport" content="width=device-width">'
        f'<link rel="stylesheet" href="../{builder.STYLE_SHEET}">'
        f'<body data-md-color-scheme="default"><main class="kb-root">{html}</main>{scripts}</body>',
        encoding="utf-8",
    )
    return {
        "records": len(material.base.by_id),
        "base_read_cpu_s": round(read, 2),
        "page_and_files_cpu_s": round(drawn, 2),
        "html_kb": round(len(html.encode()) / 1000, 1),
        "files_kb": {n: round(len(t.encode()) / 1000, 1) for n, t in files.items() if "summaries-" not in n},
    }


def moving(page: Page, gesture: str) -> dict[str, float]:
    """Frames while something moves the window for two seconds, and what each costs."""
    before = browser_cpu()
    page.evaluate(gesture, 2)
    found = page.evaluate(FRAMES, 2)
    frames = max(1.0, found["per_second"] * 2)
    return {**found, "cpu_ms_a_frame": round(1000 * (browser_cpu() - before) / frames, 1)}


def measured(browser: Browser, address: str) -> dict[str, object]:
    """One visit: first paint, live, then panning far and near, zooming, a search, a filter, a record chosen."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    fetched: list[int] = []
    page.on("response", lambda answer: fetched.append(int(answer.headers.get("content-length", 0))))
    before = browser_cpu()
    page.goto(address, wait_until="commit")
    page.wait_for_function(LIVE, timeout=120_000)
    live = page.evaluate("performance.now()")
    spent = browser_cpu() - before
    paint = page.evaluate(PAINT) or 0
    found: dict[str, object] = {"first_paint_ms": round(paint), "drawn_ms": round(live)}
    found["drawn_cpu_s"] = round(spent, 2)
    found["loaded_kb"] = round(sum(fetched) / 1000)
    page.keyboard.press("0")
    for name, zooms in (("far", 0), ("middle", 6), ("near", 8)):
        for _ in range(zooms):
            page.keyboard.press("+")
        page.wait_for_timeout(500)
        found[f"panning_{name}"] = moving(page, DRAG)
    found["zooming"] = moving(page, WHEEL)
    for words in ("TASK-00", "feature", "nothing-like-it"):
        found[f"search {words}"] = page.evaluate(ANSWER, words)
    page.evaluate(ANSWER, "")
    found["filter"] = page.evaluate(FILTER)
    page.evaluate(CHOICE)
    page.wait_for_timeout(1500)
    found["choice"] = {"box_px": round(page.evaluate(CHOSEN) or 0)}
    found["elements"] = page.evaluate("document.querySelectorAll('*').length")
    found["script_memory_mb"] = round(page.evaluate("performance.memory.usedJSHeapSize") / 1e6)
    page.close()
    return found


def judged(figures: dict[str, object]) -> dict[str, str]:
    """Every target with what was measured and whether that reaches it."""
    said = {}
    for name, (way, limit) in TARGETS.items():
        value: object = figures
        for part in name.rsplit(".", 1):
            value = value[part]  # type: ignore[index]  # nested tables of figures
        met = value <= limit if way == "<=" else value >= limit  # type: ignore[operator]  # a figure
        said[name] = f"{value} ({way} {limit}): {'met' if met else 'missed'}"
    return said


def middle(visits: list[dict[str, object]]) -> dict[str, object]:
    """The medians of several visits."""
    first = visits[0]
    return {
        key: middle([visit[key] for visit in visits])  # type: ignore[misc]  # nested tables of figures
        if isinstance(first[key], dict)
        else statistics.median(visit[key] for visit in visits)  # type: ignore[type-var]  # figures
        for key in first
    }


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("base", type=Path)
    options.add_argument("--today", type=datetime.date.fromisoformat, default=datetime.date(2026, 3, 2))
    options.add_argument("--visits", type=int, default=3)
    options.add_argument("--chromium", default="/usr/bin/chromium")
    options.add_argument("--keep", type=Path, help="write the page there and measure nothing")
    options.add_argument("--beside", type=Path, help="such a page of an earlier state, visited in turns")
    chosen = options.parse_args()
    if chosen.keep:
        chosen.keep.mkdir(parents=True)
        print(json.dumps(laid_out(chosen.base, chosen.today, chosen.keep)))
        return
    with TemporaryDirectory() as temporary, sync_playwright() as driver:
        built = laid_out(chosen.base, chosen.today, Path(temporary))
        print(json.dumps(built), file=sys.stderr)
        folders = {"before": chosen.beside, "now": temporary} if chosen.beside else {"now": temporary}
        addresses = {}
        for name, folder in folders.items():
            server = http.server.ThreadingHTTPServer(
                ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
            )
            threading.Thread(target=server.serve_forever, daemon=True).start()
            addresses[name] = f"http://127.0.0.1:{server.server_port}/graph/"
        browser = driver.chromium.launch(
            executable_path=chosen.chromium,
            args=["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info"],
        )
        visits: dict[str, list[dict[str, object]]] = {name: [] for name in folders}
        for _ in range(chosen.visits):
            for name, address in addresses.items():
                visits[name].append(measured(browser, address))
                print(name, json.dumps(visits[name][-1]), file=sys.stderr)
        version = browser.version
        browser.close()
    medians = {name: middle(each) for name, each in visits.items()}
    report(
        "How does the graph page behave with many records?",
        ("playwright",),
        {
            "chromium": version,
            "built": built,
            "visits": chosen.visits,
            "targets": judged(medians["now"]),
            "medians": medians,
        },
    )


if __name__ == "__main__":
    main()
