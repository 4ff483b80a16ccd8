"""Which YAML reader should read front matter? Speed as a ratio to CSafeLoader, and behaviour on named traps.

Run: `python benchmarks/choices/yaml_readers.py > benchmarks/results/yaml_readers.json`

`strict walk` is the reader this project considers: the C parser's events, walked once by our own code into
plain data and the place of every key, with text left as written and everything unusual refused.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import ruamel.yaml
import ryaml
import yaml
import yaml12
import yaml_rs
from samples import digest, front_matters
from timing import cpu_of_call, in_turns, report

DEPTH_LIMIT = 20
TRAP_LIMIT_S = 20
DISTRIBUTIONS = ("PyYAML", "ruamel.yaml", "ryaml", "py-yaml12", "yaml-rs")
Path = tuple[str | int, ...]
Places = dict[Path, tuple[int, int]]


class Refused(ValueError):
    """The strict walk met something that a record may not hold."""


def strict_walk(text: str) -> tuple[object, Places]:
    """Read `text` from the C parser's events: plain data, and (line, column) of every key and item."""
    events = yaml.parse(text, Loader=yaml.CLoader)
    places: Places = {}
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            return _node(event, events, (), places), places
    return None, places


def _node(event: yaml.NodeEvent, events: Iterator[yaml.Event], path: Path, places: Places) -> object:
    if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag or len(path) > DEPTH_LIMIT:
        raise Refused(f"line {event.start_mark.line + 1}")
    if isinstance(event, yaml.ScalarEvent):
        return event.value
    if isinstance(event, yaml.SequenceStartEvent):
        return _items(events, path, places)
    return _pairs(events, path, places)


def _items(events: Iterator[yaml.Event], path: Path, places: Places) -> list[object]:
    items: list[object] = []
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        where = (*path, len(items))
        places[where] = (event.start_mark.line, event.start_mark.column)
        items.append(_node(event, events, where, places))
    return items


def _pairs(events: Iterator[yaml.Event], path: Path, places: Places) -> dict[str, object]:
    pairs: dict[str, object] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        key = _node(event, events, path, places)
        if not isinstance(key, str) or key in pairs:
            raise Refused(f"line {event.start_mark.line + 1}")
        where = (*path, key)
        places[where] = (event.start_mark.line, event.start_mark.column)
        pairs[key] = _node(next(events), events, where, places)
    return pairs


def _ruamel(kind: str) -> Callable[[str], object]:
    def load(text: str) -> object:
        return ruamel.yaml.YAML(typ=kind, pure=True).load(text)

    return load


READERS: dict[str, Callable[[str], object]] = {
    "PyYAML CSafeLoader": lambda text: yaml.load(text, Loader=yaml.CSafeLoader),
    "PyYAML SafeLoader": lambda text: yaml.load(text, Loader=yaml.SafeLoader),
    "PyYAML CBaseLoader": lambda text: yaml.load(text, Loader=yaml.CBaseLoader),
    "PyYAML C events only": lambda text: sum(1 for _ in yaml.parse(text, Loader=yaml.CLoader)),
    "strict walk": lambda text: strict_walk(text)[0],
    "ruamel.yaml safe": _ruamel("safe"),
    "ruamel.yaml round trip": _ruamel("rt"),
    "ryaml": ryaml.loads,
    "yaml12": yaml12.parse_yaml,
    "yaml-rs": yaml_rs.loads,
}
NO_DATA = {"PyYAML C events only"}
GIVES_PLACES = {"PyYAML C events only", "strict walk", "ruamel.yaml round trip"}

# Values that people mean as text: what follows `key: ` must come back as the very same characters.
AS_WRITTEN = (
    "no",
    "on",
    "Yes",
    "NULL",
    "1.10",
    "3.0",
    "1e5",
    "12e3456",
    "1234e56",
    "0123456",
    "1234567",
    "0x1F",
    "0o17",
    "1_000",
    "12:30",
    "2026-03-04",
    ".5",
    "~",
)
REFUSE = {
    "duplicate key": "a: 1\nb: 2\na: 3\n",
    "nested duplicate key": "a:\n  b: 1\n  b: 2\n",
    "python tag": "a: !!python/object/apply:os.getcwd []\n",
    "unknown tag": "a: !secret x\n",
    "alias": "a: &x [1]\nb: *x\n",
    "merge key": "a: &x {k: 1}\nb:\n  <<: *x\n",
}
BOMB = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 7)
)
ISOLATED = {"alias bomb": BOMB, "30,000 brackets": "a: " + "[" * 30_000 + "]" * 30_000 + "\n"}


def _outcome(load: Callable[[str], object], text: str) -> str:
    try:
        load(text)
    except Exception as error:  # noqa: BLE001 - which exception escapes is the finding
        return f"refused ({type(error).__name__})"
    return "accepted"


def _as_written(load: Callable[[str], object]) -> list[str]:
    kept = []
    for value in AS_WRITTEN:
        data = load(f"key: {value}\n")
        if isinstance(data, dict) and type(data["key"]) is str and data["key"] == value:
            kept.append(value)
    return kept


def _isolated(reader: str, trap: str) -> dict[str, object]:
    """One trap in a process of its own: it may eat memory, hang or kill the interpreter."""
    command = [sys.executable, __file__, "--reader", reader, "--trap", trap]
    limited = ["sh", "-c", 'ulimit -v 2000000; exec "$@"', "sh", *command]
    start = time.monotonic()
    try:
        done = subprocess.run(limited, capture_output=True, text=True, check=False, timeout=TRAP_LIMIT_S)
    except subprocess.TimeoutExpired:
        return {"outcome": f"still running after {TRAP_LIMIT_S} s"}
    if done.returncode < 0:
        return {
            "outcome": f"killed by signal {-done.returncode}",
            "wall_s": round(time.monotonic() - start, 2),
        }
    return dict(json.loads(done.stdout)) if done.returncode == 0 else {"outcome": "process died"}


def _walk_all(reader: str, trap: str) -> dict[str, object]:
    """Load the trap and visit every value, as any later stage would; say how it ended and what it cost."""
    start = time.process_time()

    def load_and_visit(text: str) -> None:
        json.dumps(READERS[reader](text), default=str)

    outcome = _outcome(load_and_visit, ISOLATED[trap])
    return {"outcome": outcome, "cpu_s": round(time.process_time() - start, 3)}


def traps(reader: str) -> dict[str, object]:
    """How one reader behaves on every trap."""
    load = READERS[reader]
    kept = _as_written(load)
    refused = {name: _outcome(load, text) for name, text in REFUSE.items()}
    return {
        "as_written": {"kept": len(kept), "changed": [text for text in AS_WRITTEN if text not in kept]},
        "refused": {"n": sum(text.startswith("refused") for text in refused.values()), "of": len(refused)},
        "refusals": refused,
        "isolated": {trap: _isolated(reader, trap) for trap in ISOLATED},
        "gives_places": reader in GIVES_PLACES,
    }


def main() -> None:
    """Print the table, or run one trap when called by itself."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--records", type=int, default=2000)
    options.add_argument("--seed", type=int, default=20261123)
    options.add_argument("--repeats", type=int, default=7)
    options.add_argument("--reader")
    options.add_argument("--trap")
    chosen = options.parse_args()
    if chosen.reader:
        print(json.dumps(_walk_all(chosen.reader, chosen.trap)))
        return
    texts = front_matters(chosen.records, chosen.seed)

    def job(load: Callable[[str], object]) -> Callable[[], float]:
        return lambda: cpu_of_call(lambda: [load(text) for text in texts])

    jobs = {name: job(load) for name, load in READERS.items()}
    speed = in_turns(jobs, "PyYAML CSafeLoader", chosen.repeats)
    report(
        "Which YAML reader should read front matter?",
        DISTRIBUTIONS,
        {
            "data": {"records": len(texts), "seed": chosen.seed, "digest": digest(texts)},
            "speed": speed,
            "traps": {name: traps(name) for name in READERS if name not in NO_DATA},
        },
    )


if __name__ == "__main__":
    main()
