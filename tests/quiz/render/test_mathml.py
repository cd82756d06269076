"""MathML: what browsers need of it (each element with its parts), what is shown, and that nothing written breaks it."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz import load_bank
from quiz.drawing import draw, prompt, solution
from quiz.render.mathml import mathml

PARTS = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3}
"""The elements that need so many parts: a browser shows others as a fault."""
LEAVES = {"mi", "mn", "mo", "mtext", "mspace"}


def tree(latex: str) -> ElementTree.Element:
    root = ElementTree.fromstring(mathml(latex, display=True).source)
    for node in root.iter():
        assert len(node) == PARTS.get(node.tag, len(node)), ElementTree.tostring(node)
        assert not (node.tag in LEAVES and len(node)), "a leaf holds text alone"
        assert node.tag in LEAVES or not (node.text or "").strip(), "text stands in leaves alone"
        assert node.tag != "mtable" or {child.tag for child in node} <= {"mtr"}
        assert node.tag != "mtr" or {child.tag for child in node} <= {"mtd"}
    return root


def inside(latex: str) -> str:
    source = mathml(latex).source
    return source.removeprefix("<math>").removesuffix("</math>")


@pytest.mark.parametrize(
    ("latex", "wanted"),
    [
        ("x_1^2", "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>"),
        ("-x", "<mrow><mo>−</mo><mi>x</mi></mrow>"),
        (r"\sqrt{2}", "<msqrt><mn>2</mn></msqrt>"),
        (r"\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
        (r"\hat{y}", '<mover accent="true"><mi>y</mi><mo stretchy="false">^</mo></mover>'),
        (r"\sum_i x", '<mrow><munder><mo movablelimits="true">∑</mo><mi>i</mi></munder><mi>x</mi></mrow>'),
        (r"\max_i x", '<mrow><munder><mo movablelimits="true">max</mo><mi>i</mi></munder><mi>x</mi></mrow>'),
        (r"\int_0^1", '<msubsup><mo movablelimits="true">∫</mo><mn>0</mn><mn>1</mn></msubsup>'),
        (r"\log x", "<mrow><mi>log</mi><mi>x</mi></mrow>"),
        (r"W^\top", "<msup><mi>W</mi><mo>⊤</mo></msup>"),
        (r"\text{入力 a}", "<mtext>入力 a</mtext>"),
        (r"f'", '<mrow><mi>f</mi><mo lspace="0" rspace="0">′</mo></mrow>'),
        (r"f_1^{\prime\prime}", '<mrow><msub><mi>f</mi><mn>1</mn></msub><mo lspace="0" rspace="0">′′</mo></mrow>'),
        (r"a<b", "<mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>"),
        (r"\partial E", '<mrow><mo lspace="0" rspace="0">∂</mo><mi>E</mi></mrow>'),
        (r"{}^2", "<msup><mrow></mrow><mn>2</mn></msup>"),
        (r"\boxed{7}", '<mrow class="boxed"><mn>7</mn></mrow>'),
        (r"\unknown{x}", '<mtext class="raw">\\unknown{x}</mtext>'),
    ],
)
def test_what_formulas_become(latex: str, wanted: str) -> None:
    tree(latex)
    assert inside(latex) == wanted


def test_delimiters_grow_with_what_they_hold() -> None:
    (fence,) = tree(r"\left(\frac{1}{2}\right)")
    assert [(part.tag, part.get("stretchy")) for part in fence][::2] == [("mo", "true"), ("mo", "true")]


def test_tables() -> None:
    cases = tree(r"f = \begin{cases} x & x > 0 \\ 0 & x \le 0 \end{cases}")
    (table,) = cases.iter("mtable")
    assert table.get("class") == "cases"
    assert [len(row) for row in table] == [2, 2]
    matrix = tree(r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}")
    assert [node.text for node in matrix.iter("mo")] == ["(", ")"]
    (lines,) = tree(r"\begin{aligned} a &= b \\ &= c \end{aligned}").iter("mtable")
    assert lines.get("class") == "lines"
    assert len(list(tree(r"a \\ b").iter("mtr"))) == 2


def test_what_is_too_complex_is_shown_as_it_is_written() -> None:
    deep = "{" * 200
    assert mathml(deep).source == f'<math><mtext class="raw">{deep}</mtext></math>'


@given(st.text(st.sampled_from("x1^_{}\\&$+-=(|)[] \x1b<>'漢")) | st.text(max_size=60))
def test_nothing_that_is_written_breaks_it(latex: str) -> None:
    tree(latex)


@given(
    st.lists(
        st.sampled_from(
            r"\frac \sqrt \sum \max \left( \right) \left. \right| \hat \overline { } ^ _ & \\ \begin{cases} "
            r"\end{cases} \begin{aligned} \end{aligned} \begin{bmatrix} \end{bmatrix} \binom \pmod \not \mathbb x "
            r"1 \overset \tag \operatorname{softmax} | \, \quad \text{a} ' ! \unknown".split()
        ),
        max_size=25,
    )
)
def test_no_order_of_commands_breaks_it(parts: list[str]) -> None:
    tree(" ".join(parts))


@pytest.mark.thorough
def test_every_formula_of_the_bank() -> None:
    """Each becomes a formula in which nothing is left as it was written."""
    bank, count = load_bank(), 0
    for name in bank.paths:
        item = bank.item(name)
        if item.kind == "prediction":  # its solution trains
            continue
        variant = draw(item, 1)
        for text in (prompt(variant).stem, solution(variant)):
            for written in (text.ja, text.en):
                for latex in re.findall(r"\$\$?([^$]+)\$", re.sub(r"```.*?```|`[^`]*`", "", written, flags=re.DOTALL)):
                    assert not [node for node in tree(latex).iter("mtext") if node.get("class") == "raw"], (name, latex)
                    count += 1
    assert count > 1000
