"""What an answer in code is held against: reference functions, known by name, each with an independent second.

A topic module marks a function with ``@reference``; its parameters name the inputs that it takes from a case. The
functions run in the program itself, on inputs that the program drew.

>>> find_reference("penalty_gradient")({"param": [2.0, -3.0], "norm": "l1", "unused": 0}).tolist()
[1.0, -1.0]
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

__all__ = ["Reference", "find_reference", "near", "reference", "reference_names"]

TOPICS = ("expressions", "layers", "normalizing", "updates")

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Reference:
    """A registered function; called with the values of a case, it takes those that it has parameters for.

    A parameter with a default is for a question that has such an input; what follows from it is left out else.
    """

    name: str
    function: Callable[..., Any]

    def __call__(self, values: Mapping[str, Any]) -> Any:
        """Return the function's result for these values; KeyError names a parameter that they lack."""
        wanted = inspect.signature(self.function).parameters.values()
        given = [one.name for one in wanted if one.name in values or one.default is one.empty]
        return self.function(**{name: values[name] for name in given})


_REFERENCES: dict[str, Reference] = {}


def reference(function: Function) -> Function:
    """Register ``function`` under its own name; return it unchanged."""
    if function.__name__ in _REFERENCES:
        raise ValueError(f"two references are called {function.__name__}")
    _REFERENCES[function.__name__] = Reference(function.__name__, function)
    return function


@cache
def _load() -> None:
    for topic in TOPICS:
        importlib.import_module(f"solvers.practicals.{topic}")


def reference_names() -> frozenset[str]:
    """Return the names of all references."""
    _load()
    return frozenset(_REFERENCES)


def near(name: str) -> list[str]:
    """Return the names that are nearest to ``name``."""
    import difflib

    return difflib.get_close_matches(name, reference_names(), n=3)


def find_reference(name: str) -> Reference:
    """Return the reference of that name; KeyError if there is none."""
    _load()
    return _REFERENCES[name]
