"""The program that trains: how far its updates go through the data, and at which places of an axis it draws.

Settings go on from block to block, as the cells of a notebook do.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from typing import Final

from quiz.reading.late_patterns import late
from quiz.reading.spelling import normalize
from quiz.report.code.code_rules import Broken
from quiz.report.code.code_trees import called
from quiz.report.code.printed_code import Block
from quiz.report.code.tree_nodes import nodes_in

_STEPS: Final = late(r"(?:iters?_?num|num_?iters?|n_?iters?|iterations?|max_iter\w*)\Z")
_BATCH: Final = late(r"(?:mini_?)?batch_?size\Z")
_IMAGES: Final = 60_000
"""The training images that ``load_mnist`` gives."""
_EPOCHS: Final = late(r"(?:エポック|epochs?)(?:の?数|を?回す数)?\W*\Z", re.IGNORECASE)


def training_programs(blocks: Sequence[Block]) -> Iterator[tuple[Block, Broken]]:
    """Yield what is to be said of the settings and the axes of a report's training programs."""
    whole = _is_whole_data(blocks)
    intervals: set[str] = set()
    for block in blocks:
        if block.tree is None:
            continue
        nodes = nodes_in(block.tree)
        intervals |= set(_recorded_after(nodes))
        numbers = dict(_numbers(nodes))
        yield from ((block, broken) for broken in _settings(numbers, whole))
        yield from ((block, broken) for broken in _called_epochs(block, numbers))
        yield from ((block, broken) for broken in _shifted_axes(nodes, intervals))


def _is_whole_data(blocks: Sequence[Block]) -> bool:
    """Return whether a report trains with all images of MNIST, as far as its code tells."""
    loaded = cut = False
    for block in blocks:
        for node in nodes_in(block.tree) if block.tree is not None else ():
            loaded = loaded or (isinstance(node, ast.Call) and called(node)[0] == "load_mnist")
            match node:
                case ast.Assign(targets=[ast.Name(id="x_train" | "X_train")], value=ast.Subscript(slice=ast.Slice())):
                    cut = True
    return loaded and not cut


def _numbers(nodes: Sequence[ast.AST]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the names that are given whole numbers, each with its line and its number."""
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=int() as number), lineno=line):
                yield name, (line, number)


def _settings(numbers: dict[str, tuple[int, int]], whole: bool) -> Iterator[Broken]:
    steps = [found for name, found in numbers.items() if _STEPS.match(name)]
    batch = [found for name, found in numbers.items() if _BATCH.match(name)]
    if not whole or len(steps) != 1 or len(batch) != 1 or steps[0][1] <= 0 or not 0 < batch[0][1] <= _IMAGES:
        return
    line, count = steps[0]
    size = batch[0][1]
    epochs = f"{count * size / _IMAGES:.3g}"
    values = {"steps": str(count), "batch": str(size), "drawn": f"{count * size:,}", "epochs": epochs}
    yield Broken(line, "training-settings", values)


def _called_epochs(block: Block, numbers: dict[str, tuple[int, int]]) -> Iterator[Broken]:
    """Yield the number of updates where the comment beside it calls it the number of epochs."""
    steps = [(name, line) for name, (line, number) in numbers.items() if _STEPS.match(name) and number > 1]
    comments = block.comments if steps else ()
    beside = {comment.line: normalize(comment.text) for comment in comments if not comment.alone}
    for name, line in steps:
        if _EPOCHS.match(beside.get(line, "")):
            yield Broken(line, "iterations-not-epochs", {"name": name})


def _recorded_after(nodes: Sequence[ast.AST]) -> Iterator[str]:
    """Yield the intervals at whose end something is recorded: ``if (i + 1) % plot_interval == 0``."""
    for node in nodes:
        match node:
            case ast.Compare(
                left=ast.BinOp(
                    left=ast.BinOp(left=ast.Name(), op=ast.Add(), right=ast.Constant(value=1)),
                    op=ast.Mod(),
                    right=ast.Name(id=interval),
                ),
                ops=[ast.Eq()],
                comparators=[ast.Constant(value=0)],
            ):
                yield interval


def _shifted_axes(nodes: Sequence[ast.AST], intervals: set[str]) -> Iterator[Broken]:
    for node in nodes:
        match node:
            case ast.Assign(
                targets=[ast.Name()],
                value=ast.Call(
                    func=ast.Name(id="range"),
                    args=[ast.Constant(value=0), ast.Name(id=end), ast.Name(id=interval)],
                ) as axis,
            ) if interval in intervals:
                wanted = f"range({interval}, {end} + 1, {interval})"
                yield Broken(node.lineno, "plot-axis-shifted", {"range": ast.unparse(axis), "wanted": wanted})
