"""Solvers that an installed distribution brings: entry points of the group ``quiz.solvers``.

The entry point's name is what formulas call the plug-in by, its value is a module; of that module the functions marked
with ``@solver`` may be called, as ``name.function``. A plug-in is a program of its user's choice, like the program
itself: it is imported when a formula names it, and not before. Nothing is ever imported from the folder that a command
happens to be called in, which may be a stranger's bank.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "quiz.solvers"

MOST_NESTED = 20

Trouble = Literal["absent", "clash", "broken", "here", "unmarked"]


class PluginError(Exception):
    """A plug-in that can't be used: what kind of trouble, and what was found."""

    def __init__(self, trouble: Trouble, found: str = "") -> None:
        super().__init__(f"{trouble}: {found}")
        self.trouble: Trouble = trouble
        self.found = found


@cache
def _entries() -> dict[str, list[EntryPoint]]:
    """The plug-ins that are installed, by name; looked for once."""
    from importlib.metadata import entry_points

    found: dict[str, list[EntryPoint]] = {}
    for entry in entry_points(group=GROUP):
        folder = "" if entry.dist is None else os.path.realpath(str(entry.dist.locate_file("")))
        if folder != _here():
            found.setdefault(entry.name, []).append(entry)
    return found


def _here() -> str | None:
    """The current folder, where Python looks for modules in it (``python -m quiz``); None where it doesn't."""
    here = os.path.realpath(os.curdir)
    return here if sys.path and os.path.realpath(sys.path[0] or os.curdir) == here else None


def plugin_names() -> list[str]:
    """Return the names of the plug-ins that are installed."""
    return sorted(_entries())


@cache
def load_plugin(name: str) -> Any:
    """Return the module of the plug-in called ``name``; raise :class:`PluginError` where there is none to be had."""
    entries = _entries().get(name, [])
    if not entries:
        raise PluginError("absent", ", ".join(plugin_names()))
    if len({entry.value for entry in entries}) > 1:
        raise PluginError("clash", ", ".join(sorted(_distribution(entry) for entry in entries)))
    module = entries[0].value.partition(":")[0].strip()
    try:
        if _lies_here(module.partition(".")[0]):
            raise PluginError("here", module)
        return importlib.import_module(module)
    except PluginError:
        raise
    except (Exception, SystemExit) as error:  # whatever happens in a module that is imported
        raise PluginError("broken", f"{module}: {type(error).__name__}: {error}"[:200]) from error


def _distribution(entry: EntryPoint) -> str:
    return "?" if entry.dist is None else f"{entry.dist.name} ({entry.value})"


def _lies_here(package: str) -> bool:
    """True if a module of that name would be imported from the current folder. Nothing is imported to find out."""
    from importlib.util import find_spec

    here = _here()
    if here is None or package in sys.modules:
        return False
    spec = find_spec(package)
    if spec is None:
        return False  # importing it will say so
    places = [spec.origin] if spec.origin else []
    places += [os.path.join(folder, "") for folder in spec.submodule_search_locations or ()]
    return any(os.path.realpath(os.path.dirname(place)) in (here, os.path.join(here, package)) for place in places)


def function_of(plugin: str, name: str, marked: Callable[[object], bool]) -> Callable[..., Any]:
    """Return a marked function of a plug-in; raise :class:`PluginError` where it has none of that name."""
    module = load_plugin(plugin)
    found: Callable[..., Any] | None = getattr(module, name, None)
    if not callable(found) or not marked(found):
        listed = [one for one in dir(module) if marked(getattr(module, one, None))]
        raise PluginError("unmarked", ", ".join(listed[:20]))
    return found


def plain(value: Any, depth: int = 0) -> Any:
    """Return a plug-in's result as formulas have it: lists become tuples; TypeError for what is no value of theirs.

    >>> plain([1, [2.5, "a"]])
    (1, (2.5, 'a'))
    """
    if type(value) in (int, bool, str, Fraction):
        return value
    if type(value) is float:
        if value - value != 0:
            raise TypeError(str(value))
        return value
    if isinstance(value, list | tuple) and depth < MOST_NESTED:
        return tuple(plain(part, depth + 1) for part in value)
    raise TypeError(type(value).__name__)
