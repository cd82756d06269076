"""The words by which reports state numbers of parameters, of filters and channels, of samples and updates.

Closed lists in both languages; a pattern's groups are the numbers that it binds. Texts are ``size_words.spelled``.
"""

from __future__ import annotations

import re
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.cued import Cued
from quiz.report.sizes.layer_arithmetic import MOST
from quiz.report.sizes.written_numbers import whole_number

_IN_WORDS: Final = {
    **{word: at for at, word in enumerate("one two three four five six seven eight nine ten".split(), 1)},
    "twelve": 12,
    "sixteen": 16,
}


def _any(*alternatives: str) -> re.Pattern[str]:
    return late("|".join(alternatives), re.ASCII)


_N: Final = r"(?<![\d.])(?<!\d,)(\d{1,3}(?:,\d{3})+|\d{1,8})(?!\d|\.\d|,\d{3}|\s?[x×%])"
_SMALL: Final = r"(\d{1,4})"
_WORDED: Final = rf"\b(\d{{1,4}}|{'|'.join(_IN_WORDS)})"
_IS: Final = r"(?:は|が|を|=|:|\s)*"
_SIDES: Final = r"\d{1,2}\s?[x×]\s?\d{1,2}"

_JAPANESE: Final = r"(?:学習(?:される|可能な|できる|対象の|する)?)?の?パラメータ"
_ENGLISH: Final = r"(?:learnable |trainable |weight )?param(?:eter)?s\b|parameter counts?\b"
PARAMETERS: Final = rf"{_JAPANESE}|{_ENGLISH}"
ANY_PARAMETERS: Final = Cued(late(PARAMETERS), "パラメータ", "param")
_COUNT: Final = rf"{_N}(?!\s*(?:チャン?ネル|channels?|枚|→|->|層))"
CLAIMED: Final = (
    Cued(
        late(
            rf"(?:{PARAMETERS})ー?(?:の?(?:総数|合計|個数|数))?"
            rf"(?:は|が|:|=|\s|,|全部で|合計|合わせて|あわせて|is|are|total|バイアスも?を?(?:込み?|含めて?|除いて?)で?)*{_COUNT}"
        ),
        "パラメータ",
        "param",
    ),
    Cued(late(rf"{_N}\s*(?:個|つ)\s*の?\s*(?:{_JAPANESE})"), "パラメータ"),
    Cued(late(rf"{_N}\s(?:{_ENGLISH})"), "param"),
    Cued(late(rf"重み(?:と|\+|・)バイアスの?(?:合計|総数|数)?(?:は|が|で|:|=|\s)*{_COUNT}\s*個?"), "重み"),
    Cued(late(rf"バイアス(?:も)?(?:込み|あり|を?含[めむ])[^=。]{{0,40}}=\s*{_N}"), "バイアス"),
    Cued(late(rf"\bholds? [^=.]{{0,40}}=\s*{_N}(?= numbers)|\bholds? {_N} numbers"), "hold"),
    Cued(late(rf"重み(?:だけ|のみ)(?:で|なら|だと|の?(?:個)?数)?(?:は|が|:|=|\s|,)*{_COUNT}"), "重み"),
    Cued(late(rf"バイアス(?:も|を)?(?:込み|含め)(?:て|で|る|ると)?(?:は|が|:|=|\s|,)*{_COUNT}"), "バイアス"),
    Cued(late(rf"{_N}\s*個"), "個"),
)
"""Where the number of parameters stands, the surest first; the last one only where nothing else is counted so."""
BIAS: Final = Cued(
    _any(
        r"バイアス(?:も|を|が|まで)?(?:込み|こみ|含[むめみ]|入れ|あり|加え|足|全部|数え)",
        r"(?:incl(?:uding|\.)?|with|counting) (?:the |its )?bias(?:es)?",
        r"bias(?:es)? (?:included|counted)|with (?:its|their) biases",
        r"重み(?:と|\+|・)バイアス",
        r"summary|サマリ",  # which counts them
        r"weights and bias",
    ),
    "バイアス", "bias", "summary", "サマリ",
)  # fmt: skip
NO_BIAS: Final = Cued(
    _any(
        r"バイアス(?:を|は|が)?(?:なし|無し|除[くいき]|含ま(?:ない|ず)|抜き|使わ(?:ない|ず))",
        r"(?:without|no|excluding|ignoring|not counting) (?:the |any )?bias(?:es)?",
        r"bias=false",
        r"重みだけ|重みのみ|weights (?:alone|only)",
    ),
    "バイアス", "bias", "重み", "weights",
)  # fmt: skip
WEIGHTS_AND_BIASES: Final = Cued(
    _any(
        rf"重み(?:は|が|の数は|:)*\s*{_N}\s*個?(?:で|と|,|・|\s)*バイアス(?:は|が|:)?\s*{_N}\s*個",
        rf"{_N} weights (?:and|plus|,) {_N} bias(?:es)?\b",
    ),
    "バイアス", "bias",
)  # fmt: skip
KERNEL: Final = Cued(
    _any(
        r"(?<![\d.])(\d{1,2})\s?[x×]\s?(\d{1,2})(?![\dx×.])"
        r"(?=\s*-?の?(?:\d{1,4}(?:枚|個))?\s*の?(?:フィルタ|カーネル|窓|filter|kernel|conv|畳))",
        r"(?:フィルタ|カーネル|filters?|kernels?|conv(?:2d|olution)?)ー?(?:の?サイズ|の大きさ| size)?"
        r"(?:は|が|を|=|:|\s|of|is)*"
        r"(\d{1,2})\s?[x×]\s?(\d{1,2})(?![\dx×.])",
    ),
    "フィルタ", "カーネル", "窓", "filter", "kernel", "conv", "畳",
)  # fmt: skip
FILTERS: Final = Cued(
    _any(
        rf"(?:フィルタ|カーネル)ー?(?:の?(?:枚数|個数|数))?{_IS}{_SMALL}\s*(?:枚|個|種類|つ)",
        rf"{_SMALL}\s*(?:枚|個|種類)の\s*(?:{_SIDES}の?)?(?:フィルタ|カーネル)",
        rf"(?:フィルタ|カーネル)ー?(?:の?(?:枚数|個数|数)){_IS}{_SMALL}",
        rf"(?:フィルタ|カーネル)ー?[はが]?\s*{_SIDES}\s*(?:を|が|,|\()?\s*{_SMALL}\s*(?:枚|個)",
        rf"出力の?チャン?ネル数?{_IS}{_SMALL}",
        rf"出力[はが]?\s*{_SMALL}\s*チャン?ネル",
        rf"{_WORDED}\s+(?:{_SIDES}\s+)?(?:filters|kernels|output channels)",
        rf"\bout_channels\s*=\s*{_SMALL}",
    ),
    "フィルタ", "ネル", "filters", "kernels", "channels",
)  # fmt: skip
CHANNELS: Final = Cued(
    _any(
        rf"入力の?チャン?ネル数?{_IS}{_SMALL}",
        rf"入力[はが]?\s*{_SMALL}\s*チャン?ネル",
        rf"{_SMALL}\s*チャン?ネルの(?:入力|画像|カラー|特徴マップ)",
        rf"{_WORDED}[ -](?:input )?channels?\s+(?:image|input|map|feature)",
        rf"{_WORDED} input channels?",
        rf"{_WORDED} channels? in(?:to|put)?\b",
        rf"(?:over|on|for|across|from) {_WORDED} (?:input )?channels?\b",
        rf"\bin_channels\s*=\s*{_SMALL}",
    ),
    "ネル", "channel",
)  # fmt: skip
CHANNELS_OF_MAPS: Final = late(
    r"(\d{1,5})\s*(?:チャン?ネル|枚|channels?|(?:feature )?maps\b)|チャン?ネル数?(?:は|が|を|=|:|\s)*(\d{1,5})"
)
"""The channels of a feature map, or the number of maps."""
COLOURED: Final = Cued(late(r"\brgb\b|カラー画像"), "rgb", "カラー画像")
GREY: Final = Cued(
    late(r"グレースケール|白黒|モノクロ|gr[ae]yscale|single[- ]channel"),
    "グレースケール", "白黒", "モノクロ", "yscale", "single",
)  # fmt: skip
CHANNELS_AND_FILTERS: Final = Cued(
    late(rf"(?<![\dx×])(\d{{1,4}})\s*(?:→|->|to|から)\s*{_SMALL}\s*(?:チャン?ネル|channels)", re.ASCII),
    "ネル", "channels",
)  # fmt: skip
CONVOLUTION: Final = late(r"畳み込み|conv")
FIRST_CONVOLUTION: Final = late(
    r"(?:最初|1つ目|1番目|一つ目|第\s?[1一])の?畳み込み|畳み込み層(?:のほう)?(?:は|の|だけ|で)|first conv|"
    r"the convolution(?:al)? layer"
)
"""A convolution that takes the images themselves: the first one, or the only one."""
SHEETS: Final = Cued(late(rf"{_SMALL}\s*枚"), "枚")
CHANNELS_SET: Final = Cued(late(rf"(?<!出力)(?<!出力の)チャン?ネル数?{_IS}{_SMALL}(?!\d|\s*枚)"), "ネル")
"""Channels without a word for whose they are: those of the input, where the filters are counted beside them."""
BARE_CHANNELS: Final = Cued(late(rf"{_SMALL}\s*チャン?ネル"), "ネル")
"""Filters and channels of a table's cells, which say no more than their number."""
LAST_NUMBER: Final = late(rf"(?:,|個数|数|count|number|params?|parameters)\s*{_N}\s*個?[\s。.]*\Z")
INTO_SHEETS: Final = Cued(
    _any(
        r"(\d{1,4})\s*チャン?ネル(?:の入力)?に\s*(\d{1,2})\s?[x×]\s?(\d{1,2})(?:の(?:フィルタ|カーネル))?\s*を\s*(\d{1,4})\s*枚",
    ),
    "枚",
)
"""Channels, sides and filters: 3 チャネルに 5×5 を 16 枚."""
OUT_OF_SHEETS: Final = Cued(
    _any(
        r"(?<![\d×x.])(\d{1,2})\s?[x×]\s?(\d{1,2})\s?[x×]\s?(\d{1,4})\s*(?:ch|チャン?ネル)?\s*(?:→|->)\s*(\d{1,4})\s*(?:枚|ch|チャン?ネル|filters)"
    ),
    "→", "->",
)  # fmt: skip
"""Sides, channels and filters: 5×5×3ch → 32 枚."""
PRODUCT: Final = Cued(
    late(
        r"(?<![\d.×x*+/(-])(?<![×x*+/-] )(\d{1,5}(?:\s?[x×*·]\s?\d{1,5}){1,3})(?:\s?\+\s?(\d{1,5}))?\s?(?:=|で|"
        r"は)\s?(\d[\d,]*)(?![\d.]|\s?[x×*+])"
    ),
    "x", "×", "*", "·",
)  # fmt: skip
"""A product of sides, channels and filters, or of inputs and outputs, with the biases: 3×3×1×32+32 = 320."""
DENSE: Final = Cued(
    _any(
        r"\blayer,?\s*\d+\s*(?:->|→|to)\s*\d+",
        r"(?:最後|最終|出力|最初|中間|隠れ|第\s?\d)の?層\s?\(\s?\d[\d,]*\s?(?:->|→)\s?\d[\d,]*\s?\)",
        r"全結合|affine|アフィン|fully[- ]connected|\bdense\b|\blinear layer|\bfc層?",
    ),
    "layer", "層", "全結合", "affine", "アフィン", "connected", "dense", "fc",
)  # fmt: skip
DENSE_SIZES: Final = (
    late(
        rf"{_N}(?:\s?(?:個|次元|ノード|ユニット)|\s?(?:units?|numbers|values|inputs|features|nodes))?\s*(?:→|->|"
        rf"から|to|-|in(?:puts)?(?: and|,))\s*{_N}"
    ),
    late(rf"{_N}\s*(?:個|次元)の(?:入力|値)[^\d]{{1,16}}{_N}\s*(?:個の?|次元の?)?(?:ノード|ユニット|出力|次元|個)"),
    late(rf"{_N} inputs? (?:and|to) {_N} (?:outputs?|units|nodes)"),
    late(rf"入力(?:層|が|は|ノード|数|の|\s)*{_N}[^\d]{{1,12}}出力(?:層|が|は|ノード|数|の|\s)*{_N}"),
)
SIZE_WITH_RESULT: Final = Cued(
    late(r"(?<![\d.x×])(\d{1,5})\s?[x×]\s?(\d{1,5})(?:\s?[x×]\s?(\d{1,5}))?(?=\s?=\s?\d)"), "="
)
FLAT_IN_A_ROW: Final = Cued(
    late(
        r"(?:平坦化|フラット化|flatten).*?出力\s*(\d[\d,]*)[\s。|]*\Z|(?:flatten)\b.*?output\s*(\d[\d,]*)[\s.|]*\Z"
    ),
    "平坦化", "フラット化", "flatten",
)  # fmt: skip
"""A row of a table about flattening, with what comes out in its last cell."""
FLATTENED: Final = Cued(
    _any(
        rf"(?:平ら|平坦|フラット|[1一]次元|[1一]列)[^\d。]{{0,16}}?{_N}\s*(?:次元|個|要素|ノード)?",
        rf"(?:平ら|平坦|フラット)[^。=]{{0,30}}=\s*{_N}",
        rf"flatten\w*[^.]{{0,40}}?(?:gives?|makes?|yields?|leaves|is|are|=|→|to|into)\s*(?:an? )?(?:vector of )?{_N}",
        rf"{_N}\s*(?:次元|要素|個)の(?:[1一]次元)?ベクトル",
    ),
    "平ら", "平坦", "フラット", "次元", "列", "flatten", "ベクトル",
)  # fmt: skip
FLAT_INTO: Final = _any(
    rf"\A\W*(?:そこから|それを|これを|その(?:後|あと)(?:ろ)?)[^\d。]{{0,8}}{_N}(?:個の)?(?:ノード|ユニット|次元)?の?全結合",
    rf"\A\W*(?:from there|then)[^\d.]{{0,40}}?{_N} (?:units|nodes)",
)
GROWN: Final = Cued(
    _any(
        rf"パディング(?:幅|数)?[をがはの]?\s*{_N}\s*(?:に|と|なら|で|だと|付け|つけ)[^\d。]{{0,14}}?(?:縦|横|幅|高さ|サイズ|大きさ|[一各]辺)"
        rf"[^\d。]{{0,8}}?{_N}\s*(?:ピクセル|画素)?(?:ずつ|だけ)?\s*(?:大き|増|広が)",
        rf"padding (?:of )?{_N}[^\d.]{{0,30}}?(?:height|width|sides?|size)[^\d.]{{0,24}}?by {_N}",
    ),
    "パディング", "padding",
)  # fmt: skip
GROWN_AT_AN_END: Final = late(r"両側|両端|上下|左右|周囲|四方|片側|端|each end|both (?:ends|sides)|all around|around")
NORMALIZATION: Final = late(r"バッチ正[規則]化|batch\s?norm|(?<![a-z])bn(?![a-z])|バッチノーマ")
NORMALIZATION_CALL: Final = Cued(late(r"batchnorm(?:1d|2d)?\((\d{1,5})\)"), "batchnorm")
NORMALIZED_CHANNELS: Final = Cued(
    _any(rf"{_N}\s*[- ]?(?:チャン?ネル|channels?)", rf"(?:チャン?ネル|channels?)数?{_IS}{_N}"), "ネル", "channel"
)
CHANGED_CHANNELS: Final = Cued(
    late(r"チャン?ネル数?[をがは]?\s?\d{1,5}\s?から\s?\d|channels from \d"), "ネル", "channels from"
)
NOT_LEARNED: Final = _any(
    r"移動平均|running|moving|非学習|non-trainable|全パラメータ",
    r"per channel|チャン?ネルごと|ずつ",
    r"畳み込み|conv|全結合|dense|フィルタ|filter",
)
"""Words that make it another count than that of γ and β."""
DATA: Final = Cued(
    _any(
        rf"{_N}\s*(?:(?:件|枚)(?!ずつ|の?(?:フィルタ|カーネル|マップ))|個の(?:データ|サンプル|画像)|サンプル|データ)",
        rf"{_N}\s*(?:training )?(?:samples|images|examples|data points)",
        rf"\bha(?:ve|d) {_N} (?!param|weight|filter|value|number|node|unit|layer|channel|epoch|update|step|class|"
        rf"bias|map)[a-z]+",
        rf"(?:データ数|サンプル数|訓練データ|学習データ|training set)(?:の数は|が全部で|of|is|は|が|:|=|\s)*{_N}",
    ),
    "件",
    "枚",
    "個の",
    "サンプル",
    "データ",
    "samples",
    "images",
    "examples",
    "data points",
    "training set",
    "have ",
    "had ",
)
TRAINING_DATA: Final = Cued(
    _any(
        rf"(?:訓練|学習|教師)(?:用)?の?(?:データ|画像|サンプル|セット)?(?:の?(?:数|枚数|件数))?(?:は|が|:|=|\s)*{_N}\s*(?:枚|件|個|サンプル)(?!ずつ)",
        rf"{_N} (?:training|train) (?:images|samples|examples|digits|pictures)",
        rf"train(?:ing)?(?: set| data| images| samples)(?::| of| has| =| is)* {_N}",
        rf"train(?:ing)?:? {_N} (?:images|samples|examples)",
    ),
    "訓練", "学習", "教師", "train",
)  # fmt: skip
"""The number of training data, where that of other data may stand beside it."""
BATCH: Final = Cued(
    _any(
        rf"(?:ミニ)?バッチ(?:サイズ|数)(?:は|が|を|の|で|=|:|\s)*{_N}",
        rf"(?:ミニ)?バッチ[をはが]?\s*{_N}\s*(?:枚|件|個)",
        rf"(?:ミニ)?バッチ\s?{_N}(?=\s*(?:→|->|なら|で|だと|,|の))",
        rf"{_N}\s*(?:件|枚|個)ずつ",
        rf"(?:mini-?)?batch(?:es)?(?:[ _]size)?\s*(?:of|is|=|:)?\s*{_N}",
    ),
    "バッチ", "ずつ", "batch",
)  # fmt: skip
MAPS: Final = Cued(
    _any(
        rf"{_N}\s*(?:maps|channels|feature maps)\b", rf"{_N}\s*枚", rf"{_N}\s*チャン?ネル", rf"チャン?ネル数?{_IS}{_N}"
    ),
    "maps", "channels", "枚", "ネル",
)  # fmt: skip
OF_AN_EPOCH: Final = late(r"エポック|epoch")
UPDATES: Final = Cued(
    _any(
        rf"(?<![\d.])[1一]\s*(?:エポック|epoch)の?(?:あたりの)?(?:イテレーション|更新|反復|ステップ)(?:回)?数(?:は|が|も)\s*{_N}",
        rf"(?<![\d.])[1一]\s*(?:エポック|epoch)[^\d。]{{0,16}}?{_N}\s*(?:回(?!\s*(?:ずつ|だけ|使|見|通|すべて|全|巡))|イテレーション|ステップ|個の(?:ミニ)?バッチ)",
        rf"{_N}\s*(?:回(?:の?(?:更新|反復|重み|パラメータ))?(?![一-龥])|イテレーション|ステップ|iterations|updates|steps|(?:mini-?)?batches)"
        r"(?:(?!number of)[^\d。何数]){0,24}?(?:エポック|epoch)(?!s? ?(?:の?数|count))",
        rf"epoch[^\d。.]{{0,30}}?{_N}\s*(?:iterations|(?:weight )?updates|steps|(?:mini-?)?batches)",
        rf"{_N}\s*weight updates per epoch",
    ),
    "エポック", "epoch",
)  # fmt: skip
BARE_UPDATES: Final = late(
    rf"{_N}\s*(?:回|イテレーション|ステップ|iterations|(?:weight |parameter |gradient )?updates|(?:update )?steps|"
    rf"(?:mini-?)?batches|個の(?:ミニ)?バッチ)"
)
"""A number of updates in a section that is about an epoch."""
ABOUT_BATCHES: Final = late(
    r"更新|バッチ|反復|イテレ|ステップ|回数|余り|端数|データ|÷|/|batch|update|iteration|step|sample|image"
)
EPOCHS: Final = Cued(
    late(r"(?<![\d.第])(?!0*1(?![\d.]))(\d{1,4}(?:\.\d{1,2})?)\s*(?:エポック(?!目)|epochs?\b)", re.ASCII),
    "エポック", "epoch",
)  # fmt: skip
"""A number of epochs, other than one."""
_DIVIDED: Final = Cued(late(rf"{_N}\s*(?:枚|件|個)?\s*[÷/]\s*{_N}"), "÷", "/")
ONE_EPOCH: Final = Cued(
    late(
        rf"(?<![\d.])[1一]\s*(?:エポック|epoch)[^\d。]{{0,16}}?{_N}\s*(?:回(?!\s*(?:ずつ|だけ|使|見|通|すべて|全|巡))|"
        rf"イテレーション|ステップ)"
    ),
    "エポック", "epoch",
)  # fmt: skip
OF_DATA: Final = late(r"訓練|学習|教師|データ|サンプル|画像|写真|件|samples|images|examples|training|photos|data")
NOT_OF_DATA: Final = late(
    r"フィルタ|カーネル|マップ|チャン?ネル|畳み込み|プーリング|テスト|検証|filter|kernel|test|valid"
)
ABOUT_EPOCHS: Final = Cued(
    late(r"(?:約|およそ|おおよそ|about|approximately|roughly)\s*(?=\d{1,4}(?:\.\d{1,2})?\s*(?:エポック|epoch))"),
    "エポック", "epoch",
)  # fmt: skip
"""What makes a number that is told that of the training data, and what that of something else."""
EVERY_SO_MANY: Final = late(
    r"ごと|毎に|おき|エポック(?:目|から|以降|以上|以下|まで)|途中|every|each|after the|validation|検証|early|早期"
)
"""What makes a number of epochs or updates a rhythm, or a moment."""
ROUGHLY: Final = late(r"約|およそ|おおよそ|ほど|くらい|ぐらい|about|approximately|roughly|almost|nearly")
OF_ONE_RUN: Final = late(
    r"残り|うち|途中|最初の|最後の|もう一方|別の|止め|打ち切|stopped|first|last|left|remaining|another|other"
)
"""What makes updates those of a part of the epochs, or of another run."""
BATCH_TIMES: Final = Cued(
    _any(
        r"バッチ(?:サイズ|の大きさ)?を\s*(2倍|半分|倍|1/2)",
        r"(doubl|halv)\w* (?:the )?(?:mini-?)?batch(?: size)?",
        r"(?:mini-?)?batch(?: size)? (?:is|that is) (doubl|halv)\w*",
        r"(twice|half) the batch size",
    ),
    "バッチ", "batch",
)  # fmt: skip
UPDATES_TIMES: Final = Cued(
    _any(
        r"更新(?:の)?回数(?:は|も|が)[^。,]{0,6}?(2倍|半分|倍|1/2)",
        r"(doubl|halv)\w* the number of (?:weight )?(?:updates|iterations|steps)",
        r"number of (?:weight )?(?:updates|iterations|steps)[^.]{0,24}?(doubl|halv)\w*",
        r"(twice|half) as many (?:updates|iterations|steps)",
    ),
    "更新", "number", "as many",
)  # fmt: skip
"""How often a batch, and the number of updates in an epoch, is what it was."""
LAST_BATCH: Final = Cued(
    late(
        rf"(?:最後|末尾)の(?:ミニ)?バッチ[^\d。]{{0,12}}?{_N}\s*(?:件|枚|個)|"
        rf"(?:last|final|smaller) (?:mini-?)?(?:batch|one) (?:has|holds|contains|of|with|is)[^\d.]{{0,12}}{_N}|"
        rf"(?:one|1) (?:batch )?(?:with|of) {_N} (?:samples|images|examples)"
    ),
    "最後", "末尾", "last", "final", "smaller", "one", "1",
)  # fmt: skip
HELD_BACK: Final = late(r"validation_split\s*=\s*(0\.\d{1,3})")
DROPPED: Final = late(
    r"捨て|切り捨て|(?:端数|余り)[^。,]{0,6}(?:含(?:めない|まない|めず|まず)|使わ|数え(?:ない|ず)|入れ(?:ない|ず)|無視|除)|drop|"
    r"(?:rest|remainder|leftovers?) (?:is|are) (?:left out|ignored|skipped)"
)
KEPT: Final = late(
    r"(?:端数|余り)(?:分|の[^。,0-9]{1,6})?(?:も|まで)|切り上げ|(?:端数|余り)を?(?:含[めむみん]|込|こみ|入れ|数え|加え|足[しす])|"
    r"(?:rest|remainder|leftovers?|remaining \w+) (?:is|are|counts?|forms?|makes?) (?:kept|used|included|as |an? )|"
    r"last(?:,| one)? (?:smaller|incomplete|partial)|included|rounded up|rounding up"
)
TELLS_OF_REST: Final = late(
    r"(?:端数|余り)[^。,]{0,8}(?:捨て|入れ|含め|数え|使|も)|drop[_ ]last|"
    r"drop(?:s|ped|ping)? the (?:last|rest|remainder)|"
    r"(?:rest|remainder|leftovers?) (?:is|are) (?:kept|used|included|left out|ignored|skipped)"
)
"""What is done with the rest tells that the batches of one epoch are counted."""
DENIED: Final = late(
    r"ない|ません|なく|誤[りっ]|間違|かもしれ|だろう|でしょう|はず(?!(?:だ|です|である)?[。.]?\s*\Z)|求め|答えよ|か[。.]?\s*\Z|\?|"
    r"n(?<!\wn)(?:ot|ever)\b|n't\b|w(?<!\ww)rong\b|以上|以下|約|およそ|approximately|about \d"
)
"""Each alternative begins with a letter: the places at which none of them stands are passed over at once."""
NOT_ONE_LAYER: Final = late(r"合計|総数|全体|全層|ずつ|total|overall|per |depthwise|グループ|grouped|転置|深さ方向")


def numbers(found: re.Match[str]) -> tuple[int, ...]:
    """The numbers that a pattern of this module has bound, in digits or in words."""
    return tuple(_IN_WORDS[each] if each in _IN_WORDS else whole_number(each) for each in found.groups() if each)


def numbers_of_last_batch(text: str) -> int | None:
    """The number of samples that a text gives to the last batch; None where it gives none.

    >>> numbers_of_last_batch("最後のバッチは16件になる")
    16
    """
    found = LAST_BATCH.search(text)
    return numbers(found)[0] if found is not None else None


def divided_in(text: str) -> tuple[int, int] | None:
    """The one division of a larger number by a smaller one that a text writes out; None beside a number of epochs.

    >>> divided_in("1000÷32=31.25 なので 32 回"), divided_in("60000 ÷ 100 = 600、1000 ÷ 600 = 1.67"), divided_in("1/2")
    ((1000, 32), None, None)
    """
    found = {numbers(match) for match in _DIVIDED.finditer(text)}
    if len(found) != 1 or EPOCHS.search(text):
        return None
    whole, part = found.pop()
    return (whole, part) if 1 < part < whole <= MOST else None


def only_number(pattern: re.Pattern[str] | Cued, text: str) -> int | None:
    """The one number that a pattern finds, wherever it does; None where there is none or there are several.

    >>> only_number(BATCH, "バッチサイズ32、つまり32件ずつ"), only_number(BATCH, "バッチサイズ32とバッチサイズ64")
    (32, None)
    """
    found = {number for match in pattern.finditer(text) for number in numbers(match)}
    number = found.pop() if len(found) == 1 else None
    return number if number is None or number <= MOST else None
