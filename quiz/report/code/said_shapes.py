"""Sentences about the shape of a name or an expression of the program above: `y` has the shape (8, 16, 16, 16).

The program is followed on its tree as far as its numbers tell: arrays, tensors, and the layers that it makes and
applies. A name that is assigned twice, or in a branch or a loop, has no shape here.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import prod
from typing import Final, Literal

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.reading.spelling import normalize
from quiz.report.code.array_shapes import Shape, shape_of
from quiz.report.code.printed_code import Block, blocks_of, parsed
from quiz.report.code.said_of_code import SaidOfCode
from quiz.report.code.tree_nodes import nodes_in
from quiz.report.rows import Row
from quiz.report.sizes.call_arguments import arguments, name_of_call, pair, whole
from quiz.report.sizes.layer_arithmetic import Window

MAX_ROW: Final = 400
_LASTS: Final = 8
"""For how many rows of text the program above is still spoken of."""
_SAID: Final = late(
    r"`(?P<of>[^`]{1,60})`\s*(?:の(?:形状?|shape|サイズ|次元)?(?:は|が)|は|(?:has|is of|has got) (?:the |a )?shape|"
    r"(?:'s)? ?(?:shape is|is)|: ?shape)\s*(?:of |is |:)?\s*"
    r"`?[(（\[]\s*(?P<axes>\d{1,6}(?:\s*[,、]\s*\d{1,6}){1,4})\s*,?\s*[)）\]]`?"
)
_SHAPE: Final = late(r"形|shape|サイズ|次元")
_DENIED: Final = late(
    r"ではな|じゃな|誤[りっ]|間違|だろう|でしょう|\?|かもしれ|\bnot\b|n't\b|\bnever\b|wrong|変え|変更|に(?:すると|すれば)|instead|\bif\b"
)
_TENSORS: Final = frozenset({"randn", "rand", "zeros", "ones", "empty"})
_SAME: Final = frozenset({"ReLU", "Sigmoid", "Tanh", "Dropout", "BatchNorm2d", "BatchNorm1d", "Identity", "LeakyReLU"})
_APPLIED: Final = frozenset({"relu", "sigmoid", "tanh", "dropout", "leaky_relu"})
_CONVOLUTION: Final = ("into", "filters", "kernel_size", "stride", "padding")
_POOLING: Final = ("kernel_size", "stride", "padding")
_PLAIN: Final = {
    "Conv2d": {"in_channels", "out_channels", "bias", *_CONVOLUTION}, "MaxPool2d": set(_POOLING),
    "AvgPool2d": set(_POOLING), "Linear": {"in_features", "out_features", "bias", "into", "units"},
}  # fmt: skip
"""What may be given to a layer that is followed: with a dilation, say, it works otherwise."""
Layer = Callable[[Shape], Shape | None]


def said_shapes(rows: Sequence[Row]) -> Iterator[SaidOfCode]:
    """Yield what a report's sentences say of the shapes of its programs, judged."""
    if not any("`" in row.text and _SAID.search(row.text) for row in rows if row.kind == "text"):
        return
    programs = {block.place + len(block.rows): block for block in blocks_of(rows)}
    program, age = _Program(), _LASTS
    for place, row in enumerate(rows):
        if place in programs:
            program, age = _Program(), 0
            program.read(programs[place])
        if row.kind == "heading":
            program, age = _Program(), _LASTS
        if row.kind != "text" or row.quoted or len(row.text) > MAX_ROW:
            continue
        age += 1
        if age <= _LASTS:
            yield from _judged(row, program)


def _judged(row: Row, program: _Program) -> Iterator[SaidOfCode]:
    for sentence in re.split(r"(?<=。)|(?<=[)`]\.) ", row.text):
        bare = normalize(re.sub(r"`[^`]*`", " ", sentence)).lower()
        if _DENIED.search(bare):
            continue
        for found in _SAID.finditer(sentence):
            claimed = tuple(int(size) for size in re.findall(r"\d+", found["axes"]))
            tree = parsed(found["of"].strip().removesuffix(".shape"))
            nodes = tree.body if tree is not None else []
            if len(nodes) != 1 or not isinstance(nodes[0], ast.Expr):
                continue
            if not (_SHAPE.search(bare) or found["of"].strip().endswith(".shape")):
                continue
            true = program.shape(nodes[0].value)
            if true is None or not true:
                continue
            shown = f"({', '.join(map(str, true))})"
            working = Text(f"`{found['of']}` の形状は {shown} です", f"`{found['of']}` has the shape {shown}")
            holds: Literal["right", "wrong"] = "right" if true == claimed else "wrong"
            yield SaidOfCode(row, found[0], holds, "code-shape-claim", "cnn-shape-chain", working)


class _Program:
    """The shapes and the layers that a program gives names to."""

    def __init__(self) -> None:
        self._shapes: dict[str, Shape] = {}
        self._numbers: dict[str, int] = {}
        self._layers: dict[str, tuple[str, Mapping[str, object]]] = {}

    def read(self, block: Block) -> None:
        """Follow a printed program."""
        if block.tree is None:
            return
        names = Counter(part.id for part in nodes_in(block.tree)
                        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store))  # fmt: skip
        for node in block.tree.body:
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=value) if names[name] == 1:
                    self._assign(name, value)

    def _assign(self, name: str, value: ast.expr) -> None:
        if isinstance(value, ast.Constant) and type(value.value) is int:
            self._numbers[name] = value.value
        elif isinstance(value, ast.Call) and (kind := name_of_call(value)) in (*_PLAIN, *_SAME, "Flatten"):
            given = {"Conv2d": _CONVOLUTION, "Linear": ("into", "units")}.get(kind, _POOLING)
            own = arguments(value, given)
            if kind not in _PLAIN or ({word.arg for word in value.keywords} <= _PLAIN[kind]):
                self._layers[name] = kind, own
        elif (shape := self.shape(value)) is not None:
            self._shapes[name] = shape

    def shape(self, node: ast.expr) -> Shape | None:
        """The shape of an expression; None where it isn't known."""
        match node:
            case ast.Attribute(attr="weight" | "bias" as part, value=ast.Name(id=name)) if name in self._layers:
                return _parameters(*self._layers[name], part)
            case ast.Call(func=ast.Name(id=name), args=[inside], keywords=[]) if name in self._layers:
                own = self.shape(inside)
                return _applied(*self._layers[name], own) if own is not None else None
            case ast.Call(func=ast.Attribute(attr=name, value=ast.Name(id="torch"))) if name in _TENSORS:
                return self._sizes(node)
            case ast.Call(func=ast.Attribute(attr=name, value=ast.Name(id="F" | "torch")), args=[inside]) if (
                name in _APPLIED
            ):
                return self.shape(inside)
            case ast.Call(func=ast.Attribute(attr="view", value=inside), args=sizes, keywords=[]):
                own = self.shape(inside)
                return _viewed(own, [size for one in sizes if (size := self._number(one)) is not None], len(sizes))
            case ast.Call(func=ast.Attribute(attr="flatten", value=inside), args=[ast.Constant(value=1)]):
                own = self.shape(inside)
                return (own[0], prod(own[1:])) if own is not None and len(own) > 1 else None
        return shape_of(node, self._shapes, self._numbers)

    def _number(self, node: ast.expr) -> int | None:
        match node:
            case ast.Constant(value=int() as value):
                return value
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() as value)):
                return -value
            case ast.Name(id=name):
                return self._numbers.get(name)
        return None

    def _sizes(self, call: ast.Call) -> Shape | None:
        parts = call.args[0].elts if len(call.args) == 1 and isinstance(call.args[0], ast.Tuple) else call.args
        found = [size for part in parts if (size := self._number(part)) is not None and size > 0]
        return tuple(found) if parts and len(found) == len(parts) else None


def _viewed(own: Shape | None, sizes: Sequence[int], wanted: int) -> Shape | None:
    """The shape of a view; -1 takes what is left."""
    if (
        own is None
        or len(sizes) != wanted
        or list(sizes).count(-1) > 1
        or any(size == 0 or size < -1 for size in sizes)
    ):
        return None
    rest = prod(size for size in sizes if size > 0)
    if -1 not in sizes:
        return tuple(sizes) if rest == prod(own) else None
    return tuple(prod(own) // rest if size == -1 else size for size in sizes) if prod(own) % rest == 0 else None


def _channels(given: Mapping[str, object]) -> tuple[int | None, int | None]:
    into = whole(given.get("into", given.get("in_channels", given.get("in_features"))))
    out = given.get("filters", given.get("units", given.get("out_channels", given.get("out_features"))))
    return into, whole(out)


def _parameters(kind: str, given: Mapping[str, object], part: str) -> Shape | None:
    into, out = _channels(given)
    if into is None or out is None:
        return None
    if part == "bias":
        return (out,)
    if kind == "Linear":
        return out, into
    kernel = pair(given.get("kernel_size"))
    return (out, into, *kernel) if kind == "Conv2d" and kernel is not None else None


def _applied(kind: str, given: Mapping[str, object], own: Shape) -> Shape | None:
    """What a layer makes of a shape; None where it doesn't fit, or isn't known."""
    if kind in _SAME:
        return own
    if kind == "Flatten":
        return (own[0], prod(own[1:])) if len(own) > 1 else None
    into, out = _channels(given)
    if kind == "Linear":
        return (*own[:-1], out) if own and own[-1] == into and out is not None else None
    kernel = pair(given.get("kernel_size"))
    if kernel is None or len(own) != 4 or (kind == "Conv2d" and (own[1] != into or out is None)):
        return None
    stride = given.get("stride", 1 if kind == "Conv2d" else kernel[0])
    padding = given.get("padding", 0)
    if (
        whole(stride) is None
        or whole(padding) is None
        or (kind != "Conv2d" and "stride" not in given and kernel[0] != kernel[1])
    ):
        return None
    window = Window("convolution", (own[2], own[3]), kernel, whole(stride), whole(padding))
    sides = window.output()
    if sides is None:
        return None
    return own[0], out if kind == "Conv2d" and out is not None else own[1], *sides
