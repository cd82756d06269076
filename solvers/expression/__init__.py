"""The expression language: text -> tokens -> tree, and tree -> value, text, LaTeX, derivative, SymPy.

Nothing here calls ``eval``, ``sympify`` or ``parse_expr``; every size is bounded before it is computed with
(:mod:`solvers.budget`); a fault is a code with a column (``Unreadable``), since this package knows no human language.

The names below are loaded when they are first used: drawing a question builds and prints trees, and reads none.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from solvers.expression.calculus import derivative, names_in, substitute
    from solvers.expression.evaluation import Undefined, value
    from solvers.expression.faults import Unreadable
    from solvers.expression.nodes import (
        Call,
        Compound,
        Constant,
        Index,
        Label,
        Matrix,
        Negative,
        Node,
        Number,
        Power,
        Product,
        Quotient,
        Relation,
        Sequence,
        SetOf,
        Slice,
        Sum,
        Symbol,
        as_node,
    )
    from solvers.expression.printing import to_ascii, to_latex, to_text
    from solvers.expression.reading import Reading, answer_of, read
    from solvers.expression.sympy_bridge import to_sympy
    from solvers.expression.tidy import call

__all__ = [
    "Call",
    "Compound",
    "Constant",
    "Index",
    "Label",
    "Matrix",
    "Negative",
    "Node",
    "Number",
    "Power",
    "Product",
    "Quotient",
    "Reading",
    "Relation",
    "Sequence",
    "SetOf",
    "Slice",
    "Sum",
    "Symbol",
    "Undefined",
    "Unreadable",
    "answer_of",
    "as_node",
    "call",
    "derivative",
    "names_in",
    "read",
    "substitute",
    "to_ascii",
    "to_latex",
    "to_sympy",
    "to_text",
    "value",
]

_HOMES = {
    "calculus": "derivative names_in substitute",
    "evaluation": "Undefined value",
    "faults": "Unreadable",
    "nodes": (
        "Call Compound Constant Index Label Matrix Negative Node Number Power Product Quotient Relation Sequence SetOf "
        "Slice Sum Symbol as_node"
    ),
    "printing": "to_ascii to_latex to_text",
    "reading": "Reading answer_of read",
    "sympy_bridge": "to_sympy",
    "tidy": "call",
}

importlib.import_module(f"{__name__}.tidy")  # gives the operators of nodes the rules by which they build

_HOME_OF = {name: module for module, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(importlib.import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = found  # asked for once
    return found
