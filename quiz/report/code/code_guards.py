"""What code must do beyond its formula: no division by 0, no log of 0, weights that differ, dropout that is scaled.

Each rule looks at one function or class, and only where its name or the text says what it is. A name such as ``eps``,
a clip or a small number anywhere in it means that the author has thought of it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.code.code_flow import Scope, Step
from quiz.report.code.code_rules import Broken
from quiz.report.code.code_topics import BlockTopics
from quiz.report.code.code_trees import called, is_gradient, name_of, paired
from quiz.report.code.printed_code import Block
from quiz.report.code.tree_nodes import nodes_in
from solvers.expression import Call, Node, Number, Power, Product, Symbol
from solvers.expression.calculus import names_in, walk

_SMALL: Final = 0.011
_GUARDS: Final = late(r"(?:\w*eps\w*|delta|tiny|theta|small\w*|stab\w*)\Z", re.IGNORECASE)
_CLIPS: Final = frozenset({"clip", "maximum", "where", "nan_to_num", "errstate", "log1p", "fmax", "isclose"})
_MAXIMA: Final = frozenset({"max", "amax", "logsumexp", "nanmax"})
_PARAMETERS: Final = late(r"(?:params?|network|weights|parameters)\Z")
_WEIGHT: Final = late(r"W[1-9]\d?\Z")
_ON_PURPOSE: Final = late(
    r"0\s*[にで]|ゼロ|零|対称|均一|同じ値|定数|悪|実験|比較|すべて|全て|勾配|zero|constant|symmetr|same|bad|wrong|compare|experiment",
    re.IGNORECASE,
)
_DROPPED: Final = late(r"(?:dropout_?)?(?:ratio|rate|prob|p)\Z|drop\w*\Z")

STARTS_WITH_THETA: Final = late(r"h_?\{?0\}?\s*=\s*\\?(?:theta|θ|(?:var)?epsilon|ε)")
"""A formula of the text that begins AdaGrad's h with a small constant."""


def guards_in(block: Block, steps: list[Step], topics: BlockTopics) -> Iterator[Broken]:
    """Yield what the functions and classes of a block leave out."""
    assert block.tree is not None
    yield from _adagrad(block.tree, steps, topics)
    yield from _constant_weights(block)
    for owner, scope in _owners(block.tree, ()):
        name = owner.name
        if isinstance(owner, ast.FunctionDef):
            if re.search(r"softmax", name, re.I) and not re.search(r"loss|cross|log|grad|back|diff|deriv", name, re.I):
                yield from _softmax(owner)
            if re.fullmatch(r"dropout\w*", name):
                yield from _dropout(owner)
            if re.search(r"cross_?entropy|log_?loss|nll", name, re.I):
                yield from _logarithm(owner)
            if (
                re.search(r"batch_?norm", " ".join(scope[-2:]), re.I)
                and not _is_nested(owner, block.tree)
                and name not in ("backward", "__init__")
            ):
                yield from _batch_norm(owner)
        elif re.fullmatch(r"Dropout\w*", name):
            layer = (part for part in owner.body if isinstance(part, ast.FunctionDef))
            yield from _dropout(next((part for part in layer if part.name in ("forward", "__call__")), None))
        elif re.fullmatch(r"Re_?L[uU]\w*", name):
            yield from _relu(owner)


def _owners(node: ast.AST, scope: Scope) -> Iterator[tuple[ast.FunctionDef | ast.ClassDef, Scope]]:
    for part in ast.iter_child_nodes(node):
        if isinstance(part, ast.FunctionDef | ast.ClassDef):
            yield part, (*scope, part.name)
            yield from _owners(part, (*scope, part.name))
        elif isinstance(part, ast.stmt):
            yield from _owners(part, scope)


def _is_nested(owner: ast.FunctionDef, tree: ast.Module) -> bool:
    """Return whether a function stands within another one."""
    outer = [part for part in nodes_in(tree) if isinstance(part, ast.FunctionDef) and part is not owner]
    return any(part is owner for function in outer for part in nodes_in(function))


def _is_guarded(owner: ast.AST) -> bool:
    """Return whether a small number, a name for one, or a clip is anywhere in some code."""
    for part in nodes_in(owner):
        if isinstance(part, ast.Constant) and isinstance(part.value, float) and 0 < abs(part.value) < _SMALL:
            return True
        if isinstance(part, ast.Name | ast.Attribute | ast.arg):
            name = part.id if isinstance(part, ast.Name) else part.attr if isinstance(part, ast.Attribute) else part.arg
            if _GUARDS.match(name) or name in _CLIPS:
                return True
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Pow) and isinstance(part.right, ast.UnaryOp):
            return True  # 10 ** -7
    return False


# -- functions -----------------------------------------------------------------------------------------------------


def _softmax(owner: ast.FunctionDef) -> Iterator[Broken]:
    calls = [part for part in nodes_in(owner) if isinstance(part, ast.Call)]
    names = {called(call)[0] for call in calls}
    own = [call for call in calls if called(call)[0] == "exp"]
    summed = "sum" in names
    plain = all(len(call.args) == 1 and isinstance(call.args[0], ast.Name | ast.Subscript) for call in own)
    if own and plain and summed and not names & (_MAXIMA | _CLIPS) and not _is_guarded(owner):
        yield Broken(own[0].lineno, "softmax-overflow")


def _root(part: ast.expr) -> str:
    """Return the name that an element is taken from."""
    while isinstance(part, ast.Subscript):
        part = part.value
    return part.id if isinstance(part, ast.Name) else ""


def _logarithm(owner: ast.FunctionDef) -> Iterator[Broken]:
    calls = [part for part in nodes_in(owner) if isinstance(part, ast.Call)]
    names = {called(call)[0] for call in calls}
    logs = [call for call in calls if called(call)[0] == "log" and len(call.args) == 1]
    if not logs or _is_guarded(owner) or names & {"softmax", "log_softmax", "exp", "sigmoid", *_MAXIMA}:
        return
    # What a comprehension goes over may have been made there, away from 0.
    gone_over = {
        name.id
        for part in nodes_in(owner)
        if isinstance(part, ast.comprehension)
        for name in nodes_in(part.target)
        if isinstance(name, ast.Name)
    }
    bare = [
        call
        for call in logs
        if isinstance(call.args[0], ast.Name | ast.Subscript) and _root(call.args[0]) not in gone_over
    ]
    if bare:
        yield Broken(bare[0].lineno, "log-of-zero")


def _batch_norm(owner: ast.FunctionDef) -> Iterator[Broken]:
    if _is_guarded(owner):
        return
    spread = re.compile(r"(?:self\.)?\w*(?:var|sigma2|variance)\w*\Z", re.IGNORECASE)
    deviations: set[str] = set()
    for part in nodes_in(owner):
        if isinstance(part, ast.Assign) and isinstance(part.targets[0], ast.Name) and _is_deviation(part.value, spread):
            deviations.add(part.targets[0].id)
    for part in nodes_in(owner):
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Div):
            below = part.right
            if _is_deviation(below, spread) or (isinstance(below, ast.Name) and below.id in deviations):
                yield Broken(part.lineno, "batch-norm-division-by-zero")
                return


def _is_deviation(node: ast.expr, spread: re.Pattern[str]) -> bool:
    """Return whether an expression is a standard deviation and nothing more: √variance, ``x.std()``."""
    if not isinstance(node, ast.Call):
        return False
    name, owner = called(node)
    if name == "std":
        return True
    if name != "sqrt" or owner is not None or len(node.args) != 1:
        return False
    inside = node.args[0]
    if isinstance(inside, ast.Call):
        return called(inside)[0] == "var"
    return spread.match(ast.unparse(inside)) is not None


def _relu(owner: ast.ClassDef) -> Iterator[Broken]:
    """A mask of what is positive, where what is masked becomes 0."""
    masks: dict[str, bool] = {}
    for part in nodes_in(owner):
        if not isinstance(part, ast.Assign):
            continue
        target, value = part.targets[0], part.value
        if isinstance(value, ast.Compare) and len(value.ops) == 1 and isinstance(value.left, ast.Name):
            right = value.comparators[0]
            if isinstance(right, ast.Constant) and right.value == 0 and (name := name_of(target)):
                masks[name] = isinstance(value.ops[0], ast.Gt | ast.GtE)
        elif isinstance(target, ast.Subscript) and isinstance(value, ast.Constant) and value.value == 0:
            name = name_of(target.slice) or ""
            if masks.get(name):
                yield Broken(part.lineno, "relu-mask", {"mask": name})


# -- initial weights -----------------------------------------------------------------------------------------------


def _constant_weights(block: Block) -> Iterator[Broken]:
    """Weights W1, W2 ... of a network of several layers that all start at one value."""
    assert block.tree is not None
    words = " ".join([block.above, block.below, *block.headings, *(comment.text for comment in block.comments)])
    if _ON_PURPOSE.search(words):
        return
    weights: dict[str, tuple[int, str] | None] = {}
    for node in nodes_in(block.tree):
        for key, given in _weights_given(node) if isinstance(node, ast.Assign) else ():
            shown = _constant(given)
            weights[key] = None if shown is None or weights.get(key, ()) is None else (given.lineno, shown)
    constant = {key: found for key, found in weights.items() if found is not None}
    if len(weights) >= 2 and constant:
        key, (line, value) = next(iter(constant.items()))
        yield Broken(line, "weights-constant", {"name": key, "value": value})


def _weights_given(node: ast.Assign) -> Iterator[tuple[str, ast.expr]]:
    """Yield the weights W1, W2 ... that an assignment gives values, one by one or as a whole dictionary."""
    if isinstance(node.value, ast.Dict) and _PARAMETERS.match(name_of(node.targets[0]) or ""):
        for key, value in zip(node.value.keys, node.value.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str) and _WEIGHT.match(key.value):
                yield key.value, value
    for target, value in paired(node.targets[0], node.value):
        if _WEIGHT.match(key_name := _weight_key(target)):
            yield key_name, value


def _weight_key(target: ast.expr) -> str:
    """Return the name of the weights that are assigned: W1, self.W1, params['W1']; "" for anything else."""
    if isinstance(target, ast.Subscript):
        key = target.slice.value if isinstance(target.slice, ast.Constant) else None
        return key if isinstance(key, str) and _PARAMETERS.match(name_of(target.value) or "") else ""
    return name_of(target) or ""


def _constant(value: ast.expr) -> str | None:
    """Return the value that an array of several axes has everywhere; None for others."""
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Mult):
        number = value.left if isinstance(value.left, ast.Constant) else value.right
        other = value.right if isinstance(value.left, ast.Constant) else value.left
        inner = _constant(other)
        return ast.unparse(number) if inner == "1" and isinstance(number, ast.Constant) else inner
    if not isinstance(value, ast.Call) or not value.args:
        return None
    name, _ = called(value)
    if not (isinstance(value.args[0], ast.Tuple) and len(value.args[0].elts) >= 2):
        return None
    if name == "full" and len(value.args) == 2 and isinstance(value.args[1], ast.Constant):
        return ast.unparse(value.args[1])
    return {"zeros": "0", "ones": "1"}.get(name)


# -- AdaGrad -------------------------------------------------------------------------------------------------------


def _adagrad(tree: ast.Module, steps: list[Step], topics: BlockTopics) -> Iterator[Broken]:
    zeros = _zero_states(tree)
    rooted = {
        part.args[0].name
        for step in steps
        for part in walk(step.right)
        if isinstance(part, Call) and part.name == "sqrt" and isinstance(part.args[0], Symbol)
    }
    sums = {step.left for step in steps if step.updates}
    for step in steps:
        said = topics.of(step.line, step.scope, ("momentum", "adagrad", "rmsprop", "adam"))
        if said is None or step.left is None or said.topics != {"adagrad"}:
            continue
        roots = [part for part in walk(step.right) if isinstance(part, Call) and part.name == "sqrt"]
        state = next((part.args[0].name for part in roots if isinstance(part.args[0], Symbol)), "")
        if step.updates and state and state in zeros and "grad" in names_in(step.right) and not _adds(step.right):
            added = [other for other in steps if other.left is not None and _plain(other.left) == state]
            if any("grad" in names_in(other.right) for other in added) and not _owner_is_guarded(tree, step):
                yield Broken(step.line, "adagrad-division-by-zero")
        if (
            not step.updates
            and _is_square(step.right)
            and _plain(step.left) in zeros | rooted
            and step.left not in sums
        ):
            yield Broken(step.line, "adagrad-not-summed")


def begins_with_zero(tree: ast.Module, steps: list[Step], topics: BlockTopics) -> Iterator[Broken]:
    """Yield where the code begins AdaGrad's h with zeros, for a text that begins it with a small constant."""
    for step in steps:
        said = topics.of(step.line, step.scope, ("momentum", "adagrad", "rmsprop", "adam"))
        if not step.updates or step.left is None or said is None or said.topics != {"adagrad"}:
            continue
        starts = [
            node.lineno
            for node in nodes_in(tree)
            if isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and called(node.value)[0] in ("zeros_like", "zeros")
            and name_of(node.targets[0]) == step.left
        ]
        if starts and "grad" in names_in(step.right):
            yield Broken(starts[0], "adagrad-start-differs")
            return


def _owner_is_guarded(tree: ast.Module, step: Step) -> bool:
    """Return whether the outermost class or function around a step has a guard; without one, the whole program."""
    for node in tree.body:
        if step.scope and isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == step.scope[0]:
            return any(_GUARDS.match(part.id) is not None for part in nodes_in(node) if isinstance(part, ast.Name))
    return False


def _plain(name: str) -> str:
    return name.replace("_", "").lower() if len(name) > 1 else name


def _adds(tree: Node) -> bool:
    """Return whether a constant is added under or beside a root below a fraction's line."""
    for part in walk(tree):
        if isinstance(part, Number) and 0 < part.value < 1:
            return True
        if isinstance(part, Symbol) and _GUARDS.match(part.name.lstrip("Q")):
            return True
    return False


def _is_square(tree: Node) -> bool:
    """Return whether a tree is the square of the gradient and nothing more."""
    if isinstance(tree, Power):
        return tree.args[0] == Symbol("grad") and tree.args[1] == Number(2)
    return isinstance(tree, Product) and tree.args == (Symbol("grad"), Symbol("grad"))


def _zero_states(tree: ast.Module) -> frozenset[str]:
    """Return the names whose entries begin with zeros."""
    found = set()
    for node in nodes_in(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            name = name_of(node.targets[0])
            if called(node.value)[0] in ("zeros_like", "zeros") and name is not None and not is_gradient(name):
                found.add(_plain(name))
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.DictComp):
            name = name_of(node.targets[0])
            inner = node.value.value
            if name is not None and isinstance(inner, ast.Call) and called(inner)[0] in ("zeros_like", "zeros"):
                found.add(_plain(name))
    return frozenset(found)


# -- dropout -------------------------------------------------------------------------------------------------------


def _dropout(forward: ast.FunctionDef | None) -> Iterator[Broken]:
    """Training and test of a layer: exactly one of the two scales, with the share that is kept."""
    if forward is None:
        return
    branch = next(
        (part for part in nodes_in(forward) if isinstance(part, ast.If) and "train" in ast.unparse(part.test)), None
    )
    returns = [part for part in nodes_in(forward) if isinstance(part, ast.Return) and part.value is not None]
    compared = [
        part for part in nodes_in(forward)
        if isinstance(part, ast.Compare) and len(part.ops) == 1 and isinstance(part.left, ast.Call)
        and called(part.left)[0] in ("rand", "random", "uniform")
    ]  # fmt: skip
    if len(compared) != 1 or len(returns) != 2 or branch is None:
        return
    ratio = name_of(compared[0].comparators[0])
    if ratio is None or not _DROPPED.match(ratio) or not isinstance(compared[0].ops[0], ast.Gt | ast.GtE):
        return
    inside = {id(part) for node in branch.body for part in nodes_in(node)}
    turned = isinstance(branch.test, ast.UnaryOp)  # if not train
    during = [part for part in returns if (id(part) in inside) != turned]
    after = [part for part in returns if (id(part) in inside) == turned]
    if len(during) != 1 or len(after) != 1:
        return
    scaled = any(
        isinstance(part, ast.BinOp | ast.AugAssign) and isinstance(part.op, ast.Div)
        for node in (forward.body if turned else branch.body) for part in nodes_in(node)
    )  # fmt: skip
    shown = ast.unparse(compared[0].comparators[0])
    value = after[0].value
    assert value is not None
    if isinstance(value, ast.BinOp) and isinstance(value.right, ast.Constant) and value.right.value == 1:
        value = value.left  # x * 1.0
    if isinstance(value, ast.Name):
        others = [node for node in (branch.body if turned else branch.orelse) if node is not after[0]]
        if not scaled and not any(isinstance(part, ast.Mult) for node in others for part in nodes_in(node)):
            yield Broken(after[0].lineno, "dropout-unscaled")
    elif isinstance(value, ast.BinOp) and isinstance(value.op, ast.Mult):
        if scaled:
            yield Broken(after[0].lineno, "dropout-scaled-twice")
        elif shown in (ast.unparse(value.left), ast.unparse(value.right)):
            yield Broken(after[0].lineno, "dropout-wrong-factor", {"ratio": shown})
