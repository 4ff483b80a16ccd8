"""The JSON documents that commands print, as types: the source of their JSON Schemas and of a page of the manual."""

from __future__ import annotations

import json
from typing import Any, Final, Literal, NotRequired

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import TypedDict

Verdict = Literal["met", "missed", "not-measured"] | None
Flag = Literal["refuted", "invalid", "superseded", "stale", "suspect", "unfinished"]


class Document(TypedDict):
    """What every document begins with."""

    version: Literal[1]


class Finding(TypedDict):
    """A finding; lines and columns count from 1, columns in characters."""

    code: str
    name: str
    severity: Literal["error", "warning", "info"]
    message: str
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    record: str | None
    fixable: bool
    fix: Literal["safe", "unsafe"] | None
    help: str


class Summary(TypedDict):
    """How much was looked at and found."""

    records: int
    files: int
    errors: int
    warnings: int


class Silenced(TypedDict):
    """What a baseline keeps silent, and how many of its entries match nothing any more."""

    file: str
    silent: int
    gone: int


class RuleCount(TypedDict):
    """The findings of one rule and one weight, and how many of them `--fix` and `--unsafe-fixes` mend."""

    code: str
    name: str
    severity: Literal["error", "warning", "info"]
    count: int
    fixable: int
    unsafe: int


class Lint(Document):
    """`kb lint --output-format json`; `baseline` where there is one, `statistics` where they are asked for."""

    summary: Summary
    baseline: NotRequired[Silenced]
    statistics: NotRequired[list[RuleCount]]
    diagnostics: list[Finding]


class RuleFacts(TypedDict):
    """A rule; the manual only when one was asked for."""

    code: str
    name: str
    family: str
    severity: Literal["error", "warning", "info"]
    fixable: bool
    summary: str
    manual: NotRequired[str]


class Rules(Document):
    """`kb rule` and `kb rule CODE`."""

    rules: list[RuleFacts]


class CriterionReason(TypedDict):
    """Something that was looked at, and what it says to the criterion."""

    answer: Literal["yes", "no", "cannot-tell"]
    words: str
    about: Literal[
        "data", "code", "settings", "environment", "metrics", "conclusion", "reproduction", "people"
    ]


class CriterionFacts(TypedDict):
    """A criterion of reproducibility: what people attest, what is seen, and what is seen against an attested yes."""

    name: str
    question: str
    holds: bool | None
    attested: bool | None
    computed: Literal["yes", "no", "cannot-tell"]
    contradiction: str | None
    reasons: list[CriterionReason]


class Computed(TypedDict):
    """What is computed from a record; null where it does not apply."""

    score: float | None
    verdict: Verdict
    measured: float | None
    measured_by: str | None
    age_days: int | None
    state_age_days: int | None
    reproducibility: int | None
    criteria: list[CriterionFacts] | None
    flags: list[Flag]


class OutLink(TypedDict):
    """A link of the record, and the line it stands on."""

    kind: str
    target: str
    line: int


class BackLink(TypedDict):
    """A link to the record."""

    kind: str
    source: str


class Show(Document):
    """`kb show ID`; `record` is the front matter."""

    record: dict[str, Any]
    path: str
    computed: Computed
    links: list[OutLink]
    backlinks: list[BackLink]
    findings: list[Finding]


@with_config(ConfigDict(extra="allow"))
class Listed(TypedDict):
    """A record with its whole front matter, and what is computed."""

    id: str
    type: str
    title: str
    status: str
    owner: str | None
    assignee: str | None
    score: float | None
    path: str


class List(Document):
    """`kb list`."""

    records: list[Listed]


class Sql(Document):
    """`kb sql QUERY`."""

    columns: list[str]
    rows: list[list[Any]]


class Tables(Document):
    """`kb sql --tables`."""

    tables: dict[str, list[str]]


class Card(TypedDict):
    """A task on the board; `blocked` is the reason."""

    id: str
    title: str
    assignee: str | None
    state_age_days: int | None
    age_days: int
    blocked: str | None
    blocked_days: int | None
    waits_for: list[str]
    score: float | None
    verdict: Verdict


class Column(TypedDict):
    """A state of the board."""

    state: str
    count: int
    limit: int | None
    over: bool
    cards: list[Card]


class Board(Document):
    """`kb board`."""

    columns: list[Column]


class Letter(TypedDict):
    """How a letter of SMART stands."""

    state: Literal["ok", "weak", "missing"]
    reason: str


class Smart(TypedDict):
    """The five letters."""

    specific: Letter
    measurable: Letter
    achievable: Letter
    relevant: Letter
    time_bound: Letter


class BacklogEntry(TypedDict):
    """An entry of the groomed backlog."""

    place: int
    id: str
    title: str
    status: str
    score: float | None
    smart: Smart
    missing: list[str]
    stale_days: int | None
    obsolete: str | None
    blocked: str | None
    waits_for: list[str]
    opens: list[str]


class Groom(Document):
    """`kb groom`."""

    entries: list[BacklogEntry]


class Pull(TypedDict):
    """A task to pull, and the reasons."""

    id: str
    title: str
    score: float | None
    why: list[str]


class Next(Document):
    """`kb next`; `stopped_by` is the limit that keeps anything from being pulled."""

    pull: list[Pull]
    stopped_by: str | None


class Node(TypedDict):
    """A record in the graph."""

    id: str
    type: str | None
    title: str | None
    status: str | None
    path: str


class Edge(TypedDict):
    """A link in the graph."""

    source: str
    kind: str
    target: str


class Graph(Document):
    """`kb graph`."""

    nodes: list[Node]
    edges: list[Edge]


class Reason(TypedDict):
    """A record in a line of thought; one that is told elsewhere is only `id`, `kind` and `seen`.

    `cut` says that it rests on more, too far from where the line begins to be told.
    """

    id: str
    kind: NotRequired[str | None]
    seen: NotRequired[Literal[True]]
    type: NotRequired[str | None]
    title: NotRequired[str | None]
    status: NotRequired[str | None]
    verdict: NotRequired[Verdict]
    flags: NotRequired[list[Flag]]
    date: NotRequired[str | None]
    commit: NotRequired[str | None]
    because: NotRequired[list[Reason]]
    cut: NotRequired[Literal[True]]


class Why(Document, Reason):
    """`kb why ID`."""


class Resting(TypedDict):
    """A record that rests on another: how many steps away, and by way of which."""

    id: str
    type: str | None
    title: str
    status: str | None
    distance: int
    path: list[str]
    flags: list[Flag]


class Impact(Document):
    """`kb impact ID`."""

    record: str
    records: list[Resting]


From = TypedDict("From", {"from": Any, "to": Any})
From.__doc__ = "A value before and after; null where there was none."
Way = TypedDict("Way", {"id": str, "from": str, "to": str})
Way.__doc__ = "A record with its state, or its file, before and after."
NewId = TypedDict("NewId", {"from": str, "to": str})
NewId.__doc__ = "A record that got another id."


class Altered(TypedDict):
    """A record with other fields or another text; `fields` by name, without the id and the state."""

    id: str
    path: str
    fields: dict[str, From]
    body: bool


class LinkByIds(TypedDict):
    """A link; the target need not exist."""

    source: str
    kind: str
    target: str


class LinksChanged(TypedDict):
    """Links that came and went, those of added and removed records among them."""

    gained: list[LinkByIds]
    lost: list[LinkByIds]


class ResultIn(TypedDict):
    """An experiment that was concluded, and what it says to the target of its task."""

    id: str
    task: str | None
    verdict: Verdict


class Sum(TypedDict):
    """Points got of points possible."""

    got: float
    of: float


PointsChanged = TypedDict("PointsChanged", {"name": str, "from": Sum | None, "to": Sum | None})
PointsChanged.__doc__ = "The points of a candidate; null where it was not, or is no longer, in the review."
FirstChanged = TypedDict("FirstChanged", {"from": str | None, "to": str | None})
FirstChanged.__doc__ = "The candidate that is ranked first; null where everybody is knocked out."


class ScoredAnew(TypedDict):
    """A review whose candidates have other points; only those are listed."""

    id: str
    candidates: list[PointsChanged]
    first: FirstChanged


class NotRead(TypedDict):
    """A file that cannot be read on a side, so that it is not compared."""

    path: str
    before: bool
    now: bool


_Ends = TypedDict("_Ends", {"from": str | None, "to": str | None})


class Diff(Document, _Ends):
    """`kb diff`; `from` is null before the first commit, `to` for the work tree, a path stands for a missing id."""

    added: list[str]
    removed: list[str]
    moved: list[Way]
    changed: list[Altered]
    links: LinksChanged
    decided: list[str]
    results: list[ResultIn]
    scores: list[ScoredAnew]
    relocated: list[Way]
    renumbered: list[NewId]
    rewritten: list[str]
    unread: list[NotRead]


class DigestEnd(TypedDict):
    """An end of a period: what was asked for, the commit that was the head then, when it was committed, its day."""

    asked: str | None
    commit: str | None
    committed: str | None
    day: str


_Period = TypedDict("_Period", {"from": DigestEnd, "to": DigestEnd})


class DigestName(TypedDict):
    """A record; a path stands for a missing id, and null for the title of what is no valid record."""

    id: str
    title: str | None


class DigestMove(DigestName, _Ends):
    """A record in another state; null where it was not there."""


class DigestDecision(DigestName):
    """A decision that was made."""

    status: str
    question: str | None
    chosen: str | None
    based_on: list[str]


class DigestResult(DigestName):
    """A result that came in, and what it says by itself to the target of its task."""

    outcome: str | None
    task: str | None
    verdict: Verdict


class DigestBest(TypedDict):
    """The best result for a metric of a goal."""

    id: str
    value: float
    split: str


_BestWay = TypedDict("_BestWay", {"from": DigestBest | None, "to": DigestBest | None})
_NumberWay = TypedDict("_NumberWay", {"from": float | None, "to": float | None})
_WholeWay = TypedDict("_WholeWay", {"from": int | None, "to": int | None})


class DigestMetric(TypedDict):
    """How far a metric of a goal has come."""

    name: str
    direction: Literal["higher", "lower"]
    target: _NumberWay
    best: _BestWay


class DigestGoal(DigestMove):
    """A goal: its metrics, its tasks that were finished meanwhile and are open at the end, the results for it."""

    metrics: list[DigestMetric]
    finished: int
    open: int
    results: int
    deadline: str | None


class DigestBlocked(DigestName):
    """A task that waits at the end."""

    days: int
    reason: str
    new: bool


class DigestWork(TypedDict):
    """What became of tasks."""

    finished: list[DigestName]
    started: list[DigestName]
    reopened: list[DigestMove]
    dropped: list[DigestName]
    fresh: list[DigestName]
    blocked: list[DigestBlocked]
    freed: list[DigestName]


class DigestScope(DigestMove):
    """A change of scope that was asked for or answered."""

    effect_days: float | None


class DigestRisk(DigestMove):
    """A risk of which something is new; `exposure` is likelihood × impact."""

    exposure: _WholeWay


class DigestDoubt(DigestName):
    """A record that needs a second look at the end; `new` where it did not at the beginning."""

    why: list[str]
    new: bool


class DigestOther(DigestName):
    """Another record of which something is new."""

    what: Literal["new", "changed", "gone"]


class Digest(Document, _Period):
    """`kb digest`; `commit` is null before the first commit and for the work tree, `unknown` says what nobody knows."""

    commits: int
    goal: str | None
    unknown: list[str]
    decided: list[DigestDecision]
    replaced: list[DigestMove]
    results: list[DigestResult]
    withdrawn: list[DigestMove]
    comparisons: list[DigestName]
    goals: list[DigestGoal]
    work: DigestWork
    scope: list[DigestScope]
    risks: list[DigestRisk]
    doubts: list[DigestDoubt]
    others: list[DigestOther]
    renumbered: list[NewId]
    unread: list[str]


class FlowItem(TypedDict):
    """A task as it was at the end of the last day; what is not known or does not apply is null.

    `older_than` is the share of what was done that took fewer days than an item in progress is old.
    """

    id: str
    title: str
    arrived: str | None
    started: str | None
    finished: str | None
    lead_days: int | None
    cycle_days: int | None
    blocked_days: int | None
    state: str | None
    state_age_days: int | None
    age_days: int | None
    least_age_days: int | None
    active_days: int | None
    outcome: Literal["done", "dropped", "removed", "open"]
    gone: str | None
    reopened: int
    late: bool
    older_than: float | None
    goal: str | None
    assignee: str | None
    research: str | None


_Ranks = TypedDict("_Ranks", {"50": int | None, "70": int | None, "85": int | None, "95": int | None})


@with_config(ConfigDict(extra="allow"))
class FlowPercentiles(_Ranks):
    """Days by percentile, null where the sample does not carry it; that of the expectation too; n is the sample."""

    n: int


class BothTimes(TypedDict):
    """Of lead and of cycle times."""

    lead: FlowPercentiles
    cycle: FlowPercentiles


class FlowWeek(TypedDict):
    """An ISO week, the day with which it begins, and how many of its days lie in the period."""

    week: str
    done: int
    dropped: int
    monday: str
    days: int


@with_config(ConfigDict(extra="allow"))
class FlowDay(TypedDict):
    """The end of a day: besides the date a number of items for each state."""

    date: str


class InProgress(TypedDict):
    """How many items were in progress at the end of a day."""

    date: str
    n: int


class Uncertain(TypedDict):
    """What is not known of an item; `counted` says that it is in the figures all the same."""

    id: str
    why: str
    about: Literal["arrived", "started", "finished", "state", "id"]
    counted: bool


class FlowSummary(TypedDict):
    """Counts of the period; `n` is how many items the three sums of days and their share are of."""

    done: int
    dropped: int
    in_progress: int
    done_a_week: float | None
    flow_efficiency: float | None
    active_days: int
    blocked_days: int
    elapsed_days: int
    n: int


class TimeInState(FlowPercentiles):
    """How many days done items were in a state."""

    state: str


class ExpectationKept(TypedDict):
    """The service level expectation, how many of n items took no longer, and who is older in progress."""

    days: float
    percentile: int
    within: int
    n: int
    late: list[str]


@with_config(ConfigDict(extra="allow"))
class FlowGroup(FlowSummary):
    """The same of a part of the items; the key that `by` names holds its name, or null."""

    percentiles: BothTimes


class HistoryRead(TypedDict):
    """How many commits were read that touched records, and whether the clone holds only the latest part."""

    commits: int
    cut: bool


class Flow(Document):
    """`kb flow`; `since` is null where there is no task. `by` and `groups` are there with `--by`."""

    as_of: str
    since: str | None
    timezone: str
    items: list[FlowItem]
    percentiles: BothTimes
    throughput: list[FlowWeek]
    cumulative: list[FlowDay]
    wip: list[InProgress]
    uncertain: list[Uncertain]
    summary: FlowSummary
    time_in_state: list[TimeInState]
    expectation: ExpectationKept
    history: HistoryRead
    by: NotRequired[Literal["goal", "assignee", "research"]]
    groups: NotRequired[list[FlowGroup]]


class ConfirmedState(TypedDict):
    """The commit that made a cited record what it was when it was confirmed."""

    commit: str
    on: str


# A field of a cited record; a value is null where the field is not there.
ChangedField = TypedDict("ChangedField", {"field": str, "from": Any, "to": Any})


class CitationFacts(TypedDict):
    """A citation; `then` and what changed since are null where nothing changed or git does not show it."""

    record: str | None
    path: str
    cited: str | None
    kinds: list[str]
    state: Literal["suspect", "unknown", "unreadable", "confirmed", "unconfirmed"]
    confirmed: str | None
    now: str | None
    then: ConfirmedState | None
    changed: list[ChangedField] | None
    text_changed: bool | None


class StaleRecord(TypedDict):
    """A record that was to be looked at again by a day that has passed, and the field or setting that says so."""

    id: str | None
    type: str | None
    title: str | None
    status: str | None
    due: str
    because: str


class StateCounts(TypedDict):
    """How many citations stand how."""

    suspect: int
    unknown: int
    unreadable: int
    confirmed: int
    unconfirmed: int


class Review(Document):
    """`kb review` and `kb review ID`; without an id `citations` holds those alone that are to be looked at."""

    citations: list[CitationFacts]
    stale: list[StaleRecord]
    counts: StateCounts


Judged = Literal["better", "worse", "different", "same", "within-spread", "not-known"]


class Delta(TypedDict):
    """The difference to another figure, `value`; `low` and `high` are null where no spread is on record.

    `manner` says where the interval comes from; `pairs` how many runs were compared one by one; `folds` that runs share
    what they are trained on, for which it is corrected; `single_run` that one of the two is a single run.
    """

    value: float
    delta: float
    low: float | None
    high: float | None
    judged: Judged
    manner: Literal["welch", "paired", "one more", "to a number", "unknown"]
    pairs: int | None
    folds: bool
    single_run: bool


class BaselineDelta(Delta):
    """The difference to the baseline."""

    experiment: str | None


class TargetDelta(Delta):
    """The difference to the target of the task."""

    task: str | None
    verdict: Literal["met", "missed"]


class RankedResult(TypedDict):
    """A result; `rank` is null where nobody said which way is good, `to_best` for the first."""

    rank: int | None
    tied: bool
    experiment: str
    title: str
    path: str
    task: str | None
    value: float
    std: float | None
    n: int | None
    single_run: bool
    outcome: Literal["supported", "refuted", "inconclusive"] | None
    reproduced: Literal["match", "drift", "failed"] | None
    baseline: BaselineDelta | None
    target: TargetDelta | None
    to_best: Judged | None


class MeasuredData(TypedDict):
    """The data that the results of a board are of, as the first of them describes it."""

    uri: str | None
    digest: str | None
    rows: int | None
    folds: int | None


class RankedBoard(TypedDict):
    """The results on one set of data, best first; `told_by` is what tells that it is the same data."""

    metric: str
    split: str
    direction: Literal["higher", "lower"] | None
    contradicted: bool
    told_by: Literal["digest", "uri"] | None
    data: MeasuredData | None
    entries: list[RankedResult]


class Leaderboard(Document):
    """`kb leaderboard METRIC`; `confidence` is that of all intervals."""

    metric: str
    confidence: float
    boards: list[RankedBoard]


class ExportedComputed(TypedDict):
    """What is computed from an exported record; null where it does not apply."""

    score: float | None
    verdict: Verdict
    flags: list[Flag]


class Exported(TypedDict):
    """An exported record: its front matter, its file, the Markdown below, and what is computed from it."""

    record: dict[str, Any]
    path: str
    body: str
    computed: ExportedComputed


class Export(Document):
    """`kb export json`: what the audience may see."""

    name: str
    exported: str
    audience: Literal["public", "internal", "restricted"]
    records: list[Exported]
    links: list[Edge]


class Points(TypedDict):
    """Points got of points possible."""

    got: float
    of: float


class Count(TypedDict):
    """Requirements satisfied of all there are."""

    n: int
    of: int


class Satisfied(TypedDict):
    """By priority."""

    mandatory: Count
    important: Count
    supplementary: Count


class Compared(TypedDict):
    """A candidate; `weighted` from 0 to 1."""

    name: str
    groups: dict[str, Points]
    satisfied: Satisfied
    total: Points
    weighted: float
    knocked_out: bool
    failed_mandatory: list[str]
    missing: list[str]
    dominated_by: list[str]


class Flip(TypedDict):
    """The smallest change of one weight that changes the winner."""

    criterion: str
    weight: float
    needs: float
    winner: str


class Sensitivity(TypedDict):
    """What would change the choice.

    `stability` is the share of random weightings, drawn evenly from all that add up to one, that keep the best average
    where it is, and `stability_error` its standard error; 0 where it holds for every weighting.
    """

    flips: list[Flip]
    stability: float | None
    stability_error: float | None
    draws: int
    seed: int
    close_call: bool


class Front(TypedDict):
    """Those not knocked out and complete whom nobody dominates, by criteria and by the sums of groups."""

    criteria: list[str]
    groups: list[str]


class Raised(TypedDict):
    """A score, null if there is none, and what it would have to be."""

    criterion: str
    score: float | None
    needs: float


class ByScores(TypedDict):
    """The fewest points more by which a candidate is ranked first, and one way to get them."""

    points: float
    raised: list[Raised]


class ByWeights(TypedDict):
    """The smallest changes of weights by which nobody has a better average: of one weight, and in all.

    `possible` is null where it was not worked out, `leads` whether nobody has a better average already.
    """

    possible: bool | None
    leads: bool
    single: Flip | None
    moved: float | None
    weights: list[Flip]


class ToWin(TypedDict):
    """What would have to be true for a candidate to win; weights do nothing for who is knocked out.

    `share` is that of the random weightings by which nobody has a better average.
    """

    name: str
    fails: list[Raised]
    scores: ByScores | None
    weights: ByWeights | None
    share: float | None


class Compare(Document):
    """`kb compare REVIEW`; `to_win` is of everybody but the first of the ranking."""

    review: str
    groups: list[str]
    candidates: list[Compared]
    ranking: list[str]
    front: Front
    sensitivity: Sensitivity
    to_win: list[ToWin]


Ring = Literal["adopt", "trial", "assess", "hold", "drop"]


class RingWord(TypedDict):
    """What a decision in force says of a technology."""

    id: str
    ring: Ring
    date: str
    title: str


class RadarMove(TypedDict):
    """How a technology moved since the day, and from where; `how` is null where decisions contradict each other."""

    how: Literal["new", "in", "out", "gone", "same"] | None
    before: Ring | None


class Technology(TypedDict):
    """A technology with the decisions in force, the newest first; `ring` is null where they contradict each other."""

    name: str
    ring: Ring | None
    decisions: list[RingWord]
    moved: RadarMove | None


class CoreStack(Document):
    """`kb stack`; `core` is what is adopted, and `moved` null without `--since`."""

    as_of: str
    since: str | None
    core: list[str]
    technologies: list[Technology]
    contradicted: list[str]


class Used(TypedDict):
    """A technology, its ring, and the decisions in force that say so; `ring` is null without one, or between two."""

    name: str
    ring: Ring | None
    decisions: list[str]


class StackOption(TypedDict):
    """An alternative, or a candidate: the record that names it, and its place in the ranking of a review, else 0."""

    name: str
    technology: str | None
    ring: Ring | None
    source: str
    place: int
    recommended: bool


class StackRequirement(TypedDict):
    """A requirement against the core; `task` is the one that `--write-tasks` has written for it."""

    id: str
    text: str
    met: bool | Literal["unknown"]
    state: Literal["satisfied", "violated", "added", "missing"]
    technologies: list[Used]
    evidence: list[str]
    reasons: list[str]
    reviews: list[str]
    taken_up: list[str]
    options: list[StackOption]
    task: str | None


class StackAddition(Used):
    """A technology to evaluate for the core when the project ends."""

    requirements: list[str]
    reviews: list[str]
    task: str | None


class StackFit(Document):
    """`kb stack --for STACK`.

    `shunned` are technologies of the whole project that the core has put on hold or dropped, `looked_at` those in
    trial and assess that the project does not use.
    """

    stack: str
    title: str
    status: str
    project: str | None
    goal: str | None
    requirements: list[StackRequirement]
    additions: list[StackAddition]
    shunned: list[Used]
    looked_at: list[Used]
    ended: bool


class Written(TypedDict):
    """A file that was written, and the record in it if it holds one."""

    path: str
    id: str | None


class Refused(TypedDict):
    """What was not done, and why."""

    path: str
    why: str


class Changes(Document):
    """`kb init`, `new`, `set`, `move`, `block`, `unblock`, `renumber` and `review --confirm`."""

    written: list[Written]
    unchanged: list[str]
    refused: list[Refused]


class CatalogueRisk(TypedDict):
    """A risk of the catalogue."""

    number: int
    slug: str
    group: Literal["common", "research", "mvp", "development", "production"]
    title: str
    trigger: str
    solution: str


class WrittenRun(TypedDict):
    """A record that was written for a run."""

    path: str
    id: str
    run: str


class RunRemark(TypedDict):
    """What was left out of a record, or kept in it, and why."""

    id: str
    remark: str


class Import(Document):
    """`kb import`; `passed_over` counts runs that were left alone by reason: `failed`, `still running`, `earlier`."""

    written: list[WrittenRun]
    unchanged: list[str]
    refused: list[Refused]
    passed_over: dict[str, int]
    remarks: list[RunRemark]
    dry_run: bool


class Drifted(TypedDict):
    """A value that the source gives otherwise than the record."""

    field: str
    recorded: Any
    now: Any


class RunOf(TypedDict):
    """The run of an experiment."""

    tracker: str
    id: str | None
    uri: str | None


class VerifiedRecord(TypedDict):
    """An imported experiment; `not-asked`: its source lies outside the base, and nobody asked for it."""

    id: str
    path: str
    run: RunOf
    state: Literal["same", "changed", "gone", "unreachable", "not-asked"]
    fields: list[Drifted]
    why: str


class Verify(Document):
    """`kb verify`."""

    records: list[VerifiedRecord]
    counts: dict[str, int]
    diagnostics: list[Finding]


class Catalogue(Document):
    """`kb new risk --from-catalogue`."""

    risks: list[CatalogueRisk]


class Remark(TypedDict):
    """Something that was looked at; a problem makes `kb doctor` end with 1, a note does not."""

    part: str
    status: Literal["ok", "note", "problem"]
    message: str
    help: str


class Doctor(Document):
    """`kb doctor`."""

    problems: int
    remarks: list[Remark]


class Setting(TypedDict):
    """A setting in force; `origin` is `default`, or the place where it is set."""

    key: str
    value: Any
    origin: str


class Settings(Document):
    """`kb doctor --config`."""

    file: str
    settings: list[Setting]


class Recorded(Document):
    """`kb record --format json`: the record of the run, how its command ended, and what is not as one might expect.

    `status` is `running` until somebody says what came out, or `invalid` when the command did not end well.
    """

    id: str
    path: str
    status: Literal["running", "invalid"]
    exit_code: int
    signal: str | None
    seconds: float
    remarks: list[str]
    written: list[Written]


class DataNow(TypedDict):
    """One part of the data: the recorded digest and the one of what is there."""

    split: str
    uri: str
    recorded: str | None
    now: str | None
    answer: Literal["same", "other", "absent", "elsewhere", "unknown"]


class FigureNow(TypedDict):
    """One figure then and now; of a figure with a spread the mean."""

    metric: str
    split: str
    recorded: float
    now: float | None
    difference: float | None
    allowed: float
    within: bool


class Repeated(TypedDict):
    """One experiment; the verdict is null when its command was not run, and `why` says why not."""

    id: str
    verdict: Literal["match", "drift", "failed"] | None
    why: str
    command: str | None
    commit: str | None
    exit_code: int | None
    seconds: float | None
    remarks: list[str]
    data: list[DataNow]
    metrics: list[FigureNow]


class Reproduce(Document):
    """`kb reproduce`."""

    reproductions: list[Repeated]


# The names hold digits, so that these have to be written as calls.
Dates = TypedDict("Dates", {"50": str | None, "85": str | None, "95": str | None})
Dates.__doc__ = "Dates by level in per cent; null for what is later than three years from now, or not known."
Expected = TypedDict("Expected", {"50": str | int | None, "85": str | int | None, "95": str | int | None})
Expected.__doc__ = "By level in per cent: the last day, or with `by` alone the least number of tasks."


class ForecastAsked(TypedDict):
    """The question; without any of these it is about all active goals."""

    by: str | None
    items: int | None
    goal: str | None
    tasks: list[str]
    backtest: bool


class ForecastWindow(TypedDict):
    """The days that futures are drawn from; `changed` says whether its halves differ by more than chance."""

    first: str
    last: str
    days: int
    finished: int
    arrived: int
    halves: list[int]
    changed: bool


class ScopeChange(TypedDict):
    """An approved change: by how many days it moves the date of 85 %, and how many it states itself."""

    id: str
    effect_days: int | None
    stated_days: float | None
    tasks: int
    chance_without: float | None


class GoalForecast(TypedDict):
    """A goal; `chance` is that its deadline holds, `growing` what is expected if tasks go on coming for it."""

    id: str
    title: str
    deadline: str | None
    expected: Dates
    chance: float | None
    left: int
    ideas: int
    pace: Literal["goal", "team"]
    n: int
    growing: Dates | None
    scope_changes: list[ScopeChange]


class Coverage(TypedDict):
    """How often statements of one level held, beside the share that should have; Wilson's interval of 95 %."""

    manner: Literal["throughput", "cycle"]
    level: int
    promised: float
    n: int
    held: int
    share: float
    low: float
    high: float
    judged: Literal["as promised", "less often than promised", "more often than promised"]


class BacktestResult(TypedDict):
    """What became of forecasts of the past, each so many days ahead."""

    days: int
    refused: str | None
    coverage: list[Coverage]


class Forecast(Document):
    """`kb forecast`; `n` finished tasks are what it rests on, and `refused` says why nothing is said."""

    as_of: str
    asked: ForecastAsked
    n: int
    trials: int
    seed: int
    window: ForecastWindow
    percentiles: Expected
    chance: float | None
    refused: str | None
    goals: list[GoalForecast]
    backtest: BacktestResult | None
    notes: list[str]


DOCUMENTS: Final[dict[str, type[Any]]] = {
    "lint": Lint, "rule": Rules, "show": Show, "list": List, "sql": Sql, "sql-tables": Tables, "board": Board,
    "groom": Groom, "next": Next, "graph": Graph, "why": Why, "impact": Impact, "compare": Compare, "review": Review,
    "diff": Diff, "digest": Digest, "leaderboard": Leaderboard, "flow": Flow, "forecast": Forecast, "export": Export,
    "changes": Changes, "catalogue": Catalogue, "doctor": Doctor, "settings": Settings, "record": Recorded,
    "reproduce": Reproduce,
    "import": Import, "verify": Verify,
    "stack": CoreStack, "stack-for": StackFit,
}  # fmt: skip

_OPENING = """\
# JSON

Each document carries `"version": 1`. The keys below are there; a later version may add others, so read what you need
and leave the rest. A number that is unknown or does not apply is null; NaN and infinity never occur; dates are ISO
texts. The schemas are [JSON Schema](https://json-schema.org/) 2020-12; the tests hold what the commands print against
them.

`state_age_days` counts calendar days, the first and the last one included; it is null where the history of the
repository does not tell since when the record is in its state.
"""


def pages() -> dict[str, str]:
    """The page, and the schema of every document."""
    lines, found = [_OPENING], {}
    for name, document in DOCUMENTS.items():
        whole = schema(name)
        found[f"json/{name}.json"] = json.dumps(whole, indent=2, ensure_ascii=False)
        lines += [f"## {name}", "", f"{_words(document)} [Schema](json/{name}.json).", "", "```text"]
        lines += [*_outline(whole, whole.get("$defs", {}), 0, set()), "```", ""]
    return {"json.md": "\n".join(lines), **found}


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a document."""
    made = TypeAdapter(DOCUMENTS[name]).json_schema()
    root = made
    if "$ref" in made:  # a document that holds itself
        root = made["$defs"][made["$ref"].rpartition("/")[2]]
    root["description"] = _words(DOCUMENTS[name])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def _words(document: type[Any]) -> str:
    return " ".join((document.__doc__ or "").split())


def _outline(node: dict[str, Any], known: dict[str, Any], depth: int, above: set[str]) -> list[str]:
    """The keys of a document, indented by depth; what holds itself is told once."""
    lines = []
    for key, value in node.get("properties", {}).items():
        inner, words = _inside(value, known)
        lines.append(f"{'  ' * depth}{key}: {words}")
        name = inner.get("title", "")
        if inner.get("properties") and name not in above:
            lines += _outline(inner, known, depth + 1, above | {name})
    return lines


def _inside(value: dict[str, Any], known: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """What is inside a value, and what the value is in words."""
    if "$ref" in value:
        found = known[value["$ref"].rpartition("/")[2]]
        return found, "{…}"
    if "anyOf" in value:
        parts = [_inside(part, known) for part in value["anyOf"]]
        return parts[0][0], " or ".join(words for _, words in parts)
    if value.get("type") == "array":
        inner, words = _inside(value.get("items", {}), known)
        return inner, f"[{words}]"
    if "enum" in value or "const" in value:
        return {}, ", ".join(json.dumps(item) for item in value.get("enum", [value.get("const")]))
    if value.get("type") == "object":
        extra = value.get("additionalProperties")
        inner, words = _inside(extra, known) if isinstance(extra, dict) else ({}, "any")
        return inner, f"{{name: {words}}}"
    return {}, {"string": "text", "integer": "whole number", "boolean": "true or false"}.get(
        value.get("type", ""), value.get("type", "any")
    )
