"""Random numbers and orders that a program draws and never uses: ``shuffle_idx``, a mask, the mini-batch's numbers.

A name counts as used if it is read anywhere in its function or, outside of functions, anywhere later in the report. A
blank to be filled in (``(き)``, ``...``) may be what uses it.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from quiz.columns import truncate
from quiz.reading.late_patterns import late
from quiz.report.code.code_rules import Broken
from quiz.report.code.code_trees import called, paired
from quiz.report.code.tree_nodes import nodes_in

_ORDERS: Final = frozenset({"permutation", "randperm", "choice", "argsort"})
_FILLED: Final = late(r"\w+\[\w*:\w*\]\s*,\s*\w+\[")
"""Two slices that fill a gap for a mini-batch."""
_INDEX: Final = late(r"\w*(?:idx|index|indices|perm(?!ute)|shuffle|mask)\w*\Z", re.IGNORECASE)
"""Names of what only serves to choose entries: computed and never used, it is forgotten, whatever computes it."""
_DRAWS: Final = _ORDERS | {"randint", "rand", "random", "binomial", "randn", "normal", "uniform", "sample"}


def unused_draws(trees: Sequence[ast.Module | None], after: Sequence[str] = ()) -> list[list[Broken]]:
    """Return, for each program of a report, the draws that nothing uses.

    ``after`` is the text behind each program: where it fills a gap of the program with code, and none of that uses a
    draw either, the draw is told all the same.

    >>> program = ast.parse("order = np.random.permutation(9)\\nx = data[:3]")
    >>> [broken.values["name"] for broken in unused_draws([program])[0]]
    ['order']
    """
    read: Counter[str] = Counter()
    blank = False
    found: list[list[Broken]] = []
    for at, tree in reversed(list(enumerate(trees))):  # what is read later is known when a program's turn comes
        if tree is None:
            found.append([])
            continue
        read.update(_read_in(tree))
        here = _has_blank(tree)
        blank = blank or here
        broken = list(_of_program(tree, frozenset() if blank else _ORDERS, read))
        if here:
            filled = after[at] if at < len(after) and _FILLED.search(after[at]) else None
            broken = [entry for entry in broken if filled is not None and str(entry.values["name"]) not in filled]
        found.append(broken)
    return found[::-1]


def _of_program(tree: ast.Module, kinds: frozenset[str], read: Counter[str]) -> Iterator[Broken]:
    for function in (node for node in nodes_in(tree) if isinstance(node, ast.FunctionDef)):
        yield from _unused(function.body, _read_in(function), _DRAWS, function.body[-1].end_lineno or 0)
        yield from _half_shuffled(function.body)
    # A line that is shown by itself is no program: what could use an order must stand behind it.
    picked = [part for part in nodes_in(tree) if isinstance(part, ast.Subscript) and isinstance(part.ctx, ast.Load)]
    yield from _unused(tree.body, read, kinds, max((part.lineno for part in picked), default=0))
    yield from _half_shuffled(tree.body)


def _has_blank(tree: ast.Module) -> bool:
    """Return whether a program has a gap: ``...``, a name of Japanese signs, nothing but underscores."""
    for node in nodes_in(tree):
        if isinstance(node, ast.Constant) and node.value is ...:
            return True
        if isinstance(node, ast.Name) and (not node.id.isascii() or (len(node.id) > 1 and not node.id.strip("_"))):
            return True
    return False


def _read_in(node: ast.AST) -> Counter[str]:
    """Count the names that are read in a program; where it asks for all of them, every name is."""
    found: Counter[str] = Counter()
    everything = False
    for part in nodes_in(node):
        if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Store):
            found[part.id] += 1
        elif isinstance(part, ast.Expr) and isinstance(part.value, ast.Call) and _is_shuffle(part.value):
            found.subtract(name.id for name in nodes_in(part.value) if isinstance(name, ast.Name))  # reordered only
        elif isinstance(part, ast.Global | ast.Nonlocal):
            found.update(part.names)
        elif isinstance(part, ast.AugAssign) and isinstance(part.target, ast.Name):
            found[part.target.id] += 1
        everything = everything or (isinstance(part, ast.Name) and part.id in ("locals", "globals", "vars"))
    if everything:
        found.update(part.id for part in nodes_in(node) if isinstance(part, ast.Name))
    return Counter({name: count for name, count in found.items() if count > 0})


def _is_drawn_for_use(call: ast.Call) -> bool:
    """Return whether a draw is of many numbers: a single one, or one of a list that is written out, tells a case."""
    return bool(call.args or call.keywords) and not any(isinstance(part, ast.List) for part in call.args)


def _unused(body: Sequence[ast.stmt], read: Counter[str], kinds: frozenset[str], last: int) -> Iterator[Broken]:
    """Yield the draws of a suite that nothing reads; ``last`` is the line of what could still have used one."""
    for node in _inside(body):
        if not (isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)):
            continue
        name = node.targets[0].id
        drawn = [part for part in nodes_in(node.value) if isinstance(part, ast.Call)]
        if any(_is_shuffle(call) for call in drawn[:1]):
            yield Broken(node.lineno, "shuffle-gives-nothing", {"name": name})
            continue
        if name in read or name.startswith("_") or not kinds or node.lineno >= last:
            continue
        call = next((call for call in drawn if called(call)[0] in kinds and _is_drawn_for_use(call)), None)
        if call is not None:
            yield Broken(node.lineno, "unused-draw", {"name": name, "call": ast.unparse(call.func)})
        elif _INDEX.match(name) and isinstance(node.value, ast.Call | ast.Compare | ast.BinOp):
            yield Broken(node.lineno, "unused-draw", {"name": name, "call": truncate(ast.unparse(node.value), 40)})


def _is_shuffle(call: ast.Call) -> bool:
    return ast.unparse(call.func) in ("np.random.shuffle", "numpy.random.shuffle", "random.shuffle")


def _inside(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements of a suite and of those inside it, but for those of functions and classes."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            continue
        yield node
        yield from _inside([part for part in ast.iter_child_nodes(node) if isinstance(part, ast.stmt)])


# -- half of a pair ------------------------------------------------------------------------------------------------


def _half_shuffled(body: Sequence[ast.stmt]) -> Iterator[Broken]:
    """Yield where the features of a mini-batch are reordered and its labels are not, or the other way round."""
    orders: set[str] = set()
    parts: list[tuple[int, str, ast.expr]] = []
    for node in _inside(body):
        if not isinstance(node, ast.Assign):
            continue
        target, value = node.targets[0], node.value
        drawn = isinstance(value, ast.Call) and called(value)[0] == "permutation"
        part = isinstance(value, ast.Subscript) and isinstance(value.value, ast.Name) and value.value.id in orders
        if isinstance(target, ast.Name) and (drawn or part):
            orders.add(target.id)
        for left, right in paired(target, value):
            if isinstance(left, ast.Name) and "batch" in left.id and isinstance(right, ast.Subscript):
                parts.append((node.lineno, left.id, right.slice))
    if not orders or len(parts) != 2:
        return
    ordered = [{part.id for part in nodes_in(index) if isinstance(part, ast.Name)} & orders for _, _, index in parts]
    if bool(ordered[0]) != bool(ordered[1]):
        plain = parts[1] if ordered[0] else parts[0]
        name = sorted(ordered[0] or ordered[1])[0]
        yield Broken(plain[0], "labels-not-shuffled", {"name": name, "plain": plain[1]})
