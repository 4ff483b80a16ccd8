"""Writes the records around the work: goals, decisions, risks, products, privacy, stacks and changes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from benchmarks.corpus import Aim, Choice, Plan, identifier
from benchmarks.drafts import Draft
from benchmarks.vocabulary import FEATURES, HANDLES, METHODS, MODELS, PLATFORMS, slug
from benchmarks.writing_work import heading

_STARTED = ("doing", "review", "done")


def goal(made: Plan, aim: Aim) -> Draft:
    """An active, confirmed goal with a business metric and two technical ones."""
    words = made.words
    title = f"Halve the cost of {aim.domain}"
    values = heading("goal", aim.id, title, "active", aim.created, words)
    start = words.whole(40, 90)
    values |= {
        "business_metric": {
            "name": f"cost of {aim.domain} per month",
            "unit": "thousand euro",
            "baseline": start,
            "target": start // 2,
            "direction": "lower",
        },
        "technical_metrics": [
            {
                "name": metric.name,
                "target": target,
                "direction": metric.direction,
                "why": f"Each point of {metric.name} spares cases that people check by hand",
            }
            for metric, _, target in aim.metrics
        ],
        "problem": words.pick(("classification", "regression", "forecasting", "ranking")),
        "approach": f"Score every case daily with {words.pick(MODELS)} and hand the worst tenth to people",
        "process": f"Daily handling of {aim.domain} in the operations team",
        "data_sources": [
            {
                "name": aim.source,
                "uri": aim.data["train"][0],
                "available": True,
                "access": "read-only role of the research team",
            }
        ],
        "success_criteria": [
            f"Two months in a row below {start // 2} thousand euro",
            "No more complaints than before",
        ],
        "scope": {"included": [f"{aim.domain} in all regions"], "excluded": ["partners abroad"]},
        "constraints": {"deadline": aim.deadline, "budget_days": words.whole(300, 600)},
        "stage": "mvp",
        "research_mode": words.pick(("parallel", "before-iteration", "after-iteration")),
        "confirmed": {"by": "product-owner", "on": aim.created + dt.timedelta(days=3)},
    }
    return Draft(aim.id, "goal", title, values, aim.tasks[:2] + aim.experiments[:1])


def decision(made: Plan, choice: Choice) -> Draft:
    """A decision on one technology that no other decision in force is about."""
    words, aim = made.words, choice.aim
    other = words.pick(PLATFORMS)
    title = f"Use {choice.technology} for {aim.domain}"
    newest = max(made.today - dt.timedelta(days=70), aim.created)
    date = words.day(made.today - dt.timedelta(days=85), newest) + dt.timedelta(
        days=bool(choice.supersedes) * 20
    )
    values = heading("decision", choice.id, title, choice.state, date, words)
    values |= {
        "review_by": made.today + dt.timedelta(days=words.whole(60, 300)),
        "date": date,
        "deciders": words.some(HANDLES, 2),
        "question": f"What carries {choice.technology} in the service of {aim.domain}?",
        "options": [
            {"name": choice.technology, "summary": words.sentence()},
            {"name": other, "summary": words.sentence()},
        ],
        "chosen": choice.technology,
        "consequences": words.paragraph(2),
        "based_on": choice.based_on,
        "serves": [aim.id],
        "affects": words.some(aim.tasks, 2),
    }
    if choice.supersedes:
        values["supersedes"] = [choice.supersedes]
    values["technologies"] = {choice.technology: choice.ring}
    return Draft(choice.id, "decision", title, values, [aim.id, *choice.based_on])


def risk(made: Plan, number: int) -> Draft:
    """A risk with a solution that somebody has begun."""
    words, aim = made.words, made.aims[number % len(made.aims)]
    title = f"{words.pick(FEATURES).capitalize()} changes under {aim.domain}"
    status = words.pick(("open", "open", "mitigated", "accepted"))
    name = identifier("risk", number)
    values = heading("risk", name, title, status, made.ago(80, 5), words)
    begun = [job.id for job in made.jobs if job.aim is aim and job.state in _STARTED]
    values |= {
        "review_by": made.today + dt.timedelta(days=words.whole(20, 80)),
        "group": words.pick(("common", "research", "mvp", "development", "production")),
        "likelihood": words.whole(1, 5),
        "impact": words.whole(1, 5),
        "trigger": words.sentence(),
        "solution": f"Watch it weekly and return to {words.pick(MODELS)} when it moves",
        "threatens": [aim.id, *aim.tasks[:1]],
        "mitigated_by": words.some(begun, 2),
        "evidence": aim.experiments[:1],
    }
    return Draft(name, "risk", title, values, [aim.id, *begun[:1]])


def product(made: Plan, number: int) -> Draft:
    """A product note with its features by class and its reusable components."""
    words, aim = made.words, made.aims[number % len(made.aims)]
    title = f"Service for {aim.domain}"
    name = identifier("product", number)
    values = heading("product", name, title, "agreed", made.ago(250, 90), words)
    if "visibility" in values:
        values["visibility"] = "internal"  # as it names a privacy note
    values |= {
        "goal": aim.id,
        "users": ["operations team", "regional managers"],
        "processes": [f"daily handling of {aim.domain}"],
        "problem": f"People look at every case of {aim.domain} although few need it",
        "features": [
            {"name": words.pick(FEATURES), "class": kind, "why": words.sentence()}
            for kind in ("core", "core", "complementary", "unrelated")
        ],
        "competitors": [
            {"name": "present spreadsheet", "difference": "explains each score and learns daily"}
        ],
        "stage": "mvp",
        "components": [
            {
                "name": slug(words.pick(METHODS)),
                "repository": "https://git.example.org/research/parts",
                "reused_in": [f"{aim.domain} report"],
                "licence": "Apache-2.0",
                "stage": "mvp",
            }
        ],
    }
    values["privacy"] = [identifier("privacy", (number - 1) % made.counts["privacy"] + 1)]
    return Draft(name, "product", title, values, [aim.id])


def privacy(made: Plan, number: int) -> Draft:
    """An approved privacy note whose planned uses are permitted for every asset."""
    words, aim = made.words, made.aims[number % len(made.aims)]
    title = f"Rights to the data of {aim.domain}"
    name = identifier("privacy", number)
    values = heading("privacy", name, title, "approved", made.ago(300, 90), words)
    values["visibility"] = "restricted"  # so nothing public may name it
    later = made.today + dt.timedelta(days=words.whole(400, 900))
    values |= {
        "review_by": made.today + dt.timedelta(days=words.whole(60, 300)),
        "subject": f"Data and code behind {aim.domain}",
        "assets": [
            {
                "name": aim.source,
                "kind": "data",
                "source": "operations team",
                "contract": f"C-{words.whole(100, 999)}",
                "nda": True,
                "nda_until": later,
                "licence": "CC-BY-4.0",
                "personal_data": "pseudonymous",
                "retention_until": later,
                "permitted_uses": ["research", "training", "reporting"],
            },
            {
                "name": "feature code",
                "kind": "code",
                "source": "research team",
                "contract": "own work",
                "nda": False,
                "licence": "Apache-2.0",
                "personal_data": "none",
                "permitted_uses": ["research", "training", "reporting"],
            },
        ],
        "planned_uses": ["research", "training"],
        "legal_review": {
            "by": "data-lead",
            "on": values["created"] + dt.timedelta(days=20),
            "verdict": "approved",
        },
        "covers": [*aim.experiments[:2], identifier("product", (number - 1) % made.counts["product"] + 1)],
    }
    return Draft(name, "privacy", title, values, [aim.id])


def stack(made: Plan, number: int) -> Draft:
    """The requirements of a project, each met by a technology that a decision in force adopts."""
    words = made.words
    accepted = [c for c in made.choices if c.state == "accepted"]
    chosen = words.some([c for c in accepted if c.ring == "adopt"] or accepted, 3)
    aim = chosen[0].aim if chosen else made.aims[0]
    title = f"Stack of {aim.domain}"
    name = identifier("stack", number)
    values = heading("stack", name, title, "agreed", made.ago(250, 90), words)
    requirements: list[dict[str, Any]] = [
        {
            "id": f"FR{n}",
            "text": words.sentence(),
            "technologies": [c.technology],
            "evidence": c.based_on[:1],
            "met": True,
        }
        for n, c in enumerate(chosen, start=1)
    ]
    values |= {
        "review_by": made.today + dt.timedelta(days=words.whole(60, 300)),
        "goal": aim.id,
        "project": f"{aim.domain} service",
        "requirements": requirements,
        "cross_cutting": [chosen[0].technology],
        "views": {
            "infrastructure": words.sentence(),
            "component": words.sentence(),
            "deployment": words.sentence(),
        },
    }
    return Draft(name, "stack", title, values, [aim.id, chosen[0].id])


def change(made: Plan, number: int) -> Draft:
    """An approved change of scope and what it does to the deadline."""
    words, aim = made.words, made.aims[number % len(made.aims)]
    title = f"Add {words.pick(FEATURES)} to {aim.domain}"
    name = identifier("change", number)
    created = made.ago(80, 10)
    values = heading("change", name, title, "approved", created, words)
    accepted = [c for c in made.choices if c.state == "accepted"]
    settled = [c for c in accepted if c.aim is aim] or accepted
    values |= {
        "goal": aim.id,
        "requested": {"by": "product-owner", "on": created},
        "adds": [job.id for job in made.open_jobs() if job.aim is aim][:2],
        "effect_days": words.whole(1, 4),
        "reason": words.sentence(),
        "decision": settled[0].id,
    }
    return Draft(name, "change", title, values, [aim.id, settled[0].id])
