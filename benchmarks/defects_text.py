"""Defects of front matter as text (FM) and of ids and file names (ID)."""

from __future__ import annotations

from benchmarks.defects import Seeder, sows


@sows("FM001")
def not_a_record(seeder: Seeder, number: int) -> None:
    """No front matter, not closed, a list, an empty file."""
    draft = seeder.risk()
    text = draft.text()
    end = text.index("---\n", 4)
    ways = (draft.body, text[:end], "---\n- one\n- two\n---\n\nText.\n", "")
    seeder.seed("FM001", seeder.keep(draft, ways[number % 4]))


@sows("FM002")
def bad_yaml(seeder: Seeder, number: int) -> None:
    """An unclosed quote, an unclosed bracket, a merge conflict."""
    draft = seeder.risk()
    text = draft.text()
    status = f"status: {draft.values['status']}\n"
    ways = (
        text.replace("solution: ", 'solution: "', 1),
        text.replace(status, status + "related: [\n", 1),
        text.replace(status, f"<<<<<<< HEAD\n{status}=======\nstatus: closed\n>>>>>>> other\n", 1),
    )
    seeder.seed("FM002", seeder.keep(draft, ways[number % 3]))


@sows("FM003")
def duplicate_key(seeder: Seeder, _number: int) -> None:
    """The owner twice, with a difference that reading the last one would hide."""
    draft = seeder.risk(owner="analyst")
    text = draft.text().replace("owner: analyst\n", "owner: analyst\nowner: second-owner\n", 1)
    seeder.seed("FM003", seeder.keep(draft, text), "owner: second-owner")


@sows("FM004")
def unknown_key(seeder: Seeder, number: int) -> None:
    """A misspelt key, a key of another type, an invented one."""
    key = ("likelyhood", "hypothesis", "priority")[number % 3]
    draft = seeder.risk(**{key: "high"})
    seeder.seed("FM004", seeder.keep(draft), f"{key}: high", companions=("FM009",))


@sows("FM005")
def bad_value(seeder: Seeder, number: int) -> None:
    """Out of range, an unknown state, a day that does not exist, text for a list of links."""
    key, new = (("likelihood", 9), ("status", "opne"), ("created", "2026-02-31"), ("impact", "big"))[
        number % 4
    ]
    draft = seeder.risk(**{key: new})
    text = draft.text().replace('"2026-02-31"', "2026-02-31")
    seeder.seed("FM005", seeder.keep(draft, text), f"{key}: {new}")


@sows("FM006")
def missing_field(seeder: Seeder, number: int) -> None:
    """A record without its title, its state, its date."""
    key = ("title", "status", "created")[number % 3]
    draft = seeder.risk(**{key: None})
    seeder.seed("FM006", seeder.keep(draft))


@sows("FM007")
def unsafe_yaml(seeder: Seeder, number: int) -> None:
    """A tag, an anchor with its alias, a character that turns the direction of text."""
    draft = seeder.risk(trigger="It moves")
    new = (
        "trigger: !!python/name:os.system It moves",
        "trigger: &moves It moves",
        "trigger: It \u202emoves",
    )[number % 3]
    path = seeder.keep(draft, draft.text().replace("trigger: It moves", new, 1))
    seeder.seed("FM007", path, new)


@sows("FM008")
def surprising_scalar(seeder: Seeder, number: int) -> None:
    """Text that other readers take for a truth value or a number."""
    value = ("no", "1e5", "0123")[number % 3]
    draft = seeder.risk(trigger="MARK")
    path = seeder.keep(draft, draft.text().replace("trigger: MARK", f"trigger: {value}", 1))
    seeder.seed("FM008", path, f"trigger: {value}")


@sows("FM009")
def untidy(seeder: Seeder, number: int) -> None:
    """Blanks at the end of a line, keys out of their order."""
    draft = seeder.risk(owner="analyst")
    text, head = draft.text(), f"id: {draft.id}\ntype: risk\n"
    swapped = text.replace(head, f"type: risk\nid: {draft.id}\n", 1)
    seeder.seed(
        "FM009",
        seeder.keep(draft, (text.replace("owner: analyst", "owner: analyst  ", 1), swapped)[number % 2]),
    )


@sows("ID001")
def duplicate_id(seeder: Seeder, number: int) -> None:
    """Two records with one id, as two branches leave them."""
    first, second = seeder.risk(), seeder.risk(title=f"Another risk of the same name {number}")
    second.id = second.values["id"] = first.id
    second.title = second.values["title"]
    one, two = seeder.keep(first), seeder.keep(second)
    seeder.seed("ID001", two, also=(one,))


@sows("ID002")
def file_name_mismatch(seeder: Seeder, _number: int) -> None:
    """A file named after another id."""
    draft = seeder.risk()
    other = seeder.next_id("risk")
    seeder.seed("ID002", seeder.keep(draft, path=f"research/risks/{other}-misnamed.md"))


@sows("ID003")
def wrong_prefix(seeder: Seeder, _number: int) -> None:
    """A risk that calls itself a change."""
    draft = seeder.risk()
    draft.id = draft.values["id"] = seeder.next_id("change")
    seeder.seed("ID003", seeder.keep(draft), f"id: {draft.id}")


@sows("ID004")
def wrong_folder(seeder: Seeder, number: int) -> None:
    """A risk among the goals, a task outside the backlog."""
    draft = (seeder.risk, lambda: seeder.task("backlog"))[number % 2]()
    name = draft.path.rsplit("/", 1)[-1]
    text = draft.text().replace("(../research/", "(../../research/")
    seeder.seed("ID004", seeder.keep(draft, text, f"research/goals/{name}"))


@sows("ID006")
def case_clash(seeder: Seeder, number: int) -> None:
    """Two files whose paths differ in capitals alone."""
    one, two = seeder.risk(), seeder.risk()
    lower = f"research/risks/clash-{number}/{one.id}-heat.md"
    upper = f"research/risks/clash-{number}/{one.id}-Heat.md"
    second = two.text().replace(f"id: {two.id}", f"id: {one.id}", 1)
    seeder.keep(one, one.text().replace("(../goals", "(../../goals"), lower)
    seeder.keep(two, second.replace("(../goals", "(../../goals"), upper)
    seeder.seed("ID006", upper, also=(lower,), companions=("ID001",))
