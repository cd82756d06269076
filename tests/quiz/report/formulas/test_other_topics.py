"""Texts on other topics, and right formulas in tricky company, give no finding called wrong; no text is too much."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.report.formulas.chain_links import ChainFinding
from quiz.report.formulas.formula_verdicts import FormulaFinding

Formulas = Callable[[str], list[FormulaFinding]]
Chains = Callable[[str], list[ChainFinding]]

RECURRENT = r"""
# RNN と LSTM

## 再帰の式
隠れ状態は $h_t = \tanh(W_x x_t + W_h h_{t-1} + b)$ で計算する。
$$
\begin{aligned}
u^t &= W_{(in)} x^t + W z^{t-1} + b \\
z^t &= f(u^t) \\
\delta^{t-z-1} &= \delta^{t-z} W f'(u^{t-z-1})
\end{aligned}
$$
重みの更新は $W^{t+1} = W^t - \epsilon \frac{\partial E}{\partial W}$ で行う。

LSTM では $c_t = f_t \odot c_{t-1} + i_t \odot g_t$、$h_t = o_t \odot \tanh(c_t)$。
GRU の更新は $h_t = (1 - z_t) h_{t-1} + z_t \tilde{h}_t$ となる。

勾配クリッピング: $g = g \cdot c / \|g\|$。もし $\|g\| > c$ なら $g = c g/\|g\|$。

ソフトマックスの温度付き: $p_i = \frac{e^{x_i/T}}{\sum_j e^{x_j/T}}$
注意: $a_{ij} = \frac{e^{s_{ij}}}{\sum_k e^{s_{ik}}}$
"""

STATISTICS = r"""
# 統計の復習
## 平均と分散
標本平均は $\bar{x} = \frac{1}{n}\sum x_i$、不偏分散は $s^2 = \frac{1}{n-1}\sum (x_i-\bar x)^2$。
偏差の和は $\sum (x_i - \bar{x}) = 0$。標準誤差は $SE = s/\sqrt{n}$、分散は $\sigma^2/n$。
標準化すると $z = \frac{x-\mu}{\sigma}$。標本平均の標準化は $z = \frac{\bar x - \mu}{\sigma/\sqrt{n}}$。
正規分布: $f(x) = \frac{1}{\sqrt{2\pi\sigma^2}} e^{-\frac{(x-\mu)^2}{2\sigma^2}}$
ロジスティック回帰のオッズは $p/(1-p) = e^{x}$、$1 - p = 1/(1+e^{x})$、$p = e^x/(1+e^x)$。
$P(y=0) = \frac{1}{1+e^{x}}$、$q = \frac{1}{1+e^{x}}$。
ポアソンの分散は λ。分散の公式 $V(X) = E(X^2) - E(X)^2$。$\sigma^2 = \frac{1}{n}\sum x_i^2 - \mu^2$。
交差エントロピーの代わりに対数尤度 $L = \sum_k d_k \log y_k$ を最大化する。
対数尤度は $\log L = \sum_i \{ y_i \log p_i + (1-y_i) \log (1-p_i) \}$ で、交差エントロピーはその符号を変えたもの。
最尤推定では勾配上昇 $w = w + \eta \nabla L$ を使う。
"""

MATRICES = r"""
# 行列
$A B = B A$ は一般に成り立たない。$(AB)^T = B^T A^T$、$(AB)^{-1} = B^{-1} A^{-1}$。
$$A = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} = \begin{pmatrix} 1 & 0 \\ 3 & 1 \end{pmatrix}
\begin{pmatrix} 1 & 2 \\ 0 & -2 \end{pmatrix}$$
行列式は $\det A = 1\cdot 4 - 2 \cdot 3 = -2$。固有値は $\lambda^2 - 5\lambda - 2 = 0$
から $\lambda = \frac{5 \pm \sqrt{33}}{2}$。
$y = x + 1 = 3$ なので x = 2。
- k = 3
- n = k + 2 = 5
ノルムは $\|Ax\| \le \|A\| \|x\|$。$\|x\|_\infty = \max_i |x_i|$
"""

PHYSICS = r"""
# 物理
## 運動量 (momentum)
$p = mv$、$v = v_0 - g t$、$x = x_0 + v t$。力学の運動方程式 $v_{t+1} = v_t - g \Delta t$。
The momentum after the collision: v = u - g*t, and the weight is w = m*g. The gradient of the slope is 3.
ボルツマン分布は $p_i = \frac{e^{-E_i/kT}}{\sum_j e^{-E_j/kT}}$。
$E = \frac{1}{2} m v^2 + m g h$。$E = E + \Delta E$。
$F = -k x$、減衰振動 $v = v - k x - c v$
$5 = 3 + 2 = 5.0$、$g = 9.8 \approx 10$、$1/3 = 0.333$
"""

NEARBY = r"""
# 深層学習のほかの話
## 確率的勾配降下法
$w = w - \eta \nabla E$ が基本。最大化したいときは $w = w + \eta \nabla J$ とする。
もし符号を間違えて $w = w + \eta \nabla E$ とすると発散する。
## モメンタム
通常の SGD は $w = w - \epsilon \nabla E$。モメンタムではこれに慣性を加える。
誤: $V = \mu V - \epsilon (\nabla E)^2$
Nesterov では $V = \mu V - \epsilon \nabla E(w + \mu V)$
## AdaGrad
h が大きくなると $\frac{\epsilon}{\sqrt{h}}$ が小さくなる。$h = h + g^2$。
RMSProp と違い、$h$ は減らない。$h_t = \alpha h_{t-1} + (1-\alpha) g^2$ とすると RMSProp になる。
## シグモイド関数
$u = 1 + e^{-x}$ とおく。$y = 1/u$。$1 - y = e^{-x}/(1+e^{-x})$。
$\sigma(-x) = \frac{1}{1+e^{x}} = 1 - \sigma(x)$。$t = e^{-x}/(1+e^{-x})$
二次の導関数は $y(1-y)(1-2y)$。$\frac{dy}{dx} = y(1-y)$、$\frac{d^2y}{dx^2} = y(1-y)(1-2y)$
## 畳み込みの出力サイズ
(n + 2p - k)/s に 1 を足したものが出力サイズ。$(n-k)/s$ は移動回数である。
移動回数は $m = (n - k)/s$、出力サイズは $m + 1$。
プーリングの出力サイズは OH = H/2。転置畳み込みでは $o = s(i-1) + k - 2p$。
same パディングは $p = (k-1)/2$。パディング後のサイズは $n + 2p$。
## 正則化
誤差に罰則を足す: $\tilde{E} = E + \lambda \|w\|^2$。
ベイズでは事後確率 $\log p = \log L - \lambda \|w\|^2$ を最大化する。
$E + \frac{\lambda}{2} \sum_i w_i^2$、微分すると $\lambda w$。
制約付きでは $\|w\|^2 \le \eta$、ラグランジュ関数 $L = E + \lambda(\|w\|^2 - \eta)$。
SVM では $C \sum \xi_i + \frac{1}{2}\|w\|^2$。 $E + \frac{1}{C}\|w\|^2$ と書くこともある（C は λ の逆数）。
## Xavier の初期値
分散は $\frac{2}{n_{in}+n_{out}}$、一様分布なら $\pm\sqrt{\frac{6}{n_{in}+n_{out}}}$。
バッチ正規化の推論では
$y = \frac{\gamma}{\sqrt{\sigma^2+\epsilon}} x + (\beta - \frac{\gamma\mu}{\sqrt{\sigma^2+\epsilon}})$。
移動平均 $\mu = 0.9 \mu + 0.1 \mu_B$。
"""


@pytest.mark.parametrize("text", [RECURRENT, STATISTICS, MATRICES, PHYSICS, NEARBY])
def test_other_topics_give_nothing_that_is_called_wrong(formulas: Formulas, chains: Chains, text: str) -> None:
    assert [found.given for found in formulas(text) if found.verdict != "right"] == []
    assert [found.given for found in chains(text) if found.verdict != "right"] == []


@pytest.mark.parametrize(
    "text",
    [
        "## AdaGrad\n誤: $h = h + g$",
        "## AdaGrad\n$h = h + g$ ではない。",
        "## AdaGrad\n> $h = h + g$",
        "## AdaGrad\n正しいものを選べ。\n\n(1) $h = h + g$\n(2) $h = h + g^2$",
        "## AdaGrad\nRMSProp とAdaGrad の違い\n$h = h + g$",
        "## シグモイド関数\n$u = 1/(1 - e^{-x})$ とおく",
        "## 畳み込みの出力サイズ\n$(n-k)/s$ に 1 を足す",
        "## Xavier の初期値\nReLU では標準偏差 $\\sqrt{2/n}$ もある",
        "## 勾配降下法\n二次形式では $w_t = w_{t-1} - \\Lambda w_{t-1}$ となる。",
        "## Gradient descent\nBoth networks are updated: D = D - dD",
    ],
)
def test_what_is_not_claimed_is_not_judged(formulas: Formulas, text: str) -> None:
    assert [found.given for found in formulas(text) if found.verdict == "wrong"] == []


PARTS = [
    "$", "$$", "\\frac{", "}", "{", "=", "\n", "\\\\", "&", "w", "x^", "_", "(", ")", "|", "\\sum", "∇E", "√", "²",
    "AdaGrad ", "シグモイド", "\\begin{aligned}", "\\end{aligned}", "\\begin{cases}", "1/0", "9^9^9^9", "…", "# ",
    "- ", "```math", "dy/dx",
]  # fmt: skip


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=4), max_size=40))
def test_no_text_raises(formulas: Formulas, chains: Chains, parts: list[str]) -> None:
    text = "".join(parts)
    for found in [*formulas(text), *chains(text)]:
        assert found.column >= 0
        assert found.message.ja
        assert found.message.en
