"""Says whether the figures of two experiments may be set side by side.

The linter and the site ask here, so that nobody calls better what was measured on something else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from kb.base import KnowledgeBase
from kb.figures import figures
from kb.records.experiment import DataSplit, Experiment
from kb.records.task import Measurable, Task
from kb.verdicts import measurement

_DIGEST: Final = re.compile(r"(?:(?P<kind>[A-Za-z][A-Za-z0-9-]*)[:=])?(?P<hex>[0-9A-Fa-f]{8,})")

_WHOLE: Final = {"md5": 32, "sha1": 40, "sha256": 64, "sha512": 128}


class Unlike(NamedTuple):
    """Why the figures of two experiments do not belong side by side.

    Attributes:
        what: they have no ``metric`` in common, or it was measured on another ``split``, or on other ``data``.
        metric: the metric in question; None when they have none in common.
        split: where the first experiment measured it; None when there is more than one such place.
        other: the split of the second experiment that has other data.
    """

    what: Literal["metric", "split", "data"]
    metric: str | None = None
    split: str | None = None
    other: str | None = None


def asked(base: KnowledgeBase, experiment: Experiment) -> tuple[Task, Measurable] | None:
    """The threshold that an experiment is measured against: that of its task, if it can be read and has one."""
    document = base.by_id.get(experiment.task) if experiment.task is not None else None
    task = document.record if document is not None else None
    if not isinstance(task, Task) or task.smart is None or task.smart.measurable is None:
        return None
    part = task.smart.measurable
    return (task, part) if part.metric is not None and part.target is not None else None


def baseline_of(base: KnowledgeBase, experiment: Experiment) -> Experiment | None:
    """The concluded experiment that another is compared with."""
    document = base.by_id.get(experiment.baseline) if experiment.baseline is not None else None
    found = document.record if document is not None else None
    return found if isinstance(found, Experiment) and found.status == "concluded" else None


def agree(one: str, two: str) -> bool | None:
    """Whether two digests are of the same content; None where that cannot be said (other algorithms).

    The case of the hexadecimal digits does not matter, and a digest that was cut short counts as far as it goes.
    """
    if one == two:
        return True
    first, second = _DIGEST.fullmatch(one), _DIGEST.fullmatch(two)
    if first is None or second is None:
        return None
    kinds = [_plain(found["kind"]) for found in (first, second)]
    short, long = sorted((first["hex"].lower(), second["hex"].lower()), key=len)
    if kinds[0] != kinds[1] and None not in kinds:
        return None
    if long.startswith(short):
        return True
    return None if None in kinds and len(short) != len(long) else False


def canonical(digest: str) -> str | None:
    """A digest in the one way of writing it; None where it is cut short, or not known to be whole."""
    found = _DIGEST.fullmatch(digest)
    kind = _plain(found["kind"]) if found is not None else None
    if found is None or len(found["hex"]) != _WHOLE.get(kind or ""):
        return None
    return f"{kind}:{found['hex'].lower()}"


def _plain(kind: str | None) -> str | None:
    return kind.lower().replace("-", "") if kind is not None else None


def same_data(one: DataSplit | None, two: DataSplit | None) -> bool | None:
    """Whether two parts of data are the same, by digest, else by number of rows; None where nobody can know."""
    if one is None or two is None:
        return None
    if one.digest is not None and two.digest is not None:
        found = agree(one.digest, two.digest)
        if found is not None:
            return found
    if one.rows is not None and two.rows is not None and one.rows != two.rows:
        return False
    return None


def unlike(experiment: Experiment, baseline: Experiment, part: Measurable | None) -> Unlike | None:
    """Why the figures of an experiment cannot be set beside its baseline's; None when they can.

    What counts is the metric of the task on its data set, if the experiment reports it, else any metric that both
    report. One figure that both have on the same data is enough.
    """
    own, others = experiment.metrics or {}, baseline.metrics or {}
    if not own or not others:
        return None
    chosen = part.metric if part is not None and own.get(part.metric or "") else None
    names = [chosen] if chosen is not None else [name for name in own if name in others]
    if not any(name in others for name in names):
        return Unlike("metric", chosen)
    found: Unlike | None = None
    for name in names:
        reason = _unlike(experiment, baseline, name, part.dataset if part is not None and chosen else None)
        if reason is None:
            return None
        found = found or reason
    return found


def _unlike(experiment: Experiment, baseline: Experiment, metric: str, dataset: str | None) -> Unlike | None:
    figure = measurement(experiment, metric, dataset)
    splits = [figure.split] if figure is not None else list(figures((experiment.metrics or {})[metric]))
    found = Unlike("split", metric, splits[0] if len(splits) == 1 else None)
    for split in splits:
        there = counterpart(experiment, baseline, metric, split)
        if there is None:
            continue
        if same_data(_data(experiment).get(split), _data(baseline).get(there)) is not False:
            return None
        if found.what == "split":
            found = Unlike("data", metric, split, there)
    return found


def counterpart(experiment: Experiment, baseline: Experiment, metric: str, split: str) -> str | None:
    """The split of a baseline that is the one of an experiment: by its name, else by its data."""
    splits = figures((baseline.metrics or {}).get(metric, {}))
    if split in splits:
        return split
    data = _data(experiment).get(split)
    return next((name for name in splits if same_data(data, _data(baseline).get(name))), None)


def _data(experiment: Experiment) -> Mapping[str, DataSplit]:
    return experiment.data or {}
