"""Builds the stores again that MLflow made once (`make.py`), and a server that says what MLflow's server said."""

import contextlib
import http.server
import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

HERE = Path(__file__).parent
HOME = "/home/analyst/churn"

Handler = http.server.BaseHTTPRequestHandler
Answering = Callable[[Handler], None]


def text(name: str, root: Path) -> str:
    """A file that MLflow wrote, as it would be if `root` were where it ran."""
    return (HERE / name).read_text(encoding="utf-8").replace(HOME, root.as_posix())


def folder(root: Path, name: str = "mlruns") -> Path:
    """The runs as files."""
    top = root / name
    for path, content in json.loads(text("mlruns.json", root)).items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_text(content, encoding="utf-8", newline="\n")
    return top


def database(root: Path, name: str = "mlflow.db", made: str = "mlflow.sql", *, wal: bool = False) -> Path:
    """The runs in SQLite; `native.sql` is what MLflow wrote there itself, `mlflow.sql` what it migrated."""
    root.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(root / name)) as made_anew:
        made_anew.executescript(text(made, root))
        if wal:
            made_anew.execute("pragma journal_mode = wal")
    return root / name


@contextmanager
def serving(answering: Answering) -> Iterator[str]:
    """A server on this machine that answers as it is told; its address."""

    class Told(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            with contextlib.suppress(OSError):
                answering(self)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
            pass

    class Quiet(http.server.ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, request: object, client_address: object) -> None:
            pass

    with Quiet(("127.0.0.1", 0), Told) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def say(handler: Handler, content: str | bytes, status: int = 200, **headers: str) -> None:
    """Answers a request with a text."""
    raw = content.encode() if isinstance(content, str) else content
    handler.send_response(status)
    for name, value in {"Content_Length": str(len(raw)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(raw)


def asked(handler: Handler) -> dict[str, object]:
    """A request as the recorded ones are written."""
    parts = urlsplit(handler.path)
    length = int(handler.headers.get("Content-Length", 0))
    return {
        "path": parts.path,
        "query": dict(parse_qsl(parts.query)) or None,
        "body": json.loads(handler.rfile.read(length)) if length else None,
    }


def recorded() -> Answering:
    """Says what MLflow said to the same question, and that it knows nothing else."""
    known = json.loads((HERE / "answers.json").read_text(encoding="utf-8"))

    def answer(handler: Handler) -> None:
        question = asked(handler)
        found = next((one for one in known if all(one[key] == question[key] for key in question)), None)
        if found is None:
            say(
                handler, json.dumps({"error_code": "RESOURCE_DOES_NOT_EXIST", "message": "not recorded"}), 404
            )
        else:
            say(handler, found["answer"])

    return answer
