"""The expression language: text -> tokens -> tree, and tree -> value, text, LaTeX, derivative, SymPy.

Nothing here calls ``eval``, ``sympify`` or ``parse_expr``; every size is bounded before it is computed with
(``limits``); a fault is a code with a column (``Unreadable``), since this package knows no human language.
"""

from solvers.expression.calculus import derivative, names_in, substitute
from solvers.expression.evaluation import Undefined, value
from solvers.expression.faults import Unreadable
from solvers.expression.nodes import (
    Call,
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
from solvers.expression.tidy import call, tidy

__all__ = [
    "Call",
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
    "tidy",
    "to_ascii",
    "to_latex",
    "to_sympy",
    "to_text",
    "value",
]
