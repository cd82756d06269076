"""False sentences made of true ones, by grammar: what no reader may credit as right.

Each way of turning a sentence has a name (``KINDS``); each yields natural sentences in the language of the one it was
given, and none where it doesn't fit. What they make of a true sentence is false, or says nothing of the kind any more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from english_opposites import denials, gerund, parts, small

CORPUS = Path(__file__).parents[1] / "corpora/opposites.tsv"
KANA = re.compile("[ぁ-ん]")
_GODAN = {"う": "わ", "く": "か", "ぐ": "が", "す": "さ", "つ": "た", "ぬ": "な", "ぶ": "ば", "む": "ま", "る": "ら"}
_BACK = {"わ": "う", "か": "く", "が": "ぐ", "さ": "す", "た": "つ", "ば": "ぶ", "ま": "む", "ら": "る"}
_ICHIDAN = re.compile("(?:[いきぎしちにひびみりえけげせてねへべめれ]|見|似|得|変え|用い|着|居|出)る\\Z")
_GODAN_IRU = re.compile(
    "(?:入|要|走|限|減|知|滑|至|陥|孕|散|切|張り切|遡|当た|終わ|残|蹴|図|測|計|取|守|送|作|成|寄|偏|困)る\\Z"
)


def is_japanese(text: str) -> bool:
    """Whether a sentence has Japanese letters of its own, and not only a name."""
    return bool(KANA.search(text))


def _split(sentence: str) -> tuple[str, str]:
    """What stands before the last sentence of a text, and that sentence without its full stop."""
    head, _, last = sentence.rpartition("\n")
    return (head + "\n" if head else ""), last.rstrip("。.")


def _stem_nai(verb: str) -> str | None:
    """What stands before ない of a verb in its plain form: 防ぐ -> 防が."""
    if verb.endswith("する"):
        return verb[:-2] + "し"
    if verb.endswith(("くる", "来る")):
        return None
    if verb.endswith("ある"):
        return verb[:-2]
    if verb.endswith("る") and _ICHIDAN.search(verb) and not _GODAN_IRU.search(verb):
        return verb[:-1]
    return verb[:-1] + _GODAN[verb[-1]] if verb[-1:] in _GODAN else None


_SEVERAL = re.compile("[だるいたう]が、?|[るいた]のに|なら.*なら|学習時と|同じ回数| but |: .*[.]|[^s]: [A-Zrao]")
"""A sentence that says several things, of which one stays true whatever becomes of the others."""


def _predicate(sentence: str) -> tuple[str, str, str] | None:
    """A sentence up to its negation: the sort of predicate, what stands before ない, the plain affirmative sentence."""
    if _SEVERAL.search(sentence) or sentence.endswith(("ます", "ました")):
        return None
    body = re.sub("(?:です|ます|よ|ね)\\Z", "", sentence) if sentence.endswith(("です", "よ", "ね")) else sentence
    if body.endswith(("である", "だ")) and not body.endswith(("んだ",)):
        noun = re.sub("(?:である|だ)\\Z", "", body)
        return "noun", noun + "では", noun + "である"
    if re.search("[^な少危]ない\\Z", body) or body.endswith("しかない"):
        return None
    if re.search("[いしきたなかるさよ]い\\Z", body) or body.endswith(
        ("高い", "低い", "速い", "遅い", "多い", "軽い", "悪い", "深い", "長い")
    ):
        return "adjective", body[:-1] + "く", body
    stem = _stem_nai(body)
    if stem is not None and re.search("[うくぐすつぶむる]\\Z", body):
        return "verb", stem, body
    if re.search("[一-龥ァ-ヺー]\\Z", body):
        return "noun", body + "では", body + "である"
    return None


def _affirmed(sentence: str) -> str | None:
    """A sentence that ends in ない, without it: 進まない -> 進む."""
    if "しか" in sentence or re.search("[だるいた]が、", sentence):
        return None
    found = re.search("([わかがさたばまら])ない\\Z", sentence)
    if found and not sentence.endswith(("少ない", "しかない", "はない")):
        return sentence[: found.start()] + _BACK[found[1]] + "。"
    if sentence.endswith("しない"):
        return sentence[:-3] + "する。"
    if sentence.endswith("できない"):
        return sentence[:-4] + "できる。"
    if sentence.endswith(("がない", "はない")):
        return sentence[:-3] + "がある。"
    if sentence.endswith(("にくい", "づらい")):
        return sentence[:-3] + "やすい。"
    if sentence.endswith("れない"):
        return sentence[:-2] + "る。"
    return None


def denied(text: str) -> Iterator[str]:
    """The last predicate denied: not, never, no longer, fails to, ない, なくなる, わけではない, とは限らない."""
    if not is_japanese(text):
        yield from denials(text)
        return
    head, last = _split(text)
    if (turned := _affirmed(last)) is not None:
        yield head + turned
        return
    found = _predicate(last)
    if found is None:
        return
    sort, before, plain = found
    yield f"{head}{before}ない。"
    yield f"{head}{plain}わけではない。"
    yield f"{head}{plain}とは限らない。"
    yield f"{head}{plain}とは言えない。"
    yield f"{head}{plain}というのは間違いである。"
    yield f"{head}{plain}ということはない。"
    yield f"{head}{plain}と思ったが、違った。"
    if sort == "noun":
        yield f"{head}{before[:-2]}でなく、別のものである。"
        yield f"{head}{before[:-2]}ではありません。"
        yield f"{head}{before[:-2]}とは異なる。"
        return
    yield f"{head}{plain}ことはない。"
    if not plain.endswith(("なる", "ある", "できる", "高い", "しまう")):
        yield f"{head}{before}なくなる。"
    yield f"{head}{before}なかった。"
    if sort == "verb" and not plain.endswith("ある"):
        yield (
            f"{head}{before[:-1]}せず、別の働きをする。"
            if before.endswith("し")
            else f"{head}{before}ず、別の働きをする。"
        )
        yield f"{head}{plain}ことができない。"
        yield f"{head}{plain}効果はない。"
    else:
        yield f"{head}{before}はない。"


def replaced(text: str) -> Iterator[str]:
    """What is said stands only as what is not done: rather than, instead of, ではなく, 代わりに, どころか."""
    if not is_japanese(text):
        if (said := parts(text)) is not None:
            subject, _, rest, base = said
            yield f"Instead of {gerund(base)}{rest}, {small(subject)} does something else."
            yield f"{subject} does something else rather than {base}{rest}."
            yield f"{subject} does something else instead of {gerund(base)}{rest}."
        return
    head, last = _split(text)
    found = _predicate(last)
    if found is None:
        return
    sort, before, plain = found
    if sort == "noun":
        yield f"{head}{before}なく、別のものである。"
        yield f"{head}{before[:-2]}どころか、その逆である。"
    else:
        yield f"{head}{plain}のではなく、別の働きをする。"
        yield f"{head}{plain}どころか、逆のことが起こる。"
    if sort == "verb":
        yield f"{head}{plain}代わりに、別の働きをする。"


def neither(text: str) -> Iterator[str]:
    """Denied of two things at once: neither X nor Y, X も Y も …ない."""
    if not is_japanese(text):
        if (said := parts(text)) is not None and len(said[0]) < 40:
            subject, verb, rest, _ = said
            yield f"Neither {small(subject)} nor anything else {verb}{rest}."
            yield f"Nothing {verb}{rest}, neither {small(subject)} nor anything else."
        return
    head, last = _split(text)
    found = _predicate(last)
    topic = re.match("([^はが、。]{1,20})は", last)
    if found is None or topic is None:
        return
    rest = found[1][topic.end() :]
    yield f"{head}{topic[1]}も他のものも{rest}ない。"
    yield f"{head}{topic[1]}でさえ{rest}ない。"


PAIRS = [tuple(line.split("\t")) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
"""Words that mean the opposite of each other, in both languages."""


def reversed_words(text: str) -> Iterator[str]:
    """One word put for its opposite, in turn: large for small, prevents for causes, 増える for 減る."""
    if _SEVERAL.search(text):
        return
    seen: set[str] = set()
    for one, other in PAIRS:
        if one.isascii() is is_japanese(text):
            continue
        for left, right in ((one, other), (other, one)):
            pattern = re.escape(left) if is_japanese(text) else rf"\b{re.escape(left)}\b"
            for found in re.finditer(pattern, text):
                if _inside_another(text, left, found.start()):
                    continue
                turned = f"{text[: found.start()]}{right}{text[found.end() :]}"
                if turned not in seen:
                    seen.add(turned)
                    yield turned


_COMPOUNDS = (
    "正規化 正則化 正規分布 正解 前後 全結合 微分可能 逆伝播 非線形 線形関数 不安定 不連続 非対称 不可能 "
    "不必要 不要 改良 全体 多層 多クラス 割合 逆数 初期値 過学習 前の層 正方形 正弦 正接 "
    "補正 修正 割り 分割 役割 保証 後ろ 急に 最急降下 以前 名前 1つ前 急降下 max pool "
    "all-zero"
).split()


def _inside_another(text: str, word: str, place: int) -> bool:
    """Whether a word only stands inside of a longer one, which means something else."""
    around = text[max(0, place - 4) : place + len(word) + 4]
    at = place - max(0, place - 4)
    return any(
        start <= at and at + len(word) <= start + len(longer) and len(longer) > len(word)
        for longer in _COMPOUNDS
        for start in [m.start() for m in re.finditer(re.escape(longer), around)]
    )


def swapped(text: str) -> Iterator[str]:
    """A comparison the other way round: A より B -> B より A; A is faster than B -> B is faster than A."""
    for pattern, made in _SWAPS:
        found = pattern.search(text)
        if found is not None:
            yield text[: found.start()] + found.expand(made) + text[found.end() :]


_SWAPS = (
    (re.compile(r"(?<![^。\n])([^、。はが\n]{1,20})(の方が|は)([^、。はが\n]{1,20})より(?!も?前)"), r"\3\2\1より"),
    (re.compile(r"(?<![^。\n])([^、。は\n]{1,20})(?:と比べて|に比べて)、?([^、。は\n]{1,20})は"), r"\2と比べて、\1は"),
    (re.compile(r"(?<![^。\n])([^、。は\n]{1,20})と違っ?て?い?、?([^、。は\n]{1,20})は"), r"\2と違い、\1は"),
    (re.compile(r"(?a)\A([\w ]{2,30}?) (is|are|has) ([\w -]{2,40}) than ([\w ]{2,30})(?=\.|\Z)"), r"\4 \2 \3 than \1"),
)  # fmt: skip


def caused(text: str) -> Iterator[str]:
    """Cause and effect the other way round: A ので B -> B ので A; A because B -> B because A."""
    for pattern, made in _CAUSES:
        found = pattern.fullmatch(text)
        if found is not None:
            yield found.expand(made)


_CAUSES = (
    (re.compile("([^。\n]{4,60}?(?<!使う)[るいた])(ので|ため)、?([^。\n]{4,60}[るいう])。"), r"\3\2、\1。"),
    (
        re.compile(
            "([^。\\n]{2,40}?(?:なる|こる|ぎる|偏る|増やす|減らす|上げる|下げる|[くす]する))と、?([^。\\n]{4,60}[るいう])。"
        ),
        r"\2と、\1。",
    ),
    (re.compile("([^。\n]{2,40}?)[いく]なるほど、?([^。\n]{4,60}くなる)。"), r"\2ほど、\1くなる。"),
    (
        re.compile("([^。はが\n]{2,40}?)(は|が)([^。はが\n]{2,40}?)を(引き起こす|招く|起こす|防ぐ|抑える)。"),
        r"\3\2\1を\4。",
    ),
    (re.compile(r"(?a)([\w ,]{4,60}) because ([\w ,]{4,60})\."), r"\2 because \1."),
    (re.compile(r"(?a)([\w ,]{4,60}), so (?!it |they )([\w ,]{4,60})\."), r"\2, so \1."),
    (re.compile(r"(?a)If ([\w ]{4,60}), ([\w ]{4,60})\."), r"If \2, \1."),
    (re.compile(r"(?a)(?:The )?([\w ]{4,40}?) causes ([\w ]{4,60})\."), r"\2 causes \1."),
)

_RIVALS = (
    ("ReLU", "シグモイド", "tanh", "ソフトマックス"),
    ("ReLU", "sigmoid", "tanh", "softmax"),
    ("Xavier", "He"),
    ("モメンタム", "AdaGrad", "RMSProp", "Adam", "SGD"),
    ("Momentum", "AdaGrad", "RMSProp", "Adam", "SGD"),
    ("L1", "L2"),
    ("ラッソ", "リッジ"),
    ("Lasso", "Ridge"),
    ("ドロップアウト", "バッチ正規化", "データ拡張", "早期終了"),
    ("Dropout", "Batch normalization", "Early stopping"),
    ("AlexNet", "VGG16", "LeNet", "ResNet", "GoogLeNet"),
    ("パディング", "ストライド"),
    ("padding", "stride"),
    ("プーリング", "畳み込み層"),
    ("マックスプーリング", "平均プーリング"),
    ("Max pooling", "Average pooling"),
    ("勾配消失", "過学習", "勾配爆発"),
    ("vanishing gradients", "overfitting", "exploding gradients"),
)


def said_of_another(text: str) -> Iterator[str]:
    """What is true of one thing, said of another of its kind: of Momentum what RMSProp does, of L2 what L1 does."""
    for group in _RIVALS:
        named = [name for name in group if re.search(rf"(?a:(?<![A-Za-z])){re.escape(name)}(?a:(?![A-Za-z]))", text)]
        if len(named) != 1:
            continue
        for other in group:
            if other != named[0]:
                yield re.sub(rf"(?a:(?<![A-Za-z])){re.escape(named[0])}(?a:(?![A-Za-z]))", other, text)


Turn = Callable[[str], Iterator[str]]
KINDS: dict[str, Turn] = {
    "denied": denied,
    "replaced": replaced,
    "neither": neither,
    "reversed": reversed_words,
    "swapped": swapped,
    "caused": caused,
    "said of another": said_of_another,
}


def turned(kind: str, sentence: str) -> list[str]:
    """The opposites of a sentence, made in one way."""
    return [opposite for opposite in KINDS[kind](sentence) if opposite != sentence]


_MANY_THINGS = re.compile(
    "[。.] ?[^。. ]|が、|ので|ため|のに|りして|[るくしてでりずち]、|、.*、|, |; | and | while | because | but |: |\\n"
)


def simple(line: str) -> str:
    """A line of a report as one sentence, without its bullet; nothing where it says several things."""
    text = re.sub(r"\A\s*(?:[-*・]|\d+\.)\s*", "", line)
    if text[-1:] not in "。.":
        text += "。" if is_japanese(text) else "."
    return "" if _MANY_THINGS.search(text) else text
