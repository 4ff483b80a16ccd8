"""Shows a site that changes to browsers on this machine, which load a page again as soon as there is a new state."""

from __future__ import annotations

import http.server
import mimetypes
import posixpath
import socket
import threading
import time
from http import HTTPStatus
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from kb.cli.terminal import warn
from kb.errors import KbError
from kb.site.publishing.preview import Preview
from kb.site.publishing.publisher import Misfit

PATIENCE: Final = 30.0
"""Seconds after which a browser that waits for news is told that there is none."""
_SCRIPT: Final = "/.kb/reload.js"
_STATE: Final = "/.kb/state"
_RELOAD: Final = b"""\
(() => {
  const shown = new URL(document.currentScript.src).search.slice(1);
  let asking = null;
  const pause = () => new Promise((done) => setTimeout(done, 1000));
  const ask = async () => {
    if (asking !== null) return;
    while (document.visibilityState === "visible") {
      asking = new AbortController();
      try {
        const answer = await fetch(`/.kb/state?${shown}`, { signal: asking.signal, cache: "no-store" });
        if (answer.ok && (await answer.text()) !== shown) return location.reload();
      } catch {
        await pause();
      }
    }
    asking = null;
  };
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") ask();
    else if (asking !== null) asking.abort();
  });
  window.addEventListener("pagehide", () => asking !== null && asking.abort());
  ask();
})();
"""
_TYPES: Final = {
    ".js": "text/javascript",
    ".json": "application/json",
    ".xml": "application/xml",
    ".gz": "application/gzip",
}


class Live(http.server.ThreadingHTTPServer):
    """The server of a preview.

    Args:
        host: where to listen.
        port: the port there.

    Attributes:
        mount: the path below which the site stands, with a slash at both ends.
        misfit: set where a page has no place in the frame, so that there has to be another one.

    Raises:
        KbError: nobody can listen there.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, host: str, port: int) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.misfit = threading.Event()
        self.mount = "/"
        self._news = threading.Condition()
        self._state: tuple[Preview, int] | None = None
        try:
            super().__init__((host, port), _Handler)
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise KbError(
                f"nobody can listen on {host}:{port}: {reason}",
                hint="Choose another place with `--address HOST:PORT`.",
            ) from None

    def show(self, preview: Preview, *, quietly: bool = False) -> None:
        """Show another state from now on; browsers are told of it, unless every page looks as before."""
        with self._news:
            before = self._state[1] if self._state is not None else 0
            self._state = (preview, before if quietly else max(before + 1, time.time_ns() // 1_000_000))
            self._news.notify_all()

    @property
    def state(self) -> tuple[Preview, int]:
        """What is shown, and its number."""
        assert self._state is not None
        return self._state

    def wait(self, shown: str) -> int:
        """The number of the state, as soon as it is another than the one that a browser shows."""
        with self._news:
            self._news.wait_for(lambda: str(self.state[1]) != shown, PATIENCE)
            return self.state[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle of an answer is nothing to tell anybody."""


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Live

    def do_GET(self) -> None:
        """Answer a browser."""
        asked = urlsplit(self.path)
        if asked.path == _STATE:
            self._answer(HTTPStatus.OK, str(self.server.wait(asked.query)).encode(), "text/plain")
        elif asked.path == _SCRIPT:
            self._answer(HTTPStatus.OK, _RELOAD, "text/javascript")
        elif not asked.path.startswith(self.server.mount):
            self._lead(self.server.mount)
        else:
            self._show(unquote(asked.path[len(self.server.mount) :]))

    do_HEAD = do_GET  # noqa: N815 - as it is called there

    def _show(self, name: str) -> None:
        preview, number = self.server.state
        if name.endswith("/") or not name:
            name += "index.html"
        try:
            found = preview.file(name)
            if (
                found is None
                and not posixpath.splitext(name)[1]
                and preview.file(f"{name}/index.html") is not None
            ):
                self._lead(quote(f"{self.server.mount}{name}/"))
                return
            status = HTTPStatus.OK if found is not None else HTTPStatus.NOT_FOUND
            if found is None:
                name, found = "404.html", preview.file("404.html") or b"<h1>There is no such page.</h1>"
        except Misfit:
            self.server.misfit.set()
            status, name, found = (
                HTTPStatus.SERVICE_UNAVAILABLE,
                "x.html",
                b"<p>The site is being built again.</p>",
            )
        except Exception as error:  # noqa: BLE001 - whatever it is, the preview goes on
            warn(f"{name}: error: the page cannot be drawn: {type(error).__name__}: {error}")
            status, name, found = (
                HTTPStatus.INTERNAL_SERVER_ERROR,
                "x.html",
                b"<h1>This page cannot be drawn.</h1>",
            )
        ending = posixpath.splitext(name)[1].lower()
        if ending in (".html", ".htm"):
            found = _reloading(found, number)
        kind = _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        self._answer(status, found, kind)

    def _lead(self, target: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, status: HTTPStatus, data: bytes, kind: str) -> None:
        self.send_response(status)
        text = kind.startswith("text/") or kind == "application/json"
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(
        self,
        format: str,  # noqa: A002 - as it is called there
        *args: object,
    ) -> None:
        """Nobody wants to read which files a browser loads."""


def _reloading(page: bytes, number: int) -> bytes:
    """A page with the script that loads it again; as a file of the site, which its policy allows."""
    before, end, after = page.rpartition(b"</body>")
    script = f'<script src="{_SCRIPT}?{number}"></script>'.encode()
    return before + script + end + after if end else page + script
