"""Opens the kinds of pages of built sites in Chromium, in both schemes and three widths, and lets axe look at each.

`python -m tests.site.reading SITE …` prints how many pages were opened, and a line for every finding that axe calls
serious or critical. The gate opens the pages of the example; this is for any site, and with `--every` for every page.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import json
import sys
import threading
from collections import Counter
from pathlib import Path

from tests.conftest import AXE, BROWSER_FLAGS, QuietHandler, find_chromium

WIDTHS = (390, 900, 1400)
# In the other scheme only contrast can differ.
ASKED = {
    "light": "() => axe.run(document, {resultTypes: ['violations']})",
    "dark": "() => axe.run(document, {resultTypes: ['violations'], runOnly: ['color-contrast']})",
}


def kinds(site: Path, *, every: bool) -> list[str]:
    """The addresses: all index pages; of tags, people, records of a type and pages by hand in a folder, one of each."""
    found: dict[str, str] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix().removesuffix("index.html")
        folder, _, rest = name.rstrip("/").rpartition("/")
        kind = f"{folder} {rest.partition('-')[0] if folder == 'r' else ''}" if folder else name
        found.setdefault(name if every else kind, name)
    return list(found.values())


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
            for width in WIDTHS:
                context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme="light")
                page = context.new_page()
                for name in kinds(site, every=chosen.every):
                    page.goto(at + name)
                    page.evaluate(AXE.read_text(encoding="utf-8"))
                    for scheme, asked in ASKED.items():
                        page.emulate_media(color_scheme=scheme)
                        for violation in page.evaluate(asked)["violations"]:
                            opened[f"{violation['impact']} nodes"] += len(violation["nodes"])
                            if violation["impact"] in ("serious", "critical"):
                                where = f"{site.parent.name} {scheme} {width} {name}: {violation['id']}"
                                found += (f"{where}: {node['html'][:160]}" for node in violation["nodes"])
                        opened["looks"] += 1
                    opened["pages"] += 1
                print(site.parent.name, width, dict(opened), *found[:20], sep="\n", file=sys.stderr)
                context.close()
            server.shutdown()
        browser.close()
    print("\n".join([*found, json.dumps(opened)]))


if __name__ == "__main__":
    main()
