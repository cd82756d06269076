"""The ``forward`` of a class that a report prints -> its layers in the order of their use, with the sizes they make.

The method is read statement by statement, never run; a branch, a loop or a call that isn't known ends the reading.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import replace
from math import prod
from typing import Final

from quiz.report.code.tree_nodes import nodes_in
from quiz.report.sizes.call_arguments import literal, name_of_call
from quiz.report.sizes.layer_arithmetic import MOST
from quiz.report.sizes.network_model import Layer

Size = tuple[int, ...] | None
LayerOf = Callable[[ast.Call, Size], Layer | None]

_SAME: Final = frozenset(
    "relu sigmoid tanh softmax log_softmax dropout dropout2d leaky_relu elu gelu float contiguous".split()
)
_POOLS: Final = {"max_pool2d": "MaxPool2d", "avg_pool2d": "AvgPool2d"}
_FLAT: Final = frozenset({"view", "reshape", "flatten"})
_MOST_STATEMENTS: Final = 60


class _NotFollowed(Exception):
    """Something stands there of which it isn't known what it does to a size."""


def in_order_of_use(
    tree: ast.Module, named: Mapping[str, ast.Call], layer_of: LayerOf, source: Size
) -> tuple[list[Layer], list[tuple[int, Layer]]] | None:
    """Return the layers that ``forward`` applies, in order, and by line what each of its statements gives.

    None where there is no such method, or where it can't be followed.
    """
    methods = [
        node for node in nodes_in(tree) if isinstance(node, ast.FunctionDef) and node.name in ("forward", "call")
    ]
    if len(methods) != 1 or len(methods[0].body) > _MOST_STATEMENTS or len(methods[0].args.args) < 2:
        return None
    follower = _Follower(named, layer_of, {methods[0].args.args[1].arg: source})
    try:
        for statement in methods[0].body:
            follower.follow(statement)
    except (_NotFollowed, RecursionError):
        return None
    return follower.layers, follower.beside


class _Follower:
    def __init__(self, named: Mapping[str, ast.Call], layer_of: LayerOf, sizes: dict[str, Size]) -> None:
        self._named = named
        self._layer_of = layer_of
        self._sizes = sizes
        self.layers: list[Layer] = []
        self.beside: list[tuple[int, Layer]] = []

    def follow(self, statement: ast.stmt) -> None:
        before = len(self.layers)
        match statement:
            case ast.Expr(value=ast.Constant()):
                return
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                self._sizes[name] = self._size(value)
            case ast.Return(value=ast.expr() as value):
                self._size(value)
            case _:
                raise _NotFollowed
        if len(self.layers) > before:
            self.beside.append((statement.lineno, self.layers[-1]))

    def _size(self, node: ast.expr) -> Size:
        if isinstance(node, ast.Name) and node.id in self._sizes:
            return self._sizes[node.id]
        if not isinstance(node, ast.Call):
            raise _NotFollowed
        name, function = name_of_call(node), node.func
        of_self = (
            isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "self"
        )
        if of_self and name.lower() in self._named and len(node.args) == 1:
            return self._applied(self._named[name.lower()], self._size(node.args[0]), name.lower())
        if of_self or not isinstance(function, ast.Attribute):
            raise _NotFollowed
        of_module = isinstance(function.value, ast.Name) and function.value.id in ("F", "torch", "nn", "functional")
        given, rest = (node.args[0], node.args[1:]) if of_module and node.args else (function.value, node.args)
        if name in _SAME:
            return self._size(given)
        if name in _POOLS and of_module:
            pooling = ast.Call(func=ast.Name(id=_POOLS[name]), args=rest, keywords=node.keywords)
            return self._applied(pooling, self._size(given), "")
        if name in _FLAT:
            return self._flattened(self._size(given), node)
        raise _NotFollowed

    def _applied(self, call: ast.Call, size: Size, name: str) -> Size:
        layer = self._layer_of(call, size)
        if layer is None:
            raise _NotFollowed
        self.layers.append(replace(layer, name=name))
        return layer.output

    def _flattened(self, size: Size, node: ast.Call) -> Size:
        """One row of values: as many as there were, or as many as the program says."""
        told = [value for part in node.args if type(value := literal(part)) is int and value > 1]
        flat = prod(size) if size is not None else told[0] if len(told) == 1 else None
        output = (flat,) if flat is not None and flat <= MOST and told in ([], [flat]) else None
        self.layers.append(Layer("flatten", output, None))
        return output
