"""Calendars: what RFC 5545 says of lines, folding, texts and events, held against a reader of our own."""

import re

from hypothesis import given
from hypothesis import strategies as st

from kb.exports.export import exporter
from kb.exports.formats.ics import _folded, _text
from tests.exports.support import NASTY, export, record, request


def read(data: bytes) -> list[dict[str, str]]:
    """A strict reader: CRLF, lines of at most 75 octets, one calendar of whole-day events."""
    assert data.endswith(b"\r\n")
    lines = data[:-2].split(b"\r\n")
    assert all(b"\r" not in line and b"\n" not in line and len(line) <= 75 for line in lines)
    unfolded = re.sub(r"\r\n ", "", data.decode())[:-2].split("\r\n")
    assert unfolded[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert unfolded[2].startswith("PRODID:")
    assert unfolded[-1] == "END:VCALENDAR"
    events: list[dict[str, str]] = []
    for line in unfolded[3:-1]:
        name, _, value = line.partition(":")
        assert re.fullmatch(r"[A-Z-]+(;VALUE=DATE)?", name), line
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events:
            assert name == "END" or name not in events[-1]
            events[-1][name] = value
    for event in events:
        assert re.fullmatch(r"[0-9]{8}T[0-9]{6}Z", event["DTSTAMP"])
        assert re.fullmatch(r"[0-9]{8}", event["DTSTART;VALUE=DATE"])
        assert event["UID"]
    assert len({event["UID"] for event in events}) == len(events)
    return events


def calendar(files: dict[str, str]) -> list[dict[str, str]]:
    return read(exporter("ics").write(request(files)))


FILES = {
    "backlog/TASK-0001.md": record(
        "TASK-0001", "smart: {time_bound: 2026-12-31}\nreview_by: 2027-02-28", title="Windows"
    ),
    "backlog/TASK-0002.md": record("TASK-0002", "smart: {time_bound: 2026-12-31}", status="done"),
    "research/GOAL-0001.md": record("GOAL-0001", "constraints: {deadline: 2027-03-31}"),
    "research/GOAL-0002.md": record("GOAL-0002", "constraints: {deadline: 2027-03-31}", status="met"),
    "research/REV-0001.md": record("REV-0001", "valid_until: 2027-01-31"),
    "research/REV-0002.md": record("REV-0002", "valid_until: 2027-01-31", status="superseded"),
}  # fmt: skip


def test_days_on_which_something_is_due_are_events_of_that_day() -> None:
    found = {event["SUMMARY"]: event for event in calendar(FILES)}
    assert sorted(found) == [
        "GOAL-0001 deadline: A title",
        "REV-0001 valid until this day: A title",
        "TASK-0001 due: Windows",
        "TASK-0001 to be looked at again: Windows",
    ]
    due = found["TASK-0001 due: Windows"]
    assert (due["DTSTART;VALUE=DATE"], due["DTEND;VALUE=DATE"]) == ("20261231", "20270101")
    assert due["TRANSP"] == "TRANSPARENT"


def test_a_date_that_moves_is_the_same_event() -> None:
    later = {path: text.replace("2026-12-31", "2027-06-30") for path, text in FILES.items()}
    before = {event["SUMMARY"]: event["UID"] for event in calendar(FILES)}
    assert {event["SUMMARY"]: event["UID"] for event in calendar(later)} == before


def test_terms_of_a_privacy_note_end() -> None:
    text = record("RISK-0001").replace("RISK-0001", "PRIV-0001").replace("type: risk", "type: privacy")
    fields = "owner: legal\nassets:\n- {name: 'Logs, raw', nda_until: 2027-01-01, retention_until: 9999-12-31}\n---"
    text = text.replace("status: open", "status: approved").replace("\n---\n", f"\n{fields}\n", 1)
    found = calendar({"research/PRIV-0001.md": text.replace("---\n", "---\n", 1)})
    assert [event["SUMMARY"] for event in found] == [
        r"PRIV-0001 non-disclosure of Logs\, raw ends: A title",
        r"PRIV-0001 Logs\, raw is to be deleted: A title",
    ]
    assert "DTEND;VALUE=DATE" not in found[1]  # the calendar has no day after


def test_a_base_without_dates_is_an_empty_calendar() -> None:
    assert calendar({"research/DEC-0001.md": record("DEC-0001")}) == []


def test_texts_are_escaped() -> None:
    (event,) = calendar(
        {"backlog/TASK-0001.md": record("TASK-0001", "smart: {time_bound: 2026-12-31}", title=NASTY)}
    )
    assert re.sub(r"\\(.)", r"\1", event["SUMMARY"]) == f"TASK-0001 due: {NASTY}"


def test_the_text_comes_out_as_utf_8() -> None:
    assert "Überfällig" in export(
        "ics", {"a.md": record("TASK-0001", "smart: {time_bound: 2026-12-31}", title="Überfällig")}
    )


@given(st.text())
def test_any_text_is_one_value_of_short_lines(text: str) -> None:
    folded = _folded(f"SUMMARY:{_text(text)}")
    assert all(len(line.encode("utf-8", "replace")) <= 75 for line in folded.split("\r\n"))
    unfolded = folded.replace("\r\n ", "")
    assert not re.search(r"[\x00-\x1f\x7f]", unfolded)
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", unfolded)
