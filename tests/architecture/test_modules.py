"""Guards the shape of the code: what a module opens with, how long things are, what they may be called."""

import ast
import re
import statistics

import pytest

from tests.architecture.tree import Function, Module, modules

MODULES = modules()
# A place for things that have no place.
VAGUE = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "manager",
    "managers",
    "misc",
    "tools",
    "stuff",
    "core",
}
# The codes, then a reason of some words behind a hash or a dash.
SILENCED_WITH_REASON = re.compile(
    r"#\s*(noqa:\s*[A-Z0-9, ]+|type:\s*ignore\[[\w, -]+\])\s*[#–—-]+\s*\w+\W+\w+"
)
every_module = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)


def body_length(function: Function) -> int:
    """Lines of a function without its decorators and docstring: what has to be understood."""
    first = function.body[0]
    documented = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and len(function.body) > 1
    )
    start = function.body[1].lineno if documented else first.lineno
    return (function.end_lineno or start) - start + 1


@every_module
def test_a_module_opens_with_one_sentence_that_says_what_it_is_for(module: Module) -> None:
    docstring = ast.get_docstring(module.tree)
    assert docstring, f"{module.name} has no docstring"
    first = docstring.split("\n\n")[0]
    assert re.search(r"[.!?]$", first), f"{module.name}: the opening is not a sentence: {first!r}"
    assert len(first) <= 300, f"{module.name}: the opening sentence is longer than a breath"


@every_module
def test_a_module_is_a_room_and_not_a_hall(module: Module) -> None:
    assert module.lines <= 400, (
        f"{module.name} has {module.lines} lines; 400 are allowed, 100 are planned for"
    )


def test_modules_are_short_as_a_rule() -> None:
    lengths = [module.lines for module in MODULES if module.lines > 5]
    assert statistics.median(lengths) <= 130


def test_functions_are_short_as_a_rule() -> None:
    lengths = sorted(body_length(function) for module in MODULES for function in module.functions())
    if len(lengths) < 20:
        return
    assert statistics.median(lengths) <= 10
    assert lengths[int(len(lengths) * 0.95)] <= 45


@every_module
def test_names_say_what_is_in_the_room(module: Module) -> None:
    parts = module.path.relative_to(MODULES[0].path.parent).with_suffix("").parts
    words = {word for part in parts for word in part.split("_")}
    kept = {"tools"} if parts[:2] == ("importers", "tools") else set()
    kept |= {"core"} if parts[:2] == ("lint", "rules") else set()  # rules speak of core features and stacks
    assert not (words & VAGUE) - kept, f"{module.name}: give the room a name that says what is in it"


@every_module
def test_a_silenced_check_has_its_reason_behind_it(module: Module) -> None:
    silenced = [
        f"{module.name}:{number}: {line.strip()}"
        for number, line in enumerate(module.text.splitlines(), 1)
        if re.search(r"#\s*(noqa|type:\s*ignore)", line) and not SILENCED_WITH_REASON.search(line)
    ]
    assert not silenced, (
        "name the code and say why, as in `# noqa: S608  # the names come from our own schema`"
    )
