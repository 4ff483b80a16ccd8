"""Which library draws the charts of the site, at build time, without a browser?

Run: `python benchmarks/choices/chart_libraries.py > benchmarks/results/chart_libraries.json`

Every candidate draws the same three charts of made-up work: 180 days of tasks in six states as stacked areas, 300
finished tasks as dots that lead to their pages, with a line across, and 26 weeks as bars. What comes out is read as
XML and judged: colours by the custom properties of a page, text as text, links as they were given, nothing that a
strict Content-Security-Policy forbids, the same bytes again in another process. A title is hostile. Cost is that of
processes that import the library and draw all three, beside `python -c pass`.
"""

import argparse
import datetime as dt
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

from samples import digest
from timing import cpu_of_command, in_turns, installed_size, report

STATES = ("backlog", "ready", "doing", "review", "done", "dropped")
BEGIN = dt.date(2026, 5, 1)
HOSTILE = '<b onload="alert(1)">&"\''
LINE = 12
COLOURS = tuple(f"var(--kb-series-{number})" for number in range(1, len(STATES) + 1))
# Of libraries that take only colours they know; whoever uses them puts the properties in afterwards.
PLAIN = ("#2f6fde", "#d2691e", "#12875f", "#9147d1", "#c2294a", "#0b87a3")
HREF = "../r/TASK-{:04d}/"


class Work:
    """180 days of made-up work, the same for everybody."""

    def __init__(self) -> None:
        chance = random.Random(1)
        self.days = [BEGIN + dt.timedelta(number) for number in range(180)]
        self.flow: dict[str, list[int]] = {state: [] for state in STATES}
        counts = [20, 3, 2, 1, 0, 0]
        for _ in self.days:
            for at, state in enumerate(STATES):
                counts[at] = max(0, counts[at] + chance.choice((-1, 0, 0, 1) if at < 4 else (0, 0, 1)))
                self.flow[state].append(counts[at])
        self.finished = [(chance.choice(self.days), chance.randint(1, 40)) for _ in range(300)]
        self.weeks = [(f"2026-W{week}", chance.randint(0, 9)) for week in range(18, 44)]


def vega(work: Work) -> Iterable[str]:
    """Vega-Lite in the JavaScript engine that vl-convert brings along."""
    import vl_convert

    flow = [
        {"day": str(day), "state": state, "tasks": work.flow[state][at], "order": STATES.index(state)}
        for at, day in enumerate(work.days)
        for state in STATES
    ]
    day = {"field": "day", "type": "temporal", "scale": {"type": "utc"}, "title": "day"}
    tasks = {"field": "tasks", "type": "quantitative", "title": "tasks"}
    scale = {"domain": STATES, "range": COLOURS}
    dots = [
        {"day": str(d), "tasks": n, "href": HREF.format(number)}
        for number, (d, n) in enumerate(work.finished)
    ]
    across = {
        "data": {"values": [{"y": LINE}]},
        "mark": "rule",
        "encoding": {"y": {"field": "y", "type": "quantitative"}},
    }
    charts: list[dict[str, Any]] = [
        {
            "data": {"values": flow},
            "mark": "area",
            "encoding": {
                "x": day,
                "y": tasks,
                "color": {"field": "state", "type": "nominal", "scale": scale},
                "order": {"field": "order"},
            },
        },
        {
            "layer": [
                {
                    "data": {"values": dots},
                    "mark": {"type": "point", "color": COLOURS[0]},
                    "encoding": {"x": day, "y": tasks, "href": {"field": "href"}},
                },
                across,
            ]
        },
        {
            "data": {"values": [{"week": week, "tasks": n} for week, n in work.weeks]},
            "mark": {"type": "bar", "color": COLOURS[0]},
            "encoding": {"x": {"field": "week", "type": "nominal"}, "y": tasks},
        },
    ]
    for chart in charts:
        common = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "width": 700, "height": 280}
        yield vl_convert.vegalite_to_svg({**common, "title": HOSTILE, **chart})


def pygal(work: Work) -> Iterable[str]:
    """A library of charts as SVG in plain Python; style and scripts left to the page, as far as it lets one."""
    import pygal as library

    common: dict[str, Any] = {
        "js": (),
        "css": (),
        "disable_xml_declaration": True,
        "no_prefix": True,
        "title": HOSTILE,
        "width": 780,
        "height": 340,
    }
    style = library.style.Style(colors=COLOURS)
    flow = library.StackedLine(
        fill=True, show_dots=False, style=style, x_title="day", y_title="tasks", **common
    )
    flow.x_labels = [str(day) for day in work.days]
    for state in STATES:
        flow.add(state, work.flow[state])
    dots = library.XY(stroke=False, style=style, x_title="day", y_title="days", **common)
    dots.add(
        "tasks",
        [
            {"value": (d.toordinal(), n), "xlink": {"href": HREF.format(number)}}
            for number, (d, n) in enumerate(work.finished)
        ],
    )
    ends = [(day.toordinal(), LINE) for day in (work.days[0], work.days[-1])]
    dots.add("85 %", ends, stroke=True, show_dots=False)
    bars = library.Bar(style=style, x_title="week", y_title="tasks", **common)
    bars.x_labels = [week for week, _ in work.weeks]
    bars.add("tasks", [n for _, n in work.weeks])
    return (chart.render() for chart in (flow, dots, bars))


def matplotlib(work: Work) -> Iterable[str]:
    """The plotting library, drawing into SVG with text kept as text and a fixed salt."""
    import io

    import matplotlib as library

    library.use("svg")
    library.rcParams["svg.fonttype"] = "none"
    library.rcParams["svg.hashsalt"] = "kb"
    from matplotlib.figure import Figure

    for number in range(3):
        figure = Figure(figsize=(7.8, 3.4))
        axes = figure.subplots()
        axes.set_title(HOSTILE)
        axes.set_ylabel("tasks")
        if number == 0:
            axes.stackplot(work.days, *work.flow.values(), labels=STATES, colors=_plain(COLOURS))
            axes.legend()
        elif number == 1:
            dots = axes.scatter(
                [d for d, _ in work.finished], [n for _, n in work.finished], color=_plain(COLOURS)[0]
            )
            dots.set_urls([HREF.format(number) for number in range(len(work.finished))])
            axes.axhline(LINE)
        else:
            axes.bar([week for week, _ in work.weeks], [n for _, n in work.weeks], color=_plain(COLOURS)[0])
        text = io.StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None})
        yield text.getvalue()


def lets_plot(work: Work) -> Iterable[str]:
    """A grammar of graphics in native code; links of single marks are not to be had."""
    import lets_plot as library

    days = [str(day) for day in work.days]
    flow = {
        "day": [day for day in days for _ in STATES],
        "state": [state for _ in days for state in STATES],
        "tasks": [work.flow[state][at] for at in range(len(days)) for state in STATES],
    }
    flow["day"] = [work.days.index(dt.date.fromisoformat(str(day))) for day in flow["day"]]
    dots = {"day": [(d - BEGIN).days for d, _ in work.finished], "tasks": [n for _, n in work.finished]}
    bars = {"week": [week for week, _ in work.weeks], "tasks": [n for _, n in work.weeks]}
    aes = library.aes
    charts = (
        library.ggplot(flow, aes("day", "tasks", fill="state"))
        + library.geom_area()
        + library.scale_fill_manual(values=_plain(COLOURS)),
        library.ggplot(dots, aes("day", "tasks"))
        + library.geom_point(color=_plain(COLOURS)[0])
        + library.geom_hline(yintercept=LINE),
        library.ggplot(bars, aes("week", "tasks"))
        + library.geom_bar(stat="identity", fill=_plain(COLOURS)[0]),
    )
    for chart in charts:
        yield (chart + library.labs(title=HOSTILE) + library.ggsize(780, 340)).to_svg()


def leather(work: Work) -> Iterable[str]:
    """A small library of charts in plain Python; it has no areas, so that the first chart is missing."""
    import leather as library

    dots = library.Chart(HOSTILE)
    dots.add_dots([(d, n) for d, n in work.finished], fill_color=COLOURS[0])
    dots.add_line([(work.days[0], LINE), (work.days[-1], LINE)], stroke_color=COLOURS[1])
    bars = library.Chart(HOSTILE)
    bars.add_columns([(week, n) for week, n in work.weeks], fill_color=COLOURS[0])
    return (chart.to_svg() for chart in (dots, bars))


def plotly(work: Work) -> Iterable[str]:
    """A library of charts for the browser, asked for a drawing where there is none."""
    import plotly.graph_objects as library

    figure = library.Figure(library.Bar(x=[week for week, _ in work.weeks], y=[n for _, n in work.weeks]))
    return (figure.to_image(format="svg").decode() for _ in range(1))


CANDIDATES: dict[str, tuple[str, Callable[[Work], Iterable[str]]]] = {
    "Vega-Lite by vl-convert": ("vl-convert-python", vega),
    "pygal": ("pygal", pygal),
    "matplotlib": ("matplotlib", matplotlib),
    "lets-plot": ("lets-plot", lets_plot),
    "leather": ("leather", leather),
    "plotly": ("plotly", plotly),
}
MODULES = {"vl-convert-python": "vl_convert", "lets-plot": "lets_plot"}


def _plain(colours: tuple[str, ...]) -> list[str]:
    return list(PLAIN[: len(colours)])


def judged(drawings: list[str]) -> dict[str, object]:
    """What the drawings hold."""
    trees = [ET.fromstring(drawing.encode()) for drawing in drawings]
    elements = [element for tree in trees for element in tree.iter() if isinstance(element.tag, str)]
    names = [element.tag.rpartition("}")[2] for element in elements]
    values = [
        (key.rpartition("}")[2], value) for element in elements for key, value in element.attrib.items()
    ]
    wanted = {HREF.format(number) for number in range(300)}
    return {
        "charts": len(drawings),
        "bytes": [len(drawing.encode()) for drawing in drawings],
        "bytes_without_needless_digits": sum(len(re.sub(r"(\.\d)\d+", r"\1", d).encode()) for d in drawings),
        "custom_properties": sum("var(--kb-" in value for _, value in values),
        "texts": names.count("text") + names.count("tspan"),
        "style_elements": names.count("style"),
        "style_attributes": sum(key == "style" for key, _ in values),
        "scripts": names.count("script"),
        "links_kept": len({value for key, value in values if key == "href" and value in wanted}),
        "scales_with_the_page": all("viewBox" in tree.attrib for tree in trees),
        "hostile_title_as_text": all(HOSTILE in "".join(tree.itertext()) for tree in trees),
        "hostile_elements": names.count("b"),
    }


def measured(name: str) -> dict[str, object]:
    """What a candidate draws, whether it draws the same again, and what a process needs for it."""
    runs = [_drawn(name) for _ in range(2)]
    if "failed" in runs[0]:
        return {"failed": runs[0]["failed"], "installed_bytes": _closure(CANDIDATES[name][0])}
    return {
        **judged(runs[0]["drawings"]),
        "same_again": runs[0]["drawings"] == runs[1]["drawings"],
        "peak_mib": runs[0]["peak_mib"],
        "peak_mib_beside_python": round(runs[0]["peak_mib"] - _peak_of_nothing(), 1),
        "installed_bytes": _closure(CANDIDATES[name][0]),
    }


def _command(*options: str) -> list[str]:
    return [sys.executable, str(Path(__file__)), *options]


def _drawn(name: str) -> dict[str, Any]:
    variables = {**os.environ, "PYTHONHASHSEED": "random"}
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "drawn.json"
        run = subprocess.run(
            _command("--draw", name, "--into", str(output)),
            env=variables,
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            return {"failed": run.stderr.strip().splitlines()[-1] if run.stderr.strip() else "no message"}
        return dict(json.loads(output.read_text(encoding="utf-8")))


def _peak_of_nothing() -> float:
    run = subprocess.run(_command("--draw", ""), capture_output=True, text=True, check=True)
    return float(run.stdout)


def _peak() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def _closure(distribution: str) -> int:
    """Bytes of a package with all that it requires, as installed here."""
    waiting, seen = [distribution], set()
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in seen:
            continue
        seen.add(name)
        needed = [each for each in metadata.requires(name) or [] if ";" not in each]
        waiting.extend(re.split(r"[^A-Za-z0-9._-]", each, maxsplit=1)[0] for each in needed)
    return sum(installed_size(name) for name in seen)


def main() -> None:
    """Print the table, or draw for one candidate in a process of its own."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--repeats", type=int, default=9)
    options.add_argument("--draw")
    options.add_argument("--into", type=Path)
    chosen = options.parse_args()
    if chosen.draw is not None:
        if not chosen.draw:
            print(_peak())
            return
        drawings = list(CANDIDATES[chosen.draw][1](Work()))
        drawings = [d.decode() if isinstance(d, bytes) else d for d in drawings]
        if chosen.into:
            chosen.into.write_text(json.dumps({"drawings": drawings, "peak_mib": _peak()}), encoding="utf-8")
        return
    work = Work()
    found = {name: measured(name) for name in CANDIDATES}
    able = [name for name in CANDIDATES if "failed" not in found[name]]

    def job(command: list[str]) -> Callable[[], float]:
        return lambda: cpu_of_command(command)

    report(
        "Which library draws the charts of the site, at build time, without a browser?",
        [distribution for distribution, _ in CANDIDATES.values()],
        {
            "data": {
                "days": len(work.days),
                "dots": len(work.finished),
                "digest": digest(
                    [json.dumps(work.flow), json.dumps(work.finished, default=str), json.dumps(work.weeks)]
                ),
            },
            "found": found,
            "import": in_turns(
                {
                    "python -c pass": job([sys.executable, "-c", "pass"]),
                    **{
                        name: job(
                            [
                                sys.executable,
                                "-c",
                                f"import {MODULES.get(CANDIDATES[name][0], CANDIDATES[name][0])}",
                            ]
                        )
                        for name in able
                    },
                },
                "python -c pass",
                chosen.repeats,
            ),
            "import_and_draw": in_turns(
                {
                    "python -c pass": job([sys.executable, "-c", "pass"]),
                    **{name: job(_command("--draw", name)) for name in able},
                },
                "python -c pass",
                chosen.repeats,
            ),
        },
    )


if __name__ == "__main__":
    main()
