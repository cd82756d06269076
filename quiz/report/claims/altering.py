"""Words that alter a statement: said of all, said of a sibling, or with a predicate of its own.

A right claim is found by a few words, and whatever else stands in the clause would be credited along with it. So what
changes the meaning is looked for in closed lists: "L1 sets *every weight* to zero", "drops random *training data*",
"max pooling *learns* the largest value". What a claim's own sentences say of the kind is its own; what they don't say
is credited to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quiz.reading.late_patterns import late
from quiz.report.cued import Cued, either

IN_EVERY_CASE = Cued(
    either(
        "必ず|(?<!非)常に|いつでも|絶対(?!値)|どんな(?:[一-龥ァ-ヺー]{1,8})?(?:でも|にも|に対しても|においても)|どんなに[^、,。]{1,16}(?:でも|ても)|"
        "いかなる[^、,。]{1,12}(?:でも|にも)|あらゆる|例外なく",
        "always|guarantee[sd]?|in every case|inevitably|invariably|every time|no matter|"
        "(?:every|any) (?:single |kind of |deep )?(?:network|model|task|problem|dataset|optimi[sz]er)",
    ),
    *("必ず", "常に", "いつでも", "絶対", "どんな", "いかなる", "あらゆる", "例外なく"),
    *("always", "guarantee", "in every case", "inevitably", "invariably", "every", "any ", "no matter"),
)
_WHOLLY = Cued(
    either(
        "完全に|完璧に|確実に|100%|一切|まったく(?!同)|全く(?!同)",
        "completely|entirely|perfectly|totally|certainly|definitely|for sure|without fail",
    ),
    *("完全に", "完璧に", "確実に", "100%", "一切", "まったく", "全く"),
    *("completely", "entirely", "perfectly", "totally", "certainly", "definitely", "for sure", "without fail"),
)
_TENDENCY = either(
    "防|抑|避け|回避|緩和|改善|軽減|低減|解消|解決|対策|速|早[いくまめ]|安定|向上|高ま|高め|上が|良[いくさ]|よ[いく]|収束|汎化|"
    "精度|正解率|頑健|過学習|勾配消失|振動|発散|起こ|起き|しやす|しにく|にくく|不要|要らな|いらな|必要(?:[がはも])?な(?!る)|気にし",
    r"prevent\w*|reduc\w*|avoid\w*|mitigat\w*|suppress\w*|solv\w*|fast\w*|speed\w*|quick\w*|accelerat\w*|stab\w*|improv\w*|"
    r"better|generali\w*|accura\w*|converg\w*|robust\w*|help\w*|escap\w*|damp\w*|need\w*|unnecessary",
)
_ADDED = (
    IN_EVERY_CASE,
    # Of all that there are
    Cued(
        late(
            "(?:全て|すべて|全部)の(?:重み|係数|変数|特徴|ノード|パラメータ|成分)"
            r"|(?a:\b(?:all|every|each)(?: of)?(?: the| its)? ?)(?:重み|ノード|パラメータ|coefficient|variable|feature)"
        ),
        *("全ての", "すべての", "全部の", "all", "every", "each"),
    ),
    # Predicates of their own, with which a clause ends in Japanese
    Cued(
        late(
            "(?:遅[くいれ]|悪化|悪くな|無視|捨て|固定|半分に|倍にな|増え|増や|忘れ|拡大|発散|爆発|乱[さすし])(?!し?(?:にく|づら))[ぁ-ん]{0,10}[。.]?$",
            re.M,
        ),
        *("遅", "悪化", "悪くな", "無視", "捨て", "固定", "半分に", "倍にな"),
        *("増え", "増や", "忘れ", "拡大", "発散", "爆発", "乱"),
    ),
    Cued(either("", "learns(?! the same| different| nothing)"), "learns"),
    Cued(
        either("", "ignor(?:es?|ing)|discards?|forgets?|loses?|destroys?"),
        *("ignor", "discard", "forget", "lose", "destroy"),
    ),
    Cued(either("", "worsens?|slows?|slower|doubles the (?:std|標準偏差)"), "worsen", "slow", "doubles the "),
    Cued(either("", "random(?:ly|izes?) (?:layers?|data|samples?|images?)"), "random"),
    # Directions with which a clause ends
    Cued(late("(?:弱|緩)[くまめ](?!ず|ない|なか)[ぁ-ん]{0,10}[。.]?$", re.M), "弱", "緩"),
    Cued(late("短(?:く(?!な[いか])|縮)[ぁ-ん]{0,10}[。.]?$", re.M), "短"),
    # Amounts that another thing has
    Cued(
        either(
            "元の[一-龥ァ-ヺー]{1,4}と(?:同じ|等し|変わら)",
            "(?:less|the same|equal|as much) (?:メモリ|memory|space|storage)",
        ),
        *("元の", "メモリ", "memory", "space", "storage"),
    ),
    Cued(
        either("メモリ(?:使用量|消費量)?[がをはも]?(?:少な|節約|減)", "saves? (?:メモリ|memory|space)"),
        *("メモリ", "save"),
    ),
    # One thing more of which the same is said
    Cued(
        either(
            "とチャネル数?[がをもは]|チャネル数?も|(?a:\\band (?:also )?(?:the )?(?:number of ?)?チャネルs?(?=[.,;]|$))"
        ),
        "チャネル",
    ),
    # A coefficient of 0, and what comes of one thing alone
    Cued(
        either(
            "(?:係数|率|[μλαηρβ]) ?(?:を0に?(?:する|した|すれ)|[がは=]0(?![\\d.に]))",
            "(?:coefficient|rate|μ|λ) (?:is|of|to|at) (?:0|zero)",
        ),
        *("を0", "が0", "は0", "=0", " 0", " zero"),
    ),
    Cued(either("(?<![るうくすぐたい])だけ[でに](?!な|は|も)|のみ[でに](?!な|は)"), "だけ", "のみ"),
    # What more or less of a thing does to it
    Cued(
        either(
            "(?<!先)(?<!なる)(?<!後)ほど(?!け)",
            "the (?:more|less|larger|smaller|higher|lower|closer|deeper|nearer|longer|bigger)",
        ),
        *("ほど", "the "),
    ),
    # What it would be otherwise
    Cued(late(r"(?a)\bthan [^,;.]*\bwithout"), "without"),
)
"""What says more than a claim does, unless its own sentences say it, too."""
_ANY_ADDED = late("|".join(sorted({re.escape(cue) for word in _ADDED for cue in word.cues})))
"""Where none of their cues stands, none of them is looked for."""

_SIBLINGS = (
    (
        either("検証(?:データ|用|誤差|損失|セット)", "validation"),
        either("テスト(?:データ|用|誤差|損失|セット)", "test (?:set|data|error|loss|samples?|images?)"),
        either(
            "訓練(?:データ|用|誤差|損失|セット)|学習(?:データ|用|誤差)",
            "訓練 ?(?:set|data|error|loss|samples?|images?)",
        ),
    ),
    (
        either("ノード|素子", "activations?"),
        either("層を|レイヤ", "layers?"),
        either("(?:データ|サンプル|特徴量)を", "samples?|examples?|pixels?"),
    ),
    (
        either("平均(?!プ)", "means?|averages?(?! ?プ)|averag(?:ing|ed)(?! ?プ)"),
        either("最大(?!プ|限)|一番大き", "maximum|largest|biggest|max(?!プ|-| ?プ)"),
        either("最小(?!値?化|2乗|限)", "minimum|smallest"),
        either("合計|総和", "sum"),
        either("中央値", "median"),
    ),
    (
        either("ミニバッチ|バッチごと|バッチ内|バッチ単位", "(?<!full-)batch(?!ノ| ?norm|es)"),
        either(
            "(?:サンプル|1枚|画像|データ)ごと|1枚の|　 ?sample",
            "(?:each|per|every|single|current|this) (?:sample|image)",
        ),
        either("データ全体|全データ", "(?:whole|entire|all the|full) ?(?:data|訓練)"),
        either("エポックごと", "epoch"),
    ),
    (
        either("勾配消失"),
        either("過学習"),
        either("勾配爆発"),
        either("鞍点"),
        either("振動", r"oscillat\w*"),
        either("局所的最適解"),
    ),
    (either("2乗|二乗", "squares?|squared"), either("絶対値", "absolute"), either("3乗|三乗", "cubes?|cubed")),
    (
        either("前の層|前層", "previous layer|fan-?in|number of inputs"),
        either("次の層|後の層|次層", "next layer|following layer|fan-?out|number of outputs"),
        either("(?:データ|サンプル|画像)の?(?:個|枚)?数", "number of (?:訓練 ?)?(?:samples|examples|images)"),
    ),
    (
        either("計算(?:量|時間|コスト)", "computations?|runtime"),
        either("メモリ", "memory"),
        either("精度|正解率", "accuracy"),
    ),
    (
        either("(?:訓練|学習)(?:時|中|のとき|の間)", "(?:during|at|while|in)訓練|at訓練time"),
        either("推論|(?:テスト|予測|評価)(?:時|のとき)", "inference|test time|at test|at prediction"),
    ),
    (either("高さ|縦", "height"), either("チャネル", "チャネル|depth")),
    (either("(?:入力の?|input ?)チャネル"), either("(?:出力の?|output ?)チャネル|フィルタごと|カーネルごと")),
)  # fmt: skip
"""Groups of what may stand in one place: a claim that is true of one of them isn't so of the others."""


def is_tendency(words: str) -> bool:
    """Whether words tell a way that things tend to go, which nobody can promise for every case.

    >>> is_tendency("発散"), is_tendency("1")
    (True, False)
    """
    return _TENDENCY.search(words) is not None


def without_promise(clause: str, words: str, spans: Sequence[tuple[int, int]], known: str) -> str | None:
    """Return a clause without what promises a tendency for every case, at its length; None where nothing does.

    ``words`` are those of the cue that was found there, at ``spans``; ``known`` are the claim's own sentences: what
    these promise is no overclaim.

    >>> without_promise("bnで学習は必ず安定する", "学習 安定", [(3, 5), (8, 10)], "bnで学習が安定する")
    'bnで学習は　　安定する'
    >>> without_promise("前処理は一切不要になる", "前処理 不要", [(0, 3), (6, 8)], "前処理が不要になる")
    '前処理は　　不要になる'
    >>> without_promise("和は必ず1になる", "和 1", [(0, 1), (4, 5)], "和は1") is None
    True
    """
    if not is_tendency(words):
        return None
    bare = clause
    for word in (IN_EVERY_CASE, _WHOLLY):
        if word.search(known) is not None:
            continue
        for found in word.finditer(clause):
            if not any(start < found.end() and found.start() < end for start, end in spans):
                bare = f"{bare[: found.start()]}{'　' * len(found[0])}{bare[found.end() :]}"
    return None if bare == clause else bare


@dataclass(frozen=True, slots=True)
class Alterations:
    """What would alter a claim: words that its own sentences lack, and siblings of what they speak of.

    ``siblings`` are, for each group of which they speak, the members that they name and those that they don't.

    >>> own = alterations_of("ドロップアウトはノードを消す")
    >>> own.alter("ノードを消す", "ノードを消す"), own.alter("データを消す", "データを消す")
    (False, True)
    """

    added: tuple[Cued, ...]
    siblings: tuple[tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]], ...]

    def alter(self, clause: str, bare: str) -> bool:
        """Whether a clause says something else than the claim; ``bare`` is the clause without the claim's words."""
        if _ANY_ADDED.search(clause) and any(word.search(clause) for word in self.added):
            return True
        return any(
            any(word.search(bare) for word in others) and not any(word.search(clause) for word in own)
            for own, others in self.siblings
        )


def alterations_of(known: str, *, exact: bool = False) -> Alterations:
    """Return what would alter a claim of which ``known`` are the sentences and the words.

    What is ``exact``, a number, holds in every case, and may be said so.
    """
    shown = [[bool(word.search(known)) for word in group] for group in _SIBLINGS]
    siblings = [
        (
            tuple(word for word, own in zip(group, named, strict=True) if own),
            tuple(word for word, own in zip(group, named, strict=True) if not own),
        )
        for group, named in zip(_SIBLINGS, shown, strict=True)
        if any(named) and not all(named)
    ]
    added = _ADDED[1:] if exact else _ADDED
    return Alterations(tuple(word for word in added if not word.search(known)), tuple(siblings))
