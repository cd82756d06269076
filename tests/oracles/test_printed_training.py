"""Losses, penalties and the training loop: solved again from the printed Japanese stems alone."""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
from printed_stems import hold_choice, hold_matching, hold_numbers, hold_order, printed


def test_mean_cross_entropy_is_minus_the_log_of_the_product() -> None:
    for question in printed("ce-index-vs-onehot"):
        outputs, labels = (
            ast.literal_eval(re.sub(r"\s+", " ", question.found(name + r" = (\[.*?\])\n(?=t|```)")[0]))
            for name in ("(?s)\ny", "(?s)\nt")
        )
        classes = labels if "番号" in question.stem else [row.index(1) for row in labels]
        product = math.prod(row[place] for row, place in zip(outputs, classes, strict=True))
        hold_numbers(question, [-math.log(product) / len(outputs)], 3)


ALLOWED: dict[str, Callable[..., Any]] = {
    "np.sum": np.sum, "np.mean": np.mean, "np.log": np.log, "np.argmax": np.argmax,
}  # fmt: skip
SIGNS: dict[type, Callable[..., Any]] = {ast.Mult: operator.mul, ast.Div: operator.truediv}


def carried_out(node: ast.AST, names: dict[str, Any]) -> Any:
    """Compute an option's expression with NumPy: only what is listed above is known."""
    if isinstance(node, ast.Expression):
        return carried_out(node.body, names)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -carried_out(node.operand, names)
    if isinstance(node, ast.BinOp):
        return SIGNS[type(node.op)](carried_out(node.left, names), carried_out(node.right, names))
    if isinstance(node, ast.Call):
        named = {str(entry.arg): carried_out(entry.value, names) for entry in node.keywords}
        return ALLOWED[ast.unparse(node.func)](*(carried_out(entry, names) for entry in node.args), **named)
    if isinstance(node, ast.Subscript):
        return carried_out(node.value, names)[carried_out(node.slice, names)]
    if isinstance(node, ast.Tuple):
        return tuple(carried_out(entry, names) for entry in node.elts)
    if isinstance(node, ast.Slice):
        return slice(None)
    if isinstance(node, ast.Constant):
        return node.value
    assert isinstance(node, ast.Name)
    return names[node.id]


def test_code_of_cross_entropy_is_run() -> None:
    rng = np.random.default_rng(11)
    for question in printed("ce-label-form-code"):
        (rows, classes) = map(int, question.found(r"`y` は形 \((\d+), (\d+)\)"))
        y = rng.dirichlet(np.ones(classes), size=rows)
        index = rng.integers(0, classes, rows)
        (shape,) = question.found(r"`t` は形 \(([\d, ]+)\)")
        t = index if shape.endswith(",") else np.eye(classes, dtype=int)[index]
        assert t.shape == tuple(int(part) for part in shape.split(",") if part)
        (shown,) = question.found(r"t = np\.array\(\[(.*), \.\.\.\]\)")
        assert np.array(ast.literal_eval(f"[{shown}]")).shape[1:] == t.shape[1:]
        wanted = -math.fsum(math.log(y[n, index[n]]) for n in range(rows)) / rows

        def holds(option: str, y=y, t=t, rows=rows, wanted=wanted) -> bool:  # type: ignore[no-untyped-def]
            tree = ast.parse(option.strip("`"), mode="eval")
            try:
                found = carried_out(tree, {"y": y, "t": t, "N": rows, "rows": np.arange(rows)})
            except (IndexError, ValueError):
                return False
            return bool(np.shape(found) == () and math.isclose(found, wanted))

        hold_choice(question, holds)


def test_an_epochs_loss_is_the_mean_over_its_samples() -> None:
    for question in printed("epoch-loss-weighted-mean"):
        samples, size = map(int, question.found(r"^(\d+) 件のデータを (\d+) 件ずつ"))
        count, rest = map(int, question.found(r"ミニバッチは (\d+) 個でき、最後の 1 個は (\d+) 件"))
        (line, last) = question.found(r"\n\n([\d.、]+)（最後の (\d+) 件）")
        losses = [Fraction(loss) for loss in line.split("、")]
        of_samples = [losses[number // size] for number in range(samples)]
        assert len(losses) == count
        assert of_samples.count(losses[-1]) >= rest == int(last) == samples % size
        hold_numbers(question, [sum(of_samples, Fraction(0)) / samples], 3)


def test_rate_and_penalty_of_the_mean_give_the_same_step() -> None:
    """A step is linear in the summed gradient and in the weight: both factors of it must agree."""
    for question in printed("sum-to-mean-rescale"):
        size = question.number("^")
        assert {str(size)} == set(re.findall(r"\{ (\d+) \}", question.stem))
        strength, rate = question.number(r"\\lambda="), question.number(r"\\eta=")
        new_rate = rate / (Fraction(1) / size)
        new_strength = rate * strength / new_rate
        assert question.key() == [float(new_rate), float(new_strength)]
        hold_numbers(question, [new_rate, new_strength], 6)


LOOP = [
    r"order = rng\.permutation\(N\)",
    r"x, t = X\[order\[i:i\+(\d+)\]\], T\[order\[i:i\+(\d+)\]\]",
    r"loss = loss_fn\(model\(x\), t\)",
    r"loss\.backward\(\)",
    r"clip_grad_norm_\(model\.parameters\(\), \d\)",
    r"opt(imizer)?\.step\(\)",
    r"scheduler\.step\(\)",
    r"print\(epoch \+ 1, scheduler\.get_last_lr\(\)\)",
]
"""Each needs the one before it. Old gradients are cleared anywhere before ``backward``."""


def test_lines_of_the_loop_stand_behind_what_they_need() -> None:
    cleared = LOOP.index(r"loss\.backward\(\)") - 0.5
    for question in printed("training-loop-order"):
        lines = [line.strip("`") for line in question.lists[0]]
        ranks = [
            cleared if "zero_grad" in line else [bool(re.fullmatch(rule, line)) for rule in LOOP].index(True)
            for line in lines
        ]
        if cleared in ranks:  # its place is the only one: nothing else that comes before backward is among the lines
            assert not [rank for rank in ranks if rank < cleared], question.name
        hold_order(question, [int(2 * rank) for rank in ranks])


PENALTIES: dict[str, Callable[[np.ndarray], float]] = {
    r"\lambda\sum|w|": lambda w: float(abs(w).sum()),
    r"\lambda\sum w^2": lambda w: float((w**2).sum()),
    r"\frac{\lambda}{2}\sum w^2": lambda w: float((w**2).sum() / 2),
    r"\frac{\lambda}{4}\sum w^4": lambda w: float((w**4).sum() / 4),
    r"\lambda\sqrt{\sum w^2}": lambda w: float(np.sqrt((w**2).sum())),
    r"\lambda\sum\sqrt{|w|}": lambda w: float(np.sqrt(abs(w)).sum()),
    r"\lambda\sum|w|+\frac{\lambda}{2}\sum w^2": lambda w: float(abs(w).sum() + (w**2).sum() / 2),
}
TERMS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    r"\lambda\,\mathrm{sign}(w)": np.sign,
    r"\lambda|w|": abs,
    r"\lambda w": lambda w: w,
    r"2\lambda w": lambda w: 2 * w,
    r"\frac{\lambda}{2}w": lambda w: w / 2,
    r"\lambda w^2": lambda w: w**2,
    r"\lambda w^3": lambda w: w**3,
    r"\lambda\,\mathrm{sign}(w)+\lambda w": lambda w: np.sign(w) + w,
    r"\frac{\lambda w}{\|w\|_2}": lambda w: w / np.linalg.norm(w),
    r"\frac{\lambda\,\mathrm{sign}(w)}{2\sqrt{|w|}}": lambda w: np.sign(w) / (2 * np.sqrt(abs(w))),
}


def test_penalties_are_matched_by_differences() -> None:
    w, steps = np.array([1.3, -0.7, 0.4, -2.1]), 1e-6 * np.eye(4)

    def fits(penalty: str, term: str) -> bool:
        size = PENALTIES[penalty.strip("$")]
        slopes = [(size(w + step) - size(w - step)) / 2e-6 for step in steps]
        return bool(np.allclose(slopes, TERMS[term.strip("$")](w), atol=1e-6))

    for question in printed("penalty-gradient-match"):
        hold_matching(question, fits)
