"""Says in sentences how a core stack fits a project: the five steps, and why a requirement stands as it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.technologies.fitting import Fit, Fitting, Option, State, Used, standing

Step = tuple[str, Sequence[tuple[str, Sequence[str]]]]
"""A heading with items below it, each with sentences of its own."""


def steps(fitting: Fitting) -> Iterator[Step]:
    """The five steps, each with what there is to say."""
    functional = sum(each.requirement.id.startswith("FR") for each in fitting.fits)
    count = len(fitting.fits)
    yield f"Requirements: {count}, of which {functional} functional and {count - functional} not", ()
    yield _part(fitting, "satisfied", "Satisfied by the core stack")
    heading, items = _part(fitting, "violated", "Violated by the core stack")
    whole = [f"{used.name} {standing(used)}" for used in fitting.shunned]
    yield heading, [*items, ("Used in the whole project", whole)] if whole else items
    added, missing = fitting.of("added"), fitting.of("missing")
    lacking = [*map(_item, added), *map(_item, missing)]
    if missing and fitting.looked_at:
        names = ", ".join(
            f"{used.name} ({used.ring}, {', '.join(used.decisions)})" for used in fitting.looked_at
        )
        lacking.append(("Being looked at anyway", (names,)))
    yield f"Not in the core stack: {len(added)} met by additions, {len(missing)} missing", lacking
    when = "the project is over" if fitting.ended else "at the end of the project"
    yield (
        f"Additions to evaluate for the core, {when}: {len(fitting.additions)}",
        [(_addition(each.used), _sources(each.requirements, each.reviews)) for each in fitting.additions],
    )


def _part(fitting: Fitting, state: State, title: str) -> Step:
    fits = fitting.of(state)
    return f"{title}: {len(fits)}", [*map(_item, fits)]


def _item(each: Fit) -> tuple[str, Sequence[str]]:
    return f"{each.requirement.id} {each.requirement.text}", [*sentences(each)]


def _addition(used: Used) -> str:
    if used.ring is None:
        return f"{used.name}, in no ring" + (
            f" ({', '.join(used.decisions)} contradict)" if used.decisions else ""
        )
    return f"{used.name}, in {used.ring} ({', '.join(used.decisions)})"


def _sources(requirements: Sequence[str], reviews: Sequence[str]) -> list[str]:
    said = [f"used for {', '.join(requirements)}" if requirements else "used in the whole project"]
    return [*said, f"compared in {', '.join(reviews)}"] if reviews else said


def sentences(fit: Fit) -> Iterator[str]:
    """The reasons for how a requirement stands, and its options."""
    yield from fit.reasons
    if fit.options:
        word = "alternatives" if fit.state == "violated" else "candidates"
        yield f"{word}: {', '.join(map(option_words, fit.options))}"
    elif fit.state in ("violated", "missing"):
        others = (
            f"{', '.join(fit.reviews)} leaves nobody else"
            if fit.reviews
            else "no review compares anything for it"
        )
        yield f"{others}: a review would find candidates"


def option_words(option: Option) -> str:
    """An option with its ring and where it is written."""
    ring = f"in {option.ring}, " if option.ring is not None else ""
    if not option.place:
        return f"{option.name} ({ring}{option.source})"
    recommended = ", recommended" if option.recommended else ""
    return f"{option.name} ({ring}place {option.place} in {option.source}{recommended})"
