"""A right sentence within words that don't assert it credits nothing; within words that do, it stays credited.

The right sentences are labelled answers of the bank; each is put into every frame here. A frame is a clause's
surroundings: hearsay, former belief, supposition, wish, doubt, denial of the whole, a verdict in the next sentence.
"""

from __future__ import annotations

import re
from functools import cache

import pytest

from quiz.courses import built_in_bank
from quiz.kinds.text.fields import Rubric
from quiz.kinds.text.labelled import labelled_answers
from quiz.kinds.text.rubric import judge_text

BANK = built_in_bank()
TEXTS = ("bn-effects", "optimizer-traits", "zero-init-consequence")
_PREDICATE = re.compile("(?<!ませ)(?:る|ない|い|た|う|く|む)$")
_TURNS = re.compile(r"が、|けど|けれど|のに|ものの|\b(?:but|yet|however|whereas|although|though)\b")
_FINITE = re.compile(
    r"\b(?:is|are|gets?|becomes?|reduces?|makes?|helps?|fails?|uses?|keeps?|adapts?|divides?|forgets?|learns?|can"
    r"|receive|remain|stay|has|adds|goes|does|cannot)\b"
)
_NO_SUBJECT = re.compile(
    r"(?:(?:keep|reduce|make|help|speed|stop|prevent)s|does)\b|(?:because|since|if|as|when|with|by|without)\b"
)

NOT_JA = (
    "{}というわけではない", "{}わけがない", "{}はずがない", "{}とは思えない", "{}とは考えにくい",
    "{}と言われるが、実際はそうではない", "{}と言われていたが、今では否定されている", "{}と思いきや、そうではない",
    "{}と思われがちだが、そうではない", "{}と考えられていた", "かつては{}と信じられていた", "昔は{}と言われていた",
    "{}という噂がある", "{}という説もあるが、根拠はない", "{}という人もいる", "{}と聞いたことがあるが、本当だろうか",
    "もし{}のなら、問題はないはずだ", "もし{}としたら、苦労はしない", "仮に{}としても、意味はない", "{}と仮定する",
    "{}といいのだが", "{}ことを期待したが、だめだった", "{}はずだったが、そうはならなかった",
    "{}はずなのに、そうならない", "{}ようにしたいが、できない", "{}とは言い切れない", "{}というのは誤りである",
    "{}というのは嘘だ", "{}というのは誤解だ", "{}とは限らない", "{}かどうかはわからない", "{}のだろうか",
    "{}とでも言うのか", "{}と主張する人がいるが、間違っている", "{}と教科書にあったが、本当ではない",
    "理論上は{}が、実際には起こらない", "理屈の上では{}はずだ、と言われる", "{}どころではない", "{}なら苦労しない",
    "{}とよく誤解される", "{}ように見えるが、見せかけにすぎない", "{}ように見えるだけだ", "{}と勘違いしていた",
    "{}。というのは嘘です", "{}。これは間違いです", "{}。ただし、これは俗説である", "{}。しかし、実際はそうではない",
    "次の文は誤りである。{}", "{}、というのは昔の話だ", "{}と期待されたが、期待外れだった", "{}とは程遠い",
    "{}とは到底言えない", "{}ふりをする", "{}といううわさを耳にした", "{}とされてきたが、近年は疑問視されている",
    "{}と書いてあったが、違うと思う", "{}、と友人は言うが、私はそうは思わない", "{}のは夢物語だ", "{}とは無縁だ",
    "{}とする説は今では支持されていない", "{}と期待する声もあったが、実現しなかった", "{}、とは名ばかりだ",
    "{}だなんて信じられない", "{}というのは建前にすぎない", "{}と誰が言ったのか", "{}と豪語する人もいるが、眉唾だ",
    "{}と言い張る", "一説には{}とも言われるが、確証はない", "{}という話を聞いたが、信じがたい",
    "{}と習った気もするが、定かではない", "{}という主張には賛成できない", "{}というのは言いすぎだ",
    "{}というほどではない", "{}とは断定できない", "{}可能性は低い", "{}見込みはない", "{}心配はない、とは言えない",
    "{}という前提が崩れている", "{}という保証はどこにもない", "{}ような気がしたが、気のせいだった",
    "{}と思ったら大間違いだ", "{}と思っていたら、違った", "{}という期待は裏切られた",
    "{}というのは理想論で、現実は違う", "{}のが望ましいが、実現していない", "{}べきだが、そうなっていない",
    "{}ようになればよいのだが", "{}ようになってほしい", "{}ことを願うばかりだ", "{}ことを目標とするが、達成できない",
    "{}予定だったが、ならなかった", "仮に{}のであれば、話は別だ", "もし本当に{}のだとすれば、矛盾する",
    "{}ならともかく、実際には違う", "{}としたら大発見だ", "{}かのように宣伝されている", "{}かのようだが、実際は違う",
    "{}と言えば嘘になる", "{}。いや、そうではない", "{}。と思ったが、違うようだ",
    "{}。というのが通説だが、間違っている", "{}。…というのは冗談", "「{}」という記述は正しくない", "「{}」は誤り",
    "「{}」と書いたら減点される", "{}、なんてうまい話はない", "{}というのは別の手法の話だ", "{}のは別の手法である",
    "{}？いいえ", "{}か？ いや、違う", "{}という点には疑問が残る", "{}と結論づけるのは早計だ",
    "{}という誤った説明をよく見かける", "{}と答えると不正解になる",
)  # fmt: skip
NOT_EN = (
    "it is a myth that {}", "people used to claim that {}; in reality it has no influence on this",
    "people used to think that {}", "it was once believed that {}", "some say that {}, but I doubt it",
    "one would think that {}, but that is not so", "one might expect that {}", "I used to believe that {}",
    "nobody believes that {}", "it is not true that {}", "it isn't the case that {}", "I doubt that {}",
    "I don't think {}", "in theory {}, but not in practice", "in theory, {}; in practice this does not happen",
    "if only {}", "I wish {}", "I hope that {}", "I hoped that {}", "suppose that {}", "assuming that {}, all is well",
    "if it were true that {}, we would not need anything else", "it would be nice if {}", "it is wrong that {}",
    "contrary to the claim that {}, nothing changes", "the claim that {} is false",
    "the idea that {} has been refuted", "the belief that {} is outdated", "it is a common misconception that {}",
    "rumour has it that {}", "I heard that {}, but I'm not sure", "my friend claims that {}",
    "the textbook says that {}, but that's wrong", "is it true that {}?", "don't say that {}",
    "it never happens that {}", "it is no longer the case that {}", "it is hardly the case that {}",
    "it's anything but true that {}", "there is no proof that {}", "it is unproven that {}", "you can't say that {}",
    "it would be an exaggeration to say that {}", "{}, or so people think", "{}, or so it is claimed", "{} - not",
    "{}, which is wrong", "{}, which is not true", "{}. That is wrong", "{}. This is a myth",
    "{}. However, that is not the case", "{}. Or so I thought", "{}. Not really", "the following is false: {}",
    "the following statement is wrong. {}", "{}, they say, but they are mistaken",
    "{}, but that turned out to be false", "{}, but this claim was refuted later", "supposedly {}", "allegedly, {}",
    "reportedly {}, though I'm not convinced", "{}, if you believe the advertisements", "{} only in a dream",
    "we pretend that {}", "imagine that {}", "it fails to be true that {}",
    "far from it being the case that {}, the opposite happens", "I once thought {}, but now I know better",
    "it was hoped that {}, but it was not to be", "critics deny that {}", "the authors deny that {}",
    "it has been disproved that {}", "whether {} is an open question", "to claim that {} would be going too far",
    "it looks as if {}, but it only seems so", "it seems that {} but the opposite is the case",
    "they once taught that {}", "it has long been rumoured that {}", "legend has it that {}",
    "we were told that {}, wrongly", "it was thought that {} until experiments showed otherwise",
    "the old view was that {}", "the hope was that {}", "you'd think that {}, wouldn't you",
    "it would be surprising if {}", "it would be a miracle if {}", "if it turned out that {}, I'd be surprised",
    "one could be forgiven for thinking that {}", "let us assume {}", "let's pretend {}", "unless I'm mistaken, {}",
    "there is a widespread belief that {}", "there's no guarantee that {}", "there's no reason to believe that {}",
    "there is little evidence that {}", "no study has shown that {}", "it remains unproven whether {}",
    "it cannot be concluded that {}", "it does not follow that {}", "this doesn't imply that {}",
    "nothing suggests that {}", "it is unlikely that {}", "it is doubtful that {}", "it is impossible that {}",
    "it is inconceivable that {}", "I'd be lying if I said that {}", "I disagree that {}",
    "I refuse to accept that {}", "I was wrong to write that {}", "who says that {}?", "since when {}?",
    "don't be fooled into thinking that {}", "do not confuse this with the claim that {}",
    "the statement that {} is incorrect", "that {} is a fairy tale", "that {} is simply not so", "{}, or does it?",
    "{}, I wish", "{}... just kidding", "{}, according to a blog post that has since been retracted",
    "{} - that's what I thought at first, anyway", "{} is what people say", "{} is the wrong answer", "{}? no",
    '"{}" is false', '"{}" would be the wrong answer', 'the sentence "{}" is wrong',
    "{}. At least that is what they say", "{}. I'm only joking", "{}. False", "{}. No, the opposite",
    "{}. Actually no", "{}. But that's not true", "{}. Scratch that",
)  # fmt: skip
ASSERTING_JA = (
    "{}ことが知られている", "{}と言える", "{}と考えられる", "{}からである", "なぜなら、{}からである", "その結果、{}",
    "結果として{}", "したがって{}", "つまり、{}", "すなわち、{}", "一つ目は、{}ことである", "{}という効果がある",
    "{}という点が挙げられる", "{}と思う", "{}と思います", "答えは、{}、である", "言い換えると、{}", "要するに{}",
    "特に、{}", "まず、{}", "{}ことになる", "{}というのがポイントだ", "{}のである", "{}のだ", "{}ことがわかる",
    "ご存じのとおり、{}", "{}。これは重要である", "{}。理由は上で述べた", "理由:{}", "{}ことが利点である",
    "このように{}", "{}と説明できる",
)  # fmt: skip
ASSERTING_EN = (
    "it turns out that {}", "this means that {}", "which means that {}", "as a result, {}", "because of this, {}",
    "the reason is that {}", "it follows that {}", "we see that {}", "it is known that {}", "it is well known that {}",
    "in other words, {}", "that is, {}", "therefore {}", "consequently, {}", "the point is that {}",
    "the effect is that {}", "I think that {}", "I believe that {}", "it can be said that {}", "one effect is that {}",
    "first, {}", "in short, {}", "in fact {}", "indeed, {}", "note that {}", "the answer is that {}",
    "it is clear that {}", "it ensures that {}", "of course {}", "the main consequence is that {}", "to sum up, {}",
    "{}. This is important", "{}, as explained above",
)  # fmt: skip
NOT_DONE_EN = (
    "{s} does little to {v} {o}", "{s} fails to {v} {o}", "{s} does nothing to {v} {o}", "{s} is unable to {v} {o}",
    "{s} no longer {vs} {o}", "{s} hardly {vs} {o}", "instead of {ving} {o}, {s} wastes memory",
    "rather than {ving} {o}, {s} only costs time", "{s} is anything but good at {ving} {o}",
    "{s} saves memory at the expense of {ving} {o}", "{s} stops short of {ving} {o}", "{s} is too weak to {v} {o}",
    "{s} has yet to {v} {o}", "{s} does not even begin to {v} {o}", "{s} is powerless to {v} {o}",
    "{s} was meant to {v} {o} but does not", "{s} would {v} {o} if it were perfect", "{s} tries in vain to {v} {o}",
    "{s} is the last thing to {v} {o}", "{s} makes it impossible to {v} {o}", "{s} makes it harder to {v} {o}",
    "{s} gets in the way of {ving} {o}", "{s} avoids {ving} {o}", "{s} has stopped {ving} {o}",
    "{s} is far from {ving} {o}", "{s} could only {v} {o} if the data were perfect", "{s} claims to {v} {o}",
    "{s} promises to {v} {o}", "{s} was supposed to {v} {o}", "{s} is supposed to {v} {o} but doesn't",
    "{s} ought to {v} {o}, yet it does not", "{s} pretends to {v} {o}", "{s} cannot be said to {v} {o}",
    "{s} never {ved} {o}", "{s} only seems to {v} {o}", "{s} appears to {v} {o}, but this is an artefact",
    "{s} is wrongly credited with {ving} {o}",
    "{s} gets the credit for {ving} {o}, which is really due to something else", "{s} was once used to {v} {o}",
    "{s} used to {v} {o}, but not any more", "{s} neither {vs} {o} nor helps otherwise", "{s} refuses to {v} {o}",
    "{s} struggles to {v} {o}", "{s} does not manage to {v} {o}", "{s} was not designed for {ving} {o}",
    "{s} is incapable of {ving} {o}", "{s} is useless for {ving} {o}", "{s} is no good at {ving} {o}",
    "{s} is the opposite of {ving} {o}", "{s} lacks the power to {v} {o}", "{s} has no hope of {ving} {o}",
    "nobody uses {s} to {v} {o}", "{s} aims to {v} {o} without success", "{s} wants to {v} {o} but can't",
    "{s} would have {ved} {o} had it worked", "I wish {s} {ved} {o}", "if {s} {ved} {o}, I would be glad",
    "had {s} {ved} {o}, nobody would need dropout", "it is other methods that {v} {o}, not {s}",
    "{s} is often mistaken for something that {vs} {o}", "{s} should not be expected to {v} {o}",
    "one cannot rely on {s} to {v} {o}", "far from {ving} {o}, {s} does the opposite",
    "{s} does everything except {v} {o}", "{s} does anything but {v} {o}",
    "the less {s} is used, the more you {v} {o}", "despite {ving} {o} in theory, {s} fails in practice",
)  # fmt: skip
NOT_DONE_JA = (
    "{s}{v}{u}のに失敗する", "{s}{v}{u}のに役立たない", "{s}{v}{u}のをやめる", "{s}{v}{u}のを妨げる",
    "{s}{v}{u}に至らない", "{s}{v}{u}ことに失敗する", "{s}{v}{u}ことができない", "{s}{v}{u}ことを諦める",
    "{s}{v}{u}どころか逆効果だ", "{s}{v}{u}かわりにメモリを使う", "{s}{v}{u}よりも別の目的で使う",
    "{s}{v}{u}ものではない", "{s}{v}{u}ための手法ではない", "{s}{v}{u}わけがない", "{s}{v}{u}までもない",
    "{s}{v}{u}のとは正反対だ", "{s}{v}{u}のとは違う", "{s}{v}{u}力を失う", "{s}{v}{u}効果に乏しい",
    "{s}{v}{u}効果があると誤解されている", "{s}{v}{u}はずもない", "{s}{v}{u}とされたのは昔の話だ",
    "{s}{v}{u}ことを犠牲にする", "{s}{v}{u}のに逆行する", "{s}{v}{u}ことは保証されない",
    "{s}{v}{u}ことは証明されていない", "{s}{v}{u}ことはほとんどない", "{s}{v}{u}ことはまれだ",
    "{s}{v}{u}ことより手軽さを重視する", "{s}{v}{u}ことから遠い", "{s}{v}{u}とは正反対", "{s}{v}{u}余裕がない",
    "{s}{v}{u}必要がない", "{s}{v}{u}必要がある", "{s}{v}{u}べきである", "{s}{v}{u}のは無理だ",
    "{s}{v}{u}のは別の手法だ", "{s}{v}{u}のはドロップアウトだ", "{s}{v}{u}手法と混同される", "{s}{v}{u}手法に劣る",
    "{s}{v}{u}手法ほど良くない", "{s}{v}{u}手法の一つではない", "{s}{v}{u}機能を持たない", "{s}{v}{u}機能が欠けている",
    "{s}{v}{u}意図で作られたが効果はない", "{s}{v}{u}目的では使えない", "{s}{v}{u}用途には向かない",
)  # fmt: skip


def rubric_of(item: str) -> Rubric:
    rubric: Rubric = BANK.item(item).answer.rubric
    return rubric


def found(item: str, text: str) -> set[str]:
    return {one.name for one in judge_text(text, rubric_of(item)) if one.state == "found"}


@cache
def right_sentences(lang: str) -> tuple[tuple[str, str], ...]:
    """Labelled answers of one sentence that make a point, is found, and can be taken by another clause."""
    right = []
    for item in TEXTS:
        for answer in labelled_answers(BANK.item(item)):
            sentence = answer.answer.strip().rstrip("。.")
            japanese = answer.lang == "ja"
            if (answer.lang, answer.false) != (lang, False) or not answer.facets or _TURNS.search(sentence):
                continue
            if re.search("[。？！!?;；:：\\n①②]" if japanese else "[(.!?;:,\\n]", sentence):
                continue
            fits = _PREDICATE.search(sentence) if japanese else _FINITE.search(sentence)
            if not fits or _NO_SUBJECT.match(sentence.lower()) or found(item, sentence) != answer.facets:
                continue
            names = sentence.startswith(("AdaG", "RMSP", "Mom"))
            right.append((item, sentence if japanese or names else sentence[0].lower() + sentence[1:]))
    return tuple(right)


@pytest.mark.parametrize(("lang", "frame"), [*(("ja", one) for one in NOT_JA), *(("en", one) for one in NOT_EN)])
def test_a_right_sentence_that_is_not_asserted_is_credited_nothing(lang: str, frame: str) -> None:
    sentences = right_sentences(lang)
    assert len(sentences) > 50
    told = [(frame.format(sentence), item) for item, sentence in sentences[len(frame) % 7 :: 7]]
    assert [(text, facets) for text, item in told if (facets := found(item, text))] == []


PLAIN_JA = (
    ("bn-effects", "学習が速くなる"), ("bn-effects", "過学習が抑えられる"),
    ("optimizer-traits", "モメンタムは慣性を使う"), ("optimizer-traits", "RMSPropは古い勾配を忘れる"),
    ("zero-init-consequence", "重みが均一に更新される"),
    ("zero-init-consequence", "学習が進まない"),
)  # fmt: skip
PLAIN_EN = (
    ("bn-effects", "training is faster"), ("bn-effects", "overfitting is reduced"),
    ("optimizer-traits", "momentum adds inertia"), ("optimizer-traits", "RMSProp forgets old gradients"),
    ("zero-init-consequence", "all units get the same update"), ("zero-init-consequence", "the network cannot learn"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("frame", "plain"),
    [*((one, PLAIN_JA) for one in ASSERTING_JA), *((one, PLAIN_EN) for one in ASSERTING_EN)],
)
def test_a_right_sentence_that_is_asserted_stays_credited(frame: str, plain: tuple[tuple[str, str], ...]) -> None:
    missed = [frame.format(sentence) for item, sentence in plain if not found(item, frame.format(sentence))]
    assert missed == []


DEEDS_EN = (
    ("bn-effects", "batch normalization", "reduce reducing reduces reduced", "overfitting"),
    ("bn-effects", "it", "accelerate accelerating accelerates accelerated", "convergence"),
    ("optimizer-traits", "RMSProp", "forget forgetting forgets forgot", "old gradients"),
)  # fmt: skip
DEEDS_JA = (
    ("bn-effects", "バッチ正規化は", "過学習を抑える"), ("bn-effects", "バッチ正規化は", "学習を安定させる"),
    ("optimizer-traits", "RMSPropは", "古い勾配を忘れる"),
)  # fmt: skip


@pytest.mark.parametrize("frame", NOT_DONE_EN)
def test_a_deed_that_is_not_done_is_credited_nothing(frame: str) -> None:
    for item, who, forms, what in DEEDS_EN:
        does, doing, does_it, did = forms.split()
        text = frame.format(s=who, v=does, ving=doing, vs=does_it, ved=did, o=what)
        assert found(item, text) == set(), text
        assert found(item, f"{who} {does_it} {what}")


@pytest.mark.parametrize("frame", NOT_DONE_JA)
def test_a_japanese_deed_that_is_not_done_is_credited_nothing(frame: str) -> None:
    for item, who, does in DEEDS_JA:
        assert found(item, frame.format(s=who, v=does, u="")) == set(), frame
        assert found(item, who + does)


@pytest.mark.parametrize(
    ("item", "text"),
    [
        # What only points back takes back, and what follows an announcement of something false isn't told.
        ("bn-effects", "Training is faster. That is a myth. Overfitting increases."),
        ("bn-effects", "次の記述は間違いである。学習が速くなる。過学習が抑えられる。"),
        ("bn-effects", "もしバッチ正規化に正則化の効果があるのなら、過学習は減るはずだが、そこは自信がない。"),
        ("bn-effects", "People used to claim that it makes training faster; in reality it has no influence on speed."),
        ("bn-effects", "過学習は減ると思われがちだが、そんなことはない。"),
        ("optimizer-traits", "モメンタムは慣性を使うと言われる。しかし実際はそうではない。"),
        ("zero-init-consequence", "学習は進まないと予想したが、そうはならなかった。"),
    ],
)
def test_what_is_taken_back_is_credited_nothing(item: str, text: str) -> None:
    assert found(item, text) == set()


@pytest.mark.parametrize(
    ("item", "text", "facets"),
    [
        ("bn-effects", "学習は遅くなると思われがちだが、過学習が抑えられる。", {"less-overfitting"}),
        ("bn-effects", "Some say it is slow, but overfitting is reduced.", {"less-overfitting"}),
        ("bn-effects", "過学習は減る。ただし、学習が速くなるというのは誤りだ。", {"less-overfitting"}),
        ("bn-effects", "Overfitting is reduced. Some think that training is faster.", {"less-overfitting"}),
        ("optimizer-traits", "モメンタムは慣性を使う。AdaGradは思い出せない。", {"momentum"}),
        ("bn-effects", "過学習を抑えないわけではない", {"less-overfitting"}),
    ],
)
def test_what_stands_beside_it_is_still_credited(item: str, text: str, facets: set[str]) -> None:
    assert found(item, text) == facets
