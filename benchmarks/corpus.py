"""Plans a base: how many records of each type, in which states, and which record leads to which.

The plan follows one line of thought many times over: goals, tasks that serve them, experiments and
reviews that answer the tasks, decisions that rest on those, and the records around them. The rooms
named `writing_…` give each its text.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from benchmarks.drafts import PREFIXES
from benchmarks.vocabulary import DOMAINS, HANDLES, MATERIALS, METRICS, PLATFORMS, SOURCES, Metric, Words

TODAY = dt.date(2026, 3, 2)
FEWEST = 40

SHARES = {
    "task": 0.45,
    "experiment": 0.30,
    "decision": 0.07,
    "review": 0.05,
    "risk": 0.05,
    "goal": 0.02,
    "product": 0.02,
    "privacy": 0.015,
    "change": 0.015,
    "stack": 0.01,
}
# Tasks that answer a question by experiment, by state.
_RESEARCH_STATES = (
    ("done", 0.55),
    ("dropped", 0.03),
    ("review", 0.05),
    ("doing", 0.08),
    ("ready", 0.08),
    ("backlog", 0.14),
    ("idea", 0.07),
)


@dataclass
class Aim:
    """What a goal asks for: two technical metrics with baselines and targets, and the data to measure on."""

    id: str
    domain: str
    source: str
    created: dt.date
    deadline: dt.date
    metrics: list[tuple[Metric, float, float]]
    data: dict[str, tuple[str, str, int]]
    experiments: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)


@dataclass
class Job:
    """A task: what it is for (`role`), its state, and the metric it wants to move."""

    id: str
    role: str
    state: str
    aim: Aim
    assignee: str
    created: dt.date
    metric: Metric
    baseline: float
    target: float
    met: bool
    evidence: list[str] = field(default_factory=list)
    uses: list[str] = field(default_factory=list)


@dataclass
class Trial:
    """An experiment of a job; `state` is running, concluded or invalid."""

    id: str
    job: Job
    state: str
    date: dt.date
    baseline: str = ""


@dataclass
class Choice:
    """A decision: its state, its goal, what it rests on, the technology it is about."""

    id: str
    state: str
    aim: Aim
    based_on: list[str]
    technology: str
    ring: str
    supersedes: str = ""


@dataclass
class Plan:
    """Everything that is known before a word is written."""

    words: Words
    today: dt.date
    counts: dict[str, int]
    aims: list[Aim] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    trials: list[Trial] = field(default_factory=list)
    reviews: list[tuple[str, Job]] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    measured: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)
    """Experiment and metric → mean and standard deviation, once it is written."""

    def ago(self, most: int, least: int) -> dt.date:
        """A day between `most` and `least` days before today."""
        return self.words.day(self.today - dt.timedelta(days=most), self.today - dt.timedelta(days=least))

    def open_jobs(self) -> list[Job]:
        """Tasks on which work may still begin or go on."""
        return [job for job in self.jobs if job.state not in ("done", "dropped")]

    def trusted(self) -> dict[str, list[str]]:
        """Ids of results a decision may rest on, by goal: supported experiments and reported reviews."""
        found: dict[str, list[str]] = {aim.id: [] for aim in self.aims}
        for trial in self.trials:
            if trial.state == "concluded" and trial.job.met:
                found[trial.job.aim.id].append(trial.id)
        for review, job in self.reviews:
            if job.state == "done":
                found[job.aim.id].append(review)
        return found


def identifier(kind: str, number: int) -> str:
    """The id of the `number`th record of a type, padded to four digits."""
    return f"{PREFIXES[kind]}-{number:04d}"


def counts_of(records: int) -> dict[str, int]:
    """How many of each type make up `records`, in the proportions of `SHARES` and at least one of each.

    Raises ValueError below the smallest base that holds every type with its evidence.
    """
    if records < FEWEST:
        raise ValueError(f"a base needs at least {FEWEST} records to hold every type, not {records}")
    counts = {kind: max(1, round(records * share)) for kind, share in SHARES.items()}
    counts["experiment"] += records - sum(counts.values())
    return counts


def plan(records: int, seed: int, today: dt.date = TODAY) -> Plan:
    """The plan of a base of `records` records as of `today`; the same arguments give the same plan."""
    made = Plan(Words(seed), today, counts_of(records))
    _plan_aims(made)
    _plan_jobs(made)
    _plan_trials(made)
    _plan_integration(made)
    _plan_choices(made)
    return made


def _plan_aims(made: Plan) -> None:
    words = made.words
    for number in range(1, made.counts["goal"] + 1):
        metrics = [(m, words.between(*m.baseline), words.between(*m.target)) for m in words.some(METRICS, 2)]
        bucket = f"s3://research-data/{words.pick(MATERIALS)}-{number}"
        data = {
            split: (f"{bucket}/{split}.parquet", words.digest(), words.whole(2_000, 900_000))
            for split in ("train", "validation", "test")
        }
        made.aims.append(
            Aim(
                identifier("goal", number),
                words.pick(DOMAINS),
                words.pick(SOURCES),
                made.ago(520, 460),
                made.today + dt.timedelta(days=words.whole(150, 300)),
                metrics,
                data,
            )
        )


def _plan_jobs(made: Plan) -> None:
    for number, (role, state) in enumerate(_roles(made), start=1):
        aim = made.aims[(number - 1) % len(made.aims)]
        job = new_job(made, identifier("task", number), role, state, aim)
        made.jobs.append(job)
        if state != "dropped":  # nothing in force may rest on what was dropped
            aim.tasks.append(job.id)


def _roles(made: Plan) -> list[tuple[str, str]]:
    """Role and state of each task in the order of their ids: what is finished came first."""
    total, reviews = made.counts["task"], made.counts["review"]
    drafts = reviews // 5
    finished = [("review", "done")] * (reviews - drafts)
    underway = [("review", "doing")] * drafts
    integrating, teaching = max(2, total // 10), max(1, total // 25)
    underway += [("integrate", "done")] * (integrating // 2) + [("teach", "done")] * (teaching // 2)
    underway += [("integrate", "doing")] * (integrating - integrating // 2)
    underway += [("teach", "doing")] * (teaching - teaching // 2)
    research = total - reviews - integrating - teaching
    for state, share in _RESEARCH_STATES[1:]:
        entries = [("research", state)] * max(1, round(research * share))
        (finished if state == "dropped" else underway).extend(entries)
    finished += [("research", "done")] * (total - len(finished) - len(underway))
    made.words.rng.shuffle(finished)
    made.words.rng.shuffle(underway)
    return finished + underway


def new_job(made: Plan, name: str, role: str, state: str, aim: Aim) -> Job:
    """A task of an aim, created when a task of its state would have been."""
    words = made.words
    metric, low, high = words.pick(aim.metrics)
    target = low + (high - low) * words.between(0.3, 0.9)
    days = {"done": (240, 90), "dropped": (240, 90), "review": (13, 8), "doing": (10, 3)}.get(state, (60, 2))
    return Job(
        name,
        role,
        state,
        aim,
        words.pick(HANDLES),
        made.ago(*days),
        metric,
        low,
        round(target, 4),
        met=words.chance(0.6),
    )


def _plan_trials(made: Plan) -> None:
    concluded = [job for job in made.jobs if job.role == "research" and job.state in ("done", "review")]
    running = [job for job in made.jobs if job.role == "research" and job.state == "doing"]
    wanted = made.counts["experiment"]
    jobs = concluded + running[: max(0, wanted - len(concluded))]
    jobs += [made.words.pick(concluded) for _ in range(wanted - len(jobs))]
    first: set[str] = set()
    jobs.sort(key=lambda job: job.id)
    for number, job in enumerate(jobs, start=1):
        again, name = job.id in first, identifier("experiment", number)
        first.add(job.id)
        state = (
            "running"
            if job.state == "doing"
            else "invalid"
            if again and made.words.chance(0.1)
            else "concluded"
        )
        trial = Trial(name, job, state, job.created + dt.timedelta(days=made.words.whole(1, 6)))
        if state == "concluded":
            trial.baseline = made.words.pick(job.aim.experiments) if job.aim.experiments else ""
            job.aim.experiments.append(name)
            job.evidence.append(name)
        made.trials.append(trial)
    reviewing = [job for job in made.jobs if job.role == "review"]
    made.reviews = [(identifier("review", n), job) for n, job in enumerate(reviewing, start=1)]


def _plan_integration(made: Plan) -> None:
    """Gives every result that met its target to a task that brings it into the product."""
    takers = [job for job in made.jobs if job.role == "integrate"]
    good = [
        job for job in made.jobs if job.role == "research" and job.state in ("done", "review") and job.met
    ]
    for number, job in enumerate(good):
        takers[number % len(takers)].uses += job.evidence
    for job in takers:
        job.uses = job.uses or made.aims[0].experiments[:1]


def _plan_choices(made: Plan) -> None:
    words, trusted = made.words, made.trusted()
    aims = [aim for aim in made.aims if trusted[aim.id]]
    for number in range(1, made.counts["decision"] + 1):
        aim = aims[number % len(aims)]
        state = words.rng.choices(("accepted", "proposed", "rejected", "deprecated"), (88, 6, 3, 3))[0]
        choice = Choice(
            identifier("decision", number),
            "accepted" if number < 3 else state,
            aim,
            words.some(trusted[aim.id], 3),
            f"{words.pick(MATERIALS)}-{words.pick(PLATFORMS)}-{number}",
            words.pick(("adopt", "adopt", "trial", "assess")),
        )
        made.choices.append(choice)
        _supersede(made, choice)
    takers = [job for job in made.jobs if job.role == "teach"]
    adopted = [c.id for c in made.choices if c.state == "accepted" and c.ring == "adopt"]
    for number, name in enumerate(adopted):
        takers[number % len(takers)].uses.append(name)
    for job in takers:
        job.uses = job.uses or [made.choices[0].id]


def _supersede(made: Plan, choice: Choice) -> None:
    """Lets one in ten decisions replace the one before it."""
    number = len(made.choices)
    if number % 10 == 3 and made.choices[-2].state == "accepted":
        older = made.choices[-2]
        choice.state, choice.supersedes, choice.aim = "accepted", older.id, older.aim
        choice.based_on, older.state = list(older.based_on), "superseded"
