"""The pages of people and tags: who does, owns and decides what, and what a tag gathers."""

from __future__ import annotations

import pytest

from kb.site import builder
from kb.site.slugs import slug
from tests.site.support import material, note, page


def task(number: int, more: str = "", status: str = "ready") -> str:
    return note(
        f"id: TASK-{number:04d}\ntype: task\ntitle: Try idea {number}\nstatus: {status}\ncreated: 2026-10-01\n{more}"
    )


BASE = {
    "backlog/TASK-0001.md": task(1, "assignee: '@ada'\nowner: Ada\ntags: [encoding, c++]\n", "doing"),
    "backlog/TASK-0002.md": task(2, "assignee: ada\ndepends_on: [TASK-0001]\ntags: [encoding]\n"),
    "backlog/TASK-0003.md": task(
        3, "assignee: ada\nblocked: {since: 2026-11-01, reason: no access}\nsmart: {time_bound: 2026-12-01}\n", "doing"
    ),
    "backlog/TASK-0004.md": task(4, "assignee: ada\n", "done"),
    "backlog/TASK-0005.md": task(5, "owner: grace\nvisibility: restricted\ntags: [zebra]\n"),
    "research/decisions/DEC-0001.md": note(
        "id: DEC-0001\ntype: decision\ntitle: Take idea one\nstatus: accepted\ncreated: 2026-11-20\nowner: ada\n"
        "deciders: [ada, index]\ncontributors: [ada]\n"
    ),
}  # fmt: skip


def paths(found) -> list[str]:
    return [each.path for each in builder.pages(found)]


# -- addresses -------------------------------------------------------------------------------------------------


def test_names_that_look_alike_have_addresses_of_their_own():
    names = [
        "ada", "Ada", "ADA", "a.da", "a-da", "a_da", "a/da", "a\\da", ".ada", "ada.", "..", ".", "", "_", "__", "é",
        "e\u0301", "_c3_a9", "index", "Index", "readme", "README", "page-2", "page-2x",
        "con", "con.txt", "aux", "x" * 80,
        "x" * 89 + "a", "x" * 200, "x" * 201, "語" * 64, "語" * 63 + "言", "a b", "a%20b", "a?b", "a#b", "<b>",
        "\ud800",
    ]  # fmt: skip
    found = [slug(name) for name in names]
    assert len({piece.lower() for piece in found}) == len(names)
    for piece in found:
        assert 0 < len(piece) <= 100
        assert set(piece) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-_")
        assert piece[0] != "."
        assert piece[-1] != "."
        assert piece.split(".")[0] not in ("index", "readme", "con", "aux", "page-2")


def test_a_person_called_as_the_index_is_called_has_a_page(tmp_path):
    found = material(tmp_path, BASE)
    assert page(found, "people.md").headings[0] == "People"
    assert page(found, found.people["index"].path).headings[0] == "index"
    assert len(paths(found)) == len(set(paths(found)))


def test_handles_that_differ_in_case_are_two_people_and_the_at_sign_is_nobodys_name(tmp_path):
    found = material(tmp_path, BASE)
    assert list(found.people) == ["Ada", "ada", "index"]
    assert found.people["Ada"].path != found.people["ada"].path
    assert "@ada" not in found.people


# -- people ----------------------------------------------------------------------------------------------------


def test_a_person_has_work_what_stands_still_what_comes_and_what_they_decided(tmp_path):
    ada = page(material(tmp_path, BASE), "people/ada.md")
    assert [ref.text.split()[0] for ref in ada.section("In work").all("a", "kb-ref")] == [
        "TASK-0003",
        "TASK-0001",
    ]
    still = ada.section("Blocked or waiting").text
    assert "no access, since 1 Nov 2026" in still
    assert "waits for TASK-0001" in still
    assert "TASK-0002" in still
    assert "Nothing more is lined up." in ada.section("Next").text  # what waits is told of once
    assert "DEC-0001" in ada.section("Decides").text
    rows = {row[0].split()[0]: row[3] for row in ada.section("All records").rows}
    assert rows["DEC-0001"] == "decided, owns it, takes part"
    assert rows["TASK-0004"] == "does it"
    assert "TASK-0005" not in ada.text


def test_the_index_counts_what_lies_with_everybody(tmp_path):
    rows = {row[0]: row[1:] for row in page(material(tmp_path, BASE), "people.md").rows}
    assert rows["ada"] == ["2", "2", "", "1", "1", "1", "5"]
    assert rows["Ada"] == ["", "", "", "", "", "1", "1"]


def test_long_lists_are_cut_and_the_rest_is_on_more_pages(tmp_path):
    files = {f"backlog/TASK-{n:04d}.md": task(n, "assignee: ada\n") for n in range(1, 251)}
    found = material(tmp_path, files)
    assert [path for path in paths(found) if path.startswith("people/ada")] == [
        "people/ada.md", "people/ada/page-2.md", "people/ada/page-3.md",
    ]  # fmt: skip
    first = page(found, "people/ada.md")
    assert "230 more are in the table below" in first.section("Next").text
    assert len(page(found, "people/ada/page-3.md").rows) == 50
    assert page(found, "people/ada/page-3.md").headings == ["ada, page 3", "All records"]


def test_names_lead_to_the_page_of_the_person_wherever_they_stand(tmp_path):
    found = material(tmp_path, BASE)
    for path, link in (("board.md", "../people/ada/"), ("r/TASK-0001.md", "../../people/ada/")):
        assert link in page(found, path).hrefs
    assert "../people/ada/" in page(found, "backlog.md").hrefs
    assert "../people/ada/" in page(found, "finished.md").hrefs


# -- tags ------------------------------------------------------------------------------------------------------


def test_tags_are_listed_by_what_they_gather_and_lead_to_their_records(tmp_path):
    found = material(tmp_path, BASE)
    assert [row[:3] for row in page(found, "tags.md").rows][:1] == [["encoding", "2", "2 tasks"]]
    plus = page(found, found.tags["c++"].path)
    assert plus.headings[0] == "c++"
    assert [row[0].split()[0] for row in plus.rows] == ["TASK-0001"]
    chips = page(found, "r/TASK-0001.md").all("a", "kb-chip")
    assert [(chip.text, chip.attributes["href"]) for chip in chips] == [
        ("encoding", "../../tags/encoding/"), ("c++", "../../tags/c_2b_2b/"),
    ]  # fmt: skip


def test_a_base_without_names_and_tags_says_what_would_make_them(tmp_path):
    found = material(tmp_path, {"backlog/TASK-0001.md": task(1)})
    assert "Nobody is named yet" in page(found, "people.md").text
    assert "No record has a tag yet" in page(found, "tags.md").text


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_who_is_named_in_hidden_records_alone_is_nobody_here(tmp_path, audience):
    found = material(tmp_path, BASE, audience=audience)
    everything = "".join(each.path + each.title + each.draw() for each in builder.pages(found))
    assert "grace" not in everything
    assert "zebra" not in everything
    assert "grace" not in found.people


def test_the_example_has_a_page_for_everybody_and_every_tag(teaching):
    found = paths(teaching)
    assert "people/analyst.md" in found
    assert "tags/data-quality.md" in found
    assert len([path for path in found if path.startswith("people/")]) == len(teaching.people) == 8


# -- ways on ---------------------------------------------------------------------------------------------------


def test_an_index_page_leads_to_its_section_and_to_the_pages_before_and_after_it(tmp_path):
    found = material(tmp_path, BASE)
    flow = page(found, "flow.md")
    strip = flow.one("nav", "kb-strip")
    own, others = strip.all("ul")
    labels = [link.text for link in own.all("a")]
    assert labels == ["Board", "Backlog", "Finished", "Goals", "Flow", "People"]
    # A navigation of one's own may lead to none of the other sections.
    assert [(link.text, link.attributes["href"]) for link in others.all("a")] == [
        ("Evidence", "../experiments/"), ("Watch", "../risks/"),
    ]  # fmt: skip
    assert [link.text for link in strip.all("a", aria_current="page")] == ["Flow"]
    onward = flow.one("nav", "kb-onward")
    assert [(link.text, link.attributes["href"]) for link in onward.all("a")] == [
        ("Before Goals", "../goals/"), ("Next People", "../people/"),
    ]  # fmt: skip


def test_below_an_index_page_the_section_is_marked_and_records_have_no_strip(tmp_path):
    found = material(tmp_path, BASE)
    ada = page(found, "people/ada.md")
    assert [link.text for link in ada.one("nav", "kb-strip").all("a", aria_current="true")] == ["People"]
    assert not ada.all("nav", "kb-onward")
    assert not page(found, "r/TASK-0001.md").all("nav", "kb-strip")
    assert not page(found, "index.md").all("nav", "kb-strip")
