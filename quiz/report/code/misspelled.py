"""Functions of NumPy that do not exist, where one of nearly the same name does: ``np.random.randit``.

What NumPy once had and has no more (``np.float``) is fine code of its time, and is left alone.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator
from typing import Any, Final

from quiz.report.code.code_rules import Broken
from quiz.report.code.tree_nodes import nodes_in

_NEAR: Final = 0.84
_MODULES: Final = ("random", "linalg", "fft")
_ONCE: Final = frozenset({
    "Inf", "Infinity", "NINF", "NZERO", "NaN", "PINF", "PZERO", "acos", "alen", "alltrue", "asfarray",
    "asscalar", "astype", "bool", "bytes", "bool8", "bool_", "byte_bounds", "cast", "complex", "complex256", "complex_",
    "concat", "cumproduct", "cumulative_sum", "deprecate", "disp", "find_common_type", "float", "float128",
    "float96", "float_", "in1d", "infty", "int", "int0", "isdtype", "issctype", "issubclass_", "long", "mat",
    "matrix", "matrix_transpose", "matvec", "maximum_sctype", "msort", "nbytes", "obj2sctype", "object", "pow",
    "product", "random_integers", "ranf", "rank", "round_", "row_stack", "safe_eval", "sctype2char",
    "set_string_function", "sometrue", "source", "str", "string_", "tostring", "trapezoid", "trapz", "uint0",
    "unicode", "unicode_", "unique_values", "unstack", "vecdot", "vecmat", "who",
})  # fmt: skip
"""Names that one version of NumPy has and another one hasn't."""


def misspelled_in(tree: ast.Module) -> Iterator[Broken]:
    """Yield the functions of NumPy that a program calls by a wrong name."""
    wanted = [node for node in nodes_in(tree) if isinstance(node, ast.Attribute)]
    if not any(isinstance(node.value, ast.Name) and node.value.id in ("np", "numpy") for node in wanted):
        return
    import numpy as np

    if not _means_numpy(tree):
        return
    told: set[str] = set()
    for node in wanted:
        owner, shown = _owner(node, np)
        if owner is None or node.attr in _ONCE or hasattr(owner, node.attr) or node.attr.startswith("_"):
            continue
        near = difflib.get_close_matches(node.attr, [name for name in dir(owner) if name[0] != "_"], 1, _NEAR)
        name = f"{shown}.{node.attr}"
        if near and name not in told:
            told.add(name)
            yield Broken(node.lineno, "no-such-function", {"name": name, "near": f"{shown}.{near[0]}"})


def _owner(node: ast.Attribute, numpy: Any) -> tuple[Any, str]:
    match node.value:
        case ast.Name(id="np" | "numpy" as name):
            return numpy, name
        case ast.Attribute(value=ast.Name(id="np" | "numpy" as name), attr=module) if module in _MODULES:
            return getattr(numpy, module), f"{name}.{module}"
    return None, ""


def _means_numpy(tree: ast.Module) -> bool:
    """Return whether ``np`` isn't something else here: another import, a name that is assigned."""
    for node in nodes_in(tree):
        if isinstance(node, ast.alias) and (node.asname or node.name) == "np" and node.name != "numpy":
            return False
        if isinstance(node, ast.Name) and node.id == "np" and isinstance(node.ctx, ast.Store):
            return False
    return True
