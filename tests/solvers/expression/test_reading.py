"""What learners write, and what it is read as."""

from fractions import Fraction

import pytest

from solvers.expression import Reading, Unreadable, read, to_text
from solvers.expression.nodes import Call, Number, Relation, Sequence, SetOf, Symbol

PLAIN = {
    "2(x+y)": "2·(x + y)",
    "2x": "2·x",
    "-x^2": "-x²",
    "(-x)^2": "(-x)²",
    "2^-2": "2⁻²",
    "a^b^c": "a^(b^c)",
    "1/2x": "1/2·x",
    "x--y": "x - (-y)",
    "2*-3": "2·(-3)",
    "2**10": "2¹⁰",
    "e^x": "e^x",
    "e^-x": "e^(-x)",
    "exp(-x)": "exp(-x)",
    "ln x": "log(x)",
    "log_2(8)": "log(8, 2)",
    "log10(x)": "log(x, 10)",
    "sin^2(x)": "sin(x)²",
    "sin^-1(x)": "arcsin(x)",
    "sin 5n": "sin(5·n)",
    "sinx": "sin(x)",
    "2sinxcosx": "2·sin(x)·cos(x)",
    "lnx/x": "log(x)/x",
    "xsinx": "x·sin(x)",
    "sin x cos x": "sin(x)·cos(x)",
    "1/tan x": "1/tan(x)",
    "|x|": "|x|",
    "||x|+y|": "||x| + y|",
    "|x||y|": "|x|·|y|",
    "n!": "n!",
    "(n+1)!": "(n + 1)!",
    "25%": "25%",
    "30°": "30°",
    "2e-3": "2e-3",
    ".5": ".5",
    "±2": "±2",
    "1 +/- 2": "1 ± 2",
    "sqrt(2)": "√2",
    "cbrt(x)": "∛x",
    "sigmoid(x)": "σ(x)",
    "ReLU(x)": "ReLU(x)",
    "max(0, x)": "max(0, x)",
    "x1 + x_1": "x₁ + x₁",
    "w_ij": "w_ij",
    "θ_{t-1}": "θ_{t-1}",
    "mu0": "μ₀",
    "alpha beta": "α·β",
    "dL/dy": "dL/dy",
    "d_1/d_2": "d₁/d₂",
    "dz/dt * dt/dx": "dz/dt·dt/dx",
    "(28, 28)": "(28, 28)",
    "[0, 1)": "[0, 1)",
    "{1, 2}": "{1, 2}",
    "{}": "∅",
    "y = 2x": "y = 2·x",
    "0 < x <= 1": "0 < x ≤ 1",
    "data_x[i:i_end]": "data_x[i:i_end]",
    "a[::2]": "a[::2]",
    "7,425,000": "7425000",
    "1, 2 and 3": "1, 2, 3",
    "max{0, x}": "max(0, x)",
    "-0.0": "0.0",
    "⌊n/2⌋ + 1": "⌊n/2⌋ + 1",
}

JAPANESE = {
    "２×（ｘ＋ｙ）": "2·(x + y)",
    "０．２５": "0.25",
    "１／４": "1/4",
    "ー１": "-1",
    "−1": "-1",
    "–x": "-x",
    "ｘ＾２": "x²",
    "x⁻¹": "x⁻¹",
    "x²y³": "x²·y³",
    "10⁻³": "10⁻³",
    "½x": "1/2·x",
    "2½": "2 + 1/2",
    "２５％": "25%",
    "x÷2": "x/2",
    "x・y": "x·y",
    "√２": "√2",
    "｜x｜": "|x|",
    "σ(x)(1−σ(x))": "σ(x)·(1 - σ(x))",
    "∂L/∂y": "∂L/∂y",
    "∇E": "∇E",
    "x≧0": "x ≥ 0",
    "x₁＋x₂": "x₁ + x₂",
    "1，2": "1, 2",
    "７、７": "7, 7",
    "∞": "∞",
    "ｱ": "ア",
    "（ア）": "ア",
    "①": "1",
    "𝑥²": "x²",
    "≒3": "3",
    "＝２ｘ": "2·x",
    "2(x+y)。": "2·(x + y)",
    "３分の１": "1/3",
    "(x+y)の２乗": "(x + y)²",
    "(x+y)の二乗": "(x + y)²",
    "3(x+y)の 3 乗 + 1": "3·(x + y)³ + 1",
    "2(x+y) squared": "2·(x + y)²",
    "x cubed + y": "x³ + y",
    "─１": "-1",
    "ア、イ": "ア, イ",
    "「3(x−y)」": "3·(x - y)",
    "『x＋1』。": "x + 1",
    "「x＋1。」": "x + 1",
    " y = 「4x」 ": "y = 4·x",
    "「$5t$」": "5·t",
}

LATEX = {
    r"\frac{1}{2}x": "1/2·x",
    r"\frac12": "1/2",
    r"\frac94\pi": "9/4·π",
    r"\dfrac{x+1}{2}": "(x + 1)/2",
    r"\sqrt{x}": "√x",
    r"\sqrt3": "√3",
    r"\sqrt[3]{x}": "∛x",
    r"2 \cdot x \times y": "2·x·y",
    r"\left( x + 1 \right)^{2}": "(x + 1)²",
    r"\sigma(x)": "σ(x)",
    r"\sigma_B^2": "σ_B²",
    r"\frac{\partial L}{\partial y}": "∂L/∂y",
    r"\frac{dz}{dx}": "dz/dx",
    r"\frac{\mathrm{d}z}{\mathrm{d}x}": "dz/dx",
    r"\max\{0, x\}": "max(0, x)",
    r"W^{\top} x": "W^T·x",
    r"\$5": "5",
    r"\hat{y}": "y_hat",
    r"\mathrm{e}^{-x}": "e^(-x)",
    r"\operatorname{ReLU}(x)": "ReLU(x)",
    r"\log_{10} x": "log(x, 10)",
    r"\{1, 2\}": "{1, 2}",
    r"[0, 1) \cup \{2\}": "[0, 1) ∪ {2}",
    r"\begin{pmatrix}1 & 0 \\ 0 & 1\end{pmatrix}": "[[1, 0], [0, 1]]",
    r"$2x$": "2·x",
    r"\(2x\)": "2·x",
    r"\[2x\]": "2·x",
    r"The answer is $2x$.": "2·x",
    r"\boxed{3}": "3",
    r"so $x = \boxed{3}$.": "3",
    r"\boxed{1} and \boxed{2}": "1, 2",
    r"28\%": "28%",
    r"$28$ %": "28%",
    r"x \le 2": "x ≤ 2",
    r"x \in [0, 1]": "x ∈ [0, 1]",
    r"32,\!349": "32349",
    r"-2 \\le x": "-2 ≤ x",
    r"30^\circ": "30°",
    r"|x|": "|x|",
    r"0.1\overline{6}": "1/6",
    r"15\text{ cm}^2": "15",
    r"\text{(A)}": "A",
    r"\textbf{(B)}": "B",
    r"\lvert x \rvert": "|x|",
}


@pytest.mark.parametrize(("text", "shown"), [*PLAIN.items(), *JAPANESE.items(), *LATEX.items()])
def test_what_is_read(text, shown):
    assert to_text(read(text).tree) == shown


def test_declared_names_divide_a_run_of_letters():
    assert to_text(read("2xy", names=["x", "y"]).tree) == "2·x·y"
    assert to_text(read("2xy", names=["xy"]).tree) == "2·xy"
    assert to_text(read("x(y+1)", names=["x", "y"]).tree) == "x·(y + 1)"
    assert to_text(read("batch_size lr", names=["batch_size", "lr"]).tree) == "batch_size·lr"
    assert to_text(read("γx+β", names=["gamma", "x", "beta"]).tree) == "γ·x + β"
    assert to_text(read("xsin(x)", names=["x"]).tree) == "x·sin(x)"


def test_a_declared_name_wins_over_a_constant_and_a_function():
    assert read("e", names=["e"]).tree == Symbol("e")
    assert read("sigma(x+1)", names=["sigma", "x"]).tree == read("sigma*(x+1)", names=["sigma", "x"]).tree


@pytest.mark.parametrize(("text", "names"), [("t2", ["t"]), ("x +y10", ["x", "y"]), ("2t", ["x", "y"]), ("X", ["x"])])
def test_nothing_is_read_leniently(text, names):
    with pytest.raises(Unreadable) as raised:
        read(text, names=names)
    assert raised.value.code == "unknown-name"


def test_left_of_an_equals_sign_any_name_may_stand():
    assert to_text(read("dz/dx = 2(x+y)", names=["x", "y"]).answer) == "2·(x + y)"
    assert to_text(read("z = 2x", names=["x"]).answer) == "2·x"
    with pytest.raises(Unreadable):
        read("2x = z", names=["x"])


def test_a_chain_of_equations_gives_its_end_and_its_links():
    reading = read("dz/dx = 2t*1 = 2(x+y)")
    assert to_text(reading.answer) == "2·(x + y)"
    assert [(to_text(left), to_text(right)) for left, right in reading.links] == [
        ("dz/dx", "2·t·1"),
        ("2·t·1", "2·(x + y)"),
    ]
    assert to_text(read("x = 1/3 ≈ 0.33").answer) == "1/3"
    assert to_text(read("x ≈ 11").answer) == "11"
    assert isinstance(read("7 = 11a + c").answer, Relation)


def test_aligned_rows():
    text = r"\begin{aligned} \frac{dz}{dx} &= 2t \cdot 1 \\ &= 2(x+y) \end{aligned}"
    assert to_text(read(text).answer) == "2·(x + y)"
    rows = read(r"\begin{align} z &= t^2 \\ t &= x + y \end{align}")
    assert to_text(rows.tree) == "t = x + y"
    assert [to_text(step) for step in rows.steps] == ["z = t²"]


def test_numbers_are_exact_and_keep_their_text():
    number = read("0.250").tree
    assert isinstance(number, Number)
    assert (number.value.numerator, number.value.denominator, number.text) == (1, 4, "0.250")
    assert read("0.1").tree == Number(Fraction(1, 10))


def test_shape_of_the_tree_is_kept():
    assert read("2/4").tree != read("1/2").tree
    assert read("a+(b+c)").tree != read("a+b+c").tree
    assert read("x*x").tree != read("x^2").tree


def test_sequences_sets_and_functions():
    assert read("(1, 2]").tree == Sequence("(", (Number(1), Number(2)), "]")
    assert read("{1}").tree == SetOf(Number(1))
    assert read("f(x)").tree == Call("f", Symbol("x"))
    assert read("loss(x)", functions=["loss"]).tree == Call("loss", Symbol("x"))


def test_an_unreadable_text_says_where():
    with pytest.raises(Unreadable) as raised:
        read("２×（ｘ＋")
    assert (raised.value.code, raised.value.column, raised.value.found) == ("missing-operand", 4, "＋")


@pytest.mark.parametrize(
    ("text", "column"), [("「3」(x-y)", 0), ("f「x」", 1), ("「x」+『y』", 0), ("2x」", 2), ("「2x』", 0), ("「」", 0)]
)
def test_quotes_that_frame_nothing_whole_are_refused(text, column):
    with pytest.raises(Unreadable) as raised:
        read(text)
    assert (raised.value.code, raised.value.column) == ("character", column)


def test_columns_count_the_quotes_of_the_frame():
    with pytest.raises(Unreadable) as raised:
        read("z = 『2(x+』")
    assert (raised.value.column, raised.value.found) == (8, "+")


def test_units_are_set_apart():
    reading = read(r"6\text{ cm}")
    assert isinstance(reading, Reading)
    assert (to_text(reading.tree), reading.unit) == ("6", "cm")


@pytest.mark.parametrize(
    ("text", "count"),
    [("x/2 (0.5x)", 2), ("2(x+y)", 0), ("3 (x) + 4y(x)", 0), ("0.7(7/10)", 2), ("√2 (x(1+x))", 2), ("4y(x(1+x))", 0)],
)
def test_a_second_writing_stands_after_a_space_or_after_numbers(text, count):
    assert len(read(text).seconds) == count
