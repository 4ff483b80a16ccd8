"""Takes the pictures of the manual: builds the example base with its history and photographs pages in Chromium.

`python3 dev.py shots`, or `python -m tools.screenshots FOLDER` for another folder than `docs/images`.

With `--all FOLDER` it photographs every kind of page of the example and of our own base instead, and with
`--records 1000` of a generated one, in all looks, onto one sheet per base.
"""

from __future__ import annotations

import argparse
import base64
import functools
import http.server
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.example import history
from tools import gallery

ROOT = Path(__file__).resolve().parent.parent
TODAY = "2026-11-23"  # the day up to which the example is told
LARGEST = 250_000  # bytes; a manual is read over slow lines, too


@dataclass(frozen=True)
class Shot:
    """A picture: which page, how it is called, in which colours and how large."""

    name: str
    page: str
    scheme: str = "light"
    height: int = 1000
    width: int = 1400


SHOTS = (
    Shot("home-light", "overview/"),
    Shot("graph-light", "graph/"),
    Shot("graph-dark", "graph/", "dark"),
    Shot("board-light", "board/"),
    Shot("flow-light", "flow/", height=1500),
    Shot("flow-dark", "flow/", "dark", height=1500),
    Shot("record-light", "r/TASK-0006/"),
    Shot("experiment-dark", "r/EXP-0009/", "dark"),
    Shot("review-light", "r/REV-0001/"),
    Shot("telephone-light", "r/DEC-0007/", width=390, height=844),
)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line per request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
        """Say nothing."""


@contextmanager
def example_site() -> Iterator[str]:
    """The address of the example base as a site, with the history that brought its tasks over the board."""
    with tempfile.TemporaryDirectory(prefix="kb-shots-") as folder:
        base = Path(folder) / "base"
        history.write(base, date.fromisoformat(TODAY))
        subprocess.run([sys.executable, "-P", "-m", "kb", "build", "--today", TODAY], cwd=base, check=True)
        handler = functools.partial(Quiet, directory=str(base / "site"))
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}/"
            server.shutdown()


def take(browser: Browser, address: str, shot: Shot, folder: Path) -> int:
    """Take one picture; returns its size in bytes."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address + shot.page)
    page.wait_for_load_state("networkidle")
    picture = page.screenshot(animations="disabled")
    page.goto("about:blank")
    small = indexed(*page.evaluate(FEW_COLOURS, base64.b64encode(picture).decode()))
    context.close()
    (folder / f"{shot.name}.png").write_bytes(small)
    return len(small)


# At most 256 colours for a picture, and for each pixel the nearest of them.
FEW_COLOURS = """async (png) => {
  const image = new Image();
  image.src = "data:image/png;base64," + png;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const pixels = new Uint32Array(canvas.getImageData(0, 0, image.width, image.height).data.buffer);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) || 0) + 1);
  const parts = (pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
  const far = ([r, g, b], [x, y, z]) => (r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2;
  // One by one the colour that is missed most: often there, and unlike those taken before.
  const left = [...counts].map(([pixel, count]) => ({ colour: parts(pixel), count, away: 1e6 }));
  const palette = [];
  while (palette.length < 256 && left.some((each) => each.away)) {
    const next = left.reduce((a, b) => (a.count * a.away >= b.count * b.away ? a : b));
    palette.push(next.colour);
    for (const each of left) each.away = Math.min(each.away, far(each.colour, next.colour));
  }
  const nearest = new Map();
  for (const pixel of counts.keys()) {
    const colour = parts(pixel);
    let best = 0;
    palette.forEach((each, index) => {
      if (far(colour, each) < far(colour, palette[best])) best = index;
    });
    nearest.set(pixel, best);
  }
  let text = "";
  for (let at = 0; at < pixels.length; at += 8192)
    text += String.fromCharCode(...Array.from(pixels.subarray(at, at + 8192), (pixel) => nearest.get(pixel)));
  return [image.width, image.height, palette.flat(), btoa(text)];
}"""


def indexed(width: int, height: int, palette: list[int], pixels: str) -> bytes:
    """A PNG of at most 256 colours (RFC 2083), a third of the size of one that allows for millions."""
    raw = base64.b64decode(pixels)
    lines = b"".join(b"\0" + raw[y * width : (y + 1) * width] for y in range(height))
    chunks = {
        b"IHDR": struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0),
        b"PLTE": bytes(palette),
        b"IDAT": zlib.compress(lines, 9),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks.items()
    )


def take_all(chromium: str | None, folder: Path, records: int) -> int:
    """Every kind of page of every base; 1 when one is wider than its window or has an error in a script."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        wrong = gallery.make(browser, folder, TODAY, records)
        browser.close()
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


def main() -> int:
    """Take all pictures; 1 when one is too large for a manual."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs" / "images")
    parser.add_argument(
        "--all", type=Path, metavar="FOLDER", help="every kind of page, in every look, on sheets"
    )
    parser.add_argument(
        "--records", type=int, default=0, help="with --all: of a generated base of so many, too"
    )
    options = parser.parse_args()
    folder: Path = options.folder
    chromium = os.environ.get("KB_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if options.all is not None:
        return take_all(chromium, options.all, options.records)
    folder.mkdir(parents=True, exist_ok=True)
    large = []
    with example_site() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for shot in SHOTS:
            size = take(browser, address, shot, folder)
            print(f"{folder / shot.name}.png: {size:,} bytes")
            large += [shot.name] if size > LARGEST else []
        browser.close()
    if large:
        print(f"larger than {LARGEST:,} bytes: {', '.join(large)}", file=sys.stderr)
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main())
