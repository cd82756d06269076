"""What the classes of a network do as a whole: forward and backward, the gradients of its layers, its accuracy.

A function that has it right is told so, which no formula of the course could; one that is like it but for one thing is
told what that is. What is built in another way is left alone.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.code.code_rules import Broken
from quiz.report.code.code_trees import called
from quiz.report.code.tree_nodes import nodes_in

_LAYERS: Final = late(r"layers?\b|layers?\)")
_GRADIENTS: Final = late(r"(?:self\.)?grads?\Z")
_HIDDEN: Final = late(r"(?:\w+\.)*hidden_(?:layer_)?(?:num|n|count)(?: \+ (?P<more>\d))?\Z")
_ACCURACY: Final = late(r"acc(?:uracy|r)?", re.IGNORECASE)
_NUMBERED: Final = late(r"(?P<letter>[A-Za-z]+)(?P<number>\d{0,2})\Z")
_OF_LETTER: Final = {"W": "dW", "b": "db", "gamma": "dgamma", "beta": "dbeta"}


@dataclass(frozen=True, slots=True)
class _Suite:
    """A function, or what of a program stands in none: its name, and all its nodes."""

    name: str
    nodes: Sequence[ast.AST]


def passes_in(tree: ast.Module) -> Iterator[Broken]:
    """Yield what is right or wrong in the passes, the gradients and the accuracy of a program.

    >>> program = "def predict(self, x):\\n    for layer in self.layers.values():\\n        x = layer.forward(x)"
    >>> [found.rule for found in passes_in(ast.parse(program))]
    ['forward-in-order']
    """
    for suite in _suites(tree):
        yield from _through_layers(suite)
        yield from _gradients(suite)
        yield from _accuracy(suite)


def _suites(tree: ast.Module) -> Iterator[_Suite]:
    nodes = nodes_in(tree)
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
    inside = {id(part) for function in functions for part in nodes_in(function)}
    yield _Suite("", [node for node in nodes if id(node) not in inside])
    for function in functions:
        yield _Suite(function.name, nodes_in(function))


# -- forward and backward ------------------------------------------------------------------------------------------


def _through_layers(suite: _Suite) -> Iterator[Broken]:
    """Loops in which each layer is given something and gives something."""
    for loop in suite.nodes:
        if not (isinstance(loop, ast.For) and isinstance(loop.target, ast.Name) and not loop.orelse):
            continue
        for line, way, given, gets in _calls(loop):
            shown = ast.unparse(loop.iter)
            turned = _is_turned(loop, suite)
            if turned is None:
                continue
            values = {"given": given, "gets": gets, "layers": shown}
            if given != gets:
                if given not in _stored(loop):
                    yield Broken(line, f"{way}-input-kept", values)
            elif way == "forward":
                yield Broken(loop.lineno, "forward-reversed" if turned else "forward-in-order", values)
            else:
                yield Broken(loop.lineno, "backward-in-reverse" if turned else "backward-in-order", values)


def _calls(loop: ast.For) -> Iterator[tuple[int, str, str, str]]:
    """Yield the passes of a loop's layer: line, way, the name that it is given, the name that gets the result."""
    assert isinstance(loop.target, ast.Name)
    for part in loop.body:
        match part:
            case ast.Assign(
                targets=[ast.Name(id=gets)],
                value=ast.Call(
                    func=ast.Attribute(value=ast.Name(id=owner), attr="forward" | "backward" as way),
                    args=[ast.Name(id=given), *_],
                ),
            ) if owner == loop.target.id:
                yield part.lineno, way, given, gets


def _stored(node: ast.AST) -> set[str]:
    return {part.id for part in nodes_in(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}


def _is_turned(loop: ast.For, suite: _Suite) -> bool | None:
    """Return whether a loop goes through the layers from the last to the first; None where that can't be told."""
    if _turns(loop.iter):
        return True
    if not isinstance(loop.iter, ast.Name):
        return False if _LAYERS.search(ast.unparse(loop.iter)) else None
    name, turned, listed = loop.iter.id, False, False
    for part in suite.nodes:
        match part:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name and part.lineno < loop.lineno:
                listed = bool(_LAYERS.search(ast.unparse(value)))
                turned = _turns(value)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr="reverse")) if owner == name:
                turned = True
    return turned if listed or turned else None


def _turns(node: ast.expr) -> bool:
    """Return whether an expression turns an order round."""
    for part in nodes_in(node):
        if isinstance(part, ast.Call) and called(part)[0] == "reversed":
            return True
        if isinstance(part, ast.Slice) and part.step is not None and ast.unparse(part.step) == "-1":
            return True
    return False


# -- gradients -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Taken:
    """A gradient that is taken from a layer: ``grad['W' + str(i)] = self.layers['Affine' + str(i)].dW``."""

    line: int
    letter: str
    number: str
    attribute: str
    layer: str

    @property
    def right(self) -> bool:
        """Whether it is that layer's gradient for that parameter."""
        return self.attribute == _OF_LETTER.get(self.letter, self.attribute) and self.number == self.layer


def _gradients(suite: _Suite) -> Iterator[Broken]:
    loops = [loop for loop in suite.nodes if isinstance(loop, ast.For)]
    looped: set[int] = set()
    for loop in loops:
        taken = [found for part in loop.body if (found := _taken(part)) is not None]
        looped |= {found.line for found in taken}
        if taken:
            yield from _of_loop(loop, taken, suite)
    single = [found for part in suite.nodes if (found := _taken(part)) is not None and found.line not in looped]
    yield from _all_right(single)


def _of_loop(loop: ast.For, taken: Sequence[_Taken], suite: _Suite) -> Iterator[Broken]:
    wrong = [found for found in taken if not found.right]
    match loop.iter:
        case ast.Call(func=ast.Name(id="range"), args=[ast.Constant(value=1), end]):
            counted = _HIDDEN.match(ast.unparse(end))
        case _:
            counted = None
    later = any(found is not None and found.line > (loop.end_lineno or 0) for found in map(_taken, suite.nodes))
    # Outside of a function such a loop updates as well, which is judged with the keys.
    if counted is not None and suite.name and not wrong and not later and int(counted["more"] or 0) < 2:
        yield Broken(loop.lineno, "gradients-left-out", {"range": ast.unparse(loop.iter)})
        return
    yield from _all_right(taken)


def _all_right(taken: Sequence[_Taken]) -> Iterator[Broken]:
    for found in taken:
        if not found.right:
            said, done = f"{found.letter} {found.number}".strip(), f"{found.attribute} {found.layer}".strip()
            yield Broken(found.line, "gradient-of-another", {"said": said, "done": done})
    letters = sorted({found.letter for found in taken if found.letter in ("W", "b")})
    if letters == ["W", "b"] and all(found.right for found in taken):
        yield Broken(taken[0].line, "gradients-of-layers", {})


def _taken(node: ast.AST) -> _Taken | None:
    if not (isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript)):
        return None
    target = node.targets[0]
    value = node.value
    while isinstance(value, ast.BinOp):  # a penalty's gradient may be added
        value = value.left
    if not _GRADIENTS.match(ast.unparse(target.value)) or not isinstance(value, ast.Attribute):
        return None
    if not isinstance(value.value, ast.Subscript) or not _LAYERS.search(ast.unparse(value.value.value)):
        return None
    key, layer = _parts(target.slice), _parts(value.value.slice)
    if key is None or layer is None or key[0] not in _OF_LETTER or value.attr not in _OF_LETTER.values():
        return None
    return _Taken(node.lineno, key[0], key[1], value.attr, layer[1])


def _parts(key: ast.expr) -> tuple[str, str] | None:
    """Return the letters of a key and its number, as it is written: ``'W' + str(i)`` has W and i."""
    match key:
        case ast.Constant(value=str(text)):
            found = _NUMBERED.match(text)
            return (found["letter"], found["number"]) if found is not None and found["number"] else None
        case ast.BinOp(left=ast.Constant(value=str(text)), op=ast.Add(), right=ast.Call(args=[number])):
            return text, ast.unparse(number)
        case ast.JoinedStr(values=[ast.Constant(value=str(text)), ast.FormattedValue(value=number)]):
            return text, ast.unparse(number)
    return None


# -- accuracy ------------------------------------------------------------------------------------------------------


def _accuracy(suite: _Suite) -> Iterator[Broken]:
    """The share of samples whose largest output is that of the label."""
    axes = dict(_axes(suite))
    for part in suite.nodes:
        if not isinstance(part, ast.Assign | ast.Return) or part.value is None:
            continue
        own = ast.unparse(part.targets[0]) if isinstance(part, ast.Assign) else suite.name
        found = _share(part.value)
        if found is None or not (_ACCURACY.search(own) or _ACCURACY.search(suite.name)):
            continue
        compared, size = found
        chosen = [axis for side in (compared.left, compared.comparators[0]) for axis in _axis_of(side, axes)]
        count = "" if size is None else _counted(size)
        if count is None:
            continue
        if re.search(r"\.shape\[(?!0\])", count):
            yield Broken(part.lineno, "accuracy-divisor", {"divisor": count})
        elif "0" in chosen and re.search(r"\.shape\[0\]|len\(", count):
            yield Broken(part.lineno, "accuracy-axis", {})
        else:
            yield Broken(part.lineno, "accuracy-share", {})


def _share(value: ast.expr) -> tuple[ast.Compare, ast.expr | None] | None:
    """Return what is compared and by what it is divided: ``np.sum(y == t) / n``; None by the mean's own count."""
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Div):
        compared = _equal_ones(value.left, "sum")
        return None if compared is None else (compared, value.right)
    compared = _equal_ones(value, "mean")
    return None if compared is None else (compared, None)


def _equal_ones(value: ast.expr, wanted: str) -> ast.Compare | None:
    while isinstance(value, ast.Call):
        name, owner = called(value)
        inside = owner if owner is not None else next(iter(value.args), None)
        if inside is None or name not in (wanted, "float"):
            return None
        if isinstance(inside, ast.Compare) and name == wanted:
            return inside if len(inside.ops) == 1 and isinstance(inside.ops[0], ast.Eq) else None
        value = inside
    return None


def _counted(size: ast.expr) -> str | None:
    """Return how many samples a share is divided by, as it is written; None for what counts none."""
    while isinstance(size, ast.Call) and called(size)[0] in ("float", "int") and size.args:
        size = size.args[0]
    shown = ast.unparse(size)
    return (
        shown
        if re.fullmatch(r"(?:\w+\.)*\w+\.shape\[-?\d\]|len\(\w+\)|(?:\w+\.)*(?:batch_?size|n|N|size|num)", shown)
        else None
    )


def _axes(suite: _Suite) -> Iterator[tuple[str, str]]:
    """Yield the names that hold the places of the largest entries, with the axis along which these were looked for."""
    for part in suite.nodes:
        if isinstance(part, ast.Assign) and isinstance(part.targets[0], ast.Name):
            for axis in _axis_of(part.value, {}):
                yield part.targets[0].id, axis


def _axis_of(side: ast.expr, known: dict[str, str]) -> list[str]:
    if isinstance(side, ast.Name):
        return [known[side.id]] if side.id in known else []
    if isinstance(side, ast.Call) and called(side)[0] == "argmax":
        given = [keyword.value for keyword in side.keywords if keyword.arg == "axis"]
        given += side.args[-1:] if len(side.args) == (1 if called(side)[1] is not None else 2) else []
        return [ast.unparse(part) for part in given[:1]]
    return []
