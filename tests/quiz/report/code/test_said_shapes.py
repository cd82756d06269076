"""What sentences say of the shapes of a printed program: judged where its numbers tell them, else left alone."""

from __future__ import annotations

import pytest

from quiz.report.code.said_of_code import said_of_code
from quiz.report.code.said_shapes import said_shapes
from quiz.report.documents import Line, Report
from quiz.report.rows import rows_of

TORCH = """```python
x = torch.randn(2, 3, 20, 20)
conv = nn.Conv2d(3, 6, kernel_size=5)
pool = nn.MaxPool2d(2)
fc = nn.Linear(384, 10)
h = pool(F.relu(conv(x)))
y = fc(h.flatten(1))
```
"""
NUMPY = """```python
n = 50
x = np.zeros((n, 3))
W = np.ones((3, 7))
z = np.dot(x, W)
for i in range(3):
    a = z.sum(axis=0)
```
"""


def verdicts(text: str) -> list[str]:
    """The verdicts on the shapes that a report states."""
    lines = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), 1))
    return [said.verdict for said in said_shapes(rows_of(Report("r", lines)))]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("`conv(x)` has the shape (2, 6, 16, 16). `h` has the shape (2, 6, 8, 8).", ["right", "right"]),
        ("`h` の形状は (2, 6, 16, 16) である。", ["wrong"]),
        ("`conv.weight` の形状は (6, 3, 5, 5) です。", ["right"]),
        ("`conv.weight` has the shape (3, 6, 5, 5).", ["wrong"]),
        ("`fc.weight` has the shape (10, 384), `fc.bias` is no matrix.", ["right"]),
        ("`y.shape` は `(2, 10)` になる。", ["right"]),
        ("`y.shape` は `(10, 2)` になる。", ["wrong"]),
    ],
)
def test_layers_and_tensors(said: str, found: list[str]) -> None:
    assert verdicts(TORCH + said) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [("`z` の形状は (50, 7) である。", ["right"]), ("`z` has the shape (50, 3).", ["wrong"])],
)
def test_arrays(said: str, found: list[str]) -> None:
    assert verdicts(NUMPY + said) == found


@pytest.mark.parametrize(
    "said",
    [
        "`h` の形状は (2, 6, 16, 16) ではない。",
        "`h` の形状は (2, 6, 16, 16) だろうか。",
        "If the pooling is left out, `h` has the shape (2, 6, 16, 16).",
        "`g` の形状は (2, 6) である。",
        "`pool(x, 3)` has the shape (2, 6, 16, 16).",
        "`h` は (2, 6) と書ける。",  # nothing is said of a shape
        "# 別のネットワーク\n`h` の形状は (2, 6, 16, 16) である。",
    ],
)
def test_what_is_not_said_or_not_known(said: str) -> None:
    assert verdicts(TORCH + said) == []


def test_what_is_assigned_in_a_loop_is_not_known() -> None:
    assert verdicts(NUMPY + "`a` の形状は (50, 7) である。") == []


def test_a_layer_that_works_otherwise_is_not_followed() -> None:
    other = "```python\nx = torch.randn(2, 3, 20, 20)\nc = nn.Conv2d(3, 6, 5, dilation=2)\ny = c(x)\n```\n"
    assert verdicts(other + "`y` has the shape (2, 6, 16, 16).") == []


def test_a_standard_deviation_by_a_name() -> None:
    code = "```python\nn = 400\nW_a = np.random.randn(n, 50) / np.sqrt(n)\n```\n"
    for number, verdict in (("0.05", "right"), ("0.0025", "wrong")):
        text = f"{code}The entries of `W_a` have a standard deviation of {number}."
        lines = tuple(Line(line, place) for place, line in enumerate(text.split("\n"), 1))
        assert [said.verdict for said in said_of_code(rows_of(Report("r", lines)))] == [verdict]
