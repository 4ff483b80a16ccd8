"""Asks a server over HTTP for JSON, and believes nothing: not its redirects, its size, its pace, nor its answers.

Only the server that was named is asked, directly and without a proxy. MLflow's own variables hold the credentials:
`MLFLOW_TRACKING_USERNAME` with `MLFLOW_TRACKING_PASSWORD`, or `MLFLOW_TRACKING_TOKEN`. They are sent to the server in
`MLFLOW_TRACKING_URI` and to no other, because the address of a source can come from a record that anybody wrote.
"""

from __future__ import annotations

import base64
import http.client
import io
import json
import os
import socket
import ssl
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final, NoReturn
from urllib.parse import SplitResult, unquote, urlencode, urlsplit

from kb.errors import KbError

CONNECT: Final = 10.0
"""Seconds until a server must have taken the call, and between two pieces of an answer."""
ANSWER: Final = 60.0
"""Seconds for one answer."""
ALL: Final = 3600.0
"""Seconds for all that is asked of one server: ten thousand runs need some minutes."""
LARGEST: Final = 64 * 1024 * 1024
"""Bytes of one answer."""
_PIECE: Final = 256 * 1024


class Server:
    """A server, and one connection to it that is kept open.

    Args:
        address: with `http://` or `https://`; may hold a name and a password, which are shown to nobody.

    Raises:
        KbError: this is no such address, or a credential cannot be sent.
    """

    def __init__(self, address: str) -> None:
        try:
            parts = urlsplit(address)
            self.origin = _origin(parts)
        except ValueError as error:
            raise KbError(f"this is no address of a server: {error}") from None
        scheme, host, _ = self.origin
        if scheme not in ("http", "https") or not host or not address.isascii() or not address.isprintable():
            raise KbError("this is no address of a server", hint=_BEGINS)
        self.base = parts.path.rstrip("/")
        self.address = f"{scheme}://{parts.netloc.rpartition('@')[2]}{self.base}"
        self.headers = {
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": "research-kb",
        }
        if credentials := _credentials(parts, self.origin, self.address):
            self.headers["Authorization"] = credentials
        self.until = 0.0
        self.end = time.monotonic() + ALL
        self.used = False
        try:
            self.connection = _connection(*self.origin, self.address)
        except http.client.HTTPException:
            raise KbError("this is no address of a server", hint=_BEGINS) from None
        self.connection.response_class = partial(_Answer, self)  # type: ignore[assignment]  # is called, no more

    def close(self) -> None:
        """End the connection."""
        self.connection.close()

    def ask(
        self, path: str, query: Mapping[str, str] | None = None, body: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """What the server says as JSON; with a body it is a `POST`.

        Raises:
            KbError: it does not answer, or not with a JSON object.
        """
        raw = self.read(path, query, body)
        try:
            found = json.loads(raw)
        except RecursionError:
            self.fail("its answer is nested too deeply", path)
        except ValueError:
            self.fail("its answer is no JSON", path)
        if not isinstance(found, dict):
            self.fail("its answer is no JSON object", path)
        return found

    def read(
        self,
        path: str,
        query: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
        most: int | None = None,
    ) -> bytes:
        """What the server says, if it says that all is well, and in no more than so many bytes."""
        most = LARGEST if most is None else most
        answer = self.call(path, query, body)
        try:
            if answer.status != 200:
                self.refused(answer, path)
            if answer.getheader("Content-Encoding", "identity").lower() != "identity":
                self.fail("its answer is compressed, which was not asked for", path)
            if (answer.length or 0) > most:
                self.fail(f"its answer has more than {most:,} bytes", path)
            pieces = []
            left = most
            while piece := answer.read1(_PIECE):
                left -= len(piece)
                if left < 0:
                    self.fail(f"its answer has more than {most:,} bytes", path)
                pieces.append(piece)
            if answer.length:
                self.fail("its answer ends too early", path)
            answer.close()  # read to its end: the connection can take the next question
        except (OSError, http.client.HTTPException) as error:
            self.fail(_why(error), path)
        return b"".join(pieces)

    def call(
        self, path: str, query: Mapping[str, str] | None, body: Mapping[str, Any] | None
    ) -> http.client.HTTPResponse:
        target = f"{self.base}{path}" + (f"?{urlencode(query)}" if query else "")
        text = None if body is None else json.dumps(body)
        headers = self.headers if text is None else {**self.headers, "Content-Type": "application/json"}
        if time.monotonic() > self.end:
            hint = "Ask for fewer runs: --group or --run."
            self.fail(f"all its answers together took longer than {ALL:.0f} seconds", path, hint)
        for again in (self.used, False):
            self.until = time.monotonic() + ANSWER
            try:
                self.connection.request("GET" if text is None else "POST", target, text, headers)
                self.used = True
                return self.connection.getresponse()
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError) as error:
                self.connection.close()
                if not again:  # it was not merely tired of waiting for the next question
                    self.fail(_why(error), path)
            except (OSError, http.client.HTTPException, ValueError) as error:
                self.fail(_why(error), path)
        raise AssertionError  # the second time it answers or fails

    def refused(self, answer: http.client.HTTPResponse, path: str) -> NoReturn:
        status = answer.status
        if 300 <= status < 400:
            to = _shown(answer.getheader("Location", ""), 200).partition("?")[0]
            hint = "It is not followed. If you trust it, give that address; it may also be a page to log in."
            self.fail(f"it sends you on to {to or 'another address'}", path, hint)
        if status in (401, 403):
            self.fail(f"it asks who you are ({status})", path, _WHO)
        said = ""
        try:
            about = json.loads(answer.read1(4096))
            said = _shown(str(about.get("message", "")), 200) if isinstance(about, dict) else ""
        except (ValueError, RecursionError, OSError, http.client.HTTPException):
            pass
        hint = "Is this the address of an MLflow server?" if status == 404 else ""
        self.fail(f"it answers {status}{': ' + said if said else ''}", path, hint)

    def fail(self, why: str, path: str, hint: str = "") -> NoReturn:
        """Give up."""
        self.close()
        raise KbError(f"the server cannot be read: {why}", where=f"{self.address}{path}", hint=hint or None)


class _Answer(http.client.HTTPResponse):
    """An answer that must be there in time, however slowly it trickles in."""

    def __init__(self, server: Server, sock: socket.socket, *arguments: Any, **named: Any) -> None:
        super().__init__(sock, *arguments, **named)
        self.fp = io.BufferedReader(_InTime(server, sock, self.fp.detach()))


class _InTime(io.RawIOBase):
    """The bytes of a socket until a moment."""

    def __init__(self, server: Server, sock: socket.socket, raw: Any) -> None:
        self._server = server
        self._sock = sock
        self._raw = raw

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._server.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(min(left, CONNECT))
        count: int | None = self._raw.readinto(buffer)
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


def _connection(scheme: str, host: str, port: int, address: str) -> http.client.HTTPConnection:
    if scheme == "http":
        return http.client.HTTPConnection(host, port, timeout=CONNECT)
    context = ssl.create_default_context(cafile=_certificates(address))
    return http.client.HTTPSConnection(host, port, timeout=CONNECT, context=context)


def _origin(parts: SplitResult) -> tuple[str, str, int]:
    scheme = parts.scheme.lower()
    return scheme, (parts.hostname or "").lower(), parts.port or (443 if scheme == "https" else 80)


def _credentials(parts: SplitResult, origin: tuple[str, str, int], address: str) -> str | None:
    """What the server is told of who asks."""
    if parts.username is not None:
        return _basic(unquote(parts.username), unquote(parts.password or ""))
    try:
        meant = _origin(urlsplit(os.environ.get("MLFLOW_TRACKING_URI", "")))
    except ValueError:
        return None
    if meant != origin:
        return None
    user, password = (os.environ.get(f"MLFLOW_TRACKING_{name}", "") for name in ("USERNAME", "PASSWORD"))
    if user and password:
        return _basic(user, password)
    token = os.environ.get("MLFLOW_TRACKING_TOKEN", "").strip()
    if not (token.isascii() and token.isprintable()):
        raise KbError("`MLFLOW_TRACKING_TOKEN` holds characters that no token has", where=address)
    return f"Bearer {token}" if token else None


def _basic(user: str, password: str) -> str:
    return f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"


def _certificates(address: str) -> str | None:
    """The file of certificates that MLflow's own variable names."""
    named = os.environ.get("MLFLOW_TRACKING_SERVER_CERT_PATH") or None
    if named is not None and not Path(named).is_file():
        raise KbError("`MLFLOW_TRACKING_SERVER_CERT_PATH` names no file", where=address)
    return named


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "it takes too long to answer"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted: {_shown(error.verify_message, 100)}"
    if isinstance(error, socket.gaierror):
        return "its name leads nowhere"
    said = error.strerror if isinstance(error, OSError) else None
    return _shown(said or str(error) or type(error).__name__, 200)


def _shown(text: str, most: int) -> str:
    """What a server said, as it may be printed."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)[:most]


_BEGINS: Final = "It begins with `http://` or `https://`, and then says which server."
_WHO: Final = (
    "Name the server in `MLFLOW_TRACKING_URI`, and yourself in `MLFLOW_TRACKING_TOKEN`, or in "
    "`MLFLOW_TRACKING_USERNAME` and `MLFLOW_TRACKING_PASSWORD`."
)
