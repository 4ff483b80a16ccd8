"""What do other checkers cost on the same base, and which of its seeded defects do they see?

Run, with `kb` installed beside this Python and the npm packages in a folder of their own:
`PYTHONPATH=. python benchmarks/choices/linters_compared.py --node NODE_MODULES >
benchmarks/results/linters_compared.json`; how each is called, and what counts as seen, is in `benchmarks/checkers.py`.
"""

import argparse
import importlib.metadata
import json
import sys
import tempfile
from pathlib import Path

from timing import in_turns, report

from benchmarks.checkers import REFERENCE, lay_out, seconds, seen, tools


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--records", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--repeats", type=int, default=5)
    options.add_argument(
        "--node", type=Path, required=True, help="node_modules with remark and markdownlint-cli2"
    )
    options.add_argument("--without", nargs="*", default=[], help="tools to leave out, by their names here")
    chosen = options.parse_args()
    found = {
        name: tool
        for name, tool in tools(Path(sys.executable).parent, chosen.node).items()
        if name not in chosen.without
    }
    with tempfile.TemporaryDirectory() as root:
        base = lay_out(Path(root) / "speed", chosen.node, chosen.records, chosen.seed)
        jobs = {name: lambda tool=tool: seconds(tool, base) for name, tool in found.items()}
        speed = in_turns(jobs, REFERENCE, chosen.repeats)
        sound = lay_out(Path(root) / "sound", chosen.node, 100, chosen.seed)
        seeded = lay_out(Path(root) / "seeded", chosen.node, 100, chosen.seed, defects=3)
        defects = {name: seen(tool, sound, seeded) for name, tool in found.items()}
    names = ("remark-cli", "remark-frontmatter", "remark-lint-frontmatter-schema", "markdownlint-cli2")
    packages = {
        n: json.loads((chosen.node / n / "package.json").read_text("utf-8"))["version"] for n in names
    }
    versions = {"research-kb": importlib.metadata.version("research-kb"), **packages}
    data = {"records": chosen.records, "seed": chosen.seed, "npm": versions}
    answer = {"data": data, "speed": speed, "defects": defects}
    report("What do other checkers cost and see?", ("check-jsonschema", "yamllint", "PyYAML"), answer)


if __name__ == "__main__":
    main()
