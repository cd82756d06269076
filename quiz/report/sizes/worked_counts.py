"""A sentence that works out numbers of parameters, ``30×1×5×5+30 = 780`` -> plain sentences, each with one result.

A working gives way to what it comes to, and each layer of a list gets a sentence of its own, so that those who judge
stated counts can read them. What is counted is told by the words beside the working, the heading, or the entries of the
same list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.arithmetic.number_chains import is_stated
from quiz.report.arithmetic.sum_tokens import Link, Side, links_of
from quiz.report.arithmetic.sum_values import value_of
from quiz.report.frozen import frozen
from quiz.report.rows import Row
from quiz.report.sizes import count_words as words
from quiz.report.sizes.layer_arithmetic import MOST
from quiz.report.sizes.size_words import spelled
from quiz.report.sizes.stated_counts import bias_in
from quiz.report.sizes.written_numbers import whole_number

_MAY_WORK: Final = late(r"\d\)? ?(?:個|つ)? ?= ?\d")
_LAYER: Final = late(
    r"conv(?:2d|olution\w*)?|畳み込み|\bdense\b|全結合|affine|アフィン|\blinear\b|fully[- ]connected|\bfc\d?\b|\bfc層|"
    r"(?<![a-z])conv\d|(?:出力|隠れ|中間|最後の|最初の|第\s?\d)層|\d\s?層目|batch\s?norm\w*|バッチ正[規則]化|"
    r"\b(?:output|hidden|last|first|second|final) layer",
    re.A,
)
_ORDINAL: Final = late(r"\s*(?:最初|最後|出力|1つ目|2つ目|次|(?a:\b(?:first|last|second|the)\b))")
_OF_PARAMETERS: Final = late(rf"{words.PARAMETERS}|重み|\bweights?\b|バイアス|\bbias", re.A)
_OF_SOMETHING_ELSE: Final = late(
    r"出力(?:サイズ|の?大きさ|の形|は)|output (?:size|shape|is)|長さ|length|平ら|平坦|フラット|flatten|次元|画素|"
    r"ピクセル|pixels?|面積|積和|計算量|乗算|掛け算|macs?\b|flops|multiplications|回(?:の|かけ)|件|枚の画像|エポック|epoch|更新|"
    r"要素数|activations|特徴マップ|feature maps?|ニューロン数|値の数|values\b|並べ|1列|一列|入力(?:は|の数|サイズ)|"
    r"update|ノード数|差|倍|比|節約|減|合計|総数|全体|全部|total|overall|\bin all\b|altogether|あたり|ごと|each|per "
)
_BEGINS: Final = late(
    r"\A\W*(?:(?:学習(?:する|可能な|対象の)?)?パラメータの?(?:総|個)?数|重み(?:だけ|のみ)(?:の(?:個)?数)?|パラメータ|"
    r"(?:its |the )?(?:number of )?(?:weights (?:alone|only)|param(?:eter)?s))",
    re.A,
)
"""A sentence that counts without naming a layer is about the whole network."""
_NEXT_LAYER: Final = late(r"[,;](?=[^,;]{0,40}[^\d,;]\s?\d)")
_CLAIMS: Final = late(
    r"\s*(?:の(?:方|ほう|場合))?(?:は|が|で|:|=|,|\s)+(?=(?:\d{1,3}(?:,\d{3})+|\d+)(?![\d.]|\s?[x×*+→]))"
)
_COLLAPSED: Final = late(r"(?<![\d.x×])\d{1,5}(?:\s?[x×]\s?\d{1,5}){1,2}(?=\s*(?:to|→|->|から)\s*\d)")
_ENTRY: Final = late(r"\s*(?:[-*+•・]|\(?\d{1,2}[.)])\s*(?=\S)")
_ADDS: Final = late(r"\d ?\+ ?\d[\d,]* ?=")
_MOST_ENTRIES: Final = 30
_COUNT_OF: Final = "のパラメータ数は "
_WITH_BIASES: Final = " (バイアス込み)"
_WITHOUT_BIASES: Final = " (バイアスなし)"


@frozen
class PlainCount:
    """A sentence with one number of parameters, and the ``factors`` and the ``working`` that it was worked out from."""

    text: str
    factors: frozenset[int]
    working: str = ""

    def is_about(self, working: str) -> bool:
        """Whether the ``working`` of a judgement is that of the same layer: all the factors but one stand in it.

        >>> PlainCount("", frozenset({3, 16})).is_about("3·3·8·16 + 16 = 1168")
        True
        """
        told = {int(each) for each in re.findall(r"\d+", working)}
        return not self.factors or (len(self.factors - told) <= 1 and bool(self.factors & told))


@frozen
class Working:
    """A working with its result: where it stands in the sentence, its first side, and what it comes to."""

    start: int
    end: int
    first: Side
    claimed: int

    @property
    def products(self) -> list[list[int]]:
        """The factors of each term of the first side; nothing where it is no sum of products of whole numbers."""
        terms: list[list[int]] = [[]]
        for token in self.first.tokens:
            if token.kind == "number" and token.text.replace(",", "").isdigit():
                terms[-1].append(whole_number(token.text))
            elif token.kind in ("plus", "minus"):
                terms.append([])
            elif token.kind not in ("times", "unit"):
                return []
        return terms if all(terms) else []

    @property
    def adds_biases(self) -> bool:
        """Whether it is built as the parameters of a layer are: a product, and one of its factors once more."""
        terms = self.products
        return len(terms) == 2 and len(terms[0]) > 1 and len(terms[1]) == 1 and terms[1][0] in terms[0]


def workings_of(text: str) -> list[Working]:
    """Return the workings of a sentence (``spelled``) that end in a whole number, in order.

    >>> [(one.claimed, one.products) for one in workings_of("重みは 3×3×8 + 8 = 72 + 8 = 80 個")]
    [(80, [[3, 3, 8], [8]])]
    """
    chains: list[list[Link]] = []
    for link in links_of(text, ""):
        if chains and chains[-1][-1].right.start == link.left.start:
            chains[-1].append(link)
        else:
            chains.append([link])
    found = []
    for chain in chains:
        first, last = chain[0].left, chain[-1].right
        claimed = value_of(last)
        whole = not last.computes and claimed is not None and claimed == int(claimed) and 0 <= claimed <= MOST * 100
        if whole and first.computes and claimed is not None and not any(link.about for link in chain):
            end = last.tokens[-1].end
            found.append(Working(first.start, end, first, int(claimed)))
    return found


def plain_counts(sentence: str, heading: str, *, network: bool, with_biases: bool) -> list[PlainCount]:
    """Return the sentences, each with one number of parameters, that say what a sentence works out; none if it doesn't.

    ``network`` tells that one has been printed or told, ``with_biases`` that the entries of the sentence's list count
    the biases.

    >>> found = plain_counts("最初のDense: 6×5+5 = 35、最後のDenseは 18", "", network=True, with_biases=False)
    >>> [one.text for one in found]
    ['最初のdenseのパラメータ数は 35 (バイアス込み)', '最後のdenseのパラメータ数は 18']
    """
    text = _COLLAPSED.sub(lambda found: str(_product(found[0])), spelled(sentence))
    workings = workings_of(text) if _MAY_WORK.search(text) else []
    if not (workings or _several(text)) or not is_stated(text):
        return []
    about = spelled(heading)
    counts = bool(_OF_PARAMETERS.search(text) or _OF_PARAMETERS.search(about))
    if not counts and not any(one.adds_biases for one in workings) and not with_biases:
        return []
    return _rewritten(text, workings, network=network, with_biases=with_biases)


def may_count(sentence: str) -> bool:
    """Whether a sentence may work out a number, or count several layers: the one look that most of them fail."""
    return "=" in sentence or "＝" in sentence or _several(sentence)


def _rewritten(text: str, workings: Sequence[Working], *, network: bool, with_biases: bool) -> list[PlainCount]:
    """One sentence for each clause of a text that counts."""
    found = []
    for start, end in _clauses(text, workings):
        own = [one for one in workings if start <= one.start < end]
        if len(own) > 1:
            return []
        lead, tail = (text[start : own[0].start], text[own[0].end : end]) if own else (text[start:end], "")
        if not own:
            claims = [one for one in _CLAIMS.finditer(lead) if one.start() > 0]
            if len(claims) != 1:
                continue
            number = re.match(r"\d[\d,]*\d|\d", lead[claims[0].end() :])
            assert number is not None
            lead, claimed, tail = lead[: claims[0].start()], number[0], lead[claims[0].end() + number.end() :]
        else:
            claimed = str(own[0].claimed)
        if _OF_SOMETHING_ELSE.search(lead) or _OF_SOMETHING_ELSE.search(tail.split(",")[0]):
            continue
        subject = re.sub(r"(?:は|が|:|=|で|,|\s)+\Z", "", lead).strip()
        layer = _LAYER.search(subject) is not None
        if not layer:
            whole = network and (_BEGINS.match(subject) or (own and len(own[0].products) > 2))
            if not whole:
                continue
            subject = f"全体の{subject}"
        subject = re.sub(r"の?(?:学習(?:する|可能な)?)?パラメータの?(?:総|個)?数\Z", "", subject)
        bias = bias_in(f"{lead} {tail}")
        if bias is None and own and (own[0].adds_biases or (with_biases and len(own[0].products) == 1)):
            bias = True
        told = "" if bias is None else _WITH_BIASES if bias else _WITHOUT_BIASES
        factors = (
            frozenset(factor for term in own[0].products if len(term) > 1 for factor in term) if own else frozenset()
        )
        working = f"{subject}{_COUNT_OF}{own[0].first.written} = {claimed}" if own else ""
        found.append(PlainCount(f"{subject}{_COUNT_OF}{claimed}{told}", factors, working))
    return found


def _clauses(text: str, workings: Sequence[Working]) -> list[tuple[int, int]]:
    """The clauses of a text, each of which has a number of its own behind its words; a working is not cut."""
    cuts = [0]
    for found in _NEXT_LAYER.finditer(text):
        inside = any(one.start <= found.start() < one.end for one in workings)
        behind = text[found.end() :]
        if not inside and (_LAYER.match(behind.lstrip(" そし次にて")) or _ORDINAL.match(behind)):
            cuts.append(found.end())
    return list(zip(cuts, [*cuts[1:], len(text)], strict=True))


def _several(text: str) -> bool:
    """Whether a sentence gives the numbers of several layers one after the other."""
    return _NEXT_LAYER.search(text) is not None and len(_LAYER.findall(text.lower())) > 1


def _product(written: str) -> int:
    found = 1
    for factor in re.findall(r"\d+", written):
        found *= int(factor)
    return found


@lru_cache(maxsize=512)
def _adds_biases(entry: str) -> bool:
    """Whether an entry of a list adds the biases to its product."""
    return any(one.adds_biases for one in workings_of(spelled(entry)))


def counts_biases(rows: Sequence[Row], place: int) -> bool:
    """Whether another entry of the list at a row adds the biases to its product: then all of them are to be counted."""
    if not _LAYER.search(rows[place].plain.lower()):
        return False
    for step in (-1, 1):
        for other in range(place + step, place + step * _MOST_ENTRIES, step):
            if not 0 <= other < len(rows) or not _ENTRY.match(rows[other].plain):
                break
            if _ADDS.search(rows[other].plain) and _adds_biases(rows[other].plain):
                return True
    return False
