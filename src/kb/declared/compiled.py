"""The compiled core of pydantic, loaded by itself: the package around it describes types that nobody here asks for.

Of the package's own import more than nine tenths are such descriptions. The core is registered under its usual name, so
that whoever imports pydantic later gets the same one.
"""

from __future__ import annotations

import importlib
import sys
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic_core import ArgsKwargs, PydanticCustomError, SchemaValidator, ValidationError

__all__ = ["ArgsKwargs", "PydanticCustomError", "SchemaValidator", "ValidationError"]

_PACKAGE = "pydantic_core"
_CORE = "pydantic_core._pydantic_core"


def _alone() -> ModuleType | None:
    """The core without its package; None where it does not lie where it usually does."""
    package = PathFinder.find_spec(_PACKAGE)
    folders = package.submodule_search_locations if package is not None else None
    spec = PathFinder.find_spec(_CORE, folders) if folders is not None else None
    if spec is None or spec.loader is None:
        return None
    module = module_from_spec(spec)
    sys.modules[_CORE] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[_CORE]
        raise
    return module


def _load() -> ModuleType:
    known = sys.modules.get(_CORE)
    if known is None and _PACKAGE not in sys.modules:
        known = _alone()
    return known if known is not None else importlib.import_module(_CORE)


if not TYPE_CHECKING:
    _found = _load()
    ArgsKwargs = _found.ArgsKwargs
    PydanticCustomError = _found.PydanticCustomError
    SchemaValidator = _found.SchemaValidator
    ValidationError = _found.ValidationError
