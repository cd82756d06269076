"""What each formula looks like, in Unicode and in ASCII; and that no text at all breaks the printer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.columns import width
from quiz.render.latex import COMMANDS, ENVIRONMENTS, MAX_DEPTH, MAX_LATEX
from quiz.render.math import check, display, fold, inline

# LaTeX, Unicode, ASCII (None: the same).
TABLE: list[tuple[str, str, str | None]] = [
    # fractions
    (r"\frac{1}{1+e^{-x}}", "1/(1 + e⁻ˣ)", "1/(1 + e^(-x))"),
    (r"\frac{dz}{dx}", "dz/dx", None),
    (r"\frac{\partial E}{\partial w_1}", "∂E/∂w₁", "dE/dw_1"),
    (r"\frac{\partial^2 E}{\partial x \partial y}", "∂²E/(∂x∂y)", "d^2 E/(dx dy)"),
    (r"\frac{d^2 y}{dx^2}", "d²y/dx²", "d^2 y/dx^2"),
    (r"\frac{d}{dx} f(x)", "(d/dx)f(x)", None),
    (r"\frac{1}{dx}", "1/(dx)", None),
    (r"\frac12", "1/2", None),
    (r"\dfrac{2x}{3}", "2x/3", None),
    (r"\frac{a+b}{2}", "(a + b)/2", None),
    (r"\frac{a}{bc}", "a/(bc)", None),
    (r"\frac{\frac{a}{b}}{c}", "(a/b)/c", None),
    (r"\frac{a}{\frac{b}{c}}", "a/(b/c)", None),
    (r"\frac{-1}{2}", "-1/2", None),
    (r"a - \frac{-1}{2}", "a - (-1/2)", None),
    (r"\frac{1}{2}x", "(1/2)x", None),
    (r"x\frac{1}{2}", "x·1/2", "x*1/2"),
    (r"\frac12\frac34", "1/2·3/4", "1/2*3/4"),
    (r"a\frac{b}{c}d", "a·b/c·d", "a*b/c*d"),
    (r"a / \frac{b}{c}", "a/(b/c)", None),
    (r"a \div \frac{b}{c}", "a ÷ (b/c)", "a/(b/c)"),
    (r"\frac{a}{b} / c", "(a/b)/c", None),
    (r"\left( \frac{a}{b} \right)^2", "(a/b)²", "(a/b)^2"),
    (r"\frac{\log x}{x}", "(log x)/x", None),
    (r"\frac{\log(x)}{x}", "log(x)/x", None),
    (r"\log\frac{a}{b}", "log(a/b)", None),
    (r"\frac{\sum_{i} x_i}{n}", "(∑ᵢ xᵢ)/n", "(sum_i x_i)/n"),
    (r"\frac{e^{x_i}}{\sum_j e^{x_j}}", "e^(xᵢ)/(∑ⱼ e^(xⱼ))", "e^(x_i)/(sum_j e^(x_j))"),
    (r"w - \eta \frac{\partial E}{\partial w}", "w - η·∂E/∂w", "w - eta*dE/dw"),
    (r"-\frac{1}{N}\sum_{i=1}^N \log p_i", "-(1/N) ∑ᵢ₌₁ᴺ log pᵢ", "-(1/N) sum_(i=1)^N log p_i"),
    (r"\frac{dz}{dt} \cdot \frac{dt}{dx} = 2t \cdot 1", "dz/dt · dt/dx = 2t · 1", "dz/dt * dt/dx = 2t * 1"),
    # powers and indices
    ("x^2", "x²", "x^2"),
    ("x^10", "x¹0", "x^1 0"),
    ("x^{10}", "x¹⁰", "x^10"),
    ("e^{-x}", "e⁻ˣ", "e^(-x)"),
    ("x^n", "xⁿ", "x^n"),
    ("x^{-1}", "x⁻¹", "x^(-1)"),
    ("10^{-3}", "10⁻³", "10^(-3)"),
    ("x^{2n} y", "x²ⁿy", "x^(2n) y"),
    ("e^{-x^2}", "e^(-x²)", "e^(-x^2)"),
    (r"x^{\frac{1}{2}}", "x^(1/2)", None),
    (r"a^{\frac{-1}{2}}", "a^(-1/2)", None),
    ("w^{(t+1)}", "w⁽ᵗ⁺¹⁾", "w^(t+1)"),
    ("e^{-(x+1)}", "e^(-(x+1))", None),
    ("{a+b}^2", "(a + b)²", "(a + b)^2"),
    ("{x^2}^3", "(x²)³", "(x^2)^3"),
    (r"{\sqrt{x}}^2", "(√x)²", "(sqrt(x))^2"),
    ("V_{t-1}", "Vₜ₋₁", "V_(t-1)"),
    ("h_t", "hₜ", "h_t"),
    ("x_{ij}", "xᵢⱼ", "x_ij"),
    ("x_{i,j}^{n+1}", "x_(i,j)ⁿ⁺¹", "x_(i,j)^(n+1)"),
    (r"x_{\text{max}} y", "x_max y", None),
    ("D_{KL}", "D_KL", None),
    (r"\sigma_B^2", "σ_B²", "sigma_B^2"),
    (r"W^\top x", "Wᵀx", "W^T x"),
    ("f'(x)", "f'(x)", None),
    ("x_1^2", "x₁²", "x_1^2"),
    (r"\sin^2 x", "sin² x", "sin^2 x"),
    ("x^2(x+1)", "x²(x + 1)", "x^2 (x + 1)"),
    ("n!", "n!", None),
    # roots
    (r"\sqrt{2}", "√2", "sqrt(2)"),
    (r"\sqrt 2", "√2", "sqrt(2)"),
    (r"\sqrt{x+1}", "√(x + 1)", "sqrt(x + 1)"),
    (r"\sqrt{(x+1)}", "√(x + 1)", "sqrt(x + 1)"),
    (r"\sqrt{2}x", "√2·x", "sqrt(2)x"),
    (r"\sqrt{x^2}", "√(x²)", "sqrt(x^2)"),
    (r"\sqrt{h_t}", "√hₜ", "sqrt(h_t)"),
    (r"\sqrt[3]{x}", "∛x", "x^(1/3)"),
    (r"\sqrt[n]{x+1}", "(x + 1)^(1/n)", None),
    (r"\frac{1}{\sqrt{2\pi}\sigma}", "1/(√(2π)σ)", "1/(sqrt(2 pi) sigma)"),
    # signs
    (
        r"a \cdot b \times c \div d \pm e",
        "a · b × c ÷ d ± e",
        "a * b * c/d +/- e",
    ),
    (r"a \le b \ge c \ne d \approx e", "a ≤ b ≥ c ≠ d ≈ e", "a <= b >= c != d ~= e"),
    (r"a \leq b \geq c \neq d < e > f", "a ≤ b ≥ c ≠ d < e > f", "a <= b >= c != d < e > f"),
    (r"x \to \infty", "x → ∞", "x -> inf"),
    (r"w \leftarrow w - \eta \nabla_w L", "w ← w - η∇_w L", "w <- w - eta grad_w L"),
    (r"\sum_{i=1}^{n} x_i", "∑ᵢ₌₁ⁿ xᵢ", "sum_(i=1)^n x_i"),
    (r"\prod_{i \in B} p_i", "∏_(i∈B) pᵢ", "prod_(i in B) p_i"),
    (r"\nabla E", "∇E", "grad E"),
    (r"\int_0^1 f(x)\,dx", "∫₀¹ f(x) dx", "int_0^1 f(x) dx"),
    (r"\lim_{x \to 0} \frac{\sin x}{x}", "lim_(x→0) (sin x)/x", "lim_(x->0) (sin x)/x"),
    (r"x \odot y", "x ⊙ y", "x (.) y"),
    (r"x \in \mathbb{R}^n", "x ∈ ℝⁿ", "x in R^n"),
    (r"-x + -y", "-x + -y", None),
    (r"2 \cdot -3", "2 · -3", "2 * -3"),
    (r"a \equiv b \pmod{n}", "a ≡ b (mod n)", "a == b (mod n)"),
    (r"1, \ldots, n", "1, …, n", "1, ..., n"),
    ("a−b", "a - b", None),
    ("σ(x) ≦ 1×2", "σ(x) ≤ 1 × 2", "sigma(x) <= 1 * 2"),
    ("x[i:j]", "x[i:j]", None),
    (r"5\%", "5%", None),
    # Greek
    (r"\alpha\beta\gamma\delta\epsilon\varepsilon", "αβγδεε", "alpha beta gamma delta epsilon epsilon"),
    (r"\theta\lambda\mu\pi\rho\sigma\tau\phi\omega", "θλμπρστφω", "theta lambda mu pi rho sigma tau phi omega"),
    (r"\Gamma\Delta\Sigma\Omega", "ΓΔΣΩ", "Gamma Delta Sigma Omega"),
    (r"2\pi r", "2πr", "2 pi r"),
    (r"\sigma(x)(1-\sigma(x))", "σ(x)(1 - σ(x))", "sigma(x)(1 - sigma(x))"),
    # delimiters
    (r"\left( x \right)", "(x)", None),
    (r"\left\lfloor \frac{H + 2P - K}{S} \right\rfloor + 1", "⌊(H + 2P - K)/S⌋ + 1", "floor((H + 2P - K)/S) + 1"),
    (r"\lfloor x \rfloor \lceil y \rceil", "⌊x⌋⌈y⌉", "floor(x) ceil(y)"),
    (r"\lvert x \rvert", "|x|", None),
    ("2|x|", "2|x|", None),
    ("p(y|x)", "p(y|x)", None),
    (r"\|w\|_2", "‖w‖₂", "||w||_2"),
    ("||x||_p^2", "‖x‖ₚ²", "||x||_p^2"),
    (r"D(p \| q)", "D(p‖q)", "D(p||q)"),
    ("[0, 1)", "[0, 1)", None),
    (r"\{1, 2\}", "{1, 2}", None),
    (r"\left.\frac{\partial L}{\partial x}\right|_{x=0}", "∂L/∂x|ₓ₌₀", "dL/dx|_(x=0)"),
    # marks, fonts, text
    (r"\hat{m}", "m̂", "m_hat"),
    (r"\hat{m}_t", "m̂ₜ", "m_hat_t"),
    (r"\bar{x}", "x̄", "x_bar"),
    (r"\bar x y", "x̄y", "x_bar y"),
    (r"\overline{x+y}", "bar(x + y)", None),
    (r"\mathbf{x}^T \mathbf{w}", "xᵀw", "x^T w"),
    (r"\mathrm{Var}(x)", "Var(x)", None),
    (r"\mathrm{d}x", "dx", None),
    (r"\operatorname{softmax}(x)", "softmax(x)", None),
    (r"x \text{ if } x > 0", "x if x > 0", None),
    (r"\text{（それ以外）}", "（それ以外）", None),
    (r"\mu : 慣性", "μ : 慣性", "mu : 慣性"),
    (r"\boxed{0.25}", "[0.25]", None),
    # functions
    (r"\max(0, x)", "max(0, x)", None),
    (r"\min_{i} x_i", "minᵢ xᵢ", "min_i x_i"),
    (r"\log x + \exp(-x)", "log x + exp(-x)", None),
    (r"2\tanh x", "2 tanh x", None),
    (r"\sin x \cos x", "sin x cos x", None),
    (r"\arg\max_x f(x)", "arg maxₓ f(x)", "arg max_x f(x)"),
    # spaces
    (r"a \quad b", "a  b", None),
    (r"a \, b \; c \! d", "a b cd", None),
    # tables
    (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "[[1, 2], [3, 4]]", None),
    (r"\begin{pmatrix} 1 \\ 2 \end{pmatrix}^T", "[[1], [2]]ᵀ", "[[1], [2]]^T"),
    (r"\begin{array}{cc} 1 & 2 \end{array}", "[[1, 2]]", None),
    (r"f(x) = \begin{cases} x & (x > 0) \\ 0 & (x \leq 0) \end{cases}", "f(x) = {x, (x > 0); 0, (x ≤ 0)}", None),
    (r"\begin{aligned} a &= b \\ &= c \end{aligned}", "a = b; = c", None),
    # learners' reports
    ("f(u) = {\\frac{1}{1+e^{-u}}}", "f(u) = 1/(1 + e⁻ᵘ)", "f(u) = 1/(1 + e^(-u))"),
    (
        r"w^{(t+1)} = w^{(t)} - {\varepsilon {\frac{1}{\sqrt{h_t} + {\theta}}} {\nabla{E}}}",
        "w⁽ᵗ⁺¹⁾ = w⁽ᵗ⁾ - ε·1/(√hₜ + θ)·∇E",
        "w^(t+1) = w^(t) - epsilon*1/(sqrt(h_t) + theta)*grad E",
    ),
    (r"V_t = {\mu{V_{t-1}}} - {\varepsilon{\nabla{E}}}", "Vₜ = μVₜ₋₁ - ε∇E", "V_t = mu V_(t-1) - epsilon grad E"),
    (r"E_n + {\frac{1}{p}}{\lambda{||x||{_p}}}", "Eₙ + (1/p)λ‖x‖ₚ", "E_n + (1/p) lambda||x||_p"),
    # what is not understood is shown
    (r"\foo{x} + 1", r"\foo{x} + 1", None),
    (r"\begin{foo} a \end{foo}", r"\begin{foo} a \end{foo}", None),
    (r"\frac{1}{2", "1/2", None),
    ("}x", "}x", None),
    ("x^2^3", "x²^3", "x^2^3"),
    ("", "", None),
]


@pytest.mark.parametrize(("latex", "unicode", "ascii"), TABLE)
def test_table(latex: str, unicode: str, ascii: str | None) -> None:
    assert inline(latex) == unicode
    if ascii is not None or unicode.isascii():
        assert inline(latex, ascii=True) == (ascii or unicode)


@pytest.mark.parametrize(
    "latex", [latex for latex, _, _ in TABLE] + [rf"\{name}{{x}}{{y}}" for name in sorted(COMMANDS)]
)
def test_ascii_mode_is_ascii_apart_from_japanese(latex: str) -> None:
    printed = inline(latex, ascii=True)
    assert all(char.isascii() or char in "慣性（それ以外）" for char in printed), printed


class TestDisplay:
    def test_cases_stand_below_each_other_without_padding(self) -> None:
        latex = r"f(x) = \begin{cases} x & (x > 0) \\ 0 & \text{それ以外} \end{cases}"
        assert display(latex) == ("f(x) =", "  { x, (x > 0)", "  { 0, それ以外")

    def test_every_row_of_aligned_is_a_line(self) -> None:
        assert display(r"\begin{aligned} z &= t^2 \\[4pt] &= (x+y)^2 \end{aligned}") == ("z = t²", "= (x + y)²")
        assert display(r"a = b \\ c = d") == ("a = b", "c = d")

    def test_folding_breaks_before_relations_first_and_outside_parentheses(self) -> None:
        assert fold("O = (a + b)/c + 1 = (d + e)/f + 1", 20) == ["O = (a + b)/c + 1", "  = (d + e)/f + 1"]
        assert fold("m = b*m + (1 - b)*g,  v = c*v + g^2", 30) == ["m = b*m + (1 - b)*g,", "  v = c*v + g^2"]
        assert fold("loss = aaaa + bbbb + cccc", 19) == ["loss = aaaa + bbbb", "  + cccc"]
        assert fold("x = f(a + b, c + d) + g", 21) == ["x = f(a + b, c + d)", "  + g"]

    @given(st.text(max_size=80), st.integers(2, 40))
    def test_folded_lines_fit_and_nothing_is_lost(self, line: str, columns: int) -> None:
        lines = fold(line, columns)
        assert "".join("".join(lines).split()) == "".join(line.split())
        assert all(width(part, ambiguous=2) <= columns for part in lines)


class TestCheck:
    @pytest.mark.parametrize(
        "latex", [latex for latex, _, _ in TABLE if latex not in (r"\frac{1}{2", "}x", "x^2^3") and "foo" not in latex]
    )
    def test_sound_formulas_have_no_faults(self, latex: str) -> None:
        assert check(latex) == []

    @pytest.mark.parametrize(
        ("latex", "fault"),
        [
            (r"x + \foo{1}", r"formula, character 5: unknown command \foo."),
            (r"\begin{foo}x\end{foo}", "unknown environment foo"),
            (r"\frac{1}{2", "character 9: a { is never closed"),
            ("x}", "character 2: a } without its {"),
            ("a $ b", "character 3: a $ inside"),
            (r"\left( x", r"\left has no \right"),
            (r"x \right)", r"\right without its partner"),
            (r"\begin{cases} x", r"\begin{cases} has no \end"),
            (r"\begin{cases} x \end{pmatrix}", r"closed by \end{pmatrix}"),
            (r"\frac{1}", r"\frac lacks its argument"),
            ("x^", "^ lacks its argument"),
            ("x^2^3", "a second ^"),
            ("a & b", "a & outside a table"),
            (r"\text x", r"\text lacks its {...}"),
            ("x" * (MAX_LATEX + 1), "too complex"),
            ("{" * (MAX_DEPTH + 1) + "}" * (MAX_DEPTH + 1), "too complex"),
        ],
    )
    def test_faults(self, latex: str, fault: str) -> None:
        assert any(fault in found for found in check(latex)), check(latex)
        assert all(any("ぁ" <= char <= "鿿" for char in found) for found in check(latex, "ja"))


ALPHABET = [*"{}^_&$|()[]x1.,' =-慣~/", "\\\\"]
fragments = st.one_of(
    st.sampled_from(ALPHABET),
    st.sampled_from(sorted("\\" + name for name in COMMANDS)),
    st.sampled_from([f"\\{word}{{{name}}}" for name in sorted(ENVIRONMENTS) for word in ("begin", "end")]),
    st.text(max_size=3),
)


@given(st.lists(fragments, max_size=40).map("".join))
def test_any_formula_is_printed(latex: str) -> None:
    for ascii in (False, True):
        assert "\n" not in inline(latex, ascii=ascii)
        assert all("\n" not in line for line in display(latex, ascii=ascii))
    assert isinstance(check(latex), list)


@given(st.sampled_from(ALPHABET + sorted("\\" + name for name in COMMANDS)), st.integers(1, 2000))
def test_any_repetition_is_printed(fragment: str, times: int) -> None:
    assert isinstance(inline(fragment * times), str)
    assert isinstance(inline((fragment + "{") * times, ascii=True), str)


@given(st.lists(st.sampled_from(["w", "y", "+", r"\foo", r"\alpha", "2", r"\quux", "^2", "_i"]), max_size=12))
def test_nothing_is_dropped(parts: list[str]) -> None:
    printed = inline(" ".join(parts), ascii=True)
    for part in (r"\foo", r"\quux", "alpha", "w", "+"):
        expected = sum(found.removeprefix("\\") == part.removeprefix("\\") for found in parts)
        assert printed.count(part) == expected
