"""How soon after the last key does the first result stand, and what does typing cost, with an index by piece?

Run: `python benchmarks/choices/search_typing.py SITE --script BEFORE.js > benchmarks/results/search_typing.json`

A site that `kb build` made with `[site] search = "pagefind"` is served as `search_engines.py` does it, once with its
own script of the search and once with another state of it (`git show COMMIT:src/kb/site/assets/search.js`), in turns.
On the page of a record, when nothing more is loaded, the box of the header gets the focus; half a second later words
are typed by the keyboard, a key every so many milliseconds. `first_ms` runs from the event of the last key to the first
result in the page after it. CPU is that of all processes of the browser from the focus to a second after the last
result; what was sent is all of the visit, the page included. `longest_task_ms` is the longest time for which the page
could not have answered a key, 0 below 50. `TARGETS` were set before what they judge was written: 300 ms after the last
key is what is still felt as at once by who looks at the list only then, 100 ms is what RAIL gives an answer to a key.
"""

import argparse
import contextlib
import json
import statistics
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from search_engines import Line, browser_cpu, served
from timing import report

TARGETS = {"first_ms": 300, "cpu_s": 0.7, "unpacked_kb": 1000, "longest_task_ms": 100}
WATCH = """() => {
  window.seen = { key: 0, first: 0, long: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.seen.long = Math.max(window.seen.long, entry.duration);
  }).observe({ type: 'longtask' });
  document.querySelector('.kb-find__box').addEventListener('input', () => {
    Object.assign(window.seen, { key: performance.now(), first: 0 });
  }, true);
  new MutationObserver(() => {
    const first = document.querySelector('.kb-find__list .kb-type');
    if (first && first.offsetParent && !window.seen.first) window.seen.first = performance.now();
  }).observe(document.querySelector('.kb-find__list'), { childList: true, subtree: true, attributes: true });
}"""
SEEN = "window.seen"


def typed(page: Page, words: str, gap: int) -> dict[str, float]:
    """Type into the box and wait for what is found."""
    page.evaluate(WATCH)
    before = browser_cpu()
    page.locator(".kb-find__box").focus()
    page.wait_for_timeout(500)
    page.keyboard.type(words, delay=gap)
    for _ in range(600):
        if page.evaluate(SEEN)["first"]:
            break
        page.wait_for_timeout(50)
    page.wait_for_timeout(1000)
    spent = browser_cpu() - before
    seen = page.evaluate(SEEN)
    return {
        "first_ms": round(seen["first"] - seen["key"]),
        "cpu_s": round(spent, 2),
        "longest_task_ms": round(seen["long"]),
    }


def visit(browser: Browser, url: str, words: str, gap: int, line: Line) -> dict[str, float]:
    """A new visitor of a record."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    line.taken()
    page.goto(f"{url}r/TASK-0001/")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1000)
    found = typed(page, words, gap)
    context.close()
    return {**found, **line.taken()}


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("site", type=Path)
    options.add_argument("--script", type=Path, required=True, help="an earlier state of the search's script")
    options.add_argument("--words", nargs="+", default=["outlier", "calib", "TASK-0007"])
    options.add_argument(
        "--gaps", nargs="+", type=int, default=[90, 180], help="milliseconds from key to key"
    )
    options.add_argument("--megabits", type=float, default=20)
    options.add_argument("--way-ms", type=float, default=40)
    options.add_argument("--visits", type=int, default=5)
    options.add_argument("--chromium", default="/usr/bin/chromium")
    chosen = options.parse_args()
    line = Line(chosen.megabits, chosen.way_ms)
    visits: dict[str, dict[str, list[dict[str, float]]]] = {}
    with contextlib.ExitStack() as stack:
        older = {"assets/kb/search.js": chosen.script}
        urls = {
            "before": stack.enter_context(served(chosen.site, line, older)),
            "now": stack.enter_context(served(chosen.site, line)),
        }
        driver = stack.enter_context(sync_playwright())
        browser = driver.chromium.launch(
            executable_path=chosen.chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        for _ in range(chosen.visits):
            for words in chosen.words:
                for gap in chosen.gaps:
                    for state, url in urls.items():
                        found = visit(browser, url, words, gap, line)
                        name = f"{words}, a key every {gap} ms"
                        visits.setdefault(name, {}).setdefault(state, []).append(found)
                        print(name, state, json.dumps(found), file=sys.stderr)
        version = browser.version
        browser.close()
    medians = {
        name: {
            state: {key: statistics.median(each[key] for each in found) for key in found[0]}
            for state, found in states.items()
        }
        for name, states in visits.items()
    }
    judged = {
        name: {
            key: f"{states['now'][key]} (<= {limit}): {'met' if states['now'][key] <= limit else 'missed'}"
            for key, limit in TARGETS.items()
        }
        for name, states in medians.items()
    }
    report(
        "How soon after the last key does the first result stand, and what does typing cost?",
        ("playwright",),
        {
            "chromium": version,
            "megabits": chosen.megabits,
            "way_ms": chosen.way_ms,
            "visits": chosen.visits,
            "targets": judged,
            "medians": medians,
            "each": visits,
        },
    )


if __name__ == "__main__":
    main()
