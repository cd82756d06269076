"""The list of solver functions for authors, made from the registry: ``questions/SOLVERS.md`` is this text."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args, get_origin

from solvers.registry import TOPICS, Between, Length, Real, Solver, all_solvers

_HEAD = """# Solver functions

What formulas in a question file may call. This list is made from the functions themselves:
`quiz list --solvers > questions/SOLVERS.md` writes it anew. A range such as 1..512 is what an argument may be; a call
outside of it is refused before anything is computed.
"""


def solver_guide() -> Iterator[str]:
    """Yield the list as Markdown, topic by topic."""
    yield _HEAD
    solvers = list(all_solvers())
    for topic in sorted(TOPICS):
        entries = [entry for entry in solvers if entry.topic == topic]
        if not entries:
            continue
        yield f"\n## {topic}\n"
        for entry in sorted(entries, key=lambda found: found.name):
            yield f"\n### `{entry.name}({_arguments(entry)})`\n\n{_first_paragraph(entry)}\n{_example(entry)}"


def _arguments(entry: Solver) -> str:
    parts = []
    for name, (_, parameter) in entry.parameters.items():
        optional = parameter.default is not inspect.Parameter.empty
        parts.append(f"{name}={parameter.default!r}" if optional else name)
    return ", ".join(parts)


def _first_paragraph(entry: Solver) -> str:
    document = inspect.getdoc(entry.function) or ""
    message = " ".join(document.split("\n\n")[0].split()).replace("``", "`")
    ranges = [f"`{name}` {limits}" for name, (hint, _) in entry.parameters.items() if (limits := _limits(hint))]
    return message + (f"\n\nArguments: {'; '.join(ranges)}." if ranges else "")


def _limits(hint: Any) -> str:
    """Say a parameter's type and bounds: ``whole, 1..512``."""
    bounds: list[Any] = []
    if get_origin(hint) is Annotated:
        hint, *bounds = get_args(hint)
    if get_origin(hint) is Literal:
        return "one of " + ", ".join(f"'{choice}'" for choice in get_args(hint))
    names = {int: "whole", bool: "true or false", str: "text", float: "number"}
    if hint == Real:
        kind = "number"
    elif get_origin(hint) is tuple:
        kind = "list"
    else:
        kind = names.get(hint, "expression" if getattr(hint, "__name__", "") == "Node" else "")
    for bound in bounds:
        if isinstance(bound, Between):
            kind += f", {bound.low:g}..{bound.high:g}"
        elif isinstance(bound, Length):
            kind += f", length {bound.low}..{bound.high}"
    return kind


def _example(entry: Solver) -> str:
    """The first example of the docstring that is a single call."""
    lines = (inspect.getdoc(entry.function) or "").split("\n")
    for number, line in enumerate(lines):
        if line.startswith(">>>") and "import" not in line and number + 1 < len(lines):
            return f"\n    {line[4:]}  ->  {lines[number + 1].strip()}\n"
    return ""
