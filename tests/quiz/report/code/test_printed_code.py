"""Rows -> blocks of code: where one ends, what is mended, what is no Python."""

from __future__ import annotations

import ast
from collections.abc import Callable

import pytest

from quiz.report.code.code_findings import CodeFinding
from quiz.report.code.printed_code import Block, blocks_of
from quiz.report.documents import Line, Report
from quiz.report.rows import rows_of

Judged = Callable[[str], list[CodeFinding]]


def blocks(source: str) -> list[Block]:
    return blocks_of(
        rows_of(Report("r.md", tuple(Line(text, at) for at, text in enumerate(source.split("\n"), start=1))))
    )


def program(source: str) -> str | None:
    found = blocks(source)
    assert len(found) == 1
    return None if found[0].tree is None else ast.unparse(found[0].tree)


def test_each_fence_is_a_block_of_its_own() -> None:
    found = blocks("# A\n```python\nx = f(1)\n\ny = f(2)\n```\n文\n```\nz += f(3)\n```\n")
    assert [ast.unparse(block.tree) for block in found if block.tree] == ["x = f(1)\ny = f(2)", "z += f(3)"]
    assert [block.cell for block in found] == [True, False]
    assert found[0].headings == ("A",)
    assert found[1].above == "文"


def test_two_fences_without_anything_between_are_two_blocks() -> None:
    assert len(blocks("```\nx += f(1)\n```\n```\nclass A:\n```\n")) == 2


def test_cells_are_blocks_of_their_own() -> None:
    lines = (Line("x = 1", 1, 4, True), Line("", 2, 4), Line("y = 2", 1, 5, True), Line("", 2, 5))
    found = blocks_of(rows_of(Report("n.ipynb", lines)))
    assert [block.rows[0].line.cell for block in found] == [4, 5]


def test_a_line_of_a_block_is_its_row() -> None:
    block = blocks("文\n```\na += f(1)\nb += f(2)\n```")[0]
    assert [block.row(line).line.number for line in (0, 1, 2, 9)] == [3, 3, 4, 4]


@pytest.mark.parametrize(
    ("written", "read", "reason"),
    [
        (">>> x = 1\n>>> for i in y:\n...     print(i)\n1", "x = 1\nfor i in y:\n    print(i)", "prompt"),
        ("%matplotlib inline\n!ls\nx = 1", "x = 1", "command"),
        ("    x = 1\n    if x:\n        y = 2", "x = 1\nif x:\n    y = 2", "indentation"),
        ("if x:\n\u3000\u3000y = 1", "if x:\n    y = 1", "full-width"),
        ("f(a=**True**)", "f(a=True)", "emphasis"),
    ],
    ids=["prompts", "magics", "indentation", "full-width", "bold"],
)
def test_a_block_is_mended_and_it_is_told(written: str, read: str, reason: str) -> None:
    block = blocks(f"```python\n{written}\n```")[0]
    assert block.tree is not None
    assert ast.unparse(block.tree) == read
    assert any(reason in repair.reason.en for repair in block.repairs)


def test_a_prompt_of_a_notebook_begins_a_block() -> None:
    found = blocks("In [3]: x = 1\ny = 2\n\nIn [4]:\nz = 3\n")
    assert [ast.unparse(block.tree) for block in found if block.tree] == ["x = 1\ny = 2", "z = 3"]
    assert all(block.cell for block in found)


def test_magics_that_time_keep_their_cell_and_others_do_not() -> None:
    assert program("```python\n%%time\nx = 1\n```") == "x = 1"
    assert blocks("```python\n%%bash\nx = 1\n```") == []


@pytest.mark.parametrize("language", ["bash", "json", "math", "r", "cpp", "html", "text"])
def test_a_fence_that_names_another_language_is_none(language: str) -> None:
    assert blocks(f"```{language}\nx = 1\n```") == []


def test_comments_are_told_with_their_places() -> None:
    block = blocks("```\n# 上\nx = '#'  # 横\n```")[0]
    assert [(comment.line, comment.text, comment.alone) for comment in block.comments] == [
        (1, "上", True),
        (2, "横", False),
    ]


BROKEN = {
    "colon": ("import numpy as np\nfor i in range(3)\n    print(i)", 2, "for i in range(3):"),
    "bracket": ("import numpy as np\nx = np.zeros((2, 3)\ny = x", 2, "x = np.zeros((2, 3))"),
    "surplus": ("import numpy as np\nx = np.zeros(3))\ny = x", 2, "x = np.zeros(3)"),
    "spelling": ("import numpy as np\ndef f(x):\n    retrun np.exp(x)", 3, "return np.exp(x)"),
    "indentation": ("import numpy as np\nx = np.ones(2)\n    y = x\n    z = y", 3, "y = x"),
    "wrapped": ("import numpy as np\n# f(1,\n2)\ny = np.ones(2)", 3, "# 2)"),
    "cut": ("import numpy as np\nx = net(weight_\nstd=1)", 2, "x = net(weight_std=1)"),
    "equals": ("import numpy as np\nif x = 3:\n    y = np.ones(2)", 2, "if x == 3:"),
}


@pytest.mark.parametrize(("code", "line", "mended"), BROKEN.values(), ids=BROKEN.keys())
def test_one_fault_is_told_with_the_line_mended(code: str, line: int, mended: str, in_cell: Judged) -> None:
    found = in_cell(code)
    assert [(entry.claim, entry.row.line.number) for entry in found] == [("syntax", line)]
    assert found[0].expected is not None
    assert found[0].expected.ja == mended


NO_FAULT = {
    "many faults": "import numpy as np\n" + "for i in range(3)\n    print(i)\n" * 5,
    "cut at the end": "import numpy as np\nfor i in range(3):",
    "an open bracket at the end": "import numpy as np\nx = np.zeros((2,",
    "a gap": "import numpy as np\ndef f(x)\n    return (　き　)",
    "left out": "import numpy as np\ndef f(x)\n    （省略）\n    return np.ones(3)",
    "old Python": "import numpy as np\nx = np.ones(2)\nprint x",
    "a shell": "$ python train.py\nimport numpy as np",
    "another language": "function f(x) {\n  return np.ones(3);\n}",
    "prose": "勾配が小さくなり、学習が進まない。",
}


@pytest.mark.parametrize("code", NO_FAULT.values(), ids=NO_FAULT.keys())
def test_what_may_be_no_fault_is_left_alone(code: str, in_cell: Judged) -> None:
    assert in_cell(code) == []


def test_a_fence_that_names_no_language_needs_many_signs_of_python(judged: Judged) -> None:
    short = "def relu(x)\n    return np.maximum(0, x)"
    assert judged(f"```\n{short}\n```") == []
    found = judged(f"```python\n{short}\n```")
    assert [(each.claim, each.verdict) for each in found] == [("syntax", "wrong"), ("relu", "right")]
