"""Mini-batches and training loops: the printed Japanese stems alone, their code carried out line by line."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from printed_code import carry_out, code_block
from printed_stems import Printed, hold_choice, hold_numbers, printed
from printed_tables import pictured

# -- counts and sizes --------------------------------------------------------------------------------------------------


def chunks(count: int, size: int) -> list[range]:
    return [range(count)[start : start + size] for start in range(0, count, size)]


def test_how_many_updates_and_how_large_the_last() -> None:
    for question in printed("minibatch-count-last"):
        parts = chunks(int(question.number("訓練データが ")), int(question.number("ミニバッチの大きさを ")))
        hold_numbers(question, [len(parts), len(parts[-1])], 0)


def test_which_samples_a_batch_holds() -> None:
    for question in printed("minibatch-slice-indices"):
        count, last = map(int, question.found(r"^(\d+) 個のデータ（番号は 0 から (\d+) まで）"))
        wanted = int(question.number(r"\$j="))
        assert last == count - 1
        code = code_block(question) + "\n    batches.append(batch_x)"
        names = {"data_x": list(range(count)), "batches": [], "enumerate": enumerate, "range": range}
        batch = carry_out(code, names)["batches"][wanted]
        hold_numbers(question, [batch[0], batch[-1], len(batch)], 0)


def test_epochs_by_the_samples_that_are_used() -> None:
    for question in printed("epochs-from-iterations"):
        samples, size = question.number("訓練データが "), question.number("毎回 ")
        (numbers,) = question.found(r"train_size, batch_size, iters_num = ([\d, ]+)")
        train, batch, updates = map(int, numbers.split(","))
        assert (samples, size) == (train, batch)
        hold_numbers(question, [Fraction(batch * updates, train)], 2)


def test_points_of_a_plot() -> None:
    for question in printed("plot-points-and-axis"):
        *loop, axis, plot = code_block(question).split("\n")
        assert plot == "plt.plot(x, accuracies)"
        updates: list[int] = []
        names = {
            "range": range,
            "update": lambda updates=updates: updates.append(len(updates) + 1),
            "accuracy": lambda updates=updates: updates[-1],
        }
        known = carry_out("\n".join([*loop, axis]), names)
        points, x = known["accuracies"], known["x"]
        assert len(points) == len(x), question.name
        hold_numbers(question, [len(points), points[0], x[0]], 0)


def test_samples_that_are_never_chosen() -> None:
    for question in printed("sampling-with-replacement"):
        samples, size = int(question.number("訓練データが ")), int(question.number("で (?=.*の番号を選んで)"))
        (loops, same, batch) = map(int, question.found(r"range\((\d+)\):\n.*choice\((\d+), (\d+)\)"))
        assert (samples, size) == (same, batch)
        hold_numbers(question, [math.exp(loops * batch * math.log1p(-1 / samples))], 3)


def test_parameters_of_dense_layers() -> None:
    for question, words in pictured("mlp-param-count"):
        nodes = [int(part) for part in question.numbers("順に ")]
        assert [int(part) for part in re.findall(r"\d+", words.split(": ")[1])] == nodes
        hold_numbers(question, [sum((before + 1) * after for before, after in zip(nodes, nodes[1:], strict=False))], 0)


def test_shapes_of_a_layer() -> None:
    for question in printed("mlp-shape-trace"):
        nodes = [int(part) for part in question.numbers("順に ")]
        samples, layer = int(question.number("ネットワークに、")), int(question.number("\n\n第 "))
        w, b = np.zeros((nodes[layer - 1], nodes[layer])), np.zeros(nodes[layer])
        x = np.zeros((samples, nodes[layer - 1]))
        u = x @ w + b
        hold_numbers(question, [*w.shape, *u.shape, *(x.T @ u).shape, len(u.sum(axis=0))], 0)


# -- accuracy and loss -------------------------------------------------------------------------------------------------


def test_accuracy_of_printed_outputs() -> None:
    for question in printed("accuracy-argmax"):
        rows = [
            ast.literal_eval(re.sub(r"\s+", " ", question.found(rf"(?s){name} = np\.array\((\[\[.*?\]\])\)")[0]))
            for name in "YT"
        ]
        outputs, targets = rows
        assert all(sorted(row)[-1] > sorted(row)[-2] for row in outputs), question.name
        right = [row.index(max(row)) == target.index(1) for row, target in zip(outputs, targets, strict=True)]
        hold_numbers(question, [Fraction(sum(right), len(right))], 3)


def test_accuracy_of_a_mini_batch() -> None:
    for question in printed("batch-accuracy-resolution"):
        size, chance = int(question.number("、(?=.*個のデータからなる)")), question.number("確率 ")
        variance = sum((chance * (1 - chance) for _ in range(size)), Fraction(0)) / size**2
        hold_numbers(question, [Fraction(1, size), math.sqrt(variance)], 4)


def test_the_rate_for_a_sum_instead_of_a_mean() -> None:
    for question in printed("batch-mean-vs-sum"):
        size, rate = question.number("^大きさ "), question.number("学習率 ")
        hold_numbers(question, [rate / size], 9)


# -- code that is carried out ------------------------------------------------------------------------------------------


def test_the_slice_that_takes_every_sample_once() -> None:
    for question in printed("minibatch-slice-choice"):
        code = code_block(question)
        size = int(question.number(r"N, B = len\(data_x\), "))

        def holds(option: str, code: str = code, size: int = size) -> bool:
            for count in (size, 3 * size, 3 * size + 1, 4 * size - 1):
                seen: list[tuple[Any, Any]] = []
                names = {
                    "range": range, "len": len, "update": lambda x, t, seen=seen: seen.append((x, t)),
                    "data_x": list(range(count)), "data_t": list(range(count)),
                }  # fmt: skip
                carry_out(code.replace("(き)", option.strip("`")), names)
                if seen != [(list(part), list(part)) for part in chunks(count, size)]:
                    return False
            return True

        hold_choice(question, holds)


def shuffled(code: str, seed: int) -> list[list[tuple[int, int]]] | None:
    """Return each epoch's pairs of a feature and a label, or nothing where the code stops with an error."""
    seen: list[tuple[int, int]] = []
    rng = np.random.RandomState(seed)
    count = int(re.findall(r"N, B = (\d+)", code)[0])
    names = {
        "range": range, "np": SimpleNamespace(random=rng), "x": np.arange(count), "t": np.arange(count),
        "update": lambda x, t: seen.extend(zip(x.tolist(), t.tolist(), strict=True)),
    }  # fmt: skip
    try:
        carry_out(code, names)
    except IndexError:
        return None
    assert len(seen) == 2 * count
    return [seen[:count], seen[count:]]


def test_what_becomes_of_a_shuffle() -> None:
    for question in printed("minibatch-shuffle-unused"):
        epochs = shuffled(code_block(question), 5)
        if epochs is None:
            named = "添字が範囲外になり、エラーで止まる"
        elif any(x != t for epoch in epochs for x, t in epoch):
            named = "特徴とラベルの組がずれる"
        elif any(len(set(epoch)) < len(epoch) for epoch in epochs):
            named = "1 エポックの中で 2 回以上使われるデータと、使われないデータがある"
        elif all(epoch == sorted(epoch) for epoch in epochs):
            named = "毎エポック、0 番から順番に使われる"
        elif epochs[0] == epochs[1]:
            named = "混ざった順で使われるが、その順は毎エポック同じである"
        else:
            named = "毎エポック違う順で、どのデータも 1 回ずつ正しい組で使われる"
        hold_choice(question, lambda option, named=named: option == named)  # type: ignore[misc]


def test_keys_of_a_loop_and_of_a_net() -> None:
    for question in printed("param-key-mismatch"):
        before, after = code_block(question).split("\n...\n")
        hidden = ast.literal_eval(re.findall(r"hidden_size_list=(\[.*?\])", before)[0])
        keys = [f"{letter}{layer}" for letter in "Wb" for layer in range(1, len(hidden) + 2)]
        params = dict.fromkeys(keys, 1.0)
        network = SimpleNamespace(params=params, gradient=lambda *_, keys=keys: dict.fromkeys(keys, 1.0))
        names = {"network": network, "x_batch": 0, "t_batch": 0, "learning_rate": 0.1}
        try:
            carry_out(after, names)
        except KeyError:
            named = "`KeyError` が起こり、更新の途中で止まる"
        else:
            updated = all(value != 1 for value in params.values())
            named = (
                "エラーは出ず、すべてのパラメータが更新される"
                if updated
                else "エラーは出ないが、更新されないパラメータが残る"
            )
        hold_choice(question, lambda option, named=named: option == named)  # type: ignore[misc]


def test_what_a_line_does_with_a_parameter() -> None:
    w, g, lr = 3.7, 1.3, 0.05
    results = {
        "SGD として正しい": (w - lr * g,),
        "符号が逆で、損失の増える向きに動く": (w + lr * g,),
        "学習率が使われず、勾配の大きさのまま動く": (w - g,),
        "学習率で割っているので、1 歩が大きすぎる": (w - g / lr,),
        "それまでの値が捨てられる": (-lr * g,),
        "勾配が使われず、値が縮むだけである": (w * (1 - lr),),
    }
    for question in printed("update-line-choice"):
        name, gradient = question.found(r"パラメータ `(\w+)` を.*`(\w+)` は損失の勾配、`lr` は学習率")
        value = carry_out(code_block(question), {name: w, gradient: g, "lr": lr})[name]

        def holds(option: str, value: float = value) -> bool:
            return any(math.isclose(value, result) for result in results[option])

        hold_choice(question, holds)


# -- a loop with one wrong line ----------------------------------------------------------------------------------------


def softmax(u: np.ndarray, axis: int) -> np.ndarray:
    return np.exp(u) / np.exp(u).sum(axis=axis, keepdims=True)


def wrong_lines(lines: Sequence[tuple[int, str]]) -> list[int]:
    """Return the lines that don't do what they should, each carried out on right values of all that came before."""
    rng = np.random.default_rng(2)
    t = np.eye(3)[rng.integers(0, 3, 150)]
    known: dict[str, Any] = {
        "x": rng.normal(size=(150, 4)), "t": t, "W": rng.normal(size=(4, 3)), "b": rng.normal(size=3),
        "rng": rng, "len": len, "softmax": softmax, "lr": 0.1, "B": 20,
    }  # fmt: skip

    def loss(scores: np.ndarray) -> float:
        return float(-(known["tb"] * np.log(softmax(scores, 1))).sum() / len(scores))

    def slopes(of: Callable[[np.ndarray], np.ndarray], at: np.ndarray) -> np.ndarray:
        found = np.zeros(at.shape)
        for place in np.ndindex(at.shape):
            step = np.zeros(at.shape)
            step[place] = 1e-5
            found[place] = (loss(of(at + step)) - loss(of(at - step))) / 2e-5
        return found

    wrong = []
    for number, line in lines:
        did = carry_out(line, {name: np.copy(v) if isinstance(v, np.ndarray) else v for name, v in known.items()})
        right: dict[str, Any] = {}
        if line.startswith("i ="):
            assert len(set(did["i"].tolist())) == 20
            known["i"] = did["i"]
        elif line.startswith("xb"):
            right = {"xb": known["x"][known["i"]], "tb": t[known["i"]]}
        elif line.startswith("y ="):
            right = {"y": np.array([np.exp(u) / sum(np.exp(u)) for u in known["xb"] @ known["W"] + known["b"]])}
        elif line.startswith("d ="):
            right = {"d": slopes(lambda u: u, known["xb"] @ known["W"] + known["b"])}
        elif line.startswith("dW"):
            right = {"dW": slopes(lambda w: known["xb"] @ w + known["b"], known["W"])}
        elif line.startswith("db"):
            right = {"db": slopes(lambda b: known["xb"] @ known["W"] + b, known["b"])}
        elif line.startswith("W"):
            right = {"W": known["W"] - 0.1 * known["dW"]}
        else:
            assert line.startswith("b ")
            right = {"b": known["b"] - 0.1 * known["db"]}
        if not all(np.allclose(did[name], value, atol=1e-7) for name, value in right.items()):
            wrong.append(number)
        known.update(right)
    return wrong


def numbered(question: Printed) -> list[tuple[int, str]]:
    lines = [re.fullmatch(r" *(\d+)  +(.*)", line) for line in code_block(question).split("\n")]
    return [(int(line[1]), line[2]) for line in lines if line]


@pytest.mark.thorough  # each draw trains the broken loop
def test_the_wrong_line_of_a_loop_by_differences() -> None:
    found: dict[str, list[int]] = {}
    for question in printed("debug-broken-loop"):
        lines = numbered(question)
        assert [number for number, _ in lines] == list(range(1, 11))
        assert [line for _, line in lines[:2]] == ["lr, B = 0.1, 20", "for step in range(200):"]
        code = code_block(question)
        if code not in found:
            found[code] = wrong_lines(lines[2:])
        assert len(found[code]) == 1, (question.name, found[code])
        hold_numbers(question, found[code], 0)
