"""What a mean or a sum over an axis is said to be of, and the shape that it is said to have."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.code.code_trees import called
from quiz.report.code.tree_nodes import nodes_in

Axis = tuple[str, int, bool]
"""The array that is reduced, the axis (0 or 1 of two) and whether it is kept."""

_REDUCES: Final = frozenset({"mean", "sum", "var", "std", "max", "min", "argmax", "average"})
_PER_FEATURE: Final = late(
    r"特徴(?:量)?(?:ごと|毎)|各特徴|列(?:ごと|毎)|各列|バッチ方向|サンプル方向|データ方向|ミニバッチ(?:方向|全体|に(?:わたる|わたって|沿って))|"
    r"(?:per|each|every) (?:feature|column)|(?:over|across|along) the (?:mini-?)?(?:batch|samples|rows)|column-?wise"
)
_PER_SAMPLE: Final = late(
    r"(?:サンプル|データ|画像)(?:ごと|毎)|各サンプル|各データ|行(?:ごと|毎)|各行|特徴方向|1件ごと|"
    r"(?:per|each|every) (?:sample|row|example|image)|(?:over|across|along) the (?:features|columns)|row-?wise"
)
_SHAPE: Final = late(r"\(\s*(\d{1,6})\s*,\s*(\d{1,6})?\s*\)")
_AXIS: Final = late(r"axis\s*=\s*(-?[01])")


def axis_of(call: ast.Call) -> Axis | None:
    """Return what a call reduces, and along which axis; None for one that doesn't."""
    name, owner = called(call)
    rest = list(call.args)
    if owner is None and rest:
        owner = rest.pop(0)
    if name not in _REDUCES or owner is None:
        return None
    words = {word.arg: word.value for word in call.keywords}
    axis = words.get("axis", rest[0] if rest else None)
    keeps = words.get("keepdims")
    array = owner.id if isinstance(owner, ast.Name) else ""
    number = _whole(axis)
    if number not in (0, 1, -1):
        return None
    return array.lower(), abs(number), isinstance(keeps, ast.Constant) and keeps.value is True


def _whole(node: ast.expr | None) -> int | None:
    match node:
        case ast.Constant(value=int(value)) if not isinstance(value, bool):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1)):
            return -1
    return None


def of_axis(whole: str, trees: Sequence[ast.Module], above: Mapping[str, Axis]) -> tuple[bool, str, str, Text] | None:
    """Judge what a sentence says of the axis of a mean or a sum between its backticks, or in the program ``above``."""
    own = [axis for tree in trees for node in nodes_in(tree)
           if isinstance(node, ast.Call) and (axis := axis_of(node)) is not None]  # fmt: skip
    if not own:
        named = [axis for name, axis in above.items()
                 if re.search(rf"(?<![a-z0-9_]){re.escape(name)}(?![a-z0-9_])", whole)]  # fmt: skip
        said = {abs(int(number)) for number in _AXIS.findall(whole)}
        own = named or [axis for axis in above.values() if said == {axis[1]}][:1]
    if len({axis[1] for axis in own}) != 1:
        return None
    _, over, keeps = own[0]
    return _of_shape(whole, over, keeps=keeps) or _of_direction(whole, over)


def _of_direction(whole: str, axis: int) -> tuple[bool, str, str, Text] | None:
    feature, sample = bool(_PER_FEATURE.search(whole)), bool(_PER_SAMPLE.search(whole))
    if feature == sample:
        return None
    working = (
        Text(
            "axis=0 はサンプルの方向にまとめ、特徴ごとの値が残ります",
            "axis=0 goes over the samples: a value for each feature is left",
        )
        if axis == 0
        else Text(
            "axis=1 は特徴の方向にまとめ、サンプルごとの値が残ります",
            "axis=1 goes over the features: a value for each sample is left",
        )
    )
    return feature == (axis == 0), "code-axis-claim", "norm-statistics-count", working


def _of_shape(whole: str, axis: int, *, keeps: bool) -> tuple[bool, str, str, Text] | None:
    shapes = [tuple(int(side) for side in found.groups() if side) for found in _SHAPE.finditer(whole)]
    if len(shapes) != 2 or len(shapes[0]) != 2 or ("形" not in whole and "shape" not in whole):
        return None
    source, claimed = shapes
    left = tuple(1 if at == axis else side for at, side in enumerate(source)) if keeps else (source[1 - axis],)
    shown = f"({', '.join(map(str, left))}{',' if len(left) == 1 else ''})"
    return (
        claimed == left,
        "code-axis-claim",
        "norm-statistics-count",
        Text(f"形は {shown} です", f"its shape is {shown}"),
    )
