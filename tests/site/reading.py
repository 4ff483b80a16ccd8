"""Opens the kinds of pages of built sites in Chromium, in both schemes and three widths, and lets axe look at each.

`python -m tests.site.reading SITE …` prints how many pages were opened, and a line for every finding that axe calls
serious or critical. The gate opens the pages of the example; this is for any site, and with `--every` for every page.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import json
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import AXE, BROWSER_FLAGS, QuietHandler, find_chromium

SCHEMES = ("light", "dark")
WIDTHS = (390, 900, 1400)
ASKED = "() => axe.run(document, {resultTypes: ['violations']})"


def kinds(site: Path, *, every: bool) -> Iterator[str]:
    """The addresses: every index page, of tags, people and records one of each kind, and pages by hand."""
    seen: Counter[str] = Counter()
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix().removesuffix("index.html")
        folder, _, rest = name.partition("/")
        kind = (
            rest.partition("-")[0]
            if folder == "r"
            else folder
            if folder in ("tags", "people") and rest
            else name
        )
        seen[f"{folder} {kind}"] += 1
        if every or seen[f"{folder} {kind}"] == 1:
            yield name


def main() -> None:
    """Print what axe finds."""
    from playwright.sync_api import sync_playwright

    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("sites", nargs="+", type=Path)
    options.add_argument("--every", action="store_true", help="every page, not one of each kind")
    chosen = options.parse_args()
    opened: Counter[str] = Counter()
    found: list[str] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=BROWSER_FLAGS)
        for site in chosen.sites:
            handler = functools.partial(QuietHandler, directory=str(site))
            server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            at = f"http://127.0.0.1:{server.server_port}/"
            for scheme in SCHEMES:
                for width in WIDTHS:
                    context = browser.new_context(
                        viewport={"width": width, "height": 900}, color_scheme=scheme
                    )
                    page = context.new_page()
                    for name in kinds(site, every=chosen.every):
                        page.goto(at + name)
                        page.wait_for_load_state("networkidle")
                        page.evaluate(AXE.read_text(encoding="utf-8"))
                        for violation in page.evaluate(ASKED)["violations"]:
                            opened[f"{violation['impact']} nodes"] += len(violation["nodes"])
                            if violation["impact"] in ("serious", "critical"):
                                where = f"{site.parent.name} {scheme} {width} {name}"
                                found += (
                                    f"{where}: {violation['id']}: {n['html'][:160]}"
                                    for n in violation["nodes"]
                                )
                        opened["pages"] += 1
                    context.close()
            server.shutdown()
        browser.close()
    print("\n".join([*found, json.dumps(opened)]))


if __name__ == "__main__":
    main()
