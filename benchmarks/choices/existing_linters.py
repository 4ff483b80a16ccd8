"""What does checking records cost with what people have today? CPU as a ratio to reading and validating them.

Run: `python benchmarks/choices/existing_linters.py > benchmarks/results/existing_linters.json`

The reference reads every record, loads its front matter with CSafeLoader, validates it with pydantic and
builds the links: what any such check must do at the least. check-jsonschema is given the front matters alone,
as YAML files, with a JSON Schema made from the same model; it sees neither bodies nor links.
"""

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field
from samples import bodies, digest, front_matters
from timing import cpu_of_command, in_turns, report

DISTRIBUTIONS = ("check-jsonschema", "PyYAML", "pydantic")
REFERENCE = "read + CSafeLoader + pydantic + links"
_ID = re.compile(r"\b[A-Z]+-[0-9]{4,}\b")


class Part(BaseModel):
    """A nested table of the front matter."""

    model_config = ConfigDict(extra="forbid")


class Measurable(Part):
    """What is measured."""

    metric: str
    dataset: str
    baseline: float
    target: float
    direction: str = Field(pattern="^(higher|lower)$")


class Achievable(Part):
    """What it takes."""

    effort_days: float = Field(ge=0)
    needs: list[str]


class Smart(Part):
    """The five letters."""

    specific: str
    measurable: Measurable
    achievable: Achievable
    relevant: str
    time_bound: date


class Expectation(Part):
    """What is hoped for."""

    gain: int = Field(ge=1, le=5)
    confidence: float = Field(ge=0, le=1)


class Task(Part):
    """The record that `samples` generates."""

    id: str = Field(pattern="^TASK-[0-9]{4,}$")
    type: str
    title: str = Field(min_length=1, max_length=120)
    status: str
    created: date
    owner: str
    tags: list[str]
    goal: str
    research: str
    assignee: str
    hypothesis: str
    smart: Smart
    expectation: Expectation
    depends_on: list[str]
    commit: str = Field(alias="x-commit")


def check(folder: Path) -> int:
    """Read, load, validate and link every record of `folder`; gives the number of links."""
    links: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.md")):
        _, matter, body = path.read_text(encoding="utf-8").split("---\n", 2)
        data: dict[str, Any] = yaml.load(matter, Loader=yaml.CSafeLoader)
        task = Task.model_validate(data)
        links[task.id] = [task.goal, *task.depends_on, *_ID.findall(body)]
    return sum(map(len, links.values()))


def main() -> None:
    """Print the table, or run the reference when called by itself."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--records", type=int, default=1000)
    options.add_argument("--seed", type=int, default=20261123)
    options.add_argument("--repeats", type=int, default=5)
    options.add_argument("--check", type=Path)
    chosen = options.parse_args()
    if chosen.check:
        print(check(chosen.check))
        return
    texts = front_matters(chosen.records, chosen.seed)
    written = bodies(chosen.records, chosen.seed)
    with tempfile.TemporaryDirectory() as root:
        records, matters, schema = Path(root) / "records", Path(root) / "matters", Path(root) / "schema.json"
        records.mkdir()
        matters.mkdir()
        schema.write_text(json.dumps(Task.model_json_schema(by_alias=True)), encoding="utf-8")
        for number, (text, body) in enumerate(zip(texts, written, strict=True)):
            (records / f"{number:05d}.md").write_text(f"---\n{text}---\n{body}", encoding="utf-8")
            (matters / f"{number:05d}.yaml").write_text(text, encoding="utf-8")
        files = [str(path) for path in sorted(matters.iterdir())]

        def command(*arguments: str) -> Callable[[], float]:
            return lambda: cpu_of_command([sys.executable, *arguments])

        jobs = {
            REFERENCE: command(__file__, "--check", str(records)),
            "check-jsonschema": command("-m", "check_jsonschema", "--schemafile", str(schema), *files),
        }
        speed = in_turns(jobs, REFERENCE, chosen.repeats)
    report(
        "What does checking records cost with what people have today?",
        DISTRIBUTIONS,
        {
            "data": {"records": len(texts), "seed": chosen.seed, "digest": digest(texts)},
            "speed": speed,
        },
    )


if __name__ == "__main__":
    main()
