"""The seven criteria of reproducibility: what people attest, what a machine sees, and why.

A machine sees what the record says and what :class:`Facts` tell of the repository: whether the commit is there, whether
the data still have their digest. It does not believe itself more than it saw: where it cannot tell, the word of people
counts, and where it can, an attested yes does not help against what it sees. An honest no always counts.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final, Literal, NamedTuple

from kb.base import KnowledgeBase
from kb.comparison import asked, baseline_of, unlike
from kb.records.experiment import Code, Experiment, Output, Reproducibility, Reproduction
from kb.verdicts import measurement

# `--rounds 80`, `-n 80`, `rounds=80`; not the module that Python runs, nor what is set for Python itself.
_OPTION: Final = re.compile(r"(?:^|\s)(?:--[A-Za-z]|-(?!m\b)[A-Za-z]|(?!PYTHON)[\w.+~]+=)")

Answer = Literal["yes", "no", "cannot-tell"]
CommitFact = Literal["reachable", "unreachable", "missing"]
DatumFact = Literal["same", "committed", "other", "absent", "elsewhere", "unreadable"]


class Facts(NamedTuple):
    """What was seen of the repository around a base; what is not in here nobody looked at.

    Attributes:
        commits: commit as recorded → whether a branch or tag leads to it, none does, or it is not there at all.
        data: address and digest as recorded → how the file with that address stands to that digest; ``committed`` where
            it had it at the commit of an experiment that names it.
        files: address → whether there is such a file.
    """

    commits: Mapping[str, CommitFact] = {}
    data: Mapping[tuple[str, str], DatumFact] = {}
    files: Mapping[str, bool] = {}


NOTHING: Final = Facts()


class Reason(NamedTuple):
    """Something that was looked at.

    Attributes:
        answer: what it says to the criterion.
        words: what was seen, as half a sentence.
        about: ``data``, ``code``, ``settings``, ``environment``, ``metrics``, ``conclusion``, ``reproduction`` or
            ``people``.
    """

    answer: Answer
    words: str
    about: str


class Criterion(NamedTuple):
    """A criterion of an experiment.

    Attributes:
        name: as in the record.
        question: what it asks.
        attested: what people say; None where nobody said anything.
        computed: what a machine sees.
        reasons: what that rests on.
    """

    name: str
    question: str
    attested: bool | None
    computed: Answer
    reasons: tuple[Reason, ...]

    @property
    def holds(self) -> bool | None:
        """Whether it is met; None where nobody knows."""
        if self.computed == "no" or self.attested is False:
            return False
        return True if self.computed == "yes" or self.attested else None

    @property
    def contradiction(self) -> Reason | None:
        """What is seen against an attested yes."""
        if not self.attested or self.computed != "no":
            return None
        return next(reason for reason in self.reasons if reason.answer == "no")


QUESTIONS: Final[Mapping[str, str]] = {
    "data_accessible": "Can everybody reach the data?",
    "runs_clean": "Does the code run without errors?",
    "config_fixed": "Are all settings fixed and recorded?",
    "code_documented": "Is the code described and readable?",
    "output_consistent": "Does another run give the same?",
    "metrics_comparable": "Can the figures be compared with others?",
    "conclusions_written": "Is it written down what follows?",
}


def criteria(base: KnowledgeBase, experiment: Experiment, facts: Facts = NOTHING) -> tuple[Criterion, ...]:
    """The seven criteria of an experiment."""
    said = experiment.reproducibility or Reproducibility()
    seen = {
        "data_accessible": _data(experiment, facts),
        "runs_clean": _runs(experiment, facts),
        "config_fixed": _settings(experiment, facts),
        "code_documented": [Reason("cannot-tell", "no machine can tell", "people")],
        "output_consistent": _output(experiment),
        "metrics_comparable": _metrics(base, experiment),
        "conclusions_written": _conclusion(experiment),
    }
    return tuple(
        Criterion(name, question, getattr(said, name), _together(seen[name]), tuple(seen[name]))
        for name, question in QUESTIONS.items()
    )


def fulfilled(found: tuple[Criterion, ...]) -> int:
    """How many of them hold."""
    return sum(criterion.holds is True for criterion in found)


def last_attempt(experiment: Experiment) -> Reproduction | None:
    """The last attempt to repeat an experiment, if it was made after the result."""
    after = [
        r for r in experiment.reproductions if experiment.date is None or _day(r.on) >= _day(experiment.date)
    ]
    return after[-1] if after else None


def patch_name(id: str) -> str:
    """The name of the file that holds what was changed after the commit of an experiment."""
    return f"{id}.diff"


def patch_of(experiment: Experiment) -> Output | None:
    """The output that holds what was changed after the commit, where `kb record` kept it."""
    name = patch_name(experiment.id)
    return next((output for output in experiment.outputs if PurePosixPath(output.uri).name == name), None)


def _day(moment: datetime.date) -> str:
    return moment.isoformat()[:10]


def _together(reasons: list[Reason]) -> Answer:
    answers = {reason.answer for reason in reasons}
    return "no" if "no" in answers else "yes" if answers == {"yes"} else "cannot-tell"


_DATA: Final[Mapping[DatumFact, tuple[Answer, str]]] = {
    "same": ("yes", "is here and is the recorded one"),
    "committed": ("yes", "is in the repository as recorded, at the commit"),
    "other": ("no", "is here and has another digest than recorded"),
    "absent": ("cannot-tell", "is not in the work tree"),
    "elsewhere": ("cannot-tell", "is elsewhere, where nobody looked"),
    "unreadable": ("cannot-tell", "cannot be compared here"),
}


def _data(experiment: Experiment, facts: Facts) -> list[Reason]:
    if not experiment.data:
        return [Reason("no", "no data is recorded", "data")]
    found = []
    for name, part in experiment.data.items():
        if part.uri is None or part.digest is None:
            lacks = "address" if part.uri is None else "digest"
            found.append(Reason("cannot-tell", f"{name} has no {lacks} on record", "data"))
            continue
        fact = facts.data.get((part.uri, part.digest))
        answer, words = _DATA[fact] if fact is not None else ("cannot-tell", "was not looked at")
        found.append(Reason(answer, f"{name}: {part.uri} {words}", "data"))
    return found


_COMMITS: Final[Mapping[CommitFact, tuple[Answer, str]]] = {
    "reachable": ("yes", "is in this repository"),
    "unreachable": ("no", "is in this clone, but no branch or tag leads to it, so no other clone has it"),
    "missing": ("no", "is not in this repository"),
}


def _runs(experiment: Experiment, facts: Facts) -> list[Reason]:
    last = last_attempt(experiment)
    if last is not None:
        if last.verdict == "failed":
            return [Reason("no", f"the last attempt to repeat it ({_day(last.on)}) failed", "reproduction")]
        return [Reason("yes", f"it ran again on {_day(last.on)}", "reproduction")]
    code = experiment.code or Code()
    found = [_commit(code, facts)]
    if code.dirty:
        kept = patch_of(experiment) is not None
        words = "it ran on code that was changed after its commit"
        found.append(
            Reason("cannot-tell", f"{words}, and the changes are kept", "code")
            if kept
            else Reason("no", f"{words}, and the changes were not kept", "code")
        )
    found.append(_command(code))
    found.append(Reason("cannot-tell", "nobody has repeated it yet", "reproduction"))
    return found


def _commit(code: Code, facts: Facts) -> Reason:
    if code.commit is None:
        return Reason("no", "no commit is recorded", "code")
    fact = facts.commits.get(code.commit)
    if fact == "missing" and code.repository is not None:
        return Reason("cannot-tell", f"commit {code.commit[:12]} is one of {code.repository}", "code")
    if fact is None:
        return Reason("cannot-tell", f"nobody could tell whether commit {code.commit[:12]} is there", "code")
    answer, words = _COMMITS[fact]
    return Reason(answer, f"commit {code.commit[:12]} {words}", "code")


def _command(code: Code) -> Reason:
    if code.command is None:
        return Reason("no", "no command is recorded", "code")
    return Reason("yes", "the command is recorded", "code")


def _settings(experiment: Experiment, facts: Facts) -> list[Reason]:
    code = experiment.code or Code()
    found = [_command(code)]
    if code.config is not None:
        found.append(_file(code.config, "the configuration file", "settings", facts))
    elif says_parameters(experiment):
        found.append(Reason("yes", "the parameters are recorded", "settings"))
    else:
        found.append(Reason("no", "neither parameters nor a configuration file are recorded", "settings"))
    environment = experiment.environment
    if environment is None or not (environment.lockfile or environment.image or environment.python):
        found.append(Reason("no", "nothing is recorded of the environment", "environment"))
    elif environment.lockfile is not None:
        found.append(_file(environment.lockfile, "the lock file", "environment", facts))
    elif environment.image is not None:
        found.append(Reason("yes", "the image is recorded", "environment"))
    else:
        found.append(Reason("cannot-tell", "neither a lock file nor an image is recorded", "environment"))
    return found


def says_parameters(experiment: Experiment) -> bool:
    """Whether a record says with which parameters an experiment ran: by name, in a file, or as options."""
    if experiment.model is not None and experiment.model.params is not None:
        return True
    code = experiment.code
    if code is None:
        return False
    return code.config is not None or (code.command is not None and _OPTION.search(code.command) is not None)


def _file(path: str, what: str, about: str, facts: Facts) -> Reason:
    there = facts.files.get(path)
    if there is None:
        return Reason("cannot-tell", f"{what} {path} is elsewhere, where nobody looked", about)
    if there:
        return Reason("yes", f"{what} {path} is here", about)
    return Reason("cannot-tell", f"{what} {path} is not in the work tree", about)


def _output(experiment: Experiment) -> list[Reason]:
    last = last_attempt(experiment)
    if last is None:
        return [Reason("cannot-tell", "nobody has repeated it yet", "reproduction")]
    day = _day(last.on)
    if last.verdict == "match":
        return [Reason("yes", f"it was repeated on {day} and came out the same", "reproduction")]
    if last.verdict == "drift":
        return [Reason("no", f"it was repeated on {day} and came out otherwise", "reproduction")]
    return [Reason("cannot-tell", f"the last attempt to repeat it ({day}) failed", "reproduction")]


def _metrics(base: KnowledgeBase, experiment: Experiment) -> list[Reason]:
    if not any((experiment.metrics or {}).values()):
        return [Reason("no", "no figure is recorded", "metrics")]
    found = asked(base, experiment)
    part = found[1] if found is not None else None
    baseline = baseline_of(base, experiment)
    if baseline is not None:
        reason = unlike(experiment, baseline, part)
        if reason is None:
            return [Reason("yes", f"its figures can be set beside those of {baseline.id}", "metrics")]
        what = {
            "metric": "the metric is another",
            "split": "the split is another",
            "data": "the data are others",
        }
        return [
            Reason("no", f"they cannot be set beside those of {baseline.id}: {what[reason.what]}", "metrics")
        ]
    if part is not None and part.metric is not None:
        if measurement(experiment, part.metric, part.dataset) is not None:
            return [Reason("yes", f"it reports {part.metric}, which its task asks for", "metrics")]
        return [
            Reason("cannot-tell", f"it does not report {part.metric}, which its task asks for", "metrics")
        ]
    return [Reason("cannot-tell", "it names no baseline, and no task asks for a figure", "metrics")]


def _conclusion(experiment: Experiment) -> list[Reason]:
    if experiment.conclusion is None:
        return [Reason("no", "no conclusion is recorded", "conclusion")]
    return [Reason("yes", "there is a conclusion", "conclusion")]
