"""References to records, people and tags: what stands on a page where it names one, with the link from there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kb.records.experiment import Experiment
from kb.site import addresses
from kb.site.drawing import marks
from kb.site.drawing.html import Html

if TYPE_CHECKING:
    from kb.site.material import Material

# A status that a flag says again.
_SAID_TWICE: Final = {
    "invalid": ("invalid", "rejected", "refused"),
    "superseded": ("superseded", "deprecated", "expired"),
    "unfinished": ("running", "draft", "proposed", "pending", "requested"),
}


def record(
    material: Material,
    id: str,
    here: str,
    *,
    note: str = "",
    with_flags: bool = True,
    with_status: bool = True,
) -> Html:
    """A reference to a record with its marks; restricted and unknown ones are named without a link.

    Nothing is said twice: a flag that repeats the status is left out, and the outcome of an experiment stands
    in the place of "concluded".
    """
    document = material.base.by_id.get(id)
    if document is None or document.record is None:
        return marks.restricted_ref(id) if id in material.hidden else marks.missing_ref(id)
    record = document.record
    found = material.verdict(id) if with_status else None
    outcome = record.outcome if isinstance(record, Experiment) and record.status == "concluded" else None
    flags = [f for f in material.flags(id) if f != "refuted" and record.status not in _SAID_TWICE.get(f, ())]
    reference = marks.record_ref(
        id,
        record.type,
        record.title,
        material.url(id, here),
        status=record.status if with_status and outcome is None else "",
        verdict=found.name if found is not None and found.name != "not-measured" else None,
        flags=flags if with_flags else (),
        faded=material.faded(id),
        note=note,
    )
    return Html(f"{reference} {marks.outcome(outcome)}") if outcome and with_status else reference


def person(material: Material, name: str | None, here: str) -> Html:
    """Somebody, by the handle that a record has, with a link to their page."""
    if not name:
        return marks.nobody()
    return marks.person(addresses.handle(name), material.page_url(addresses.person_path(name), here))


def tag(material: Material, name: str, here: str) -> Html:
    """A tag with a link to its page."""
    return marks.tag(name, material.page_url(addresses.tag_path(name), here))
