"""How the time of checking printed code grows with the report: 10 kB, 100 kB, 1 MB of many shapes.

python tests/bench/bench_code.py [NAME]      only the shapes with NAME in their name

Leaves with 1 if a shape grows by more than twice what is linear from 100 kB to 1 MB, or takes more than 2 s per MB
(process time, the best of two).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from quiz.courses import open_course
from quiz.report.code.code_findings import judge_code
from quiz.report.code.code_rules import load_code_book
from quiz.report.documents import Line, Report
from quiz.report.formulas.formula_file import load_library
from quiz.report.rows import Row, rows_of

SIZES = (10_000, 100_000, 1_000_000)
SECONDS_PER_MB, GROWTH, SMALL_S = 2.0, 2.0, 0.05

NETWORK = """network = MultiLayerNet(input_size=784, hidden_size_list=[40, 20], output_size=10, activation='sigmoid')
for i in range(iters_num):
    batch_mask = np.random.choice(train_size, batch_size)
    grad = network.gradient(x_train[batch_mask], t_train[batch_mask])
    for key in ('W1', 'W2', 'W3', 'b1', 'b2', 'b3'):
        network.params[key] -= learning_rate * grad[key]  # {n}
"""
OPTIMIZER = """class Momentum{n}:
    def update(self, params, grads):
        for key in params.keys():
            self.v[key] = self.momentum * self.v[key] - self.lr * grads[key]
            params[key] += self.v[key]
"""
SHAPES = {
    "networks, a fence each": f"```python\n{NETWORK}```\n文 {{n}}\n",
    "optimizers, a fence each": f"## モメンタム\n```python\n{OPTIMIZER}```\n",
    "optimizers, many to a fence": f"```python\n{OPTIMIZER * 100}```\n文 {{n}}\n",
    "long function": "```python\ndef f(x):\n" + "    a = a * x + b  # {n}\n" * 600 + "```\n",
    "assignments": "```\na{n} = np.random.permutation({n})\n```\n",
    "keys": "```\nparams['W{n}'] = np.random.randn({n}, 3)\n```\n",
    "shapes": "```\nx = np.zeros((3, {n}))\ny = np.dot(x, x.T)  # (3, 3)\n```\n",
    "comments": "```\nlr = 0.1  # 学習率 {n}\n```\n",
    "headings": "### sigmoid - He {n}\n```\nnet = Net(activation='sigmoid', weight_init_std='Xavier')\n```\n",
    "broken": "```python\nimport numpy as np\nfor i in range({n})\n    x = (1\n```\n",
    "cut": "```python\nfor i in range({n}):\n```\n",
    "one fence": "x{n} = x + {n}\n",
    "brackets": "```\n(((((((((\n```\n",
    "formulas": "```python\ndef softmax(a):\n    return np.exp(a) / np.sum(np.exp(a))  # {n}\n```\n",
}


def rows_in(unit: str, size: int) -> Sequence[Row]:
    """Return the rows of a report of about a size that repeats one unit."""
    count = max(1, size // len(unit.encode()))
    source = "".join(unit.replace("{n}", str(number)) for number in range(count))
    if "```" not in unit:
        source = f"```python\n{source}```\n"
    return rows_of(Report("r.md", tuple(Line(text, at) for at, text in enumerate(source.split("\n"), start=1))))


def main() -> int:
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    root = open_course().root
    library, book = load_library(root), load_code_book(root)
    bad = 0
    print(f"{'shape':26s}" + "".join(f"{size // 1000:>8d} kB" for size in SIZES) + "   s per MB   growth")
    for name, unit in SHAPES.items():
        if wanted not in name:
            continue
        times = []
        for size in SIZES:
            rows = rows_in(unit, size)
            best = float("inf")
            for _ in range(2):
                began = time.process_time()
                judge_code(rows, library, book)
                best = min(best, time.process_time() - began)
            times.append(best)
        growth = times[2] / max(times[1] * 10, SMALL_S * 10)
        late = times[2] > SECONDS_PER_MB or growth > GROWTH
        bad += late
        shown = "".join(f"{taken:10.3f} s" for taken in times)
        print(f"{name:26s}{shown}{times[2]:10.2f}{growth:9.2f}{'  late' if late else ''}", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
