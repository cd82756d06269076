"""Code of whole networks: passes, gradients, accuracy, scales by name, settings and printed values, in variations."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quiz.report.code.code_findings import CodeFinding

Judged = Callable[[str], list[CodeFinding]]

RIGHT = {
    "forward-in-order": "def f(self, x):\n    for part in self.layers.values():\n        x = part.forward(x, train)\n",
    "backward-in-reverse": "for layer in reversed(layers):\n    dout = layer.backward(dout)\n",
    "accuracy-share": "test_accuracy = (y == t).sum() / len(t)\n",
    "gradients-of-layers": (
        "for i in range(1, self.hidden_layer_num + 2):\n"
        "    grad[f'W{i}'] = self.layers[f'Affine{i}'].dW\n    grad[f'b{i}'] = self.layers[f'Affine{i}'].db\n"
    ),
    "scales-by-name": (
        "if init == 'xavier':\n    std = 1.0 / np.sqrt(n)\nelif init == 'he':\n    std = np.sqrt(2) / np.sqrt(n)\n"
    ),
}


@pytest.mark.parametrize("rule", RIGHT)
def test_what_is_right_is_told(
    rule: str, right: Callable[[str], list[str]], broken: Callable[[str], list[str]]
) -> None:
    assert rule in right(RIGHT[rule])
    assert broken(RIGHT[rule]) == []


@pytest.mark.parametrize(
    "source",
    [
        "for layer in layers:\n    dout = layer.backward(dout)\n",  # whichever order these have
        "for layer in self.layers.values():\n    y = layer.forward(x)\n    x = y\n",
        "def loss(self, y, t):\n    return np.sum(y == t) / 2\n",
        "share = np.mean(mask == 1)\n",
        "grads['W1'] = numerical_gradient(loss_w, self.params['W1'])\n",
        "grads['W1'] = self.layers['Affine1'].dW\n",
        "if kind == 'he':\n    scale = 2 / n\n",
        "if kind in ('relu', 'sigmoid'):\n    scale = np.sqrt(1 / n)\n",
        "iters_num = 100  # エポックあたりの回数\n",
        "steps = range(0, iters_num, plot_interval)\n",
        "x = model(3)\nprint(x * 2)\n0.5\n",
        "for i in range(3):\n    print(i * 2)\n4\n",
    ],
)
def test_nothing_is_said_of_what_can_not_be_told(source: str, in_cell: Judged) -> None:
    assert in_cell(source) == []


@pytest.mark.parametrize(
    ("scaled", "used"),
    [
        ("np.random.randn(n, 50) * 0.01", "0.01"),
        ("np.random.randn(n, 50) / 100", "1/100"),
        ("np.random.normal(0, 0.01, (n, 50))", "0.01"),
        ("np.random.normal(size=(n, 50)) * 2.0 / n", "2/n"),
    ],
)
def test_the_scale_that_is_told_is_the_programs_own(scaled: str, used: str, in_cell: Judged) -> None:
    (found,) = in_cell(f"# He initialization\nn = 200\nW = {scaled}\n")
    assert found.claim == "weights-scale"
    assert f" {used}" in found.message.en


def test_each_branch_of_a_choice_is_held_against_its_names(in_cell: Judged) -> None:
    source = (
        "if kind in ('relu', 'he'):\n    scale = np.sqrt(1.0 / sizes[i - 1])\n"
        "elif kind == 'xavier':\n    scale = np.sqrt(1.0 / sizes[i])\n"
    )
    assert [(found.claim, found.row.line.number) for found in in_cell(source)] == [
        ("weights-scale", 2),
        ("weights-fan", 4),
    ]


def test_a_class_whose_lines_a_pdf_broke_is_read_on(judged: Judged) -> None:
    source = """
```python
class Net:
'''
    size: 入力のノード数
'''
    def __init__(self, size, weight_
std=0.01):
        self.size = size

    def loss(self, x, t):
        weight_decay = 0
        return self.last.forward(x, t) + weight_decay
```
"""
    found = [(each.claim, each.row.line.number) for each in judged(source)]
    assert found == [("syntax", 4), ("syntax", 7), ("penalty-never-added", 12)]


def test_the_rest_of_a_loop_that_a_fence_cut_off_is_read(judged: Judged) -> None:
    source = """
```python
for i in range(iters_num):
    if (i + 1) % plot_interval == 0:
        accuracies.append(network.accuracy(x_test, t_test))
```

```python
        print('step ' + str(i + 1) +
' accuracy ' + str(accuracies[-1]))
lists = range(0, iters_num, plot_interval)
plt.plot(lists, accuracies)
```
"""
    assert [(each.claim, each.row.line.number) for each in judged(source)] == [("plot-axis-shifted", 11)]


def test_an_output_below_a_program_is_compared_as_far_as_its_digits_go(judged: Judged) -> None:
    program = "```python\ndef half(x):\n    return x / 2\na = half(3) / 9\nprint(a)\n```\n\n```\n{}\n```\n"
    for output, rule in (("0.16666667", "printed-value"), ("0.17", "printed-value"), ("0.27", "printed-value-differs")):
        assert [each.claim for each in judged(program.format(output))] == [rule]
    assert judged(program.format("0.1\n0.2")) == []


def test_the_line_of_an_argument_is_told_where_it_differs_from_the_heading(judged: Judged) -> None:
    source = """## sigmoid - He
```python
network = MultiLayerNet(input_size=784,
                        hidden_size_list=[40, 20],
                        activation='sigmoid',
                        weight_init_std='Xavier')
```
"""
    assert [(each.claim, each.row.line.number) for each in judged(source)] == [("heading-pair", 6)]
