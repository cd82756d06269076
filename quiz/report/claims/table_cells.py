"""A row of a table -> what each of its cells says, as a sentence would say it: 「SGD の欠点：谷で振動する」.

The row's first cell or the column's header names what is spoken of, the other one what is told of it. A cell is passed
over where it isn't sure what it tells: where its column holds what somebody measured or got wrong, where it is only a
mark, or a bare number in a table of results.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from quiz.report.claims.canonical import Spelling
from quiz.report.claims.entries import is_entry
from quiz.report.claims.mentions import BACKGROUND, Mention, Mentions
from quiz.report.frozen import frozen
from quiz.report.tables import Table

MAX_CELL: Final = 600
MAX_NAME: Final = 80
_GENERIC: Final = re.compile(
    r"|内容|説明|値|まとめ|ポイント|要点|特徴|性質|概要|概略|備考|メモ|コメント|詳細|補足|答え?|回答|解答|意味|定義|ひとこと|一言|"
    r"description|descriptions?|explanation|summary|notes?|comments?|remarks?|details?|answers?|meaning|definition|values?|"
    r"what it (?:is|does)|in (?:short|a word)|features?|characteristics?|key points?|traits?|propert(?:y|ies)"
)
"""What a column is called that tells no more of its cells than that they say something."""
_NAMES_TRAITS: Final = re.compile(
    r"(?:ハイパー)?パラメータ(?:名)?|項目|観点|性質|設定(?:項目)?|係数|記号|変数|(?:hyper)?parameters?|items?|aspects?|propert(?:y|ies)|settings?|"
    r"symbols?|coefficients?|traits?"
)
"""What a second column is called whose cells name what is told in the others."""
_USUAL: Final = re.compile(
    r"(?:よく使[うわ](?:れる)?|推奨(?:される)?|既定|標準(?:的な)?|典型(?:的な)?|論文の|一般的な)(?:設定)?の?(?:値|デフォルト値?)|"
    r"デフォルト値?|(?:typical|default|usual|recommended|common|paper) (?:values?|settings?)|defaults?"
)
_SLOPE: Final = re.compile(r"微分|導関数|傾き|勾配|derivative|slope|gradient")
_LARGEST: Final = re.compile(r"最大|上限|\bmax|largest|peak|上界|supremum", re.A)
_RANGE: Final = re.compile(
    r"(?:出力の?|とる|取る|値の)*(?:値域|範囲|値の範囲)|(?:output )?range(?: of (?:values|the output|outputs?))?|(?:output|values?) (?:range|lie in|between)"
)
_END: Final = r"[-−+]?\s?(?:\d{1,3}(?:\.\d{1,3})?|∞|infty|inf(?:inity)?|無限大?)"
_INTERVALS: Final = (
    re.compile(rf"[(\[]\s?(?P<low>{_END})\s?[,~]\s?(?P<high>{_END})\s?[)\]]"),
    re.compile(rf"(?P<low>{_END})\s?(?:<|≦|<=)\s?(?:[a-zσφ]|f\(x\)|σ\(x\)|出力)\s?(?:<|≦|<=)\s?(?P<high>{_END})"),
    re.compile(
        rf"(?:from |between )?(?P<low>{_END})(?: to | and |から|\s?~\s?|(?<=\d)\s?[-–]\s?)(?P<high>{_END})(?:まで|の間)?"
    ),
)
_NO_LESS: Final = re.compile(
    r"(?:[a-z]|f\(x\)|出力)?\s?(?:≧|>=|≥)\s?0|0 or (?:more|above|larger|greater)|(?:zero|0) and above|0以上|負にならない"
)
_ALL: Final = re.compile(
    r"(?:all|any|every) (?:the )?reals?(?: numbers?)?|(?:すべて|全て|全)の?実数|実数(?:全体|全て|すべて)?|全実数|r|ℝ|unbounded|the whole real line"
)
"""The ways in which a cell gives the range of a function."""
_GOT_WRONG: Final = re.compile(
    r"間違[いっえ]|誤[りっ答解]|勘違い|書き直す前|思い込み|以前の|昔の|\bmyth|misconception|mistake|\bwrong\b|i used to|before",
    re.A,
)
_ASIDE: Final = re.compile(r"\s?\([^()]*\)\Z")
_MARK: Final = re.compile(
    r"(?:[-−–—ー・.…*/?○◯×✕✗✓✔△◎〇✅❌☑n\s])*(?:n/?a|同上|ditto|no|yes|none|なし|無し|あり|有り?|ない|ある|不要|必要)?",
    re.A,
)
"""A cell that says no more than yes or no, or nothing: yes to what is told by the names of its row and its column."""
_AFFIRMS: Final = frozenset(("yes", "あり", "有", "有り", "ある", "✅ yes", "✅", "✓ yes"))
_BESIDE_NAME: Final = re.compile(
    r"関数|層|法|正則化|回帰|の?(?:初期値|初期化|手法|方法|場合)|最適化|ネットワーク|普通|ふつう|通常|単純|ただ|系|[のな]|"
    r"(?<![a-z])(?:plain|vanilla|standard|regulari[sz]ation|functions?|layers?|methods?|optimi[sz]ers?|"
    r"init(?:iali[sz]ation)?|networks?|the|and|or)(?![a-z])|[\W\d_]"
)
"""What stands beside a thing's name and makes it nothing else."""
_REMARK: Final = re.compile(r"\s?\([^()]{1,30}\)\Z")
_SYMBOL: Final = re.compile(r"[α-ω=<>]|\d\.\d|\b[a-z]\b", re.A)
_JAPANESE: Final = re.compile(r"[ぁ-んァ-ヶ一-龠]")
_WORD: Final = re.compile(r"[a-zぁ-んァ-ヶ一-龠γβμσλε]")


@frozen
class CellStatement:
    """What a cell says: as written, as a sentence, what of that stands above the cell, and the mentions around it."""

    written: str
    text: str
    title: str
    levels: tuple[tuple[Mention, ...], ...]


class TableCells:
    """Reads the rows of the table that was begun last."""

    def __init__(self, spelling: Spelling, mentions: Mentions) -> None:
        self._spelling = spelling
        self._mentions = mentions
        self._header: tuple[str, ...] = ()
        self._skipped: frozenset[int] = frozenset()
        self._measured = False
        self._second = False

    def begin(self, table: Table) -> None:
        """Take a table's header."""
        self._header = tuple(self._spelling(cell[:MAX_NAME]) for cell in table.header)
        self._skipped = frozenset(
            at for at, cell in enumerate(table.header) if table.is_measured_at(at) or _GOT_WRONG.search(cell.lower())
        )
        self._measured = table.is_measured
        self._second = len(self._header) > 2 and _NAMES_TRAITS.fullmatch(self._header[1]) is not None

    def said(self, cells: Sequence[str], around: Sequence[tuple[Mention, ...]]) -> Iterator[CellStatement]:
        """Yield what the cells of a row say behind its first one; ``around`` are the mentions above the table."""
        label = self._spelling(cells[0][:MAX_NAME])
        bare = self._without_remark(label)
        for at, cell in enumerate(cells[1:], start=1):
            header = self._header[at] if at < len(self._header) else ""
            if at in self._skipped or (self._second and at == 1):
                continue
            text = self._spelling(cell[:MAX_CELL])
            if self._measured and not _WORD.search(text):
                continue
            own = self._spelling(cells[1][:MAX_NAME]) if self._second else ""
            title = self._title(bare, own, header, around)
            if title is None:
                title = header if is_entry(text) else ""
            elif _RANGE_TOLD in title:
                text = _as_range(text)
            levels = tuple(
                level for level in (self._mentions.of(label), self._mentions.of(own), self._mentions.of(header), *around)
                if level
            )  # fmt: skip
            bare_text = _ASIDE.sub("", text)
            if bare_text in _AFFIRMS and title not in ("", label):
                yield CellStatement(cell, title, "", levels)
            elif not _MARK.fullmatch(bare_text):
                yield CellStatement(cell, f"{title}:{text}" if title else text, title, levels)

    def _without_remark(self, label: str) -> str:
        """A label without what is only remarked of it: tanh (2nd try); what tells more is kept: Adam (β1)."""
        remark = _REMARK.search(label)
        if remark is None or _SYMBOL.search(remark[0]) or self._mentions.of(remark[0]):
            return label
        return label[: remark.start()].rstrip() or label

    def _title(self, label: str, own: str, header: str, around: Sequence[tuple[Mention, ...]]) -> str | None:
        """The name of what is spoken of and the name of what is told of it, in this order.

        None where it isn't sure which is which: where the row's name tells more than a name, and the column's too.
        """
        told = "" if _GENERIC.fullmatch(header) else _as_told(header)
        if own:
            return _together(_together(label, own), told) if self._is_name(label) else None
        if not told or not label:
            return _as_told(label) or told
        if self._is_name(label):
            return _together(label, told)
        if self._is_name(header) and not self._acts(label):
            return _together(header, _as_told(label))
        if self._acts(label) or self._acts(header) or not _WORD.search(label) or not any(map(_does, around)):
            return None
        return _together(_as_told(label), told)

    def _acts(self, name: str) -> bool:
        """Whether a name mentions something that does anything: a method, no problem or setting."""
        return _does(self._mentions.of(name))

    def _is_name(self, text: str) -> bool:
        """Whether a text is nothing but the name of a thing, or the names of several."""
        mentions = self._mentions.of(text)
        if not any(mention.kind not in BACKGROUND or mention.kind == "problem" for mention in mentions):
            return False
        rest = text
        for mention in reversed(mentions):
            rest = rest[: mention.start] + rest[mention.end :]
        return not _BESIDE_NAME.sub("", rest)


_SLOPE_TOLD: Final = "微分の最大値"
_RANGE_TOLD: Final = "値域"
_DEFAULT_TOLD: Final = "既定値"


def _does(mentions: Sequence[Mention]) -> bool:
    return any(mention.kind not in BACKGROUND for mention in mentions)


def _as_told(name: str) -> str:
    """A header in the words by which claims know it; as it is where it is none of these.

    >>> _as_told("max of derivative"), _as_told("出力の範囲"), _as_told("typical value"), _as_told("weak point")
    ('微分の最大値', '値域', '既定値', 'weak point')
    """
    if _SLOPE.search(name) and _LARGEST.search(name):
        return _SLOPE_TOLD
    if _RANGE.fullmatch(name):
        return _RANGE_TOLD
    return _DEFAULT_TOLD if _USUAL.fullmatch(name) else name


def _as_range(text: str) -> str:
    """The range that a cell gives, in one way of writing it; as it is where it is no range.

    >>> _as_range("(0, 1)"), _as_range("-1 < y < 1"), _as_range("[0, inf)"), _as_range("all real numbers")
    ('0~1', '-1~1', '0以上', '実数全体')
    """
    bare = text.strip(" 。.")
    if _NO_LESS.fullmatch(bare):
        return "0以上"
    if _ALL.fullmatch(bare):
        return "実数全体"
    found = next(filter(None, (pattern.fullmatch(bare) for pattern in _INTERVALS)), None)
    if found is None:
        return text
    low, high = (re.sub(r"[\s+]", "", found[end]).replace("−", "-") for end in ("low", "high"))
    endless = [not re.search(r"\d", end) for end in (low, high)]
    if all(endless):
        return "実数全体"
    if endless[1] and low == "0":
        return "0以上"
    return text if any(endless) else f"{low}~{high}"


def _together(first: str, second: str) -> str:
    if not first or not second:
        return first or second
    return f"{first}の{second}" if _JAPANESE.search(first + second) else f"{first} {second}"
