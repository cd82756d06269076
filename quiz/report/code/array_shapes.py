"""Shapes of arrays, followed through a program as far as its numbers tell them.

A shape is a tuple of whole numbers, or not known. What is assigned in a loop or a branch is not known after it, and
what calls something else is not known at all.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from math import prod
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.code.code_flow import assigned_in, suites_of
from quiz.report.code.code_rules import Broken
from quiz.report.code.code_trees import called, paired
from quiz.report.code.printed_code import Block
from quiz.report.code.tree_nodes import nodes_in
from solvers import budget

Shape = tuple[int, ...]

_FILLED: Final = frozenset({"zeros", "ones", "empty", "full"})
_DRAWN: Final = frozenset({"randn", "rand"})
_SIZED: Final = frozenset({"normal", "uniform", "random", "randint", "random_sample"})
_ENTRYWISE: Final = frozenset({
    "exp", "log", "sqrt", "abs", "sign", "tanh", "sigmoid", "relu", "square", "astype", "copy", "round", "zeros_like",
    "ones_like", "float32", "float64", "asarray",
})  # fmt: skip
_REDUCED: Final = frozenset({"sum", "mean", "max", "min", "var", "std", "argmax", "argmin", "prod"})
_EXPECTED_FAULT: Final = late(r"エラー|error|例外|失敗|できない|合わない|NG|✗|×|fail|mismatch|wrong|not match", re.I)
_SAID: Final = late(
    r"^(?:.*?(?:shape|形状|形|サイズ)\s*[:=は→]*\s*|-+>\s*|=+>?\s*|⇒\s*|→\s*)?[(（]\s*(?P<axes>\d+\s*(?:,\s*\d+\s*)*,?)\s*[)）]\s*(?:になる|です|。)?$"
)


class _Misfit(ValueError):
    """Two shapes that don't fit; it carries the rule and what fills its slots."""

    def __init__(self, rule: str, **values: str) -> None:
        super().__init__(rule)
        self.rule = rule
        self.values = values


def misfits_in(block: Block) -> list[Broken]:
    """Return the lines of a program whose shapes can't fit, or are not those of the comment beside them."""
    assert block.tree is not None
    words = " ".join([block.above[-120:], block.below[:120]])
    if _EXPECTED_FAULT.search(words):
        return []
    reader = _Shapes(block)
    reader.suite(block.tree.body, {}, {})
    return reader.found


def shape_of(node: ast.expr, shapes: Mapping[str, Shape], numbers: Mapping[str, int]) -> Shape | None:
    """Return the shape of an expression; None where it isn't known, or what is joined doesn't fit.

    >>> shape_of(ast.parse("np.dot(x, W)", mode="eval").body, {"x": (5, 3), "W": (3, 2)}, {})
    (5, 2)
    """
    try:
        return _Reader(shapes, numbers).shape(node)
    except _Misfit:
        return None


class _Shapes:
    def __init__(self, block: Block) -> None:
        self.found: list[Broken] = []
        self._beside = {comment.line: comment.text for comment in block.comments if not comment.alone}
        self._silent = {
            line
            for comment in block.comments
            if _EXPECTED_FAULT.search(comment.text)
            for line in (comment.line, comment.line + 1)
        }

    def suite(self, body: Sequence[ast.stmt], shapes: dict[str, Shape], numbers: dict[str, int]) -> None:
        """Go through statements in order."""
        for node in body:
            if isinstance(node, ast.Try):
                self._forget([node], shapes, numbers)
                continue
            inside = suites_of(node)
            if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
                self.suite(node.body, {}, {} if isinstance(node, ast.ClassDef) else self._never_assigned(node, numbers))
                continue
            if inside:
                self._forget([node], shapes, numbers)
                for part in inside:
                    self.suite(part, dict(shapes), dict(numbers))
                continue
            self._statement(node, shapes, numbers)

    @staticmethod
    def _never_assigned(node: ast.FunctionDef | ast.AsyncFunctionDef, numbers: Mapping[str, int]) -> dict[str, int]:
        own = assigned_in(node.body) | {arg.arg for arg in nodes_in(node.args) if isinstance(arg, ast.arg)}
        return {name: number for name, number in numbers.items() if name not in own}

    @staticmethod
    def _forget(nodes: Sequence[ast.stmt], shapes: dict[str, Shape], numbers: dict[str, int]) -> None:
        for name in assigned_in(nodes):
            shapes.pop(name, None)
            numbers.pop(name, None)

    def _statement(self, node: ast.stmt, shapes: dict[str, Shape], numbers: dict[str, int]) -> None:
        value = getattr(node, "value", None)
        pairs: list[tuple[ast.expr | None, ast.expr]] = []
        if isinstance(node, ast.Assign):
            pairs = [*paired(node.targets[0], node.value)]
        elif isinstance(node, ast.Expr | ast.Return | ast.AnnAssign) and isinstance(value, ast.expr):
            pairs = [(node.target if isinstance(node, ast.AnnAssign) else None, value)]
        found: list[tuple[str, Shape | None, int | None]] = []
        for left, right in pairs:
            shape = self._read(node, right, shapes, numbers)
            number = _number(right, numbers)
            if isinstance(left, ast.Name):
                found.append((left.id, shape, number))
            self._compare_comment(node, left, shape)
        self._forget([node], shapes, numbers)
        for name, shape, number in found:
            if shape is not None and len(shape) <= budget.SHAPE_AXES:
                shapes[name] = shape
            if number is not None:
                numbers[name] = number

    def _read(self, node: ast.stmt, value: ast.expr, shapes: dict[str, Shape], numbers: dict[str, int]) -> Shape | None:
        try:
            return _Reader(shapes, numbers).shape(value)
        except _Misfit as misfit:
            if node.lineno not in self._silent:
                self.found.append(Broken(node.lineno, misfit.rule, misfit.values))
        except RecursionError:
            pass
        return None

    def _compare_comment(self, node: ast.stmt, left: ast.expr | None, shape: Shape | None) -> None:
        said = _SAID.match(self._beside.get(node.end_lineno or node.lineno, ""))
        if said is None or shape is None or not isinstance(left, ast.Name):
            return
        if "," not in said["axes"] and said[0].lstrip()[:1] in "(（":
            return  # (4) alone numbers the line
        axes = tuple(int(part) for part in said["axes"].replace(" ", "").strip(",").split(","))
        if axes != shape and not any(len(part) > 9 for part in said["axes"].split(",")):
            self.found.append(Broken(node.lineno, "shape-comment", {"said": _shown(axes), "shape": _shown(shape)}))


class _Reader:
    """The shape of one expression; raises :class:`_Misfit` where two can't fit."""

    def __init__(self, shapes: Mapping[str, Shape], numbers: Mapping[str, int]) -> None:
        self._shapes = shapes
        self._numbers = numbers

    def shape(self, node: ast.expr) -> Shape | None:
        """Return the shape of an expression, () of a number, None where it isn't known."""
        match node:
            case ast.Name(id=name):
                return () if name in self._numbers else self._shapes.get(name)
            case ast.Constant(value=int() | float()):
                return ()
            case ast.UnaryOp(operand=inside):
                return self.shape(inside)
            case ast.Attribute(attr="T", value=inside):
                own = self.shape(inside)
                return None if own is None else own[::-1]
            case ast.BinOp(left=left, op=operation, right=right):
                first, second = self.shape(left), self.shape(right)
                if isinstance(operation, ast.MatMult):
                    return _product(first, second)
                return _together(first, second)
            case ast.Call():
                return self._call(node)
        return None

    def _call(self, node: ast.Call) -> Shape | None:
        name, owner = called(node)
        arguments = [part for part in node.args if not isinstance(part, ast.Starred)]
        if len(arguments) != len(node.args):
            return None
        keywords = {str(keyword.arg): keyword.value for keyword in node.keywords}
        if owner is None and name in _FILLED and arguments:
            return self._sizes(arguments[0])
        if owner is None and name in _DRAWN and arguments:
            return self._axes(arguments)
        if owner is None and name in _SIZED:
            size = keywords.get("size") or (arguments[2] if len(arguments) == 3 else None)
            return None if size is None else self._sizes(size)
        if name == "array" and owner is None and len(arguments) == 1 and not keywords:
            return _literal(arguments[0])
        if name == "arange" and len(arguments) == 1 and owner is None:
            count = _number(arguments[0], self._numbers)
            return None if count is None or count < 0 else (count,)
        operands = [*([owner] if owner is not None else []), *arguments]
        if not operands:
            return None
        first = self.shape(operands[0])
        if name in ("dot", "matmul") and len(operands) == 2:
            return _product(first, self.shape(operands[1]))
        if name in _ENTRYWISE:
            return first
        if name in ("maximum", "minimum") and len(operands) == 2:
            return _together(first, self.shape(operands[1]))
        if name == "reshape" and first is not None:
            return self._reshaped(first, operands[1:])
        if name in ("flatten", "ravel") and first is not None:
            return (prod(first),)
        if name == "transpose" and first is not None:
            return self._transposed(first, operands[1:])
        if name in _REDUCED and first is not None:
            return self._reduced(first, operands[1:], keywords)
        return None

    def _sizes(self, node: ast.expr) -> Shape | None:
        if isinstance(node, ast.Tuple | ast.List):
            return self._axes(node.elts)
        count = _number(node, self._numbers)
        return None if count is None or count < 0 else (count,)

    def _axes(self, nodes: Sequence[ast.expr]) -> Shape | None:
        found = [_number(part, self._numbers) for part in nodes]
        sizes = [size for size in found if size is not None and size >= 0]
        return tuple(sizes) if len(sizes) == len(nodes) else None

    def _reshaped(self, own: Shape, arguments: Sequence[ast.expr]) -> Shape | None:
        if len(arguments) == 1 and isinstance(arguments[0], ast.Tuple | ast.List):
            arguments = arguments[0].elts
        found = [_number(part, self._numbers) for part in arguments]
        target = [size for size in found if size is not None]
        if len(target) != len(found) or not target or target.count(-1) > 1 or any(size < -1 for size in target):
            return None
        rest = prod(size for size in target if size != -1)
        whole = prod(own)
        if -1 in target:
            if not rest or whole % rest:
                raise _Misfit("shape-reshape", shape=_shown(own), target=_shown(tuple(target)))
            return tuple(whole // rest if size == -1 else size for size in target)
        if rest != whole:
            raise _Misfit("shape-reshape", shape=_shown(own), target=_shown(tuple(target)))
        return tuple(target)

    def _transposed(self, own: Shape, arguments: Sequence[ast.expr]) -> Shape | None:
        if not arguments:
            return own[::-1]
        if len(arguments) == 1 and isinstance(arguments[0], ast.Tuple | ast.List):
            arguments = arguments[0].elts
        axes = self._axes(arguments)
        return tuple(own[axis] for axis in axes) if axes is not None and sorted(axes) == list(range(len(own))) else None

    def _reduced(self, own: Shape, arguments: Sequence[ast.expr], keywords: Mapping[str, ast.expr]) -> Shape | None:
        axis = keywords.get("axis") or (arguments[0] if arguments else None)
        kept = isinstance(keywords.get("keepdims"), ast.Constant)
        if axis is None:
            return None if kept else ()
        number = _number(axis, self._numbers)
        if number is None or not -len(own) <= number < len(own) or not own:
            return None
        number %= len(own)
        return own[:number] + ((1,) if kept else ()) + own[number + 1 :]


def _product(first: Shape | None, second: Shape | None) -> Shape | None:
    if first is None or second is None:
        return None
    if not first or not second:
        return first or second
    inner = second[-2] if len(second) > 1 else second[0]
    if first[-1] != inner:
        raise _Misfit("shape-product", left=_shown(first), right=_shown(second))
    if len(first) > 2 or len(second) > 2:
        return None
    return first[:-1] + (second[1:] if len(second) > 1 else ())


def _together(first: Shape | None, second: Shape | None) -> Shape | None:
    """Return the common shape of two arrays that are joined entry by entry."""
    if first is None or second is None:
        return None
    longer, shorter = (first, second) if len(first) >= len(second) else (second, first)
    padded = (1,) * (len(longer) - len(shorter)) + shorter
    if any(a != b and 1 not in (a, b) for a, b in zip(longer, padded, strict=True)):
        raise _Misfit("shape-sum", left=_shown(first), right=_shown(second))
    return tuple(b if a == 1 else a for a, b in zip(longer, padded, strict=True))


def _literal(node: ast.expr) -> Shape | None:
    """Return the shape of nested lists of numbers; None for ragged ones, or where something else is in them."""
    if not isinstance(node, ast.List | ast.Tuple):
        return () if isinstance(node, ast.Constant | ast.UnaryOp) else None
    inside = [_literal(part) for part in node.elts]
    if not inside:
        return (0,)
    first = inside[0]
    return None if first is None or any(shape != first for shape in inside) else (len(inside), *first)


def _number(node: ast.expr, numbers: Mapping[str, int]) -> int | None:
    """Return the whole number that an expression is: 784, 28*28, hidden_size, -1."""
    match node:
        case ast.Constant(value=int() as number) if not isinstance(number, bool):
            return number if abs(number) < 10**9 else None
        case ast.Name(id=name):
            return numbers.get(name)
        case ast.UnaryOp(op=ast.USub(), operand=inside):
            found = _number(inside, numbers)
            return None if found is None else -found
        case ast.BinOp(left=left, op=ast.Mult() | ast.Add() | ast.Sub() | ast.FloorDiv() as operation, right=right):
            first, second = _number(left, numbers), _number(right, numbers)
            if first is None or second is None:
                return None
            if isinstance(operation, ast.FloorDiv):
                return first // second if second else None
            result = first * second if isinstance(operation, ast.Mult) else first + second
            result = first - second if isinstance(operation, ast.Sub) else result
            return result if abs(result) < 10**9 else None
    return None


def _shown(shape: Shape) -> str:
    return f"({shape[0]},)" if len(shape) == 1 else "(" + ", ".join(map(str, shape)) + ")"
