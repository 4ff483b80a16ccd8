"""Finds the one class that each module of a package contributes, so that adding a thing is adding a file.

Registers (record types, rules, pages, commands) are folders; nobody keeps a list by hand.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


def module_names(package: ModuleType) -> list[str]:
    """The names of the public modules of ``package``, sorted; names that start with ``_`` are not members."""
    return sorted(m.name for m in pkgutil.iter_modules(package.__path__) if not m.name.startswith("_"))


def contributed(package: ModuleType, base: type[T]) -> dict[str, type[T]]:
    """Import every module of ``package`` and return the one subclass of ``base`` that each defines.

    Returns:
        module name → class, in the order of the module names.

    Raises:
        TypeError: a module defines no such class, or more than one.
    """
    found: dict[str, type[T]] = {}
    for name in module_names(package):
        found[name] = own(importlib.import_module(f"{package.__name__}.{name}"), base)
    return found


def own(module: ModuleType, base: type[T]) -> type[T]:
    """The one subclass of ``base`` that a module defines.

    Raises:
        TypeError: it defines none, or more than one.
    """
    found = [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, base)
        and value.__module__ == module.__name__
        and not value.__name__.startswith("_")
    ]
    if len(found) != 1:
        raise TypeError(f"{module.__name__} must define exactly one {base.__name__}, found {len(found)}")
    return found[0]
