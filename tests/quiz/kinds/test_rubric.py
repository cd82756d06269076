"""Facets in free text: what is said of what, by whom, affirmed or denied, in Japanese and English."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.courses import built_in_bank
from quiz.kinds.text.fields import Claim, Facet, Rubric
from quiz.kinds.text.listed_points import points_on_lines
from quiz.kinds.text.rubric import judge_text, statements
from quiz.kinds.text.wordings import wordings
from quiz.language import Text

BANK = built_in_bank()
TEXTS = ("bn-effects", "optimizer-traits", "zero-init-consequence")
FAST, FIT, FLOW, START = (
    "faster-stabler-training",
    "less-overfitting",
    "less-vanishing-gradients",
    "initial-weights-matter-less",
)
SAME, POWER, LEARN = "same-update", "expressive-power", "no-proper-learning"


def rubric_of(name: str) -> Rubric:
    rubric: Rubric = BANK.item(name).answer.rubric
    return rubric


def found(name: str, text: str) -> set[str]:
    return {finding.name for finding in judge_text(text, rubric_of(name)) if finding.state == "found"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        # Key words are no statement, and what is said of one is not said of another.
        ("optimizer-traits", "モメンタムとAdaGradとRMSPropは、慣性、二乗和、移動平均。"),
        ("optimizer-traits", "モメンタムは学習率を小さくする。AdaGradは慣性を利用する。"),
        ("optimizer-traits", "Momentum lowers the learning rate. AdaGrad adds inertia."),
        ("optimizer-traits", "AdaGradは学習率をだんだん大きくする"),
        ("optimizer-traits", "慣性を使うのはAdaGradである"),
        ("optimizer-traits", "RMSProp's learning rate keeps falling."),
        ("optimizer-traits", "AdaGrad, not momentum, uses inertia."),
        ("bn-effects", "学習が遅くなって、過学習が起こりやすい"),
        ("bn-effects", "学習率を高くできなくなる"),
        ("bn-effects", "過学習を抑える効果は失われる"),
        ("bn-effects", "過学習を減らすのではなく増やす"),
        ("bn-effects", "初期値の影響を強く受けるようになる"),
        ("bn-effects", "バッチ正規化がないほうが学習は安定する"),
        ("bn-effects", "大きな学習率では発散する"),
        ("bn-effects", "学習が安定するどころか発散する"),
        ("bn-effects", "Training gets slower and overfitting increases."),
        ("bn-effects", "It prevents training from converging quickly."),
        ("bn-effects", "It makes it harder for training to be stable."),
        ("bn-effects", "Training is faster without it."),
        ("bn-effects", "Higher learning rates cannot be used."),
        ("bn-effects", "It lacks any regularizing effect."),
        ("bn-effects", "Does it reduce overfitting?"),
        ("zero-init-consequence", "対称性が破れて学習がうまくいく"),
        ("zero-init-consequence", "重みが均一に更新されるのを防ぐ"),
        ("zero-init-consequence", "表現力の低下を防ぐ"),
        ("zero-init-consequence", "学習に問題はない"),
        ("zero-init-consequence", "No expressive power is lost."),
        ("zero-init-consequence", "Weights can no longer be updated in the same way."),
        # What is left out, at first only, in a condition or of somebody else is no claim.
        ("optimizer-traits", "モメンタムは前回の更新を使わずに進む"),
        ("optimizer-traits", "モメンタムは慣性に頼らないで進む"),
        ("optimizer-traits", "Momentum forgets the last step and uses just the gradient at hand."),
        ("optimizer-traits", "RMSPropは最近の勾配を捨て、昔の勾配ばかりを重視する"),
        ("optimizer-traits", "AdaGrad gives each weight one and the same rate."),
        ("optimizer-traits", "AdaGradは学習率が下がるのかも"),
        ("bn-effects", "学習率を下げなければ学習は安定しない"),
        ("bn-effects", "勾配消失が起こりにくくなるのは、残差接続のおかげです"),
        ("bn-effects", "The number of steps per epoch stays, the updates per hour go down."),
        ("zero-init-consequence", "対称性、同じ更新、表現力、学習の失敗という言葉"),
        ("zero-init-consequence", "symmetry, equal gradients, capacity, poor training"),
        ("zero-init-consequence", "はじめは全部の重みが同じだが、そのうちばらばらになる"),
        ("zero-init-consequence", "Initially all units are equal, but soon they differ."),
        ("zero-init-consequence", "表現力が上がり、少ないユニットで済む"),
        # What only holds on a condition, for a purpose, or is left out, and what is said of somebody else.
        ("zero-init-consequence", "重みが均一だと計算が楽になる"),
        ("zero-init-consequence", "重みが等しいなら精度が高い"),
        ("zero-init-consequence", "出力が同じでも訓練は進む"),
        ("zero-init-consequence", "重みが同じ値にはならない"),
        ("zero-init-consequence", "画像の違いが消える"),
        ("zero-init-consequence", "訓練が進まないという問題が解消される"),
        ("bn-effects", "学習率を注意して決めないと発散する"),
        ("bn-effects", "過学習を減らすためには正則化が必要"),
        ("bn-effects", "過学習の予防が必要になる"),
        ("bn-effects", "勾配が伝わる前に消える"),
        ("bn-effects", "汎化性能が悪化する"),
        ("optimizer-traits", "RMSPropはAdaGradに改善された"),
        ("optimizer-traits", "モメンタムは前回の勾配を忘れて進む"),
        ("optimizer-traits", "モメンタムは前回の更新と逆に進む"),
        ("optimizer-traits", "モメンタムは速さより手軽さを重視する"),
        ("optimizer-traits", "AdamはRMSPropとモメンタムを組み合わせて移動平均を使う"),
        ("optimizer-traits", "AdaGradは重みごとにバイアスを変える"),
        ("optimizer-traits", "AdaGradは学習率の減少を改善した"),
        # Who isn't learned, when something stops, what is only wasted besides, whom something is given to.
        ("zero-init-consequence", "しきい値が学習されない"),
        ("zero-init-consequence", "Thresholds are not learned."),
        ("zero-init-consequence", "1つのニューロンでは学習できない"),
        ("zero-init-consequence", "ニューロンを増やすと時間の無駄になる"),
        ("zero-init-consequence", "All pictures get the same weight."),
        ("zero-init-consequence", "訓練データが少ないと学習が進まない"),
        ("zero-init-consequence", "It can't learn unless the learning rate is lowered."),
        ("zero-init-consequence", "Training fails because the learning rate is low."),
        ("zero-init-consequence", "With large weights the network can't learn."),
        ("bn-effects", "訓練をやめるのが早い"),
        ("bn-effects", "訓練が早く終わらず止まる"),
        ("bn-effects", "少ない反復で訓練が止まる"),
        ("bn-effects", "Training halts early."),
        ("bn-effects", "訓練が速い手法より精度が低い"),
        ("bn-effects", "It is less accurate than methods that train faster."),
        ("bn-effects", "Learning is too fast."),
        ("bn-effects", "学習が速すぎる"),
        ("bn-effects", "The model generalizes poorly."),
        ("bn-effects", "Poor initial weights spoil it."),
        ("bn-effects", "勾配が小さいので落ち着く"),
        ("bn-effects", "Gradients get small, so it is stable."),
        ("bn-effects", "Raising the learning rate makes it explode."),
        ("bn-effects", "It can't be said that training is faster."),
        ("bn-effects", "Even with good initial weights training fails."),
        ("optimizer-traits", "AdaGradはなだらかな斜面で更新が止まる"),
        ("optimizer-traits", "Momentum doesn't always converge faster."),
        ("optimizer-traits", "Momentum gets too fast."),
        ("optimizer-traits", "モメンタム：移動平均"),
        ("optimizer-traits", "AdaGrad: inertia"),
    ],
)
def test_what_is_false_is_credited_nothing(name: str, text: str) -> None:
    assert found(name, text) == set()


@pytest.mark.parametrize(
    ("name", "text", "facets"),
    [
        ("zero-init-consequence", "ユニットが何個あっても1個と同じで、学習が進まない", {POWER, LEARN}),
        ("zero-init-consequence", "ニューロン1個と変わらない", {POWER}),
        ("zero-init-consequence", "単一のユニットと等価になる", {POWER}),
        ("zero-init-consequence", "No difference arises -> loss of expressiveness", {SAME, POWER}),
        ("zero-init-consequence", "対称性が崩れないので表現力が上がらず損なわれる", {SAME, POWER}),
        ("zero-init-consequence", "Nothing breaks the symmetry.", {SAME}),
        ("bn-effects", "正則化としても機能する", {FIT}),
        ("bn-effects", "学習スピードUP", {FAST}),
        ("bn-effects", "初期値に強い", {START}),
        ("bn-effects", "過学習を抑えないわけではない", {FIT}),
        ("bn-effects", "過学習は無くならないが、減る", {FIT}),
        ("bn-effects", "It keeps the network from overfitting.", {FIT}),
        ("bn-effects", "Less sensitive to initialization, and helps with vanishing gradients", {START, FLOW}),
        ("bn-effects", "Not only is training faster, overfitting is reduced too.", {FAST, FIT}),
        ("bn-effects", "学習率を上げても発散しにくい", {FAST}),
        ("optimizer-traits", "それを改良したのがRMSPropである", {"rmsprop"}),
        (
            "optimizer-traits",
            "AdaGrad:\n・学習率が徐々に小さくなる\nRMSProp:\n・古い勾配を忘れる",
            {"adagrad", "rmsprop"},
        ),
        ("optimizer-traits", "Unlike AdaGrad, RMSProp forgets old gradients.", {"rmsprop"}),
        ("optimizer-traits", "RMSProp cures AdaGrad's trouble that the rate shrinks.", {"rmsprop"}),
        ("optimizer-traits", "RMSProp swaps AdaGrad's sum: it replaces the sum by a moving average.", {"rmsprop"}),
        ("optimizer-traits", "AdaGrad divides every parameter's step by the sum of squares.", {"adagrad"}),
        ("optimizer-traits", "RMSPropは累積和のかわりに移動平均を使う", {"rmsprop"}),
        ("optimizer-traits", "モメンタム　振動を減らす", {"momentum"}),
        ("bn-effects", "The model overfits less.", {FIT}),
        ("optimizer-traits", "Momentum oscillates less.", {"momentum"}),
        ("bn-effects", "The net is less prone to overfitting.", {FIT}),
        ("bn-effects", "Training depends less on the initial weights.", {START}),
        ("bn-effects", "The initial weights are no longer so important.", {START}),
        ("bn-effects", "The dependence on initialization is reduced.", {START}),
        ("bn-effects", "Training is steadier and overfitting is weaker.", {FAST, FIT}),
        ("bn-effects", "過学習もしにくくなる", {FIT}),
        ("bn-effects", "学習が不安定になるのを防ぐ", {FAST}),
        ("bn-effects", "初期値に神経質にならずに済む", {START}),
        ("zero-init-consequence", "ユニットが1つの場合と変わらない", {POWER}),
        ("zero-init-consequence", "The updates are the same.", {SAME}),
        # What holds all the same; one predicate for several subjects; how, before what it is said of.
        ("bn-effects", "初期値が不適切でも訓練が進む", {START}),
        ("bn-effects", "どんな初期値でも訓練がうまくいく", {START}),
        ("bn-effects", "初期値によらず訓練が進む", {START}),
        ("bn-effects", "安定して学習が進む", {FAST}),
        ("bn-effects", "深い層でも安定して訓練ができる", {FAST}),
        ("bn-effects", "損失が速く下がる", {FAST}),
        ("bn-effects", "少ないエポックで学習が終わる", {FAST}),
        ("bn-effects", "勾配がゼロになる現象が起こりにくい", {FLOW}),
        ("zero-init-consequence", "ニューロンを増やしても変わらない", {POWER}),
        ("zero-init-consequence", "効率よく訓練できない", {LEARN}),
        (
            "optimizer-traits",
            "モメンタムは慣性、AdaGradは二乗和、RMSPropは移動平均を利用する",
            {"momentum", "adagrad", "rmsprop"},
        ),
        ("optimizer-traits", "モメンタムは局所解にはまりにくい", {"momentum"}),
        ("optimizer-traits", "RMSPropは二乗和の代わりに移動平均を使う", {"rmsprop"}),
        ("optimizer-traits", "RMSPropは新しい勾配をより重視する", {"rmsprop"}),
        ("optimizer-traits", "RMSPropは調整が必要な場合が少ない", {"rmsprop"}),
        # Notes, concessions, pronouns, phrasal verbs, what is meant by a pair of the same words.
        ("optimizer-traits", "Momentum = inertia", {"momentum"}),
        ("optimizer-traits", "モメンタムは慣性、RMSPropは移動平均", {"momentum", "rmsprop"}),
        (
            "optimizer-traits",
            "AdaGrad: a separate rate per weight, RMSProp: the same but with a moving average",
            {"adagrad", "rmsprop"},
        ),
        ("optimizer-traits", "AdaGrad's rate sinks and sinks.", {"adagrad"}),
        ("optimizer-traits", "AdaGrad turns each weight's rate down.", {"adagrad"}),
        ("optimizer-traits", "AdaGrad's step shrinks until nothing moves.", {"adagrad"}),
        ("optimizer-traits", "RMSProp overcomes the flaw of AdaGrad that updates stop.", {"rmsprop"}),
        ("optimizer-traits", "RMSPropは更新が止まるAdaGradの弱点を直した", {"rmsprop"}),
        ("optimizer-traits", "RMSPropなら更新が止まらない", {"rmsprop"}),
        ("optimizer-traits", "AdaGradでは歩幅がほぼゼロに", {"adagrad"}),
        ("bn-effects", "Training converges even when the initial weights are poor.", {START}),
        ("bn-effects", "Even if you start from bad weights, training is stable.", {FAST}),
        ("bn-effects", "初期値が雑でも、訓練が進む", {START}),
        ("bn-effects", "重みの初期化に気を使わずに済む", {START}),
        ("bn-effects", "学習スピード↑、過学習↓", {FAST, FIT}),
        ("bn-effects", "Training speed ↑", {FAST}),
        ("bn-effects", "Push the learning rate up and it stays stable.", {FAST}),
        ("bn-effects", "Vanishing gradients are a thing of the past.", {FLOW}),
        ("zero-init-consequence", "They all move in lockstep, and no real learning takes place.", {SAME, LEARN}),
        ("zero-init-consequence", "どれも同じように動く", {SAME}),
        ("zero-init-consequence", "There is no way for the neurons to differ.", {SAME}),
        ("zero-init-consequence", "There is nothing that breaks the symmetry.", {SAME}),
        ("zero-init-consequence", "You might as well have a single unit.", {POWER}),
        ("zero-init-consequence", "A hundred neurons are the same as one.", {POWER}),
        ("zero-init-consequence", "The weights remain equal to one another.", {SAME}),
        ("zero-init-consequence", "互いに同じまま抜け出せない。", {SAME}),
        ("zero-init-consequence", "Symmetry persists throughout the run.", {SAME}),
        ("zero-init-consequence", "The gradients are not different, nor are the updates.", {SAME}),
        ("zero-init-consequence", "Within a layer they don't differ, and neither do the updates.", {SAME}),
        ("zero-init-consequence", "The training doesn't diverge, nor do the updates differ.", {SAME}),
        ("zero-init-consequence", "You are left with one neuron per layer.", {POWER}),
        ("zero-init-consequence", "The hidden units can't pick up a range of different features.", {POWER}),
    ],
)
def test_what_is_right_is_credited(name: str, text: str, facets: set[str]) -> None:
    assert found(name, text) == facets


def test_who_does_not_either_is_said_to_do_nothing_less() -> None:
    """ "Nor do the updates" says again what was denied, not that there are none."""
    for text in (
        "The gradients don't differ, and neither do the updates.",
        "The gradients aren't different, nor are they.",
    ):
        assert not [
            one.name for one in judge_text(text, rubric_of("zero-init-consequence")) if one.state == "contradicted"
        ]


RIGHT = {
    "bn-effects": ("学習が速くなる", "過学習を抑える", "勾配消失が起こりにくい"),
    "optimizer-traits": ("モメンタムは慣性を使う", "AdaGradは学習率を下げる", "RMSPropは古い勾配を忘れる"),
    "zero-init-consequence": ("重みが均一に更新される", "表現力が落ちる", "学習が進まない"),
}


@pytest.mark.parametrize("name", TEXTS)
@given(order=st.permutations(range(3)))
def test_the_order_of_sentences_does_not_matter(name: str, order: list[int]) -> None:
    assert len(found(name, "。".join(RIGHT[name][place] for place in order))) == 3


@pytest.mark.parametrize(
    ("name", "affirmed", "denied"),
    [
        ("bn-effects", "学習が速くなる", "学習が速くならない"),
        ("bn-effects", "過学習を抑えられる", "過学習を抑えられなくなる"),
        ("bn-effects", "It reduces overfitting", "It never reduces overfitting"),
        ("bn-effects", "Training is faster", "Training isn't any faster"),
        ("optimizer-traits", "モメンタムは慣性を使う", "モメンタムは慣性を使わない"),
        ("optimizer-traits", "RMSProp forgets old gradients", "RMSProp does not forget old gradients"),
        ("zero-init-consequence", "表現力が失われる", "表現力が失われることはない"),
        ("zero-init-consequence", "The network cannot learn", "The network can learn"),
    ],
)
def test_a_denial_takes_the_credit(name: str, affirmed: str, denied: str) -> None:
    assert found(name, affirmed)
    assert not found(name, denied)
    assert not found(name, f"{affirmed}。{denied}" if "。" in affirmed else f"{denied}")


@pytest.mark.parametrize("name", TEXTS)
@given(seed=st.integers(0, 10_000), mark=st.sampled_from(["、", ", "]))
def test_a_list_of_the_rubrics_own_words_is_credited_nothing(name: str, seed: int, mark: str) -> None:
    claims = [claim for facet in rubric_of(name).facets for claim in facet.claims]
    words = [wordings(word)[0] for claim in claims for word in (*claim.about, *claim.subject, *claim.also)]
    japanese = [word for word in words if not word.isascii()] if mark == "、" else [w for w in words if w.isascii()]
    text = mark.join(random.Random(seed).sample(japanese, min(8, len(japanese))))
    assert found(name, text) == set()


@given(st.permutations(["モメンタム", "AdaGrad", "RMSProp"]))
def test_another_subject_takes_the_credit(order: list[str]) -> None:
    said = ("慣性を使う", "学習率を徐々に下げる", "古い勾配を忘れる")
    names = {"モメンタム": "momentum", "AdaGrad": "adagrad", "RMSProp": "rmsprop"}
    text = "。".join(f"{subject}は{what}" for subject, what in zip(order, said, strict=True))
    right = zip(order, ("モメンタム", "AdaGrad", "RMSProp"), strict=True)
    assert found("optimizer-traits", text) == {names[one] for one, other in right if one == other}


@given(st.text(max_size=300))
def test_any_text_is_judged(text: str) -> None:
    for name in TEXTS:
        judge_text(text, rubric_of(name))


@given(
    st.lists(
        st.sampled_from("学習 過学習 が を は に の で 速く 抑え ない なる と 、 。 training not and , less of".split())
    )
)
def test_any_order_of_known_words_is_judged(pieces: list[str]) -> None:
    for joint in ("", " "):
        judge_text(joint.join(pieces), rubric_of("bn-effects"))


def test_what_a_statement_tells() -> None:
    rubric = Rubric((Facet("f", Text("f", "f"), (Claim(("過学習", "overfitting"), ("less",)),)),), (), 1)
    (said,) = statements("過学習が起こりにくい", rubric)
    assert (said.things, said.sign) == ({"過学習"}, False)
    assert "less" in said.told()
    (said,) = statements("overfitting never occurs", rubric)
    assert (said.things, said.sign, "less" in said.told()) == ({"overfitting"}, False, True)


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        ("zero-init-consequence", "対称性、均一な更新、表現力、学習"),
        ("zero-init-consequence", "symmetry, identical updates, expressive power, learning"),
        ("bn-effects", "ユニットをランダムに落とすことで、過学習が減る"),
        ("bn-effects", "It prevents overfitting by randomly disabling neurons."),
        ("bn-effects", "重みに罰則を加えるので過学習しにくい"),
        ("bn-effects", "画像を反転させてデータを増やすので、過学習が抑えられる"),
    ],
)
def test_lists_of_names_and_what_other_methods_do_credit_nothing(item: str, answer: str) -> None:
    rubric = built_in_bank().item(item).answer.rubric
    assert [one.name for one in judge_text(answer, rubric) if one.state == "found"] == []


def test_a_list_that_says_something_of_each_thing_is_no_list_of_names() -> None:
    rubric = built_in_bank().item("bn-effects").answer.rubric
    found = {
        one.name for one in judge_text("学習の高速化、過学習の抑制、勾配消失の緩和", rubric) if one.state == "found"
    }
    assert {"faster-stabler-training", "less-overfitting"} <= found


ENGLISH_POINTS = ("training is faster", "it reduces overfitting")
JAPANESE_POINTS = ("学習が速くなる", "過学習を抑制する")


@pytest.mark.parametrize(
    "line",
    [
        "1. {} 2. {}", "1) {} 2) {}", "(1) {} (2) {}", "（１）{}（２）{}", "1、{} 2、{}", "１．{}　２．{}",
        "1: {} 2: {}",
        "a) {} b) {}", "(a) {} (b) {}", "・{} ・{}", "- {} - {}", "* {} * {}", "①{}②{}", "一、{} 二、{}", "A. {} B. {}",
    ],
)  # fmt: skip
def test_points_that_are_numbered_on_one_line_are_read_one_by_one(line: str) -> None:
    for points in (JAPANESE_POINTS, ENGLISH_POINTS):
        assert found("bn-effects", line.format(*points)) == {FAST, FIT}
    assert FAST not in found("bn-effects", line.format("学習が遅くなる", JAPANESE_POINTS[1]))


@pytest.mark.parametrize(
    "behind", ["というわけではない", "、と言われるが嘘", " どちらも誤り", "はずだった", "のは別の手法", "とは限らない"]
)
def test_what_may_be_said_of_all_points_keeps_them_together(behind: str) -> None:
    for line in ("1. {} 2. {}{}", "(a) {} (b) {}{}", "・{} ・{}{}"):
        assert not found("bn-effects", line.format(*JAPANESE_POINTS, behind))


@pytest.mark.parametrize(
    "text",
    ["学習が 0.25 倍", "2. 学習が速くなる 3. 軽い", "図 1. と図 2. による", "1. 層は2、3個", "1. see fig. 2. below"],
)
def test_a_number_out_of_its_row_is_no_mark_of_a_point(text: str) -> None:
    assert points_on_lines(text) == text
