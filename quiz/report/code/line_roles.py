"""A line of printed code -> what it does, by its shape: it adds a penalty's gradient, draws a mask, guards a division.

Each role comes with the names that its line uses for the parts that a comment may speak of: ``rate``, ``1e-7``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.code.code_trees import called, is_gradient, name_of
from quiz.report.code.tree_nodes import nodes_in

_TINY: Final = 1e-4
_EPS: Final = late(r"(?:self\.)?(?:eps(?:ilon)?|delta|theta|tiny|1e-\d+)\Z", re.I)
_MASK: Final = late(r"(?:\w*_)?masks?\Z")
_RATIO: Final = late(r"(?:dropout_?)?(?:ratio|rate|prob|p)\Z")
_RANDOM: Final = frozenset({"rand", "random", "uniform", "random_sample"})
_SHUFFLES: Final = frozenset({"permutation", "shuffle"})


@dataclass(frozen=True, slots=True)
class Role:
    """What a line does, and the words by which its code calls the parts of it."""

    name: str
    parts: Mapping[str, str] = field(default_factory=dict, hash=False)


def signs_in(nodes: Sequence[ast.AST]) -> frozenset[str]:
    """Return the names that a program gives to signs: ``x = np.sign(param)``."""
    return frozenset(
        node.targets[0].id
        for node in nodes
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Call) and called(node.value)[0] == "sign"
    )  # fmt: skip


def roles_of(node: ast.stmt, signs: Collection[str] = ()) -> list[Role]:
    """Return what a statement does, nothing where it is none of the course's lines.

    ``signs`` are the names that the program gives to signs.

    >>> [role.name for role in roles_of(ast.parse("grad += rate * param").body[0])]
    ['penalty-l2']
    >>> [(role.name, dict(role.parts)) for role in roles_of(ast.parse("w -= lr * g / (np.sqrt(h) + 1e-7)").body[0])]
    [('root-guard', {'guard': '1e-7'}), ('step', {'rate': 'lr'}), ('scaled-step', {'rate': 'lr'})]
    """
    value = _value(node)
    if value is None:
        return []
    return [*_guards(node, value), *_penalty(node, signs), *_updates(node), *_masks(node, value), *_arrays(node, value)]


def _value(node: ast.stmt) -> ast.expr | None:
    match node:
        case ast.Assign(value=value) | ast.Return(value=value) | ast.Expr(value=value) | ast.AugAssign(value=value):
            return value
        case ast.For(iter=value):
            return value
    return None


def _target(node: ast.stmt) -> ast.expr | None:
    match node:
        case ast.Assign(targets=[target]) | ast.AugAssign(target=target):
            return target
    return None


def _shown(node: ast.expr) -> str:
    """How the code writes a name or a number; a small number as Python writes it: 1e-07 was 1e-7."""
    written = ast.unparse(node)
    return re.sub(r"e-0(\d)", r"e-\1", written)


def _is_tiny(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant) and isinstance(node.value, float):
        return 0 < node.value < _TINY
    return isinstance(node, ast.Name | ast.Attribute) and _EPS.match(ast.unparse(node)) is not None


def _guards(node: ast.stmt, value: ast.expr) -> Iterator[Role]:
    """What keeps a division, a root or a logarithm from 0."""
    if isinstance(node, ast.Assign) and isinstance(value, ast.Constant) and _is_tiny(value):
        name = name_of(node.targets[0]) or ""
        if re.fullmatch(r"h|v|s|r|cache", name):
            yield Role("start-guard", {"guard": _shown(value), "state": name})
        elif _EPS.match(name):
            yield Role("named-guard", {"guard": name})
        return
    for part in nodes_in(value):
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add) and _is_tiny(part.right):
            inside = ast.unparse(part.left)
            in_log = any(
                isinstance(call, ast.Call) and called(call)[0] == "log" and part in call.args
                for call in nodes_in(value)
            )
            kind = "log-guard" if in_log else "root-guard"
            if in_log or "sqrt" in ast.unparse(value) or "var" in inside or "std" in inside:
                yield Role(kind, {"guard": _shown(part.right)})


def _factors(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return [*_factors(node.left), *_factors(node.right)]
    return [node]


def _is_gradient(node: ast.expr) -> bool:
    return is_gradient(name_of(node)) or (isinstance(node, ast.Name) and node.id in ("grad", "g"))


def _is_square(node: ast.expr) -> bool:
    match node:
        case ast.BinOp(op=ast.Pow(), left=left, right=ast.Constant(value=2)):
            return _is_gradient(left)
        case ast.BinOp(op=ast.Mult(), left=left, right=right):
            return _is_gradient(left) and ast.dump(left) == ast.dump(right)
        case ast.Call(args=[inside]):
            return called(node)[0] == "square" and _is_gradient(inside)
    return False


def _penalty(node: ast.stmt, known: Collection[str]) -> Iterator[Role]:
    """``grad += rate * param`` and ``grad += rate * np.sign(param)``."""
    if not (isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add) and _is_gradient(node.target)):
        return
    factors = _factors(node.value)
    if len(factors) != 2:
        return
    signs = [
        part for part in factors
        if (isinstance(part, ast.Call) and called(part)[0] == "sign")
        or (isinstance(part, ast.Name) and part.id in known)
    ]  # fmt: skip
    names = [
        part for part in factors if isinstance(part, ast.Name | ast.Attribute | ast.Subscript) and part not in signs
    ]
    if len(signs) == 1 and len(names) == 1:
        yield Role("penalty-l1", {"strength": _shown(names[0])})
    weights = [part for part in names if re.search(r"param|[wW]\d?\b|weight", ast.unparse(part))]
    rates = [part for part in names if part not in weights]
    if len(weights) == 1 and len(rates) == 1:
        yield Role("penalty-l2", {"strength": _shown(rates[0]), "weight": _shown(weights[0])})


def _updates(node: ast.stmt) -> Iterator[Role]:
    """The lines of the optimizers: a step, sums and averages of squares, a velocity."""
    target, value = _target(node), _value(node)
    if target is None or value is None:
        return
    name = ast.unparse(target)
    own = any(ast.unparse(part) == name for part in nodes_in(value) if isinstance(part, ast.expr))
    adds = isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add)
    takes = isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Sub)
    squares = [part for part in nodes_in(value) if isinstance(part, ast.expr) and _is_square(part)]
    gradients = [part for part in nodes_in(value) if isinstance(part, ast.expr) and _is_gradient(part)]
    if adds and _is_square(value):
        yield Role("sum-of-squares", {"state": name})
    elif isinstance(node, ast.Assign) and own and squares and isinstance(value, ast.BinOp):
        if _is_average(value, name):
            yield Role("average-of-squares", {"state": name, "decay": _decay(value, name)})
        elif isinstance(value.op, ast.Add) and any(_is_square(side) for side in (value.left, value.right)):
            yield Role("sum-of-squares", {"state": name})
    elif isinstance(node, ast.Assign) and own and gradients and isinstance(value, ast.BinOp):
        if isinstance(value.op, ast.Sub) and _decay(value, name) and not _is_average(value, name):
            rates = _rates(value.right)
            yield Role("velocity", {"state": name, "momentum": _decay(value, name), **rates})
        elif _is_average(value, name):
            yield Role("average-of-gradients", {"state": name, "decay": _decay(value, name)})
        elif isinstance(value.op, ast.Sub) and ast.unparse(value.left) == name:
            yield Role("step", _rates(value.right))
    elif takes and gradients:
        yield Role("step", _rates(value))
        if "sqrt" in ast.unparse(value):
            yield Role("scaled-step", _rates(value))
    elif (
        adds and isinstance(value, ast.Name | ast.Subscript | ast.Attribute) and re.search(r"\bv\b", ast.unparse(value))
    ):
        yield Role("velocity-step", {"state": ast.unparse(value)})


def _is_average(value: ast.expr, name: str) -> bool:
    """``decay * h + (1 - decay) * g**2``, in either order."""
    if not (isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add)):
        return False
    rest = [side for side in (value.left, value.right) if name not in [ast.unparse(part) for part in _factors(side)]]
    return len(rest) == 1 and any(
        isinstance(part, ast.BinOp) and isinstance(part.op, ast.Sub) and ast.unparse(part.left) in ("1", "1.0")
        for part in _factors(rest[0])
    )


def _decay(value: ast.expr, name: str) -> str:
    """The factor of what was there before: ``decay`` of ``decay * h + ...``."""
    for side in (value.left, value.right) if isinstance(value, ast.BinOp) else ():
        factors = _factors(side)
        others = [part for part in factors if ast.unparse(part) != name]
        if len(factors) == 2 and len(others) == 1:
            return _shown(others[0])
    return ""


def _rates(value: ast.expr) -> dict[str, str]:
    """The learning rate of a step: the factor that is no gradient, by the name that the code gives it."""
    numerator = value.left if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Div) else value
    found = [_shown(part) for part in _factors(numerator) if not _is_gradient(part)]
    return {"rate": found[0]} if len(found) == 1 else {}


def _masks(node: ast.stmt, value: ast.expr) -> Iterator[Role]:
    """Masks of dropout and ReLU, and what is done with them."""
    target = _target(node)
    name = name_of(target) if target is not None else None
    compared = value if isinstance(value, ast.Compare) and len(value.ops) == 1 else None
    if compared is not None and target is not None:
        drawn = any(isinstance(part, ast.Call) and called(part)[0] in _RANDOM for part in nodes_in(compared.left))
        op, limit = compared.ops[0], compared.comparators[0]
        if drawn:
            kept = isinstance(op, ast.Gt | ast.GtE) and _RATIO.search(ast.unparse(limit))
            if kept and "keep" not in ast.unparse(limit):
                yield Role("dropout-mask", {"mask": ast.unparse(target), "ratio": _shown(limit)})
        elif isinstance(limit, ast.Constant) and limit.value == 0 and name and _MASK.match(name):
            yield Role("relu-mask-off" if isinstance(op, ast.LtE | ast.Lt) else "relu-mask-on", {"mask": name})
    if isinstance(node, ast.Assign) and isinstance(target, ast.Subscript):
        index, zero = name_of(target.slice), isinstance(value, ast.Constant) and value.value == 0
        if zero and index and _MASK.match(index):
            array = name_of(target.value) or ast.unparse(target.value)
            yield Role("zeroed-gradient" if array.startswith("d") else "zeroed-output", {"array": array})
    factors = _factors(value)
    if isinstance(node, ast.Return | ast.Assign) and len(factors) == 2:
        masks = [part for part in factors if _MASK.match(name_of(part) or "")]
        others = [part for part in factors if part not in masks]
        if len(masks) == 1:
            gradient = (name_of(others[0]) or "").startswith("d")
            yield Role("masked-gradient" if gradient else "masked-output", {})
        for part in factors:
            if (
                isinstance(part, ast.BinOp) and isinstance(part.op, ast.Sub) and ast.unparse(part.left) in ("1", "1.0")
                and _RATIO.search(ast.unparse(part.right))
            ):  # fmt: skip
                yield Role("dropout-scale", {"ratio": _shown(part.right)})


def _arrays(node: ast.stmt, value: ast.expr) -> Iterator[Role]:
    """What arrays go through: padding, shuffles, slices, sums, the shift of softmax, sizes."""
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Sub):
        shift = value.right
        if isinstance(shift, ast.Call) and called(shift)[0] in ("max", "amax"):
            yield Role("softmax-shift", {"array": ast.unparse(value.left)})
    if isinstance(value, ast.Call):
        name, target = called(value)[0], name_of(_target(node) or value) or ""
        if name == "pad":
            yield Role("padded")
        elif name in _SHUFFLES:
            yield Role("shuffled")
        elif name == "transpose" and len(value.args) > 1:
            yield Role("axes-turned")
        elif name == "reshape" and any(ast.unparse(part) == "-1" for part in value.args):
            yield Role("reshaped-rest")
        elif name == "mean" and "axis=0" in ast.unparse(value):
            yield Role("mean-of-columns")
        elif name == "mean" and "axis=1" in ast.unparse(value):
            yield Role("mean-of-rows")
        elif name == "sum" and "axis=0" in ast.unparse(value) and re.fullmatch(r"d(?:b|beta|bias)\d?|db_\w+", target):
            yield Role("sum-of-rows")
        elif name == "zeros" and re.fullmatch(r"(?:\w*_)?b\d?|bias\w*", target):
            yield Role("bias-zero")
        elif name == "range" and len(value.args) == 3:
            yield Role("batch-loop", {"size": _shown(value.args[2])})
    floors = [
        part for part in nodes_in(value)
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.FloorDiv) and "stride" in ast.unparse(part.right)
    ]  # fmt: skip
    if floors:
        yield Role("size-floored")
    slices = [part for part in nodes_in(value) if isinstance(part, ast.Subscript) and isinstance(part.slice, ast.Slice)]
    ends = {_shown(part.slice.upper) for part in slices if isinstance(part.slice, ast.Slice) and part.slice.upper}
    starts = {_shown(part.slice.lower) for part in slices if isinstance(part.slice, ast.Slice) and part.slice.lower}
    if len(ends) == 1 and len(starts) == 1:
        yield Role("batch-slice", {"start": starts.pop(), "end": ends.pop()})
    text = ast.unparse(value)
    if re.search(r"\bgamma\w*\b.*\*.*\+.*\bbeta\w*\b", text):
        yield Role("scale-and-shift")
    shares = isinstance(value, ast.BinOp) and isinstance(value.op, ast.Div) and "sum(" in ast.unparse(value.right)
    if shares and "exp" in text:
        yield Role("softmax-share")
    if re.search(r"1(?:\.0)? - \w*beta_?1\w* \*\* ", text) or re.search(r"1(?:\.0)? - (?:self\.)?beta_?2 \*\* ", text):
        yield Role("bias-correction")
