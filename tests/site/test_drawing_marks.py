"""Badges, references, bars and the palette behind them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import kb.site
from kb.site import builder
from kb.site.drawing import marks, palette
from kb.site.drawing.html import Html, inline

ASSETS = Path(kb.site.__file__).parent / "assets"
CSS = builder.style_sheet()
EVIL = "\"><img src=x onerror=alert(1)>'&"


def percent(element: ET.Element, name: str) -> float:
    return float(element.get(name, "").removesuffix("%"))


def bar(*values: float | None, direction: str = "higher") -> dict[str, ET.Element]:
    root = ET.fromstring(marks.measure_bar(*values, direction=direction))
    return {"root": root} | {
        element.get("class", ""): element for element in root.iter() if element is not root
    }


@pytest.mark.parametrize(
    "mark",
    [
        marks.type_badge(EVIL),
        marks.type_badge("task", EVIL, icon_only=True),
        marks.status_chip(EVIL, EVIL),
        marks.verdict(EVIL),
        marks.outcome(EVIL),
        marks.flag(EVIL),
        marks.restricted_ref(EVIL),
        marks.record_ref(EVIL, EVIL, EVIL, EVIL, status=EVIL, verdict=EVIL, flags=[EVIL], note=EVIL),
        marks.measure_bar(1, 2, 3, unit=EVIL, label=EVIL),
        marks.meter(1, 2, label=EVIL, tone=EVIL),
    ],
)
def test_marks_escape_what_they_are_given(mark):
    assert isinstance(mark, Html)
    assert mark.__html__() is mark
    root = ET.fromstring(f"<p>{mark}</p>")
    assert not list(root.iter("img"))
    assert not any(name.startswith("on") or name == "style" for each in root.iter() for name in each.attrib)


@pytest.mark.parametrize(
    ("said", "drawn"),
    [
        ("plain", "plain"),
        ("run `kb lint` now", "run <code>kb lint</code> now"),
        ("`a` and `b`", "<code>a</code> and <code>b</code>"),
        ("one ` alone", "one ` alone"),
        ("``", "``"),
        ("`<img src=x onerror=alert(1)>`", "<code>&lt;img src=x onerror=alert(1)&gt;</code>"),
        ('<b>`"`', "&lt;b&gt;<code>&quot;</code>"),
        (Html("<b>is drawn</b> `x`"), "<b>is drawn</b> `x`"),
        (3, "3"),
    ],
)
def test_a_short_text_is_escaped_and_its_code_is_code(said, drawn):
    assert inline(said) == drawn
    assert isinstance(inline(said), Html)


def test_absent_values_make_no_mark():
    assert (marks.verdict(None), marks.outcome(None)) == ("", "")


def test_a_reference_links_and_carries_its_marks_outside_the_link():
    root = ET.fromstring(
        "<p>"
        + marks.record_ref("EXP-0002", "experiment", "Target", "../EXP-0002/", flags=["refuted"], note="4 d")
        + "</p>"
    )
    link = root.find("a")
    assert (link.get("href"), link.get("data-type"), "".join(link.itertext())) == (
        "../EXP-0002/",
        "experiment",
        "EXP-0002 Target",
    )
    assert "data-faded" in link.attrib
    assert [each.text for each in root.findall("span")] == ["refuted", "4 d"]


def test_without_an_address_a_reference_is_text():
    assert "href" not in marks.record_ref("X-0001", "task", "t", None)
    assert "restricted" in marks.restricted_ref("X-0001")
    assert "href" not in marks.restricted_ref("X-0001")


def test_on_a_bar_better_is_always_to_the_right():
    higher = bar(0.812, 0.830, 0.834)
    assert percent(higher["kb-bar__baseline"], "cx") < percent(higher["kb-bar__target"], "x")
    assert percent(higher["kb-bar__target"], "x") < percent(higher["kb-bar__measured"], "x")
    lower = bar(7.4, 5.0, 6.1, direction="lower")
    assert percent(lower["kb-bar__baseline"], "cx") < percent(lower["kb-bar__measured"], "x")
    assert percent(lower["kb-bar__measured"], "x") < percent(lower["kb-bar__target"], "x")


@pytest.mark.parametrize(
    ("values", "direction", "verdict"),
    [
        ((1, 2, 2), "higher", "met"),
        ((1, 2, 1.99), "higher", "missed"),
        ((2, 1, 1), "lower", "met"),
        ((2, 1, 1.01), "lower", "missed"),
        ((1, 2, None), "higher", "not-measured"),
        ((1, None, 2), "higher", "not-measured"),
    ],
)
def test_a_bar_knows_whether_the_target_was_reached(values, direction, verdict):
    assert bar(*values, direction=direction)["root"].get("data-verdict") == verdict


def test_a_bar_draws_only_what_is_known_and_says_it():
    drawn = bar(None, 60, None)
    assert "kb-bar__baseline" not in drawn
    assert "kb-bar__way" not in drawn
    assert drawn["root"].get("aria-label") == "baseline not known, target 60, measured not known"
    assert percent(bar(5, 5, 5)["kb-bar__target"], "x") == 50
    assert "data-back" in bar(0.8, 0.9, 0.7)["kb-bar__way"].attrib


@pytest.mark.parametrize(("value", "width"), [(3, 50), (9, 100), (-1, 0)])
def test_a_meter_stays_between_empty_and_full(value, width):
    fill = ET.fromstring(marks.meter(value, 6, label="x")).findall("rect")[1]
    assert percent(fill, "width") == width


def test_states_have_a_meaning_and_invented_ones_a_neutral_one():
    assert palette.status_tone("doing", "task") == "active"
    assert (palette.status_tone("accepted", "decision"), palette.status_tone("accepted", "risk")) == (
        "good",
        "wait",
    )
    assert palette.status_tone("somewhere") == "idle"


def test_words_for_types():
    assert palette.type_label("user-interview") == "User interview"
    assert (palette.type_slug("task"), palette.type_slug("user-interview")) == ("task", "custom")


def test_risk_levels_follow_the_bounds_in_the_manual():
    levels = {
        likelihood * impact: palette.risk_level(likelihood, impact)
        for likelihood in range(1, 6)
        for impact in range(1, 6)
    }
    assert levels == {
        1: 1,
        2: 1,
        3: 1,
        4: 2,
        5: 2,
        6: 2,
        8: 3,
        9: 3,
        10: 3,
        12: 4,
        15: 4,
        16: 4,
        20: 5,
        25: 5,
    }


def test_colours_by_name():
    assert palette.colour("task") == palette.LIGHT["t-task"] == palette.colour("t-task")
    assert palette.colour("good", dark=True) == palette.DARK["good"]
    with pytest.raises(KeyError):
        palette.colour("mauve")


SLATE_WITH_OTHER_PRIMARY = dict(
    re.findall(
        r"--kb-(surface[-\d]*):(#\w+)", CSS.split(':not([data-md-color-primary="custom"]) {')[1].split("}")[0]
    )
)


@pytest.mark.parametrize(
    ("shades", "surfaces"),
    [
        (palette.LIGHT, palette.LIGHT),
        (palette.DARK, palette.DARK),
        (palette.DARK, SLATE_WITH_OTHER_PRIMARY),
    ],
    ids=["light", "dark", "dark, Material's page"],
)
def test_contrast_reaches_aa_on_every_surface(shades, surfaces):
    grounds = [surfaces["surface"], surfaces["surface-2"], surfaces["surface-3"]]
    tints = [value for name, value in shades.items() if name.endswith("-bg")]
    poor = []
    for name, value in shades.items():
        if name.startswith(("surface", "line")) or name.endswith("-bg"):
            continue
        graphic = name.startswith("series") or name == "edge"
        on = grounds[:2] if name == "edge" else grounds
        own = [shades[f"{name}-bg"]] if f"{name}-bg" in shades else tints if name in ("ink", "ink-2") else []
        worst = min(palette.contrast(value, ground) for ground in [*on, *own])
        if worst < (3 if graphic else 4.5):
            poor.append((name, round(worst, 2)))
    assert poor == []


def test_contrast_by_known_values():
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_style_sheet_holds_the_colours_and_icons_of_the_palette():
    light, dark = CSS.split('[data-md-color-scheme="slate"] {')[:2]
    for shades, part in ((palette.LIGHT, light), (palette.DARK, dark.split("}")[0])):
        assert {name: value for name, value in shades.items() if f"--kb-{name}:{value};" not in part} == {}
    for name, path in palette.ICONS.items():
        assert f"--kb-i-{name}:url(" in CSS
        assert f"d='{path}'" in CSS


def test_assets_ask_nothing_of_other_hosts_and_write_no_markup():
    for asset in ASSETS.rglob("*"):
        if asset.suffix not in (".css", ".js"):
            continue
        source = asset.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|//fonts", source), asset.name
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", source
        ), asset.name
    assert sum(len(asset.read_bytes()) for asset in ASSETS.glob("*.js")) < 90_000
    assert sum(len(asset.read_bytes()) for asset in ASSETS.glob("graph/*.js")) < 90_000
    assert all(len(asset.read_bytes()) < 20_000 for asset in ASSETS.rglob("*.js"))
    assert len(CSS) < 100_000


def test_every_class_of_the_vocabulary_is_drawn_by_the_style_sheet():
    manual = (ASSETS / "README.md").read_text(encoding="utf-8")
    named = {
        name
        for value in re.findall(r'class="([^"]+)"', manual)
        for name in value.split()
        if name.startswith("kb-")
    }
    plain = {name for name in named if not re.search(rf"\.{re.escape(name)}(?![\w-])", CSS)}
    # These carry meaning or hold others; they need no rule of their own.
    assert plain <= {
        "kb-smart__list", "kb-smart__item--wide", "kb-card__research", "kb-history__note",
        "kb-health", "kb-health__name",
    }  # fmt: skip
