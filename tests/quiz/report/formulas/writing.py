"""Writes a form of the course's file as LaTeX, in letters of one's choice; makes forms with one thing wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from quiz.report.formulas.equations import NORM, TOTAL
from solvers.expression import to_latex
from solvers.expression.calculus import substitute
from solvers.expression.nodes import Bound, Call, Negative, Node, Number, Power, Product, Quotient, Sum, Symbol

USUAL = {
    "lr": "epsilon", "inertia": "mu", "decay": "alpha", "tiny": "theta", "moment": "m", "strength": "lambda",
    "loss": "E", "image": "n", "kernel": "k", "pad": "p", "stride": "s", "spread": "v", "mean": "mu",
}  # fmt: skip
LABELS = {
    "sgd": "確率的勾配降下法", "momentum": "モメンタム", "adagrad": "AdaGrad", "rmsprop": "RMSProp", "adam": "Adam",
    "xavier": "Xavier の初期値", "he": "He の初期値", "batch-normalization": "バッチ正規化", "norm": "ノルム",
    "penalty": "正則化した誤差関数", "sigmoid": "シグモイド関数", "tanh": "tanh", "relu": "ReLU",
    "softmax": "ソフトマックス関数", "cross-entropy": "交差エントロピー誤差", "squared-error": "二乗誤差",
    "size": "畳み込みの出力サイズ",
}  # fmt: skip
LEFT = {"slope": "f'(x)", "std": r"\sigma", "var": r"\sigma^2", "name": "y"}
"""How a left-hand side of each kind is written."""


def latex(tree: Node, letters: Mapping[str, str]) -> str:
    """Return a form's expression in LaTeX, in these letters."""

    def with_sums(node: Node) -> Node:
        if isinstance(node, Call) and node.name == TOTAL:
            counter, body = node.args
            return Call("sum", with_sums(body), Bound(counter.data), Number(1), Symbol("M"))
        return node.with_args(tuple(map(with_sums, node.args))) if node.args else node

    text = to_latex(with_sums(substitute(tree, {old: Symbol(new) for old, new in letters.items()})))
    text = re.sub(rf"\\operatorname{{{NORM}}}\\left\(([^(),]+), ([^(),]+)\\right\)", r"\\|\1\\|_{\2}", text)
    return text.replace(r"\mathit{grad}", r"\nabla E")


def equation(kind: str, left: str, tree: Node, letters: Mapping[str, str], *, alone: bool) -> str:
    """Return a form as a report writes it: ``left`` is its own left-hand side, used where its kind needs one."""
    body = latex(tree, letters)
    if kind == "none":
        return body if alone else f"O = {body}"
    if kind in ("state", "start"):
        return f"{left} = {body}"
    if kind == "norm":
        base, order, square = re.fullmatch(rf"{NORM}\((\w+), (\w+)\)(.*)", left).groups()  # type: ignore[union-attr]
        own = rf"\|{letters.get(base, base)}\|_{{{letters.get(order, order)}}}{square}"
        return f"{own} = {body}"
    return f"{LEFT[kind]} = {body}"


def report(topic: str, formula: str) -> str:
    """Return a report that writes a formula under the name of its topic."""
    return f"# まとめ\n\n{LABELS[topic]}の式\n$${formula}$$\n\n勾配・重み・フィルタ・誤差・関数・学習率\n"


def mutants(node: Node) -> Iterator[Node]:
    """Yield a form with one thing wrong: a sign, a root, a power, a factor, a term, a fraction upside down."""
    if isinstance(node, Negative | Power) or (isinstance(node, Call) and node.name in ("sqrt", "abs", "log", "exp")):
        yield node.args[0]
    if isinstance(node, Sum):
        for at, term in enumerate(node.args):
            flipped = term.args[0] if isinstance(term, Negative) else Negative(term)
            yield Sum(*node.args[:at], flipped, *node.args[at + 1 :])
            rest = node.args[:at] + node.args[at + 1 :]
            yield Sum(*rest) if len(rest) > 1 else rest[0]
    if isinstance(node, Product):
        for at, factor in enumerate(node.args):
            rest = node.args[:at] + node.args[at + 1 :]
            yield Product(*rest) if len(rest) > 1 else rest[0]
            yield Product(*rest, Quotient(Number(1), factor))
    if isinstance(node, Quotient):
        yield node.args[0]
        yield Quotient(node.args[1], node.args[0])
        yield Product(*node.args)
    if isinstance(node, Call) and node.name == NORM:
        return
    for at, part in enumerate(node.args):
        if isinstance(node, Call) and node.name == TOTAL and at == 0:
            continue
        for changed in mutants(part):
            yield node.with_args((*node.args[:at], changed, *node.args[at + 1 :]))
