"""The standard deviation of initial weights in code, against the method that is named and the sizes that are drawn.

``np.random.randn(a, b) / np.sqrt(a)`` is Xavier, times √2 it is He; divided by √b it uses the wrong layer. The scale is
compared as a formula of a and b, so that every way of writing it counts.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.code.code_flow import Scope, suites_of
from quiz.report.code.code_rules import Broken
from quiz.report.code.code_topics import BlockTopics
from quiz.report.code.code_trees import NoFormula, called, tree_of
from quiz.report.code.tree_nodes import nodes_in
from solvers.expression import Call, Node, Number, Product, Quotient, Sum, Symbol
from solvers.expression.calculus import names_in, substitute
from solvers.grading.renaming import fingerprint, renaming

_NORMAL: Final = frozenset({"randn", "normal", "standard_normal"})
_BEFORE: Final = late(r"(?:n_?)?(?:in|input|prev|before|fan_?in)(?:_?\w*)?\Z|784\Z|\w*\[(?:\w+)\s*-\s*1\]\Z")
_AFTER: Final = late(r"(?:n_?)?(?:out|output|next|after|fan_?out|hidden)(?:_?\w*)?\Z|10\Z|\w*\[\w+\]\Z")
_N, _M = Symbol("nbefore"), Symbol("nafter")
_SCALES: Final[dict[str, tuple[Node, ...]]] = {
    "xavier": (
        Quotient(Number(1), Call("sqrt", _N)),
        Call("sqrt", Quotient(Number(2), Sum(_N, _M))),
    ),
    "he": (Call("sqrt", Quotient(Number(2), _N)),),
}
_WORDS: Final = {"xavier": "1/√n", "he": "√(2/n)"}
_TITLES: Final = {"xavier": "Xavier", "he": "He"}
_ERRORS: Final[tuple[tuple[str, Node], ...]] = (
    ("1/n", Quotient(Number(1), _N)),
    ("2/n", Quotient(Number(2), _N)),
    ("√2/n", Quotient(Call("sqrt", Number(2)), _N)),
    ("2/√n", Quotient(Number(2), Call("sqrt", _N))),
    ("√n", Call("sqrt", _N)),
    ("√(n/2)", Call("sqrt", Quotient(_N, Number(2)))),
    ("√2·√n", Product(Call("sqrt", Number(2)), Call("sqrt", _N))),
    ("1/√(2n)", Quotient(Number(1), Call("sqrt", Product(Number(2), _N)))),
)
"""Scales that are neither, each with its name; what is none of these may be a method that isn't known here."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Initial weights that are drawn: the line, the scale in terms of the two sizes, and what the method should be.

    ``method`` is the one whose scale it is, or ``""``; ``broken`` what is wrong with it.
    """

    line: int
    column: int
    method: str
    broken: Broken | None


def scales_in(tree: ast.Module, topics: BlockTopics) -> Iterator[Scale]:
    """Yield the scales of initial weights in a program that are judged: right for a named method, or wrong."""
    given: dict[str, ast.expr] = {}
    for node, scope in _simple_statements(tree.body, ()):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            given[node.targets[0].id] = node.value
        if not isinstance(node, ast.Assign | ast.Return | ast.AugAssign) or node.value is None:
            continue
        drawn = drawn_in(node.value)
        if drawn is None:
            continue
        sizes, factor = drawn
        if isinstance(factor, ast.BinOp) and isinstance(factor.right, ast.Name) and factor.right.id in given:
            meant = given[factor.right.id]
            if isinstance(factor.op, ast.Mult) or not isinstance(
                meant, ast.Constant
            ):  # ``2 / n`` says more than 2 / 200
                factor = ast.BinOp(left=factor.left, op=factor.op, right=meant)
        said = topics.of(node.lineno, scope, ("xavier", "he"))
        named = next(iter(said.topics)) if said is not None and len(said.topics) == 1 else ""
        scale = _judged(node, sizes, factor, named)
        if scale is not None:
            yield scale


def _simple_statements(body: list[ast.stmt], scope: Scope) -> Iterator[tuple[ast.stmt, Scope]]:
    for node in body:
        inner = (*scope, node.name) if isinstance(node, ast.FunctionDef | ast.ClassDef) else scope
        inside = suites_of(node)
        if not inside:
            yield node, scope
        for suite in inside:
            yield from _simple_statements(suite, inner)


def _judged(node: ast.stmt, sizes: tuple[ast.expr, ast.expr], factor: ast.expr, named: str) -> Scale | None:
    before, after = (ast.unparse(size) for size in sizes)
    if before == after:
        return None
    try:
        tree = tree_of(_with_sizes(factor, before, after))
    except (NoFormula, RecursionError):
        return None
    line, column = node.lineno, node.col_offset
    number = _as_number(factor)
    if number and named:
        values = {"method": _TITLES[named], "used": number, "wanted": _WORDS[named]}
        return Scale(line, column, "", Broken(line, "weights-scale", values))
    if not names_in(tree) & {_N.name, _M.name} or names_in(tree) - {_N.name, _M.name}:
        return None
    for method in ("xavier", "he"):
        if any(_is_same(tree, known) for known in _SCALES[method]):
            if not named or method == named:
                return Scale(line, column, method, None) if named else None
            values = {"method": _TITLES[named], "used": _WORDS[method], "wanted": _WORDS[named]}
            return Scale(line, column, method, Broken(line, "weights-scale", values))
        if _BEFORE.match(before) and _AFTER.match(after):
            swapped = substitute(tree, {_M.name: _N, _N.name: _M})
            if any(_is_same(swapped, known) for known in _SCALES[method]):
                return Scale(line, column, "", Broken(line, "weights-fan", {"used": after, "wanted": before}))
    if named:
        for shown, known in _ERRORS:
            if _is_same(tree, known):
                values = {"method": _TITLES[named], "used": shown, "wanted": _WORDS[named]}
                return Scale(line, column, "", Broken(line, "weights-scale", values))
    return None


def _as_number(factor: ast.expr) -> str:
    """Write a scale that is a mere number, 0.01 or 1/100; nothing for any other."""
    match factor:
        case ast.Constant(value=float()):
            return ast.unparse(factor)
        case ast.BinOp(left=ast.Constant(value=1), op=ast.Mult(), right=ast.Constant() as number):
            return ast.unparse(number)
        case ast.BinOp(left=ast.Constant(value=1), op=ast.Div(), right=ast.Constant() as number):
            return f"1/{ast.unparse(number)}"
    return ""


def _is_same(tree: Node, known: Node) -> bool:
    names = (_N.name, _M.name)
    return renaming(fingerprint(tree, names), fingerprint(known, names), dict.fromkeys(names, "positive"),
                    thorough=False) is not None  # fmt: skip


def _with_sizes(factor: ast.expr, before: str, after: str) -> ast.expr:
    """Write the two sizes of the weights as names of their own, in a copy."""

    class Sizes(ast.NodeTransformer):
        def generic_visit(self, node: ast.AST) -> ast.AST:
            if isinstance(node, ast.Name | ast.Subscript | ast.Attribute | ast.Constant):
                text = ast.unparse(node)
                if text in (before, after) and not (isinstance(node, ast.Constant) and node.value in (1, 2)):
                    return ast.Name(id=_N.name if text == before else _M.name, ctx=ast.Load())
            return super().generic_visit(node)

    copied = factor if isinstance(factor, ast.Constant) else ast.parse(ast.unparse(factor), mode="eval").body
    changed = Sizes().visit(copied)
    assert isinstance(changed, ast.expr)
    return changed


# -- draws ---------------------------------------------------------------------------------------------------------


def drawn_in(value: ast.expr) -> tuple[tuple[ast.expr, ast.expr], ast.expr] | None:
    """Return the two sizes of a matrix of normal random numbers and the scale that multiplies them, or None."""
    draws = [part for part in nodes_in(value) if isinstance(part, ast.Call) and called(part)[0] in _NORMAL]
    if len(draws) != 1:
        return None
    draw = draws[0]
    scale: ast.expr = ast.Constant(value=1)
    keywords = {str(keyword.arg): keyword.value for keyword in draw.keywords}
    if called(draw)[0] in ("randn", "standard_normal"):
        sizes: ast.expr | None = ast.Tuple(elts=draw.args, ctx=ast.Load()) if len(draw.args) != 1 else draw.args[0]
    else:
        sizes = draw.args[2] if len(draw.args) == 3 else keywords.get("size")
        spread = draw.args[1] if len(draw.args) > 1 else keywords.get("scale")
        scale = spread if spread is not None else scale
    if not isinstance(sizes, ast.Tuple) or len(sizes.elts) != 2:
        return None
    whole = _factor(value, draw, scale)
    return None if whole is None else ((sizes.elts[0], sizes.elts[1]), whole)


def _factor(value: ast.expr, draw: ast.Call, scale: ast.expr) -> ast.expr | None:
    """Return what a draw is multiplied with; None where it is added to, or passed on."""
    if value is draw:
        return scale
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Mult | ast.Div):
        left = any(part is draw for part in nodes_in(value.left))
        inside, other = (value.left, value.right) if left else (value.right, value.left)
        factor = _factor(inside, draw, scale)
        if factor is None or (isinstance(value.op, ast.Div) and not left):
            return None
        return ast.BinOp(left=factor, op=value.op, right=other)
    if isinstance(value, ast.Call) and called(value)[0] in ("astype", "array"):
        inner = called(value)[1] or (value.args[0] if value.args else None)
        return None if inner is None else _factor(inner, draw, scale)
    return None
