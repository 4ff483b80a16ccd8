"""A base with one finding of every kind that a format has to print."""

from pathlib import Path

TODAY = "2026-06-30"

TASK = "---\nid: {id}\ntype: task\ntitle: {title}\nstatus: {status}\ncreated: 2026-05-04\n{front}---\n{body}"
FILES = {
    # An error with a near id, a word behind signs beyond the first plane, and a name that escapes must survive.
    "backlog/TASK-0001-encode-the-shop.md": TASK.format(
        id="TASK-0001", title="Encode the shop", status="idea", front="", body="🙂 数据 see TASK-0404.\n"
    ),
    # Two warnings that can be mended, CRLF and a byte-order mark.
    "backlog/TASK-0002-load-test.md": "\ufeff"
    + TASK.format(
        id="TASK-0002", title="Load-test the job", status="idea", front="assignee: no\nowner: on\n", body=""
    ).replace("\n", "\r\n"),
    # A name that addresses, annotations and XML each write in a way of their own.
    "research/50% <odd> & 'so', on: 数据.md": TASK.format(
        id="TASK-0003", title="Split by customer", status="idea", front='"a\\e[31m<b>&\\"": 1\n', body=""
    ),
    # A finding with a second place.
    "backlog/TASK-0001-again.md": TASK.format(
        id="TASK-0001", title="The same number again", status="idea", front="", body=""
    ),
    # One that is the whole file.
    "backlog/TASK-0005-notes.md": "Only words.\n",
}  # fmt: skip
SETTINGS = '[lint]\nselect = ["FM", "ID001", "ID002", "ID004", "LK001"]\n[lint.severity]\nID002 = "info"\n'


def write(root: Path) -> Path:
    """Write the base into a folder."""
    (root / "kb.toml").write_text(SETTINGS)
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return root
