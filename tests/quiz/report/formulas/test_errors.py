"""Planted errors are found with what is wrong; a wrong form is never called right, a right one never wrong."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.courses import open_course
from quiz.report.formulas.equations import expanded
from quiz.report.formulas.formula_file import FILE, form_of, load_library
from quiz.report.formulas.formula_verdicts import FormulaFinding
from quiz.report.formulas.known import Form, KnownFormula
from solvers.expression import Node
from solvers.expression.calculus import names_in
from solvers.grading.renaming import fingerprint, renaming

from .writing import LABELS, USUAL, equation, mutants, report

Formulas = Callable[[str], list[FormulaFinding]]

PLANTED = [
    ("## Momentum\n\nThe gradient and the learning rate.\n\n$v_t = \\beta v_{t-1} + \\eta \\nabla L$\n\n"
     "$w_{t+1} = w_t + v_t$", "momentum-step", "符号"),
    ("- モメンタム\n  - $V_t=\\mu V_{t-1}-\\epsilon\\nabla E$（学習率 ε）\n  - $w^{(t+1)}=w^{(t)}-V_t$",
     "momentum-step", "符号"),
    ("## 学習率最適化手法\n2. モメンタム … V ← μV + ε∇E、w ← w + V", "momentum-step", "符号"),
    ("### AdaGrad\n$$h_t = h_{t-1} + \\nabla E$$", "adagrad-sum", "2 乗"),
    ("### AdaGrad\n$$w_{t+1} = w_t - \\epsilon \\frac{1}{h_t + \\theta}\\nabla E$$", "scaled-step", "平方根"),
    ("AdaGrad の更新: w = w + ε/(√h+θ)·∇E", "scaled-step", "符号"),
    ("| 手法 | 式 |\n|---|---|\n| RMSProp | $h = \\rho h + (1-\\rho) g$ |", "rmsprop-average", "2 乗"),
    ("RMSProp:\n\n```math\nh_t = \\alpha h_{t-1} + (1+\\alpha) (\\nabla E)^2\n```", "rmsprop-average", "符号"),
    ("**Adam**\n\n$\\hat{m}=\\frac{m}{1+\\beta_1^t}$", "adam-correction", "符号"),
    ("#### Adam\n$$\\theta_t = \\theta_{t-1} - \\alpha \\frac{\\hat m_t}{\\hat v_t + \\epsilon}$$",
     "adam-step", "平方根"),
    ("#### Adam\n- $v_t = \\beta_2 v_{t-1} + (1-\\beta_2) g_t$", "adam-second-moment", "2 乗"),
    ("## Adam\n$w_{t+1}=w_t-\\eta\\frac{\\hat m_t}{\\sqrt{\\hat v_t}+\\epsilon} \\nabla E$", "adam-step", "もう 1 回"),
    ("Xavier の初期値では標準偏差を $\\frac{1}{n}$ とする。", "xavier-scale", "分散"),
    ("He の初期値: 標準偏差 $\\frac{2}{n}$ の正規分布", "he-scale", "分散"),
    ("He initialization uses σ = 2/√n as the standard deviation of the weights.", "he-scale", "√"),
    ("Xavier initialization draws the weights with σ² = 1/√n.", "xavier-scale", "標準偏差"),
    ("### バッチ正規化\n$$\\hat{x}=\\frac{x-\\mu}{\\sigma^2+\\epsilon}$$", "batch-normalized", "平方根"),
    ("### Batch Normalization\n$$\\hat{x}_i=\\frac{x_i+\\mu_B}{\\sqrt{\\sigma_B^2+\\epsilon}}$$",
     "batch-normalized", "符号"),
    ("### バッチ正規化\n$$y_i = \\gamma^{\\hat{x}_i} + \\beta$$", "batch-scaled", "べき乗"),
    ("### バッチ正規化\n$$\\sigma^2=\\frac{1}{m}\\sum_i (x_i-\\mu)$$", "batch-variance", "2 乗"),
    ("L2 正則化: $E + \\frac{1}{\\lambda}\\|w\\|^2$（誤差に足す）", "penalized-loss", "1/λ"),
    ("正則化では誤差関数を $E_n(w) - \\lambda \\|w\\|_1$ とする。", "penalized-loss", "符号"),
    ("p ノルムは $\\|x\\|_p = |x_1|^p + \\cdots + |x_n|^p$ である。", "p-norm", "1/p"),
    ("L2 ノルム: $\\|w\\|_2 = \\sum_i w_i^2$", "euclidean-norm", "平方根"),
    ("シグモイド関数 $f(x) = \\frac{1}{1+e^{x}}$", "sigmoid", "符号"),
    ("シグモイド関数の微分は $f'(x) = f(x)(1+f(x))$", "sigmoid-slope", "符号"),
    ("tanh の微分は $f'(x) = 1 - f(x)$ となる。", "tanh-slope", "2 乗"),
    ("ReLU: f(x) = min(0, x)", "relu", "正負"),
    ("ReLU\n$$f(x)=\\begin{cases} 0 & (x>0) \\\\ x & (x \\le 0)\\end{cases}$$", "relu", "正負"),
    ("ソフトマックス関数: $y_i = \\frac{e^{x_i}}{\\sum_j x_j}$", "softmax", "指数関数"),
    ("交差エントロピー誤差 $E = \\sum_k t_k \\log y_k$", "cross-entropy", "マイナス"),
    ("二乗誤差 $E = \\frac12 \\sum_k (y_k - t_k)$", "squared-error", "2 乗"),
    ("畳み込みの出力サイズは OH = (H + 2P - FH)/S で求まる。", "output-size", "+ 1"),
    ("出力の高さ = (画像の高さ + パディング - フィルタの高さ)/ストライド + 1", "output-size", "2 倍"),
    ("The output size of a convolution is O = (W - K - 2P)/S + 1 with stride S.", "output-size", "符号"),
    ("出力サイズ（畳み込み）: $O = \\frac{I + 2P - K + 1}{S}$", "output-size", "位置"),
    ("確率的勾配降下法: $w^{(t+1)} = w^{(t)} + \\epsilon \\nabla E$", "sgd-step", "符号"),
    ("SGD updates the weights by w = w + lr * grad.", "sgd-step", "符号"),
    ("勾配降下法: $w_t = w_{t-1} - \\eta w_{t-1}$", "sgd-step", "勾配がありません"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "said"), PLANTED)
def test_a_planted_error_is_found_and_named(formulas: Formulas, text: str, name: str, said: str) -> None:
    wrong = [found for found in formulas(f"# まとめ\n\n{text}\n\n重みと勾配、フィルタ。\n") if found.verdict == "wrong"]
    assert [found.formula.id for found in wrong] == [name]
    assert said in wrong[0].message.ja
    assert not re.search("[ぁ-ん]", wrong[0].message.en)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("- He の初期値\n  - 標準偏差は $\\sqrt{2/n}$ で、Xavier の $\\sqrt{2}$ 倍。", "right"),
        ("- He の初期値\n  - 標準偏差は $\\sqrt{2/n}$ で、Xavier の初期値の標準偏差の約 1.41 倍。", "right"),
        ("- Xavier の初期値\n  - 標準偏差は $\\sqrt{2/n}$ で、He の $\\sqrt{2}$ 倍。", "wrong"),
        ("- He init\n  - The standard deviation is $\\sqrt{2/n}$, that is √2 times that of Xavier.", "right"),
        ("**He の初期値**\n: ReLU 用で、重みの分散を $\\sqrt{2/n}$ にする。", "wrong"),
        ("**He の初期値**\n: ReLU 向け。重みの分散は $2/n$ である。", "right"),
        ("- He initialization\n  - Meant for ReLU: the variance is $\\sqrt{2/n}$.", "wrong"),
    ],
)
def test_what_only_measures_or_takes_a_formula_is_not_what_it_is_of(
    formulas: Formulas, text: str, verdict: str
) -> None:
    assert [found.verdict for found in formulas(text)] == [verdict]


def test_what_is_right_is_shown_in_the_own_letters_of_the_report(formulas: Formulas) -> None:
    found = formulas("畳み込みの出力サイズは OH = (H + 2P - FH)/S。フィルタ FH\n")
    assert [finding.expected for finding in found] == ["(H + 2·P - FH)/S + 1"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("- AdaGrad\n  - $h_0=\\theta$", "adagrad-start"),
        ("正則化: 誤差 $E_n(w)+\\frac{1}{p}\\lambda\\|x\\|_p$", "penalized-loss"),
        ("### バッチ正規化\n$$y_{ni} = \\gamma x_{ni} + \\beta$$", "batch-scaled"),
        ("正則化した誤差 $E + \\frac12 \\lambda \\|w\\|_2$", "penalized-loss"),
    ],
)
def test_what_holds_under_a_condition_is_imprecise(formulas: Formulas, text: str, name: str) -> None:
    assert [(found.formula.id, found.verdict) for found in formulas(text)] == [(name, "imprecise")]


# -- every form of the file --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """One form of the file with what it is there for: ``right``, ``wrong`` or ``imprecise``."""

    formula: KnownFormula
    form: Form
    source: str
    purpose: str
    topic: str

    @property
    def left(self) -> str:
        return self.source.partition("=")[0].strip() if "=" in self.source else ""

    def written(self, letters: dict[str, str]) -> str:
        of_slip = [slip.alone for slip in self.formula.slips if self.form in slip.forms]
        alone = self.purpose == "right" or of_slip == [True]
        return report(self.topic, equation(self.form.kind, self.left, self.form.tree, letters, alone=alone))


def entries() -> Iterator[Entry]:
    root = open_course().root
    data: dict[str, Any] = tomllib.loads((root / FILE).read_text(encoding="utf-8"))
    for formula, table in zip(load_library(root).formulas, data["formula"], strict=True):
        topic = table["topics"][0]
        for form, source in zip(formula.right, table["right"], strict=True):
            yield Entry(formula, form, source if isinstance(source, str) else source["form"], "right", topic)
        for slip, error in zip(formula.slips, table.get("error", []), strict=True):
            for form, source in zip(slip.forms, error["forms"], strict=True):
                yield Entry(formula, form, source, slip.verdict, topic)


ENTRIES = list(entries())
RIGHT = [entry for entry in ENTRIES if entry.purpose == "right"]
ERRORS = [entry for entry in ENTRIES if entry.purpose != "right"]


def name_of(entry: Entry) -> str:
    return f"{entry.formula.id}: {entry.source}"


@pytest.mark.parametrize("entry", ENTRIES, ids=name_of)
def test_every_form_of_the_file_is_recognised_for_what_it_is(formulas: Formulas, entry: Entry) -> None:
    letters = {name: USUAL[name] for name in names_in(entry.form.tree) if name in USUAL}
    found = formulas(entry.written(letters))
    assert [(finding.formula.id, finding.verdict) for finding in found] == [(entry.formula.id, entry.purpose)]


def test_every_topic_can_be_written() -> None:
    assert {entry.topic for entry in ENTRIES} <= set(LABELS)


LETTERS = (
    "a b c d h l m n p q r s t u v x y z A B C D F G H K N P Q R S T U V X Y Z "
    "alpha beta gamma delta epsilon eta theta lambda mu rho tau omega"
).split()


@st.composite
def renamed(draw: st.DrawFn, among: list[Entry]) -> str:
    """A report with a form of the file in letters at random."""
    entry = draw(st.sampled_from(among))
    own = {entry.left, "h0", "grad", "j", "k", *entry.formula.fixed, *entry.formula.states}
    bases = sorted({re.sub(r"_j?k$", "", name) for name in names_in(entry.form.tree)} - own)
    free = [letter for letter in LETTERS if letter not in own]
    chosen = dict(zip(bases, draw(st.permutations(free))[: len(bases)], strict=True))
    letters = {}
    for name in names_in(entry.form.tree):
        base, index = re.fullmatch(r"(.+?)(_j?k)?", name).groups(default="")  # type: ignore[union-attr]
        if base in chosen:
            letters[name] = chosen[base] + index
    return entry.written(letters)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(renamed(RIGHT))
def test_a_right_formula_is_never_wrong_in_any_letters(formulas: Formulas, text: str) -> None:
    assert all(finding.verdict == "right" for finding in formulas(text))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(renamed(ERRORS))
def test_an_error_is_never_right_in_any_letters(formulas: Formulas, text: str) -> None:
    assert not any(finding.verdict == "right" for finding in formulas(text))


@pytest.mark.parametrize("entry", RIGHT, ids=name_of)
def test_a_form_with_one_thing_wrong_is_right_only_if_it_is_another_right_form(
    formulas: Formulas, entry: Entry
) -> None:
    sisters = [other.form for other in RIGHT if other.formula.topics & entry.formula.topics]
    for mutant in dict.fromkeys(mutants(entry.form.tree)):
        letters = {name: USUAL[name] for name in names_in(mutant) if name in USUAL}
        text = equation(entry.form.kind, entry.left, mutant, letters, alone=True)
        if any(found.verdict == "right" for found in formulas(report(entry.topic, text))):
            assert is_one_of(mutant, entry.left, sisters), text


def is_one_of(mutant: Node, left: str, forms: list[Form]) -> bool:
    """Whether a changed form is, up to renaming, a right form after all."""
    kept = {"grad", "gamma", "beta"}
    changed = fingerprint(expanded(mutant), kept | ({left} if left in names_in(mutant) else set()))
    for form in forms:
        tree = expanded(form.tree)
        assume = dict.fromkeys(names_in(tree), "positive")
        for state in {left} | (names_in(tree) if form.kind == "state" else frozenset()):
            theirs = fingerprint(tree, kept | {state})
            if theirs.fixed == changed.fixed and renaming(changed, theirs, assume, thorough=False):
                return True
    return False


def test_a_form_that_cannot_be_compared_is_none() -> None:
    assert form_of("a = b = c = d") is None


def test_the_letter_of_one_optimizer_is_not_that_of_another(formulas: Formulas) -> None:
    near_both = "## RMSProp\n\n- モメンタムの弱点を改良した手法\n- 学習率の更新式: "
    assert [found.verdict for found in formulas(f"{near_both}h ← αh + (1−α)g")] == []
    assert [found.formula.id for found in formulas(f"{near_both}V ← αV + (1−α)g")] == ["momentum-velocity"]
