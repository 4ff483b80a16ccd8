"""Says a run of MLflow in the words of a record: typed parameters, splits of the data, states, and nobody's name.

All that counts in the digest of the run comes from what MLflow itself noted, and is put the same way on every machine.
"""

from __future__ import annotations

import json
import math
import re
import shlex
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from kb.importers import naming
from kb.importers.mlflow.kept import DataSet, Kept, UnreadableError
from kb.importers.mlflow.repeats import together
from kb.importers.run import Data, Metric, Run, State
from kb.text.yaml_document import plain

_STATES: Final[dict[str, State]] = {
    "RUNNING": "running",
    "SCHEDULED": "running",
    "FINISHED": "finished",
    "FAILED": "failed",
    "KILLED": "failed",
}
_SHORT_WHOLE: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_SEED: Final = re.compile(r"(?:.*(?:[./ -]|__))?(?:random_|global_)?(?:seed|random_state)", re.IGNORECASE)
_HOME: Final = re.compile(
    r"(?:file:(?://)?)?(?:/home/[^/]+|/Users/[^/]+|/root|[A-Za-z]:[\\/]Users[\\/][^\\/]+)(?=[\\/])"
)
_SECRET: Final = re.compile(r"sig|token|key|secret|password|credential|auth", re.IGNORECASE)
_COMMIT: Final = re.compile(r"[0-9a-f]{7,64}")
# Those of MLflow's own tags that are about the run, and about nobody.
_KEPT_TAGS: Final = frozenset(
    ("mlflow.parentRunId", "mlflow.source.type", "mlflow.source.git.branch", "mlflow.autologging")
)
_SYSTEM: Final = "system/"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def run(kept: Kept, uri: str) -> Run:
    """A run for the plan.

    Args:
        kept: as MLflow has it.
        uri: where the runs are.

    Raises:
        UnreadableError: its state is none that MLflow knows.
    """
    state = _STATES.get(kept.status)
    if state is None:
        raise UnreadableError(f"the status {kept.status[:40]!r} is none of MLflow's")
    tags = {name: value.strip() for name, value in kept.tags.items()}
    params = {name: typed(word) for name, word in sorted(kept.params.items())}
    model, kind = _model(kept)
    commit = tags.get("mlflow.source.git.commit", "").lower()
    address = without_secrets(tags.get("mlflow.source.git.repoURL", ""))
    system = sum(name.startswith(_SYSTEM) for name in kept.metrics)
    return Run(
        "mlflow",
        kept.id,
        uri,
        kept.place,
        name=_name(kept),
        group=kept.group,
        state=state,
        started=_moment(kept.started),
        ended=_moment(kept.ended),
        commit=commit if _COMMIT.fullmatch(commit) else None,
        repository=address or None,
        command=_command(tags),
        model=model,
        model_type=kind,
        params=params,
        seeds=tuple(sorted(set(_seeds(params)))),
        metrics=tuple(_metrics(kept)),
        data=_data(kept.inputs),
        outputs=kept.seen.outputs,
        environment=kept.seen.environment,
        note=tags.get("mlflow.note.content") or None,
        tags={
            name: value
            for name, value in tags.items()
            if name in _KEPT_TAGS or not name.startswith("mlflow.")
        },
        remarks=(f"{system} metrics of the machine, `{_SYSTEM}…`, are left out",) if system else (),
    )


def typed(word: str) -> Any:
    """A parameter, of which MLflow keeps the text: a number, a truth or nothing where Python wrote one."""
    bare = word.strip()
    if bare == "None":
        return None
    value = plain(bare)
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return word
    if isinstance(value, int) and not isinstance(value, bool) and not _SHORT_WHOLE.fullmatch(bare):
        return word
    return word if isinstance(value, str) else value


def without_secrets(address: str) -> str:
    """An address without user, password and signed query, and a path without the name of whose home it is in."""
    if "://" not in address or address.startswith("file:"):
        return _HOME.sub("~", address, count=1)
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    query = "" if _SECRET.search(parts.query) else parts.query
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, query, parts.fragment))


def _name(kept: Kept) -> str | None:
    name = (kept.name or kept.tags.get("mlflow.runName") or "").strip() or None
    return f"{kept.parent.strip()}: {name}" if name and kept.parent else name


def _moment(milliseconds: int | None) -> datetime | None:
    try:
        return None if milliseconds is None else _EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None


def _metrics(kept: Kept) -> Iterator[Metric]:
    for name, value in sorted(kept.metrics.items()):
        if kept.repeats.get(name):
            yield together(name, kept.repeats[name])
        elif not name.startswith(_SYSTEM):
            yield Metric(name, value)


def _command(tags: Mapping[str, str]) -> str | None:
    """How the script was called, without the arguments, which MLflow does not note."""
    script = without_secrets(tags.get("mlflow.source.name", ""))
    if tags.get("mlflow.source.type") != "LOCAL" or not script.endswith(".py") or "ipykernel" in script:
        return None
    return f"python {script if script.startswith('~/') and ' ' not in script else shlex.quote(script)}"


def _model(kept: Kept) -> tuple[str | None, str | None]:
    """Name and kind of the model: of what was logged, or what scikit-learn's autologging says was fitted."""
    names = {model.name for model in kept.models if model.name != "model"}
    kinds = {model.kind for model in kept.models if model.kind}
    name = names.pop() if len(names) == 1 else kept.tags.get("estimator_name")
    kind = kept.tags.get("estimator_class") or (kinds.pop() if len(kinds) == 1 else None)
    return name or None, kind or None


def _seeds(params: Mapping[str, Any]) -> Iterator[int]:
    for name, value in params.items():
        if isinstance(value, int) and not isinstance(value, bool) and _SEED.fullmatch(name):
            yield value


def _data(inputs: list[DataSet]) -> dict[str, Data]:
    found: dict[str, Data] = {}
    for one in sorted(inputs):
        split = naming.USUAL.get(one.context.strip().lower(), one.context.strip()) or one.name
        if split in found:
            split = f"{split} {one.name}"
        digest = f"mlflow:{one.digest}" if one.digest else None
        found.setdefault(split, Data(_source(one.source), digest, _rows(one.profile)))
    return found


def _source(text: str) -> str | None:
    """The address in the JSON that MLflow keeps of a source; a table made by the script has none."""
    about = _json(text)
    for key in ("uri", "url", "path", "table_name", "delta_table_name"):
        if isinstance(about.get(key), str) and about[key]:
            return without_secrets(about[key])
    return None


def _rows(text: str) -> int | None:
    rows = _json(text).get("num_rows")
    return rows if isinstance(rows, int) and not isinstance(rows, bool) and rows >= 0 else None


def _json(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
