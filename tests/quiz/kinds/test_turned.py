"""What opens or closes a sentence and turns all of it: nothing is credited, and what only looks like it still is."""

from __future__ import annotations

import pytest

from quiz.courses import built_in_bank
from quiz.kinds.text.rubric import judge_text

RUBRICS = {name: built_in_bank().item(name).answer.rubric for name in ("bn-effects", "zero-init-consequence")}
SAID = [
    ("bn-effects", "学習が速くなる"),
    ("bn-effects", "過学習が抑えられる"),
    ("zero-init-consequence", "すべての重みが同じように更新される"),
    ("bn-effects", "training becomes faster"),
    ("bn-effects", "it reduces overfitting a lot"),
    ("zero-init-consequence", "all weights are updated in the same way"),
]
FRAMES_JA = [
    "{}、のちょうど反対のことが起きる", "{}のとは正反対の結果になる",
    "「{}」の逆が起こる", "{}どころか、その逆だ", "{}、の否定が正解",
    "{}、なんてことは起こらない", "{}、だけは起きない", "{}、にはならない",
    "「{}」と書かれることが多いが、正しくない", "『{}』と教える本もあるけれど、誤っている",
    "「{}」という選択肢は選ばない", "「{}」は×",
    "「{}」というのは当たらない", "AdaGradは歩幅が縮むが、{}と言われるが、違う",
    "{}と書くとバツになる", "{}と答えた人は不正解", "{}とは口が裂けても言えない",
    "{}ならどんなによいか", "{}といいのになあ", "{}んだったら最高なのに",
    "せめて{}ならなあ", "{}のが夢だ", "どうか{}ように",
    "{}らしいよ", "{}、知らんけど", "{}、と友達のノートにはあった",
    "{}のは昔の話だ", "{}以外のことなら何でも起きる", "{}のは、別の手法の話だ",
    "誤：{}", "×{}", "次のうち誤っているもの：{}",
    "{}ことにはならない", "{}ことはもうない", "{}ようには決してならない",
    "{}。なんてことは起こらない", "{}。これの逆が正しい",
]  # fmt: skip
FRAMES_EN = [
    "{} is the exact opposite of what happens",
    "{}, which is the reverse of what we see", "What happens is the opposite of: {}",
    "{}; the converse is true", "{}, or does it?", "{}, not", "{}, or is it the other way round?",
    'One often reads "{}", but that is not correct', "Some print '{}', but that isn't right",
    '"{}" can\'t be right', '"{}" - no',
    "It is a common mistake to write {}", 'Whoever writes "{}" fails', '"{}" gets no marks', '"{}" costs you a point',
    "How I long for a day when {}", "{}, if I had my way",
    "{} only in fairy tales", "Once upon a time {}", "In a perfect world {}",
    "As if {}", "Please let it be so that {}", "If {}, I'd eat my hat", "Would that {}", "Gone are the days when {}",
    "Only with other methods is it so that {}", "{} for other methods only", "Anything happens except that {}",
    "Not: {}", "Don't write: {}", "Wrong answer: {}", "What it doesn't do: {}", "The following doesn't happen: {}",
    "A common mistake: {}", "{}. Or rather, no.",
]  # fmt: skip
STILL = [
    ("bn-effects", "学習は速くなるが、過学習を抑える働きはない"),
    ("bn-effects", "副作用はない。過学習を抑える"),
    ("bn-effects", "学習が遅くなるどころか、逆に速くなる"),
    ("bn-effects", "逆伝播の勾配が消えにくくなる"),
    ("bn-effects", "「初期値」に左右されにくくなる"),
    ("bn-effects", "過学習が起こることがなくなる"),
    ("bn-effects", "学習が安定するので、過学習が減ることはない"),
    ("bn-effects", "大きな学習率を使ってもいいので、学習が速い"),
    ("zero-init-consequence", "学習が進むことはない"),
    ("zero-init-consequence", "the layer acts as if it had just one unit"),
    ("zero-init-consequence", "'symmetry' is never broken, so all weights get the same update"),
    ("bn-effects", "If I had to name one effect, I'd say training becomes faster"),
    ("bn-effects", 'The effect is "training becomes much faster"'),
]
BARE = [
    ("bn-effects", "学習を安定させる効果も、過学習を減らす効果も、バッチ正規化にはない。"),
    ("bn-effects", "過学習を抑える働きなどありません"),
    ("bn-effects", "学習が速くなるので、過学習が減るわけがない"),
    ("zero-init-consequence", "対称性、等しい更新、表現力、学べない"),
    ("zero-init-consequence", "対称性・同一の勾配・学習できない"),
    ("zero-init-consequence", "symmetry, equal updates, no learning"),
    ("zero-init-consequence", "symmetry, expressive power, can't learn"),
    ("bn-effects", "学習、安定、過学習しない"),
    ("bn-effects", "convergence, fast, less overfitting"),
]


def found(item: str, answer: str) -> list[str]:
    return [one.name for one in judge_text(answer, RUBRICS[item]) if one.state == "found"]


def frames() -> list[tuple[str, str]]:
    return [(item, frame.format(said)) for item, said in SAID for frame in (FRAMES_EN if said.isascii() else FRAMES_JA)]


@pytest.mark.parametrize(("item", "said"), SAID)
def test_the_statements_are_credited_by_themselves(item: str, said: str) -> None:
    assert found(item, said)


@pytest.mark.parametrize(("item", "answer"), [*frames(), *BARE])
def test_what_is_turned_as_a_whole_is_credited_to_nobody(item: str, answer: str) -> None:
    assert not found(item, answer)


@pytest.mark.parametrize(("item", "answer"), STILL)
def test_what_only_looks_like_it_is_still_credited(item: str, answer: str) -> None:
    assert found(item, answer)
