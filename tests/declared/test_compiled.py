"""The core of pydantic is there without pydantic, and is the same one for who imports pydantic later."""

import subprocess
import sys

import pytest

from kb.declared import compiled

ALONE = """
import sys
{first}
from kb.declared.compiled import SchemaValidator, ValidationError
print("pydantic" in sys.modules, "typing_extensions" in sys.modules)
import pydantic, pydantic_core
assert pydantic_core.ValidationError is ValidationError and pydantic.ValidationError is ValidationError
assert pydantic.TypeAdapter(int).validate_python("1") == SchemaValidator({{"type": "int"}}).validate_python("1")
"""


@pytest.mark.parametrize(("first", "told"), [("", "False False"), ("import pydantic", "True True")])
def test_it_is_one_whoever_comes_first(first: str, told: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ALONE.format(first=first)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == told


def test_where_it_does_not_lie_where_it_usually_does_the_package_is_imported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(compiled, "_PACKAGE", "there_is_no_such_package")
    assert compiled._alone() is None
    assert compiled._load().SchemaValidator is compiled.SchemaValidator
