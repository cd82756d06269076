"""Keys of parameter dictionaries against the layers: what is updated, what is set, which numbers go together.

A network of ``hidden_size_list=[40, 20]`` has the keys W1, W2, W3 and b1, b2, b3. A key that is computed
(``'W' + str(i)``), or a dictionary that comes from elsewhere, may hold anything: then nothing is said.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.code.code_rules import Broken
from quiz.report.code.code_trees import called, name_of, paired
from quiz.report.code.tree_nodes import nodes_in

_KEY: Final = late(r"(?P<letter>[Wb])(?P<number>[1-9]\d?)\Z")
_PARAMETERS: Final = late(r"(?:params?|network|weights|parameters|net|model)\Z")
_LISTS: Final = frozenset({"hidden_size_list", "hidden_sizes", "hidden_layer_sizes", "hidden_list"})
_HIDDEN: Final = late(r"(?P<name>(?:\w+\.)*hidden_(?:layer_)?(?:num|n|count))(?: \+ (?P<more>\d))?")
_TWO_LAYERS: Final = late(r"Two_?Layer_?Net\w*\Z", re.IGNORECASE)


def follow(trees: Sequence[ast.Module | None]) -> Iterator[list[Broken]]:
    """Yield, for each program of a report, what is to be said of its keys; each goes on where the last one ends."""
    dictionaries = _set_keys([tree for tree in trees if tree is not None])
    constants: dict[str, ast.expr] = {}
    layers: int | None = None
    for tree in trees:
        if tree is None:
            yield []
            continue
        found: list[Broken] = []
        layers = _in_order(tree, layers, constants, dictionaries, found)
        unset = list(_never_set(tree, dictionaries))
        told = {broken.line for broken in unset}
        found += [*unset, *(broken for broken in _crosswise(tree) if broken.line not in told)]
        yield found


# -- loops over keys, against the network that was built ----------------------------------------------------------


def _in_order(
    tree: ast.Module,
    layers: int | None,
    constants: dict[str, ast.expr],
    dictionaries: Mapping[str, set[str] | None],
    found: list[Broken],
) -> int | None:
    """Go through a program's statements in order; add what is broken to ``found``, return the layers at its end."""
    for node in _statements(tree.body):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            constants[node.targets[0].id] = node.value
        if not isinstance(node, ast.For):
            for call in (part for part in nodes_in(node) if isinstance(part, ast.Call)):
                built = _layers_of(call, constants)
                layers = layers if built is None else (built or None)
            continue
        found += _counted(node)
        keys = _loop_keys(node, constants)
        name = _updated(node)
        if keys is None or name is None:
            continue
        numbers = {letter: {int(key[1:]) for key in keys if key[0] == letter} for letter in "Wb"}
        shown = ", ".join(keys)
        own = [key for key in dictionaries.get(name) or () if _KEY.match(key)]
        known = layers
        if known is None and len(own) >= 3:
            known = max(int(key[1:]) for key in own)
            known = known if {key for key in own if key[0] == "W"} == {f"W{at}" for at in range(1, known + 1)} else None
        if known is not None:
            wanted = set(range(1, known + 1))
            missing = [f"{letter}{number}" for letter in "Wb" for number in sorted(wanted - numbers[letter])]
            surplus = [key for key in keys if int(key[1:]) > known]
            values = {"layers": str(known), "keys": shown}
            if surplus:
                found.append(Broken(node.lineno, "keys-too-many", values | {"surplus": ", ".join(surplus)}))
            elif missing:
                found.append(Broken(node.lineno, "keys-missing", values | {"missing": ", ".join(missing)}))
            else:
                found.append(Broken(node.lineno, "keys-complete", values))
        elif len(numbers["W"]) >= 2 and numbers["b"] and numbers["W"] != numbers["b"]:
            apart = [f"b{number}" for number in sorted(numbers["W"] - numbers["b"])]
            apart += [f"W{number}" for number in sorted(numbers["b"] - numbers["W"])]
            found.append(Broken(node.lineno, "keys-unpaired", {"keys": shown, "missing": ", ".join(apart)}))
    return layers


def _statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements of a program in order, a loop before what is in it; those of functions too."""
    for node in body:
        inside = [part for part in ast.iter_child_nodes(node) if isinstance(part, ast.stmt)]
        if not inside or isinstance(node, ast.For):
            yield node
        yield from _statements(inside)


def _layers_of(call: ast.Call, constants: dict[str, ast.expr]) -> int | None:
    """Return how many layers a call builds; 0 for a network whose layers can't be told, None for another call."""
    name, _ = called(call)
    for keyword in call.keywords:
        if keyword.arg in _LISTS:
            value = keyword.value
            if isinstance(value, ast.Name):
                value = constants.get(value.id, value)
            if not isinstance(value, ast.List | ast.Tuple) or any(isinstance(part, ast.Starred) for part in value.elts):
                return 0
            return len(value.elts) + 1
    if _TWO_LAYERS.match(name):
        return 2
    return 0 if re.search(r"(?:Net|Network|Model)\Z", name) else None


def _loop_keys(loop: ast.For, constants: dict[str, ast.expr]) -> list[str] | None:
    """Return the keys that a loop goes through, if all of them are those of weights and biases."""
    listed = loop.iter
    if isinstance(listed, ast.Name):
        listed = constants.get(listed.id, listed)
    if not isinstance(listed, ast.Tuple | ast.List) or not listed.elts:
        return None
    keys = [part.value for part in listed.elts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return keys if len(keys) == len(listed.elts) and all(_KEY.match(key) for key in keys) else None


def _updated(loop: ast.For) -> str | None:
    """Return the dictionary of parameters in which a loop changes the entry of its key; None where it changes none."""
    for part in nodes_in(loop):
        if isinstance(part, ast.Subscript) and isinstance(part.ctx, ast.Store) and isinstance(part.slice, ast.Name):
            name = name_of(part.value) or ""
            if isinstance(loop.target, ast.Name) and part.slice.id == loop.target.id and _PARAMETERS.match(name):
                return name
    return None


def _counted(loop: ast.For) -> Iterator[Broken]:
    """Yield a loop over the numbers of hidden layers that updates ``params['W' + str(i)]``: the output is left out."""
    match loop.iter:
        case ast.Call(func=ast.Name(id="range"), args=[ast.Constant(value=1), end]):
            pass
        case _:
            return
    shown = ast.unparse(end)
    counted = _HIDDEN.fullmatch(shown)
    if counted is None or not isinstance(loop.target, ast.Name):
        return
    beyond = int(counted["more"] or 0)
    for part in nodes_in(loop):
        if not (isinstance(part, ast.AugAssign) and isinstance(part.target, ast.Subscript)):
            continue
        index = part.target.slice
        names = {inner.id for inner in nodes_in(index) if isinstance(inner, ast.Name)}
        if loop.target.id in names and _PARAMETERS.match(name_of(part.target.value) or "") and beyond != 2:
            rule = "last-layer-left-out" if beyond < 2 else "layer-too-many"
            yield Broken(loop.lineno, rule, {"range": ast.unparse(loop.iter), "layers": f"{counted['name']} + 1"})
            return


# -- keys that are read, against those that are set ----------------------------------------------------------------


def _set_keys(trees: Sequence[ast.Module]) -> dict[str, set[str] | None]:
    """Return the keys that a report puts into each dictionary of parameters; None where others may be in it."""
    found: dict[str, set[str] | None] = {}
    fills = frozenset(name for tree in trees for name in _filling(tree))
    for tree in trees:
        for node in nodes_in(tree):
            if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
                name = name_of(node.value) or ""
                if not _PARAMETERS.match(name):
                    continue
                held = found.setdefault(name, set())
                if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
                    if held is not None:
                        held.add(node.slice.value)
                elif not isinstance(node.slice, ast.Name):  # a computed key; a loop's key was put in before
                    found[name] = None
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name | ast.Attribute):
                name = name_of(node.targets[0]) or ""
                if _PARAMETERS.match(name) and not _is_empty(node.value):
                    own = _literal_keys(node.value)
                    if own is None and not (isinstance(node.value, ast.Call) and called(node.value)[0] in fills):
                        found[name] = None
                    elif own is not None and found.setdefault(name, set()) is not None:
                        found[name] = (found[name] or set()) | own
            elif isinstance(node, ast.Call) and called(node)[0] in ("update", "setdefault", "load", "pop"):
                owner = called(node)[1]
                if owner is not None and (name := name_of(owner) or ""):
                    found[name] = None
    return found


def _is_empty(value: ast.expr) -> bool:
    return (isinstance(value, ast.Dict) and not value.keys) or (
        isinstance(value, ast.Call)
        and called(value)[0] in ("dict", "OrderedDict")
        and not value.args
        and not value.keywords
    )


def _literal_keys(value: ast.expr) -> set[str] | None:
    if not isinstance(value, ast.Dict):
        return None
    keys = {key.value for key in value.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}
    return keys if len(keys) == len(value.keys) else None


def _filling(tree: ast.Module) -> Iterator[str]:
    """Yield the functions of a program that fill a dictionary of parameters themselves."""
    for node in nodes_in(tree):
        if isinstance(node, ast.FunctionDef) and any(
            isinstance(part, ast.Subscript)
            and isinstance(part.ctx, ast.Store)
            and _PARAMETERS.match(name_of(part.value) or "")
            for part in nodes_in(node)
        ):
            yield node.name


def _never_set(tree: ast.Module, dictionaries: dict[str, set[str] | None]) -> Iterator[Broken]:
    told: set[str] = set()
    for node in nodes_in(tree):
        if not (isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load)):
            continue
        if not (isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str)):
            continue
        name, key = name_of(node.value) or "", node.slice.value
        held = dictionaries.get(name)
        own = sorted(entry for entry in held or () if _KEY.match(entry))
        if held is None or len(own) < 2 or not _KEY.match(key) or key in held or key in told:
            continue
        told.add(key)
        yield Broken(node.lineno, "key-never-set", {"key": key, "name": name, "set": ", ".join(own)})


# -- numbers that go together --------------------------------------------------------------------------------------


def _crosswise(tree: ast.Module) -> Iterator[Broken]:
    """Yield where the weight of one layer meets the bias of another, or a name gets the key of another number."""
    for node in nodes_in(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            weight, bias = _product_weight(node.left), _numbered(node.right)
            if weight and bias and bias[0] == "b" and weight[1:] != bias[1:]:
                yield Broken(node.lineno, "layer-numbers-differ", {"weight": weight, "bias": bias})
        elif isinstance(node, ast.Assign):
            for left, right in paired(node.targets[0], node.value):
                if not (isinstance(left, ast.Name) and _KEY.match(left.id) and isinstance(right, ast.Subscript)):
                    continue
                read = _numbered(right)
                if read and left.id != read and _PARAMETERS.match(name_of(right.value) or ""):
                    yield Broken(node.lineno, "unpacked-crosswise", {"name": left.id, "key": read})


def _numbered(node: ast.expr) -> str | None:
    """Return the name or key of a node if it is one of a layer: W2, b1, params['b1']."""
    name: str | None = None
    if isinstance(node, ast.Name):
        name = node.id
    elif isinstance(node, ast.Attribute):
        name = node.attr
    elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        name = str(node.slice.value)
    return name if name is not None and _KEY.match(name) else None


def _product_weight(node: ast.expr) -> str | None:
    """Return the weight of ``np.dot(x, W1)`` or ``x @ W1``."""
    if isinstance(node, ast.Call) and called(node)[0] in ("dot", "matmul") and node.args:
        found = [name for part in node.args if (name := _numbered(part)) is not None and name[0] == "W"]
        return found[0] if len(found) == 1 else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        found = [name for part in (node.left, node.right) if (name := _numbered(part)) is not None and name[0] == "W"]
        return found[0] if len(found) == 1 else None
    return None
