"""Code that is right: the project's own, and what a reader who only looks at spelling would object to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.report.code.code_findings import CodeFinding

ROOT = Path(__file__).resolve().parents[4]
OWN = sorted(
    [*ROOT.glob("solvers/nn/**/*.py"), *ROOT.glob("solvers/practicals/*.py"), *ROOT.glob("solvers/topics/*.py")]
)
QUESTIONS = sorted(ROOT.glob("questions/day2/practicals/*.md"))


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_the_projects_own_code_breaks_no_rule(path: Path, broken: Callable[[str], list[str]]) -> None:
    assert broken(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_the_code_of_the_questions_breaks_no_rule(path: Path, judged: Callable[[str], list[CodeFinding]]) -> None:
    assert [found for found in judged(path.read_text(encoding="utf-8")) if found.verdict != "right"] == []


FINE = {
    "a rate that another name keeps": "lr = 0.1\nrate = lr  # 学習率 lr を使う",
    "columns as vectors": "W1 = np.random.randn(100, 784)\nW2 = np.random.randn(10, 100)\nb1 = np.zeros(100)",
    "weights of a perceptron": "params['W1'] = np.zeros((4, 1))",
    "a random walk": "for i in range(9):\n    step = np.random.choice([-1, 1])\n    x += step",
    "a line by itself": "shuffle_idx = np.random.permutation(N)",
    "an order that is only shown": "a = np.random.permutation(5)\nx = data[a]\nb = np.random.permutation(3)",
    "one of two": "def f():\n    heads = np.random.choice([True, False])\n    return 1",
    "a coin": "def f():\n    heads = np.random.rand() < 0.5\n    return 1",
    "names asked for at once": "def f(n):\n    order = np.random.permutation(n)\n    return locals()",
    "read in a nested function": (
        "def f(n):\n    order = np.random.permutation(n)\n    def g(i):\n        return order[i]\n    return g"
    ),
    "broadcasting": "a = np.zeros((3, 1))\nb = np.zeros((1, 4))\nc = a + b  # (3, 4)",
    "one axis against two": "a = np.zeros((3, 4))\nb = np.zeros(4)\nc = a + b",
    "a shape that a branch changes": "x = np.zeros((2, 3))\nif flag:\n    x = x.T\ny = np.dot(x, np.zeros((2, 5)))",
    "a shape that a loop changes": "x = np.zeros(3)\nfor w in ws:\n    x = np.dot(w, x)\ny = x + np.zeros(4)",
    "keys from the network": "for key in network.params.keys():\n    network.params[key] -= lr * grad[key]",
    "keys of something else": "for key in ('W1', 'W2'):\n    print(network.params[key].shape)",
    "a network of another module": (
        "net = SimpleConvNet(input_dim=(1, 28, 28))\nfor key in ('W1', 'b1'):\n    net.params[key] -= g[key]"
    ),
    "loaded weights": "network = pickle.load(f)\nW3 = network['W3']",
    "a first try": "# AdaGrad を作ってみよう\nfor key in keys:\n    h[key] = momentum * h[key] - lr * grad[key]",
    "leaky": "def leaky_relu(x):\n    return np.maximum(0.01 * x, x)",
    "no regularization, outside of a function": "weight_decay = 0\nloss = f(x) + weight_decay",
    "a parameter of the name of a number": (
        "n = 3\ndef f(n):\n    return np.dot(np.zeros((2, n)), np.zeros((4, 2)))"
    ),
    "a rate beside an inertia": "optimizer = SGD(momentum=0.9)  # 学習率 0.1",
    "a comment in words": "z = functions.relu(u)  # シグモイドではなく ReLU を使う",
    "log of a softmax": "def cross_entropy(x, t):\n    y = softmax(x)\n    return -np.sum(t * np.log(y))",
    "softmax by another function": "def softmax(x):\n    return np.exp(x - logsumexp(x))",
    "the strength comes later": "# L2\nl2 = 0\nl2 += np.sum(W ** 2)\nloss = loss + lam * l2 / 2",
    "gradient of a sum": "def backward(self, dout):\n    dx = dout + x\n    return dx",
    "momentum of a running mean": (
        "class BatchNormalization:\n    def forward(self, x):\n        mu = x.mean(axis=0)\n"
        "        self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mu"
    ),
    "dropout by its keep rate": (
        "class Dropout:\n    def forward(self, x, train=True):\n        if train:\n"
        "            self.mask = np.random.rand(*x.shape) < self.keep\n            return x * self.mask\n"
        "        return x * self.keep"
    ),
    "an order for the whole set": (
        "perm = np.random.permutation(len(x))\nx_batch = x[perm][:10]\nt_batch = t[perm][:10]"
    ),
}  # fmt: skip


@pytest.mark.parametrize("code", FINE.values(), ids=FINE.keys())
def test_fine_code_breaks_no_rule(code: str, broken: Callable[[str], list[str]]) -> None:
    assert broken(code) == []


def test_a_report_of_fine_code_in_many_ways_breaks_no_rule(judged: Callable[[str], list[CodeFinding]]) -> None:
    source = (Path(__file__).parent / "fine.md").read_text(encoding="utf-8")
    found = judged(source)
    assert [entry for entry in found if entry.verdict != "right"] == []
    assert {"sigmoid", "softmax", "relu", "adam-step", "xavier-scale"} <= {entry.claim for entry in found}


def test_a_function_that_is_called_is_not_called_right(right: Callable[[str], list[str]]) -> None:
    assert right("y = sigmoid(v)  # シグモイド関数") == []
    assert right("y = 1 / (1 + np.exp(-v))  # シグモイド関数") == ["sigmoid"]


def test_what_is_right_is_said_once_for_each_formula_and_function(right: Callable[[str], list[str]]) -> None:
    code = (
        "class Momentum:\n    def update(self, params, grads):\n        for key in params:\n"
        "            self.v[key] = self.momentum * self.v[key] - self.lr * grads[key]\n"
        "            params[key] += self.v[key]\n"
        "            params[key] += self.v[key]\n"
    )
    assert right(code) == ["momentum-velocity", "momentum-step"]
