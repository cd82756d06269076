"""Programs that fit a network by calls: how far they train, whether labels and loss fit, where units saturate.

The names that such a program is given numbers by are known from its assignments; what is computed otherwise is left
alone.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.code.code_rules import Broken
from quiz.report.code.code_trees import called, name_of
from quiz.report.code.printed_code import Block
from quiz.report.code.tree_nodes import nodes_in

IMAGES: Final = 60_000
"""The training images of MNIST, and of the data sets that are loaded like it."""
_DATASETS: Final = frozenset({"mnist", "fashion_mnist"})
_CODED: Final = late(r"one_?hot|to_categorical|np\.eye|get_dummies|binarize|encoder", re.IGNORECASE)
"""What makes a row with one 1 of a label; where it stands anywhere, labels may be such rows."""
_ONE_OF_MANY: Final = frozenset({"categorical_crossentropy", "CategoricalCrossentropy"})
_BY_NUMBER: Final = frozenset({"sparse_categorical_crossentropy", "SparseCategoricalCrossentropy"})
_SPEAKS_OF_VANISHING: Final = late(r"勾配(?:の)?(?:が)?消失|vanishing", re.IGNORECASE)
_SATURATES: Final = frozenset({"sigmoid", "tanh"})
_NORMAL: Final = frozenset({"RandomNormal", "TruncatedNormal", "normal"})
_LEAST_SUM: Final = 50
"""A mean of the weights times the number of inputs: so large, and next to every sum lies where the curve is flat."""


def keras_programs(blocks: Sequence[Block]) -> Iterator[tuple[Block, Broken]]:
    """Yield what is to be said of the programs of a report that fit a network by ``fit``."""
    if not any(word in line for block in blocks for line in block.lines for word in ("fit(", "compile(", "Dense(")):
        return
    trees = [block.tree for block in blocks if block.tree is not None]
    numbers = {name: found for tree in trees for name, (_, found) in _numbers(tree)}
    whole = any(_loads_whole(tree) for tree in trees)
    plain = whole and not any(_CODED.search(line) for block in blocks for line in block.lines)
    for block in blocks:
        if block.tree is None:
            continue
        lines = {name: line for name, (line, _) in _numbers(block.tree)}
        for node in nodes_in(block.tree):
            if not isinstance(node, ast.Call):
                continue
            if whole and called(node)[0] == "fit":
                yield from ((block, broken) for broken in _fitted(node, numbers, lines))
            if plain and called(node)[0] == "compile":
                yield from ((block, broken) for broken in _loss(node))
        yield from ((block, broken) for broken in _far_off(block, numbers))


def _numbers(tree: ast.Module) -> Iterator[tuple[str, tuple[int, float]]]:
    """Yield the names that are given numbers, each with its line and its number."""
    for node in nodes_in(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=int() | float() as number)):
                yield name, (node.lineno, number)


def _loads_whole(tree: ast.Module) -> bool:
    """Whether a program loads the data and takes no part of the training images."""
    loaded = False
    for node in nodes_in(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="load_data", value=owner)):
                loaded = loaded or name_of(owner) in _DATASETS
            case ast.Assign(value=ast.Subscript(value=ast.Name(id=name), slice=ast.Slice())) if "train" in name.lower():
                return False
            case ast.Call() if called(node)[0] == "train_test_split":
                return False
    return loaded


def _options(call: ast.Call) -> dict[str, ast.expr]:
    return {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg is not None}


def _number(node: ast.expr | None, numbers: dict[str, float]) -> float | None:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return number
        case ast.Name(id=name):
            return numbers.get(name)
        case ast.UnaryOp(op=ast.USub(), operand=inside):
            found = _number(inside, numbers)
            return None if found is None else -found
    return None


def _fitted(call: ast.Call, numbers: dict[str, float], lines: dict[str, int]) -> Iterator[Broken]:
    """Yield how many updates the epochs of a call come to, at the line that sets them."""
    options = _options(call)
    epochs, size = (_number(options.get(name), numbers) for name in ("epochs", "batch_size"))
    held_back = "validation_split" in options or "steps_per_epoch" in options
    if held_back or not isinstance(epochs, int) or not isinstance(size, int) or not (epochs > 0 and 0 < size <= IMAGES):
        return
    updates = -(-IMAGES // size)
    last = IMAGES - (updates - 1) * size
    values = {"epochs": epochs, "batch": size, "updates": updates, "last": last, "all": epochs * updates}
    line = lines.get(name_of(options["epochs"]) or "", call.lineno)
    yield Broken(line, "fit-settings", {name: f"{value:,}" for name, value in values.items()})


def _loss(call: ast.Call) -> Iterator[Broken]:
    """Yield whether the loss is one for labels that are numbers, as they are loaded."""
    loss = _options(call).get("loss")
    name = loss.value if isinstance(loss, ast.Constant) else called(loss)[0] if isinstance(loss, ast.Call) else None
    if name in _BY_NUMBER:
        yield Broken(call.lineno, "loss-fits-labels", {"name": str(name)})
    elif name in _ONE_OF_MANY:
        yield Broken(call.lineno, "loss-for-other-labels", {"name": str(name)})


def _far_off(block: Block, numbers: dict[str, float]) -> Iterator[Broken]:
    """Yield weights with so large a mean that sigmoids saturate, where a program is to show vanishing gradients."""
    assert block.tree is not None
    if not _SPEAKS_OF_VANISHING.search(" ".join((*block.headings, block.above, block.below, *block.lines))):
        return
    nodes = nodes_in(block.tree)
    named = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    inputs = max((found for node in nodes if (found := _inputs(node, numbers)) is not None), default=None)
    if not named & _SATURATES or inputs is None:
        return
    for node in nodes:
        if not isinstance(node, ast.Call) or called(node)[0] not in _NORMAL:
            continue
        options = _options(node)
        mean = _number(options.get("mean", options.get("loc")), numbers)
        if mean is not None and abs(mean) * inputs >= _LEAST_SUM:
            yield Broken(node.lineno, "saturated-by-mean", {"mean": f"{mean:g}", "inputs": f"{inputs:g}"})


def _inputs(node: ast.AST, numbers: dict[str, float]) -> float | None:
    """The number of inputs that a dense layer is told."""
    if not isinstance(node, ast.Call) or called(node)[0] != "Dense":
        return None
    options = _options(node)
    shape = options.get("input_shape")
    first = shape.elts[0] if isinstance(shape, ast.Tuple) and len(shape.elts) == 1 else options.get("input_dim")
    return _number(first, numbers)
