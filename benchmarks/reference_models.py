"""Plain pydantic models of records, written as for a script: the yardstick of cold reading."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Title = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Z]+-\d{4,}$")]
Ids = list[Id]
Texts = list[str]
Direction = Literal["higher", "lower"]
Stage = Literal["mvp", "development", "production"]


class Strict(BaseModel):
    """Refuses unknown keys."""

    model_config = ConfigDict(extra="forbid")


class Record(Strict):
    """What every record has."""

    id: Id
    title: Title
    created: dt.date
    owner: str
    contributors: Texts = []
    tags: Texts = []
    visibility: Literal["public", "internal", "restricted"] = "internal"
    review_by: dt.date | None = None
    related: Ids = []
    reviewed: dict[Id, str] = {}
    allow: Texts = []
    allow_reason: str | None = None


class BusinessMetric(Strict):
    """A number of the business."""

    name: str
    unit: str
    baseline: float
    target: float
    direction: Direction


class TechnicalMetric(Strict):
    """A number of the model."""

    name: str
    target: float
    direction: Direction
    why: str


class DataSource(Strict):
    """Where data come from."""

    name: str
    uri: str
    available: bool
    access: str


class Scope(Strict):
    """What is in and what is out."""

    included: Texts
    excluded: Texts


class Constraints(Strict):
    """Limits of time and money."""

    deadline: dt.date
    budget_days: float
    other: Texts = []


class Mark(Strict):
    """Somebody said so on a day."""

    by: str
    on: dt.date
    verdict: str | None = None


class Goal(Record):
    """What the business wants."""

    type: Literal["goal"]
    status: Literal["draft", "active", "met", "missed", "dropped"]
    business_metric: BusinessMetric
    technical_metrics: list[TechnicalMetric]
    problem: str
    approach: str
    process: str
    data_sources: list[DataSource]
    success_criteria: Texts
    scope: Scope
    constraints: Constraints
    stage: Stage
    research_mode: Literal["parallel", "before-iteration", "after-iteration"]
    confirmed: Mark
    depends_on: Ids = []


class Measurable(Strict):
    """A metric with a target, or a deliverable."""

    metric: str | None = None
    dataset: str | None = None
    baseline: float | None = None
    target: float | None = None
    direction: Direction | None = None
    deliverable: str | None = None


class Achievable(Strict):
    """Effort and needs."""

    effort_days: float
    needs: Texts = []


class Smart(Strict):
    """The five letters."""

    specific: str
    measurable: Measurable
    achievable: Achievable
    relevant: str
    time_bound: dt.date


class Expectation(Strict):
    """What one hopes to gain."""

    gain: Annotated[int, Field(ge=1, le=5)]
    confidence: Annotated[float, Field(ge=0, le=1)]


class QuickTest(Strict):
    """A first try."""

    on: dt.date
    finding: str


class Blocked(Strict):
    """What stands in the way."""

    since: dt.date
    reason: str
    by: Ids = []


class Task(Record):
    """An entry of the backlog."""

    type: Literal["task"]
    status: Literal["idea", "backlog", "ready", "doing", "review", "done", "dropped"]
    research: Literal["data", "model", "technology"]
    goal: Id
    assignee: str | None = None
    hypothesis: str | None = None
    smart: Smart
    expectation: Expectation
    rank: int | None = None
    quick_test: QuickTest | None = None
    blocked: Blocked | None = None
    depends_on: Ids = []
    integrates: Ids = []
    teaches: Ids = []
    part_of: Id | None = None


class Code(Strict):
    """The version that ran."""

    commit: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{7,40}$")]
    repository: str
    command: str
    dirty: bool
    config: str


class DataSplit(Strict):
    """One split of the data."""

    uri: str
    digest: str
    rows: int
    folds: int | None = None


class Model(Strict):
    """What was trained."""

    name: str
    type: str
    params: dict[str, Any]


class Spread(Strict):
    """A repeated measurement."""

    mean: float
    std: float
    n: int


class Output(Strict):
    """A file that came out."""

    uri: str
    digest: str
    what: str


class Run(Strict):
    """The run in a tracker."""

    tracker: Literal["mlflow", "dvc", "sacred", "csv", "kb"]
    id: str
    uri: str
    digest: str


class Reproduction(Strict):
    """A repetition."""

    on: dt.date
    by: str
    commit: str
    verdict: Literal["match", "drift", "failed"]
    metrics: dict[str, Any] = {}


class Experiment(Record):
    """One result."""

    type: Literal["experiment"]
    status: Literal["running", "concluded", "invalid"]
    task: Id
    date: dt.datetime
    code: Code
    environment: dict[str, str]
    seeds: list[int]
    data: dict[str, DataSplit]
    model: Model
    metrics: dict[str, dict[str, float | Spread]] = {}
    outputs: list[Output] = []
    run: Run | None = None
    baseline: Id | None = None
    outcome: Literal["supported", "refuted", "inconclusive"] | None = None
    conclusion: str | None = None
    reproducibility: dict[str, bool] = {}
    reproductions: list[Reproduction] = []


class Criterion(Strict):
    """A weighted requirement."""

    id: str
    group: str
    requirement: str
    rationale: str
    weight: Annotated[float, Field(gt=0)]
    priority: Literal["mandatory", "important", "supplementary"]
    pass_at: float | None = None


class Candidate(Strict):
    """A technology and its scores."""

    name: str
    technology: str
    version: str
    url: str
    scores: dict[str, float]
    notes: dict[str, str] = {}


class Review(Record):
    """A technology review."""

    type: Literal["review"]
    status: Literal["draft", "reported", "superseded"]
    task: Id
    question: str
    criteria: list[Criterion]
    candidates: list[Candidate]
    recommends: Texts = []
    valid_until: dt.date


class Option(Strict):
    """One answer among several."""

    name: str
    summary: str


class Decision(Record):
    """A decision and what it rests on."""

    type: Literal["decision"]
    status: Literal["proposed", "accepted", "rejected", "superseded", "deprecated"]
    date: dt.date
    deciders: Texts
    question: str
    options: list[Option]
    chosen: str
    consequences: str
    based_on: Ids = []
    serves: Ids = []
    affects: Ids = []
    supersedes: Ids = []
    amends: Ids = []
    technologies: dict[str, Literal["adopt", "trial", "assess", "hold", "drop"]] = {}
