"""Right formulas in every way that reports write them are right, whatever their letters are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quiz.report.documents import Line, Report
from quiz.report.formulas.formula_verdicts import FormulaFinding
from quiz.report.formulas.places import formulas_of
from quiz.report.rows import rows_of

Formulas = Callable[[str], list[FormulaFinding]]

RIGHT: dict[str, list[list[str]]] = {
    "モメンタム": [
        [
            r"$V_t = \mu V_{t-1} - \epsilon \nabla E$",
            "V = μV − ε∇E (学習率 ε)",
            "`v = momentum * v - lr * grad` 学習率",
            r"$v \leftarrow \alpha v - \eta \frac{\partial L}{\partial W}$",
            "Ｖ＝μＶ－ε∇Ｅ",
            r"$\bm{v}_{t+1} := \beta \bm{v}_t - \eta \frac{\partial E(\bm{w}_t)}{\partial \bm{w}_t}$",
            "v ← 0.9v - 0.01∇L",
            r"$v_{t} = \gamma v_{t-1} + \eta \nabla_{\theta} J(\theta)$",
            "V⁽ᵗ⁾ = μV⁽ᵗ⁻¹⁾ − ε ∂E/∂w",
        ],
    ],
    "AdaGrad": [
        [
            r"$h_t = h_{t-1} + (\nabla E)^2$",
            r"$h_t = h_{t-1} + {({\nabla{E}})^2}$",
            r"$h_{t} = {h_{t-1}} + {\left({\nabla}E\right)^2}$",
            "h = h + g * g",
            "h += grad ** 2",
            "h ← h + (∂E/∂w)²",
            r"$h_{t} \leftarrow h_{t-1} + \left(\frac{\partial L}{\partial \mathbf{W}}\right)^2$",
            r"$h = h + \frac{\partial L}{\partial W} \odot \frac{\partial L}{\partial W}$",
            "ｈ：＝ｈ＋ｇ^2",
            "G_t = G_{t-1} + g_t^2",
        ],
        [
            r"$w_{t+1} = w_t - \eta\frac{1}{\sqrt{h_t}+\theta}\nabla E$",
            "w = w - lr * g / (sqrt(h) + eps)",
            "w ← w − ε·g/√(h+θ)",
            r"$W \leftarrow W - \eta \frac{1}{\sqrt{h}} \frac{\partial L}{\partial W}$",
            "w -= lr * grad / sqrt(h)",
            r"$w^{(t+1)} = w^{(t)} - \frac{\epsilon}{\sqrt{h^{(t)}} + \theta} \cdot \nabla E^{(t)}$",
            "ｗ＝ｗ－ε∇Ｅ／√（ｈ＋θ）",
        ],
    ],
    "RMSProp": [
        [
            r"$h_t = \alpha h_{t-1} + (1-\alpha)(\nabla E)^2$",
            "h = ρh + (1 - ρ)g²",
            "h = 0.99h + 0.01g^2",
            r"$v_t=\rho v_{t-1}+(1-\rho)g_t^2$",
            "h ← α h + (1−α)(∂E/∂w)^2",
            "h = decay * h + (1 - decay) * grad**2",
            "h := (1-β)g*g + βh",
        ],
    ],
    "Adam": [
        [
            r"$m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t$",
            "m = β1*m + (1-β1)*g",
            "m ← β₁m + (1−β₁)∇E",
            r"$m_t=\rho_1 m_{t-1}+(1-\rho_1)\nabla E$",
            "m = beta1 * m + (1 - beta1) * grad",
            "m = 0.9m + 0.1g",
        ],
        [
            r"$\hat{m}_t = \frac{m_t}{1-\beta_1^t}$",
            "m̂ = m/(1 − β₁ᵗ)",
            r"$\hat{v} = v/(1-\beta_2^{t})$",
            "m_hat = m / (1 - beta1**t)",
            r"$\hat{m_t} = \dfrac{m_t}{1-\beta^t}$",
            "v̂ ← v/(1 − β^t)",
        ],
        [
            r"$w = w - \alpha\frac{\hat m}{\sqrt{\hat v}+\epsilon}$",
            r"$\theta_{t+1}=\theta_t-\frac{\eta}{\sqrt{\hat{v}_t}+\epsilon}\hat{m}_t$",
            "w = w - η m̂/(√v̂ + ε)",
            "w -= lr * m_hat / (sqrt(v_hat) + eps)",
            r"$w_{t+1} \leftarrow w_t - \frac{\alpha\,\hat m_t}{\sqrt{\hat v_t}+\epsilon}$",
            "ｗ＝ｗ－αｍ／（√ｖ＋ε）",
        ],
    ],
    "バッチ正規化": [
        [
            r"$\hat{x}_i = \frac{x_i-\mu_B}{\sqrt{\sigma_B^2+\epsilon}}$",
            "x̂ = (x − μ)/√(σ² + ε)",
            r"$x' = \frac{x-\mu}{\sigma}$",
            r"$\hat{x}_{ni}=\frac{x_{ni}-\mu_t}{\sqrt{{\sigma_t}^2+\theta}}$",
            "x_hat = (x - mu) / sqrt(var + eps)",
            "ｚ＝（ｘ－μ）／√（σ^2＋ε）",
        ],
        [
            r"$y_i = \gamma\hat{x}_i+\beta$",
            "y = γx̂ + β",
            "y = gamma * x_hat + beta",
            "y ← β + γ・x̂",
            r"$y_{ni} \leftarrow \gamma \hat{x}_{ni} + \beta$",
            "Ｙ＝γ・ｘ̂＋β",
        ],
    ],
    "バッチ正規化のミニバッチの分散": [
        [
            r"$\sigma_B^2 = \frac1m\sum_{i=1}^m (x_i-\mu_B)^2$",
            "σ² = Σ(xᵢ−μ)²/n",
            r"$\sigma^2=\dfrac{1}{N}\sum_i (x_i-\mu)^2$",
            "分散 = Σ(x_i - 平均)^2 / N",
            "var = 1/m * Σ(x - mu)^2",
            r"${\sigma_t}^2 = \frac{\sum_{i=1}^{N_t}(x_{ni}-\mu_t)^2}{N_t}$",
        ],
    ],
    "シグモイド関数": [
        [
            r"$f(x)=\frac{1}{1+e^{-x}}$",
            "σ(x) = 1/(1+exp(-x))",
            "sigmoid(x) = 1 / (1 + e^-x)",
            "ｆ（ｕ）＝１／（１＋ｅ^－ｕ）",
            r"$y=\frac{e^x}{1+e^x}$",
            r"$\sigma(z) = (1+e^{-z})^{-1}$",
            r"$f(u)=\frac{1}{1+\exp^{-u}}$",
            "h(x) = 1/(1+e⁻ˣ)",
        ],
    ],
    "シグモイド関数の微分": [
        [
            "$f'(x) = f(x)(1-f(x))$",
            "dy/dx = y(1-y)",
            r"$\sigma'(x)=\sigma(x)(1-\sigma(x))$",
            r"$\frac{dy}{dx} = \frac{e^{-x}}{(1+e^{-x})^2}$",
            "∂y/∂x = y − y²",
            "f'(u) = (1-f(u))・f(u)",
        ],
    ],
    "tanh": [
        [
            r"$\tanh(x)=\frac{e^x-e^{-x}}{e^x+e^{-x}}$",
            "f(x) = (exp(x)-exp(-x))/(exp(x)+exp(-x))",
            "y = sinh(x)/cosh(x)",
            "h(u) = 2/(1+e^{-2u}) - 1",
            r"$f(x)=\frac{1-e^{-2x}}{1+e^{-2x}}$",
            "ｙ＝（ｅ^ｘ－ｅ^－ｘ）／（ｅ^ｘ＋ｅ^－ｘ）",
        ],
    ],
    "tanh の微分": [
        [
            "f'(x) = 1 - tanh(x)^2",
            r"$f'(x)=1-\tanh^2(x)$",
            "dy/dx = 1 - y²",
            r"$\frac{dy}{dx}=(1-y)(1+y)$",
            "$f'(x)=1-f(x)^2$",
            r"$f'(u)=\frac{4}{(e^u+e^{-u})^2}$",
        ],
    ],
    "ReLU": [
        [
            r"$f(x)=\max(0,x)$",
            "ReLU(x) = max(x, 0)",
            r"$$f(x) = \begin{cases} x & (x > 0) \\ 0 & (x \leq 0) \end{cases}$$",
            "f(x) = x (x > 0), 0 (x ≦ 0)",
            "ｆ（ｕ）＝ｍａｘ（０，ｕ）",
            r"$h(x)=\begin{cases} x & x > 0 \\ 0 & otherwise\end{cases}$",
        ],
    ],
    "ReLU の微分": [
        [
            r"$f'(x) = \begin{cases} 1 & (x > 0) \\ 0 & (x \leq 0) \end{cases}$",
            "f'(x) = 1 (x>0), 0 (x<=0)",
            "dy/dx = 1 (x > 0), 0 (x < 0)",
            r"$\frac{dy}{dx}=\begin{cases} 0 & x \le 0 \\ 1 & x > 0\end{cases}$",
            r"$f'(u) = \begin{cases} 1 & (u > 0) \\ 0 & (u < 0) \end{cases}$",
            "ｆ'（ｘ）＝１（ｘ＞０），０（ｘ≦０）",
        ],
    ],
    "ソフトマックス関数": [
        [
            r"$y_i = \frac{e^{x_i}}{\sum_{j} e^{x_j}}$",
            r"$y_k=\frac{\exp(a_k)}{\sum_{i=1}^{n}\exp(a_i)}$",
            "y_i = exp(u_i)/Σ_j exp(u_j)",
            "y_i = e^{x_i} / Σ e^{x_k}",
            r"$f(i,u)=\frac{e^{u_i}}{\sum_{k=1}^{K} e^{u_k}}$",
            "y = e^{x_i}/(e^{x_1} + e^{x_2} + … + e^{x_n})",
        ],
    ],
    "交差エントロピー誤差": [
        [
            r"$E=-\sum_k t_k \log y_k$",
            r"$E_n(w) = -\sum_{i=1}^{I} d_i \log y_i$",
            "E = −Σ dᵢ log yᵢ",
            "L = -Σ_k t_k ln(y_k)",
            r"$L = -\frac{1}{N}\sum_n\sum_k t_{nk}\log y_{nk}$",
            r"$-\{d\log y+(1-d)\log(1-y)\}$",
        ],
    ],
    "二乗誤差": [
        [
            r"$E = \frac12\sum_k (y_k-t_k)^2$",
            "E = 1/2 Σ(y_k − t_k)²",
            r"$E_n(w)=\frac{1}{2}\|y-d\|^2$",
            r"$L=\frac{1}{n}\sum_{i=1}^n (\hat{y}_i-y_i)^2$",
            "MSE = Σ(y_i - t_i)^2 / N",
            r"$E=\frac{1}{2}\sum_{j=1}^{J}(y_j-d_j)^2$",
        ],
    ],
    "正則化した誤差関数": [
        [
            r"$E_n(w)+\frac{1}{2}\lambda\|w\|_2^2$",
            r"$E+\lambda\|w\|_1$",
            r"$L(w) = E(w) + \lambda\sum_i |w_i|$",
            "E + λΣ|w|",
            "J = E + (λ/2)Σw_i²",
            r"$E_n(\mathbf{w})+\frac{\lambda}{2}||\mathbf{w}||^2$",
            "Ｅ＋λ‖ｗ‖₁",
        ],
    ],
    "p ノルム": [
        [
            r"$\|x\|_p = (|x_1|^p+\cdots+|x_n|^p)^{\frac1p}$",
            r"$||x||_p=\left(\sum_{i=1}^n|x_i|^p\right)^{1/p}$",
            "‖x‖ₚ = (Σ|xᵢ|ᵖ)^(1/p)",
            r"$\|\boldsymbol{x}\|_{p} = \sqrt[p]{\sum_i |x_i|^p}$",
            r"$\|w\|_2=\sqrt{w_1^2+w_2^2+\dots+w_n^2}$",
            "‖w‖_1 = |w_1| + |w_2| + ... + |w_n|",
        ],
    ],
    "畳み込みの出力サイズ": [
        [
            "OH = (H + 2P - FH)/S + 1",
            r"$\frac{n+2p-f}{s}+1$",
            "出力の高さ = (画像の高さ + 2×パディング - フィルタの高さ)/ストライド + 1",
            r"$OH=\frac{H+2P-FH}{S}+1$",
            "ＯＷ＝（Ｗ＋２Ｐ－ＦＷ）／Ｓ＋１",
            r"$\left\lfloor\frac{n+2p-k}{s}\right\rfloor+1$",
            "O = (I - K + 2P)/S + 1",
            "out = (in_size - kernel + 2 * pad) // stride + 1",
        ],
    ],
    "Xavier の初期値": [
        [
            r"標準偏差 $\frac{1}{\sqrt{n}}$",
            r"$\sigma = \sqrt{\frac1n}$",
            "σ = 1/√n",
            "標準偏差 = 1/√n",
            r"分散は $\frac{2}{n_{in}+n_{out}}$",
            "std = 1/sqrt(n)",
            r"$\sigma^2=\frac1{n_{l-1}}$",
        ],
    ],
    "He の初期値": [
        [
            r"標準偏差 $\sqrt{\frac{2}{n}}$",
            r"$\sigma=\frac{\sqrt2}{\sqrt n}$",
            "σ = √(2/n)",
            "std = sqrt(2/n)",
            r"$\sigma^2 = \frac2n$",
            "分散 = 2/n",
            "w = w√2/√n",
        ],
    ],
    "確率的勾配降下法": [
        [
            "w = w - η∇E",
            r"$w^{(t+1)}=w^{(t)}-\epsilon\nabla E_n$",
            r"$W\leftarrow W-\eta\frac{\partial L}{\partial W}$",
            "w -= lr * grad",
            "ｗ＝ｗ－ε∇Ｅ",
            r"$\theta_{t+1}=\theta_t-\alpha\nabla_\theta J(\theta_t)$",
            "w_new = w_old - η dE/dw",
        ],
    ],
}
CASES = [(label, form) for label, groups in RIGHT.items() for group in groups for form in group]


@pytest.mark.parametrize(("label", "form"), CASES)
def test_a_right_formula_is_right(formulas: Formulas, label: str, form: str) -> None:
    found = formulas(f"# まとめ\n\n## {label}\n\n{form}\n\n畳み込み 勾配 重み 誤差\n")
    assert [finding.verdict for finding in found] == ["right"], found


def test_every_formula_is_tried_in_six_ways() -> None:
    assert [(label, len(group)) for label, groups in RIGHT.items() for group in groups if len(group) < 6] == []


@pytest.mark.parametrize(
    ("line", "formulas"),
    [
        ("Momentum: v ← μv − η∇E, w ← w + v", ["v ← μv − η∇E", "w ← w + v"]),
        ("f(x) = 1 (x>0), 0 (x<=0)", ["f(x) = 1 (x>0), 0 (x<=0)"]),
    ],
)
def test_equations_that_a_comma_divides_in_notes_are_told_apart(line: str, formulas: list[str]) -> None:
    rows = rows_of(Report("", (Line(line, 1),)))
    assert [written.text for written in formulas_of(rows)] == formulas


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("次の式で更新する: w1 = w1 - η * (∂E/∂w1)", ["sgd-step"]),
        (r"$w_{2} = w_{2} - \eta \frac{\partial E}{\partial w_{2}}$", ["sgd-step"]),
        ("w1 = w1 - η * (∂E/∂w2)", []),
        (r"勾配降下法: $w_{2} = w_{2} - \eta \frac{\partial E}{\partial w_{1}}$", []),
        ("AdaGrad: w1 = w1 - η * (∂E/∂w1)", []),
        (r"正則化項を足した誤差の更新: $w = w - \epsilon \nabla E$", []),
        (r"勾配上昇法では最大化する: $w = w + \epsilon \nabla E$", []),
    ],
)
def test_the_descent_step_is_known_by_its_letters_but_under_no_rival(
    formulas: Formulas, text: str, found: list[str]
) -> None:
    assert [finding.formula.id for finding in formulas(text) if finding.verdict == "right"] == found
